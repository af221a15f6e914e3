/* SPDX-License-Identifier: ISC */
/* Encoding damage (MATCHING.md 4.1, class 3): the spellings that a letter
 * outside ASCII gets when a program somewhere takes UTF-8 for Windows-1252,
 * escapes twice, or throws away what it cannot show. Both directions: how a
 * word looks when damaged, so that it can be looked for, and what damaged text
 * means, so that it can be read. */
#ifndef CRAWLER_MATCH_DAMAGE_H
#define CRAWLER_MATCH_DAMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	DAMAGE_WAYS = 10,
	DAMAGE_ESCAPES = 3, /* from this way on: entities, percent signs ... */
};

/* Writes the word (n bytes of UTF-8) as damaged in way 0 to DAMAGE_WAYS - 1;
 * returns its length. 0 when the word has nothing to damage that way, or out
 * is too small. */
size_t damage_word(
    unsigned way, const char *word, size_t n, char *out, size_t max);

/* Reads one character at s (n > 0 bytes left) as it was meant: an escape, a
 * character read as two, else the character as it stands; and its length in
 * bytes of s. *lost: it is a "?" or U+FFFD and may stand for any letter. */
uint32_t damage_read(const char *s, size_t n, bool *lost, size_t *len);

#endif
