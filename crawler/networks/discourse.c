/* SPDX-License-Identifier: ISC */
/* Discourse (docs.discourse.org, and the source): the tail of all posts,
 * fifty numbers at a time, which the software's own robots.txt leaves open
 * while it closes the search. Where a forum closes the tail, its newest topics
 * are read one by one. "version" above 1 is a post that was edited. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role {
	ROLE_POSTS = NETWORK_ROLE_OWN,
	ROLE_LATEST,
	ROLE_TOPIC /* the whole topic, or what stands about one post of it */
};

enum {
	STEP = 50 /* post numbers that one answer looks at */
};

static const struct shape post_shape = {
	.kind = DOC_POST,
	.form = SHAPE_HTML_TEXT,
	.word = "post",
	.id = "id",
	.url = "post_url",
	.title = "topic_title",
	.text = "cooked|raw",
	.author = "name|username",
	.handle = "username",
	.published = "created_at",
	.modified = "updated_at",
	.thread = "topic_id",
};

static const char *
space_of(const struct source *s, struct page *p)
{
	return arena_printf(&p->arena, "discourse:%s", listing_dir(s->seed, p));
}

static enum err
start(const struct seed_view *seed, struct page *p)
{
	answer_ask(p, listing_dir(seed, p), "posts.json", ROLE_POSTS, NULL);
	return ERR_OK;
}

/* {size} in the template is the picture's width. */
static const char *
avatar_of(const struct source *s, struct page *p, const json_t *post)
{
	const char *text = shape_text(p, post, "avatar_template");
	const char *at = text != NULL ? strstr(text, "{size}") : NULL;

	if (at == NULL)
		return answer_href(p, s->url, text);
	return answer_href(p, s->url,
	    arena_printf(
		&p->arena, "%.*s120%s", (int)(at - text), text, at + 6));
}

static bool
read_post(const struct source *s, struct page *p, const json_t *post)
{
	struct doc *d = shape_read(s, p, &post_shape, space_of(s, p), post);
	const char *topic = shape_text(p, post, "topic_id");
	long long number = shape_number(post, "post_number", 1);
	long long reply = shape_number(post, "reply_to_post_number", 0);

	if (d == NULL)
		return p->truncated;
	if (number > 1)
		d->kind = DOC_COMMENT;
	d->avatar_url = avatar_of(s, p, post);
	d->deleted = shape_text(p, post, "deleted_at") != NULL;
	if (shape_number(post, "version", 1) <= 1)
		d->modified = NULL; /* a like moves updated_at too */
	else
		d->revision = shape_text(p, post, "version");
	if (topic == NULL || strspn(topic, "0123456789") != strlen(topic))
		return true;
	d->thread_id = arena_printf(&p->arena, "topic %s", topic);
	d->parent_id = reply > 0 ? arena_printf(&p->arena, "topic %s post %lld",
				       topic, reply)
				 : (number > 1 ? d->thread_id : NULL);
	if (s->role == ROLE_POSTS)
		shape_follow(p, d,
		    answer_href(p, listing_dir(s->seed, p),
			arena_printf(
			    &p->arena, "t/%s/%lld.json", topic, number)),
		    ROLE_TOPIC, NULL);
	return true;
}

static enum err
read_posts(const struct source *s, struct page *p, const json_t *list)
{
	size_t n = json_array_size(list), odd = 0;

	if (!json_is_array(list))
		return page_problem(p, "no list of posts");
	for (size_t i = 0; i < n; i++)
		odd += !read_post(s, p, json_array_get(list, i));
	return shape_odd(p, odd, n, "posts");
}

/* Older posts. `before` counts numbers, not posts: a stretch that was deleted,
 * or is closed to strangers, is an empty page in the middle of the walk. It is
 * held to multiples of fifty, so that each night asks for the same addresses.
 */
static void
ask_older(const struct source *s, struct page *p, const json_t *list)
{
	long long at = listing_number(s, "before", 0);
	size_t n = json_array_size(list);
	const char *page = s->context != NULL ? s->context : "1";
	unsigned long done = strtoul(page, NULL, 10);

	for (size_t i = 0; i < n && at == 0; i++) {
		long long id = shape_number(json_array_get(list, i), "id", 0);

		if (id > 0 && id <= INT32_MAX)
			at = (id + STEP - 1) / STEP * STEP;
	}
	if (at <= STEP || done >= s->seed->pages)
		return;
	answer_ask(p, s->url, listing_with_number(s, p, "before", at - STEP),
	    ROLE_POSTS, arena_printf(&p->arena, "%lu", done + 1));
}

static enum err
parse_tail(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *list = json_object_get(root, "latest_posts");
	enum err e = read_posts(s, p, list);

	if (json_is_array(list))
		ask_older(s, p, list);
	return e;
}

/* Topics, thirty a page; each of them is read whole. */
static enum err
parse_latest(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *topics = shape_at(root, "topic_list.topics");
	size_t n = json_array_size(topics);
	long long page = listing_number(s, "page", 0);

	if (!json_is_array(topics))
		return page_problem(p, "no list of topics");
	for (size_t i = 0; i < n; i++) {
		long long id = shape_number(json_array_get(topics, i), "id", 0);

		if (id > 0)
			answer_ask(p, listing_dir(s->seed, p),
			    arena_printf(&p->arena, "t/%lld.json", id),
			    ROLE_TOPIC, NULL);
	}
	if (n > 0 && page + 1 < (long long)s->seed->pages / STEP)
		answer_ask(p, s->url,
		    listing_with_number(s, p, "page", page + 1), ROLE_LATEST,
		    NULL);
	return ERR_OK;
}

static enum err
parse_topic(const struct source *s, struct page *p, const json_t *root)
{
	const char *title = shape_text(p, root, "title");
	enum err e = read_posts(s, p, shape_at(root, "post_stream.posts"));

	for (size_t i = 0; i < p->n_docs; i++) {
		struct doc *d = &p->docs[i];
		const char *slug = shape_text(p, root, "slug");
		const char *topic = shape_text(p, root, "id");

		if (d->title == NULL)
			d->title = title;
		if (d->url == NULL && slug != NULL && topic != NULL)
			d->url = answer_href(p, listing_dir(s->seed, p),
			    arena_printf(&p->arena, "t/%s/%s/%lld", slug, topic,
				shape_number(
				    json_array_get(
					shape_at(root, "post_stream.posts"), i),
				    "post_number", 1)));
	}
	return e;
}

/* A forum may close its newest posts and show its newest topics. */
static enum err
no_tail(const struct source *s, struct page *p, enum err e)
{
	if (p->n_links == 0 && listing_number(s, "before", 0) == 0)
		answer_ask(p, listing_dir(s->seed, p), "latest.json?page=0",
		    ROLE_LATEST, NULL);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_POSTS, parse_tail, no_tail },
		{ ROLE_LATEST, parse_latest, NULL },
		{ ROLE_TOPIC, parse_topic, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "content=\"Discourse ",
		"data-discourse-setup", "id=\"data-discourse-setup\"" };

	return answer_says(s, marks, NELEM(marks));
}

const struct network network_discourse = {
	.name = "discourse",
	.does = "reads the newest posts of the Discourse forum",
	.does_fr = "lit les derniers messages du forum Discourse",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "200 requests a minute",
	.verified = "2026-11",
	.known_from = "docs.discourse.org, Discourse source",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
