/* SPDX-License-Identifier: ISC */
/* The second look at a page, by its tree: see html.h. */
#ifndef CRAWLER_PARSE_EXACT_H
#define CRAWLER_PARSE_EXACT_H

#include "crawler/parse/skim.h"

struct body;
struct page;
struct source;

/* Fills p, which the scanner's findings in k have filled already, with what
 * the tree knows better. Where a page is too deep or too large for a tree, what
 * the scanner found stands, as the one document, and p->truncated is set. */
void exact_fill(const struct source *s, const struct skim *k, struct body *b,
    struct page *p);

#endif
