/* SPDX-License-Identifier: ISC */
/* Packed values, read back with care. */
#include "store/unpack.h"

#include "store/base/mem.h"

void
unpack_init(struct unpack *u, const void *data, size_t n)
{
	static const uint8_t none[1];

	u->p = n == 0 ? none : data; /* NULL is no pointer to add 0 to */
	u->end = u->p + n;
	u->bad = false;
}

static void
spoil(struct unpack *u)
{
	u->bad = true;
	u->p = u->end;
}

uint8_t
unpack_u8(struct unpack *u)
{
	if (u->p == u->end) {
		spoil(u);
		return 0;
	}
	return *u->p++;
}

uint64_t
unpack_uint(struct unpack *u)
{
	uint64_t v = 0;

	for (unsigned shift = 0; shift < 70; shift += 7) {
		uint8_t b = unpack_u8(u);

		if (shift == 63 && b > 1)
			break; /* more than 64 bits */
		v |= (uint64_t)(b & 0x7f) << shift;
		if (b < 0x80)
			return u->bad ? 0 : v;
	}
	spoil(u);
	return 0;
}

int64_t
unpack_int(struct unpack *u)
{
	uint64_t v = unpack_uint(u);

	return (int64_t)((v >> 1) ^ (0 - (v & 1)));
}

const uint8_t *
unpack_bytes(struct unpack *u, size_t n)
{
	const uint8_t *p = u->p;

	if (n > (size_t)(u->end - u->p)) {
		spoil(u);
		return NULL;
	}
	u->p += n;
	return p;
}

char *
unpack_text(struct unpack *u)
{
	uint64_t n = unpack_uint(u);
	const uint8_t *p;

	if (n == 0)
		return NULL;
	if (n - 1 > (size_t)(u->end - u->p)) {
		spoil(u);
		return NULL;
	}
	p = unpack_bytes(u, (size_t)(n - 1));
	return mem_strndup((const char *)p, (size_t)(n - 1));
}

bool
unpack_done(const struct unpack *u)
{
	return !u->bad && u->p == u->end;
}
