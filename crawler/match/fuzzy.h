/* SPDX-License-Identifier: ISC */
/* Names misspelt in running text (MATCHING.md 4.1, classes 9 and 10): one of
 * the two words stands as declared, the other is a few letters off, or drawn
 * with characters that look like its own. It is only a lookalike, for it may as
 * well be the right name of somebody else; so the rules are narrow: names of
 * two words, side by side, whose first letters are right, with their capitals
 * unless they are long. A given
 * name must end as declared besides, for "Marie" and "Maria" are two people. */
#ifndef CRAWLER_MATCH_FUZZY_H
#define CRAWLER_MATCH_FUZZY_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/match/grammar.h"
#include "crawler/match/hits.h"
#include "crawler/match/near.h"
#include "crawler/match/window.h"

enum { FUZZY_SIDES = 2 };

/* A name of this form whose element `side` stands right, and the other does
 * not, is found by this pattern, beside words that begin as near->leads say and
 * may be near->elems[0], misspelt. False: such names are not looked for. */
bool fuzzy_anchor(const struct form *f, size_t side, struct form *near,
    char pattern[FORM_WORD_MAX + 3]);
/* A closer look than users_each takes: is one of the words beside the anchor
 * one of the form's, misspelt? It may let pass too much, never too little. */
bool fuzzy_near(const struct form *f, const struct near *ne);
/* The name, misspelt, around w->words[anchor]. */
bool fuzzy_recognise(const struct form *f, const struct window *w,
    size_t anchor, struct hit *out);

#endif
