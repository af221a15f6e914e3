/* SPDX-License-Identifier: ISC */
/* The basic URL parser of the URL Standard (4.4), written as a walk over the
 * components instead of a state machine over characters: each function here
 * is one or two of its states. The serialised URL grows in one line, in its
 * final order, so shortening a path is cutting that line. */
#include "crawler/normalise/url_parse.h"

#include <string.h>

#include "crawler/normalise/url_host.h"
#include "crawler/normalise/url_path.h"

static const struct url_scheme special_schemes[] = {
	{ "http", 80 },
	{ "https", 443 },
	{ "file", 0 },
	{ "ftp", 21 },
	{ "ws", 80 },
	{ "wss", 443 },
};

static const struct url_scheme *
special_find(const char *s, size_t n)
{
	for (size_t i = 0; i < NELEM(special_schemes); i++)
		if (strlen(special_schemes[i].name) == n &&
		    memcmp(special_schemes[i].name, s, n) == 0)
			return &special_schemes[i];
	return NULL;
}

static bool
is_file(const struct url_parts *u)
{
	return u->scheme.n == 4 && memcmp(u->scheme.s, "file", 4) == 0;
}

static void
put_slice(struct url_walk *w, struct url_slice s)
{
	if (s.n > 0)
		url_code_put(w->out, s.s, s.n);
}

/* authority state: the user name and password, which end at the last "@". */
static void
userinfo(struct url_walk *w, const char *at)
{
	const char *colon = memchr(w->p, ':', (size_t)(at - w->p));
	const char *name_end = colon != NULL ? colon : at;
	bool password = colon != NULL && colon + 1 < at;

	if (name_end == w->p && !password)
		return;
	url_code_encode(
	    w->out, w->p, (size_t)(name_end - w->p), URL_SET_USERINFO);
	if (password) {
		url_code_putc(w->out, ':');
		url_code_encode(w->out, colon + 1, (size_t)(at - colon - 1),
		    URL_SET_USERINFO);
	}
	url_code_putc(w->out, '@');
}

/* port state */
static enum err
port(struct url_walk *w, const char *s, const char *end)
{
	unsigned v = 0;
	char text[5];
	size_t n = 0;

	if (s == end)
		return ERR_OK;
	for (; s < end; s++) {
		if (!url_code_digit(*s))
			return ERR_PARSE;
		v = v * 10 + (unsigned)(*s - '0');
		if (v > 65535)
			return ERR_PARSE;
	}
	if (w->special != NULL && v == w->special->port)
		return ERR_OK;
	do {
		text[n++] = (char)('0' + v % 10);
		v /= 10;
	} while (v > 0);
	url_code_putc(w->out, ':');
	while (n > 0)
		url_code_putc(w->out, text[--n]);
	return ERR_OK;
}

/* host state: the first ":" outside of brackets begins the port. */
static enum err
host_and_port(struct url_walk *w, const char *end)
{
	const char *s = w->p;
	bool inside = false;
	enum err e;

	for (; s < end && (inside || *s != ':'); s++) {
		if (*s == '[')
			inside = true;
		else if (*s == ']')
			inside = false;
	}
	if (s == w->p && (s < end || w->special != NULL))
		return ERR_PARSE;
	e = url_host_parse(
	    w->out, w->p, (size_t)(s - w->p), w->special == NULL);
	if (e == ERR_OK && s < end)
		e = port(w, s + 1, end);
	return e;
}

/* authority state, and what follows from it up to the path. */
static enum err
authority(struct url_walk *w)
{
	const char *end = w->p, *at = NULL;
	enum err e;

	for (; end < w->end && !url_path_is_slash(w, *end) && *end != '?' &&
	       *end != '#';
	     end++)
		if (*end == '@')
			at = end;
	w->has_host = true;
	url_code_put(w->out, "//", 2);
	if (at != NULL) {
		userinfo(w, at);
		w->p = at + 1;
		if (w->p == end)
			return ERR_PARSE;
	}
	e = host_and_port(w, end);
	if (e != ERR_OK)
		return e;
	w->p = end;
	url_path_start(w);
	url_path_tail(w);
	return ERR_OK;
}

