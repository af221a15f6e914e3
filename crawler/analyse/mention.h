/* SPDX-License-Identifier: ISC */
/* Mentions of one page: its documents against the watched names, each mention
 * with its reasons, its quotation and the bytes that it came from. */
#ifndef CRAWLER_ANALYSE_MENTION_H
#define CRAWLER_ANALYSE_MENTION_H

#include "crawler/analyse/harvest.h"
#include "crawler/match/domain.h"
#include "crawler/match/impostor.h"
#include "crawler/match/names.h"
#include "crawler/networks/network.h"

struct mention_rules {
	const struct names *names;
	const struct watch *const *watches; /* that names were made of */
	const struct domain_index *domains; /* their own, and lookalikes */
	const int *only; /* name index the seed is limited to, or NULL */
};

/* Fills h->mentions from p->docs and p->text. network is the adapter's word. */
void mention_collect(const struct mention_rules *r, const struct source *s,
    const struct page *p, const char *network, struct harvest *h);
/* Appends the domains of the page that deceive about a name's own. */
void mention_domains(const struct mention_rules *r, const struct source *s,
    const struct page *p, const char *network, struct harvest *h);
/* Asks whether the account of a mention passes for the name, and states it in
 * m; the strings lie in the arena. doubtful: it may be no account at all, and
 * is one only if it bears nearly the subject's name. */
void mention_suspect(const struct mention_rules *r, unsigned name,
    const struct impostor_case *c, bool doubtful, struct arena *a,
    struct mention *m);
/* The same of a document's account; the first document of a page also bears the
 * page's names. */
void mention_suspect_doc(const struct mention_rules *r, const struct page *p,
    const struct doc *d, bool first, struct arena *a, struct mention *m);

#endif
