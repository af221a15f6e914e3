/* SPDX-License-Identifier: ISC */
/* Mastodon, and what speaks its API (Pleroma, Akkoma, Pixelfed, Friendica,
 * GoToSocial): docs.joinmastodon.org/methods. Without a token an instance shows
 * hashtags, accounts and what these wrote; full text needs a user's token.
 *
 * The target is the instance, or one /tags/TAG, or one /@account of it; or
 * https://www.tootfinder.ch/, which searches the posts of all whose authors
 * asked for it, and shows them in the same shape. A post
 * that has a mention is asked for by itself, then its conversation and, where
 * it was edited, its earlier versions. Documents are known by their ActivityPub
 * id, so that one post seen on two instances is one. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "crawler/parse/feed.h"
#include "store/base/json.h"

enum role {
	ROLE_TAG = NETWORK_ROLE_OWN,
	ROLE_ACCOUNTS, /* a search for accounts */
	ROLE_FOUND,    /* a search for posts, with a token */
	ROLE_LOOKUP,   /* one account by its name */
	ROLE_STATUSES, /* of one account */
	ROLE_STATUS,
	ROLE_CONTEXT,
	ROLE_HISTORY, /* context: the status' id */
	ROLE_FEED,
	ROLE_TOOTFINDER /* found on any instance */
};

enum { PAGES_MAX = 5 /* of one list, forty posts each */ };

static const struct shape status_shape = {
	.kind = DOC_POST,
	.form = SHAPE_HTML_TEXT,
	.space = "activitypub",
	.id = "uri|url|id",
	.url = "url|uri",
	.title = "spoiler_text",
	.text = "content",
	.author = "account.display_name|account.username",
	.handle = "account.acct",
	.author_url = "account.url",
	.avatar = "account.avatar",
	.picture = "media_attachments.0.preview_url|media_attachments.0.url",
	.lang = "language",
	.published = "created_at",
	.modified = "edited_at",
	.parent = "in_reply_to_id",
};

static const struct shape account_shape = {
	.kind = DOC_PROFILE,
	.form = SHAPE_HTML_TEXT,
	.space = "activitypub",
	.id = "uri|url|id",
	.url = "url",
	.title = "display_name",
	.text = "note",
	.author = "display_name|username",
	.handle = "acct",
	.author_url = "url",
	.avatar = "avatar",
	.published = "created_at",
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *root = listing_root(seed, p);
	const char *tag = listing_word(seed, p, "/tags/");
	const char *account = listing_word(seed, p, "/@");

	if (root == NULL)
		return page_problem(p, "no web address");
	if (strstr(root, "://www.tootfinder.ch/") != NULL) {
		listing_ask(
		    seed, p, root, "rest/api/search/{q}", ROLE_TOOTFINDER);
		return ERR_OK;
	}
	listing_ask_for(
	    p, root, "api/v1/timelines/tag/{}?limit=40", tag, ROLE_TAG);
	listing_ask_for(
	    p, root, "api/v1/accounts/lookup?acct={}", account, ROLE_LOOKUP);
	if (tag != NULL || account != NULL)
		return ERR_OK;
	listing_ask(
	    seed, p, root, "api/v1/timelines/tag/{tag}?limit=40", ROLE_TAG);
	listing_ask(seed, p, root, "api/v2/search?q={q}&type=accounts&limit=40",
	    ROLE_ACCOUNTS);
	listing_ask(
	    seed, p, root, "api/v1/accounts/lookup?acct={handle}", ROLE_LOOKUP);
	if (seed->token)
		listing_ask(seed, p, root,
		    "api/v2/search?q={Q}&type=statuses&limit=40", ROLE_FOUND);
	return ERR_OK;
}

/* The API's address of a status, and below it. */
static const char *
status_ref(
    const struct source *s, struct page *p, const char *id, const char *below)
{
	return answer_href(p, s->url,
	    arena_printf(&p->arena, "/api/v1/statuses/%s%s", id, below));
}

/* The id in a path: digits on Mastodon, letters too elsewhere. */
static bool
is_id(const char *id)
{
	return id != NULL && *id != '\0' && strpbrk(id, "/?#% ") == NULL;
}

