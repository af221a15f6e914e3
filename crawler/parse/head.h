/* SPDX-License-Identifier: ISC */
/* What a page says about itself in its head, its headers and its address:
 * title, author, language, canonical address, what robots may do, and the
 * names that it shows as somebody's. Taken from the scanner's findings. */
#ifndef CRAWLER_PARSE_HEAD_H
#define CRAWLER_PARSE_HEAD_H

#include "crawler/parse/skim.h"

struct page;
struct source;

/* Fills title, author, lang, the robots flags of p. */
void head_fill(const struct skim *k, const struct source *s, struct page *p);
/* Fills p->canonical: what the page declares, if that is of the same site and
 * not merely its front page. */
void head_canonical(
    const struct skim *k, const struct source *s, struct page *p);
/* Adds p's identities: title and its parts, author, first heading, the
 * address's last segment and its @handles. */
void head_identities(
    const struct skim *k, const struct source *s, struct page *p);
/* A language tag in the form of BCP 47 ("fr", "pt-BR"), or NULL. */
const char *head_lang(const char *tag, struct page *p);

#endif