/* special authority ignore slashes state */
static enum err
authority_past_slashes(struct url_walk *w)
{
	while (url_path_at_slash(w))
		w->p++;
	return authority(w);
}

/* The base's user, host and port. */
static void
put_base_authority(struct url_walk *w)
{
	const struct url_parts *b = w->base;

	if (b->host.s == NULL) {
		w->path_at = w->out->len;
		return;
	}
	w->has_host = true;
	url_code_put(w->out, "//", 2);
	if (b->userinfo.s != NULL) {
		put_slice(w, b->userinfo);
		url_code_putc(w->out, '@');
	}
	put_slice(w, b->host);
	if (b->port.s != NULL) {
		url_code_putc(w->out, ':');
		put_slice(w, b->port);
	}
	w->path_at = w->out->len;
}

/* The end of relative state and of file state: the base's path is written. An
 * empty reference, "?" and "#" keep it; anything else replaces its end. */
static void
path_on_base(struct url_walk *w, bool drop_all)
{
	if (w->p == w->end || *w->p == '#') {
		if (w->base->query.s != NULL) {
			url_code_putc(w->out, '?');
			put_slice(w, w->base->query);
		}
	} else if (*w->p != '?') {
		if (drop_all)
			w->out->len = w->path_at;
		else
			url_path_shorten(w);
		url_path_run(w);
	}
	url_path_tail(w);
}

/* relative state, relative slash state; the scheme is written. */
static enum err
relative(struct url_walk *w)
{
	if (url_path_at_slash(w)) {
		w->p++;
		if (url_path_at_slash(w)) {
			w->p++;
			return w->special != NULL ? authority_past_slashes(w)
						  : authority(w);
		}
		put_base_authority(w);
		url_path_run(w);
		url_path_tail(w);
		return ERR_OK;
	}
	put_base_authority(w);
	put_slice(w, w->base->path);
	path_on_base(w, false);
	return ERR_OK;
}

static bool
ends_file_host(char c)
{
	return c == '/' || c == '\\' || c == '?' || c == '#';
}

/* file host state */
static enum err
file_host(struct url_walk *w)
{
	const char *from = w->p;
	size_t at;
	enum err e;

	while (w->p < w->end && !ends_file_host(*w->p))
		w->p++;
	if (url_path_is_drive(from, (size_t)(w->p - from))) {
		w->p = from;
		w->path_at = w->out->len;
		url_path_run(w);
		url_path_tail(w);
		return ERR_OK;
	}
	at = w->out->len;
	if (w->p > from) {
		e = url_host_parse(w->out, from, (size_t)(w->p - from), false);
		if (e != ERR_OK)
			return e;
		if (w->out->len - at == 9 &&
		    memcmp(w->out->data + at, "localhost", 9) == 0)
			w->out->len = at;
	}
	url_path_start(w);
	url_path_tail(w);
	return ERR_OK;
}

/* file slash state, past its first slash. */
static enum err
file_slash(struct url_walk *w, const struct url_parts *base)
{
	struct url_slice drive;

	if (url_path_at_slash(w)) {
		w->p++;
		return file_host(w);
	}
	w->path_at = w->out->len;
	if (base != NULL) {
		put_slice(w, base->host);
		w->path_at = w->out->len;
		drive = base->path;
		if (!url_path_starts_drive(w->p, (size_t)(w->end - w->p)) &&
		    drive.n >= 3 && url_path_is_drive(drive.s + 1, 2) &&
		    drive.s[2] == ':' && (drive.n == 3 || drive.s[3] == '/'))
			url_code_put(w->out, drive.s, 3);
	}
	url_path_run(w);
	url_path_tail(w);
	return ERR_OK;
}

