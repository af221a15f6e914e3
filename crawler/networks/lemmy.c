/* SPDX-License-Identifier: ISC */
/* Lemmy (join-lemmy.org/api, versions 3 and 4) and PieFed's copy of it: the
 * search for posts, comments and accounts that every instance offers. Version 3
 * is asked first; an instance of 1.0 answers 404 there and is asked again. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "store/base/json.h"

enum role { ROLE_V3 = NETWORK_ROLE_OWN, ROLE_V4 };

enum { PER_PAGE = 50, PAGES_MAX = 10 };

/* The three kinds of item; in version 4 one list holds all of them. */
static const struct {
	const char *list, *member;
	struct shape shape;
} kinds[] = {
	{ "posts", "post",
	    { .kind = DOC_POST,
		.space = "activitypub",
		.id = "post.ap_id",
		.url = "post.ap_id",
		.title = "post.name",
		.text = "post.body",
		.author = "creator.display_name|creator.name",
		.handle = "creator.name",
		.author_url = "creator.ap_id|creator.actor_id",
		.avatar = "creator.avatar",
		.published = "post.published_at|post.published",
		.modified = "post.updated_at|post.updated",
		.thread = "post.ap_id" } },
	{ "comments", "comment",
	    { .kind = DOC_COMMENT,
		.space = "activitypub",
		.id = "comment.ap_id",
		.url = "comment.ap_id",
		.title = "post.name",
		.text = "comment.content",
		.author = "creator.display_name|creator.name",
		.handle = "creator.name",
		.author_url = "creator.ap_id|creator.actor_id",
		.avatar = "creator.avatar",
		.published = "comment.published_at|comment.published",
		.modified = "comment.updated_at|comment.updated",
		.parent = "comment.path",
		.thread = "post.ap_id" } },
	{ "users", "person",
	    { .kind = DOC_PROFILE,
		.space = "activitypub",
		.id = "person.ap_id|person.actor_id",
		.url = "person.ap_id|person.actor_id",
		.title = "person.display_name",
		.text = "person.bio",
		.author = "person.display_name|person.name",
		.handle = "person.name",
		.avatar = "person.avatar",
		.published = "person.published_at|person.published" } },
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	static const char *const types[] = { "Posts", "Comments", "Users" };
	const char *root = listing_root(seed, p);

	for (size_t i = 0; i < NELEM(types); i++)
		listing_ask(seed, p, root,
		    arena_printf(&p->arena,
			"api/v3/search?q={q}&type_=%s&sort=New&limit=%d&page=1",
			types[i], PER_PAGE),
		    ROLE_V3);
	return ERR_OK;
}

/* "0.12.34" is a comment below comment 12: the number before the last. */
static void
set_parent(struct page *p, struct doc *d)
{
	const char *path = d->parent_id, *dot, *from;

	d->parent_id = d->thread_id;
	dot = path != NULL ? strrchr(path, '.') : NULL;
	if (dot == NULL || dot == path)
		return;
	for (from = dot; from > path && from[-1] != '.'; from--)
		continue;
	if (from != path)
		d->parent_id = arena_printf(
		    &p->arena, "comment %.*s", (int)(dot - from), from);
}

static bool
read_item(const struct source *s, struct page *p, const json_t *item)
{
	for (size_t i = NELEM(kinds); i-- > 0;) {
		struct doc *d;

		if (json_object_get(item, kinds[i].member) == NULL ||
		    (i == 0 && json_object_get(item, "comment") != NULL))
			continue;
		d = shape_read(s, p, &kinds[i].shape, "lemmy", item);
		if (d != NULL && d->kind == DOC_COMMENT)
			set_parent(p, d);
		if (d != NULL)
			answer_permalink(p, d, false);
		return d != NULL;
	}
	return false;
}

static enum err
read_list(const struct source *s, struct page *p, const json_t *list)
{
	size_t n = json_array_size(list), odd = 0;

	for (size_t i = 0; i < n; i++)
		odd +=
		    !read_item(s, p, json_array_get(list, i)) && !p->truncated;
	return shape_odd(p, odd, n, "items");
}

static enum err
parse_v3(const struct source *s, struct page *p, const json_t *root)
{
	enum err e = ERR_OK, one;
	size_t n = 0;

	for (size_t i = 0; i < NELEM(kinds); i++) {
		const json_t *list = json_object_get(root, kinds[i].list);

		n += json_array_size(list);
		one = read_list(s, p, list);
		if (e == ERR_OK)
			e = one;
	}
	if (json_object_get(root, "posts") == NULL &&
	    json_object_get(root, "comments") == NULL)
		return page_problem(p, "no answer of Lemmy's search");
	if (n >= PER_PAGE)
		listing_next_number(s, p, "page", 1, 1, PAGES_MAX);
	return e;
}

static enum err
parse_v4(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *list = json_object_get(root, "search");
	const char *cursor = json_get_text(root, "next_page");
	enum err e;

	if (list == NULL)
		list = json_object_get(root, "results");
	if (list == NULL)
		list = json_object_get(root, "items");
	if (!json_is_array(list))
		return page_problem(p, "no answer of Lemmy's search");
	e = read_list(s, p, list);
	if (cursor != NULL && *cursor != '\0')
		listing_next(
		    s, p, listing_with(s, p, "page_cursor", cursor), PAGES_MAX);
	return e;
}

/* The same question in the other version's words. */
static void
ask_v4(const struct source *s, struct page *p)
{
	const char *q = strstr(s->url, "?q="),
		   *type = strstr(s->url, "&type_=");

	if (s->role != ROLE_V3 || q == NULL || type == NULL || type < q)
		return;
	answer_ask(p, s->url,
	    arena_printf(&p->arena,
		"/api/v4/search?search_term=%.*s&type_=%.*s&sort=New&limit=%d",
		(int)(type - q - 3), q + 3, (int)strcspn(type + 7, "&"),
		type + 7, PER_PAGE),
	    ROLE_V4, NULL);
}

/* 1.0 knows version 3 no more. */
static enum err
not_v3(const struct source *s, struct page *p, enum err e)
{
	if (s->status == 404 || s->status == 400)
		ask_v4(s, p);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_V3, parse_v3, not_v3 },
		{ ROLE_V4, parse_v4, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "window.lemmyConfig",
		"content=\"Lemmy" };

	return answer_says(s, marks, NELEM(marks));
}

const struct network network_lemmy = {
	.name = "lemmy",
	.does = "searches posts, comments and accounts on",
	.does_fr = "cherche messages, commentaires et comptes sur",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "one request a second, bursts of 30",
	.verified = "2026-11",
	.known_from = "join-lemmy.org/api, Lemmy source",
	.also = "PieFed",
	.min_delay_ms = 1000,
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
