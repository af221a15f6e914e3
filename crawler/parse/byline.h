/* SPDX-License-Identifier: ISC */
/* Who wrote a page, by what the page shows: microdata, microformats,
 * rel=author, the names of classes, "By ..." under the headline. */
#ifndef CRAWLER_PARSE_BYLINE_H
#define CRAWLER_PARSE_BYLINE_H

#include "crawler/parse/dom.h"

struct arena;

/* The author's name as shown by the nodes from `from` to before `to`, in the
 * arena, or NULL; nodes marked in skip (NULL for none) are not looked at. *link
 * gets the node of the link that the name is, or 0. */
const char *byline_find(const struct dom *d, uint32_t from, uint32_t to,
    const uint8_t *skip, struct arena *a, uint32_t *link);
/* "By Jane Doe" in a short block between two nodes, or NULL. */
const char *byline_spoken(const struct dom *d, uint32_t from, uint32_t to,
    const uint8_t *skip, struct arena *a);
/* A name out of what stands in a byline: "By Jane Doe | 3 May" is "Jane Doe".
 * NULL where no name is left. */
const char *byline_clean(const char *text, struct arena *a);

#endif
