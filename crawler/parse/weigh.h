/* SPDX-License-Identifier: ISC */
/* What each subtree of a page weighs: how much text, how much of it in links,
 * how many sentences and paragraphs. All judgement about what is content and
 * what is furniture rests on these figures. */
#ifndef CRAWLER_PARSE_WEIGH_H
#define CRAWLER_PARSE_WEIGH_H

#include "crawler/parse/dom.h"

struct weight {          /* of a subtree */
	uint32_t text;   /* characters that are not white space */
	uint32_t link;   /* those of them that stand in links */
	uint32_t commas; /* marks that end or part clauses */
	uint32_t paras;  /* characters in paragraphs of their own */
	uint32_t links;  /* <a> elements */
	uint32_t items;  /* <li> elements */
};

/* One weight a node; the caller frees. Nodes marked in skip (NULL for none)
 * weigh nothing, with all below them. */
struct weight *weigh(const struct dom *d, const uint8_t *skip);
/* Share of text in links, in hundredths. */
unsigned weigh_links(const struct weight *w);

#endif
