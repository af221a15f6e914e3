/* SPDX-License-Identifier: ISC */
/* The frame of api.php, as MediaWiki 1.39 answers with formatversion=2. What it
 * does not know it says. */
#include "tests/demo/wiki_api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"

enum { LIMIT = 10, LIMIT_MAX = 500 };

bool
wiki_api_param(
    const struct wiki_query *q, const char *key, char out[VISIT_PARAM])
{
	char full[48];

	snprintf(full, sizeof(full), "%s%s", q->prefix, key);
	return visit_param(q->v, full, out);
}

size_t
wiki_api_limit(const struct wiki_query *q)
{
	char s[VISIT_PARAM];
	unsigned long n = LIMIT;

	if (wiki_api_param(q, "limit", s))
		n = strcmp(s, "max") == 0 ? LIMIT_MAX : strtoul(s, NULL, 10);
	return n < 1 ? 1 : n > LIMIT_MAX ? LIMIT_MAX : n;
}

void
wiki_api_continue(struct wiki_query *q, const char *key, const char *value)
{
	snprintf(q->more_key, sizeof(q->more_key), "%s%s", q->prefix, key);
	snprintf(q->more, sizeof(q->more), "%s", value);
}

bool
wiki_api_listed(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; *p != '\0';) {
		size_t len = strcspn(p, "|");

		if (len == n && memcmp(p, word, n) == 0)
			return true;
		p += len + (p[len] == '|');
	}
	return false;
}

void
wiki_api_head(struct jout *j, const struct wiki_page *p)
{
	jout_kint(j, "pageid", p->id);
	jout_kint(j, "ns", p->ns);
	jout_ktext(j, "title", p->title);
}

static void
siteinfo(struct wiki_query *q)
{
	static const struct {
		int ns;
		const char *name, *canonical;
	} spaces[] = { { 0, "", "" }, { 1, "Discussion", "Talk" },
		{ 2, "Utilisateur", "User" },
		{ 3, "Discussion utilisateur", "User talk" },
		{ 4, "Projet", "Project" } };
	struct jout *j = &q->j;
	char *home = mem_printf("%s/wiki/Accueil", q->v->base);

	jout_key(j, "general");
	jout_obj(j);
	jout_ktext(j, "mainpage", "Accueil");
	jout_ktext(j, "base", home);
	jout_ktext(j, "sitename", "Wiki du pays de Port-Guénan");
	jout_ktext(j, "generator", "MediaWiki 1.39.8");
	jout_ktext(j, "lang", "fr");
	jout_ktext(j, "articlepath", "/wiki/$1");
	jout_ktext(j, "scriptpath", "/w");
	jout_ktext(j, "script", "/w/index.php");
	jout_ktext(j, "server", q->v->base);
	jout_ktext(j, "wikiid", "guenan");
	jout_obj_end(j);
	jout_key(j, "namespaces");
	jout_obj(j);
	for (size_t i = 0; i < NELEM(spaces); i++) {
		char key[8];

		snprintf(key, sizeof(key), "%d", spaces[i].ns);
		jout_key(j, key);
		jout_obj(j);
		jout_kint(j, "id", spaces[i].ns);
		jout_ktext(j, "name", spaces[i].name);
		jout_ktext(j, "canonical", spaces[i].canonical);
		jout_kbool(j, "content", spaces[i].ns == 0);
		jout_obj_end(j);
	}
	jout_obj_end(j);
	jout_key(j, "statistics");
	jout_obj(j);
	jout_kint(j, "pages", (int64_t)q->npages);
	jout_kint(j, "articles", (int64_t)q->npages);
	jout_obj_end(j);
	free(home);
}

static void
put_error(struct wiki_query *q, const char *code, const char *info)
{
	struct jout *j = &q->j;

	visit_header(q->v, "MediaWiki-API-Error: %s", code);
	jout_obj(j);
	jout_key(j, "error");
	jout_obj(j);
	jout_ktext(j, "code", code);
	jout_ktext(j, "info", info);
	jout_obj_end(j);
	jout_obj_end(j);
}

static void
put_query(struct wiki_query *q)
{
	static const struct {
		const char *word;
		void (*put)(struct wiki_query *q);
	} modules[] = {
		{ "siteinfo", siteinfo },
		{ "allpages", wiki_list_allpages },
		{ "search", wiki_list_search },
		{ "recentchanges", wiki_list_changes },
	};
	char meta[VISIT_PARAM], list[VISIT_PARAM], prop[VISIT_PARAM];
	struct jout body = q->j;
	struct buf query;

	visit_param(q->v, "meta", meta);
	visit_param(q->v, "list", list);
	visit_param(q->v, "prop", prop);
	/* "continue" stands before "query" and is known behind it. */
	buf_init(&query, q->v->out.max);
	jout_begin(&q->j, &query);
	jout_obj(&q->j);
	for (size_t i = 0; i < NELEM(modules); i++) {
		if (wiki_api_listed(meta, modules[i].word) ||
		    wiki_api_listed(list, modules[i].word))
			modules[i].put(q);
	}
	if (*prop != '\0')
		wiki_revs_pages(q);
	jout_obj_end(&q->j);
	if (body.err == ERR_OK)
		body.err = q->j.err;
	q->j = body;
	jout_obj(&q->j);
	if (q->more[0] == '\0') {
		jout_kbool(&q->j, "batchcomplete", true);
	} else {
		jout_key(&q->j, "continue");
		jout_obj(&q->j);
		jout_ktext(&q->j, q->more_key, q->more);
		jout_ktext(&q->j, "continue", "-||");
		jout_obj_end(&q->j);
	}
	jout_key(&q->j, "query");
	jout_raw(&q->j, query.data, query.len);
	jout_obj_end(&q->j);
	buf_fini(&query);
}

void
wiki_api(struct visit *v)
{
	struct wiki_query q = { .v = v };
	char action[VISIT_PARAM];

	q.npages = wiki_pages(v, q.pages);
	jout_begin(&q.j, &v->out);
	if (http_header(v->r, "User-Agent") == NULL) {
		v->status = 403; /* as Wikimedia does */
		put_error(&q, "no-user-agent", "Please set a user-agent.");
	} else if (!visit_param(v, "action", action)) {
		put_error(&q, "missingparam", "No action.");
	} else if (strcmp(action, "query") != 0) {
		put_error(&q, "badvalue", "Unrecognized value for action.");
	} else {
		put_query(&q);
	}
	v->noisy = true; /* api.php has no validators */
	visit_json_end(v, &q.j);
}
