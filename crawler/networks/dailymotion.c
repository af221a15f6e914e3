/* SPDX-License-Identifier: ISC */
/* Dailymotion (developers.dailymotion.com/api): search for videos, and one
 * account by its name, which answers 404 where nobody has it. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "store/base/json.h"

enum role { ROLE_SEARCH = NETWORK_ROLE_OWN, ROLE_USER };

enum { PAGES_MAX = 10 /* the API shows a thousand videos and no more */ };

static const struct shape video_shape = {
	.kind = DOC_VIDEO,
	.form = SHAPE_HTML_TEXT,
	.space = "dailymotion",
	.id = "id",
	.url = "url",
	.url_root = "https://www.dailymotion.com/video/",
	.title = "title",
	.text = "description",
	.author = "owner.screenname",
	.handle = "owner.username",
	.avatar = "owner.avatar_240_url",
	.published = "created_time",
};

static const struct shape user_shape = {
	.kind = DOC_PROFILE,
	.space = "dailymotion",
	.word = "user",
	.id = "id",
	.url = "url",
	.author = "screenname",
	.title = "screenname",
	.handle = "username",
	.avatar = "avatar_720_url",
	.published = "created_time",
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *root = strstr(seed->target, "www.dailymotion.com") != NULL
			       ? "https://api.dailymotion.com/"
			       : listing_root(seed, p);

	listing_ask(seed, p, root,
	    "videos?search={q}&sort=recent&family_filter=false&limit=100"
	    "&fields=id,title,description,url,created_time,owner.id,"
	    "owner.username,owner.screenname,owner.avatar_240_url&page=1",
	    ROLE_SEARCH);
	listing_ask(seed, p, root,
	    "user/{handle}?fields=id,username,screenname,avatar_720_url,"
	    "created_time,url",
	    ROLE_USER);
	return ERR_OK;
}

static enum err
parse_search(const struct source *s, struct page *p, const json_t *root)
{
	enum err e = shape_list(
	    s, p, &video_shape, "dailymotion", json_object_get(root, "list"));

	for (size_t i = 0; i < p->n_docs; i++)
		answer_permalink(p, &p->docs[i], true);
	if (json_get_bool(root, "has_more", false))
		listing_next_number(s, p, "page", 1, 1, PAGES_MAX);
	return e;
}

static enum err
parse_user(const struct source *s, struct page *p, const json_t *root)
{
	return shape_one(
	    s, p, &user_shape, "dailymotion", root, "account", NULL);
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_SEARCH, parse_search, NULL },
		{ ROLE_USER, parse_user, answer_nobody },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	return strstr(s->url, "dailymotion.com/") != NULL;
}

const struct network network_dailymotion = {
	.name = "dailymotion",
	.does = "searches videos and accounts on",
	.does_fr = "cherche vidéos et comptes sur",
	.class = "api",
	.auth = "none",
	.terms = "api-terms",
	.rate = "none stated; the crawler's own pace",
	.verified = "2026-06",
	.known_from = "developers.dailymotion.com, SearXNG's client",
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
