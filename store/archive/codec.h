/* SPDX-License-Identifier: ISC */
/* Compression of blobs: zstd, alone or with another blob's bytes as prefix.
 * Contexts are kept from one call to the next, a few per store. Any thread. */
#ifndef STORE_ARCHIVE_CODEC_H
#define STORE_ARCHIVE_CODEC_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/err.h"

struct codec_pool;

struct codec_pool *codec_pool_new(void);
void codec_pool_free(struct codec_pool *p);
/* Compresses; prefix may be NULL. The caller frees *out. False when that
 * saves nothing. */
bool codec_encode(struct codec_pool *p, const void *data, size_t n,
    const void *prefix, size_t prefix_len, void **out, size_t *out_len);
/* The raw_len bytes again, into out. ERR_DAMAGED for anything else; not
 * logged. */
enum err codec_decode(struct codec_pool *p, const void *data, size_t n,
    const void *prefix, size_t prefix_len, void *out,
    size_t raw_len) MUST_CHECK;

#endif
