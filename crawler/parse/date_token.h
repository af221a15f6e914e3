/* SPDX-License-Identifier: ISC */
/* A text as numbers, words and marks, for the readers of dates. Internal to
 * date*.c. */
#ifndef CRAWLER_PARSE_DATE_TOKEN_H
#define CRAWLER_PARSE_DATE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/parse/date_words.h"

enum {
	DATE_TEXT_MAX = 2000,   /* of running text that is looked at */
	DATE_TOKENS_MAX = 1000, /* in it */
	DATE_TOKENS_AHEAD = 8   /* how far a reader looks past its token */
};

enum date_token_kind {
	DATE_TOKEN_END,
	DATE_TOKEN_NUMBER, /* value, digits */
	DATE_TOKEN_WORD,   /* letters, apostrophes inside */
	DATE_TOKEN_MARK    /* value: the character; all dashes are '-' */
};

struct date_token {
	uint8_t kind;
	bool gap;       /* white space before it, or nothing at all */
	bool capital;   /* of a word: its first letter */
	bool upper;     /* of a word: ASCII capitals alone */
	uint16_t at, n; /* its bytes in the text */
	uint16_t digits;
	uint16_t found; /* of a word: date_words_find's */
	uint32_t value; /* of a number: held at UINT32_MAX */
};

/* A run of tokens; those past the last are DATE_TOKEN_END. */
struct date_tokens {
	const char *text; /* borrowed from the caller */
	struct date_token t[DATE_TOKENS_MAX + DATE_TOKENS_AHEAD];
	size_t n;
};

void date_token_split(struct date_tokens *k, const char *s, size_t n);
/* Is token i a word of that kind? value may be NULL. */
bool date_token_is(
    const struct date_tokens *k, size_t i, enum date_word kind, int *value);
/* Is it any word of dates? */
bool date_token_known(const struct date_tokens *k, size_t i);
/* Is it exactly this word, given in folded form? */
bool date_token_says(const struct date_tokens *k, size_t i, const char *folded);

static inline bool
date_token_mark(const struct date_tokens *k, size_t i, char c)
{
	return k->t[i].kind == DATE_TOKEN_MARK &&
	       k->t[i].value == (unsigned char)c;
}

static inline bool
date_token_number(
    const struct date_tokens *k, size_t i, unsigned least, unsigned most)
{
	return k->t[i].kind == DATE_TOKEN_NUMBER && k->t[i].digits >= least &&
	       k->t[i].digits <= most;
}

#endif
