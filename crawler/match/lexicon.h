/* SPDX-License-Identifier: ISC */
/* The small words around names, French and English first, all folded: data, so
 * that one more is one more word. */
#ifndef CRAWLER_MATCH_LEXICON_H
#define CRAWLER_MATCH_LEXICON_H

#include <stdbool.h>
#include <stddef.h>

enum lexicon {
	LEXICON_PARTICLE, /* de, von, le: of a surname */
	LEXICON_ARTICLE,  /* la, the: of a brand */
	LEXICON_BIRTH,    /* née, épouse: between two surnames */
	LEXICON_TITLE,    /* Mme, Dr: before a name */
	LEXICON_AND,      /* and, et: for & */
	LEXICON_AGAINST,  /* boycott, menteuse: in a hashtag with a name */
	LEXICON_AROUND,   /* officiel, fake, pro, fr: in an account's name */
	LEXICON_DENIAL,   /* not, fake, parodie: says that it is not them */
	LEXICON_OPENING,  /* As, Selon: a capital before a name that is none */
	LEXICON_COUNT,
};

bool lexicon_has(enum lexicon list, const char *s, size_t n);
/* Is s a word of the list, or does it begin with one of 5 bytes or more? Words
 * of insult are kept as stems. */
bool lexicon_begins(enum lexicon list, const char *s, size_t n);
/* Does a word of the list stand anywhere in s? */
bool lexicon_within(enum lexicon list, const char *s, size_t n);
/* The number that a word in figures, French or English says; 0 for none. */
int lexicon_number(const char *word);
/* Its spellings, counted by `way`; NULL at the end. */
const char *lexicon_number_word(int number, size_t way);

#endif
