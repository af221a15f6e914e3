/* SPDX-License-Identifier: ISC */
/* Packed values, written. */
#include "store/pack.h"

#include <assert.h>
#include <string.h>
void
pack_bytes(struct buf *b, const void *data, size_t n)
{
	enum err e = buf_add(b, data, n);

	assert(e == ERR_OK); /* the ceiling is the caller's own figure */
	(void)e;
}

void
pack_u8(struct buf *b, uint8_t v)
{
	pack_bytes(b, &v, 1);
}

void
pack_uint(struct buf *b, uint64_t v)
{
	uint8_t bytes[10];
	size_t n = 0;

	while (v >= 0x80) {
		bytes[n++] = (uint8_t)(v | 0x80);
		v >>= 7;
	}
	bytes[n++] = (uint8_t)v;
	pack_bytes(b, bytes, n);
}

void
pack_int(struct buf *b, int64_t v)
{
	uint64_t u = (uint64_t)v << 1;

	pack_uint(b, v < 0 ? ~u : u);
}

/* Length + 1, so that 0 is NULL. */
void
pack_text(struct buf *b, const char *s)
{
	size_t n = s == NULL ? 0 : strlen(s);

	pack_uint(b, s == NULL ? 0 : n + 1);
	if (n > 0)
		pack_bytes(b, s, n);
}
