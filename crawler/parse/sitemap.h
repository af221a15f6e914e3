/* SPDX-License-Identifier: ISC */
/* Sitemaps (sitemaps.org): lists of pages with their last changes, lists of
 * such lists, news sitemaps with titles and dates, plain lists of addresses;
 * gzipped or not. Only addresses of the sitemap's own host count. */
#ifndef CRAWLER_PARSE_SITEMAP_H
#define CRAWLER_PARSE_SITEMAP_H

#include <stdbool.h>

#include "store/base/err.h"

struct page;
struct source;

enum {
	SITEMAP_BYTES_MAX = 50 * 1024 * 1024, /* uncompressed, as they say */
	SITEMAP_SNIFF_BYTES = 4096
};

/* Is it one, by its root element, or by its role and its first line? */
bool sitemap_accepts(const struct source *s);
/* Pages become LINK_PAGE, further sitemaps LINK_LISTING with the role
 * NETWORK_ROLE_SITEMAP. ERR_PARSE where it is no sitemap. */
enum err sitemap_parse(const struct source *s, struct page *p) MUST_CHECK;

#endif
