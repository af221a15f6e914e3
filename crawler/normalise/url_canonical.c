/* SPDX-License-Identifier: ISC */
/* The canonical form of an address (MATCHING.md 4.3). One pass applies each
 * rule once; passes are repeated until nothing changes, so the result is a
 * fixed point by construction. Every rule takes bytes off, but for escapes and
 * their case, which settle in one pass: the passes end. */
#include "crawler/normalise/url.h"

#include <string.h>

#include "crawler/normalise/url_code.h"
#include "crawler/normalise/url_host.h"
#include "crawler/normalise/url_noise.h"
#include "crawler/normalise/url_parse.h"
#include "crawler/normalise/url_table.h"
#include "store/base/mem.h"

/* The shortest wrapper has some 20 bytes, so no address holds more. */
enum { PASSES_MAX = URL_BYTES_MAX / 16 };

static bool
is_unreserved(char c)
{
	return url_code_alpha(c) || url_code_digit(c) || c == '-' || c == '.' ||
	       c == '_' || c == '~';
}

/* RFC 3986 6.2.2: upper case in escapes, none for unreserved bytes. A "%" that
 * begins no escape becomes one, or a later byte could complete it. */
static void
put_escapes(struct url_out *o, struct url_slice s)
{
	size_t i = 0;

	while (i < s.n) {
		const char *escape = memchr(s.s + i, '%', s.n - i);
		size_t plain =
		    escape != NULL ? (size_t)(escape - s.s) - i : s.n - i;
		int hi = -1, lo = -1;
		char c = '%';

		url_code_put(o, s.s + i, plain);
		i += plain;
		if (i == s.n)
			return;
		if (s.n - i > 2) {
			hi = url_code_hex(s.s[i + 1]);
			lo = url_code_hex(s.s[i + 2]);
		}
		if (hi >= 0 && lo >= 0)
			c = (char)(hi * 16 + lo);
		if (is_unreserved(c))
			url_code_putc(o, c);
		else
			url_code_percent(o, (unsigned char)c);
		i += hi >= 0 && lo >= 0 ? 3 : 1;
	}
}

/* A desktop host for a mobile one, and no dot at the end; as it is where the
 * result would be no host. */
static void
put_host(struct url_out *o, struct url_slice host)
{
	char name[URL_HOST_ROOM], checked[URL_HOST_ROOM];
	struct url_out check = { checked, 0, sizeof(checked), false };
	size_t n = url_table_desktop(host, name);

	if (n == 0 && host.n > 1 && host.n < sizeof(name) &&
	    host.s[host.n - 1] == '.') {
		n = host.n - 1;
		memcpy(name, host.s, n);
	}
	if (n > 0 && url_host_parse(&check, name, n, false) == ERR_OK &&
	    check.len == n && memcmp(checked, name, n) == 0)
		url_code_put(o, name, n);
	else
		url_code_put(o, host.s, host.n);
}

/* Is it ";jsessionid=..." or a like session id, at a ";" of a path? */
static bool
is_path_session(const char *s, size_t n)
{
	static const char *const names[] = {
		";jsessionid=", ";phpsessid=", ";sessionid=", ";sid="
	};

	for (size_t i = 0; i < NELEM(names); i++) {
		size_t len = strlen(names[i]), k = 0;

		if (n < len)
			continue;
		while (k < len && url_code_lower(s[k]) == names[i][k])
			k++;
		if (k == len)
			return true;
	}
	return false;
}

/* The length of an ASP.NET session segment "(S(24 letters))/" at s, else 0. */
static size_t
asp_session(const char *s, size_t n)
{
	enum { ID = 24 };

	if (n < ID + 6 || memcmp(s, "(S(", 3) != 0 ||
	    memcmp(s + 3 + ID, "))/", 3) != 0)
		return 0;
	for (size_t i = 3; i < 3 + ID; i++)
		if (!url_code_alpha(s[i]) && !url_code_digit(s[i]))
			return 0;
	return ID + 6;
}

