/* SPDX-License-Identifier: ISC */
/* One search for a page's date: what its layers share. Internal to dating*.c.
 */
#ifndef CRAWLER_PARSE_DATING_SEARCH_H
#define CRAWLER_PARSE_DATING_SEARCH_H

#include "crawler/parse/dating.h"
#include "crawler/parse/facts.h"
#include "crawler/parse/meta.h"

/* What is being filled, and what every layer needs. */
struct dating_search {
	const struct facts *f;
	struct arena *a;
	int64_t now;
	bool inferred;    /* a date completed from today will do */
	struct date date; /* what out->published says */
	struct dating *out;
};

/* A string that is a plausible date, or holds one. */
bool dating_parse(const char *s, int64_t now_ms, struct date *out);
/* As it is put into a page. */
const char *dating_written(const struct date *date, struct arena *a);
/* Takes the string, or what the element states, as the date of publication, if
 * it is one and none was found before; true if there is one then. */
bool dating_publish(
    struct dating_search *s, const char *v, const char *kind, const char *key);
bool dating_publish_element(
    struct dating_search *s, uint32_t i, const char *kind);
/* The metas of one field. */
void dating_by_meta(struct dating_search *s, enum meta_field field);
/* Where a reader would look: around the headline first, then below the
 * article, then in it. */
void dating_by_place(struct dating_search *s);
/* Weaker metas, and dates farther from the article. */
void dating_by_distance(struct dating_search *s);
/* The day shown about the headline, whatever the attributes say. */
void dating_by_shown(struct dating_search *s);
/* Does the node stand in what readers wrote? */
bool dating_in_comment(const struct facts *f, uint32_t i);

#endif
