/* SPDX-License-Identifier: ISC */
/* What of a mention (CLI.md's object) can tell namesakes apart, as keys that
 * are counted: the words near it, its site, its author, its language,
 * the cluster of its copies. */
#ifndef CRAWLER_MATCH_NAMESAKE_FEATURE_H
#define CRAWLER_MATCH_NAMESAKE_FEATURE_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/buf.h"
#include "store/base/json.h"

enum { NAMESAKE_KEY_MAX = 512, NAMESAKE_CONTEXT_MAX = 600 };

/* The words around a mention, each once. */
struct namesake_context {
	struct buf folded;
	char *words[NAMESAKE_CONTEXT_MAX]; /* point into folded */
	size_t n;
};

/* Folds title and quotations and takes them apart; words that stand everywhere,
 * and the name's own, are left out. */
void namesake_context_init(
    struct namesake_context *c, const char *own_words, const json_t *mention);
void namesake_context_fini(struct namesake_context *c);
/* Appends the text folded, with a space behind it. */
void namesake_fold(struct buf *b, const char *s);
/* Does the word stand in a run of folded words with a space at each end? */
bool namesake_stands(const char *run, const char *word);

/* Keys; false where the mention does not say. What is said stands behind two
 * bytes that tell the sort. */
bool namesake_site(const json_t *mention, char key[NAMESAKE_KEY_MAX]);
bool namesake_author(const json_t *mention, char key[NAMESAKE_KEY_MAX]);
bool namesake_cluster(const json_t *mention, char key[NAMESAKE_KEY_MAX]);
bool namesake_lang(const json_t *mention, char key[NAMESAKE_KEY_MAX]);
void namesake_word(const char *word, char key[NAMESAKE_KEY_MAX]);

#endif
