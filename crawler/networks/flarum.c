/* SPDX-License-Identifier: ISC */
/* Flarum (docs.flarum.org/rest-api, JSON:API): its search for discussions name
 * by name, each with the post that was found; what that post needs of its
 * author stands apart in "included". Where the API is closed, the feed that an
 * extension offers. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/feeds.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role { ROLE_FEED = NETWORK_ROLE_OWN, ROLE_SEARCH = NETWORK_ROLE_OWN + 16 };

enum { PER_PAGE = 20, PAGES_MAX = 10, INCLUDED_MAX = 1000 };

static const char *const feeds[] = { "rss|atom", NULL };

static const struct shape post_shape = {
	.kind = DOC_POST,
	.form = SHAPE_HTML_TEXT,
	.word = "post",
	.id = "id",
	.text = "attributes.contentHtml",
	.published = "attributes.createdAt",
	.modified = "attributes.editedAt",
	.thread = "relationships.discussion.data.id",
};

static const struct shape discussion_shape = {
	.kind = DOC_POST,
	.word = "discussion",
	.id = "id",
	.url = "attributes.shareUrl",
	.title = "attributes.title",
	.text = "attributes.title",
	.published = "attributes.createdAt",
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_dir(seed, p),
	    "api/discussions?filter%5Bq%5D={Q}&sort=-createdAt"
	    "&include=user,mostRelevantPost,mostRelevantPost.user"
	    "&page%5Blimit%5D=20&page%5Boffset%5D=0",
	    ROLE_SEARCH);
	return ERR_OK;
}

/* What is included of that type and id. */
static const json_t *
included(const json_t *root, const char *type, const char *id)
{
	const json_t *all = json_object_get(root, "included");
	size_t n = json_array_size(all);

	for (size_t i = 0; id != NULL && i < n && i < INCLUDED_MAX; i++) {
		const json_t *one = json_array_get(all, i);
		const char *t = json_string_value(json_object_get(one, "type"));
		const char *k = json_string_value(json_object_get(one, "id"));

		if (t != NULL && k != NULL && strcmp(t, type) == 0 &&
		    strcmp(k, id) == 0)
			return one;
	}
	return NULL;
}

static void
set_author(const struct source *s, struct page *p, const json_t *root,
    const json_t *item, struct doc *d)
{
	const json_t *user = included(
	    root, "users", shape_text(p, item, "relationships.user.data.id"));

	d->author =
	    shape_text(p, user, "attributes.displayName|attributes.username");
	d->handle = shape_text(p, user, "attributes.username");
	d->avatar_url =
	    answer_href(p, s->url, shape_text(p, user, "attributes.avatarUrl"));
	if (d->author != NULL)
		page_identity(p, d->author, strlen(d->author));
}

/* Discussions are of a forum; a post is addressed through its discussion. */
static bool
read_item(const struct source *s, struct page *p, const json_t *root,
    const json_t *item, const struct shape *shape)
{
	const char *dir = listing_dir(s->seed, p);
	const char *space = arena_printf(&p->arena, "flarum:%s", dir);
	struct doc *d = shape_read(s, p, shape, space, item);
	const char *discussion;

	if (d == NULL)
		return p->truncated;
	set_author(s, p, root, item, d);
	discussion =
	    shape == &post_shape ? d->thread_id : shape_text(p, item, "id");
	if (d->url == NULL && discussion != NULL)
		d->url = answer_href(
		    p, dir, arena_printf(&p->arena, "d/%s", discussion));
	answer_permalink(p, d, false);
	return true;
}

static enum err
read_answer(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *list = json_object_get(root, "data");
	const json_t *more = json_object_get(root, "included");
	size_t n = json_array_size(list), odd = 0;

	if (!json_is_array(list))
		return page_problem(p, "no list of discussions");
	p->ranked = true;
	for (size_t i = 0; i < n; i++)
		odd += !read_item(
		    s, p, root, json_array_get(list, i), &discussion_shape);
	for (size_t i = 0; i < json_array_size(more) && i < INCLUDED_MAX; i++) {
		const json_t *one = json_array_get(more, i);
		const char *type =
		    json_string_value(json_object_get(one, "type"));

		if (type != NULL && strcmp(type, "posts") == 0)
			(void)read_item(s, p, root, one, &post_shape);
	}
	if (n >= PER_PAGE)
		listing_next_number(
		    s, p, "page%5Boffset%5D", 0, PER_PAGE, PAGES_MAX);
	return odd == 0
		   ? ERR_OK
		   : page_problem(
			 p, "%zu of %zu discussions of another shape", odd, n);
}

static enum err
no_answer(const struct source *s, struct page *p, enum err e)
{
	if (p->n_links == 0)
		answer_ask(p, listing_dir(s->seed, p), "rss", ROLE_FEED, NULL);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_SEARCH, read_answer, no_answer },
	};

	if (s->role < ROLE_SEARCH)
		return feeds_parse(s, p, feeds);
	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "id=\"flarum-loading\"",
		"flarum-content", "flarum.core.app" };

	return answer_is_page_of(s, marks, NELEM(marks));
}

const struct network network_flarum = {
	.name = "flarum",
	.does = "searches discussions of the Flarum forum",
	.does_fr = "cherche les discussions du forum Flarum",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "docs.flarum.org/rest-api",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
