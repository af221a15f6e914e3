/* SPDX-License-Identifier: ISC */
/* The exact tree of a page (HTML Standard, 13.2.6, by gumbo) as a flat array
 * in document order: a subtree is the span from a node to its `past`, so every
 * walk is a loop and nothing recurses, however deep the page is. Where a page
 * nests deeper than DOM_DEPTH_MAX, the elements below are left out and their
 * text hangs on the last one above: no word is lost. */
#ifndef CRAWLER_PARSE_DOM_H
#define CRAWLER_PARSE_DOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/parse/tag.h"
#include "store/base/err.h"
#include "store/base/mem.h"

enum {
	DOM_DEPTH_MAX = 512,
	DOM_BYTES_MAX = 16 * 1024 * 1024, /* of a page that gets a tree */
	/* gumbo is quadratic in tags that are open at once (an end tag looks
	 * at all of them) and in attributes of one tag: the scanner has counted
	 * both, and their product with the number of tags bounds the work. */
	DOM_OPEN_MAX = 4096,
	DOM_ATTRIBUTES_MAX = 2048,
	DOM_STEPS_MAX = 100 * 1000 * 1000
};

struct dom_node {
	uint32_t parent;     /* the root is its own */
	uint32_t past;       /* index after the last node of the subtree */
	uint32_t start, end; /* span in the source, tags and all */
	uint16_t depth;
	uint8_t tag; /* enum tag; of a text node TAG_OTHER */
	bool is_text;
	bool foreign;     /* in SVG or MathML */
	const char *text; /* of a text node: decoded; owned by the dom */
	uint32_t text_len;
	const void *origin; /* gumbo's node, for dom_attr; owned by the dom */
};

struct dom {
	struct dom_node *nodes; /* owned; nodes[0] is the document */
	uint32_t n, cap;
	const char *html; /* borrowed, or a copy in the arena */
	size_t html_len;
	bool truncated;     /* something was deeper than DOM_DEPTH_MAX */
	struct arena arena; /* gumbo's tree */
};

/* ERR_LIMIT where the tree would cost more than a page may: then there is no
 * tree, and nothing to close. html is UTF-8 and outlives d. */
enum err dom_open(struct dom *d, const char *html, size_t n) MUST_CHECK;
void dom_close(struct dom *d);
/* An attribute's value, decoded, or NULL. Owned by the dom. */
const char *dom_attr(const struct dom *d, uint32_t i, const char *name);
/* The first element of that kind within the subtree of i, i included; d->n if
 * there is none. */
uint32_t dom_find(const struct dom *d, uint32_t i, enum tag tag);
/* Does the list of words hold word, in either case? list may be NULL. */
bool dom_has_word(const char *list, const char *word);

#endif
