/* SPDX-License-Identifier: ISC */
/* The words by which calm.c tells counters and relative dates: French and
 * English, folded. */
#ifndef CRAWLER_NORMALISE_CALM_TABLE_H
#define CRAWLER_NORMALISE_CALM_TABLE_H

#include <stddef.h>

/* What a word can be in the rules. */
enum {
	CALM_UNIT = 1 << 0,     /* of time */
	CALM_QUANTITY = 1 << 1, /* some number, in a word */
	CALM_RELATIVE = 1 << 2, /* a day, seen from today */
	CALM_MONTH = 1 << 3,
	CALM_COUNTER = 1 << 4, /* what pages count */
};

/* All that the word of n bytes can be; 0 for a word of no interest. */
unsigned calm_roles(const char *word, size_t n);

#endif