/* Takes session ids out of the path that o holds from at on. True if any. */
static bool
drop_path_sessions(struct url_out *o, size_t at)
{
	size_t to = at, from = at;

	while (from < o->len) {
		const char *s = o->data + from;
		size_t n = o->len - from;
		size_t skip = 0;

		if (*s == ';' && is_path_session(s, n))
			for (skip = 1;
			     skip < n && s[skip] != '/' && s[skip] != ';';)
				skip++;
		else if (*s == '(' && s[-1] == '/')
			skip = asp_session(s, n);
		if (skip > 0)
			from += skip;
		else
			o->data[to++] = o->data[from++];
	}
	o->len = to;
	return to < from;
}

/* "/2024/title/amp" is "/2024/title/". Only where the path looks like an
 * article's, with a number or a title of several words: "/wiki/amp" and
 * "/tag/amp" are about the word. */
static void
drop_amp(struct url_out *o, size_t at)
{
	size_t n = o->len;
	bool article = false;

	if (n > at && o->data[n - 1] == '/')
		n--;
	if (n - at < 5 || memcmp(o->data + n - 4, "/amp", 4) != 0)
		return;
	n -= 4;
	for (size_t i = n; i > at; i--)
		article = article || url_code_digit(o->data[i - 1]);
	for (size_t i = n; i > at && o->data[i - 1] != '/'; i--)
		article =
		    article || o->data[i - 1] == '-' || o->data[i - 1] == '_';
	if (article && o->data[n - 1] != '/')
		o->len = n + 1; /* the slash stays */
}

/* Amazon's "/dp/B000/ref=sr_1_1": how one came there, as a segment. */
static void
drop_referrer(struct url_out *o, size_t at)
{
	size_t n = o->len;

	while (n > at && o->data[n - 1] != '/')
		n--;
	if (n > at + 1 && o->len - n > 4 && memcmp(o->data + n, "ref=", 4) == 0)
		o->len = n - 1;
}

/* True if what is left has to be parsed again: a segment may now be dots. */
static bool
put_path(struct url_out *o, struct url_slice path)
{
	size_t at = o->len;
	bool dropped = false;

	put_escapes(o, path);
	if (o->full)
		return false;
	if (memchr(o->data + at, ';', o->len - at) != NULL ||
	    memchr(o->data + at, '(', o->len - at) != NULL)
		dropped = drop_path_sessions(o, at);
	drop_referrer(o, at);
	drop_amp(o, at);
	return dropped;
}

static void
put_query(struct url_out *o, struct url_slice host, struct url_slice query)
{
	const char *site_noise = query.n > 0 ? url_noise_site(host) : "";
	char lead = '?';

	for (size_t at = 0; at < query.n;) {
		const char *p = query.s + at;
		const char *stop = memchr(p, '&', query.n - at);
		size_t n = stop != NULL ? (size_t)(stop - p) : query.n - at;
		size_t undo = o->len;
		struct url_slice piece;

		url_code_putc(o, lead);
		put_escapes(o, (struct url_slice){ p, n });
		if (o->full)
			return;
		piece.s = o->data + undo + 1;
		piece.n = o->len - undo - 1;
		if (n == 0 || url_noise_is(site_noise, piece))
			o->len = undo;
		else
			lead = '&';
		at += n + 1;
	}
}

/* Fragments that are a document of their own: hash-bang addresses, text
 * fragments, permalinks of posts. */
static void
put_fragment(struct url_out *o, struct url_slice fragment)
{
	if (fragment.n == 0 ||
	    (fragment.s[0] != '!' &&
		(fragment.n < 3 || memcmp(fragment.s, ":~:", 3) != 0) &&
		!url_table_is_permalink(fragment)))
		return;
	url_code_putc(o, '#');
	put_escapes(o, fragment);
}

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (url_code_digit(c))
		return c - '0' + 52;
	if (c == '-' || c == '+')
		return 62;
	return c == '_' || c == '/' ? 63 : -1;
}

