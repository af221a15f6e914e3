/* SPDX-License-Identifier: ISC */
/* Handles, authors and display names, which are compared whole: the declared
 * handles, the name as a handle, and what only looks like either (lookalike.h).
 */
#ifndef CRAWLER_MATCH_ACCOUNT_H
#define CRAWLER_MATCH_ACCOUNT_H

#include <stddef.h>

#include "crawler/match/grammar.h"
#include "crawler/match/hits.h"
#include "store/base/err.h"

struct account_index;

/* The forms must outlive it. */
struct account_index *account_index_new(const struct form *f, size_t n);
void account_index_free(struct account_index *ix); /* NULL does nothing */

/* Appends to out what the account's name (UTF-8) is to each watched name: one
 * hit a name at most, the surest first. `all` holds what the same name was
 * found to be as a text, and serves as working memory. */
enum err account_find(const struct account_index *ix, const char *s, size_t n,
    struct hits *all, struct hits *out) MUST_CHECK;

#endif
