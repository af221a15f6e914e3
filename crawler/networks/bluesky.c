/* SPDX-License-Identifier: ISC */
/* Bluesky and other AT Protocol services (docs.bsky.app, the lexicons): without
 * a session a public AppView shows profiles, what accounts wrote, and threads;
 * full text needs a session. The target is https://public.api.bsky.app, a
 * user's own server, or https://bsky.app/profile/ACTOR; or a Jetstream server,
 * wss://HOST, whose stream of all posts is read (bluesky_stream.h).
 *
 * A post that has a mention is asked for with its thread, then its author's
 * server for the record as it was signed (bluesky_proof.h). createdAt is the
 * author's word, indexedAt the server's: the former is the date stated, the
 * latter the correction. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/bluesky_proof.h"
#include "crawler/networks/bluesky_stream.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "store/base/json.h"

enum role {
	ROLE_ACTORS = NETWORK_ROLE_OWN,
	ROLE_PROFILE,
	ROLE_FEED,
	ROLE_FOUND, /* full text, with a token */
	ROLE_THREAD /* behind it: those of bluesky_proof.h, bluesky_stream.h */
};

enum { PAGES_MAX = 5, THREAD_MAX = 2000 /* posts of one thread */ };

static const char api_root[] = "https://public.api.bsky.app/";

static const struct shape actor_shape = {
	.kind = DOC_PROFILE,
	.space = "atproto",
	.id = "did",
	.url_root = "https://bsky.app/profile/",
	.title = "displayName",
	.text = "description",
	.author = "displayName|handle",
	.handle = "handle",
	.avatar = "avatar",
	.published = "createdAt",
};

static const struct shape post_shape = {
	.kind = DOC_POST,
	.space = "atproto",
	.id = "uri",
	.text = "record.text",
	.author = "author.displayName|author.handle",
	.handle = "author.handle",
	.avatar = "author.avatar",
	.picture = "embed.images.0.thumb",
	.lang = "record.langs.0",
	.published = "record.createdAt|indexedAt",
	.modified = "indexedAt",
	.parent = "record.reply.parent.uri",
	.thread = "record.reply.root.uri",
};

/* Where the API is: people know bsky.app. */
static const char *
root_of(const struct seed_view *seed, struct page *p)
{
	if (strstr(seed->target, "://bsky.app/") != NULL ||
	    strstr(seed->target, "://bsky.social/") != NULL ||
	    strncmp(seed->target, "wss:", 4) == 0)
		return api_root;
	if (strncmp(seed->target, "ws:", 3) ==
	    0) /* somebody's own, all of it */
		return answer_href(p, NULL,
		    arena_printf(&p->arena, "http%.*s/",
			(int)strcspn(seed->target + 5, "/?#") + 3,
			seed->target + 2));
	return listing_root(seed, p);
}

/* An account's name is a domain; a bare one is taken below bsky.social, where
 * an impostor sits as often as the person. */
static const char *
actor_of(struct page *p, const char *handle)
{
	if (strchr(handle, '.') != NULL || strncmp(handle, "did:", 4) == 0)
		return handle;
	return arena_printf(&p->arena, "%s.bsky.social", handle);
}

static void
ask_actor(struct page *p, const char *root, const char *actor)
{
	listing_ask_for(p, root, "xrpc/app.bsky.actor.getProfile?actor={}",
	    actor, ROLE_PROFILE);
	listing_ask_for(p, root,
	    "xrpc/app.bsky.feed.getAuthorFeed?actor={}&limit=100"
	    "&filter=posts_with_replies",
	    actor, ROLE_FEED);
}

static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *root = root_of(seed, p);
	const char *actor = listing_word(seed, p, "/profile/");

	if (root == NULL)
		return page_problem(p, "no web address");
	if (strncmp(seed->target, "ws", 2) == 0) {
		bluesky_stream_start(seed, p);
		return ERR_OK;
	}
	if (actor != NULL) {
		ask_actor(p, root, actor_of(p, actor));
		return ERR_OK;
	}
	listing_ask(seed, p, root,
	    "xrpc/app.bsky.actor.searchActors?q={q}&limit=100", ROLE_ACTORS);
	for (size_t i = 0; i < seed->n_handles; i++)
		ask_actor(p, root, actor_of(p, seed->handles[i]));
	if (seed->token)
		listing_ask(seed, p, root,
		    "xrpc/app.bsky.feed.searchPosts?q={Q}&sort=latest"
		    "&limit=100",
		    ROLE_FOUND);
	return ERR_OK;
}

