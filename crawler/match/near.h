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
#include "crawler/match/window.h"

enum {
	NEAR_BYTES = 48, /* to each side */
	NEAR_LEADS_MAX = (LEAD_MAX + 1) * 2 * NEAR_BYTES,
	NEAR_FILTER_BITS = 256,
	/* Leads that are no letters. */
	NEAR_ANY = 0,     /* always there */
	NEAR_WHOLE = 1,   /* the anchor is a word of its own, or in a tag */
	NEAR_AGAINST = 2, /* a word against someone is in the same hashtag */
};

/* Which leads are worth noting: those of the anchor's forms, and a few others
 * by chance. */
struct near_filter {
	uint32_t heads; /* bit: the low five of a word's first byte */
	uint64_t leads[NEAR_FILTER_BITS / 64]; /* by hash */
};

struct near {
	bool all; /* nothing is known: everything may stand there */
	const struct near_filter *filter; /* borrowed from the caller */
	/* grammar_lead, or of the above; each once, and none that the filter
	 * does not let pass. */
	uint32_t leads[NEAR_LEADS_MAX];
	size_t n;
	bool sigil; /* the anchor stands in an @handle, or may */
	/* The words behind and before; none: not known. */
	struct {
		char s[NEAR_BYTES];
		size_t len;
		uint64_t bag; /* lookalike_bag */
	} beside[2];
	size_t beside_n;
};

void near_filter_add(struct near_filter *nf, uint32_t lead);
/* Reads the words around an anchor that was found in the text. */
void near_read(struct near *ne, const struct near_filter *nf, const char *text,
    size_t n, const struct automaton_hit *hit);
/* Reads the word before and the word behind an anchor that is a word of its
 * own, its spaces with it; cheaper by far. */
void near_beside(struct near *ne, const struct near_filter *nf,
    const char *text, size_t n, const struct automaton_hit *hit);

/* Where nothing is known of the leads: the words beside w->words[anchor], as
 * the window has them. */
void near_window(struct near *ne, const struct window *w, size_t anchor);

#endif
