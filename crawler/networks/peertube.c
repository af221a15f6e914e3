/* SPDX-License-Identifier: ISC */
/* PeerTube (docs.joinpeertube.org/api-rest-reference): search for videos on one
 * instance, or on Sepia Search, which knows most of them. */
#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role { ROLE_SEARCH = NETWORK_ROLE_OWN };

enum { PER_PAGE = 15, PAGES_MAX = 10 };

static const struct shape video_shape = {
	.kind = DOC_VIDEO,
	.space = "activitypub",
	.id = "url|uuid",
	.url = "url",
	.title = "name",
	.text = "description|truncatedDescription",
	.author = "account.displayName|account.name",
	.handle = "account.name",
	.author_url = "account.url",
	.avatar = "account.avatars.0.url|account.avatar.url",
	.lang = "language.id",
	.published = "originallyPublishedAt|publishedAt|createdAt",
	.modified = "updatedAt",
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_root(seed, p),
	    "api/v1/search/videos?search={q}&sort=-publishedAt&count=15"
	    "&start=0",
	    ROLE_SEARCH);
	return ERR_OK;
}

static enum err
parse_search(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *list = json_object_get(root, "data");
	enum err e = shape_list(s, p, &video_shape, "peertube", list);

	for (size_t i = 0; i < p->n_docs; i++)
		answer_permalink(p, &p->docs[i], true);
	if (json_array_size(list) >= PER_PAGE)
		listing_next_number(s, p, "start", 0, PER_PAGE, PAGES_MAX);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_SEARCH, parse_search, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = {
		"property=\"og:platform\" content=\"PeerTube\"",
		"window.PeerTubeServerConfig"
	};

	return answer_says(s, marks, NELEM(marks));
}

const struct network network_peertube = {
	.name = "peertube",
	.does = "searches videos on",
	.does_fr = "cherche les vidéos sur",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "50 requests in 10 seconds",
	.verified = "2026-11",
	.known_from = "docs.joinpeertube.org/api-rest-reference",
	.also = "Sepia Search",
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
