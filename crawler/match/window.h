/* SPDX-License-Identifier: ISC */
/* A few words of a text, cut out around a place, mended (damage.h), folded
 * (fold.h) and taken apart: what the grammar of names reads. Each word knows
 * its bytes in the text, and what stands between it and the word before. In
 * scripts that write no spaces, each character is a word. */
#ifndef CRAWLER_MATCH_WINDOW_H
#define CRAWLER_MATCH_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	WINDOW_RADIUS_MAX = 600, /* bytes of text to each side */
	WINDOW_WORDS_MAX = 256,
	WINDOW_KEYS_MAX = 1400, /* bytes of folded words */
	WINDOW_ANY = 0x01,      /* in a key: some letter that was lost */
};

/* What stands between two words: all that was seen there. Hidden characters
 * are nothing. */
enum window_gap {
	GAP_SPACE = 1 << 0, /* white space of any kind */
	GAP_LINE = 1 << 1,  /* one line break; GAP_SPACE is set too */
	GAP_BREAK = 1 << 2, /* an empty line */
	GAP_HYPHEN = 1 << 3,
	GAP_DOT = 1 << 4,
	GAP_COMMA = 1 << 5,
	GAP_APOSTROPHE = 1 << 6,
	GAP_UNDERSCORE = 1 << 7,
	GAP_AMPERSAND = 1 << 8,
	GAP_PLUS = 1 << 9,
	GAP_PAREN = 1 << 10,
	GAP_OTHER = 1 << 11,
	GAP_EDGE = 1 << 12, /* the text begins or ends here */
};

struct word {
	size_t start, end; /* its bytes in the text */
	uint16_t key, len; /* its folded bytes: window.keys[key ...] */
	uint16_t gap;      /* before it: enum window_gap */
	bool upper;        /* begins with a capital */
	bool lower;        /* has a lower-case letter */
	bool damaged;      /* was mended */
	bool unspaced;     /* fold_unspaced */
};

struct window {
	const char *text; /* borrowed */
	size_t text_len;
	struct word words[WINDOW_WORDS_MAX + 1]; /* [n].gap: after the last */
	size_t n;
	char keys[WINDOW_KEYS_MAX];
	size_t at[WINDOW_KEYS_MAX];    /* for each byte of keys: where its
					* character begins in the text */
	bool capital[WINDOW_KEYS_MAX]; /* and whether it is a capital there */
	size_t keys_n;
	bool lost; /* a "?" or U+FFFD stands in it */
};

/* Cuts out the words within radius bytes of text[at]; words that the cut would
 * halve are left out. With `guess`, lost characters inside words are
 * WINDOW_ANY; else they end words, as a question mark does. */
void window_cut(struct window *w, const char *text, size_t n, size_t at,
    size_t radius, bool guess);
/* The folded bytes of a word; not NUL-terminated. */
const char *window_key(const struct window *w, size_t word);
/* The last word that begins before text[end]; w->n if there is none. */
size_t window_word_at(const struct window *w, size_t end);

#endif
