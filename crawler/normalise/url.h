/* SPDX-License-Identifier: ISC */
/* Addresses: the WHATWG URL algorithm whole (url.spec.whatwg.org), then the
 * canonical form that groups sightings of one document (MATCHING.md 4.3), and
 * the small questions the crawler asks of an address. An "href" is always a
 * serialised URL that url_parse made: pure ASCII, URL_BYTES_MAX at most. The
 * raw address of a page is evidence and stays beside its canonical form. */
#ifndef CRAWLER_NORMALISE_URL_H
#define CRAWLER_NORMALISE_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/err.h"

struct arena;
struct buf;

enum {
	URL_BYTES_MAX = 8192,  /* of an href; a longer one is ERR_LIMIT */
	URL_INPUT_MAX = 16384, /* of what is parsed */
	URL_HOST_ROOM = 256    /* for url_host and url_site, with the NUL */
};

/* A component: s is NULL where the URL has none, and n is 0 where it has an
 * empty one ("?" alone at the end). Points into the href. */
struct url_slice {
	const char *s;
	size_t n;
};

struct url_parts {
	struct url_slice scheme;   /* without ":" */
	struct url_slice userinfo; /* without "@" */
	struct url_slice host;     /* an IPv6 address keeps its brackets */
	struct url_slice port;     /* digits */
	struct url_slice
	    path; /* never NULL; opaque if without "/" at its head */
	struct url_slice query;    /* without "?" */
	struct url_slice fragment; /* without "#" */
	size_t len;                /* of the whole href */
};

/* Takes an href apart; false where it has no scheme (no href at all). */
bool url_split(const char *href, struct url_parts *out);

/* Parses input against base (an href, or NULL) and serialises it; the caller
 * frees *href. ERR_PARSE is the specification's failure. */
enum err url_parse(
    const char *input, size_t n, const char *base, char **href) MUST_CHECK;
/* The same with C strings: a link on a page. base may be NULL. */
enum err url_resolve(const char *base, const char *ref, char **href) MUST_CHECK;
/* The same into an arena, for pages with many links: base was split once. */
enum err url_parse_in(struct arena *a, const char *input, size_t n,
    const struct url_parts *base, char **href) MUST_CHECK;

/* The canonical address, which the caller frees: fragment, trackers, session
 * ids, redirectors, mobile and AMP hosts taken off. A fixed point: canonical
 * of canonical is the same. Of other schemes than http(s) a copy. */
enum err url_canonical(const char *href, char **out) MUST_CHECK;
/* The same with its parameters sorted: equal keys, one document. Only for
 * grouping, never to fetch. */
enum err url_compare_key(const char *href, char **out) MUST_CHECK;

bool url_is_http(const char *href);    /* http or https */
bool url_is_news(const char *href);    /* nntp (RFC 5538), or nntps: by TLS */
bool url_is_stream(const char *href);  /* ws or wss (RFC 6455) */
bool url_is_fetched(const char *href); /* any of these */
/* "https://host:port", a default port left out; the caller frees. ERR_PARSE
 * where there is no host. */
enum err url_origin(const char *href, char **out) MUST_CHECK;
/* The host, brackets of IPv6 kept; false if there is none or it is too long. */
bool url_host(const char *href, char out[URL_HOST_ROOM]);
/* The port, also the scheme's default; 0 if unknown. */
unsigned url_port(const char *href);
/* The registrable domain ("example.co.uk") of a host by the public suffix
 * list; an IP address or a public suffix is its own site. False if too long. */
bool url_site(const char *host, char out[URL_HOST_ROOM]);
/* The host as people see it: Punycode decoded (UTS 46), UTF-8. */
bool url_host_shown(const char *host, char out[URL_HOST_ROOM]);
/* Is the host a literal IPv4 or bracketed IPv6 address? */
bool url_host_is_ip(const char *host, size_t n);
/* Same origin and under the directory of dir_href: "https://a.example/b/c.html"
 * opens /b/ and what is under it. */
bool url_in_dir(const char *href, const char *dir_href);
/* How much of dir_href ends with that directory: what begins with so many of
 * its bytes is in it. 0 where nothing says so. */
size_t url_dir_bytes(const char *dir_href);
/* Does the address look like one of an endless space (calendars, paths that
 * repeat themselves)? Conservative: a real page is seldom refused. */
bool url_is_trap(const char *href);

/* Appends text for a {query} in a template: all but RFC 3986 unreserved bytes
 * as %XX. */
enum err url_percent_encode(
    struct buf *out, const char *text, size_t n) MUST_CHECK;

#endif
