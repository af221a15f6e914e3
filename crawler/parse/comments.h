/* SPDX-License-Identifier: ISC */
/* What readers wrote under an article, each comment for itself: WordPress and
 * its kin, schema.org Comment, microformats, and the posts of a phpBB thread.
 */
#ifndef CRAWLER_PARSE_COMMENTS_H
#define CRAWLER_PARSE_COMMENTS_H

#include "crawler/parse/dom.h"
#include "crawler/parse/page.h"

enum { COMMENTS_MAX = 2000 /* on one page */ };

struct comment {
	uint32_t node;
	uint32_t parent; /* 1 + index of the comment it answers; 0: the page */
	enum doc_kind kind;
	const char *id; /* fragment of its permalink; in the arena; or NULL */
};

struct comments {
	struct comment *v; /* owned */
	size_t n;
	uint8_t *marks; /* owned: a byte a node, 1 on every comment's root */
	bool truncated;
};

struct body;
struct source;

void comments_find(const struct dom *d, struct arena *a, struct comments *c);
void comments_fini(struct comments *c);
/* Adds a document for each to p, behind docs[0], which it answers. kinds is
 * boiler_all's. */
void comments_write(const struct dom *d, const struct comments *c,
    const uint8_t *kinds, const struct source *s, struct page *p);

#endif
