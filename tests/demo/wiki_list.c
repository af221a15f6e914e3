/* SPDX-License-Identifier: ISC */
/* The wiki's lists: allpages, search, recentchanges. Each continues where its
 * limit cut it. */
#include "tests/demo/wiki_api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Namespaces asked for: "0|1", "*" or, unless said, the one given. */
static bool
in_namespace(const struct wiki_query *q, long ns, const char *fallback)
{
	char asked[VISIT_PARAM], word[24];

	if (!wiki_api_param(q, "namespace", asked))
		snprintf(asked, sizeof(asked), "%s", fallback);
	snprintf(word, sizeof(word), "%ld", ns);
	return strcmp(asked, "*") == 0 || wiki_api_listed(asked, word);
}

size_t
wiki_list_all(struct wiki_query *q, const struct wiki_page *out[])
{
	char from[VISIT_PARAM];
	size_t n = 0, max = wiki_api_limit(q);

	if (!wiki_api_param(q, "continue", from))
		wiki_api_param(q, "from", from);
	for (size_t i = 0; i < q->npages; i++) {
		const struct wiki_page *p = &q->pages[i];

		if (!in_namespace(q, p->ns, "0") || strcmp(p->title, from) < 0)
			continue;
		if (n == max) {
			wiki_api_continue(q, "continue", p->title);
			break;
		}
		out[n++] = p;
	}
	return n;
}

size_t
wiki_list_found(
    struct wiki_query *q, const struct wiki_page *out[], size_t *total)
{
	char search[VISIT_PARAM], at[VISIT_PARAM];
	size_t n = 0, max = wiki_api_limit(q), from;

	wiki_api_param(q, "search", search);
	wiki_api_param(q, "offset", at);
	from = strtoul(at, NULL, 10);
	*total = 0;
	for (size_t i = 0; i < q->npages; i++) {
		const struct wiki_page *p = &q->pages[i];

		if (!in_namespace(q, p->ns, "0") ||
		    !visit_holds(p->title, p->last->body, search))
			continue;
		if (*total >= from && n < max)
			out[n++] = p;
		++*total;
	}
	if (from + n < *total) {
		snprintf(at, sizeof(at), "%zu", from + n);
		wiki_api_continue(q, "offset", at);
	}
	return n;
}

void
wiki_list_allpages(struct wiki_query *q)
{
	const struct wiki_page *chosen[WIKI_PAGES_MAX];
	size_t n;

	snprintf(q->prefix, sizeof(q->prefix), "ap");
	n = wiki_list_all(q, chosen);
	jout_key(&q->j, "allpages");
	jout_arr(&q->j);
	for (size_t i = 0; i < n; i++) {
		jout_obj(&q->j);
		wiki_api_head(&q->j, chosen[i]);
		jout_obj_end(&q->j);
	}
	jout_arr_end(&q->j);
}

void
wiki_list_search(struct wiki_query *q)
{
	const struct wiki_page *chosen[WIKI_PAGES_MAX];
	size_t n, total;

	snprintf(q->prefix, sizeof(q->prefix), "sr");
	n = wiki_list_found(q, chosen, &total);
	jout_key(&q->j, "searchinfo");
	jout_obj(&q->j);
	jout_kint(&q->j, "totalhits", (int64_t)total);
	jout_obj_end(&q->j);
	jout_key(&q->j, "search");
	jout_arr(&q->j);
	for (size_t i = 0; i < n; i++) {
		jout_obj(&q->j);
		jout_kint(&q->j, "ns", chosen[i]->ns);
		jout_ktext(&q->j, "title", chosen[i]->title);
		jout_kint(&q->j, "pageid", chosen[i]->id);
		jout_kint(
		    &q->j, "size", (int64_t)strlen(chosen[i]->last->body));
		jout_ktext(&q->j, "snippet", "");
		jout_ktext(
		    &q->j, "timestamp", item_get(chosen[i]->last, "date"));
		jout_obj_end(&q->j);
	}
	jout_arr_end(&q->j);
}

static void
put_change(
    struct wiki_query *q, const struct wiki_page *p, const struct item *rev)
{
	const struct item *parent = wiki_revs_parent(q->v, rev);
	struct jout *j = &q->j;

	jout_obj(j);
	jout_ktext(j, "type", parent == NULL ? "new" : "edit");
	jout_kint(j, "ns", p->ns);
	jout_ktext(j, "title", p->title);
	jout_kint(j, "pageid", p->id);
	jout_kint(j, "revid", wiki_revs_id(rev));
	jout_kint(j, "old_revid", wiki_revs_id(parent));
	jout_kint(j, "rcid", wiki_revs_id(rev));
	jout_ktext(j, "user", item_get(rev, "user"));
	jout_ktext(j, "timestamp", item_get(rev, "date"));
	jout_ktext(j, "comment", item_get(rev, "comment"));
	jout_obj_end(j);
}

void
wiki_list_changes(struct wiki_query *q)
{
	const struct item *revs[WIKI_REVS_MAX];
	char from[VISIT_PARAM], until[VISIT_PARAM], at[VISIT_PARAM];
	size_t n = wiki_revs_all(q, revs), max, said = 0;

	snprintf(q->prefix, sizeof(q->prefix), "rc");
	wiki_api_param(q, "start", from);
	wiki_api_param(q, "end", until);
	if (wiki_api_param(q, "continue", at))
		snprintf(from, sizeof(from), "%.20s", at);
	max = wiki_api_limit(q);
	jout_key(&q->j, "recentchanges");
	jout_arr(&q->j);
	for (size_t i = 0; i < n; i++) {
		const struct wiki_page *p = wiki_revs_page(q, revs[i]);
		const char *date = item_get(revs[i], "date");

		if (p == NULL || (*from != '\0' && strcmp(date, from) > 0) ||
		    strcmp(date, until) < 0 || !in_namespace(q, p->ns, "*"))
			continue;
		if (said++ == max) {
			snprintf(at, sizeof(at), "%s|%s", date,
			    item_get(revs[i], "id"));
			wiki_api_continue(q, "continue", at);
			break;
		}
		put_change(q, p, revs[i]);
	}
	jout_arr_end(&q->j);
}
