/* SPDX-License-Identifier: ISC */
/* Addresses: parsing's front door and the small questions. */
#include "crawler/normalise/url.h"

#include <libpsl.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/url_code.h"
#include "crawler/normalise/url_host.h"
#include "crawler/normalise/url_parse.h"
#include "crawler/normalise/url_short.h"
#include "crawler/normalise/url_trap.h"
#include "store/base/buf.h"
#include "store/base/mem.h"

/* A longer address with a query is one that grew by itself. */
enum { URL_TRAP_BYTES = 2048 };

/* Everything up to the first of the stop characters. */
static struct url_slice
take_until(const char **p, const char *stops)
{
	struct url_slice s = { *p, strcspn(*p, stops) };

	*p += s.n;
	return s;
}

/* "//user@host:port", which p stands behind the "//" of. */
static void
split_authority(const char *p, size_t n, struct url_parts *out)
{
	const char *end = p + n, *at = memchr(p, '@', n), *colon;

	if (at != NULL) {
		out->userinfo = (struct url_slice){ p, (size_t)(at - p) };
		p = at + 1;
	}
	/* The colons of an IPv6 address stand before its bracket. */
	colon = end;
	while (colon > p && url_code_digit(colon[-1]))
		colon--;
	if (colon > p && colon < end && colon[-1] == ':') {
		out->port = (struct url_slice){ colon, (size_t)(end - colon) };
		end = colon - 1;
	}
	out->host = (struct url_slice){ p, (size_t)(end - p) };
}

bool
url_split(const char *href, struct url_parts *out)
{
	const char *p = href;
	struct url_slice s = take_until(&p, ":");

	*out = (struct url_parts){ .scheme = s };
	if (*p != ':' || s.n == 0)
		return false;
	p++;
	if (p[0] == '/' && p[1] == '/') {
		p += 2;
		s = take_until(&p, "/?#");
		split_authority(s.s, s.n, out);
	} else if (p[0] == '/' && p[1] == '.' && p[2] == '/' && p[3] == '/') {
		p += 2; /* the guard of a path that begins with "//" */
	}
	out->path = take_until(&p, "?#");
	if (*p == '?') {
		p++;
		out->query = take_until(&p, "#");
	}
	if (*p == '#') {
		p++;
		out->fragment = (struct url_slice){ p, strlen(p) };
		p += out->fragment.n;
	}
	out->len = (size_t)(p - href);
	return true;
}

/* The short way, else the whole one. */
static enum err
parse(
    struct url_out *out, const char *in, size_t n, const struct url_parts *base)
{
	if (url_short_parse(out, in, n, base))
		return ERR_OK;
	out->len = 0;
	out->full = false;
	return url_parse_whole(out, in, n, base);
}

enum err
url_parse(const char *input, size_t n, const char *base, char **href)
{
	char data[URL_BYTES_MAX];
	struct url_out out = { data, 0, sizeof(data), false };
	struct url_parts parts;
	enum err e;

	if (base != NULL && !url_split(base, &parts))
		return ERR_PARSE;
	e = parse(&out, input, n, base != NULL ? &parts : NULL);
	if (e == ERR_OK)
		*href = mem_strndup(data, out.len);
	return e;
}

enum err
url_resolve(const char *base, const char *ref, char **href)
{
	return url_parse(ref, strlen(ref), base, href);
}

enum err
url_parse_in(struct arena *a, const char *input, size_t n,
    const struct url_parts *base, char **href)
{
	char data[URL_BYTES_MAX];
	struct url_out out = { data, 0, sizeof(data), false };
	enum err e = parse(&out, input, n, base);

	if (e == ERR_OK)
		*href = arena_strndup(a, data, out.len);
	return e;
}

bool
url_is_http(const char *href)
{
	return strncmp(href, "http://", 7) == 0 ||
	       strncmp(href, "https://", 8) == 0;
}

bool
url_is_news(const char *href)
{
	return strncmp(href, "nntp://", 7) == 0 ||
	       strncmp(href, "nntps://", 8) == 0;
}

bool
url_is_stream(const char *href)
{
	return strncmp(href, "ws://", 5) == 0 ||
	       strncmp(href, "wss://", 6) == 0;
}

bool
url_is_fetched(const char *href)
{
	return url_is_http(href) || url_is_news(href) || url_is_stream(href);
}

enum err
url_origin(const char *href, char **out)
{
	struct url_parts u;

	if (!url_split(href, &u) || u.host.s == NULL || u.host.n == 0)
		return ERR_PARSE;
	*out = mem_printf("%.*s://%.*s%s%.*s", (int)u.scheme.n, u.scheme.s,
	    (int)u.host.n, u.host.s, u.port.s != NULL ? ":" : "", (int)u.port.n,
	    u.port.s != NULL ? u.port.s : "");
	return ERR_OK;
}

bool
url_host(const char *href, char out[URL_HOST_ROOM])
{
	struct url_parts u;

	if (!url_split(href, &u) || u.host.n == 0 || u.host.n >= URL_HOST_ROOM)
		return false;
	memcpy(out, u.host.s, u.host.n);
	out[u.host.n] = '\0';
	return true;
}

