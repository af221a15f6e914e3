/* SPDX-License-Identifier: ISC */
/* The main text of a page: what its author wrote, without the furniture about
 * it and without what readers wrote under it. First furniture is marked, by
 * the words of its class and by its links; then the smallest element is taken
 * that holds most of the prose; then its blocks are judged one by one. */
#ifndef CRAWLER_PARSE_MAINTEXT_H
#define CRAWLER_PARSE_MAINTEXT_H

#include "crawler/parse/dom.h"

struct flow;

enum { MAINTEXT_LEADS_MAX = 8 };

struct maintext {
	uint8_t *drop;  /* owned: a byte a node, not 0 where it is left out */
	uint8_t *kinds; /* owned: what boiler.h says of each node */
	uint32_t root;  /* the element whose text it is */
	/* Blocks of prose between the headline and the root. */
	uint32_t leads[MAINTEXT_LEADS_MAX];
	size_t n_leads;
	uint32_t headline; /* the heading before the root, or in it; 0: none */
	uint32_t text;     /* characters of it, white space not counted */
};

/* Finds it; comments are the marks of comments (NULL for none). */
void maintext_find(
    const struct dom *d, const uint8_t *comments, struct maintext *m);
void maintext_write(
    const struct dom *d, const struct maintext *m, struct flow *out);
void maintext_fini(struct maintext *m);

#endif
