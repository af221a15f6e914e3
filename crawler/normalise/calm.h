/* SPDX-License-Identifier: ISC */
/* The words of a text without what a page changes by itself between two visits:
 * counters ("1 234 vues", "Likes: 12", "(12)", a number alone on its line),
 * clock times and the dates beside them, relative dates ("il y a 3 h", "3 days
 * ago"), random tokens. Numbers inside sentences stay: "300 euros" is text. */
#ifndef CRAWLER_NORMALISE_CALM_H
#define CRAWLER_NORMALISE_CALM_H

#include <stddef.h>

/* Calls emit for each folded word that counts, in order. */
typedef void (*calm_emit)(void *arg, const char *word, size_t n);
void calm_words(const char *text, size_t n, calm_emit emit, void *arg);

#endif
