/* SPDX-License-Identifier: ISC */
/* Packed values: small numbers in few bytes, texts behind their length. This
 * header writes them, store/unpack.h reads them back. */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/unpack.h"

/* Into a buffer whose ceiling only a bug of ours could reach. */
void pack_u8(struct buf *b, uint8_t v);
void pack_uint(struct buf *b, uint64_t v); /* LEB128: 1 to 10 bytes */
void pack_int(struct buf *b, int64_t v);   /* zigzag, then as above */
void pack_bytes(struct buf *b, const void *data, size_t n); /* no length */
void pack_text(struct buf *b, const char *s); /* NULL is kept as NULL */

#endif
