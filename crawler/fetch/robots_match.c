/* SPDX-License-Identifier: ISC */
/* Matching goes segment by segment with memmem, which never looks back, so
 * "*" cannot be made expensive. */
#define _GNU_SOURCE /* memmem */
#include "crawler/fetch/robots_match.h"

#include <ctype.h>
#include <string.h>

static bool
is_unreserved(unsigned char c)
{
	return c < 0x80 && (isalnum(c) || strchr("-._~", c) != NULL) &&
	       c != '\0';
}

static bool
is_reserved(unsigned char c)
{
	return c != '\0' && c < 0x80 && strchr(":/?#[]@!$&'()*+,;=", c) != NULL;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static char *
put_percent(char *out, unsigned char c)
{
	static const char hex[] = "0123456789ABCDEF";

	*out++ = '%';
	*out++ = hex[c >> 4];
	*out++ = hex[c & 15];
	return out;
}

size_t
robots_match_normalise(const char *s, size_t n, bool pattern, char *out)
{
	char *o = out;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		int hi = c == '%' && i + 2 < n ? hex_value(s[i + 1]) : -1;
		int lo = hi >= 0 ? hex_value(s[i + 2]) : -1;
		bool special = c == '*' || c == '$';

		if (lo >= 0) {
			c = (unsigned char)(hi << 4 | lo);
			i += 2;
			if (is_unreserved(c))
				*o++ = (char)c;
			else
				o = put_percent(o, c);
		} else if (special) {
			if (pattern && (c == '*' || i + 1 == n))
				*o++ = (char)c;
			else
				o = put_percent(o, c);
		} else if (is_unreserved(c) || is_reserved(c) || c == '%') {
			*o++ = (char)c;
		} else {
			o = put_percent(o, c);
		}
	}
	return (size_t)(o - out);
}

void
robots_match_ascii(const char *s, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c > 0x20 && c < 0x7f)
			*out++ = (char)c;
		else
			out = put_percent(out, c);
	}
	*out = '\0';
}

bool
robots_match(const char *pattern, size_t len, const char *path, size_t n)
{
	const char *p = pattern, *end = p + len;
	bool anchored = len > 0 && end[-1] == '$', first = true;
	size_t at = 0;

	if (anchored)
		end--;
	for (;;) {
		const char *star = memchr(p, '*', (size_t)(end - p));
		const char *stop = star != NULL ? star : end;
		size_t part = (size_t)(stop - p);
		const char *hit = path + at;

		if (part > n - at)
			return false;
		if (star == NULL && anchored && !first)
			return memcmp(path + n - part, p, part) == 0;
		if (first && memcmp(path, p, part) != 0)
			return false;
		if (!first)
			hit = memmem(path + at, n - at, p, part);
		if (hit == NULL)
			return false;
		at = (size_t)(hit - path) + part;
		if (star == NULL)
			return !anchored || at == n;
		p = star + 1;
		first = false;
	}
}

const char *
robots_match_path(const char *url, size_t *n)
{
	const char *from = url, *early, *scheme, *hash;

	*n = 0;
	if (url[0] == '/' && url[1] == '/')
		from += 2;
	early = strpbrk(from, "/?;");
	scheme = strstr(from, "://");
	if (scheme != NULL && (early == NULL || scheme < early))
		from = scheme + 3;
	from = strpbrk(from, "/?;");
	hash = strchr(url, '#');
	if (from == NULL || (hash != NULL && hash < from))
		return url;
	*n = hash != NULL ? (size_t)(hash - from) : strlen(from);
	return from;
}
