/* SPDX-License-Identifier: ISC */
/* Networks that no adapter reads: what is lawful there all the same, or would
 * be with a key of the user's own. */
#ifndef CRAWLER_NETWORKS_CARDS_TABLE_H
#define CRAWLER_NETWORKS_CARDS_TABLE_H

#include <stddef.h>

struct card {
	const char *name;
	char tier;           /* A open, B own key, C by hand, T gone */
	const char *lawful;  /* what may be done, in words */
	const char *instead; /* what vigie offers today, or NULL */
};

/* NULL past the last. */
const struct card *cards_table_at(size_t i);

#endif
