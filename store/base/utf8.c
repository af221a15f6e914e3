/* SPDX-License-Identifier: ISC */
/* UTF-8 decoding and encoding. */
#include "store/base/utf8.h"

#include <endian.h>
#include <string.h>

uint32_t
utf8_next(const char *s, size_t n, size_t *len)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned need, lo = 0x80, hi = 0xbf;
	uint32_t c;

	*len = 1;
	if (p[0] < 0x80)
		return p[0];
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return UTF8_REPLACEMENT;
	need = p[0] < 0xe0 ? 1 : p[0] < 0xf0 ? 2 : 3;
	c = p[0] & (0x3fU >> need);
	/* The second byte excludes overlong forms, surrogates, > U+10FFFF. */
	if (p[0] == 0xe0)
		lo = 0xa0;
	else if (p[0] == 0xed)
		hi = 0x9f;
	else if (p[0] == 0xf0)
		lo = 0x90;
	else if (p[0] == 0xf4)
		hi = 0x8f;
	for (unsigned i = 1; i <= need; i++, lo = 0x80, hi = 0xbf) {
		if (i >= n || p[i] < lo || p[i] > hi)
			return UTF8_REPLACEMENT;
		c = c << 6 | (p[i] & 0x3fU);
		*len = i + 1;
	}
	return c;
}

size_t
utf8_put(uint32_t c, char out[4])
{
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = UTF8_REPLACEMENT;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* How many of the bytes from s on are ASCII. */
static size_t
ascii_run(const char *s, size_t n)
{
	const uint64_t highs = 0x8080808080808080U;
	size_t i = 0;
	uint64_t w[4];

	for (; n - i >= sizeof(w); i += sizeof(w)) {
		memcpy(w, s + i, sizeof(w));
		if (((w[0] | w[1] | w[2] | w[3]) & highs) != 0)
			break;
	}
	for (; n - i >= sizeof(w[0]); i += sizeof(w[0])) {
		memcpy(w, s + i, sizeof(w[0]));
		w[0] = le64toh(w[0]) & highs;
		if (w[0] != 0)
			return i + (size_t)__builtin_ctzll(w[0]) / 8;
	}
	while (i < n && (s[i] & 0x80) == 0)
		i++;
	return i;
}

bool
utf8_is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

bool
utf8_valid(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t i = 0, len;

	while (i < n) {
		uint32_t c;

		i += ascii_run(s + i, n - i);
		/* Two bytes, the letters of most languages, without a call. */
		while (n - i >= 2 && p[i] >= 0xc2 && p[i] <= 0xdf &&
		       (p[i + 1] & 0xc0) == 0x80)
			i += 2;
		if (i == n || p[i] < 0x80)
			continue;
		c = utf8_next(s + i, n - i, &len);
		/* A real U+FFFD is three bytes, ef bf bd. */
		if (c == UTF8_REPLACEMENT && (len != 3 || p[i] != 0xef))
			return false;
		i += len;
	}
	return true;
}

size_t
utf8_floor(const char *s, size_t n)
{
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* ---- plain text ---- */

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* Is one of these eight bytes more than plain? It may say so of plain ones that
 * follow such a one. */
static bool
any_special(const char *s)
{
	const uint64_t ones = UINT64_MAX / 0xff, high = ones * 0x80;
	uint64_t v, quote, slash, del;

	memcpy(&v, s, sizeof(v));
	quote = v ^ ones * '"';
	slash = v ^ ones * '\\';
	del = v ^ ones * 0x7f;
	return ((v | (v - ones * 0x20) | (quote - ones) | (slash - ones) |
		    (del - ones)) &
		   high) != 0;
}

size_t
utf8_plain_run(const char *s, size_t n)
{
	size_t i = 0;

	while (n - i >= sizeof(uint64_t) && !any_special(s + i))
		i += sizeof(uint64_t);
	while (i < n && is_plain((unsigned char)s[i]))
		i++;
	return i;
}
