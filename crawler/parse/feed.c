/* SPDX-License-Identifier: ISC */
/* XML feeds: a table says what each element means, one machine walks the events
 * of the scanner. At any time at most one element's text is being gathered;
 * what stands inside it is its markup. */
#include "crawler/parse/feed.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/feed_entry.h"
#include "crawler/parse/feed_text.h"
#include "crawler/parse/feed_words.h"
#include "crawler/parse/xml.h"

/* The machine. Depths are of the element that began the state; 0: not in it. */
struct reader {
	struct feed f;
	struct xml *x;
	bool seen; /* an element that makes it a feed */
	struct xml_token tok;
	struct feed_entry e;
	unsigned entry_depth, skip_depth, source_depth, who_depth;
	struct feed_who *who; /* being read: of the entry or of the feed */
	struct feed_text who_text;
	/* The element whose text is gathered. */
	unsigned text_depth;
	const struct feed_word *text_for;
	struct feed_text text;
	/* xml:base, the innermost last. */
	struct {
		unsigned depth;
		const char *href;
	} bases[FEED_BASES_MAX];
	size_t n_bases;
};

static const char *
base_of(const struct reader *r)
{
	return r->n_bases > 0 ? r->bases[r->n_bases - 1].href : r->f.base;
}

/* An xml:base of this tag, resolved against the one around it (RFC 3986 5.1.1).
 * One that leads to no web address is as if it were not there. */
static void
push_base(struct reader *r)
{
	const char *href;

	for (size_t i = 0; i < r->tok.n_attrs; i++) {
		const struct xml_attr *a = &r->tok.attrs[i];

		if (!xml_is(a->prefix, "xml") || !xml_is(a->name, "base"))
			continue;
		href = feed_href(&r->f, base_of(r), a->value.s);
		if (href == NULL || r->n_bases == FEED_BASES_MAX)
			return;
		r->bases[r->n_bases].depth = r->tok.depth;
		r->bases[r->n_bases++].href = href;
		return;
	}
}

static const char *
lang_of(struct reader *r)
{
	for (size_t i = 0; i < r->tok.n_attrs; i++) {
		const struct xml_attr *a = &r->tok.attrs[i];

		if (xml_is(a->prefix, "xml") && xml_is(a->name, "lang") &&
		    a->value.n > 0)
			return arena_strdup(&r->f.page->arena, a->value.s);
	}
	return NULL;
}

/* What "rel" says of a link with "href" (RFC 4287 4.2.7, RFC 5005). */
static void
link_href(struct reader *r, const char *href)
{
	const char *rel = xml_attr(&r->tok, "rel");
	const char *type = xml_attr(&r->tok, "type");

	if (href == NULL)
		return;
	if (rel == NULL || *rel == '\0')
		rel = "alternate";
	if (strcasecmp(rel, "alternate") == 0 && r->entry_depth > 0) {
		if (type == NULL || strcasecmp(type, "text/html") == 0 ||
		    strcasecmp(type, "application/xhtml+xml") == 0)
			r->e.link = href;
		return;
	}
	if (r->entry_depth > 0 && strcasecmp(rel, "replies") == 0 &&
	    type != NULL && strcasecmp(type, "application/atom+xml") == 0)
		feed_listing(&r->f, href);
	if (r->entry_depth == 0 && (strcasecmp(rel, "next") == 0 ||
				       strcasecmp(rel, "prev-archive") == 0))
		feed_listing(&r->f, href);
}

static void
begin_text(struct reader *r, const struct feed_word *m)
{
	enum feed_form form = m->form;

	if (m->what == FEED_IS_TITLE || m->what == FEED_IS_SUMMARY ||
	    m->what == FEED_IS_CONTENT)
		form = feed_text_form(&r->tok, form, r->f.atom);
	r->text_for = m;
	r->text_depth = r->tok.depth;
	feed_text_begin(&r->text, form);
}

static void
begin_entry(struct reader *r)
{
	struct xml_token *t = &r->tok;

	memset(&r->e, 0, sizeof(r->e));
	r->entry_depth = t->depth;
	r->e.at = t->at;
	r->e.lang = lang_of(r);
	r->e.link = feed_href(&r->f, base_of(r), xml_attr(t, "href")); /* CDF */
	for (size_t i = 0; i < t->n_attrs; i++)
		if (xml_is(t->attrs[i].prefix, "rdf") &&
		    xml_is(t->attrs[i].name, "about"))
			r->e.id = feed_text_line(t->attrs[i].value.s,
			    t->attrs[i].value.n, &r->f.page->arena);
}

/* A source's author (RFC 4287 4.2.11) is the best that is known of an entry
 * which names none, and gives way like a podcast's. */
static void
begin_author(struct reader *r, bool weak)
{
	if (r->entry_depth > 0) {
		if (weak && r->e.n_who > 0)
			return;
		if (r->e.weak_who)
			r->e.n_who = 0;
		r->e.weak_who = weak;
		r->who = feed_who_next(&r->e);
	} else if (r->f.atom) {
		r->who = &r->f.who;
	} else {
		return;
	}
	r->who_depth = r->tok.depth;
	feed_text_begin(&r->who_text, FEED_PLAIN);
}