/* Bing's "a1" and then base64url; up to the first byte that is none. */
static void
put_base64(struct url_out *o, struct url_slice s)
{
	unsigned bits = 0, held = 0;

	for (size_t i = 2; i < s.n && base64_value(s.s[i]) >= 0; i++) {
		held = (held << 6 | (unsigned)base64_value(s.s[i])) & 0xffff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			url_code_putc(o, (char)(held >> bits & 0xff));
		}
	}
}

/* AMP caches: "s/host/path" is https, "host/path" is http. */
static void
put_cached(struct url_out *o, struct url_slice s, struct url_slice query)
{
	bool secure = s.s[0] == 's' && s.s[1] == '/';

	url_code_put(o, secure ? "https://" : "http://", secure ? 8 : 7);
	url_code_put(o, s.s + (secure ? 2 : 0), s.n - (secure ? 2 : 0));
	if (query.s == NULL)
		return;
	url_code_putc(o, '?');
	url_code_put(o, query.s, query.n);
}

/* The address that a redirector's address holds, parsed into out. */
static bool
unwrap(struct url_out *out, const struct url_parts *u)
{
	char raw[URL_BYTES_MAX];
	struct url_out in = { raw, 0, sizeof(raw), false };
	bool in_path = false;
	struct url_slice s = url_table_wrapped(u, &in_path);

	if (s.s == NULL || s.n < 3)
		return false;
	if (in_path)
		put_cached(&in, s, u->query);
	else if (memcmp(s.s, "a1a", 3) == 0)
		put_base64(&in, s);
	else
		url_code_decode(&in, s.s, s.n);
	if (in.full || in.len < 8 ||
	    url_parse_whole(out, raw, in.len, NULL) != ERR_OK || out->len < 8 ||
	    out->full)
		return false;
	return memcmp(out->data, "http://", 7) == 0 ||
	       memcmp(out->data, "https://", 8) == 0;
}

static enum err
pass(struct url_out *o, const struct url_parts *u)
{
	char parsed[URL_BYTES_MAX];
	struct url_out again = { parsed, 0, sizeof(parsed), false };
	bool dropped;

	if (unwrap(o, u))
		return ERR_OK;
	o->len = 0;
	o->full = false;
	url_code_put(o, u->scheme.s, u->scheme.n);
	url_code_put(o, "://", 3);
	if (u->userinfo.s != NULL) {
		url_code_put(o, u->userinfo.s, u->userinfo.n);
		url_code_putc(o, '@');
	}
	put_host(o, u->host);
	if (u->port.s != NULL) {
		url_code_putc(o, ':');
		url_code_put(o, u->port.s, u->port.n);
	}
	dropped = put_path(o, u->path);
	put_query(o, u->host, u->query);
	put_fragment(o, u->fragment);
	if (o->full)
		return ERR_LIMIT;
	if (!dropped)
		return ERR_OK;
	if (url_parse_whole(&again, o->data, o->len, NULL) != ERR_OK)
		return ERR_PARSE;
	memcpy(o->data, parsed, again.len);
	o->len = again.len;
	return ERR_OK;
}

enum err
url_canonical(const char *href, char **out)
{
	char one[URL_BYTES_MAX + 1], two[URL_BYTES_MAX + 1];
	const char *cur = href;
	struct url_parts u;

	one[0] = two[0] = '\0';
	for (unsigned i = 0; i < PASSES_MAX; i++) {
		struct url_out o = { i % 2 == 0 ? one : two, 0, URL_BYTES_MAX,
			false };
		enum err e;

		if (!url_split(cur, &u))
			return ERR_PARSE;
		if (!url_is_http(cur)) {
			*out = mem_strdup(cur);
			return ERR_OK;
		}
		e = pass(&o, &u);
		if (e != ERR_OK)
			return e;
		o.data[o.len] = '\0';
		if (o.len == u.len && memcmp(o.data, cur, u.len) == 0) {
			*out = mem_strndup(o.data, o.len);
			return ERR_OK;
		}
		cur = o.data;
	}
	return ERR_LIMIT;
}
