/* SPDX-License-Identifier: ISC */
/* The links that the scanner saw, resolved against the page's base, each
 * address once, as links of the page. */
#ifndef CRAWLER_PARSE_LINKS_H
#define CRAWLER_PARSE_LINKS_H

#include "crawler/parse/skim.h"

struct page;

/* Fills p->links. url is the page's own address, an href. */
void links_fill(const struct skim *k, const char *url, struct page *p);
/* Adds the requisites: images, style sheets. */
void links_requisites(const struct skim *k, const char *url, struct page *p);
/* One reference resolved against the page's base: an http(s) href without
 * fragment in p's arena, or NULL. */
const char *links_resolve(
    const struct skim *k, const char *url, const char *ref, struct page *p);

#endif
