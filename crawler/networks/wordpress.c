/* SPDX-License-Identifier: ISC */
/* WordPress: posts, pages and comments through the REST API that is open on
 * most blogs (developer.wordpress.org/rest-api), walked page by page, so that
 * "not found" means something; a search per name only where the whole does not
 * fit. Where the API is closed the feeds are read, which hold the newest only;
 * p->problem says so.
 *
 * A sweep asks three listings below /wp-json/ at once, and the front page,
 * which may name another root. A listing that fails there is asked for again by
 * ?rest_route= (sites without permalinks), then its feed. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/wordpress_item.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/feed.h"
#include "crawler/parse/html.h"

enum role {
	ROLE_HOME = NETWORK_ROLE_OWN,
	ROLE_LIST,  /* context: the list's name, and the last page's first id */
	ROLE_ROUTE, /* likewise, asked for by ?rest_route= */
	ROLE_SEARCH,
	ROLE_FEED /* context: the list's name */
};

enum {
	PER_PAGE = 100 /* the API's own maximum */

};

static const struct list {
	const char *name, *query, *feed;
} lists[] = {
	{ "posts", "&_embed=author&orderby=date", "feed/" },
	{ "pages", "&_embed=author&orderby=date", NULL },
	{ "comments", "&orderby=date", "comments/feed/" },
};

static const struct list *
list_find(const char *name)
{
	size_t n;

	if (name == NULL)
		return NULL;
	n = strcspn(name, " ");
	for (size_t i = 0; i < NELEM(lists); i++)
		if (strlen(lists[i].name) == n &&
		    strncmp(lists[i].name, name, n) == 0)
			return &lists[i];
	return NULL;
}

/* One page of a list, below an API root: ".../wp-json/", or by parameter
 * ".../?rest_route=/". */
static struct link *
ask_page(struct page *p, const char *root, const struct list *list, long page,
    unsigned role, const char *context)
{
	bool route = strstr(root, "rest_route=") != NULL;
	const char *ref =
	    arena_printf(&p->arena, "%swp/v2/%s%cper_page=%d%s&page=%ld", root,
		list->name, route ? '&' : '?', PER_PAGE, list->query, page);

	return answer_ask(p, NULL, ref, role, context);
}

static void
ask_lists(struct page *p, const char *root, unsigned role)
{
	for (size_t i = 0; i < NELEM(lists); i++)
		ask_page(p, root, &lists[i], 1, role, lists[i].name);
}

/* The blog's own address: the target's directory, also where the target is the
 * API's root. */
static const char *
blog_of(const struct seed_view *seed, struct page *p)
{
	const char *at = strstr(seed->target, "/wp-json");
	size_t n = at != NULL ? (size_t)(at - seed->target) + 1
			      : strcspn(seed->target, "?#");

	return answer_href(p, arena_strndup(&p->arena, seed->target, n), ".");
}

static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *blog = blog_of(seed, p);

	if (blog == NULL)
		return page_problem(p, "no web address");
	answer_ask(p, NULL, blog, ROLE_HOME, NULL);
	return ERR_OK;
}

/* Any page of a blog that says where its API is. */
static bool
accepts(const struct source *s)
{
	struct page p;
	bool found;

	page_init(&p);
	found = answer_link(s, &p, "https://api.w.org/") != NULL;
	page_fini(&p);
	return found;
}

/* The API root that the front page names, in its headers or its head. */
static const char *
root_named(const struct source *s, struct page *p)
{
	const char *root = answer_link(s, p, "https://api.w.org/");

	if (html_scan(s, p) != ERR_OK)
		return root;
	for (size_t i = 0; root == NULL && i < p->n_links; i++)
		if (p->links[i].role == HTML_API)
			root = p->links[i].url;
	return root;
}

/* A front page that is closed says nothing of the API: the usual root is tried
 * all the same. */
static enum err
parse_home(const struct source *s, struct page *p)
{
	const char *root;
	enum err e;

	if (answer_redirects(s, p))
		return ERR_OK;
	root = root_named(s, p);
	p->n_links = 0;
	answer_no_document(p);
	if (root == NULL)
		root = answer_href(p, blog_of(s->seed, p), "wp-json/");
	if (root != NULL)
		ask_lists(p, root,
		    strstr(root, "rest_route=") != NULL ? ROLE_ROUTE
							: ROLE_LIST);
	(void)answer_failed(s, p, &e);
	return e;
}

