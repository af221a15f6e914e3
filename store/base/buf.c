/* SPDX-License-Identifier: ISC */
/* The bounded byte buffer. */
#include "store/base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"

enum { BUF_CAP_MIN = 256 };

void
buf_init(struct buf *b, size_t max)
{
	b->data = NULL;
	b->len = 0;
	b->cap = 0;
	b->max = max;
}

void
buf_fini(struct buf *b)
{
	free(b->data);
	b->data = NULL;
	b->len = 0;
	b->cap = 0;
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
}

enum err
buf_reserve(struct buf *b, size_t n)
{
	size_t need, cap;

	if (b->len > b->max || n > b->max - b->len)
		return ERR_LIMIT;
	need = b->len + n + 1;
	if (need <= b->cap)
		return ERR_OK;
	cap = b->cap < BUF_CAP_MIN ? BUF_CAP_MIN : b->cap;
	/* Twice as much each time, or appending would cost the square. */
	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	b->data = mem_grow(b->data, cap, 1);
	b->data[b->len] = '\0';
	b->cap = cap;
	return ERR_OK;
}

enum err
buf_add(struct buf *b, const void *src, size_t n)
{
	enum err e = ERR_OK;

	/* Mostly there is room; what doubling left over may be beyond the
	 * ceiling. */
	if (n >= b->cap - b->len || b->len + n > b->max)
		e = buf_reserve(b, n);
	if (e != ERR_OK)
		return e;
	if (n > 0)
		memcpy(b->data + b->len, src, n);
	b->len += n;
	b->data[b->len] = '\0';
	return ERR_OK;
}

enum err
buf_adds(struct buf *b, const char *s)
{
	return buf_add(b, s, strlen(s));
}

enum err
buf_addc(struct buf *b, char c)
{
	return buf_add(b, &c, 1);
}

enum err
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	enum err e = ERR_LIMIT;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n >= 0)
		e = buf_reserve(b, (size_t)n);
	if (n >= 0 && e == ERR_OK) {
		vsnprintf(b->data + b->len, (size_t)n + 1, fmt, again);
		b->len += (size_t)n;
	}
	va_end(again);
	va_end(ap);
	return e;
}

char *
buf_take(struct buf *b, size_t *len)
{
	char *data = b->data != NULL ? b->data : mem_strdup("");

	if (len != NULL)
		*len = b->len;
	b->data = NULL;
	b->len = 0;
	b->cap = 0;
	return data;
}
