/* SPDX-License-Identifier: ISC */
/* Domain names that are taken for another: which could be registered to
 * deceive, by the families that typosquatters use, and whether one that was met
 * is such. A watched name's own domain is that of an --own address which is a
 * site's front page: "https://acme.example/", not an account on a network. */
#ifndef CRAWLER_MATCH_DOMAIN_H
#define CRAWLER_MATCH_DOMAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/match/watch.h"

/* id, word for programs, words for people; the most telling first */
#define DOMAIN_FAMILIES(X)                                                     \
	X(SUFFIX, "other-suffix", "the same name under another suffix")        \
	X(HOMOGLYPH, "homoglyph", "characters that look like others")          \
	X(OMISSION, "omission", "a letter left out")                           \
	X(REPETITION, "repetition", "a letter doubled")                        \
	X(TRANSPOSITION, "transposition", "two letters swapped")               \
	X(REPLACEMENT, "replacement", "a neighbouring key")                    \
	X(INSERTION, "insertion", "a neighbouring key pressed as well")        \
	X(HYPHENATION, "hyphenation", "a hyphen added or left out")            \
	X(BITSQUATTING, "bitsquatting", "a letter with one bit flipped")       \
	X(VOWEL, "vowel-swap", "another vowel")                                \
	X(ADDITION, "addition", "a letter added at the end")                   \
	X(WORD, "added-word", "a word added (login, shop, official)")          \
	X(SUBDOMAIN, "subdomain", "the name in front of another domain")

enum domain_family {
#define DOMAIN_ENUM(id, code, words) DOMAIN_##id,
	DOMAIN_FAMILIES(DOMAIN_ENUM)
#undef DOMAIN_ENUM
	    DOMAIN_FAMILY_COUNT,
};

const char *domain_family_code(enum domain_family f);
const char *domain_family_words(enum domain_family f);

/* Calls emit for each lookalike of a domain ("acme.example", lower case, a name
 * and its suffix), each once, the most telling families first. A label that is
 * none (too long, a hyphen at an end) is left out. */
typedef void (*domain_emit)(
    void *arg, const char *domain, enum domain_family family);
void domain_variants(const char *domain, domain_emit emit, void *arg);

/* The own domains of n names and all their lookalikes. */
struct domain_index;
struct domain_index *domain_index_new(const struct watch *const *w, size_t n);
void domain_index_free(struct domain_index *ix); /* NULL does nothing */
/* Does this host deceive about a domain of the name? *own is that domain,
 * borrowed. */
bool domain_index_find(const struct domain_index *ix, unsigned name,
    const char *host, enum domain_family *family, const char **own);

#endif
