/* SPDX-License-Identifier: ISC */
/* The blog's REST interface, as WordPress has it: posts and comments by pages,
 * with X-WP-Total and X-WP-TotalPages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/mem.h"
#include "tests/demo/sites.h"

enum { PER_PAGE = 10, PER_PAGE_MAX = 100, LIST_MAX = 256 };

struct page {
	const struct item *list[LIST_MAX];
	size_t n;
	size_t from, to; /* those of this page */
};

static void
rendered(struct jout *j, const char *key, const char *html)
{
	jout_key(j, key);
	jout_obj(j);
	jout_ktext(j, "rendered", html);
	jout_obj_end(j);
}

/* The local time as the author's clock had it, and the same in UTC. */
static void
dates(struct jout *j, const char *local, const char *gmt, const char *rfc3339)
{
	char date[VISIT_DATE];
	int64_t ms;

	snprintf(date, sizeof(date), "%.19s", rfc3339);
	jout_ktext(j, local, date);
	if (clock_parse(rfc3339, &ms) == ERR_OK)
		visit_date_gmt(ms, date);
	jout_ktext(j, gmt, date);
}

/* Authors have no table of their own here: their number is that of a letter. */
static int64_t
author_id(const char *author)
{
	return author[0] == 'N' ? 2 : 1;
}

static void
embedded(const struct visit *v, struct jout *j, const char *author)
{
	char *link = mem_printf("%s/author/%c/", v->base, author[0]);

	jout_key(j, "_embedded");
	jout_obj(j);
	jout_key(j, "author");
	jout_arr(j);
	jout_obj(j);
	jout_kint(j, "id", author_id(author));
	jout_ktext(j, "name", author);
	jout_ktext(j, "link", link);
	jout_obj_end(j);
	jout_arr_end(j);
	jout_obj_end(j);
	free(link);
}

static void
put_post(struct visit *v, struct jout *j, const struct item *it)
{
	const char *modified = item_get(it, "modified");
	const char *date = item_get(it, "date");
	char *path = blog_path(it);
	char *link = mem_printf("%s%s", v->base, path);
	char *guid = mem_printf("%s/?p=%s", v->base, item_get(it, "id"));
	char embed[VISIT_PARAM];

	jout_obj(j);
	jout_kint(j, "id", strtol(item_get(it, "id"), NULL, 10));
	dates(j, "date", "date_gmt", date);
	rendered(j, "guid", guid);
	dates(
	    j, "modified", "modified_gmt", *modified == '\0' ? date : modified);
	jout_ktext(j, "slug", item_get(it, "slug"));
	jout_ktext(j, "status", "publish");
	jout_ktext(j, "type", it->kind);
	jout_ktext(j, "link", link);
	rendered(j, "title", item_get(it, "title"));
	rendered(j, "content", it->body);
	rendered(j, "excerpt", "");
	jout_kint(j, "author", author_id(item_get(it, "author")));
	jout_ktext(j, "comment_status", "open");
	if (visit_param(v, "_embed", embed) ||
	    (v->r->query != NULL && strstr(v->r->query, "_embed") != NULL))
		embedded(v, j, item_get(it, "author"));
	jout_obj_end(j);
	free(guid);
	free(link);
	free(path);
}

static void
put_comment(struct visit *v, struct jout *j, const struct item *it)
{
	const struct item *post =
	    items_find(v->items, "post", v->night, "id", item_get(it, "post"));
	char *path = post == NULL ? mem_strdup("/") : blog_path(post);
	char *link =
	    mem_printf("%s%s#comment-%s", v->base, path, item_get(it, "id"));

	jout_obj(j);
	jout_kint(j, "id", strtol(item_get(it, "id"), NULL, 10));
	jout_kint(j, "post", strtol(item_get(it, "post"), NULL, 10));
	jout_kint(j, "parent", strtol(item_get(it, "parent"), NULL, 10));
	jout_kint(j, "author", 0);
	jout_ktext(j, "author_name", item_get(it, "author"));
	jout_ktext(j, "author_url", "");
	dates(j, "date", "date_gmt", item_get(it, "date"));
	rendered(j, "content", it->body);
	jout_ktext(j, "link", link);
	jout_ktext(j, "status", "approved");
	jout_ktext(j, "type", "comment");
	jout_obj_end(j);
	free(link);
	free(path);
}

