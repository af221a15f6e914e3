/* SPDX-License-Identifier: ISC */
/* Sources and what they show. A source is a URL that has shown a mention at
 * least once; no other URL has a row here, so that most pages of a night cost
 * one failed search. DB_SHOWN holds its sights under (source, mention), and
 * under (source, 0) the items of its last look where it is a listing. */
#ifndef STORE_INDEX_SOURCE_H
#define STORE_INDEX_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/index/index.h"
#include "store/index/row.h"

struct source {
	uint64_t number;   /* from 1 */
	uint64_t look;     /* counts them; from 1 */
	uint64_t present;  /* mentions in its last good answer */
	bool newest_first; /* listing.h */
};

void source_pack(struct buf *b, const struct source *s);
bool source_unpack(const void *data, size_t n, struct source *s);
void sight_pack(struct buf *b, const struct sight *s);
bool sight_unpack(const void *data, size_t n, struct sight *s);

/* False when this URL never showed a mention. */
bool source_find(struct txn *t, const char *url, struct source *s);
/* Finds it or makes it. */
void source_open(struct txn *t, const char *url, struct source *s);
void source_save(struct txn *t, const char *url, const struct source *s);

/* False when this source never showed this mention. */
bool sight_find(
    struct txn *t, uint64_t source, uint64_t mention, struct sight *s);
void sight_save(
    struct txn *t, uint64_t source, uint64_t mention, const struct sight *s);
void sight_remove(struct txn *t, uint64_t source, uint64_t mention);
/* Walks the sights of a source in the order of their mentions. after: the
 * mention in hand, 0 for the first; false past the last. */
bool sight_next(
    struct txn *t, uint64_t source, uint64_t *mention, struct sight *s);

/* The items of its last look; the caller frees. */
uint64_t *source_items(struct txn *t, uint64_t source, size_t *n);
void source_save_items(
    struct txn *t, uint64_t source, const uint64_t *items, size_t n);

#endif
