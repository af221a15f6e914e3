/* SPDX-License-Identifier: ISC */
/* Text out of the tree, by the same rules as the scanner's: the same writer,
 * the same flags of elements. */
#ifndef CRAWLER_PARSE_VISIBLE_H
#define CRAWLER_PARSE_VISIBLE_H

#include "crawler/parse/dom.h"
#include "crawler/parse/flow.h"

/* Writes the text of node i and all below it, but for nodes marked in skip
 * (NULL for none) with all below them. */
void visible_write(
    const struct dom *d, uint32_t i, const uint8_t *skip, struct flow *out);
/* Writes alt, title and aria-label, a line each, of the same nodes. */
void visible_extra(
    const struct dom *d, uint32_t i, const uint8_t *skip, struct flow *out);
/* The text in one line, in the arena; NULL where there is none. */
char *visible_line(
    const struct dom *d, uint32_t i, const uint8_t *skip, struct arena *a);
/* Marks the roots of navigation noise: one byte a node, which the caller
 * frees. All zero where the page would be nearly empty without it. */
uint8_t *visible_noise(const struct dom *d);

#endif
