/* SPDX-License-Identifier: ISC */
/* The language of a text that states none, by its commonest words: French,
 * English, German, Spanish, Italian, Dutch, Portuguese. Where it is not clear,
 * none is named. */
#ifndef CRAWLER_PARSE_LANG_H
#define CRAWLER_PARSE_LANG_H

#include <stddef.h>

/* "fr", "en", ... or NULL. */
const char *lang_guess(const char *text, size_t n);

#endif
