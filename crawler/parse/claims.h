/* SPDX-License-Identifier: ISC */
/* Every date that a page states of itself, whether or not it is the one that is
 * believed (dating.h): whoever disputes when a page was published needs them
 * all (EVIDENCE.md 1.4, 4.1). */
#ifndef CRAWLER_PARSE_CLAIMS_H
#define CRAWLER_PARSE_CLAIMS_H

#include <stddef.h>

struct facts;
struct page;

enum { CLAIMS_MAX = 32, CLAIMS_TEXT_MAX = 200 /* bytes of one statement */ };

struct claim {
	const char *where;  /* "json-ld datePublished", "meta og:..", "time" */
	const char *stated; /* the page's own words */
};

/* Fills in p->claims: what its metas, its JSON-LD and its elements that are
 * marked as dates state, in that order; none that is no plausible date, nor
 * that of a comment. */
void claims_find(const struct facts *f, struct page *p);

#endif
