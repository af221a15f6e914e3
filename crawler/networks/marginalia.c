/* SPDX-License-Identifier: ISC */
/* Marginalia, a search engine of small sites, with a key that all may share.
 * What it finds is somebody else's page. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role { ROLE_SEARCH = NETWORK_ROLE_OWN };

static const struct shape result_shape = {
	.kind = DOC_PAGE,
	.form = SHAPE_HTML_LINES,
	.id = "url",
	.url = "url",
	.title = "title",
	.text = "description",
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_root(seed, p), "search?query={Q}&count=50",
	    ROLE_SEARCH);
	return ERR_OK;
}

static enum err
read_results(const struct source *s, struct page *p, const json_t *root)
{
	enum err e = shape_list(
	    s, p, &result_shape, "web", json_object_get(root, "results"));

	for (size_t i = 0; i < p->n_docs; i++)
		p->docs[i].summary = true;
	answer_found(p);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_SEARCH, read_results, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	return strstr(s->url, "marginalia") != NULL && !answer_is_html(s);
}

const struct network network_marginalia = {
	.name = "marginalia",
	.does = "searches small sites through",
	.does_fr = "cherche parmi les petits sites par",
	.class = "api",
	.auth = "a shared key, sent as the service asks",
	.terms = "open",
	.rate = "shared by all who use that key",
	.verified = "2026-11",
	.known_from = "about.marginalia-search.com/article/api",
	.min_delay_ms = 2000,
	.header = "API-Key: public",
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
