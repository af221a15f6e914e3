/* SPDX-License-Identifier: ISC */
/* A growable byte buffer with a hard ceiling: whatever grows under the hand of
 * a remote server grows in one of these, and ends as ERR_LIMIT. */
#ifndef STORE_BASE_BUF_H
#define STORE_BASE_BUF_H

#include <stddef.h>

#include "store/base/err.h"

struct buf {
	char *data; /* owned; NUL-terminated whenever not NULL */
	size_t len; /* bytes used, without the NUL */
	size_t cap; /* bytes allocated */
	size_t max; /* ceiling for len: set by buf_init, never changed */
};

void buf_init(struct buf *b, size_t max);
void buf_fini(struct buf *b);
/* Empties it and keeps the memory. */
void buf_reset(struct buf *b);
/* Appends all of it, or nothing: ERR_LIMIT. */
enum err buf_add(struct buf *b, const void *src, size_t n) MUST_CHECK;
enum err buf_adds(struct buf *b, const char *s) MUST_CHECK;
enum err buf_addc(struct buf *b, char c) MUST_CHECK;
enum err buf_addf(struct buf *b, const char *fmt, ...) MUST_CHECK
    PRINTF_LIKE(2, 3);
/* Room for n more bytes at data + len; the caller then moves len. */
enum err buf_reserve(struct buf *b, size_t n) MUST_CHECK;
/* Gives the bytes away: the caller frees them and the buffer is empty. len may
 * be NULL. Never NULL: an empty buffer gives "". */
char *buf_take(struct buf *b, size_t *len);

#endif
