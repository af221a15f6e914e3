/* SPDX-License-Identifier: ISC */
/* Which of a page's links a harvest holds: those to be followed, in scope, and
 * what a page with a mention is shown with. Part of analyse.c's work. */
#ifndef CRAWLER_ANALYSE_ANALYSE_LINKS_H
#define CRAWLER_ANALYSE_ANALYSE_LINKS_H

#include "crawler/analyse/harvest.h"
#include "crawler/fetch/seen.h"

/* Into h, which has its mentions. deeper: links to pages are followed from
 * there; canary: the page was asked for to see whether the network answers;
 * told: links to pages that need not be told again, or NULL. */
void analyse_links(const struct page *p, bool deeper, bool canary,
    struct seen *told, struct harvest *h);

#endif
