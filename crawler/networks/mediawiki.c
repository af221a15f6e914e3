/* SPDX-License-Identifier: ISC */
/* MediaWiki through its action API (mediawiki.org/wiki/API:Main_page): the
 * text of every page by namespace, fifty a request, so that "not found" means
 * something; beyond the seed's limit the wiki's search, name by name.
 *
 * A sweep asks for the site's own description first, at the addresses where
 * api.php usually is, then at the one that a page of the wiki names. Requests
 * follow one another (API:Etiquette) and carry maxlag. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/mediawiki_page.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/html.h"
#include "store/base/json.h"

enum role {
	ROLE_INFO = NETWORK_ROLE_OWN, /* context: where to look next */
	ROLE_HOME,
	ROLE_WALK,  /* context: "SEQUENCE query", without continuation */
	ROLE_SEARCH /* likewise */
};

enum {
	BATCH = 50, /* the API's own maximum where content is asked for */
	NAMESPACES_MAX = 64,
	SEARCH_PAGES_MAX = 10 /* of one name: 500 pages */
};

static const char info_query[] =
    "?action=query&format=json&formatversion=2&maxlag=5&meta=siteinfo"
    "&siprop=general%7Cnamespaces%7Cstatistics";
static const char pages_query[] =
    "?action=query&format=json&formatversion=2&maxlag=5"
    "&prop=revisions%7Cinfo&inprop=url&rvslots=main"
    "&rvprop=ids%7Ctimestamp%7Cuser%7Ccomment%7Csha1%7Csize%7Ccontent";

/* The address of api.php that this answer came from, without its query. */
static const char *
api_of(const struct source *s, struct page *p)
{
	return arena_strndup(&p->arena, s->url, strcspn(s->url, "?#"));
}

static bool
is_api(const char *url)
{
	size_t n = strcspn(url, "?#");

	return n > 8 && strncmp(url + n - 8, "/api.php", 8) == 0;
}

static void
ask_info(struct page *p, const char *api, const char *context)
{
	if (api == NULL)
		return;
	answer_ask(p, NULL,
	    arena_printf(
		&p->arena, "%.*s%s", (int)strcspn(api, "?#"), api, info_query),
	    ROLE_INFO, context);
}

static enum err
start(const struct seed_view *seed, struct page *p)
{
	if (is_api(seed->target))
		ask_info(p, seed->target, "given");
	else
		ask_info(p, answer_href(p, seed->target, "api.php"), "beside");
	return ERR_OK;
}

/* A page that names its API (RSD), or an answer of the API itself. */
static bool
accepts(const struct source *s)
{
	return is_api(s->url) ||
	       (answer_is_html(s) &&
		   strstr(s->body, "api.php?action=rsd") != NULL);
}

/* Where else the API may be: beside the target, at Wikipedia's place, then
 * where the wiki's own page says. */
static void
look_elsewhere(const struct source *s, struct page *p)
{
	const char *was = s->context != NULL ? s->context : "";
	const char *target = s->seed->target;

	if (strcmp(was, "beside") == 0)
		ask_info(p, answer_href(p, target, "/w/api.php"), "w");
	else if (strcmp(was, "w") == 0)
		answer_ask(p, NULL, target, ROLE_HOME, NULL);
}

static enum err
parse_home(const struct source *s, struct page *p)
{
	const char *api = NULL;
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	e = html_scan(s, p);
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < p->n_links; i++)
		if (p->links[i].role == HTML_EDITURI && api == NULL)
			api = p->links[i].url;
	p->n_links = 0;
	answer_no_document(p);
	if (api == NULL)
		return page_problem(p, "no MediaWiki: its page names no API");
	ask_info(p, api, "named");
	return ERR_OK;
}

