/* SPDX-License-Identifier: ISC */
/* The readings of an account's name: the parts of it that may be a name, each
 * as one folded word, so that handles and display names compare alike. */
#ifndef CRAWLER_MATCH_READING_H
#define CRAWLER_MATCH_READING_H

#include <stddef.h>
#include <stdint.h>

#include "crawler/match/window.h"

enum {
	READINGS_MAX = 64,
	READING_WORDS_MAX = 5, /* words of a part of a display name */
	READING_MAX = 80,      /* bytes */
};

/* A part of an account's name, folded, as one word. */
struct reading {
	char s[READING_MAX];
	size_t len;
	size_t words;
	size_t start, end; /* its bytes in the account's name */
	uint64_t bag;
	uint32_t reasons; /* DIGITS, AFFIX: what was taken off */
};

struct readings {
	struct reading v[READINGS_MAX];
	size_t n;
};

/* The whole; the whole without the words that vouch or deny; each run of two
 * words or more of a longer name; the part before a domain; and each of these
 * without the figures at its end. */
void readings_make(struct readings *r, const struct window *w);

#endif
