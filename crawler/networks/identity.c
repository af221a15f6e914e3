/* SPDX-License-Identifier: ISC */
/* Who bears an account: Gravatar's public profiles, WebFinger (RFC 7033).
 * Accounts are asked for by the handles that the user declared; "there is none"
 * is an answer. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "crawler/normalise/url.h"
#include "store/base/buf.h"

enum role { ROLE_PROFILE = NETWORK_ROLE_OWN };

enum { TEXT_MAX = 65536 };

/* ---- Gravatar ---- */

static const struct shape gravatar_shape = {
	.kind = DOC_PROFILE,
	.space = "gravatar",
	.id = "hash",
	.url = "profile_url",
	.title = "display_name",
	.text = "description",
	.author = "display_name",
	.avatar = "avatar_url",
};

static enum err
gravatar_start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_root(seed, p), "v3/profiles/{handle}",
	    ROLE_PROFILE);
	return ERR_OK;
}

static enum err
gravatar_read(const struct source *s, struct page *p, const json_t *root)
{
	struct doc *d;
	enum err e =
	    shape_one(s, p, &gravatar_shape, "gravatar", root, "profile", &d);

	if (e == ERR_OK && d->url != NULL)
		d->handle = strrchr(d->url, '/') + 1;
	return e;
}

static enum err
gravatar_parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_PROFILE, gravatar_read, answer_nobody },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
gravatar_accepts(const struct source *s)
{
	return strstr(s->url, "gravatar.com/") != NULL;
}

/* ---- WebFinger ---- */

static enum err
webfinger_start(const struct seed_view *seed, struct page *p)
{
	const char *root = listing_root(seed, p);
	char host[URL_HOST_ROOM];

	if (root == NULL || !url_host(root, host))
		return page_problem(p, "no web address");
	listing_ask(seed, p, root,
	    arena_printf(&p->arena,
		".well-known/webfinger?resource=acct:{handle}@%s", host),
	    ROLE_PROFILE);
	return ERR_OK;
}

/* The link of that relation (RFC 7033 4.4.4). */
static const char *
link_of(struct page *p, const json_t *root, const char *rel)
{
	const json_t *links = json_object_get(root, "links");

	for (size_t i = 0; i < json_array_size(links); i++) {
		const json_t *l = json_array_get(links, i);
		const char *r = json_string_value(json_object_get(l, "rel"));

		if (r != NULL && strcmp(r, rel) == 0)
			return shape_text(p, l, "href");
	}
	return NULL;
}

/* Other addresses of the same account, a line each. */
static void
set_aliases(struct page *p, const json_t *root, struct doc *d)
{
	const json_t *all = json_object_get(root, "aliases");
	struct buf b;
	enum err e = ERR_OK;

	buf_init(&b, TEXT_MAX);
	for (size_t i = 0; i < json_array_size(all) && e == ERR_OK; i++) {
		const char *one = json_string_value(json_array_get(all, i));

		if (one != NULL)
			e = buf_addf(&b, "%s\n", one);
	}
	d->text_len = b.len;
	d->text = b.len > 0 ? arena_strndup(&p->arena, b.data, b.len) : NULL;
	buf_fini(&b);
}

static enum err
webfinger_read(const struct source *s, struct page *p, const json_t *root)
{
	static const struct shape shape = {
		.kind = DOC_PROFILE, .space = "webfinger", .id = "subject"
	};
	struct doc *d;
	enum err e = shape_one(s, p, &shape, "webfinger", root, "subject", &d);

	if (e != ERR_OK)
		return e;
	d->handle = strncmp(d->native_id, "acct:", 5) == 0 ? d->native_id + 5
							   : d->native_id;
	d->url = answer_href(p, s->url,
	    link_of(p, root, "http://webfinger.net/rel/profile-page"));
	if (d->url == NULL)
		d->url = answer_href(p, s->url, link_of(p, root, "self"));
	d->author_url = d->url;
	d->avatar_url = answer_href(
	    p, s->url, link_of(p, root, "http://webfinger.net/rel/avatar"));
	set_aliases(p, root, d);
	answer_permalink(p, d, true);
	return ERR_OK;
}

static enum err
webfinger_parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_PROFILE, webfinger_read, answer_nobody },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

const struct network network_gravatar = {
	.name = "gravatar",
	.does = "looks the handles up on",
	.does_fr = "cherche les identifiants sur",
	.class = "api",
	.auth = "none",
	.terms = "api-terms",
	.rate = "100 requests an hour",
	.verified = "2026-11",
	.known_from = "docs.gravatar.com",
	.min_delay_ms = 2000,
	.start = gravatar_start,
	.accepts = gravatar_accepts,
	.parse = gravatar_parse,
};

const struct network network_webfinger = {
	.name = "webfinger",
	.does = "looks the handles up, by WebFinger, on",
	.does_fr = "cherche les identifiants, par WebFinger, sur",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "RFC 7033",
	.start = webfinger_start,
	.accepts = answer_is_nobodys,
	.parse = webfinger_parse,
};
