/* SPDX-License-Identifier: ISC */
/* What every adapter asks of an answer. */
#define _GNU_SOURCE /* memmem */
#include "crawler/networks/answer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/normalise/url.h"
#include "crawler/parse/html.h"
#include "store/base/buf.h"
#include "store/base/json.h"

enum {
	LOCATION_MAX = 8192,
	LINK_HEADER_MAX = 8192,
	NUMBER_MAX = 32,
	SNIFF_MAX = 1024, /* bytes in which HTML shows */
	MARKS_MAX = 65536 /* bytes in which a software shows */
};

bool
answer_redirects(const struct source *s, struct page *p)
{
	char place[LOCATION_MAX];
	const char *href;
	struct link *l;

	if (s->status < 300 || s->status > 399 ||
	    !source_header(s, "Location", place, sizeof(place)))
		return false;
	href = answer_href(p, s->url, place);
	if (href == NULL) {
		(void)page_problem(p, "redirect to no web address");
		return true;
	}
	l = page_link(p, LINK_REDIRECT, href);
	if (l != NULL) {
		l->role = s->role;
		l->context = s->context;
	}
	return true;
}

bool
answer_failed(const struct source *s, struct page *p, enum err *e)
{
	*e = ERR_OK;
	if (answer_redirects(s, p))
		return true;
	if (s->status >= 200 && s->status < 300)
		return false;
	p->login_wall = s->status == 401 || s->status == 407;
	*e = page_problem(p, "answered with status %d", s->status);
	return true;
}

bool
answer_is_html(const struct source *s)
{
	static const char *const marks[] = { "<!doctype html", "<html", "<head",
		"<body", "<title" };
	size_t n = s->body_len < SNIFF_MAX ? s->body_len : SNIFF_MAX;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; s->body[i] == '<' && k < NELEM(marks); k++)
			if (strncasecmp(
				s->body + i, marks[k], strlen(marks[k])) == 0)
				return true;
	return false;
}

bool
answer_says(const struct source *s, const char *const *marks, size_t n_marks)
{
	size_t n = s->body_len < MARKS_MAX ? s->body_len : MARKS_MAX;

	for (size_t i = 0; i < n_marks; i++)
		if (memmem(s->body, n, marks[i], strlen(marks[i])) != NULL)
			return true;
	return false;
}

bool
answer_is_page_of(
    const struct source *s, const char *const *marks, size_t n_marks)
{
	return answer_is_html(s) && answer_says(s, marks, n_marks);
}

bool
answer_is_nobodys(const struct source *s)
{
	(void)s;
	return false;
}

void
answer_no_document(struct page *p)
{
	p->text = NULL;
	p->text_len = 0;
	p->map = NULL;
	p->title = NULL;
	p->author = NULL;
	p->n_identities = 0;
	p->n_docs = 0;
}

void
answer_permalink(struct page *p, const struct doc *d, bool whole)
{
	struct link *l;

	if (d->url == NULL)
		return;
	l = page_link(p, LINK_PERMALINK, d->url);
	if (l == NULL)
		return;
	l->doc = (size_t)(d - p->docs);
	l->anchor = d->title;
	if (whole && d->native_id != NULL && d->native_space != NULL)
		l->context = arena_printf(
		    &p->arena, "%s %s", d->native_space, d->native_id);
}

void
answer_found(struct page *p)
{
	p->ranked = true;
	for (size_t i = 0; i < p->n_docs; i++) {
		struct doc *d = &p->docs[i];

		d->native_id = NULL;
		d->native_space = NULL;
		answer_permalink(p, d, false);
	}
}

/* Gives the page's document the identity that the link brought along. A space
 * holds no blank: it ends in an address. */
static void
recognise(const struct source *s, struct page *p)
{
	const char *blank = s->context != NULL ? strchr(s->context, ' ') : NULL;
	struct doc *d = p->docs;

	if (p->n_docs == 0 || blank == NULL)
		return;
	d->native_space =
	    arena_strndup(&p->arena, s->context, (size_t)(blank - s->context));
	d->native_id = arena_strdup(&p->arena, blank + 1);
	d->author = NULL;
	d->author_url = NULL;
	d->published = NULL;
	d->published_from = NULL;
}

enum err
answer_page(const struct source *s, struct page *p)
{
	size_t n = 0;
	enum err e;

	if (answer_failed(s, p, &e) || !answer_is_html(s))
		return e;
	e = html_read(s, p);
	for (size_t i = 0; i < p->n_links; i++)
		if (p->links[i].kind == LINK_REDIRECT ||
		    p->links[i].kind == LINK_PICTURE ||
		    p->links[i].kind == LINK_REQUISITE)
			p->links[n++] = p->links[i];
	p->n_links = n;
	recognise(s, p);
	return e;
}

/* A form with a password in it is a login page, whatever its status. */
static bool
asks_password(const struct source *s)
{
	const char *p = strstr(s->body, "type=");

	for (; p != NULL; p = strstr(p, "type=")) {
		p += 5;
		p += *p == '"' || *p == '\'';
		if (strncasecmp(p, "password", 8) == 0)
			return true;
	}
	return false;
}