unsigned
url_port(const char *href)
{
	static const struct {
		const char *scheme;
		unsigned port;
	} known[] = { { "http", 80 }, { "https", 443 }, { "ftp", 21 },
		{ "ws", 80 }, { "wss", 443 }, { "nntp", 119 },
		{ "nntps", 563 } };
	struct url_parts u;
	unsigned v = 0;

	if (!url_split(href, &u))
		return 0;
	for (size_t i = 0; i < u.port.n; i++)
		v = v * 10 + (unsigned)(u.port.s[i] - '0');
	for (size_t i = 0; u.port.s == NULL && i < NELEM(known); i++)
		if (strlen(known[i].scheme) == u.scheme.n &&
		    memcmp(known[i].scheme, u.scheme.s, u.scheme.n) == 0)
			v = known[i].port;
	return v;
}

bool
url_host_is_ip(const char *host, size_t n)
{
	return n > 0 && (host[0] == '[' || url_host_ends_in_number(host, n));
}

bool
url_site(const char *host, char out[URL_HOST_ROOM])
{
	size_t n = strlen(host);
	const char *site = NULL;

	if (n == 0 || n >= URL_HOST_ROOM)
		return false;
	if (!url_host_is_ip(host, n))
		site = psl_registrable_domain(psl_builtin(), host);
	if (site == NULL)
		site = host;
	memcpy(out, site, strlen(site) + 1);
	return true;
}

static bool
same_slice(struct url_slice a, struct url_slice b)
{
	if (a.s == NULL || b.s == NULL)
		return a.s == b.s;
	return a.n == b.n && memcmp(a.s, b.s, a.n) == 0;
}

size_t
url_dir_bytes(const char *dir_href)
{
	const char *path = strstr(dir_href, "://");
	size_t n = strcspn(dir_href, "?#");

	path = path == NULL ? NULL : strchr(path + 3, '/');
	if (path == NULL || path >= dir_href + n)
		return 0;
	while (dir_href[n - 1] != '/')
		n--;
	return n;
}

bool
url_in_dir(const char *href, const char *dir_href)
{
	struct url_parts u, dir;
	size_t n;

	n = url_dir_bytes(dir_href);
	if (n > 0 && strncmp(href, dir_href, n) == 0)
		return true;
	if (!url_split(href, &u) || !url_split(dir_href, &dir))
		return false;
	if (!same_slice(u.scheme, dir.scheme) ||
	    !same_slice(u.host, dir.host) || !same_slice(u.port, dir.port))
		return false;
	n = dir.path.n;
	while (n > 0 && dir.path.s[n - 1] != '/')
		n--;
	return u.path.n >= n && memcmp(u.path.s, dir.path.s, n) == 0;
}

bool
url_is_trap(const char *href)
{
	struct url_parts u;

	if (!url_split(href, &u))
		return false;
	return (u.query.n > 0 && u.len > URL_TRAP_BYTES) ||
	       url_trap_path(u.path) || url_trap_query(u.query);
}

enum err
url_percent_encode(struct buf *out, const char *text, size_t n)
{
	static const char digits[] = "0123456789ABCDEF";
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < n; i++) {
		unsigned char c = (unsigned char)text[i];
		char code[3] = { '%', digits[c >> 4], digits[c & 15] };

		if (url_code_alpha(text[i]) || url_code_digit(text[i]) ||
		    text[i] == '-' || text[i] == '.' || text[i] == '_' ||
		    text[i] == '~')
			e = buf_addc(out, text[i]);
		else
			e = buf_add(out, code, sizeof(code));
	}
	return e;
}

static int
piece_order(const void *a, const void *b)
{
	const struct url_slice *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int order = memcmp(x->s, y->s, n);

	if (order != 0)
		return order;
	return x->n < y->n ? -1 : x->n > y->n;
}

enum err
url_compare_key(const char *href, char **out)
{
	struct url_slice *pieces;
	size_t n = 0, at;
	struct url_parts u;
	char *canonical;
	enum err e = url_canonical(href, &canonical);

	if (e != ERR_OK)
		return e;
	if (!url_split(canonical, &u) || u.query.n == 0) {
		*out = canonical;
		return ERR_OK;
	}
	pieces = mem_array(u.query.n + 1, sizeof(*pieces));
	for (size_t i = 0, from = 0; i <= u.query.n; i++) {
		if (i < u.query.n && u.query.s[i] != '&')
			continue;
		pieces[n++] = (struct url_slice){ u.query.s + from, i - from };
		from = i + 1;
	}
	qsort(pieces, n, sizeof(*pieces), piece_order);
	*out = mem_strdup(canonical);
	at = (size_t)(u.query.s - canonical);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			(*out)[at++] = '&';
		memcpy(*out + at, pieces[i].s, pieces[i].n);
		at += pieces[i].n;
	}
	free(pieces);
	free(canonical);
	return ERR_OK;
}
