/* SPDX-License-Identifier: ISC */
/* ActivityPub (W3C Recommendation, 2018), which every server of the fediverse
 * speaks whatever its own API: Misskey, Pleroma, Pixelfed, Friendica, Lemmy,
 * PeerTube, WordPress with its plugin. An account is found by WebFinger (RFC
 * 7033), its posts stand in its outbox, and each has an address of its own,
 * which answers with a Tombstone, or 410, once the post was deleted.
 *
 * The target is the instance, where the handles of the user are looked up; or
 * one account's or object's address. Only this server's own objects are asked
 * for: what others say is read on their servers. A server that wants signed
 * requests ("authorized fetch") answers 401. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role { ROLE_FINGER = NETWORK_ROLE_OWN, ROLE_OBJECT, ROLE_OUTBOX };

enum { PAGES_MAX = 10 /* of one outbox */ };

static const struct shape actor_shape = {
	.kind = DOC_PROFILE,
	.form = SHAPE_HTML_TEXT,
	.space = "activitypub",
	.id = "id",
	.url = "url|url.0.href|url.0|url.href|id",
	.title = "name",
	.text = "summary",
	.author = "name|preferredUsername",
	.handle = "preferredUsername",
	.author_url = "url|url.0.href|url.0|id",
	.avatar = "icon.url|icon.0.url|icon.href",
	.published = "published",
	.modified = "updated",
};

static const struct shape object_shape = {
	.kind = DOC_POST,
	.form = SHAPE_HTML_TEXT,
	.space = "activitypub",
	.id = "id",
	.url = "url|url.0.href|url.0|url.href|id",
	.title = "name|summary",
	.text = "content",
	.author = "attributedTo.name",
	.author_url = "attributedTo|attributedTo.id|attributedTo.0.id|"
		      "attributedTo.0",
	.published = "published",
	.modified = "updated",
	.parent = "inReplyTo|inReplyTo.id",
	.thread = "conversation|context",
};

/* What the types of an object mean to us; another is read as a post. */
static const struct {
	const char *type;
	bool actor;
	enum doc_kind kind;
} types[] = {
	{ "Application", true, DOC_PROFILE },
	{ "Group", true, DOC_PROFILE },
	{ "Image", false, DOC_IMAGE },
	{ "Organization", true, DOC_PROFILE },
	{ "Person", true, DOC_PROFILE },
	{ "Service", true, DOC_PROFILE },
	{ "Video", false, DOC_VIDEO },
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *root = listing_root(seed, p);

	if (root == NULL || strcmp(root, seed->target) == 0)
		return listing_ask_account(seed, p, ROLE_FINGER);
	answer_ask(p, NULL, seed->target, ROLE_OBJECT, NULL);
	return ERR_OK;
}

/* Asks for an address of this server; not for this one again. */
static void
ask(const struct source *s, struct page *p, const char *ref, unsigned role)
{
	const char *href = answer_here(s, p, ref);

	if (href != NULL && strcmp(href, s->url) != 0)
		answer_ask(p, NULL, href, role, NULL);
}

static bool
is_type(const json_t *object, const char *type)
{
	const char *is = json_string_value(json_object_get(object, "type"));

	return is != NULL && strcmp(is, type) == 0;
}

/* The account's own object: rel "self", of ActivityPub's type. */
static enum err
parse_finger(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *links = json_object_get(root, "links");

	p->listing = false;
	for (size_t i = 0; i < json_array_size(links); i++) {
		const json_t *l = json_array_get(links, i);
		const char *rel = shape_text(p, l, "rel");
		const char *type = shape_text(p, l, "type");

		if (rel == NULL || strcmp(rel, "self") != 0 || type == NULL ||
		    strstr(type, "json") == NULL)
			continue;
		ask(s, p, shape_text(p, l, "href"), ROLE_OBJECT);
		if (p->n_links > 0)
			return ERR_OK;
	}
	return page_problem(p, "WebFinger names no ActivityPub object here");
}

/* The last segment of the author's address: a handle, where none is stated. */
static const char *
last_segment(const char *url)
{
	const char *slash = url != NULL ? strrchr(url, '/') : NULL;

	if (slash == NULL || slash[1] == '\0')
		return NULL;
	return slash[1] == '@' ? slash + 2 : slash + 1;
}