enum err
answer_json(const struct source *s, struct page *p, json_t **root)
{
	size_t skip =
	    s->body_len > 2 && memcmp(s->body, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	enum err e = json_parse(s->body + skip, s->body_len - skip, root);

	p->listing = true;
	if (e == ERR_OK)
		return ERR_OK;
	p->listing = false;
	if (e == ERR_LIMIT)
		return page_problem(p, "JSON over its limit");
	if (answer_is_html(s)) {
		p->login_wall = asks_password(s);
		return page_problem(p, p->login_wall
					   ? "a login page where JSON was due"
					   : "HTML where JSON was due");
	}
	return page_problem(p, "no JSON, or cut short");
}

/* Does the parameter list of a link hold rel=... with this relation? */
static bool
has_rel(const char *s, const char *end, const char *rel)
{
	size_t n = strlen(rel);

	for (; (size_t)(end - s) >= n + 4; s++) {
		const char *v = s + 4;

		if (strncasecmp(s, "rel=", 4) != 0)
			continue;
		v += *v == '"';
		if ((size_t)(end - v) >= n && strncmp(v, rel, n) == 0 &&
		    (v + n == end || strchr("\"; ,", v[n]) != NULL))
			return true;
	}
	return false;
}

const char *
answer_link(const struct source *s, struct page *p, const char *rel)
{
	static const char name[] = "Link:";
	const char *at = s->head, *end = s->head + s->head_len;

	while (at < end) {
		const char *nl = memchr(at, '\n', (size_t)(end - at));
		const char *stop = nl != NULL ? nl : end;
		const char *open = at, *close;

		if ((size_t)(stop - at) <= sizeof(name) ||
		    strncasecmp(at, name, sizeof(name) - 1) != 0)
			open = stop;
		for (; open < stop; open = close) {
			const char *next;

			open = memchr(open, '<', (size_t)(stop - open));
			if (open == NULL)
				break;
			close = memchr(open, '>', (size_t)(stop - open));
			if (close == NULL)
				break;
			next = memchr(close, '<', (size_t)(stop - close));
			if (has_rel(close, next != NULL ? next : stop, rel))
				return answer_href(p, s->url,
				    arena_strndup(&p->arena, open + 1,
					(size_t)(close - open - 1)));
		}
		at = stop + 1;
	}
	return NULL;
}

long
answer_number(const struct source *s, const char *name, long fallback)
{
	char text[NUMBER_MAX], *end;
	long n;

	if (!source_header(s, name, text, sizeof(text)))
		return fallback;
	errno = 0;
	n = strtol(text, &end, 10);
	return end == text || *end != '\0' || errno != 0 || n < 0 ? fallback
								  : n;
}

const char *
answer_href(struct page *p, const char *base, const char *ref)
{
	char *href = NULL;
	const char *kept;

	if (ref == NULL || *ref == '\0' ||
	    url_resolve(base, ref, &href) != ERR_OK)
		return NULL;
	kept = url_is_http(href) ? arena_strdup(&p->arena, href) : NULL;
	free(href);
	return kept;
}

const char *
answer_here(const struct source *s, struct page *p, const char *ref)
{
	const char *href = answer_href(p, s->url, ref);
	const char *origin = answer_href(p, s->url, "/");

	return href != NULL && origin != NULL &&
		       strncmp(href, origin, strlen(origin)) == 0
		   ? href
		   : NULL;
}

enum err
answer_nobody(const struct source *s, struct page *p, enum err e)
{
	if (s->status != 404 && s->status != 410)
		return e;
	p->problem = NULL;
	return ERR_OK;
}

const char *
answer_label(struct page *p, const char *host)
{
	const char *dot = host != NULL ? strrchr(host, '.') : NULL;
	const char *from = host;

	for (const char *c = host; dot != NULL && c < dot; c++)
		if (*c == '.')
			from = c + 1;
	return dot != NULL && dot > from
		   ? arena_strndup(&p->arena, from, (size_t)(dot - from))
		   : NULL;
}

struct link *
answer_ask(struct page *p, const char *base, const char *ref, unsigned role,
    const char *context)
{
	const char *href = answer_href(p, base, ref);
	struct link *l = NULL;

	if (href != NULL)
		l = page_link(p, LINK_LISTING, href);
	if (l != NULL) {
		l->role = role;
		l->context =
		    context != NULL ? arena_strdup(&p->arena, context) : NULL;
	}
	return l;
}

const char *
answer_parameter(struct page *p, const char *key, const char *value)
{
	struct buf b;
	const char *kept = NULL;

	buf_init(&b, URL_BYTES_MAX);
	if (buf_addf(&b, "%s=", key) == ERR_OK &&
	    url_percent_encode(&b, value, strlen(value)) == ERR_OK)
		kept = arena_strndup(&p->arena, b.data, b.len);
	buf_fini(&b);
	return kept;
}
