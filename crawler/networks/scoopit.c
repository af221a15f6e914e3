/* SPDX-License-Identifier: ISC */
/* Scoop.it: the feed of one topic (scoop.it/t/TOPIC), or, of the site itself,
 * its search, whose page has no feed: each div.post-view (or div.post) is one
 * scoop with a title, what the curator says of it, and the page it is about. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/feeds.h"
#include "crawler/networks/listing.h"
#include "crawler/parse/body.h"
#include "crawler/parse/feed_text.h"
#include "crawler/parse/html.h"
#include "crawler/parse/token.h"

enum role { ROLE_FEED = NETWORK_ROLE_OWN, ROLE_SEARCH = NETWORK_ROLE_OWN + 16 };

enum { SCOOPS_MAX = 200 };

static const char *const feeds[] = { "rss.xml", NULL };

static enum err
start(const struct seed_view *seed, struct page *p)
{
	size_t n = strcspn(seed->target, "?#");
	struct seed_view dir = *seed;

	if (strstr(seed->target, "/t/") == NULL &&
	    strstr(seed->target, "rss") == NULL) {
		listing_ask(seed, p, listing_root(seed, p), "search?q={q}",
		    ROLE_SEARCH);
		return ERR_OK;
	}
	/* A target that names a page, as scoop.it/t/TOPIC, is its own
	 * directory. */
	if (n > 0 && seed->target[n - 1] != '/' &&
	    strstr(seed->target, "rss") == NULL)
		dir.target =
		    arena_printf(&p->arena, "%.*s/", (int)n, seed->target);
	return feeds_start(&dir, p, feeds);
}

/* An element that is being read: from its start tag to its end tag. */
struct span {
	const char *from, *to; /* to: NULL until the end tag was met */
	enum tag tag;
	unsigned open; /* elements of its kind that are open within */
};

/* What is known of the scoop that is being read. */
struct scoop {
	bool open;
	struct span title, words;
	struct skim_slice href, title_href; /* the first; the title's first */
};

static bool
is_reading(const struct span *e)
{
	return e->from != NULL && e->to == NULL;
}

static void
span_tag(struct span *e, const struct token *t, bool start, const char *next)
{
	if (!is_reading(e) || t->tag != e->tag)
		return;
	if (start)
		e->open++;
	else if (--e->open == 0)
		e->to = next;
}

static void
span_begin(struct span *e, const struct token *t, const char *at)
{
	if (e->from == NULL) {
		e->from = at;
		e->tag = t->tag;
		e->open = 1;
	}
}

/* The visible text of an element, up to where the scoop ends if it has no end
 * tag; NULL where there is no such element. */
static const char *
text_of(struct page *p, const struct span *e, const char *end, size_t *n)
{
	const char *to = e->to != NULL ? e->to : end;

	*n = 0;
	return e->from == NULL
		   ? NULL
		   : html_text(e->from, (size_t)(to - e->from), &p->arena, n);
}

static void
finish(const struct source *s, struct page *p, struct scoop *c, const char *end)
{
	struct skim_slice href =
	    c->title_href.s != NULL ? c->title_href : c->href;
	size_t n;
	const char *title = text_of(p, &c->title, end, &n);
	struct doc *d = NULL;

	if (c->open && title != NULL && href.s != NULL &&
	    p->n_docs < SCOOPS_MAX)
		d = page_doc(p);
	if (d != NULL) {
		d->kind = DOC_POST;
		d->title = feed_text_line(title, n, &p->arena);
		d->url = answer_href(p, s->url, skim_decode(href, &p->arena));
		d->text = text_of(p, &c->words, end, &d->text_len);
		d->summary = true;
		answer_permalink(p, d, false);
	}
	memset(c, 0, sizeof(*c));
}

static void
start_tag(struct scoop *c, const struct token *t, const char *at)
{
	struct skim_slice href = token_attr(t, TOKEN_HREF);

	span_tag(&c->title, t, true, NULL);
	span_tag(&c->words, t, true, NULL);
	if (token_has_word(t, TOKEN_CLASS, "tCustomization_post_title") ||
	    token_has_word(t, TOKEN_CLASS, "postTitleView"))
		span_begin(&c->title, t, at);
	if (token_has_word(t, TOKEN_CLASS, "tCustomization_post_description"))
		span_begin(&c->words, t, at);
	if (t->tag != TAG_A || href.s == NULL)
		return;
	if (is_reading(&c->title) && c->title_href.s == NULL)
		c->title_href = href;
	if (c->href.s == NULL)
		c->href = href;
}

static void
read_tag(const struct source *s, struct page *p, struct scoop *c,
    const struct token *t, const char *at, const char *next)
{
	if (at[1] == '/') {
		span_tag(&c->title, t, false, next);
		span_tag(&c->words, t, false, next);
		return;
	}
	if (token_has_word(t, TOKEN_CLASS, "post-view") ||
	    token_has_word(t, TOKEN_CLASS, "post")) {
		finish(s, p, c, at);
		c->open = true;
	}
	start_tag(c, t, at);
}

/* One pass over the tags: a scoop goes to where the next one begins. */
static void
read_scoops(const struct source *s, struct page *p, const char *html, size_t n)
{
	const char *end = html + n, *at, *next = html;
	struct scoop c = { .open = false };
	struct token t;

	while ((next = token_next(next, end, &t, &at)) != NULL)
		read_tag(s, p, &c, &t, at, next);
	finish(s, p, &c, end);
}

static enum err
parse_search(const struct source *s, struct page *p)
{
	struct body b;
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	if (!answer_is_html(s))
		return page_problem(p, "no page where one was due");
	body_open(&b, s);
	read_scoops(s, p, b.text, b.len);
	p->truncated = p->truncated || b.truncated;
	body_close(&b);
	p->listing = true;
	p->ranked = true;
	return ERR_OK;
}

static enum err
parse(const struct source *s, struct page *p)
{
	return s->role == ROLE_SEARCH ? parse_search(s, p)
				      : feeds_parse(s, p, feeds);
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "content=\"Scoop.it" };

	return answer_is_page_of(s, marks, NELEM(marks));
}

const struct network network_scoopit = {
	.name = "scoopit",
	.does = "reads a topic's feed, or searches, on Scoop.it:",
	.does_fr = "lit le flux d'un sujet, ou cherche, sur Scoop.it :",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "RSS-Bridge's parser of the search; topic feeds recalled",
	.min_delay_ms = 2000,
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