/* A status as a document, with the road to the status itself; a boost is the
 * post that it shows. */
static struct doc *
read_status(const struct source *s, struct page *p, const json_t *item)
{
	const json_t *boosted = json_object_get(item, "reblog");
	const char *id;
	struct doc *d;

	if (json_is_object(boosted))
		item = boosted;
	d = shape_read(s, p, &status_shape, "mastodon", item);
	id = shape_text(p, item, "id");
	if (d == NULL)
		return NULL;
	if (d->parent_id != NULL)
		d->kind = DOC_COMMENT;
	if (s->role == ROLE_TOOTFINDER)
		answer_permalink(p, d, false); /* the id is another server's */
	else if (is_id(id) && s->role != ROLE_STATUS)
		shape_follow(p, d, status_ref(s, p, id, ""), ROLE_STATUS, NULL);
	return d;
}

static enum err
read_statuses(const struct source *s, struct page *p, const json_t *list)
{
	size_t n = json_array_size(list), odd = 0;

	if (!json_is_array(list))
		return page_problem(p, "no list of posts");
	for (size_t i = 0; i < n; i++)
		odd += read_status(s, p, json_array_get(list, i)) == NULL &&
		       !p->truncated;
	return shape_odd(p, odd, n, "posts");
}

/* A timeline or an account's posts, newest first; older ones by max_id. */
static enum err
parse_timeline(const struct source *s, struct page *p, const json_t *root)
{
	enum err e = read_statuses(s, p, root);
	size_t n = json_array_size(root);
	const char *last =
	    n > 0 ? shape_text(p, json_array_get(root, n - 1), "id") : NULL;

	if (is_id(last))
		listing_next(
		    s, p, listing_with(s, p, "max_id", last), PAGES_MAX);
	return e;
}

/* One account: whose posts follow if it bears a watched name. */
static bool
read_account(const struct source *s, struct page *p, const json_t *item)
{
	struct doc *d = shape_read(s, p, &account_shape, "mastodon", item);
	const char *id = shape_text(p, item, "id");

	if (d != NULL && is_id(id))
		shape_follow(p, d,
		    answer_href(p, s->url,
			arena_printf(&p->arena,
			    "/api/v1/accounts/%s/statuses?limit=40", id)),
		    ROLE_STATUSES, NULL);
	return d != NULL;
}

static enum err
parse_accounts(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *list = json_object_get(root, "accounts");
	size_t n = json_array_size(list), odd = 0;

	p->ranked = true;
	if (!json_is_array(list))
		return page_problem(p, "no list of accounts");
	for (size_t i = 0; i < n; i++)
		odd += !read_account(s, p, json_array_get(list, i));
	return shape_odd(p, odd, n, "accounts");
}

/* The account that was asked for by name is read whether it bears the name or
 * not. */
static enum err
parse_lookup(const struct source *s, struct page *p, const json_t *root)
{
	if (!read_account(s, p, root))
		return page_problem(p, "no account where one was due");
	for (size_t i = 0; i < p->n_links; i++)
		if (p->links[i].role == ROLE_STATUSES)
			p->links[i].kind = LINK_LISTING;
	return ERR_OK;
}

/* One status; its conversation and earlier versions only where they are. */
static enum err
parse_status(const struct source *s, struct page *p, const json_t *root)
{
	struct doc *d = read_status(s, p, root);
	const char *id = shape_text(p, root, "id");

	p->listing = false;
	if (d == NULL)
		return page_problem(p, "no post where one was due");
	if (!is_id(id))
		return ERR_OK;
	if (shape_number(root, "replies_count", 1) > 0 || d->parent_id != NULL)
		shape_follow(
		    p, d, status_ref(s, p, id, "/context"), ROLE_CONTEXT, NULL);
	if (d->modified != NULL)
		shape_follow(p, d, status_ref(s, p, id, "/history"),
		    ROLE_HISTORY, d->native_id);
	return ERR_OK;
}

static enum err
parse_context(const struct source *s, struct page *p, const json_t *root)
{
	enum err before =
	    read_statuses(s, p, json_object_get(root, "ancestors"));
	enum err after =
	    read_statuses(s, p, json_object_get(root, "descendants"));

	return before != ERR_OK ? before : after;
}

