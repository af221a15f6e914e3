/* SPDX-License-Identifier: ISC */
/* Sitemaps into links. */
#include "crawler/parse/sitemap.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/body.h"
#include "crawler/parse/date.h"
#include "crawler/parse/decode.h"
#include "crawler/parse/feed_text.h"
#include "crawler/parse/xml.h"
#include "store/base/mem.h"

enum { FIELD_MAX = 16 * 1024 /* of one loc, lastmod or title */ };

enum sitemap_field { IN_NONE, IN_LOC, IN_LASTMOD, IN_DATE, IN_TITLE };

/* What is known of the url or sitemap element that is being read. */
struct place {
	unsigned depth; /* of that element; 0: outside */
	bool is_list;   /* it is another sitemap */
	unsigned field_depth;
	enum sitemap_field field;
	const char *loc, *title;
	int64_t lastmod;
};

struct reader {
	const struct source *src;
	struct page *page;
	char host[URL_HOST_ROOM];
	struct place at;
	struct buf text;
	bool seen;
	size_t foreign; /* addresses of other hosts */
};

/* The address as an href of this host, or NULL. */
static const char *
own_href(struct reader *r, const char *s, size_t n)
{
	char host[URL_HOST_ROOM], *href = NULL;
	const char *kept = NULL;

	if (url_parse(s, n, NULL, &href) != ERR_OK)
		return NULL;
	if (url_is_http(href) && url_host(href, host) &&
	    strcmp(host, r->host) == 0)
		kept = arena_strdup(&r->page->arena, href);
	else
		r->foreign++;
	free(href);
	return kept;
}

static void
add_link(struct reader *r, const struct place *at)
{
	struct link *l =
	    page_link(r->page, at->is_list ? LINK_LISTING : LINK_PAGE, at->loc);

	if (l == NULL)
		return;
	l->lastmod = at->lastmod;
	l->anchor = at->title;
	l->role = at->is_list ? NETWORK_ROLE_SITEMAP : 0;
}

static void
begin_field(struct reader *r, const struct xml_token *t)
{
	static const struct {
		const char *name;
		enum sitemap_field field;
	} fields[] = { { "loc", IN_LOC }, { "lastmod", IN_LASTMOD },
		{ "publication_date", IN_DATE }, { "title", IN_TITLE } };

	for (size_t i = 0; i < NELEM(fields); i++) {
		if (!xml_is(t->name, fields[i].name))
			continue;
		/* image:loc and video:loc are not of the page. */
		if (fields[i].field == IN_LOC && t->depth != r->at.depth + 1)
			continue;
		r->at.field = fields[i].field;
		r->at.field_depth = t->depth;
		buf_reset(&r->text);
	}
}

static void
on_start(struct reader *r, const struct xml_token *t)
{
	if (xml_is(t->name, "urlset") || xml_is(t->name, "sitemapindex")) {
		r->seen = true;
	} else if (xml_is(t->name, "url") || xml_is(t->name, "sitemap")) {
		memset(&r->at, 0, sizeof(r->at));
		r->at.depth = t->depth;
		r->at.is_list = xml_is(t->name, "sitemap");
	} else if (r->at.depth > 0) {
		begin_field(r, t);
	}
}

/* Keeps the field that ends here. A news date says when the page was made; the
 * later of it and lastmod is when it last changed. */
static void
end_field(struct reader *r)
{
	const char *s = r->text.data != NULL ? r->text.data : "";
	size_t n = r->text.len;
	struct date d;

	if (r->at.field == IN_LOC)
		r->at.loc = own_href(r, s, n);
	else if (r->at.field == IN_TITLE)
		r->at.title = feed_text_line(s, n, &r->page->arena);
	else if (date_parse(s, n, r->src->at, &d) && d.ms > r->at.lastmod)
		r->at.lastmod = d.ms;
	r->at.field = IN_NONE;
	r->at.field_depth = 0;
}

static void
on_end(struct reader *r, const struct xml_token *t)
{
	if (r->at.field != IN_NONE && t->depth == r->at.field_depth)
		end_field(r);
	if (t->depth != r->at.depth)
		return;
	if (r->at.loc != NULL)
		add_link(r, &r->at);
	memset(&r->at, 0, sizeof(r->at));
}

static void
on_text(struct reader *r, const struct xml_token *t)
{
	if (r->at.field != IN_NONE &&
	    buf_add(&r->text, t->text.s, t->text.n) != ERR_OK)
		r->at.field = IN_NONE; /* no address and no date is so long */
}

