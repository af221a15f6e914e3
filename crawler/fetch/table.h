/* SPDX-License-Identifier: ISC */
/* Two hash tables that only grow, as the fetch thread needs them: names to
 * things, and a set of 64-bit hashes. Foreign names decide the keys, so both
 * are salted: nobody can choose names that collide. */
#ifndef CRAWLER_FETCH_TABLE_H
#define CRAWLER_FETCH_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Names to things. */
struct table {
	struct table_slot {
		char *key; /* owned; NULL: empty */
		void *value;
	} * slots; /* owned */
	size_t cap, n;
	uint64_t salt;
};

void table_init(struct table *t);
/* free_value, if not NULL, is called for every value. */
void table_fini(struct table *t, void (*free_value)(void *value));
/* NULL if it is not there. */
void *table_get(const struct table *t, const char *key);
/* The key must not be there yet. */
void table_put(struct table *t, const char *key, void *value);

/* A set of texts, kept as 64-bit hashes: two in four thousand million are
 * taken for one, once in the life of some archives. */
struct seen {
	uint64_t *v; /* owned; 0: empty */
	size_t cap, n;
	uint64_t salt;
};

void seen_init(struct seen *s);
void seen_fini(struct seen *s);
bool seen_has(const struct seen *s, const char *text);
/* True if it was not there yet. */
bool seen_add(struct seen *s, const char *text);

#endif
