/* SPDX-License-Identifier: ISC */
/* The wiki's pages with their revisions, by titles, pageids, revids or a
 * generator. */
#include "tests/demo/wiki_api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/digest.h"
#include "store/base/mem.h"

const struct wiki_page *
wiki_revs_page(const struct wiki_query *q, const struct item *rev)
{
	for (size_t i = 0; i < q->npages; i++) {
		if (strcmp(q->pages[i].title, item_get(rev, "page")) == 0)
			return &q->pages[i];
	}
	return NULL;
}

const struct item *
wiki_revs_parent(const struct visit *v, const struct item *rev)
{
	const struct item *last = NULL;

	for (const struct item *it =
		 items_next(v->items, NULL, "rev", v->night);
	     it != NULL && it != rev;
	     it = items_next(v->items, it, "rev", v->night)) {
		if (strcmp(item_get(it, "page"), item_get(rev, "page")) == 0)
			last = it;
	}
	return last;
}

int64_t
wiki_revs_id(const struct item *rev)
{
	return rev == NULL ? 0 : strtol(item_get(rev, "id"), NULL, 10);
}

static int
newer_first(const void *a, const void *b)
{
	const struct item *const *x = a, *const *y = b;

	return -strcmp(item_get(*x, "date"), item_get(*y, "date"));
}

size_t
wiki_revs_all(const struct wiki_query *q, const struct item *out[WIKI_REVS_MAX])
{
	const struct visit *v = q->v;
	size_t n = 0;

	for (const struct item *it =
		 items_next(v->items, NULL, "rev", v->night);
	     it != NULL && n < WIKI_REVS_MAX;
	     it = items_next(v->items, it, "rev", v->night)) {
		if (wiki_revs_page(q, it) != NULL)
			out[n++] = it;
	}
	if (n > 0)
		qsort(out, n, sizeof(const struct item *), newer_first);
	return n;
}

static void
put_content(struct jout *j, const struct item *rev)
{
	jout_ktext(j, "contentmodel", "wikitext");
	jout_ktext(j, "contentformat", "text/x-wiki");
	jout_ktext(j, "content", rev->body);
}

static void
put_revision(struct wiki_query *q, const struct item *rev, const char *props)
{
	const char *user = item_get(rev, "user");
	uint8_t sha1[SHA1_LEN];
	char slots[VISIT_PARAM];
	struct jout *j = &q->j;

	jout_obj(j);
	if (wiki_api_listed(props, "ids")) {
		jout_kint(j, "revid", wiki_revs_id(rev));
		jout_kint(
		    j, "parentid", wiki_revs_id(wiki_revs_parent(q->v, rev)));
	}
	if (wiki_api_listed(props, "user")) {
		jout_ktext(j, "user", user);
		if (*user >= '0' && *user <= '9')
			jout_kbool(j, "anon", true);
	}
	if (wiki_api_listed(props, "timestamp"))
		jout_ktext(j, "timestamp", item_get(rev, "date"));
	if (wiki_api_listed(props, "size"))
		jout_kint(j, "size", (int64_t)strlen(rev->body));
	if (wiki_api_listed(props, "sha1")) {
		digest_sha1(rev->body, strlen(rev->body), sha1);
		jout_khex(j, "sha1", sha1, sizeof(sha1));
	}
	if (wiki_api_listed(props, "comment"))
		jout_ktext(j, "comment", item_get(rev, "comment"));
	if (wiki_api_listed(props, "content") &&
	    visit_param(q->v, "rvslots", slots)) {
		jout_key(j, "slots");
		jout_obj(j);
		jout_key(j, "main");
		jout_obj(j);
		put_content(j, rev);
		jout_obj_end(j);
		jout_obj_end(j);
	} else if (wiki_api_listed(props, "content")) {
		put_content(j, rev);
	}
	jout_obj_end(j);
}

/* The newest revision of a page or, with rvlimit, many. */
static void
put_revisions(struct wiki_query *q, const struct wiki_page *p)
{
	const struct item *revs[WIKI_REVS_MAX];
	char props[VISIT_PARAM], from[VISIT_PARAM], at[VISIT_PARAM];
	size_t n = wiki_revs_all(q, revs), said = 0, max;
	bool many = visit_param(q->v, "rvlimit", at);

	if (!visit_param(q->v, "rvprop", props))
		snprintf(props, sizeof(props), "ids|timestamp|user|comment");
	snprintf(q->prefix, sizeof(q->prefix), "rv");
	visit_param(q->v, "rvcontinue", from);
	max = many ? wiki_api_limit(q) : 1;
	jout_key(&q->j, "revisions");
	jout_arr(&q->j);
	for (size_t i = 0; i < n; i++) {
		const char *date = item_get(revs[i], "date");

		if (wiki_revs_page(q, revs[i]) != p ||
		    (*from != '\0' && strncmp(date, from, 20) > 0))
			continue;
		if (said++ < max) {
			put_revision(q, revs[i], props);
			continue;
		}
		snprintf(
		    at, sizeof(at), "%s|%s", date, item_get(revs[i], "id"));
		if (many)
			wiki_api_continue(q, "continue", at);
		break;
	}
	jout_arr_end(&q->j);
}

