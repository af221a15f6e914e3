/* SPDX-License-Identifier: ISC */
/* Indexes of the web that anybody may ask: the press by Bing News and GDELT,
 * pages by Marginalia and Mwmbl. What they find is somebody else's page: the
 * document bears its address, and a mention's page is read itself. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "crawler/parse/feed.h"
#include "store/base/buf.h"

enum role { ROLE_SEARCH = NETWORK_ROLE_OWN };

enum {
	GDELT_MOST = 250, /* articles of one answer */
	GDELT_SLICES = 8,
	STAMP = 16 /* "20261120T213000Z" */
};

/* ---- Bing News: RSS, allowed to all robots ---- */

static enum err
bingnews_start(const struct seed_view *seed, struct page *p)
{
	if (strstr(seed->target, "q=") != NULL)
		answer_ask(p, NULL, seed->target, ROLE_SEARCH, NULL);
	else
		listing_ask(seed, p, listing_root(seed, p),
		    "news/search?q={Q}&format=rss&count=50", ROLE_SEARCH);
	return ERR_OK;
}

/* ".../apiclick.aspx?...&url=TARGET&...": the target. */
static const char *
unwrapped(struct page *p, const char *url)
{
	const char *at = url != NULL ? strstr(url, "apiclick.aspx?") : NULL;
	const char *href;

	at = at != NULL ? strstr(at, "url=") : NULL;
	if (at == NULL)
		return url;
	href = answer_href(
	    p, NULL, listing_decoded(p, at + 4, strcspn(at + 4, "&#")));
	return href != NULL ? href : url;
}

static enum err
bingnews_parse(const struct source *s, struct page *p)
{
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	if (s->role < ROLE_SEARCH)
		return answer_page(s, p);
	if (!feed_accepts(s))
		return page_problem(p, answer_is_html(s)
					   ? "HTML where a feed was due"
					   : "no feed where one was due");
	e = feed_parse(s, p);
	p->n_links = 0;
	p->ranked = true;
	for (size_t i = 0; i < p->n_docs; i++) {
		struct doc *d = &p->docs[i];

		d->url = unwrapped(p, d->url);
		d->native_id = NULL; /* Bing's; the page's address is better */
		d->native_space = NULL;
		answer_permalink(p, d, false);
	}
	return e;
}

static bool
bingnews_accepts(const struct source *s)
{
	return strstr(s->url, "bing.com/news/") != NULL;
}

/* ---- GDELT DOC 2.0: the world's press of three months ---- */

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
gdelt_start(const struct seed_view *seed, struct page *p)
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
	    n < GDELT_MOST
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
	listing_next(s, p, ref, GDELT_SLICES);
}

static enum err
gdelt_read(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *list = json_object_get(root, "articles");
	enum err e = ERR_OK;

	p->ranked = true;
	if (list != NULL)
		e = shape_list(s, p, &article_shape, "gdelt", list);
	else if (!json_is_object(root)) /* "{}": nothing was found */
		e = page_problem(p, "no answer of GDELT's search");
	for (size_t i = 0; i < p->n_docs; i++) {
		struct doc *d = &p->docs[i];

		d->native_id = NULL;
		d->native_space = NULL;
		d->summary = true;
		/* Seen by GDELT then: a page's own date is read from it. */
		answer_permalink(p, d, false);
	}
	ask_slice(s, p, list);
	return e;
}

static enum err
gdelt_parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_SEARCH, gdelt_read, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
gdelt_accepts(const struct source *s)
{
	return strstr(s->url, "api.gdeltproject.org/") != NULL;
}

/* ---- Marginalia: small sites; a key that all may share ---- */

static const struct shape result_shape = {
	.kind = DOC_PAGE,
	.form = SHAPE_HTML_LINES,
	.id = "url",
	.url = "url",
	.title = "title",
	.text = "description",
};

static enum err
marginalia_start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_root(seed, p), "search?query={Q}&count=50",
	    ROLE_SEARCH);
	return ERR_OK;
}

static enum err
read_results(const struct source *s, struct page *p, const json_t *list)
{
	enum err e = shape_list(s, p, &result_shape, "web", list);

	p->ranked = true;
	for (size_t i = 0; i < p->n_docs; i++) {
		struct doc *d = &p->docs[i];

		d->native_id = NULL;
		d->native_space = NULL;
		d->summary = true;
		answer_permalink(p, d, false);
	}
	return e;
}

static enum err
marginalia_read(const struct source *s, struct page *p, const json_t *root)
{
	return read_results(s, p, json_object_get(root, "results"));
}

static enum err
marginalia_parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_SEARCH, marginalia_read, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
marginalia_accepts(const struct source *s)
{
	return strstr(s->url, "marginalia") != NULL && !answer_is_html(s);
}

/* ---- Mwmbl: titles and extracts in pieces, the found words marked ---- */

static enum err
mwmbl_start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_root(seed, p), "api/v1/search/?s={q}",
	    ROLE_SEARCH);
	return ERR_OK;
}

/* [{"value": "Jane", "is_bold": true}, ...] as one string. */
static json_t *
joined(const json_t *pieces)
{
	struct buf b;
	enum err e = ERR_OK;
	json_t *text;

	buf_init(&b, 65536);
	for (size_t i = 0; i < json_array_size(pieces) && e == ERR_OK; i++) {
		const char *s = json_string_value(
		    json_object_get(json_array_get(pieces, i), "value"));

		if (s != NULL)
			e = buf_adds(&b, s);
	}
	text = json_string(b.data != NULL ? b.data : "");
	buf_fini(&b);
	return text;
}

static bool
set_joined(json_t *item, const char *from, const char *to)
{
	return json_is_object(item) &&
	       json_object_set_new(
		   item, to, joined(json_object_get(item, from))) == 0;
}

static enum err
mwmbl_parse(const struct source *s, struct page *p)
{
	json_t *root;
	enum err e;

	if (s->role < ROLE_SEARCH)
		return answer_page(s, p);
	if (!listing_json(s, p, &root, &e))
		return e;
	for (size_t i = 0; i < json_array_size(root); i++) {
		json_t *item = json_array_get(root, i);

		if (!set_joined(item, "title", "title") ||
		    !set_joined(item, "extract", "description"))
			continue; /* no object: counted as odd below */
	}
	e = read_results(s, p, root);
	json_decref(root);
	return e;
}

static bool
mwmbl_accepts(const struct source *s)
{
	return strstr(s->url, "mwmbl.org/") != NULL;
}

const struct network network_bingnews = {
	.name = "bingnews",
	.does = "searches the press through",
	.does_fr = "cherche dans la presse par",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-08",
	.known_from = "robots.txt of www.bing.com, clients",
	.canary = "Paris",
	.start = bingnews_start,
	.accepts = bingnews_accepts,
	.parse = bingnews_parse,
};

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
	.start = gdelt_start,
	.accepts = gdelt_accepts,
	.parse = gdelt_parse,
};

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
	.start = marginalia_start,
	.accepts = marginalia_accepts,
	.parse = marginalia_parse,
};

const struct network network_mwmbl = {
	.name = "mwmbl",
	.does = "searches the web through",
	.does_fr = "cherche sur le web par",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "none stated; the crawler's own pace",
	.verified = "2026-11",
	.known_from = "api.mwmbl.org, clients of 2026",
	.min_delay_ms = 2000,
	.canary = "Paris",
	.start = mwmbl_start,
	.accepts = mwmbl_accepts,
	.parse = mwmbl_parse,
};