static void
begin_feed(struct reader *r)
{
	const char *lang = lang_of(r);

	r->seen = true;
	r->f.atom = r->f.atom || xml_is(r->tok.name, "feed");
	if (r->f.page->lang == NULL)
		r->f.page->lang = lang;
}

static void
begin_reply(struct reader *r)
{
	const char *ref = xml_attr(&r->tok, "ref");

	if (ref == NULL)
		ref = xml_attr(&r->tok, "href");
	if (ref != NULL && r->entry_depth > 0)
		r->e.reply_to = arena_strdup(&r->f.page->arena, ref);
}

static void finish_text(struct reader *r);

static void
finish_entry(struct reader *r)
{
	r->e.end = r->tok.at > r->e.at ? r->tok.end : r->e.at;
	feed_entry_finish(&r->f, &r->e);
	r->entry_depth = 0;
	r->source_depth = 0;
	r->who_depth = 0;
}

/* An element inside an author, or a field of the feed or the entry. */
static void
begin_field(struct reader *r, const struct feed_word *w)
{
	const char *href = xml_attr(&r->tok, "href");
	const char *permalink = xml_attr(&r->tok, "isPermaLink");

	if (w->what == FEED_IS_LINK && href != NULL) {
		link_href(r, feed_href(&r->f, base_of(r), href));
		return;
	}
	if (w->what == FEED_IS_ID)
		r->e.id_is_link =
		    permalink == NULL || strcasecmp(permalink, "false") != 0;
	begin_text(r, w);
}

static void
begin_element(struct reader *r, const struct feed_word *w)
{
	switch (w->what) {
	case FEED_IS_OTHER:
		break;
	case FEED_IS_FEED:
		begin_feed(r);
		break;
	case FEED_IS_ENTRY:
		if (r->entry_depth > 0) /* its end tag was forgotten */
			finish_entry(r);
		begin_entry(r);
		break;
	case FEED_IS_SKIPPED:
		r->skip_depth = r->tok.depth;
		break;
	case FEED_IS_SOURCE:
		r->source_depth = r->entry_depth > 0 ? r->tok.depth : 0;
		r->e.quoted = true;
		break;
	case FEED_IS_AUTHOR:
		begin_author(r, w->weak || r->source_depth > 0);
		break;
	case FEED_IS_REPLY:
		begin_reply(r);
		break;
	case FEED_IS_COMPLETE:
		r->f.page->complete = true;
		break;
	case FEED_IS_NAME:
	case FEED_IS_MAIL:
	case FEED_IS_WHO_URL:
		if (r->who_depth > 0)
			begin_text(r, w);
		break;
	case FEED_IS_TITLE:
	case FEED_IS_LINK:
	case FEED_IS_ORIGINAL:
	case FEED_IS_ID:
	case FEED_IS_SUMMARY:
	case FEED_IS_CONTENT:
	case FEED_IS_PUBLISHED:
	case FEED_IS_UPDATED:
	case FEED_IS_CREATED:
	case FEED_IS_LANGUAGE:
	case FEED_IS_COMMENTS:
		if (r->source_depth == 0)
			begin_field(r, w);
		break;
	}
}

static void
on_start(struct reader *r)
{
	const struct feed_word *w;

	push_base(r);
	if (r->skip_depth > 0)
		return;
	w = feed_words_find(&r->tok);
	if (r->text_depth > 0 && w != NULL && w->what == FEED_IS_ENTRY)
		finish_text(r); /* an end tag was forgotten */
	if (r->text_depth > 0)
		feed_text_start(&r->text, &r->tok);
	else if (w != NULL)
		begin_element(r, w);
	else if (xml_is(r->tok.name, "RDF"))
		r->seen = true;
}

/* The summary and the content of the entry. A second description is what some
 * feeds call their full text. */
static void
set_part(struct reader *r, bool content, bool weak)
{
	struct feed_entry *e = &r->e;
	struct feed_text_part got;

	got.s = feed_text_take(&r->text, &r->f.page->arena, &got.n);
	if (got.s == NULL)
		return;
	if (!content && e->summary.s != NULL) {
		if (weak)
			return;
		content = !e->weak_summary;
	}
	if (content) {
		if (e->content.s == NULL || got.n > e->content.n)
			e->content = got;
		return;
	}
	e->summary = got;
	e->weak_summary = weak;
}

static void
set_title(struct reader *r, bool weak)
{
	struct page *p = r->f.page;
	size_t n;
	const char *s = feed_text_take(&r->text, &p->arena, &n);

	if (s != NULL)
		s = feed_text_line(s, n, &p->arena);
	if (s == NULL)
		return;
	if (r->entry_depth == 0) {
		if (p->title == NULL)
			p->title = s;
		return;
	}
	if (r->e.title != NULL && (weak || !r->e.weak_title))
		return;
	r->e.title = s;
	r->e.weak_title = weak;
}

