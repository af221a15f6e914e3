/* SPDX-License-Identifier: ISC */
/* Numbers as LEB128, strings with their length plus one (zero is NULL). */
#include "crawler/analyse/wire.h"

#include <string.h>

#include "store/base/utf8.h"

enum { WIRE_U64_MAX = 10 }; /* bytes of a number */

void
wire_begin(struct wire_out *w, struct buf *out)
{
	w->out = out;
	w->err = ERR_OK;
}

static void
put(struct wire_out *w, const void *p, size_t n)
{
	if (w->err == ERR_OK)
		w->err = buf_add(w->out, p, n);
}

/* Writes v at out, which has room for WIRE_U64_MAX bytes; returns how many. */
static size_t
write_u64(char *out, uint64_t v)
{
	size_t n = 0;

	for (; v >= 0x80; v >>= 7)
		out[n++] = (char)(v | 0x80);
	out[n++] = (char)v;
	return n;
}

void
wire_u64(struct wire_out *w, uint64_t v)
{
	char bytes[WIRE_U64_MAX];

	put(w, bytes, write_u64(bytes, v));
}

void
wire_real(struct wire_out *w, double v)
{
	put(w, &v, sizeof(v));
}

/* Length and bytes go out at once: most of what is sent is small strings. */
void
wire_bytes(struct wire_out *w, const void *p, size_t n)
{
	struct buf *b = w->out;

	if (p == NULL) {
		wire_u64(w, 0);
		return;
	}
	if (w->err == ERR_OK)
		w->err = n > SIZE_MAX - WIRE_U64_MAX
			     ? ERR_LIMIT
			     : buf_reserve(b, n + WIRE_U64_MAX);
	if (w->err != ERR_OK)
		return;
	b->len += write_u64(b->data + b->len, n + 1);
	memcpy(b->data + b->len, p, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
wire_text(struct wire_out *w, const char *s)
{
	wire_bytes(w, s, s == NULL ? 0 : strlen(s));
}

void
wire_open(struct wire_in *w, const void *p, size_t n, struct arena *arena)
{
	w->p = p;
	w->end = w->p + n;
	w->arena = arena;
	w->bad = false;
}

uint64_t
wire_get_u64(struct wire_in *w)
{
	uint64_t v = 0;

	for (unsigned shift = 0; shift < 64; shift += 7) {
		uint8_t b;

		if (w->bad || w->p == w->end)
			break;
		b = *w->p++;
		if (shift == 63 && b > 1)
			break;
		v |= (uint64_t)(b & 0x7f) << shift;
		if (b < 0x80)
			return v;
	}
	w->bad = true;
	return 0;
}

size_t
wire_get_count(struct wire_in *w, size_t max)
{
	uint64_t n = wire_get_u64(w);

	if (n > max || n > (uint64_t)(w->end - w->p)) {
		w->bad = true;
		return 0;
	}
	return (size_t)n;
}

double
wire_get_real(struct wire_in *w)
{
	double v = 0;

	if (w->bad || (size_t)(w->end - w->p) < sizeof(v)) {
		w->bad = true;
		return 0;
	}
	memcpy(&v, w->p, sizeof(v));
	w->p += sizeof(v);
	return v;
}

const void *
wire_get_bytes(struct wire_in *w, size_t *n)
{
	uint64_t len = wire_get_u64(w);
	const void *at = w->p;

	*n = 0;
	if (w->bad || len == 0)
		return NULL;
	if (len - 1 > (uint64_t)(w->end - w->p)) {
		w->bad = true;
		return NULL;
	}
	*n = (size_t)(len - 1);
	w->p += *n;
	return at;
}

const char *
wire_get_text(struct wire_in *w)
{
	size_t n;
	const char *s = wire_get_bytes(w, &n);

	if (s == NULL)
		return NULL;
	if (memchr(s, '\0', n) != NULL || !utf8_valid(s, n)) {
		w->bad = true;
		return NULL;
	}
	return arena_strndup(w->arena, s, n);
}
