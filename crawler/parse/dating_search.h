/* SPDX-License-Identifier: ISC */
/* One search for a page's date: what its layers share. Internal to dating*.c.
 */
#ifndef CRAWLER_PARSE_DATING_SEARCH_H
#define CRAWLER_PARSE_DATING_SEARCH_H

#include "crawler/parse/dating.h"
#include "crawler/parse/facts.h"
#include "crawler/parse/memo.h"
#include "crawler/parse/meta.h"

/* What is being filled, and what every layer needs. */
struct dating_search {
	const struct facts *f;
	struct arena *a;
	int64_t now;
	bool inferred;    /* a date completed from today will do */
	bool changed;     /* and one that is called that of a change */
	struct date date; /* what out->published says */
	struct dating *out;
	struct memo called[MEMO_PLACES]; /* classes and ids: a date's? */
};

/* A string that is a plausible date, or holds one. */
bool dating_parse(const char *s, int64_t now_ms, struct date *out);
/* As it is put into a page. */
const char *dating_written(const struct date *date, struct arena *a);
/* Where it was found, with what must be known of it: "time, inferred". */
const char *dating_from(const struct dating_search *s, const char *kind,
    const char *key, const struct date *date);
/* Takes the string, or what the element states, as the date of publication, if
 * it is one and none was found before; true if there is one then. */
bool dating_publish(
    struct dating_search *s, const char *v, const char *kind, const char *key);
bool dating_publish_element(
    struct dating_search *s, uint32_t i, const char *kind);
/* The metas of one field. */
void dating_by_meta(struct dating_search *s, enum meta_field field);
/* Where a reader would look: elements and short texts around the headline, and
 * what is called the date of publication anywhere. */
void dating_by_place(struct dating_search *s);
/* In longer texts around the headline, below the article and in it. */
void dating_by_text(struct dating_search *s);
/* What the page's scripts carry. */
void dating_by_script(struct dating_search *s);
/* Weaker metas, and dates farther from the article. */
void dating_by_distance(struct dating_search *s);
/* What is marked or called a date about the headline. */
void dating_by_head(struct dating_search *s);
/* The day shown about the headline, whatever the attributes say, if it can be
 * what a clock there says at the moment own. */
void dating_by_shown(struct dating_search *s, const struct date *own);
/* Can the day be what some clock on earth says at the moment own, but not one
 * that shows UTC? */
bool dating_is_neighbour(const struct date *own, const struct date *day);
/* Does the node stand in what readers wrote? */
bool dating_in_comment(const struct facts *f, uint32_t i);

#endif
