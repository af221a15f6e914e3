/* SPDX-License-Identifier: ISC */
/* NodeBB: RSS of the newest posts and topics (src/routes/feeds.js); its search,
 * where guests may use it; and, where the feeds are switched off, its read API
 * (docs.nodebb.org/api/read): any page as JSON below /api. The target is the
 * forum's front page, or one feed of it. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/feeds.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "store/base/json.h"

enum role {
	ROLE_FEED = NETWORK_ROLE_OWN, /* and those of feeds.h behind it */
	ROLE_SEARCH = NETWORK_ROLE_OWN + 16,
	ROLE_RECENT,
	ROLE_TOPIC
};

static const char *const feeds[] = { "recentposts.rss", "recent.rss", NULL };

enum { PAGES_MAX = 10 };

static const struct shape post_shape = {
	.kind = DOC_POST,
	.form = SHAPE_HTML_TEXT | SHAPE_HTML_LINES,
	.word = "post",
	.id = "pid",
	.title = "topic.title",
	.text = "content",
	.author = "user.displayname|user.username",
	.handle = "user.username",
	.avatar = "user.picture",
	.published = "timestampISO|timestamp",
	.modified = "editedISO|edited",
	.parent = "toPid",
	.thread = "tid",
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	enum err e = feeds_start(seed, p, feeds);

	if (p->n_links == 2)
		listing_ask(seed, p, listing_dir(seed, p),
		    "api/search?term={q}&in=titlesposts&sortBy=timestamp",
		    ROLE_SEARCH);
	return e;
}

static bool
read_post(const struct source *s, struct page *p, const json_t *post,
    const char *title)
{
	const char *space =
	    arena_printf(&p->arena, "nodebb:%s", listing_dir(s->seed, p));
	struct doc *d = shape_read(s, p, &post_shape, space, post);
	const char *pid = shape_text(p, post, "pid");

	if (d == NULL)
		return p->truncated;
	if (d->title == NULL)
		d->title = title;
	if (d->parent_id != NULL)
		d->kind = DOC_COMMENT;
	d->deleted = shape_number(post, "deleted", 0) != 0 ||
		     json_is_true(json_object_get(post, "deleted"));
	d->url = answer_href(p, listing_dir(s->seed, p),
	    arena_printf(&p->arena, "post/%s", pid));
	answer_permalink(p, d, false);
	return true;
}

static enum err
parse_posts(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *posts = json_object_get(root, "posts");
	size_t n = json_array_size(posts), odd = 0;

	if (!json_is_array(posts))
		return page_problem(p, "no list of posts");
	for (size_t i = 0; i < n && !p->truncated; i++)
		odd += !read_post(s, p, json_array_get(posts, i),
		    shape_text(p, root, "titleRaw|title"));
	p->ranked = s->role == ROLE_SEARCH;
	if (shape_number(root, "pagination.next.page", 0) >
	    listing_number(s, "page", 1))
		listing_next_number(s, p, "page", 1, 1, PAGES_MAX);
	return shape_odd(p, odd, n, "posts");
}

/* The newest topics: each is asked for. */
static enum err
parse_recent(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *topics = json_object_get(root, "topics");

	if (!json_is_array(topics))
		return page_problem(p, "no list of topics");
	for (size_t i = 0; i < json_array_size(topics); i++)
		listing_ask_for(p, listing_dir(s->seed, p), "api/topic/{}",
		    shape_text(p, json_array_get(topics, i), "tid"),
		    ROLE_TOPIC);
	return ERR_OK;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		/* Guests that may not search are told so (401, 403): the feeds
		 * are read all the same. */
		{ ROLE_SEARCH, parse_posts, NULL },
		{ ROLE_RECENT, parse_recent, NULL },
		{ ROLE_TOPIC, parse_posts, NULL },
	};
	enum err e;

	if (s->role >= ROLE_SEARCH)
		return listing_parse(s, p, roles, NELEM(roles));
	e = feeds_parse(s, p, feeds);
	if (e != ERR_OK && s->role == ROLE_FEED && p->n_links == 0)
		answer_ask(p, listing_dir(s->seed, p), "api/recent",
		    ROLE_RECENT, NULL);
	return e;
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "content=\"NodeBB\"",
		"NodeBB Forum Software", "/assets/nodebb.min.js" };

	return answer_is_page_of(s, marks, NELEM(marks));
}

const struct network network_nodebb = {
	.name = "nodebb",
	.does = "reads the feeds of the NodeBB forum",
	.does_fr = "lit les flux du forum NodeBB",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "NodeBB source, feeds.js; docs.nodebb.org/api/read",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
