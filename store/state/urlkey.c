/* SPDX-License-Identifier: ISC */
/* Keys of URLs, and URLs of keys. */
#include "store/state/urlkey.h"

#include <string.h>

#include "store/base/digest.h"
#include "store/base/mem.h"

enum {
	URLKEY_CUT = 0xff,   /* no URL holds this byte: they are UTF-8 */
	URLKEY_DIGEST = 20,  /* bytes of the SHA-256 that are kept */
	URLKEY_LITERAL = '#' /* before an address, which is not reversed */
};

/* The parts of a plain URL; each points into it. */
struct parts {
	const char *host, *port, *path;
	size_t host_len, port_len;
	bool https, literal;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A name whose last label is a number is an IPv4 address (WHATWG). */
static bool
is_literal(const char *host, size_t n)
{
	return host[0] == '[' || is_digit(host[n - 1]);
}

/* The length of the host at s: up to a port, a path or anything unusual. */
static size_t
host_length(const char *s)
{
	size_t n;

	if (*s != '[')
		return strcspn(s, ":/?#@[]\\\xff");
	n = strcspn(s, "]/?#@\\\xff");
	return s[n] == ']' ? n + 1 : 0;
}

/* False for what has no plain key: another scheme, user names, no path. */
static bool
parse(const char *url, struct parts *p)
{
	const char *s;

	if (strncmp(url, "http://", 7) == 0)
		s = url + 7;
	else if (strncmp(url, "https://", 8) == 0)
		s = url + 8;
	else
		return false;
	p->https = url[4] == 's';
	p->host = s;
	p->host_len = host_length(s);
	if (p->host_len == 0)
		return false;
	p->literal = is_literal(p->host, p->host_len);
	s += p->host_len;
	p->port = s;
	p->port_len = 0;
	if (*s == ':') {
		p->port = s + 1;
		p->port_len = strspn(s + 1, "0123456789");
		s += 1 + p->port_len;
		if (p->port_len == 0)
			return false;
	}
	p->path = s;
	return *s == '/' && strchr(s, URLKEY_CUT) == NULL;
}

/* Appends n bytes, or none when k would be longer than max. */
static bool
add(struct key *k, size_t max, const char *s, size_t n)
{
	if (k->len > max || n > max - k->len)
		return false;
	key_bytes(k, s, n);
	return true;
}

/* Appends the labels of a name, the last one first. */
static bool
add_reversed(struct key *k, size_t max, const char *host, size_t n)
{
	size_t end = n;

	if (k->len > max || n > max - k->len)
		return false;
	for (size_t i = n; i > 0; i--) {
		if (host[i - 1] != '.')
			continue;
		key_bytes(k, host + i, end - i);
		key_u8(k, '.');
		end = i - 1;
	}
	key_bytes(k, host, end);
	return true;
}

static bool
add_host(struct key *k, size_t max, const struct parts *p)
{
	return p->literal
		   ? add(k, max, "#", 1) && add(k, max, p->host, p->host_len)
		   : add_reversed(k, max, p->host, p->host_len);
}

/* The plain key; false when it does not fit, with what did in k. */
static bool
build(struct key *k, size_t max, const struct parts *p)
{
	size_t n = strlen(p->path), room;

	if (!add_host(k, max, p) || !add(k, max, "", 1) ||
	    !add(k, max, p->https ? "s" : "h", 1) ||
	    !add(k, max, p->port, p->port_len) || !add(k, max, "", 1))
		return false;
	room = max - k->len;
	return add(k, max, p->path, n < room ? n : room) && n <= room;
}

void
urlkey_add(struct key *k, const char *url)
{
	const size_t start = k->len, cut = URLKEY_MAX - 1 - URLKEY_DIGEST;
	struct parts p;
	uint8_t sha[SHA256_LEN];

	if (parse(url, &p) && build(k, start + URLKEY_MAX, &p))
		return;
	if (k->len > start + cut)
		k->len = start + cut;
	digest_sha256(url, strlen(url), sha);
	key_u8(k, URLKEY_CUT);
	key_bytes(k, sha, URLKEY_DIGEST);
}

/* scheme, host, port and path, from the three pieces of a key. */
static bool
rebuild(struct key *k, const char *host, const char *port, const char *path,
    size_t path_len)
{
	const char *scheme = *port == 's' ? "https://" : "http://";

	if (!add(k, KEY_MAX, scheme, strlen(scheme)))
		return false;
	if (*host == URLKEY_LITERAL
		? !add(k, KEY_MAX, host + 1, strlen(host + 1))
		: !add_reversed(k, KEY_MAX, host, strlen(host)))
		return false;
	if (port[1] != '\0' &&
	    (!add(k, KEY_MAX, ":", 1) ||
		!add(k, KEY_MAX, port + 1, strlen(port + 1))))
		return false;
	return add(k, KEY_MAX, path, path_len);
}

bool
urlkey_is_whole(const uint8_t *p, size_t n)
{
	return memchr(p, URLKEY_CUT, n) == NULL;
}

char *
urlkey_url(const uint8_t *p, size_t n)
{
	const char *host = (const char *)p, *end = host + n, *port, *path;
	struct key k;

	if (n == 0 || n > URLKEY_MAX || !urlkey_is_whole(p, n))
		return NULL;
	port = memchr(host, '\0', n);
	if (port == NULL || port == host)
		return NULL;
	port++;
	path = memchr(port, '\0', (size_t)(end - port));
	if (path == NULL || (*port != 's' && *port != 'h'))
		return NULL;
	path++;
	key_init(&k);
	if (memchr(path, '\0', (size_t)(end - path)) != NULL ||
	    !rebuild(&k, host, port, path, (size_t)(end - path)))
		return NULL;
	return mem_strndup((const char *)k.data, k.len);
}
