/* SPDX-License-Identifier: ISC */
/* Character references. A name is found by narrowing its letter's sorted names
 * character by character, so the longest match falls out by itself. */
#include "crawler/parse/entities.h"

#include <stdint.h>
#include <string.h>

#include "crawler/parse/entities_table.h"
#include "store/base/buf.h"
#include "store/base/utf8.h"

/* 13.2.5.80: what the numbers 0x80 to 0x9f were meant to be. */
static const uint16_t windows_1252[32] = { 0x20ac, 0x81, 0x201a, 0x0192, 0x201e,
	0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
	0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013,
	0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178 };

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

static int
digit_value(char c, unsigned radix)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (radix == 16 && c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (radix == 16 && c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* "&#" stands at s. */
static size_t
numeric(const char *s, size_t n, char out[ENTITY_ROOM], size_t *outlen)
{
	bool hex = n > 2 && (s[2] == 'x' || s[2] == 'X');
	unsigned radix = hex ? 16 : 10;
	size_t i = hex ? 3 : 2, from = i;
	uint32_t v = 0;

	for (; i < n && digit_value(s[i], radix) >= 0; i++) {
		v = v * radix + (uint32_t)digit_value(s[i], radix);
		if (v > 0x10ffff)
			v = 0x110000;
	}
	if (i == from)
		return 0;
	if (i < n && s[i] == ';')
		i++;
	if (v == 0)
		v = UTF8_REPLACEMENT;
	if (v >= 0x80 && v < 0xa0)
		v = windows_1252[v - 0x80];
	*outlen = utf8_put(v, out); /* no scalar value gives U+FFFD */
	return i;
}

/* A letter's names that begin with the k characters seen so far: all between
 * lo and hi. */
struct range {
	const struct entities_letter *letter;
	const struct entities_name *lo, *hi;
};

static bool
open_range(struct range *r, char c)
{
	size_t i;

	if (c >= 'A' && c <= 'Z')
		i = (size_t)(c - 'A');
	else if (c >= 'a' && c <= 'z')
		i = (size_t)(c - 'a') + ENTITIES_LETTERS / 2;
	else
		return false;
	r->letter = &entities_table_letters[i];
	r->lo = entities_table_names + r->letter->from;
	r->hi = r->lo + r->letter->n;
	return true;
}

/* The k-th character of a name's rest, 0 at its end: ends sort first. */
static char
name_char(const struct range *r, const struct entities_name *name, size_t k)
{
	if (k >= name->n)
		return '\0';
	return r->letter->names[name->at + k];
}

/* The first name whose k-th character is not below c. */
static const struct entities_name *
lower_bound(const struct range *r, size_t k, char c)
{
	const struct entities_name *lo = r->lo;
	size_t n = (size_t)(r->hi - r->lo);

	while (n > 0) {
		size_t half = n / 2;

		if (name_char(r, lo + half, k) < c) {
			lo += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return lo;
}

static void
narrow(struct range *r, size_t k, char c)
{
	r->lo = lower_bound(r, k, c);
	r->hi = lower_bound(r, k, (char)(c + 1));
}

/* A letter stands behind the "&" at s. */
static size_t
named(const char *s, size_t n, bool attribute, char out[ENTITY_ROOM],
    size_t *outlen)
{
	const struct entities_name *found = NULL;
	size_t took = 0;
	struct range r;

	if (!open_range(&r, s[1]))
		return 0;
	for (size_t k = 0; r.lo < r.hi; k++) {
		char c = '\0';

		if (k + 2 < n)
			c = s[k + 2];
		if (r.lo->n == k && c == ';') {
			found = r.lo;
			took = k + 3;
			break;
		}
		if (r.lo->n == k && r.lo->legacy != 0) {
			found = r.lo;
			took = k + 2;
		}
		if (!is_alnum(c))
			break;
		narrow(&r, k, c);
	}
	if (found == NULL)
		return 0;
	/* 13.2.5.73: "?a=1&copy=2" in an attribute is an address. */
	if (attribute && s[took - 1] != ';' && took < n &&
	    (s[took] == '=' || is_alnum(s[took])))
		return 0;
	*outlen = strlen(found->text);
	memcpy(out, found->text, *outlen);
	return took;
}

/* The references that nearly all of a page's are. A semicolon ends each, so
 * nothing longer can match. */
static size_t
common(const char *s, size_t n, char out[ENTITY_ROOM], size_t *outlen)
{
	static const struct {
		const char *name;
		size_t n;
		char text[4];
	} rows[] = {
		{ "amp;", 4, "&" },
		{ "lt;", 3, "<" },
		{ "gt;", 3, ">" },
		{ "quot;", 5, "\"" },
		{ "nbsp;", 5, "\xc2\xa0" },
		{ "eacute;", 7, "\xc3\xa9" },
		{ "egrave;", 7, "\xc3\xa8" },
		{ "agrave;", 7, "\xc3\xa0" },
		{ "ecirc;", 6, "\xc3\xaa" },
		{ "ccedil;", 7, "\xc3\xa7" },
		{ "rsquo;", 6, "\xe2\x80\x99" },
	};

	for (size_t i = 0; i < NELEM(rows); i++) {
		if (s[1] != rows[i].name[0] || n <= rows[i].n ||
		    memcmp(s + 1, rows[i].name, rows[i].n) != 0)
			continue;
		*outlen = strlen(rows[i].text);
		memcpy(out, rows[i].text, *outlen);
		return rows[i].n + 1;
	}
	return 0;
}

size_t
entities_next(const char *s, size_t n, bool attribute, char out[ENTITY_ROOM],
    size_t *outlen)
{
	size_t took;

	if (n < 2)
		return 0;
	if (s[1] == '#')
		return numeric(s, n, out, outlen);
	took = common(s, n, out, outlen);
	if (took > 0)
		return took;
	return named(s, n, attribute, out, outlen);
}

enum err
entities_decode(const char *s, size_t n, bool attribute, struct buf *out)
{
	size_t i = 0;
	enum err e = ERR_OK;

	while (i < n && e == ERR_OK) {
		const char *amp = memchr(s + i, '&', n - i);
		size_t plain = amp != NULL ? (size_t)(amp - s) - i : n - i;
		char text[ENTITY_ROOM];
		size_t took, len;

		e = buf_add(out, s + i, plain);
		i += plain;
		if (e != ERR_OK || i == n)
			break;
		took = entities_next(s + i, n - i, attribute, text, &len);
		e = took > 0 ? buf_add(out, text, len) : buf_addc(out, '&');
		i += took > 0 ? took : 1;
	}
	return e;
}