/* Every version of a post, the oldest first; the last one is the post as it
 * is, which was read already. They have no ids of their own. */
static enum err
parse_history(const struct source *s, struct page *p, const json_t *root)
{
	static const struct shape version = {
		.kind = DOC_POST,
		.form = SHAPE_HTML_TEXT,
		.space = "activitypub",
		.id = "created_at",
		.title = "spoiler_text",
		.text = "content",
		.author = "account.display_name|account.username",
		.handle = "account.acct",
		.author_url = "account.url",
		.avatar = "account.avatar",
		.published = "created_at",
	};
	size_t n = json_array_size(root);

	if (!json_is_array(root))
		return page_problem(p, "no list of versions");
	for (size_t i = 0; i + 1 < n; i++) {
		struct doc *d = shape_read(
		    s, p, &version, "mastodon", json_array_get(root, i));

		if (d == NULL)
			continue;
		d->native_id = arena_printf(&p->arena, "%s version %zu",
		    s->context != NULL ? s->context : s->url, i + 1);
		d->revision = arena_printf(&p->arena, "%zu", i + 1);
	}
	return ERR_OK;
}

/* An instance may close its API to strangers and leave its feeds open: that of
 * the tag, or of the account, that was asked for. */
static void
ask_feed(
    const struct source *s, struct page *p, const char *mark, const char *place)
{
	const char *at = strstr(s->url, mark);

	if (at == NULL || listing_number(s, "max_id", -1) >= 0)
		return;
	at += strlen(mark);
	answer_ask(p, s->url,
	    arena_printf(
		&p->arena, "%s%.*s.rss", place, (int)strcspn(at, "?#&"), at),
	    ROLE_FEED, NULL);
}

static enum err
no_tag(const struct source *s, struct page *p, enum err e)
{
	if (p->n_links == 0)
		ask_feed(s, p, "/timelines/tag/", "/tags/");
	return e;
}

static enum err
no_account(const struct source *s, struct page *p, enum err e)
{
	if (s->status == 404 || s->status == 410)
		return answer_nobody(s, p, e);
	if (p->n_links == 0)
		ask_feed(s, p, "/lookup?acct=", "/@");
	return e;
}

static enum err
parse_found(const struct source *s, struct page *p, const json_t *root)
{
	return read_statuses(s, p, json_object_get(root, "statuses"));
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_TAG, parse_timeline, no_tag },
		{ ROLE_STATUSES, parse_timeline, NULL },
		{ ROLE_FOUND, parse_found, NULL },
		{ ROLE_TOOTFINDER, read_statuses, NULL },
		{ ROLE_ACCOUNTS, parse_accounts, NULL },
		{ ROLE_LOOKUP, parse_lookup, no_account },
		{ ROLE_STATUS, parse_status, NULL },
		{ ROLE_CONTEXT, parse_context, NULL },
		{ ROLE_HISTORY, parse_history, NULL },
	};
	enum err e;

	if (s->role == ROLE_FEED)
		return answer_failed(s, p, &e) ? e : feed_parse(s, p);
	return listing_parse(s, p, roles, NELEM(roles));
}

/* A page that its software signs. */
static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "id='mastodon'", "id=\"mastodon\"",
		"content=\"Pleroma", "content=\"Akkoma", "content=\"GoToSocial",
		"content=\"Pixelfed" };

	return answer_says(s, marks, NELEM(marks));
}

const struct network network_mastodon = {
	.name = "mastodon",
	.does = "looks for hashtags and accounts on",
	.does_fr = "cherche mots-dièse et comptes sur",
	.class = "api",
	.auth = "none; a user's token for full text",
	.terms = "open",
	.rate = "300 requests in 5 minutes",
	.verified = "2026-07",
	.known_from = "docs.joinmastodon.org/methods",
	.also =
	    "Pleroma, Akkoma, Friendica, GoToSocial, Pixelfed; tootfinder.ch",
	.gain = "full-text search of posts (scope read:search)",
	.gain_fr = "la recherche en texte intégral (portée read:search)",
	.min_delay_ms = 1000,
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