/* {"error": {"code": ..., "info": ...}}; maxlag comes with status 200. */
static enum err
refused(struct page *p, const json_t *root)
{
	const json_t *error = json_object_get(root, "error");
	const char *code = json_get_text(error, "code");

	if (error == NULL)
		return page_problem(p, "MediaWiki answers in another shape");
	if (code == NULL)
		code = "without a code";
	p->again = strcmp(code, "maxlag") == 0 ||
		   strcmp(code, "ratelimited") == 0 ||
		   strcmp(code, "readonly") == 0;
	p->login_wall = strcmp(code, "readapidenied") == 0;
	return page_problem(p, "MediaWiki refuses: %.80s", code);
}

/* The answer as JSON with a "query" in it, or without one where the list is
 * empty. */
static enum err
query_of(const struct source *s, struct page *p, json_t **root)
{
	enum err e = answer_json(s, p, root);

	if (e != ERR_OK)
		return e;
	if (!json_is_object(*root) || json_object_get(*root, "error") != NULL)
		return refused(p, *root);
	if (s->status < 200 || s->status > 299)
		return page_problem(p, "answered with status %d", s->status);
	return ERR_OK;
}

/* Interface texts, scripts and gadgets are no place where people write. */
static bool
is_walked(const json_t *ns)
{
	json_int_t id = json_get_int(ns, "id", -1);

	return id >= 0 && id != 8 && id != 9 && (id < 828 || id > 829) &&
	       (id < 2300 || id > 2303);
}

static struct link *
ask_pages(struct page *p, const char *api, const char *query, unsigned role)
{
	return answer_ask(p, NULL,
	    arena_printf(&p->arena, "%s%s%s", api, pages_query, query), role,
	    arena_printf(&p->arena, "1 %s", query));
}

static void
ask_searches(const struct source *s, struct page *p)
{
	for (size_t i = 0; i < s->seed->n_names; i++) {
		const char *quoted =
		    arena_printf(&p->arena, "\"%s\"", s->seed->names[i]);
		const char *q = answer_parameter(p, "gsrsearch", quoted);

		if (q != NULL)
			ask_pages(p, api_of(s, p),
			    arena_printf(&p->arena,
				"&generator=search&gsrnamespace=*&gsrlimit=%d"
				"&%s",
				BATCH, q),
			    ROLE_SEARCH);
	}
}

static void
ask_walks(const struct source *s, struct page *p, const json_t *query)
{
	json_t *all = json_object_get(query, "namespaces"), *ns;
	const char *api = api_of(s, p), *key;
	size_t n = 0;

	json_object_foreach(all, key, ns)
	{
		if (!is_walked(ns) || n++ >= NAMESPACES_MAX)
			continue;
		ask_pages(p, api,
		    arena_printf(&p->arena,
			"&generator=allpages&gaplimit=%d&gapnamespace=%d",
			BATCH, (int)json_get_int(ns, "id", 0)),
		    ROLE_WALK);
	}
	if (n == 0)
		(void)page_problem(p, "the wiki names no namespaces");
	if (n == 0)
		ask_searches(s, p);
}

static enum err
parse_info(const struct source *s, struct page *p)
{
	const json_t *query, *statistics;
	json_t *root = NULL;
	json_int_t pages;
	enum err e;

	if (answer_redirects(s, p))
		return ERR_OK;
	e = query_of(s, p, &root);
	query = json_object_get(root, "query");
	if (e == ERR_OK && !json_is_object(query))
		e = page_problem(p, "MediaWiki answers in another shape");
	if (e != ERR_OK) {
		if (!p->again)
			look_elsewhere(s, p);
		json_decref(root);
		return e;
	}
	statistics = json_object_get(query, "statistics");
	pages = json_get_int(statistics, "pages", 0);
	if (pages / BATCH > (json_int_t)s->seed->pages &&
	    s->seed->n_names > 0) {
		(void)page_problem(p,
		    "%lld pages are over the limit of %u requests: searching",
		    (long long)pages, s->seed->pages);
		ask_searches(s, p);
	} else {
		ask_walks(s, p, query);
	}
	json_decref(root);
	return ERR_OK;
}

