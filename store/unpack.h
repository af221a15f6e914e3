/* SPDX-License-Identifier: ISC */
/* Reading packed values (store/pack.h). They are treated as foreign, since a
 * damaged file gives anything: the reader never leaves its bytes, remembers
 * that something was wrong, and gives zeros and empty texts from then on. */
#ifndef STORE_UNPACK_H
#define STORE_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