/* The next road, where one is closed. */
static void
ask_elsewhere(const struct source *s, struct page *p, const struct list *list)
{
	const char *blog = blog_of(s->seed, p);

	if (blog == NULL)
		return;
	if (s->role == ROLE_LIST)
		ask_page(p, arena_printf(&p->arena, "%s?rest_route=/", blog),
		    list, 1, ROLE_ROUTE, list->name);
	else if (list->feed != NULL)
		answer_ask(p, blog, list->feed, ROLE_FEED, list->name);
}

/* The address of this answer, asked for another page of the list: "&page=" is
 * its last parameter, by ask_page. */
static const char *
page_ref(const struct source *s, struct page *p, long page)
{
	const char *at = strstr(s->url, "&page=");

	return at == NULL ? NULL
			  : arena_printf(&p->arena, "%.*s&page=%ld",
				(int)(at - s->url), s->url, page);
}

static long
page_number(const struct source *s)
{
	const char *at = strstr(s->url, "&page=");

	return at != NULL ? strtol(at + 6, NULL, 10) : 1;
}

/* The search for each name, where walking would not come to the end. */
static void
ask_searches(const struct source *s, struct page *p)
{
	const char *at = strstr(s->url, "&page=");

	for (size_t i = 0; at != NULL && i < s->seed->n_names; i++) {
		const char *q =
		    answer_parameter(p, "search", s->seed->names[i]);

		if (q != NULL)
			answer_ask(p, NULL,
			    arena_printf(&p->arena, "%.*s&%s&page=1",
				(int)(at - s->url), s->url, q),
			    ROLE_SEARCH, s->context);
	}
}

/* The pages that follow the first: all at once where the server says how many
 * there are, else one after the other until one is empty, for a host may
 * have a smaller maximum than ours. Both numbers may be lies: never more than
 * the seed's own limit are asked for. */
static void
ask_rest(const struct source *s, struct page *p, const struct list *list,
    size_t items, const char *first_id)
{
	long total = answer_number(s, "X-WP-TotalPages", -1);
	long page = page_number(s), most = (long)s->seed->pages;
	const char *context =
	    arena_printf(&p->arena, "%s %s", list->name, first_id);

	if (total > most && page == 1 && s->role != ROLE_SEARCH &&
	    s->seed->n_names > 0) {
		ask_searches(s, p);
		(void)page_problem(p,
		    "%s: %ld pages are over the limit of %ld: searching",
		    list->name, total, most);
		return;
	}
	if (total >= 0) {
		for (long i = page == 1 ? 2 : total + 1;
		     i <= total && i <= most; i++)
			answer_ask(
			    p, NULL, page_ref(s, p, i), s->role, list->name);
		p->complete = total <= 1 && page == 1;
	} else if (items > 0 && page < most) {
		answer_ask(p, NULL, page_ref(s, p, page + 1), s->role, context);
	}
}

/* An API that repeats a page would be walked for ever. */
static bool
is_repeated(const struct source *s, const char *first_id)
{
	const char *last = s->context != NULL ? strchr(s->context, ' ') : NULL;

	return last != NULL && *first_id != '\0' &&
	       strcmp(last + 1, first_id) == 0;
}

static const char *
first_id_of(struct page *p)
{
	return p->n_docs > 0 && p->docs[0].native_id != NULL
		   ? p->docs[0].native_id
		   : "";
}

/* {"code": "rest_...", "message": ...}: what the API says when it refuses. */
static enum err
refused(struct page *p, const json_t *root)
{
	const char *code = json_string_value(json_object_get(root, "code"));

	return page_problem(p, "WordPress refuses: %.80s",
	    code != NULL ? code : "an answer of another shape");
}