/* Asks for the page behind the answer's cursor. */
static void
ask_next(const struct source *s, struct page *p, const json_t *root)
{
	const char *cursor = json_get_text(root, "cursor");

	if (cursor != NULL && *cursor != '\0')
		listing_next(
		    s, p, listing_with(s, p, "cursor", cursor), PAGES_MAX);
}

/* "at://did:plc:x/app.bsky.feed.post/3k" in its parts; false for another. */
static bool
split_uri(struct page *p, const char *uri, const char **did, const char **rkey)
{
	static const char middle[] = "/app.bsky.feed.post/";
	const char *at = strstr(uri, middle);

	if (strncmp(uri, "at://", 5) != 0 || at == NULL || at == uri + 5)
		return false;
	*did = arena_strndup(&p->arena, uri + 5, (size_t)(at - uri - 5));
	*rkey = at + strlen(middle);
	return **rkey != '\0' && strpbrk(*rkey, "/?# ") == NULL &&
	       strpbrk(*did, "/?# ") == NULL;
}

static struct doc *
read_post(const struct source *s, struct page *p, const json_t *post)
{
	struct doc *d = shape_read(s, p, &post_shape, "bluesky", post);
	const char *did, *rkey;

	if (d == NULL)
		return NULL;
	if (d->parent_id != NULL)
		d->kind = DOC_COMMENT;
	if (!split_uri(p, d->native_id, &did, &rkey))
		return d;
	d->url = answer_href(p, NULL,
	    arena_printf(
		&p->arena, "https://bsky.app/profile/%s/post/%s", did, rkey));
	d->author_url = answer_href(p, NULL,
	    arena_printf(&p->arena, "https://bsky.app/profile/%s", did));
	return d;
}

/* The road from a post in a list to its thread. */
static void
follow_thread(const struct source *s, struct page *p, const struct doc *d)
{
	const char *uri = answer_parameter(p, "uri", d->native_id);

	if (uri != NULL && s->role != ROLE_THREAD)
		shape_follow(p, d,
		    answer_href(p, s->url,
			arena_printf(&p->arena,
			    "/xrpc/app.bsky.feed.getPostThread?%s&depth=6",
			    uri)),
		    ROLE_THREAD, NULL);
}

static enum err
parse_posts(const struct source *s, struct page *p, const json_t *root,
    const char *list, const char *member)
{
	const json_t *posts = json_object_get(root, list);
	size_t n = json_array_size(posts), odd = 0;

	if (!json_is_array(posts))
		return page_problem(p, "no list of posts");
	for (size_t i = 0; i < n; i++) {
		const json_t *item = json_array_get(posts, i);
		struct doc *d = read_post(s, p,
		    member != NULL ? json_object_get(item, member) : item);

		if (d != NULL)
			follow_thread(s, p, d);
		odd += d == NULL && !p->truncated;
	}
	ask_next(s, p, root);
	return shape_odd(p, odd, n, "posts");
}

static enum err
parse_actors(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *actors = json_object_get(root, "actors");
	size_t n = json_array_size(actors);
	enum err e;

	p->ranked = true;
	e = shape_list(s, p, &actor_shape, "bluesky", actors);
	for (size_t i = 0; i < p->n_docs && i < n; i++)
		shape_follow(p, &p->docs[i],
		    answer_href(p, s->url,
			arena_printf(&p->arena,
			    "/xrpc/app.bsky.feed.getAuthorFeed?%s&limit=100"
			    "&filter=posts_with_replies",
			    answer_parameter(
				p, "actor", p->docs[i].native_id))),
		    ROLE_FEED, NULL);
	ask_next(s, p, root);
	return e;
}

static enum err
parse_profile(const struct source *s, struct page *p, const json_t *root)
{
	return shape_one(s, p, &actor_shape, "bluesky", root, "profile", NULL);
}

/* A thread is posts within posts: the ones above as "parent", the ones below
 * as "replies". A post that is gone or blocked stands there as such. */
