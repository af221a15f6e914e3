/* SPDX-License-Identifier: ISC */
/* The short way: one pass over the bytes, any doubt ends it. */
#include "crawler/normalise/url_short.h"

#include <stdint.h>
#include <string.h>

enum { LANES = 16 /* bytes looked at together */ };

typedef uint8_t lanes __attribute__((vector_size(LANES)));

/* Where the first byte of the set stands, from i on. */
static size_t
skip_plain(const char *s, size_t n, size_t i, unsigned set)
{
	while (i < n && !url_code_is(s[i], set))
		i++;
	return i;
}

/* Are the LANES bytes at s, of which one more may be read, letters, figures,
 * "_" or signs from "%" to ";", and none the beginning of a dot segment? */
static bool
plain_lanes(const char *s)
{
	uint64_t odd[LANES / sizeof(uint64_t)];
	lanes c, next, letter, sign, dots;

	memcpy(&c, s, LANES);
	memcpy(&next, s + 1, LANES);
	letter = (lanes)((c | 0x20) - 'a' < 26);
	sign = (lanes)(c - '%' <= ';' - '%');
	dots =
	    (lanes)(c == '/') & ((lanes)(next == '.') | (lanes)(next == '%'));
	c = ~(letter | sign | (lanes)(c == '_')) | dots;
	memcpy(odd, &c, LANES);
	return (odd[0] | odd[1]) == 0;
}

/* Is all from i on a path, query and fragment that stay as they are? A segment
 * that begins with "." or "%" may be a dot segment. */
static bool
plain_path(const char *s, size_t n, size_t i)
{
	while (n - i > LANES && plain_lanes(s + i))
		i += LANES;
	for (; i < n && !url_code_is(s[i], URL_SET_PATH); i++) {
		if (s[i] == '\\')
			return false;
		if (s[i] == '/' && i + 1 < n &&
		    (s[i + 1] == '.' || s[i + 1] == '%'))
			return false;
	}
	if (i < n && s[i] == '?')
		i = skip_plain(s, n, i + 1, URL_SET_SPECIAL_QUERY);
	if (i < n && s[i] == '#')
		i = skip_plain(s, n, i + 1, URL_SET_FRAGMENT);
	return i == n;
}

/* A host in lower case whose last label begins with a letter: no number, no
 * upper case, no Unicode, no port. Returns where it ends, 0 if it is not. */
static size_t
plain_host(const char *s, size_t n, size_t i)
{
	size_t label = i, from = i;

	for (; i < n && s[i] != '/'; i++) {
		bool lower = s[i] >= 'a' && s[i] <= 'z';

		if (!lower && !url_code_digit(s[i]) && s[i] != '.' &&
		    s[i] != '-' && s[i] != '_')
			return 0;
		if (s[i] == '.')
			label = i + 1;
	}
	if (i == from || label == i || s[label] < 'a' || s[label] > 'z')
		return 0;
	return i;
}

static bool
absolute(struct url_out *out, const char *in, size_t n, size_t host)
{
	size_t path = plain_host(in, n, host);

	if (path == 0 || !plain_path(in, n, path))
		return false;
	url_code_put(out, in, n);
	if (path == n)
		url_code_putc(out, '/');
	return !out->full;
}

static bool
is_web(const struct url_parts *u)
{
	return u->path.n > 0 && u->scheme.n >= 4 && u->scheme.n <= 5 &&
	       memcmp(u->scheme.s, "https", u->scheme.n) == 0;
}

/* How much of the base stays before the reference; 0 for no answer. */
static size_t
kept_of_base(const struct url_parts *base, const char *in, size_t n)
{
	const char *from = base->scheme.s, *path_end;
	size_t i = 0;

	path_end = base->path.s + base->path.n;
	if (in[0] == '#')
		return base->fragment.s != NULL
			   ? (size_t)(base->fragment.s - 1 - from)
			   : base->len;
	if (in[0] == '?')
		return (size_t)(path_end - from);
	if (in[0] == '/')
		return n > 1 && in[1] == '/' ? 0
					     : (size_t)(base->path.s - from);
	if (in[0] == '.' || in[0] == '%')
		return 0;
	/* A colon in the first segment may end a scheme. */
	for (; i < n && in[i] != '/' && in[i] != '?' && in[i] != '#'; i++)
		if (in[i] == ':')
			return 0;
	while (path_end > base->path.s && path_end[-1] != '/')
		path_end--;
	return (size_t)(path_end - from);
}

bool
url_short_parse(
    struct url_out *out, const char *in, size_t n, const struct url_parts *base)
{
	size_t kept;

	if (n == 0 || n > out->cap)
		return false;
	if (n > 8 && memcmp(in, "https://", 8) == 0)
		return absolute(out, in, n, 8);
	if (n > 7 && memcmp(in, "http://", 7) == 0)
		return absolute(out, in, n, 7);
	if (base == NULL || !is_web(base))
		return false;
	kept = kept_of_base(base, in, n);
	if (kept == 0 || !plain_path(in, n, 0))
		return false;
	url_code_put(out, base->scheme.s, kept);
	url_code_put(out, in, n);
	return !out->full;
}
