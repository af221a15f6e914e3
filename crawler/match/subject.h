/* SPDX-License-Identifier: ISC */
/* What was declared about a name besides its spelling: words that its documents
 * must or must not hold (namesakes), a query, and addresses that are the
 * subject's own.
 */
#ifndef CRAWLER_MATCH_SUBJECT_H
#define CRAWLER_MATCH_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/match/query.h"
#include "crawler/match/watch.h"
#include "store/base/mem.h"

struct subject {
	/* In the arena: folded, with a space at each end. */
	char **with, **without;
	char **own; /* in the arena: without scheme and "www." */
	size_t with_n, without_n, own_n;
	struct query *query; /* in the arena; NULL: none */
};

void subject_init(struct subject *s, const struct watch *w, struct arena *a);
/* One of the words of --with, if there are any, none of --without, and a true
 * --query. A query that cannot be read is none: better too much than nothing.
 */
bool subject_admits(const struct subject *s, const struct query_doc *d);
/* One of its own addresses, or one below. */
bool subject_owns(const struct subject *s, const char *url);

#endif
