/* SPDX-License-Identifier: ISC */
/* What the search for names finds: where, what kind of mention, and why. */
#ifndef CRAWLER_MATCH_HITS_H
#define CRAWLER_MATCH_HITS_H

#include <stddef.h>
#include <stdint.h>

enum match_kind {
	MATCH_EXACT,
	MATCH_VARIANT,
	MATCH_LOOKALIKE,
	MATCH_HANDLE,
	MATCH_AVATAR,
};

/* Why a hit is one: code for programs, words for people. */
#define MATCH_REASONS(X)                                                       \
	X(AS_DECLARED, "as-declared", "the name as declared")                  \
	X(ALIAS, "alias", "a declared other name")                             \
	X(REVERSED, "reversed", "surname first")                               \
	X(HIDDEN, "hidden", "hidden characters inside the name")               \
	X(ACCENTS, "accents", "accents or ligatures written otherwise")        \
	X(SPACING, "spacing", "hyphen, space or apostrophe written otherwise") \
	X(DAMAGED, "damaged", "damaged by a wrong character encoding")         \
	X(INITIAL, "initial", "initial for a given name")                      \
	X(MIDDLE, "middle", "an initial or nickname in the middle")            \
	X(PARTICLE, "particle", "particle left out, added or joined")          \
	X(DOUBLE, "double", "part of a double surname")                        \
	X(BIRTH, "birth", "birth or married name")                             \
	X(NUMBER, "number", "number in words or figures")                      \
	X(ARTICLE, "article", "without its article")                           \
	X(LOWER, "lower-case", "an ordinary word in lower case")               \
	X(ONE_WORD, "one-word", "written as one word")                         \
	X(DECLARED_HANDLE, "declared-handle", "a declared handle")             \
	X(NAME_HANDLE, "name-handle", "a handle made of the name")             \
	X(DIGITS, "digits", "digits added at the end")                         \
	X(HASHTAG, "hashtag", "inside a hashtag")                              \
	X(AFFIX, "affix", "with a word against it, or that vouches for it")    \
	X(ADDRESS, "address", "inside an address")                             \
	X(OTHER_DOMAIN, "other-domain", "the handle, on another domain")       \
	X(LETTER, "letter", "a letter replaced, added or missing")             \
	X(SWAP, "swap", "two letters swapped")                                 \
	X(DOUBLED, "doubled", "a letter doubled or a double one single")       \
	X(KEY, "key", "a neighbouring key")                                    \
	X(FIGURE, "figure", "a figure in place of a letter")                   \
	X(CONFUSABLE, "confusable", "characters that look like others")        \
	X(SCRIPTS, "scripts", "letters of several alphabets mixed")

enum match_reason {
#define MATCH_REASON_ENUM(id, code, words) REASON_##id,
	MATCH_REASONS(MATCH_REASON_ENUM)
#undef MATCH_REASON_ENUM
	    REASON_COUNT,
};

#define REASON(r) (UINT32_C(1) << REASON_##r)

struct hit {
	unsigned name; /* index into the watches given to names_new */
	enum match_kind kind;
	size_t start, end; /* the bytes of the given text that say the name */
	double score;      /* 0 to 1: how surely this is the name */
	uint32_t reasons;  /* bit i: enum match_reason i */
};

/* Sorted by start; no two of one name overlap. */
struct hits {
	struct hit *v; /* owned */
	size_t n, cap;
};

void hits_init(struct hits *h);
void hits_fini(struct hits *h);
void hits_add(struct hits *h, const struct hit *one);

/* The word of CLI.md: "exact", "variant", ... */
const char *match_kind_word(enum match_kind k);
const char *match_reason_code(enum match_reason r);
const char *match_reason_words(enum match_reason r);

#endif
