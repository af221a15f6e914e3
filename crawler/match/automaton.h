/* SPDX-License-Identifier: ISC */
/* Many strings looked for at once in folded text (fold.h): Aho and Corasick's
 * automaton with all its transitions written out, one row of 32-bit numbers a
 * state. It sees folded text as one with single spaces: FOLD_NONE is passed
 * over, and a run of spaces is one.
 *
 * A step waits for the step before it, some five cycles, or for memory where
 * there are thousands of names; so one piece of text is walked in eight places
 * at a time, which makes it more than three times faster. Where one walker
 * reaches the place at which the next began, it goes on until whatever it may
 * be in the middle of has ended. */
#ifndef CRAWLER_MATCH_AUTOMATON_H
#define CRAWLER_MATCH_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	AUTOMATON_PATTERN_MAX = 250, /* bytes */
	AUTOMATON_CHUNK = 16 * 1024, /* the text is folded so much at a time */
};

struct automaton;

/* One place where a pattern ends. */
struct automaton_hit {
	unsigned pattern; /* the number that automaton_add returned */
	size_t end;       /* offset in the text, after the pattern */
	size_t len;       /* of the pattern */
	const char *near; /* folded text around it: points into a chunk */
	size_t near_base; /* offset in the text of its first byte */
	size_t near_len;
	size_t near_at; /* where in near the pattern ends: one byte behind
			 * near where its last space is the text's end */
};

/* True stops the search. */
typedef bool (*automaton_found)(void *arg, const struct automaton_hit *hit);

struct automaton *automaton_new(void);
void automaton_free(struct automaton *a); /* NULL does nothing */
/* A folded string of 1 to AUTOMATON_PATTERN_MAX bytes, without FOLD_NONE and
 * without two spaces in a row. A space at its ends stands for the edge of a
 * word, or of the text. The same string gives the same number again; numbers
 * count from 0. */
unsigned automaton_add(struct automaton *a, const char *s, size_t n);
size_t automaton_patterns(const struct automaton *a);
/* Ends the adding: now it can search, in any number of threads. */
void automaton_build(struct automaton *a);
/* Folds the text chunk by chunk and reports every place where a pattern ends
 * (perhaps twice), in no order. True when found stopped it. */
bool automaton_search(const struct automaton *a, const char *text, size_t n,
    automaton_found found, void *arg);

#endif