static enum err
parse_thread(const struct source *s, struct page *p, const json_t *root)
{
	const json_t **stack =
	    arena_alloc(&p->arena, (size_t)THREAD_MAX * sizeof(const json_t *));
	size_t n = 0;

	stack[n++] = json_object_get(root, "thread");
	while (n > 0 && p->n_docs < THREAD_MAX) {
		const json_t *node = stack[--n];
		const json_t *replies = json_object_get(node, "replies");
		const json_t *parent = json_object_get(node, "parent");

		if (json_object_get(node, "post") != NULL)
			(void)read_post(s, p, json_object_get(node, "post"));
		if (json_is_object(parent) && n < THREAD_MAX)
			stack[n++] = parent;
		for (size_t i = json_array_size(replies);
		     i > 0 && n < THREAD_MAX; i--)
			stack[n++] = json_array_get(replies, i - 1);
	}
	if (p->n_docs == 0)
		return page_problem(p, "no post in the thread");
	p->truncated = p->truncated || n > 0;
	return ERR_OK;
}

/* From a thread to the record of the post that it is of: the network's
 * directory knows the author's server; another server is asked itself. */
static void
ask_record(const struct source *s, struct page *p)
{
	const char *did, *rkey, *root = root_of(s->seed, p);
	const struct doc *d = p->docs;

	if (root != NULL && split_uri(p, d->native_id, &did, &rkey))
		bluesky_proof_ask(
		    p, d, strcmp(root, api_root) == 0 ? NULL : root, did, rkey);
}

/* {"error": "InvalidRequest", "message": "Profile not found"} with status 400:
 * what was to be shown, that nobody has this name. */
static enum err
refused(const struct source *s, struct page *p, enum err e)
{
	json_t *root = NULL;
	const char *message;

	if (s->status != 400 || answer_json(s, p, &root) != ERR_OK)
		return e;
	p->listing = false;
	message = json_get_text(root, "message");
	if (message != NULL &&
	    (s->role == ROLE_PROFILE || s->role == ROLE_FEED) &&
	    strstr(message, "not found") != NULL) {
		p->problem = NULL;
		e = ERR_OK;
	} else if (message != NULL) {
		p->problem = NULL;
		e = page_problem(p, "Bluesky refuses: %.120s", message);
	}
	json_decref(root);
	return e;
}

static enum err
parse_feed(const struct source *s, struct page *p, const json_t *root)
{
	return parse_posts(s, p, root, "feed", "post");
}

static enum err
parse_found(const struct source *s, struct page *p, const json_t *root)
{
	return parse_posts(s, p, root, "posts", NULL);
}

static enum err
parse_thread_of(const struct source *s, struct page *p, const json_t *root)
{
	enum err e = parse_thread(s, p, root);

	if (e == ERR_OK)
		ask_record(s, p);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_ACTORS, parse_actors, refused },
		{ ROLE_PROFILE, parse_profile, refused },
		{ ROLE_FEED, parse_feed, refused },
		{ ROLE_FOUND, parse_found, refused },
		{ ROLE_THREAD, parse_thread_of, refused },
		{ BLUESKY_PROOF_DID, bluesky_proof_did, bluesky_proof_no_did },
		{ BLUESKY_PROOF_KEYS, bluesky_proof_keys, NULL },
	};

	if (s->role == BLUESKY_STREAM_NOW || s->role == BLUESKY_STREAM_MINUTE)
		return bluesky_stream_parse(
		    s, p, root_of(s->seed, p), ROLE_THREAD);
	if (s->role == BLUESKY_PROOF_RECORD)
		return bluesky_proof_record(s, p);
	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "content=\"Bluesky\"",
		"app.bsky." };

	return strstr(s->url, "bsky.app/") != NULL ||
	       strstr(s->url, "/xrpc/") != NULL ||
	       (!answer_is_html(s) && answer_says(s, marks, NELEM(marks)));
}

const struct network network_bluesky = {
	.name = "bluesky",
	.does = "looks for accounts and their posts on",
	.does_fr = "cherche les comptes et leurs messages sur",
	.class = "api",
	.auth = "none; a session for full text",
	.terms = "open",
	.rate = "the crawler's own pace; 429 is obeyed",
	.verified = "2026-08",
	.known_from = "the lexicons, docs.bsky.app",
	.also = "Jetstream: the stream of all posts, a minute a page",
	.gain = "full-text search of posts (the access token of a session, on "
		"the account's own server)",
	.gain_fr =
	    "la recherche en texte intégral (le jeton d'accès d'une session, "
	    "sur le serveur du compte)",
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
