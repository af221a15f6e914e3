/* SPDX-License-Identifier: ISC */
/* robots.txt by RFC 9309: text in, the rules for one product token out. With
 * the tolerances of Google's parser where they do no harm (byte order mark,
 * any line end, a missing colon, common typing errors). Pure: how a file is
 * fetched, and what it means that it could not be, is rules.c. */
#ifndef CRAWLER_FETCH_ROBOTS_H
#define CRAWLER_FETCH_ROBOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/err.h"

enum {
	ROBOTS_BYTES_MAX = 512 * 1024, /* RFC 9309 2.5 asks for 500 KiB */
	ROBOTS_LINE_MAX = 16663,       /* the rest of a line is not read */
	ROBOTS_SITEMAPS_MAX = 64,
	ROBOTS_DELAY_MAX_S = 30 * 86400
};

struct robots;

/* Never fails: what is no rule is passed over. product is compared without
 * regard to case ("vigie"). */
struct robots *robots_parse(const char *text, size_t n, const char *product);
void robots_free(struct robots *r); /* NULL does nothing */
/* May this address be fetched? *rule, if asked for, is the line that decided,
 * in normal form ("disallow: /private"), or NULL where none did; it points
 * into r. Costs at most (rules x length of the path). */
bool robots_allows(const struct robots *r, const char *url, const char **rule);
/* Crawl-delay of our group, in milliseconds; -1 if it has none. */
int64_t robots_delay_ms(const struct robots *r);
/* The Sitemap lines, as written; NULL past the last. */
const char *robots_sitemap(const struct robots *r, size_t i);
/* Appends what robots_parse made of the file as ASCII text which, parsed
 * again for any product, says the same. */
enum err robots_dump(const struct robots *r, struct buf *out) MUST_CHECK;

#endif
