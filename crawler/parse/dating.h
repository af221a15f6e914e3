/* SPDX-License-Identifier: ISC */
/* When a page was published, and where that is written: one candidate after
 * the other, the most reliable kind first, each held to be plausible (from
 * 1995 to the day it was fetched). A date is never invented: what the page
 * does not say is NULL. */
#ifndef CRAWLER_PARSE_DATING_H
#define CRAWLER_PARSE_DATING_H

#include "crawler/parse/date.h"
#include "crawler/parse/dom.h"

struct arena;
struct facts;

struct dating {
	const char *published; /* RFC 3339, or the day; NULL: not stated */
	const char *from;      /* "json-ld datePublished", "text byline" */
	const char *modified;
};

void dating_find(const struct facts *f, struct arena *a, struct dating *out);
/* The date that one element states: by its attributes (datetime, content,
 * title), else by its text. False if none that is plausible. */
bool dating_element(
    const struct dom *d, uint32_t i, int64_t now_ms, struct date *out);

#endif
