/* SPDX-License-Identifier: ISC */
/* The words of access cards (crawler/networks) for people. The cards are in
 * English, in which programs read them too; here they are in French. */
#ifndef TOOLS_CARD_WORDS_H
#define TOOLS_CARD_WORDS_H

struct global;

/* The text in the user's language: itself where there is no other. NULL is
 * NULL. */
const char *card_words(const struct global *g, const char *en);

#endif
