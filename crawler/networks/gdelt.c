/* SPDX-License-Identifier: ISC */
/* GDELT's DOC API 2.0: the world's press of three months. What it finds is
 * somebody else's page. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role { ROLE_SEARCH = NETWORK_ROLE_OWN };

enum {
	ARTICLES_MOST = 250, /* articles of one answer */
	SLICES_MAX = 8,
	STAMP = 16 /* "20261120T213000Z" */
};

static const struct shape article_shape = {
	.kind = DOC_POST,
	.form = SHAPE_HTML_LINES,
	.id = "url",
	.url = "url",
	.title = "title",
	.text = "title",
	.published = "seendate",
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_root(seed, p),
	    "api/v2/doc/doc?query={Q}&mode=artlist&format=json&sort=datedesc"
	    "&maxrecords=250",
	    ROLE_SEARCH);
	return ERR_OK;
}

/* The articles before the oldest of a full answer; the API wants a beginning
 * beside the end, and goes back three months. */
static void
ask_slice(const struct source *s, struct page *p, const json_t *list)
{
	size_t n = json_array_size(list);
	const char *seen =
	    n < ARTICLES_MOST
		? NULL
		: shape_text(p, json_array_get(list, n - 1), "seendate");
	const char *ref;
	struct source again = *s;

	if (seen == NULL || strlen(seen) != STAMP ||
	    strspn(seen, "0123456789TZ") != STAMP)
		return;
	ref = listing_with(s, p, "enddatetime",
	    arena_printf(&p->arena, "%.8s%.6s", seen, seen + 9));
	if (ref == NULL)
		return;
	again.url = ref;
	if (strstr(ref, "startdatetime=") == NULL)
		ref =
		    listing_with(&again, p, "startdatetime", "20170101000000");
	listing_next(s, p, ref, SLICES_MAX);
}

static enum err
read_articles(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *list = json_object_get(root, "articles");
	enum err e = ERR_OK;

	if (list != NULL)
		e = shape_list(s, p, &article_shape, "gdelt", list);
	else if (!json_is_object(root)) /* "{}": nothing was found */
		e = page_problem(p, "no answer of GDELT's search");
	/* Seen by GDELT then: a page's own date is read from it. */
	for (size_t i = 0; i < p->n_docs; i++)
		p->docs[i].summary = true;
	answer_found(p);
	ask_slice(s, p, list);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_SEARCH, read_articles, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	return strstr(s->url, "api.gdeltproject.org/") != NULL;
}

const struct network network_gdelt = {
	.name = "gdelt",
	.does = "searches the world's press of three months through",
	.does_fr =
	    "cherche dans la presse mondiale des trois derniers mois par",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "one request in 5 seconds",
	.verified = "2026-08",
	.known_from = "blog.gdeltproject.org, DOC 2.0; clients",
	.min_delay_ms = 6000,
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
