/* SPDX-License-Identifier: ISC */
/* WebFinger (RFC 7033): who bears an account, asked for by the handles that the
 * user declared; "there is none" is an answer. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "store/base/buf.h"

enum role { ROLE_PROFILE = NETWORK_ROLE_OWN };

enum { TEXT_MAX = 65536 };

static enum err
start(const struct seed_view *seed, struct page *p)
{
	return listing_ask_account(seed, p, ROLE_PROFILE);
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
read_account(const struct source *s, struct page *p, const json_t *root)
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
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_PROFILE, read_account, answer_nobody },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

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
	.start = start,
	.accepts = answer_is_nobodys,
	.parse = parse,
};
