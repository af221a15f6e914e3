/* SPDX-License-Identifier: ISC */
/* One page of a MediaWiki, with its newest revision, as a document. */
#ifndef CRAWLER_NETWORKS_MEDIAWIKI_PAGE_H
#define CRAWLER_NETWORKS_MEDIAWIKI_PAGE_H

#include <jansson.h>
#include <stdbool.h>

struct page;
struct source;

/* An element of query.pages (formatversion=2). False if it is none. A page
 * without its text in this answer (the API cuts large batches) makes no
 * document: it comes with a later one. */
bool mediawiki_page_read(const struct source *s, struct page *p,
    const char *space, const json_t *page);

#endif