/* The items that the query asks for, newest first unless order=asc. */
static void
gather(const struct visit *v, const char *kind, struct page *p)
{
	char search[VISIT_PARAM], post[VISIT_PARAM], order[VISIT_PARAM];
	bool by_post = visit_param(v, "post", post);

	visit_param(v, "search", search);
	visit_param(v, "order", order);
	p->n = 0;
	for (const struct item *it = items_next(v->items, NULL, kind, v->night);
	     it != NULL && p->n < LIST_MAX;
	     it = items_next(v->items, it, kind, v->night)) {
		if (by_post && strcmp(item_get(it, "post"), post) != 0)
			continue;
		if (visit_holds(item_get(it, "title"), it->body, search))
			p->list[p->n++] = it;
	}
	for (size_t i = 0; strcmp(order, "asc") != 0 && i < p->n / 2; i++) {
		const struct item *swap = p->list[i];

		p->list[i] = p->list[p->n - 1 - i];
		p->list[p->n - 1 - i] = swap;
	}
}

static void
fail(struct visit *v, int status, const char *code, const char *words)
{
	struct jout j;

	v->status = status;
	jout_begin(&j, &v->out);
	jout_obj(&j);
	jout_ktext(&j, "code", code);
	jout_ktext(&j, "message", words);
	jout_key(&j, "data");
	jout_obj(&j);
	jout_kint(&j, "status", status);
	jout_obj_end(&j);
	jout_obj_end(&j);
	visit_json_end(v, &j);
}

/* Cuts the list to the page asked for; false: answered with an error. */
static bool
paginate(struct visit *v, struct page *p)
{
	long per_page = visit_number(v, "per_page", PER_PAGE);
	long page = visit_number(v, "page", 1);
	size_t pages;

	if (per_page < 1 || per_page > PER_PAGE_MAX || page < 1) {
		fail(v, 400, "rest_invalid_param",
		    "Paramètre(s) non valide(s) : per_page");
		return false;
	}
	pages = (p->n + (size_t)per_page - 1) / (size_t)per_page;
	if (page > 1 && (size_t)page > pages) {
		fail(v, 400, "rest_post_invalid_page_number",
		    "Le numéro de page demandé dépasse le nombre de pages "
		    "disponibles.");
		return false;
	}
	p->from = (size_t)(page - 1) * (size_t)per_page;
	p->to = p->from + (size_t)per_page;
	if (p->to > p->n)
		p->to = p->n;
	visit_header(v, "X-WP-Total: %zu", p->n);
	visit_header(v, "X-WP-TotalPages: %zu", pages);
	return true;
}

static void
put_list(struct visit *v, const char *kind,
    void (*put)(struct visit *v, struct jout *j, const struct item *it))
{
	struct page p;
	struct jout j;

	gather(v, kind, &p);
	if (!paginate(v, &p))
		return;
	jout_begin(&j, &v->out);
	jout_arr(&j);
	for (size_t i = p.from; i < p.to; i++)
		put(v, &j, p.list[i]);
	jout_arr_end(&j);
	visit_json_end(v, &j);
}

static void
put_root(struct visit *v)
{
	static const char *const namespaces[] = { "oembed/1.0", "wp/v2" };
	struct jout j;

	jout_begin(&j, &v->out);
	jout_obj(&j);
	jout_ktext(&j, "name", "Le Carnet du quai");
	jout_ktext(&j, "description", "Un port, un carnet");
	jout_ktext(&j, "url", v->base);
	jout_ktext(&j, "home", v->base);
	jout_ktext(&j, "timezone_string", "Europe/Paris");
	jout_key(&j, "namespaces");
	jout_arr(&j);
	for (size_t i = 0; i < NELEM(namespaces); i++)
		jout_text(&j, namespaces[i]);
	jout_arr_end(&j);
	jout_obj_end(&j);
	visit_json_end(v, &j);
}

/* "/wp-json/wp/v2/posts/33" */
static void
put_one(struct visit *v, const char *kind, const char *id,
    void (*put)(struct visit *v, struct jout *j, const struct item *it))
{
	const struct item *it = items_find(v->items, kind, v->night, "id", id);
	struct jout j;

	if (it == NULL) {
		fail(v, 404, "rest_post_invalid_id",
		    "Identifiant de publication non valide.");
		return;
	}
	jout_begin(&j, &v->out);
	put(v, &j, it);
	visit_json_end(v, &j);
}

void
blog_json(struct visit *v)
{
	const char *path = v->r->path + strlen("/wp-json/");

	if (*path == '\0')
		put_root(v);
	else if (strcmp(path, "wp/v2/posts") == 0)
		put_list(v, "post", put_post);
	else if (strcmp(path, "wp/v2/pages") == 0)
		put_list(v, "page", put_post);
	else if (strcmp(path, "wp/v2/comments") == 0)
		put_list(v, "comment", put_comment);
	else if (strncmp(path, "wp/v2/posts/", 12) == 0)
		put_one(v, "post", path + 12, put_post);
	else if (strncmp(path, "wp/v2/comments/", 15) == 0)
		put_one(v, "comment", path + 15, put_comment);
	else
		fail(v, 404, "rest_no_route",
		    "Aucune route correspondante à l'URL et à la méthode de "
		    "requête n'a été trouvée.");
}