static void
read_xml(struct reader *r, const struct body *b)
{
	struct xml *x = xml_new(b->text, b->len);
	struct xml_token t;
	enum xml_event ev;
	const char *why;
	size_t at;

	do {
		ev = xml_next(x, &t);
		if (ev == XML_START)
			on_start(r, &t);
		else if (ev == XML_END)
			on_end(r, &t);
		else if (ev == XML_TEXT)
			on_text(r, &t);
	} while (ev != XML_EOF && !r->page->truncated);
	why = xml_fault(x, &at);
	if (r->seen && why != NULL && !r->page->truncated)
		(void)page_problem(r->page,
		    "sitemap is not well-formed XML: %s (byte %zu)", why, at);
	xml_free(x);
}

/* One address a line. */
static void
read_lines(struct reader *r, const struct body *b)
{
	const char *p = b->text, *end = b->text + b->len;

	while (p < end && !r->page->truncated) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		const char *stop = nl != NULL ? nl : end;
		struct place at = { 0 };

		if (stop - p < URL_INPUT_MAX)
			at.loc = own_href(r, p, (size_t)(stop - p));
		if (at.loc != NULL)
			add_link(r, &at);
		p = stop + 1;
	}
}

static bool
is_gzip(const struct source *s)
{
	return s->body_len > 2 && memcmp(s->body, "\x1f\x8b", 2) == 0;
}

/* Does the first line hold a web address, and nothing else? */
static bool
is_list(const char *text)
{
	size_t n = strcspn(text, "\r\n");

	if (strncmp(text, "http://", 7) != 0 &&
	    strncmp(text, "https://", 8) != 0)
		return false;
	return n < URL_INPUT_MAX && memchr(text, ' ', n) == NULL;
}

static bool
has_root(const struct body *b)
{
	struct xml *x = xml_new(b->text, b->len);
	struct xml_token t;
	enum xml_event ev;
	bool found;

	do
		ev = xml_next(x, &t);
	while (ev == XML_TEXT);
	found = ev == XML_START &&
		(xml_is(t.name, "urlset") || xml_is(t.name, "sitemapindex"));
	xml_free(x);
	return found;
}

bool
sitemap_accepts(const struct source *s)
{
	struct source head = *s;
	struct body b;
	bool found;

	if (is_gzip(s)) {
		size_t n = strlen(s->url);

		return s->role == NETWORK_ROLE_SITEMAP ||
		       (n > 7 && strcmp(s->url + n - 7, ".xml.gz") == 0);
	}
	if (head.body_len > SITEMAP_SNIFF_BYTES)
		head.body_len = SITEMAP_SNIFF_BYTES;
	body_open(&b, &head);
	found = (!body_is_html(&b) && has_root(&b)) ||
		(s->role == NETWORK_ROLE_SITEMAP && is_list(b.text));
	body_close(&b);
	return found;
}

static enum err
parse_plain(const struct source *s, struct page *p)
{
	struct reader r = { .src = s, .page = p };
	struct body b;

	p->listing = true;
	p->sitemap = true;
	if (!url_host(s->url, r.host))
		return page_problem(p, "sitemap without a host");
	buf_init(&r.text, FIELD_MAX);
	body_open(&b, s);
	if (is_list(b.text)) {
		r.seen = true;
		read_lines(&r, &b);
	} else {
		read_xml(&r, &b);
	}
	body_close(&b);
	buf_fini(&r.text);
	if (r.foreign > 0)
		(void)page_problem(p,
		    "sitemap names %zu addresses of other hosts: left out",
		    r.foreign);
	return r.seen ? ERR_OK : page_problem(p, "no sitemap");
}

enum err
sitemap_parse(const struct source *s, struct page *p)
{
	struct source plain = *s;
	struct buf out;
	enum err e;

	buf_init(&out, SITEMAP_BYTES_MAX);
	if (is_gzip(s)) {
		e = decode_body(
		    "gzip", s->body, s->body_len, &out, DECODE_RATIO_MAX);
		if (e != ERR_OK) /* what came out so far still counts */
			(void)page_problem(p, "sitemap.gz is %s", err_words(e));
		plain.body = out.data != NULL ? out.data : "";
		plain.body_len = out.len;
	}
	if (plain.body_len > SITEMAP_BYTES_MAX)
		plain.body_len = SITEMAP_BYTES_MAX;
	e = parse_plain(&plain, p);
	p->truncated = p->truncated || s->body_len > SITEMAP_BYTES_MAX;
	buf_fini(&out);
	return e;
}
