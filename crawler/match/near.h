/* SPDX-License-Identifier: ISC */
/* A first, cheap look at the folded text around an anchor: how do the words
 * there begin? Most anchors are a common word, or a surname with another given
 * name before it, and end here. It may let pass too much, never too little. */
#ifndef CRAWLER_MATCH_NEAR_H
#define CRAWLER_MATCH_NEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/match/automaton.h"
#include "crawler/match/grammar.h"

enum {
	NEAR_BYTES = 48,   /* to each side */
	NEAR_SLOTS = 1024, /* over three times what so many bytes can hold */
};

struct near {
	bool all;    /* nothing is known: everything may stand there */
	bool inside; /* the anchor is a part of a longer word, whose letters
		      * alone were read */
	uint32_t slots[NEAR_SLOTS]; /* a hash table of grammar_lead; 0: free */
};

/* Reads the words around an anchor that was found in the text. */
void near_read(
    struct near *ne, const char *text, const struct automaton_hit *hit);
/* May a word that the form cannot be without stand there? */
bool near_has(const struct near *ne, const struct form *f);

#endif
