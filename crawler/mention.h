/* SPDX-License-Identifier: ISC */
/* Mentions of one page: its documents against the watched names, each mention
 * with its reasons, its quotation and the bytes that it came from. */
#ifndef CRAWLER_MENTION_H
#define CRAWLER_MENTION_H

#include "crawler/harvest.h"
#include "crawler/match/names.h"
#include "crawler/networks/network.h"

struct mention_rules {
	const struct names *names;
	const int *only; /* name index the seed is limited to, or NULL */
};

/* Fills h->mentions from p->docs and p->text. network is the adapter's word. */
void mention_collect(const struct mention_rules *r, const struct source *s,
    const struct page *p, const char *network, struct harvest *h);

#endif
