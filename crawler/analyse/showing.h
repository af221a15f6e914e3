/* SPDX-License-Identifier: ISC */
/* Who shows which picture: the links to avatars and pictures of a page, where
 * portraits are watched, and to the one that stands for a document with a
 * mention and few words; and, when the picture comes, a mention of whoever
 * shows a portrait, or what is to be compared with other documents' pictures.
 * What the page said of its document travels in the link's context, so the
 * picture's own record is enough to draw the conclusion anew. */
#ifndef CRAWLER_ANALYSE_SHOWING_H
#define CRAWLER_ANALYSE_SHOWING_H

#include "crawler/analyse/harvest.h"
#include "crawler/analyse/mention.h"

enum { SHOWING_PICTURES_MAX = 64 /* of one answer, avatars included */ };

/* Appends the page's pictures to h->links, which has room for
 * SHOWING_PICTURES_MAX more. */
void showing_links(const struct mention_rules *r, const struct source *s,
    const struct page *p, const char *network, struct harvest *h);
/* Is this the role of such a link? Redirects are counted above it. */
bool showing_is_picture(unsigned role);
/* Is this the answer of such a link? */
bool showing_asked(const struct source *s);
/* Reads the picture into h->portrait, and the mentions that it makes of the
 * link's document. What cannot be read is a problem of the page. */
void showing_read(const struct mention_rules *r, const struct source *s,
    struct page *p, struct harvest *h);

#endif
