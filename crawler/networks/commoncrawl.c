/* SPDX-License-Identifier: ISC */
/* Common Crawl dates a known address by the indexes of its newest crawls
 * (index.commoncrawl.org): they say when it was there, and where in which file
 * the page is, which is not fetched. The target is the address; or an index's
 * own, with "url=" in it. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "store/base/json.h"

enum role { ROLE_INDEX = NETWORK_ROLE_OWN, ROLE_CRAWLS };

enum {
	CRAWLS_MAX = 3, /* the newest, a month each */
	LINES_MAX = 1000
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	if (strstr(seed->target, "-index?") != NULL)
		answer_ask(p, NULL, seed->target, ROLE_INDEX, NULL);
	else if (strstr(seed->target, "/collinfo.json") != NULL)
		answer_ask(p, NULL, seed->target, ROLE_CRAWLS, NULL);
	else
		answer_ask(p, NULL,
		    "https://index.commoncrawl.org/collinfo.json", ROLE_CRAWLS,
		    NULL);
	return ERR_OK;
}

/* The address to be dated: the target, or what its "url=" says. */
static const char *
wanted_url(const struct seed_view *seed, struct page *p)
{
	const char *at = strstr(seed->target, "url=");

	if (at != NULL)
		return arena_strndup(&p->arena, at, strcspn(at, "&#"));
	return answer_parameter(p, "url", seed->target);
}

static enum err
parse_crawls(const struct source *s, struct page *p, const json_t *root)
{
	const char *url = wanted_url(s->seed, p);
	size_t n = json_array_size(root);

	if (!json_is_array(root) || url == NULL)
		return page_problem(p, "no list of crawls");
	for (size_t i = 0; i < n && i < CRAWLS_MAX; i++) {
		const char *api =
		    shape_text(p, json_array_get(root, i), "cdx-api");

		if (api != NULL)
			answer_ask(p, s->url,
			    arena_printf(
				&p->arena, "%s?%s&output=json", api, url),
			    ROLE_INDEX, NULL);
	}
	p->ranked = true;
	return ERR_OK;
}

static void
read_line(const struct source *s, struct page *p, const json_t *line)
{
	const char *stamp = shape_text(p, line, "timestamp");
	const char *url = shape_text(p, line, "url");
	const char *when = shape_stamp(s, p, stamp);
	struct doc *d = when != NULL && url != NULL ? page_doc(p) : NULL;

	if (d == NULL)
		return;
	d->kind = DOC_PAGE;
	d->native_space = "commoncrawl";
	d->native_id = arena_printf(&p->arena, "%s %s", stamp, url);
	d->url = answer_href(p, NULL, url);
	d->sha1 = shape_text(p, line, "digest");
	d->lang = shape_text(p, line, "languages");
	d->published = when;
	d->published_from = "commoncrawl timestamp";
}

/* A JSON object a line; nothing was captured is 404 with a message. */
static enum err
parse_lines(const struct source *s, struct page *p)
{
	const char *at = s->body, *end = s->body + s->body_len;
	size_t lines = 0, odd = 0;
	enum err e;

	if (s->status == 404)
		return ERR_OK; /* there are none in this crawl */
	if (answer_failed(s, p, &e))
		return e;
	p->listing = true;
	p->ranked = true;
	for (; at < end && lines < LINES_MAX; lines++) {
		const char *nl = memchr(at, '\n', (size_t)(end - at));
		const char *stop = nl != NULL ? nl : end;
		json_t *line = NULL;

		if (stop > at &&
		    json_parse(at, (size_t)(stop - at), &line) == ERR_OK)
			read_line(s, p, line);
		odd += stop > at && line == NULL;
		json_decref(line);
		at = stop + 1;
	}
	return odd == 0 ? ERR_OK
			: page_problem(
			      p, "%zu of %zu lines are no JSON", odd, lines);
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_CRAWLS, parse_crawls, NULL },
	};

	if (s->role == ROLE_INDEX)
		return parse_lines(s, p);
	return listing_parse(s, p, roles, NELEM(roles));
}

const struct network network_commoncrawl = {
	.name = "commoncrawl",
	.does = "dates by Common Crawl the address",
	.does_fr = "date par Common Crawl l'adresse",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "one request a second",
	.verified = "2026-08",
	.known_from = "index.commoncrawl.org, cdx_toolkit",
	.min_delay_ms = 1500,
	.start = start,
	.accepts = answer_is_nobodys,
	.parse = parse,
};