static enum err
read_list(const struct source *s, struct page *p, const struct list *list,
    const json_t *root)
{
	const char *space =
	    arena_printf(&p->arena, "wordpress:%s", blog_of(s->seed, p));
	const char *first_id;
	size_t items = json_array_size(root), odd = 0;

	if (!json_is_array(root))
		return refused(p, root);
	for (size_t i = 0; i < items; i++)
		if (!wordpress_item_read(
			s, p, list->name, space, json_array_get(root, i)))
			odd++;
	first_id = first_id_of(p);
	if (is_repeated(s, first_id))
		return page_problem(
		    p, "%s: the same page again: stopped", list->name);
	ask_rest(s, p, list, items, first_id);
	if (odd > 0)
		return page_problem(p, "%zu of %zu %s of another shape", odd,
		    items, list->name);
	return ERR_OK;
}

static enum err
parse_list(const struct source *s, struct page *p, const struct list *list)
{
	json_t *root = NULL;
	enum err e;

	if (answer_redirects(s, p))
		return ERR_OK;
	/* Past the last page WordPress answers 400, with a code that says so.
	 */
	e = answer_json(s, p, &root);
	if (e == ERR_OK && (s->status < 200 || s->status > 299))
		e = refused(p, root);
	else if (e == ERR_OK)
		e = read_list(s, p, list, root);
	json_decref(root);
	if (e != ERR_OK && p->n_docs == 0 && page_number(s) == 1)
		ask_elsewhere(s, p, list);
	return e;
}

/* The next page of a list's own feed, "?paged=2" and on. Most show ten entries;
 * past the last one WordPress answers 404, a cache in front of it perhaps the
 * same again. The comments of one post are never paged. */
static void
ask_older(const struct source *s, struct page *p, const struct list *list)
{
	const char *whole = answer_href(p, blog_of(s->seed, p), list->feed);
	const char *at = strstr(s->url, "?paged=");
	long page = at != NULL ? strtol(at + 7, NULL, 10) : 1;
	int n = (int)strcspn(s->url, "?");

	if (page < 1 || page >= (long)s->seed->pages || whole == NULL ||
	    strlen(whole) != (size_t)n ||
	    strncmp(s->url, whole, (size_t)n) != 0)
		return;
	answer_ask(p, NULL,
	    arena_printf(&p->arena, "%.*s?paged=%ld", n, s->url, page + 1),
	    ROLE_FEED,
	    arena_printf(&p->arena, "%s %s", list->name, first_id_of(p)));
}

/* The feed in place of the API: the same ids as the API would give, so that a
 * mention keeps its identity on the night when the API opens again. */
static enum err
parse_feed(const struct source *s, struct page *p, const struct list *list)
{
	const char *space;
	enum err e;

	/* Past the last page: the end, and no failure. */
	if (s->status == 404 && strstr(s->url, "?paged=") != NULL)
		return ERR_OK;
	if (answer_failed(s, p, &e))
		return e;
	e = feed_parse(s, p);
	space = arena_printf(&p->arena, "wordpress:%s", blog_of(s->seed, p));
	for (size_t i = 0; i < p->n_docs; i++)
		wordpress_item_adopt(p, list->name, &p->docs[i], space);
	for (size_t i = 0; i < p->n_links; i++) {
		if (p->links[i].kind != LINK_LISTING)
			continue;
		p->links[i].role = ROLE_FEED; /* the comments of one post */
		p->links[i].context = "comments";
	}
	if (e != ERR_OK)
		return e;
	(void)page_problem(
	    p, "the API is closed: %s from the feed", list->name);
	if (p->n_docs > 0 && !is_repeated(s, first_id_of(p)))
		ask_older(s, p, list);
	return ERR_OK;
}

static enum err
parse(const struct source *s, struct page *p)
{
	const struct list *list = list_find(s->context);

	if (s->role == ROLE_HOME || s->role < NETWORK_ROLE_OWN)
		return s->role == ROLE_HOME ? parse_home(s, p)
					    : answer_page(s, p);
	if (list == NULL)
		return page_problem(p, "answer to no question of ours");
	if (s->role == ROLE_FEED)
		return parse_feed(s, p, list);
	return parse_list(s, p, list);
}

const struct network network_wordpress = {
	.name = "wordpress",
	.does = "reads posts and comments of the WordPress blog",
	.does_fr = "lit les billets et commentaires du blog WordPress",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "none stated; the crawler's own pace",
	.verified = "2026-11",
	.known_from = "developer.wordpress.org/rest-api",
	.min_delay_ms = 0,
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