/* What stands there in place of a deleted object (vocabulary, Tombstone). */
static struct doc *
read_tombstone(const struct source *s, struct page *p, const json_t *object)
{
	struct doc *d = shape_read(s, p, &object_shape, "activitypub", object);

	if (d != NULL) {
		d->deleted = true;
		d->modified = shape_time(s, p, object, "deleted");
	}
	return d;
}

static struct doc *
read_object(const struct source *s, struct page *p, const json_t *object)
{
	const char *type = shape_text(p, object, "type");
	const struct shape *shape = &object_shape;
	enum doc_kind kind = DOC_POST;
	struct doc *d;

	if (is_type(object, "Tombstone"))
		return read_tombstone(s, p, object);
	for (size_t i = 0; type != NULL && i < NELEM(types); i++)
		if (strcmp(types[i].type, type) == 0) {
			kind = types[i].kind;
			shape = types[i].actor ? &actor_shape : &object_shape;
		}
	d = shape_read(s, p, shape, "activitypub", object);
	if (d == NULL || type == NULL)
		return d;
	d->kind = kind == DOC_POST && d->parent_id != NULL ? DOC_COMMENT : kind;
	if (d->handle == NULL)
		d->handle = last_segment(d->author_url);
	return d;
}

/* One entry of an outbox: what was created; a boost is somebody else's, and a
 * mere address is asked for. */
static bool
read_entry(const struct source *s, struct page *p, const json_t *item)
{
	const json_t *object = json_object_get(item, "object");
	const char *href;
	struct doc *d;

	if (json_is_string(item) || is_type(item, "Announce") ||
	    json_is_string(object)) {
		ask(s, p,
		    json_string_value(json_is_string(item) ? item : object),
		    ROLE_OBJECT);
		return true;
	}
	d = read_object(s, p, json_is_object(object) ? object : item);
	href = d != NULL ? answer_here(s, p, d->native_id) : NULL;
	if (href != NULL)
		shape_follow(p, d, href, ROLE_OBJECT, NULL);
	return d != NULL || p->truncated;
}

/* An (Ordered)Collection names its first page or holds it; a page names the
 * next. */
static enum err
parse_collection(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *first = json_object_get(root, "first");
	const json_t *at = json_is_object(first) ? first : root;
	const json_t *items = shape_at(at, "orderedItems|items");
	size_t n = json_array_size(items), odd = 0;

	if (json_is_string(first))
		ask(s, p, json_string_value(first), ROLE_OUTBOX);
	for (size_t i = 0; i < n; i++)
		odd += !read_entry(s, p, json_array_get(items, i));
	listing_next(
	    s, p, answer_here(s, p, shape_text(p, at, "next")), PAGES_MAX);
	return shape_odd(p, odd, n, "objects");
}

static enum err
parse_object(const struct source *s, struct page *p, const json_t *root)
{
	struct doc *d = read_object(s, p, root);

	p->listing = false;
	if (d == NULL)
		return page_problem(p, "no object where one was due");
	if (d->kind == DOC_PROFILE)
		ask(s, p, shape_text(p, root, "outbox"), ROLE_OUTBOX);
	return ERR_OK;
}

static bool
is_collection(const json_t *root)
{
	return is_type(root, "OrderedCollection") ||
	       is_type(root, "OrderedCollectionPage") ||
	       is_type(root, "Collection") || is_type(root, "CollectionPage");
}

static enum err
parse_any(const struct source *s, struct page *p, const json_t *root)
{
	return is_collection(root) ? parse_collection(s, p, root)
				   : parse_object(s, p, root);
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_FINGER, parse_finger, answer_nobody },
		{ ROLE_OBJECT, parse_any, NULL },
		{ ROLE_OUTBOX, parse_any, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

/* Its servers' pages say which software they are; an object says itself. */
static bool
accepts(const struct source *s)
{
	static const char *const marks[] = {
		"\"https://www.w3.org/ns/activitystreams\""
	};

	return !answer_is_html(s) && answer_says(s, marks, NELEM(marks));
}

const struct network network_activitypub = {
	.name = "activitypub",
	.does = "looks the handles up, and what they wrote, on",
	.does_fr = "cherche les identifiants, et ce qu'ils ont écrit, sur",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "W3C ActivityPub and Activity Vocabulary, RFC 7033",
	.also = "Misskey, Pleroma, Pixelfed, Friendica and every other server",
	.min_delay_ms = 1000,
	.header = "Accept: application/activity+json, application/jrd+json",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
