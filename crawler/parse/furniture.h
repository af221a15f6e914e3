/* SPDX-License-Identifier: ISC */
/* Which parts of a page are furniture and not its main text: elements that
 * never hold any, those whose names say so (boiler.h), what readers wrote, and
 * blocks whose words are those of furniture ("Read also", "Advertisement").
 * An element that holds much of the page's prose is spared, whatever it is
 * called. */
#ifndef CRAWLER_PARSE_FURNITURE_H
#define CRAWLER_PARSE_FURNITURE_H

#include "crawler/parse/dom.h"

struct weight;

enum drop { /* why a node is left out of the main text */
	KEEP,
	DROP_TAG,
	DROP_WORD,
	DROP_LINKS,
	DROP_PHRASE,
	DROP_COMMENT,
	DROP_HEADING
};

/* Marks it: one byte a node, zeroed by the caller, an enum drop. kinds is
 * boiler_all's; comments are nodes known as comments (NULL for none). */
void furniture_mark(const struct dom *d, const uint8_t *kinds,
    const uint8_t *comments, uint8_t *drop);
/* Prose of each subtree: characters of the blocks that read like sentences.
 * The caller frees. */
uint32_t *furniture_prose(
    const struct dom *d, const uint8_t *drop, const struct weight *w);
/* Does a short text say that furniture follows, or is it some itself? */
bool furniture_phrase(const char *text);

#endif
