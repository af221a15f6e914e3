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
	NEAR_BYTES = 48, /* to each side */
	NEAR_LEADS_MAX = 3 * 2 * NEAR_BYTES + 3,
	NEAR_SLOTS = 1024,
	/* Leads that are no letters. */
	NEAR_ANY = 0,     /* always there */
	NEAR_WHOLE = 1,   /* the anchor is a word of its own, or in a tag */
	NEAR_AGAINST = 2, /* a word against someone is in the same hashtag */
};

struct near {
	bool all; /* nothing is known: everything may stand there */
	uint32_t leads[NEAR_LEADS_MAX]; /* grammar_lead, or of the above; each
					 * once */
	size_t n;
	/* The words before and behind, of near_beside; none: not known. */
	struct {
		char s[NEAR_BYTES];
		size_t len;
	} beside[2];
	size_t beside_n;
	uint16_t slots[NEAR_SLOTS]; /* their numbers + 1, by hash; 0: free */
};

/* Reads the words around an anchor that was found in the text. */
void near_read(
    struct near *ne, const char *text, const struct automaton_hit *hit);
/* Reads the word before and the word behind an anchor that is a word of its
 * own, its spaces with it; cheaper by far. */
void near_beside(struct near *ne, const struct automaton_hit *hit);

#endif
