/* SPDX-License-Identifier: ISC */
/* Gravatar's public profiles, asked for by the handles that the user declared;
 * "there is none" is an answer. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role { ROLE_PROFILE = NETWORK_ROLE_OWN };

static const struct shape profile_shape = {
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
start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_root(seed, p), "v3/profiles/{handle}",
	    ROLE_PROFILE);
	return ERR_OK;
}

static enum err
read_profile(const struct source *s, struct page *p, const json_t *root)
{
	struct doc *d;
	enum err e =
	    shape_one(s, p, &profile_shape, "gravatar", root, "profile", &d);

	if (e == ERR_OK && d->url != NULL)
		d->handle = strrchr(d->url, '/') + 1;
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_PROFILE, read_profile, answer_nobody },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	return strstr(s->url, "gravatar.com/") != NULL;
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
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
