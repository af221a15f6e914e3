/* SPDX-License-Identifier: ISC */
/* A walk over one named database, in the order of its keys (and, for DUPSORT,
 * of the values under one key). Private to store/.
 *
 *	cursor_open(&c, t, DB_X);
 *	for (ok = cursor_seek(&c, &k); ok; ok = cursor_next(&c))
 *		if (!cursor_under(&c, &prefix)) break; ... c.key, c.val ...
 *	cursor_close(&c);
 *
 * An error is remembered by the transaction and reads as the end. Other
 * writes to the same database may happen between the steps; key and val are
 * then stale until the next step. */
#ifndef STORE_CURSOR_H
#define STORE_CURSOR_H

#include <stdbool.h>

#include "store/txn.h"

struct cursor {
	struct txn *t; /* borrowed */
	enum db db;
	MDB_cursor *mdb;     /* owned; NULL when the database does not exist */
	struct val key, val; /* where it stands, after a step that was true */
};

/* Close it before the transaction ends. */
void cursor_open(struct cursor *c, struct txn *t, enum db db);
void cursor_close(struct cursor *c);
bool cursor_first(struct cursor *c);
bool cursor_last(struct cursor *c);
/* To the first pair whose key is k or greater. */
bool cursor_seek(struct cursor *c, const struct key *k);
/* To the last pair whose key is smaller than k. */
bool cursor_before(struct cursor *c, const struct key *k);
/* To exactly this key (its first value). */
bool cursor_find(struct cursor *c, const struct key *k);
bool cursor_next(struct cursor *c);
/* To the next key (its first value), which is to be this one. */
bool cursor_next_is(struct cursor *c, const struct key *k);
bool cursor_prev(struct cursor *c);
/* DUPSORT: to the next value of the same key. */
bool cursor_next_dup(struct cursor *c);
/* DUPSORT: to the first value of key k that is greater than these bytes. */
bool cursor_after_dup(
    struct cursor *c, const struct key *k, const void *data, size_t n);
/* Deletes the pair it stands on; cursor_next then gives the one after it. */
void cursor_del(struct cursor *c);
/* Does the key that it stands on begin with this one? */
bool cursor_under(const struct cursor *c, const struct key *prefix);

#endif
