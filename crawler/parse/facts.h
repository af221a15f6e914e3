/* SPDX-License-Identifier: ISC */
/* The facts of an article: title, author, dates, language, by the layers of
 * MATCHING.md 4.5: what the page states for machines, then what it shows. */
#ifndef CRAWLER_PARSE_FACTS_H
#define CRAWLER_PARSE_FACTS_H

#include "crawler/parse/dom.h"
#include "crawler/parse/jsonld.h"
#include "crawler/parse/maintext.h"
#include "crawler/parse/skim.h"

struct doc;
struct page;
struct source;

/* All that is known of one page while it is read exactly. Borrowed. */
struct facts {
	const struct source *source;
	const struct skim *skim;
	const struct dom *dom;
	const struct maintext *main;
	const struct jsonld *ld;
	const uint8_t *comments; /* marks of comments */
};

/* Fills p's and doc's title, author, author_url, dates and lang. */
void facts_fill(const struct facts *f, struct page *p, struct doc *doc);

#endif
