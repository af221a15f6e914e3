/* SPDX-License-Identifier: ISC */
/* Web archives: they date a known address. The oldest capture that bears a name
 * is the earliest date, provable by a third party, at which the page was
 * public. The target is that address; or an API's own, with "url=" in it.
 *
 * Wayback: the CDX server (github.com/internetarchive/wayback), a capture for
 * each content, then the bytes of the captures themselves. Common Crawl: the
 * indexes of the newest crawls (index.commoncrawl.org); they say when, and
 * where in which file the page is, which is not fetched. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "crawler/parse/html.h"
#include "store/base/json.h"

enum role { ROLE_INDEX = NETWORK_ROLE_OWN, ROLE_CAPTURE, ROLE_CRAWLS };

enum {
	CAPTURES_MAX = 12, /* of one address, read whole */
	CRAWLS_MAX = 3,    /* the newest, a month each */
	STAMP = 14,        /* "20261120213000" */
	LINES_MAX = 1000
};

/* The Internet Archive's first. */
static const char first_year[] = "1996";

/* "20261120213000" as RFC 3339; NULL where it is none, or not of the web's
 * time. */
static const char *
time_of(const struct source *s, struct page *p, const char *stamp)
{
	if (stamp == NULL || strlen(stamp) != STAMP ||
	    strspn(stamp, "0123456789") != STAMP ||
	    strncmp(stamp, first_year, 4) < 0)
		return NULL;
	return shape_date(s, p,
	    arena_printf(&p->arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", stamp,
		stamp + 4, stamp + 6, stamp + 8, stamp + 10, stamp + 12));
}

/* ---- Wayback ---- */

static enum err
wayback_start(const struct seed_view *seed, struct page *p)
{
	static const char fields[] =
	    "&output=json&fl=timestamp,original,mimetype,statuscode,digest,"
	    "length&collapse=digest&limit=500";
	const char *url = answer_parameter(p, "url", seed->target);

	if (strstr(seed->target, "/cdx/search/cdx?") != NULL)
		answer_ask(p, NULL,
		    arena_printf(&p->arena, "%s%s", seed->target,
			strstr(seed->target, "output=") != NULL ? "" : fields),
		    ROLE_INDEX, NULL);
	else if (url != NULL)
		answer_ask(p, NULL,
		    arena_printf(&p->arena,
			"https://web.archive.org/cdx/search/cdx?%s%s", url,
			fields),
		    ROLE_INDEX, NULL);
	return ERR_OK;
}

/* A row of the index, whose first row names its columns: we named them. */
static bool
read_capture(const struct source *s, struct page *p, const json_t *row)
{
	const char *stamp = shape_text(p, row, "0");
	const char *original = shape_text(p, row, "1");
	const char *when = time_of(s, p, stamp);
	struct doc *d;

	if (when == NULL || original == NULL)
		return false;
	d = page_doc(p);
	if (d == NULL)
		return true;
	d->kind = DOC_PAGE;
	d->native_space = "wayback";
	d->native_id = arena_printf(&p->arena, "%s %s", stamp, original);
	d->url = answer_href(
	    p, s->url, arena_printf(&p->arena, "/web/%s/%s", stamp, original));
	d->stable_url = d->url;
	d->sha1 = shape_text(p, row, "4");
	d->published = when;
	d->published_from = "wayback timestamp";
	return true;
}

/* The captures are read oldest first, as the index gives them. */
static void
ask_captures(const struct source *s, struct page *p)
{
	for (size_t i = 0; i < p->n_docs && i < CAPTURES_MAX; i++) {
		const char *id = p->docs[i].native_id;

		answer_ask(p, s->url,
		    arena_printf(
			&p->arena, "/web/%.14sid_/%s", id, id + STAMP + 1),
		    ROLE_CAPTURE, arena_strndup(&p->arena, id, STAMP));
	}
}

static enum err
parse_index(const struct source *s, struct page *p, const json_t *root)
{
	size_t n = json_array_size(root), odd = 0;

	if (!json_is_array(root))
		return page_problem(p, "no list of captures");
	for (size_t i = 1; i < n; i++)
		odd += !read_capture(s, p, json_array_get(root, i));
	ask_captures(s, p);
	p->ranked = true;
	return shape_odd(p, odd, n - 1, "captures");
}

/* The bytes as the archive has them: a page, dated by its capture. */
static enum err
parse_capture(const struct source *s, struct page *p)
{
	const char *stamp = s->context, *when = time_of(s, p, stamp);
	enum err e;

	if (answer_failed(s, p, &e) || !answer_is_html(s))
		return e;
	e = html_read(s, p);
	p->n_links = 0;
	p->canonical = NULL; /* the live page is another sighting */
	if (p->n_docs == 0 || when == NULL)
		return e;
	p->docs[0].published = when;
	p->docs[0].published_from = "wayback timestamp";
	return e;
}

static enum err
wayback_parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_INDEX, parse_index, NULL },
	};

	if (s->role == ROLE_CAPTURE)
		return parse_capture(s, p);
	return listing_parse(s, p, roles, NELEM(roles));
}

/* ---- Common Crawl ---- */

static enum err
commoncrawl_start(const struct seed_view *seed, struct page *p)
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
	const char *when = time_of(s, p, stamp);
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
commoncrawl_parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_CRAWLS, parse_crawls, NULL },
	};

	if (s->role == ROLE_INDEX)
		return parse_lines(s, p);
	return listing_parse(s, p, roles, NELEM(roles));
}

const struct network network_wayback = {
	.name = "wayback",
	.does = "dates by the Internet Archive the address",
	.does_fr = "date par l'Internet Archive l'adresse",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "one request in 6 seconds",
	.verified = "2026-08",
	.known_from = "the CDX server's README, clients",
	.min_delay_ms = 6000,
	.start = wayback_start,
	.accepts = answer_is_nobodys,
	.parse = wayback_parse,
};

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
	.start = commoncrawl_start,
	.accepts = answer_is_nobodys,
	.parse = commoncrawl_parse,
};
