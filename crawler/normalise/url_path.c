/* SPDX-License-Identifier: ISC */
/* Paths, queries and fragments. */
#include "crawler/normalise/url_path.h"

#include <string.h>

bool
url_path_is_drive(const char *s, size_t n)
{
	return n == 2 && url_code_alpha(s[0]) && (s[1] == ':' || s[1] == '|');
}

bool
url_path_starts_drive(const char *s, size_t n)
{
	if (n < 2 || !url_path_is_drive(s, 2))
		return false;
	return n == 2 || s[2] == '/' || s[2] == '\\' || s[2] == '?' ||
	       s[2] == '#';
}

void
url_path_shorten(struct url_walk *w)
{
	struct url_out *o = w->out;
	size_t n = o->len - w->path_at;

	if (w->file && n == 3 &&
	    url_path_is_drive(o->data + w->path_at + 1, 2) &&
	    o->data[w->path_at + 2] == ':')
		return;
	while (o->len > w->path_at && o->data[o->len - 1] != '/')
		o->len--;
	if (o->len > w->path_at)
		o->len--;
}

/* How many dots a dot segment has: "." and "%2e" are one; 0 for another. */
static unsigned
dot_segment(const char *s, size_t n)
{
	unsigned dots = 0;

	for (size_t i = 0; i < n; dots++) {
		if (s[i] == '.')
			i++;
		else if (n - i >= 3 && s[i] == '%' && s[i + 1] == '2' &&
			 (s[i + 2] == 'e' || s[i + 2] == 'E'))
			i += 3;
		else
			return 0;
		if (dots == 2)
			return 0;
	}
	return dots;
}

/* path state, one segment; the walk stands behind it at a slash or the end of
 * the path. */
static void
path_segment(struct url_walk *w)
{
	struct url_out *o = w->out;
	const char *from = w->p;
	size_t at = o->len;
	unsigned dots;

	while (w->p < w->end && !url_path_is_slash(w, *w->p) && *w->p != '?' &&
	       *w->p != '#')
		w->p++;
	url_code_putc(o, '/');
	url_code_encode(o, from, (size_t)(w->p - from), URL_SET_PATH);
	if (o->full)
		return;
	dots = dot_segment(o->data + at + 1, o->len - at - 1);
	if (dots > 0) {
		o->len = at;
		if (dots == 2)
			url_path_shorten(w);
		if (!url_path_at_slash(w))
			url_code_putc(o, '/');
	} else if (w->file && at == w->path_at &&
		   url_path_is_drive(o->data + at + 1, o->len - at - 1)) {
		o->data[at + 2] = ':';
	}
}

void
url_path_run(struct url_walk *w)
{
	for (;;) {
		path_segment(w);
		if (w->out->full || !url_path_at_slash(w))
			return;
		w->p++;
	}
}

void
url_path_start(struct url_walk *w)
{
	w->path_at = w->out->len;
	if (w->special == NULL &&
	    (w->p == w->end || *w->p == '?' || *w->p == '#'))
		return;
	if (url_path_at_slash(w))
		w->p++;
	url_path_run(w);
}

static bool
ends_opaque(char c)
{
	return c == '?' || c == '#';
}

void
url_path_opaque(struct url_walk *w)
{
	w->path_at = w->out->len;
	while (w->p < w->end && !ends_opaque(*w->p)) {
		const char *from = w->p++;

		/* A space just before the query would not come back. */
		if (*from == ' ' && ends_opaque(url_path_peek(w, 0))) {
			url_code_percent(w->out, ' ');
			continue;
		}
		while (w->p < w->end && !ends_opaque(*w->p) && *w->p != ' ')
			w->p++;
		url_code_encode(
		    w->out, from, (size_t)(w->p - from), URL_SET_C0);
	}
}

void
url_path_tail(struct url_walk *w)
{
	const char *from = w->p;
	unsigned set =
	    w->special != NULL ? URL_SET_SPECIAL_QUERY : URL_SET_QUERY;

	if (w->p < w->end && *w->p == '?') {
		while (w->p < w->end && *w->p != '#')
			w->p++;
		url_code_putc(w->out, '?');
		url_code_encode(
		    w->out, from + 1, (size_t)(w->p - from - 1), set);
	}
	if (w->p < w->end) {
		url_code_putc(w->out, '#');
		url_code_encode(w->out, w->p + 1, (size_t)(w->end - w->p - 1),
		    URL_SET_FRAGMENT);
	}
}

void
url_path_guard(struct url_walk *w)
{
	struct url_out *o = w->out;

	if (w->has_host || o->full || o->len - w->path_at < 2 ||
	    memcmp(o->data + w->path_at, "//", 2) != 0)
		return;
	if (o->cap - o->len < 2) {
		o->full = true;
		return;
	}
	memmove(o->data + w->path_at + 2, o->data + w->path_at,
	    o->len - w->path_at);
	memcpy(o->data + w->path_at, "/.", 2);
	o->len += 2;
}
