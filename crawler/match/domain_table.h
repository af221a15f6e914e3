/* SPDX-License-Identifier: ISC */
/* The tables behind domain.c. */
#ifndef CRAWLER_MATCH_DOMAIN_TABLE_H
#define CRAWLER_MATCH_DOMAIN_TABLE_H

#include <stddef.h>

struct domain_glyph {
	const char *from, *to;
};

extern const char *const domain_keys[26]; /* of each letter, its neighbours */
extern const struct domain_glyph domain_glyphs[];
extern const char *const domain_words[];    /* that are added to a name */
extern const char *const domain_suffixes[]; /* where a name is worth having */
extern const size_t domain_glyphs_n, domain_words_n, domain_suffixes_n;

#endif
