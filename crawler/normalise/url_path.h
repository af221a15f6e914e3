/* SPDX-License-Identifier: ISC */
/* The walk over an input that becomes a URL, and what it does once the path is
 * reached (path start, path, opaque path, query and fragment states of the URL
 * Standard 4.4). The serialised URL grows in one line, in its final order, so
 * shortening a path is cutting that line. Internal to url*.c. */
#ifndef CRAWLER_NORMALISE_URL_PATH_H
#define CRAWLER_NORMALISE_URL_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/normalise/url_code.h"

struct url_parts;

struct url_scheme { /* a special one */
	const char *name;
	unsigned port; /* the default; 0 for file */
};

struct url_walk {
	struct url_out *out;
	const char *p, *end;              /* what is left of the input */
	const struct url_parts *base;     /* NULL: none */
	const struct url_scheme *special; /* NULL: not a special scheme */
	bool file;
	bool has_host;  /* or an opaque path: no "/." is needed */
	size_t path_at; /* where the path begins in out */
};

/* Path start state and what follows it, up to the query. */
void url_path_start(struct url_walk *w);
/* Path state: segments are added to the path that out holds from path_at. */
void url_path_run(struct url_walk *w);
/* Opaque path state. */
void url_path_opaque(struct url_walk *w);
/* The query and fragment that are left of the input. */
void url_path_tail(struct url_walk *w);
/* 4.2, shorten a path. */
void url_path_shorten(struct url_walk *w);
/* 4.5: without a host, a path that begins with "//" is led by "/.". */
void url_path_guard(struct url_walk *w);
/* "C:" or "C|" */
bool url_path_is_drive(const char *s, size_t n);
/* "C:/..." or "C|" alone */
bool url_path_starts_drive(const char *s, size_t n);

/* The character i places on, or NUL past the end: no NUL is looked for. */
static inline char
url_path_peek(const struct url_walk *w, size_t i)
{
	return i < (size_t)(w->end - w->p) ? w->p[i] : '\0';
}

static inline bool
url_path_is_slash(const struct url_walk *w, char c)
{
	return c == '/' || (c == '\\' && w->special != NULL);
}

static inline bool
url_path_at_slash(const struct url_walk *w)
{
	return w->p < w->end && url_path_is_slash(w, *w->p);
}

#endif