/* file state; "file:" is written. */
static enum err
file(struct url_walk *w)
{
	const struct url_parts *base =
	    w->base != NULL && is_file(w->base) ? w->base : NULL;

	w->file = true;
	w->has_host = true;
	url_code_put(w->out, "//", 2);
	if (url_path_at_slash(w)) {
		w->p++;
		return file_slash(w, base);
	}
	w->path_at = w->out->len;
	if (base == NULL) {
		url_path_run(w);
		url_path_tail(w);
		return ERR_OK;
	}
	put_slice(w, base->host);
	w->path_at = w->out->len;
	put_slice(w, base->path);
	path_on_base(w, url_path_starts_drive(w->p, (size_t)(w->end - w->p)));
	return ERR_OK;
}

/* no scheme state */
static enum err
no_scheme(struct url_walk *w)
{
	const struct url_parts *b = w->base;
	bool opaque;

	if (b == NULL)
		return ERR_PARSE;
	opaque = b->host.s == NULL && (b->path.n == 0 || b->path.s[0] != '/');
	if (opaque && url_path_peek(w, 0) != '#')
		return ERR_PARSE;
	w->special = special_find(b->scheme.s, b->scheme.n);
	put_slice(w, b->scheme);
	url_code_putc(w->out, ':');
	if (is_file(b))
		return file(w);
	if (!opaque)
		return relative(w);
	w->has_host = true; /* an opaque path is never escaped */
	put_slice(w, b->path);
	path_on_base(w, false);
	return ERR_OK;
}

/* What follows the ":" of a scheme: the rest of scheme state, path or
 * authority state, special authority slashes state. */
static enum err
after_scheme(struct url_walk *w)
{
	const struct url_parts *b = w->base;
	size_t n = w->out->len;

	w->special = special_find(w->out->data, n);
	url_code_putc(w->out, ':');
	if (n == 4 && memcmp(w->out->data, "file", 4) == 0)
		return file(w);
	if (w->special != NULL && b != NULL && b->scheme.n == n &&
	    memcmp(b->scheme.s, w->out->data, n) == 0 &&
	    (url_path_peek(w, 0) != '/' || url_path_peek(w, 1) != '/'))
		return relative(w);
	if (w->special != NULL)
		return authority_past_slashes(w);
	if (url_path_peek(w, 0) != '/') {
		w->has_host = true; /* an opaque path is never escaped */
		url_path_opaque(w);
		url_path_tail(w);
		return ERR_OK;
	}
	w->p++;
	if (url_path_at_slash(w)) {
		w->p++;
		return authority(w);
	}
	w->path_at = w->out->len;
	url_path_run(w);
	url_path_tail(w);
	return ERR_OK;
}

/* scheme start state, scheme state */
static enum err
scheme(struct url_walk *w)
{
	const char *s = w->p;

	if (s == w->end || !url_code_alpha(*s))
		return no_scheme(w);
	while (s < w->end && (url_code_alpha(*s) || url_code_digit(*s) ||
				 *s == '+' || *s == '-' || *s == '.'))
		s++;
	if (s == w->end || *s != ':')
		return no_scheme(w);
	for (; w->p < s; w->p++)
		url_code_putc(w->out, url_code_lower(*w->p));
	w->p++;
	return after_scheme(w);
}

static bool
is_stripped(char c)
{
	return c == '\t' || c == '\n' || c == '\r';
}

enum err
url_parse_whole(
    struct url_out *out, const char *in, size_t n, const struct url_parts *base)
{
	struct url_walk w = { .out = out, .base = base };
	char clean[URL_INPUT_MAX];
	size_t kept = 0;
	enum err e;

	while (n > 0 && (unsigned char)in[0] <= ' ') {
		in++;
		n--;
	}
	while (n > 0 && (unsigned char)in[n - 1] <= ' ')
		n--;
	if (n > URL_INPUT_MAX)
		return ERR_LIMIT;
	for (size_t i = 0; i < n; i++)
		if (!is_stripped(in[i]))
			clean[kept++] = in[i];
	w.p = clean;
	w.end = clean + kept;
	e = scheme(&w);
	if (e == ERR_OK)
		url_path_guard(&w);
	return e == ERR_OK && out->full ? ERR_LIMIT : e;
}
