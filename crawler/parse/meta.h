/* SPDX-License-Identifier: ISC */
/* What a page's <meta> elements state about it, in the vocabularies in use:
 * OpenGraph and article:*, Dublin Core, schema.org's itemprop, the citation_
 * tags of journals, and those of publishing systems. Rows of a table, the best
 * source of each field first. */
#ifndef CRAWLER_PARSE_META_H
#define CRAWLER_PARSE_META_H

#include "crawler/parse/skim.h"

struct arena;

enum meta_field {
	META_TITLE,
	META_AUTHOR,
	META_HANDLE,
	META_USERNAME,
	META_AUTHOR_URL,
	META_PUBLISHED,
	META_DATE, /* a date that does not say of what */
	META_MODIFIED,
	META_LANG,
	META_SITE_NAME,
	META_URL,
	META_PICTURE,
	META_ROBOTS,
	META_TDM
};

/* The nth statement of the field, best first; NULL past the last. key, if not
 * NULL, gets the name under which it was stated. */
const char *meta_nth(const struct skim *k, enum meta_field field, size_t nth,
    struct arena *a, const char **key);
/* The best statement, or NULL. */
const char *meta_get(
    const struct skim *k, enum meta_field field, struct arena *a);
/* The author as twitter:label1 and twitter:data1 state it; or NULL. */
const char *meta_labelled_author(const struct skim *k, struct arena *a);

#endif
