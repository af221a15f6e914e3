/* SPDX-License-Identifier: ISC */
/* The Wayback Machine of the Internet Archive dates a known address: the oldest
 * capture that bears a name is the earliest date, provable by a third party, at
 * which the page was public. Its CDX server
 * (github.com/internetarchive/wayback) gives a capture for each content, then
 * the captures are read themselves. The target is the address; or the index's
 * own, with "url=" in it. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "crawler/parse/html.h"

enum role { ROLE_INDEX = NETWORK_ROLE_OWN, ROLE_CAPTURE };

enum {
	CAPTURES_MAX = 12, /* of one address, read whole */
	STAMP = 14         /* "20261120213000" */
};

static enum err
start(const struct seed_view *seed, struct page *p)
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
	const char *when = shape_stamp(s, p, stamp);
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
	const char *stamp = s->context, *when = shape_stamp(s, p, stamp);
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
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_INDEX, parse_index, NULL },
	};

	if (s->role == ROLE_CAPTURE)
		return parse_capture(s, p);
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
	.start = start,
	.accepts = answer_is_nobodys,
	.parse = parse,
};
