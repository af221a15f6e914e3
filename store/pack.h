/* SPDX-License-Identifier: ISC */
/* Packed values: small numbers in few bytes, texts behind their length. What
 * is read back is treated as foreign (a damaged file gives anything): the
 * reader never leaves its bytes, remembers that something was wrong, and gives
 * zeros and empty texts from then on. */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"

/* Writing: into a buffer whose ceiling only a bug of ours could reach. */
void pack_u8(struct buf *b, uint8_t v);
void pack_uint(struct buf *b, uint64_t v); /* LEB128: 1 to 10 bytes */
void pack_int(struct buf *b, int64_t v);   /* zigzag, then as above */
void pack_bytes(struct buf *b, const void *data, size_t n); /* no length */
void pack_text(struct buf *b, const char *s); /* NULL is kept as NULL */

struct unpack {
	const uint8_t *p, *end; /* borrowed */
	bool bad;               /* the bytes ended early or made no sense */
};

void unpack_init(struct unpack *u, const void *data, size_t n);
uint8_t unpack_u8(struct unpack *u);
uint64_t unpack_uint(struct unpack *u);
int64_t unpack_int(struct unpack *u);
/* n bytes, borrowed; NULL and bad when there are fewer. */
const uint8_t *unpack_bytes(struct unpack *u, size_t n);
/* A text; the caller frees. NULL where NULL was packed, and when bad. */
char *unpack_text(struct unpack *u);
/* Did everything fit, with nothing left over? */
bool unpack_done(const struct unpack *u);

#endif