/* "&key=value" for each member of "continue", which the next request repeats
 * (API:Continue). */
static const char *
continuation(struct page *p, const json_t *root)
{
	json_t *all = json_object_get(root, "continue"), *v;
	const char *key, *ref = "";

	json_object_foreach(all, key, v)
	{
		const char *text = json_string_value(v), *q;

		if (json_is_integer(v))
			text = arena_printf(&p->arena, "%" JSON_INTEGER_FORMAT,
			    json_integer_value(v));
		if (text == NULL || strpbrk(key, "&=#? ") != NULL)
			continue;
		q = answer_parameter(p, key, text);
		if (q != NULL)
			ref = arena_printf(&p->arena, "%s&%s", ref, q);
	}
	return *ref != '\0' ? ref : NULL;
}

/* The next part of the list that context names. The wiki's word that there is
 * more is believed as often as the seed's limit allows. */
static void
ask_more(const struct source *s, struct page *p, const char *more)
{
	char *query = NULL;
	const char *context = s->context != NULL ? s->context : "";
	unsigned long done = strtoul(context, &query, 10), most;
	struct link *l;

	most = s->role == ROLE_SEARCH ? SEARCH_PAGES_MAX : s->seed->pages;
	if (*query != ' ' || done >= most) {
		p->truncated = true;
		return;
	}
	query++;
	if (strstr(s->url, more) != NULL) {
		(void)page_problem(p, "the same continuation again: stopped");
		return;
	}
	l = ask_pages(p, api_of(s, p),
	    arena_printf(&p->arena, "%s%s", query, more), s->role);
	if (l != NULL)
		l->context = arena_printf(&p->arena, "%lu %s", done + 1, query);
}

/* Of a list's parts. */
static bool
is_first(const struct source *s)
{
	return strncmp(s->context != NULL ? s->context : "", "1 ", 2) == 0;
}

/* A wiki that does not let its pages be walked may still let them be searched.
 */
static enum err
parse_pages(const struct source *s, struct page *p)
{
	const char *space =
	    arena_printf(&p->arena, "mediawiki:%s", api_of(s, p));
	const char *more;
	json_t *root = NULL, *pages, *page;
	size_t i, odd = 0;
	enum err e;

	if (answer_redirects(s, p))
		return ERR_OK;
	e = query_of(s, p, &root);
	if (e != ERR_OK) {
		if (s->role == ROLE_WALK && !p->again && is_first(s) &&
		    s->status < 500)
			ask_searches(s, p);
		json_decref(root);
		return e;
	}
	pages = json_object_get(json_object_get(root, "query"), "pages");
	json_array_foreach(pages, i, page) odd +=
	    !mediawiki_page_read(s, p, space, page);
	more = continuation(p, root);
	if (more != NULL)
		ask_more(s, p, more);
	p->complete = more == NULL && s->role == ROLE_WALK && is_first(s);
	if (odd > 0)
		e = page_problem(p, "%zu of %zu pages of another shape", odd,
		    json_array_size(pages));
	json_decref(root);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	switch (s->role) {
	case ROLE_INFO:
		return parse_info(s, p);
	case ROLE_HOME:
		return parse_home(s, p);
	case ROLE_WALK:
	case ROLE_SEARCH:
		return parse_pages(s, p);
	default: /* a permalink */
		return answer_page(s, p);
	}
}

const struct network network_mediawiki = {
	.name = "mediawiki",
	.does = "reads articles and talk pages of the wiki",
	.does_fr = "lit les articles et discussions du wiki",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "requests in series, maxlag=5; contact in the User-Agent",
	.verified = "2026-11",
	.known_from =
	    "mediawiki.org API:Etiquette, Wikimedia User-Agent policy",
	.also = "Wikipedia and its sister wikis",
	.min_delay_ms = 0,
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
