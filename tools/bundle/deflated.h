/* SPDX-License-Identifier: ISC */
/* What deflate packed (RFC 1951), unpacked from memory to memory by libdeflate,
 * in a third of the time that zlib takes for it. Where there is no libdeflate
 * nothing can be unpacked so: the caller then goes the way in pieces, by zlib,
 * which it needs anyhow for what is damaged or longer than its ceiling. */
#ifndef TOOLS_BUNDLE_DEFLATED_H
#define TOOLS_BUNDLE_DEFLATED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The entry of a ZIP: n bytes, all of them used, that give exactly len bytes
 * with this CRC-32. False, out undefined, when they do not. */
bool deflated_entry(
    const void *data, size_t n, void *out, size_t len, uint32_t crc);
/* The gzip member (RFC 1952) that begins at data: *used of the n bytes give
 * *len. False, out undefined, when it is not whole, damaged, or gives more than
 * room bytes. */
bool deflated_member(const void *data, size_t n, void *out, size_t room,
    size_t *used, size_t *len);

#endif
