/* SPDX-License-Identifier: ISC */
/* Names to things: a hash table that only grows. Foreign names are its keys,
 * so it is salted: nobody can choose names that collide. */
#ifndef CRAWLER_FETCH_TABLE_H
#define CRAWLER_FETCH_TABLE_H

#include <stddef.h>
#include <stdint.h>

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
/* The hash beneath; never 0. */
uint64_t table_hash(uint64_t salt, const char *text);
uint64_t table_salt(void);

#endif
