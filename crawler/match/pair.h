/* SPDX-License-Identifier: ISC */
/* Are two names of one bearer? The whole of both is compared, in any order of
 * their words and in any script: for names that stand alone (an account's, a
 * list's), not for a text, which is names.h's. */
#ifndef CRAWLER_MATCH_PAIR_H
#define CRAWLER_MATCH_PAIR_H

#include <stdbool.h>
#include <stddef.h>

enum {
	PAIR_TOKENS_MAX = 16, /* words of a name that are compared */
	PAIR_WORD_MAX = 48    /* bytes of a word, folded; longer ones are cut */
};

/* 0 to 1, the same both ways round; from pair_same on it is rather one bearer
 * than two. Both are UTF-8. */
double pair_score(const char *a, size_t a_len, const char *b, size_t b_len);
extern const double pair_same;

/* ---- for the files of this module ---- */

enum pair_kind {
	PAIR_WORD,
	PAIR_INITIAL, /* of one letter */
	PAIR_NUMBER,
	PAIR_FORM, /* of a firm: Ltd, GmbH */
	PAIR_SMALL /* of, the, de, von: may be there or not */
};

struct pair_token {
	char s[PAIR_WORD_MAX];     /* in Latin letters, folded */
	char sound[PAIR_WORD_MAX]; /* spelling habits of languages undone */
	char bones[PAIR_WORD_MAX]; /* its first letter and consonants, in
				    * classes */
	size_t len, sound_len;
	enum pair_kind kind;
	unsigned group; /* of a form: Ltd and Limited are one; else 0 */
	double weight;
};

struct pair_name {
	struct pair_token v[PAIR_TOKENS_MAX];
	size_t n, words; /* tokens; words and initials among them */
};

void pair_cut(const char *name, size_t n, struct pair_name *out);
/* The group of a firm's form, 0 for another word. */
unsigned pair_form(const char *word);
/* Is it a word that many firms bear (group, bank, international)? */
bool pair_is_common(const char *word);
/* Is it a word that may be there or not: a rank, a part of a legal form? */
bool pair_is_small(const char *word);
/* Is one a usual short form of the other (Bill, William)? */
bool pair_is_short(const char *a, const char *b);

#endif
