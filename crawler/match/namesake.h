/* SPDX-License-Identifier: ISC */
/* Is this mention about the watched subject, or about somebody of the same name
 * (MATCHING.md 4.2)? The answer is a sum of log-odds, each with its reason: how
 * surely the name was recognised; copies, words, site, author and language, as
 * far as the user's own labels found them on one side more than on the other;
 * and what kind of page it is. A model is one name's labels counted. It learns
 * nothing by itself, and knows nothing but what it can say. */
#ifndef CRAWLER_MATCH_NAMESAKE_H
#define CRAWLER_MATCH_NAMESAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/match/watch.h"
#include "store/base/json.h"
#include "store/base/mem.h"

enum {
	NAMESAKE_REASONS_MAX = 16,
	NAMESAKE_WORDS_MAX = 6, /* words of one verdict: the strongest */
	/* Sums, in hundredths, from which and down to which it is sure. */
	NAMESAKE_MINE = 100,
	NAMESAKE_NOT_MINE = -100
};

enum namesake_band {
	NAMESAKE_BAND_MINE,
	NAMESAKE_BAND_DOUBTFUL,
	NAMESAKE_BAND_NOT_MINE
};

struct namesake_reason {
	const char *code;    /* for programs */
	int weight;          /* hundredths of log-odds */
	const char *text[2]; /* in English, in French */
};

struct verdict {
	struct namesake_reason v[NAMESAKE_REASONS_MAX];
	size_t n;
	int score; /* the sum, in hundredths */
	enum namesake_band band;
};

enum namesake_label {
	NAMESAKE_UNLABELLED,
	NAMESAKE_LABELLED_MINE,
	NAMESAKE_LABELLED_NOT
};

struct namesake;

/* A model without labels. w NULL: the name is watched no more. */
struct namesake *namesake_new(const struct watch *w, const char *name);
void namesake_free(struct namesake *s); /* NULL does nothing */
/* One labelled mention: CLI.md's object. */
void namesake_learn(struct namesake *s, const json_t *mention, bool mine);
/* Judges a mention; private is index_mention_private's object, or NULL. own is
 * what the user said of this very mention. Texts live in the arena. */
void namesake_judge(const struct namesake *s, const json_t *mention,
    const json_t *private, enum namesake_label own, struct arena *a,
    struct verdict *out);
/* How many labels of each sort. */
void namesake_labels(const struct namesake *s, size_t *mine, size_t *not_mine);
/* Calls fn with the words, at most n, that tell rejected mentions from the
 * others best. */
void namesake_suggest(const struct namesake *s, size_t n,
    void (*fn)(const char *word, void *arg), void *arg);

#endif
