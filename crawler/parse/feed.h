/* SPDX-License-Identifier: ISC */
/* Feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0 with its threading and
 * paging (RFC 4287, 4685, 5005), CDF, JSON Feed 1.0 and 1.1. Each entry becomes
 * a document with its permalink; the feed itself is a listing. Broken XML is
 * read all the same, with a remark in page.problem. */
#ifndef CRAWLER_PARSE_FEED_H
#define CRAWLER_PARSE_FEED_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/err.h"

struct buf;
struct page;
struct source;

enum {
	FEED_ENTRIES_MAX = 10000,
	FEED_TEXT_MAX = 4 * 1024 * 1024, /* of one element */
	FEED_LINE_MAX = 8192,            /* of a title, an author, an id */
	FEED_SNIFF_BYTES = 4096          /* looked at by feed_accepts */
};

/* Is it a feed, by what it begins with? Its media type alone proves nothing. */
bool feed_accepts(const struct source *s);
/* Fills p; ERR_PARSE where there is no feed in it. */
enum err feed_parse(const struct source *s, struct page *p) MUST_CHECK;
/* The same for a body that begins with "{". */
enum err feed_parse_json(const struct source *s, struct page *p) MUST_CHECK;

/* The body as UTF-8 text, into out, and the encoding it was in. */
const char *feed_utf8(const struct source *s, struct buf *out);

#endif