static void
put_info(struct wiki_query *q, const struct wiki_page *p)
{
	char inprop[VISIT_PARAM];
	char *path = wiki_path(p->title);
	char *url = mem_printf("%s%s", q->v->base, path);

	visit_param(q->v, "inprop", inprop);
	jout_ktext(&q->j, "contentmodel", "wikitext");
	jout_ktext(&q->j, "pagelanguage", "fr");
	jout_ktext(&q->j, "touched", item_get(p->last, "date"));
	jout_kint(&q->j, "lastrevid", wiki_revs_id(p->last));
	jout_kint(&q->j, "length", (int64_t)strlen(p->last->body));
	if (wiki_api_listed(inprop, "url")) {
		jout_ktext(&q->j, "fullurl", url);
		jout_ktext(&q->j, "canonicalurl", url);
	}
	free(url);
	free(path);
}

static void
put_page(struct wiki_query *q, const struct wiki_page *p)
{
	char prop[VISIT_PARAM];

	visit_param(q->v, "prop", prop);
	jout_obj(&q->j);
	wiki_api_head(&q->j, p);
	if (wiki_api_listed(prop, "revisions"))
		put_revisions(q, p);
	if (wiki_api_listed(prop, "info"))
		put_info(q, p);
	jout_obj_end(&q->j);
}

static void
put_missing(struct wiki_query *q, const char *title)
{
	jout_obj(&q->j);
	jout_kint(&q->j, "ns", 0);
	jout_ktext(&q->j, "title", title);
	jout_kbool(&q->j, "missing", true);
	jout_obj_end(&q->j);
}

/* Does one word of titles=, pageids= or revids= name the page? */
static bool
names_page(const struct wiki_query *q, const char *key, const char *word,
    const struct wiki_page *p)
{
	const struct item *rev;

	if (strcmp(key, "titles") == 0)
		return strcmp(p->title, word) == 0;
	if (strcmp(key, "pageids") == 0)
		return p->id == strtol(word, NULL, 10);
	rev = items_find(q->v->items, "rev", q->v->night, "id", word);
	return rev != NULL && wiki_revs_page(q, rev) == p;
}

static bool
pages_named(struct wiki_query *q, const char *key)
{
	char list[VISIT_PARAM];

	if (!visit_param(q->v, key, list))
		return false;
	for (char *p = list; *p != '\0';) {
		size_t n = strcspn(p, "|"), i = 0;
		char *next = p + n + (p[n] == '|');

		p[n] = '\0';
		for (char *c = p; *c != '\0'; c++)
			*c = (char)(*c == '_' ? ' ' : *c);
		while (i < q->npages && !names_page(q, key, p, &q->pages[i]))
			i++;
		if (i < q->npages)
			put_page(q, &q->pages[i]);
		else
			put_missing(q, p);
		p = next;
	}
	return true;
}

static void
pages_generated(struct wiki_query *q, const char *generator)
{
	const struct wiki_page *chosen[WIKI_PAGES_MAX];
	size_t n = 0, total;

	if (strcmp(generator, "allpages") == 0) {
		snprintf(q->prefix, sizeof(q->prefix), "gap");
		n = wiki_list_all(q, chosen);
	} else if (strcmp(generator, "search") == 0) {
		snprintf(q->prefix, sizeof(q->prefix), "gsr");
		n = wiki_list_found(q, chosen, &total);
	}
	for (size_t i = 0; i < n; i++)
		put_page(q, chosen[i]);
}

void
wiki_revs_pages(struct wiki_query *q)
{
	char generator[VISIT_PARAM];

	jout_key(&q->j, "pages");
	jout_arr(&q->j);
	if (visit_param(q->v, "generator", generator))
		pages_generated(q, generator);
	else if (!pages_named(q, "titles") && !pages_named(q, "pageids"))
		pages_named(q, "revids");
	jout_arr_end(&q->j);
}
