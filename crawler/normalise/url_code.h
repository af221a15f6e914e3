/* SPDX-License-Identifier: ISC */
/* The byte classes of the URL Standard (1.3 percent-encode sets, 3.2 forbidden
 * code points) and the bounded line that an href is written into. Internal to
 * url*.c. */
#ifndef CRAWLER_NORMALISE_URL_CODE_H
#define CRAWLER_NORMALISE_URL_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sets that a byte belongs to. Every byte from 0x80 is in the six first. */
enum {
	URL_SET_C0 = 1,
	URL_SET_FRAGMENT = 2,
	URL_SET_QUERY = 4,
	URL_SET_SPECIAL_QUERY = 8,
	URL_SET_PATH = 16,
	URL_SET_USERINFO = 32,
	URL_SET_NOHOST = 64,   /* forbidden host code point */
	URL_SET_NODOMAIN = 128 /* forbidden domain code point */
};

extern const uint8_t url_code_sets[256];

/* Writes are dropped once one does not fit, and full says so. */
struct url_out {
	char *data; /* borrowed from the caller */
	size_t len;
	size_t cap; /* of data, without room for a NUL */
	bool full;
};

void url_code_put(struct url_out *o, const char *s, size_t n);
void url_code_putc(struct url_out *o, char c);
/* UTF-8 percent-encode: broken bytes are those of U+FFFD. */
void url_code_encode(struct url_out *o, const char *s, size_t n, unsigned set);
/* The value of a hex digit, or -1. */
int url_code_hex(char c);
/* Writes %XX. */
void url_code_percent(struct url_out *o, unsigned char c);
/* Percent-decodes; a "%" without two digits stays. */
void url_code_decode(struct url_out *o, const char *s, size_t n);

static inline bool
url_code_is(char c, unsigned set)
{
	return (url_code_sets[(unsigned char)c] & set) != 0;
}

static inline bool
url_code_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
url_code_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char
url_code_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

#endif
