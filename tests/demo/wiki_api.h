/* SPDX-License-Identifier: ISC */
/* The wiki's api.php in three files: wiki_api.c (the frame), wiki_list.c (lists
 * of pages and changes), wiki_revs.c (pages with their revisions). */
#ifndef TESTS_DEMO_WIKI_API_H
#define TESTS_DEMO_WIKI_API_H

#include "store/base/jout.h"
#include "tests/demo/sites.h"

enum { WIKI_REVS_MAX = 256 };

struct wiki_query {
	struct visit *v;
	struct jout j;
	struct wiki_page pages[WIKI_PAGES_MAX];
	size_t npages;
	char prefix[8]; /* of list parameters: "ap", or "gap" in a generator */
	/* continue: a parameter and its value; value "" means all was said */
	char more_key[32], more[VISIT_PARAM];
};

/* A parameter behind the prefix of the module: "ap" + "limit". */
bool wiki_api_param(
    const struct wiki_query *q, const char *key, char out[VISIT_PARAM]);
size_t wiki_api_limit(const struct wiki_query *q);
void wiki_api_continue(
    struct wiki_query *q, const char *key, const char *value);
/* Is word one of "a|b|c"? */
bool wiki_api_listed(const char *list, const char *word);
/* pageid, ns, title */
void wiki_api_head(struct jout *j, const struct wiki_page *p);

/* Which pages a list or generator means, as its parameters say; how many. */
size_t wiki_list_all(struct wiki_query *q, const struct wiki_page *out[]);
size_t wiki_list_found(
    struct wiki_query *q, const struct wiki_page *out[], size_t *total);
void wiki_list_allpages(struct wiki_query *q);
void wiki_list_search(struct wiki_query *q);
void wiki_list_changes(struct wiki_query *q);

/* The page of a revision, NULL where it was deleted. */
const struct wiki_page *wiki_revs_page(
    const struct wiki_query *q, const struct item *rev);
/* The revision before this one on its page, or NULL. */
const struct item *wiki_revs_parent(
    const struct visit *v, const struct item *rev);
/* Its number; 0 of NULL. */
int64_t wiki_revs_id(const struct item *rev);
/* All revisions of pages that exist, newest first; how many. */
size_t wiki_revs_all(
    const struct wiki_query *q, const struct item *out[WIKI_REVS_MAX]);
void wiki_revs_pages(struct wiki_query *q);

#endif
