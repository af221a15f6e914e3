/* SPDX-License-Identifier: ISC */
/* The exact tree of a page, after the tree construction of the HTML Standard
 * (13.2.6), as a flat array in document order: a subtree is the span from a
 * node to its `past`, so every walk is a loop and nothing recurses, however
 * deep the page is. Where a page nests deeper than DOM_DEPTH_MAX, the elements
 * below are left out and their text hangs on the last one above: no word is
 * lost.
 *
 * Left out of the standard's algorithm: scripts, quirks but for the missing
 * doctype, what is inside scripts, styles and their like, and attributes that
 * token.h does not know. */
#ifndef CRAWLER_PARSE_DOM_H
#define CRAWLER_PARSE_DOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/parse/tag.h"
#include "crawler/parse/token.h"
#include "store/base/err.h"
#include "store/base/mem.h"

enum {
	DOM_DEPTH_MAX = 512,
	DOM_BYTES_MAX = 16 * 1024 * 1024, /* of a page that gets a tree */
	/* Formatting elements are opened anew in every block, so a page of a
	 * few bytes could make a tree of gigabytes. */
	DOM_NODES_MAX = 2 * 1024 * 1024,
	/* The depths of all nodes together: who reads a tree may climb from
	 * each node to the top. */
	DOM_STEPS_MAX = 100 * 1000 * 1000
};

struct dom_node {
	uint32_t parent;     /* the root is its own */
	uint32_t past;       /* index after the last node of the subtree */
	uint32_t start, end; /* span in the source, tags and all */
	uint16_t depth;
	uint8_t tag; /* enum tag; of a text node TAG_OTHER */
	bool is_text;
	bool foreign;      /* in SVG or MathML */
	uint32_t have;     /* a bit for each enum token_attr it has */
	uint32_t attrs;    /* of an element: its first value in dom.attrs */
	uint32_t text_len; /* of a text node */
	const char *text;  /* of a text node: decoded; owned by the dom */
};

struct dom_value {
	enum token_attr attr;
	const char *value; /* decoded; in dom.chars */
};

struct dom {
	struct dom_node *nodes;  /* owned; nodes[0] is the document */
	struct dom_value *attrs; /* owned */
	uint32_t n, cap, n_attrs, cap_attrs;
	char *chars;      /* owned: all text and values, NUL-terminated each */
	size_t n_chars;   /* used of them */
	const char *html; /* borrowed */
	size_t html_len;
	bool truncated; /* something was deeper than DOM_DEPTH_MAX */
};

/* ERR_LIMIT where the page is larger or its tree would be than a page's may be:
 * then there is no tree, and nothing to close. html is UTF-8 and outlives d. */
enum err dom_open(struct dom *d, const char *html, size_t n) MUST_CHECK;
void dom_close(struct dom *d);
/* An attribute's value, decoded, or NULL. Owned by the dom. */
const char *dom_attr(const struct dom *d, uint32_t i, enum token_attr attr);
/* The first element of that kind within the subtree of i, i included; d->n if
 * there is none. */
uint32_t dom_find(const struct dom *d, uint32_t i, enum tag tag);
/* Does the list of words hold word, in either case? list may be NULL. */
bool dom_has_word(const char *list, const char *word);
/* Does it hold one of so many words? */
bool dom_has_any(const char *list, const char *const *words, size_t count);

#endif
