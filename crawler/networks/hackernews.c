/* SPDX-License-Identifier: ISC */
/* Hacker News: Algolia's search by date (hn.algolia.com/api) for stories and
 * comments; and for what has a mention the item itself, as the site's own API
 * (github.com/HackerNews/API) has it now: that one says "deleted" and "dead".
 */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "store/base/json.h"

enum role { ROLE_SEARCH = NETWORK_ROLE_OWN, ROLE_ITEM };

enum {
	PER_PAGE = 100,
	PAGES_MAX = 10 /* Algolia shows a thousand and no more */
};

#define ITEM_ROOT "https://news.ycombinator.com/item?id="

static const struct shape story_shape = {
	.kind = DOC_POST,
	.form = SHAPE_HTML_TEXT,
	.space = "hackernews",
	.id = "objectID",
	.url_root = ITEM_ROOT,
	.title = "title|story_title",
	.text = "story_text|comment_text",
	.author = "author",
	.handle = "author",
	.published = "created_at_i|created_at",
	.parent = "parent_id",
	.thread = "story_id",
};

static const struct shape item_shape = {
	.kind = DOC_POST,
	.form = SHAPE_HTML_TEXT | SHAPE_HTML_LINES,
	.space = "hackernews",
	.id = "id",
	.url_root = ITEM_ROOT,
	.title = "title",
	.text = "text",
	.author = "by",
	.handle = "by",
	.published = "time",
	.parent = "parent",
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_root(seed, p),
	    "api/v1/search_by_date?query={Q}&tags=(story,comment)"
	    "&typoTolerance=false&advancedSyntax=true&hitsPerPage=100&page=0",
	    ROLE_SEARCH);
	return ERR_OK;
}

static void
set_kind(struct doc *d)
{
	if (d->parent_id != NULL)
		d->kind = DOC_COMMENT;
}

/* The item's own API, on another host; a test's network has it on the same. */
static const char *
item_ref(const struct source *s, struct page *p, const char *id)
{
	const char *root = strstr(s->seed->target, "hn.algolia.com") != NULL
			       ? "https://hacker-news.firebaseio.com/"
			       : listing_root(s->seed, p);

	return strpbrk(id, "/?#") != NULL
		   ? NULL
		   : answer_href(p, root,
			 arena_printf(&p->arena, "v0/item/%s.json", id));
}

static enum err
parse_search(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *hits = json_object_get(root, "hits");
	size_t n = json_array_size(hits);
	long long page = listing_number(s, "page", 0);
	enum err e = shape_list(s, p, &story_shape, "hackernews", hits);

	for (size_t i = 0; i < p->n_docs; i++) {
		struct doc *d = &p->docs[i];

		set_kind(d);
		shape_follow(
		    p, d, item_ref(s, p, d->native_id), ROLE_ITEM, NULL);
	}
	if (n >= PER_PAGE &&
	    page + 1 < shape_number(root, "nbPages", PAGES_MAX))
		listing_next(s, p, listing_with_number(s, p, "page", page + 1),
		    PAGES_MAX);
	return e;
}

/* null where there is no such item; else perhaps only that it was deleted. */
static enum err
parse_item(const struct source *s, struct page *p, const json_t *root)
{
	struct doc *d;
	enum err e =
	    shape_one(s, p, &item_shape, "hackernews", root, "item", &d);

	if (e != ERR_OK)
		return e;
	set_kind(d);
	d->deleted = json_get_bool(root, "deleted", false);
	if (json_get_bool(root, "dead", false))
		(void)page_problem(p, "the site shows it to few (dead)");
	return ERR_OK;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_SEARCH, parse_search, NULL },
		{ ROLE_ITEM, parse_item, NULL },
	};

	if (s->role == ROLE_ITEM && s->status == 200 &&
	    strncmp(s->body, "null", 4) == 0)
		return ERR_OK; /* jansson reads no document of one word */
	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	return strstr(s->url, "://hn.algolia.com/") != NULL ||
	       strstr(s->url, "://news.ycombinator.com/") != NULL;
}

const struct network network_hackernews = {
	.name = "hackernews",
	.does = "searches stories and comments on",
	.does_fr = "cherche articles et commentaires sur",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "10 000 requests an hour",
	.verified = "2026-09",
	.known_from = "hn.algolia.com/api, github.com/HackerNews/API",
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