/* A field whose text is one line: never markup, whatever stands in it. */
static void
set_line(struct reader *r, const struct feed_word *w)
{
	struct feed *f = &r->f;
	const char *s =
	    feed_text_line(r->text.raw.data, r->text.raw.len, &f->page->arena);
	const char *href;
	size_t n;

	if (s == NULL)
		return;
	n = strlen(s);
	if (w->what == FEED_IS_PUBLISHED)
		feed_date_set(f, &r->e.published, s, n, w->from);
	if (w->what == FEED_IS_UPDATED)
		feed_date_set(f, &r->e.updated, s, n, w->from);
	if (w->what == FEED_IS_CREATED)
		feed_date_set(f, &r->e.created, s, n, w->from);
	if (w->what == FEED_IS_ID)
		r->e.id = s;
	if (w->what == FEED_IS_LANGUAGE && r->entry_depth > 0)
		r->e.lang = s;
	if (w->what == FEED_IS_LANGUAGE && r->entry_depth == 0)
		f->page->lang = s;
	if (w->what == FEED_IS_NAME)
		r->who->name = s;
	if (w->what == FEED_IS_MAIL)
		r->who->mail = s;
	href = feed_href(f, base_of(r), s);
	if (href == NULL)
		return;
	if (w->what == FEED_IS_WHO_URL)
		r->who->url = href;
	if (w->what == FEED_IS_LINK)
		r->e.link = href;
	if (w->what == FEED_IS_ORIGINAL)
		r->e.orig = href;
	if (w->what == FEED_IS_COMMENTS)
		feed_listing(f, href);
}

static void
finish_text(struct reader *r)
{
	const struct feed_word *w = r->text_for;

	r->text_depth = 0;
	if (w->what == FEED_IS_TITLE)
		set_title(r, w->weak);
	else if (w->what == FEED_IS_SUMMARY || w->what == FEED_IS_CONTENT)
		set_part(r, w->what == FEED_IS_CONTENT, w->weak);
	else if (r->text.raw.len > 0)
		set_line(r, w);
}

/* An author without inner elements is one string. */
static void
finish_author(struct reader *r)
{
	struct feed_who *w = r->who;

	r->who_depth = 0;
	if (w->name == NULL && w->mail == NULL && r->who_text.raw.len > 0)
		feed_who_set(
		    &r->f, w, r->who_text.raw.data, r->who_text.raw.len);
}

static void
on_end(struct reader *r)
{
	unsigned depth = r->tok.depth;

	if (r->skip_depth == depth)
		r->skip_depth = 0;
	else if (r->skip_depth > 0)
		;
	else if (r->text_depth == depth)
		finish_text(r);
	else if (r->text_depth > 0)
		feed_text_end(&r->text, &r->tok);
	else if (r->who_depth == depth)
		finish_author(r);
	else if (r->source_depth == depth)
		r->source_depth = 0;
	else if (r->entry_depth == depth)
		finish_entry(r);
	while (r->n_bases > 0 && r->bases[r->n_bases - 1].depth >= depth)
		r->n_bases--;
}

static void
on_text(struct reader *r)
{
	if (r->skip_depth > 0)
		return;
	if (r->text_depth > 0)
		feed_text_add(&r->text, r->tok.text);
	else if (r->who_depth > 0)
		feed_text_add(&r->who_text, r->tok.text);
}

static void
read_all(struct reader *r)
{
	enum xml_event ev;

	do {
		ev = xml_next(r->x, &r->tok);
		if (ev == XML_START)
			on_start(r);
		else if (ev == XML_END)
			on_end(r);
		else if (ev == XML_TEXT)
			on_text(r);
	} while (ev != XML_EOF && !r->f.full);
}

static enum err
parse_xml(struct reader *r)
{
	struct page *p = r->f.page;
	const char *why;
	size_t at;

	r->x = xml_new(r->f.body.text, r->f.body.len);
	feed_text_init(&r->text);
	feed_text_init(&r->who_text);
	read_all(r);
	feed_text_fini(&r->text);
	feed_text_fini(&r->who_text);
	why = xml_fault(r->x, &at);
	if (r->seen && why != NULL)
		(void)page_problem(p,
		    "feed is not well-formed XML: %s (byte %zu)", why,
		    body_offset(&r->f.body, at));
	xml_free(r->x);
	return r->seen ? ERR_OK
		       : page_problem(p, "no feed: neither RSS nor Atom");
}

enum err
feed_parse(const struct source *s, struct page *p)
{
	struct reader *r;
	size_t skip = strspn(s->body, " \t\r\n\xef\xbb\xbf");
	enum err e;

	if (skip < s->body_len && s->body[skip] == '{')
		return feed_parse_json(s, p);
	r = mem_zalloc(sizeof(*r));
	feed_open(&r->f, s, p);
	e = parse_xml(r);
	feed_close(&r->f);
	free(r);
	return e;
}
