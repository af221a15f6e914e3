/* SPDX-License-Identifier: ISC */
/* The title of a page as its reader sees it: the headline, by comparing what
 * <title>, OpenGraph, JSON-LD and the h1 elements say. */
#ifndef CRAWLER_PARSE_HEADLINE_H
#define CRAWLER_PARSE_HEADLINE_H

#include "crawler/parse/dom.h"
#include "crawler/parse/jsonld.h"
#include "crawler/parse/skim.h"

/* NULL where the page has none; in the arena. root is where the main text is,
 * url the page's address. */
const char *headline_of(const struct skim *k, const struct dom *d,
    uint32_t root, const struct jsonld *ld, const char *url, struct arena *a);

#endif
