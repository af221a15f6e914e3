/* SPDX-License-Identifier: ISC */
/* What the name of an account is compared with: every spelling of every form as
 * one word, by its letters and as it is drawn. Shared by account.c and
 * account_index.c. */
#ifndef CRAWLER_MATCH_ACCOUNT_INDEX_H
#define CRAWLER_MATCH_ACCOUNT_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "crawler/match/grammar.h"

/* One spelling as one word. */
struct account_key {
	const struct form *form; /* borrowed */
	const char *s;           /* borrowed from the form */
	size_t len;
	unsigned limit; /* lookalike_limit */
	char *skeleton; /* owned */
};

/* Keys of one length and one bag in a row: a form's spellings in other orders
 * have the same letters. */
struct account_bag {
	uint64_t bits;  /* lookalike_bag */
	size_t len;     /* of each key */
	size_t from, n; /* the keys */
};

struct account_index {
	struct account_key *keys; /* owned; sorted by len */
	struct account_bag *bags; /* owned: one a run of keys */
	size_t bags_n;
	struct account_key **drawn; /* owned: the same, sorted by skeleton */
	size_t n;
	size_t drawn_max;            /* bytes of the longest skeleton */
	const struct form **handles; /* owned: the declared ones; borrowed */
	size_t handles_n;
	size_t handle_max; /* bytes of the longest */
};

/* How the word is drawn (lookalike_skeleton); the caller frees. */
char *account_skeleton(const char *s, size_t n);
/* The first bag of keys of more letters than that. */
size_t account_longer(const struct account_index *ix, size_t len);

#endif
