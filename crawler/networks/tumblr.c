/* SPDX-License-Identifier: ISC */
/* Tumblr: the feed of one blog, twenty posts; or, with a key, the newest posts
 * of all blogs under the name as a tag (tumblr.com/docs/en/api/v2, "tagged"),
 * where the target is the API, https://api.tumblr.com/. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/feeds.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role { ROLE_FEED = NETWORK_ROLE_OWN, ROLE_TAG = NETWORK_ROLE_OWN + 16 };

enum { PER_PAGE = 20, PAGES_MAX = 5 };

static const char *const feeds[] = { "rss", NULL };

static const struct shape post_shape = {
	.kind = DOC_POST,
	.form = SHAPE_HTML_TEXT,
	.space = "tumblr",
	.id = "id_string|id",
	.url = "post_url",
	.title = "title|summary",
	.text = "body|caption|description|text|summary",
	.author = "blog.title|blog_name",
	.handle = "blog_name",
	.author_url = "blog.url",
	.published = "timestamp|date",
	.parent = "parent_post_url",
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	if (seed->token)
		listing_ask(seed, p, listing_root(seed, p),
		    "v2/tagged?tag={q}&limit=20&filter=text", ROLE_TAG);
	else if (strstr(seed->target, "://api.tumblr.com/") != NULL)
		return page_problem(p, "tags want a key (token=)");
	else
		return feeds_start(seed, p, feeds);
	return ERR_OK;
}

/* Older posts: those before the last one of this page. */
static enum err
parse_tag(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *list = json_object_get(root, "response");
	size_t n = json_array_size(list);
	enum err e = shape_list(s, p, &post_shape, "tumblr", list);
	long long last =
	    n > 0 ? shape_number(json_array_get(list, n - 1), "timestamp", 0)
		  : 0;

	for (size_t i = 0; i < p->n_docs; i++)
		answer_permalink(p, &p->docs[i], true);
	if (n >= PER_PAGE && last > 0)
		listing_next(
		    s, p, listing_with_number(s, p, "before", last), PAGES_MAX);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_TAG, parse_tag, NULL },
	};

	if (s->role != ROLE_TAG)
		return feeds_parse(s, p, feeds);
	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "content=\"Tumblr",
		"assets.tumblr.com/" };

	return answer_is_page_of(s, marks, NELEM(marks));
}

const struct network network_tumblr = {
	.name = "tumblr",
	.does = "reads the feed of the blog, or tags with a key, on Tumblr:",
	.does_fr =
	    "lit le flux du blog, ou les étiquettes avec une clé, sur Tumblr :",
	.class = "crawl",
	.auth = "none; a key for tags",
	.terms = "open",
	.rate = "the crawler's own pace; 5 000 requests a day with a key",
	.verified = "2026-11",
	.known_from = "tumblr.com/docs/en/api/v2",
	.gain = "posts of all blogs under the name as a tag (target "
		"https://api.tumblr.com/)",
	.gain_fr = "les billets de tous les blogs sous le nom comme "
		   "étiquette (cible https://api.tumblr.com/)",
	.token_parameter = "api_key",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
