/* SPDX-License-Identifier: ISC */
/* Transactions as store/ sees them: every helper remembers the first error of
 * its transaction and does nothing after it, so that a write reads as what it
 * does. Private to store/.
 *
 * A value that is read points into the map: it is valid until the next write
 * of the same transaction, or its end. What does not exist is no error: the
 * helper returns false. */
#ifndef STORE_TXN_H
#define STORE_TXN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/env.h"
#include "store/key.h"
#include "store/store.h"

struct val {
	const uint8_t *data; /* borrowed from the map */
	size_t len;
};

/* LMDB, and writev, take pointers to non-const through which they only read. */
static inline void *
txn_unconst(const void *p)
{
	union {
		const void *in;
		void *out;
	} u = { p };

	return u.out;
}

struct txn {
	struct store *st; /* borrowed */
	MDB_txn *mdb;     /* owned; NULL if it could not begin */
	enum txn_mode mode;
	enum err err;  /* the first error */
	bool map_full; /* err is that the map must grow */
	bool locked;   /* map_lock is held */
	/* owned; TXN_READ alone: cursors for the next look, which is often at
	 * a key nearby, and LMDB then need not come down from the root */
	MDB_cursor *idle[DB_COUNT];
	bool in_order[DB_COUNT]; /* txn_in_order */
};

struct store *txn_store(const struct txn *t);
/* Remembers e unless an error is remembered already, and returns the first. */
enum err txn_fail(struct txn *t, enum err e);
/* The same for a code of LMDB, logged with the database's name. */
enum err txn_fail_db(struct txn *t, enum db db, int rc);
/* A value that cannot be: logs "archive: WHAT (run `vigie verify`)". */
enum err txn_damaged(struct txn *t, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* True and *v when the key is there (of several DUPSORT values the first). */
bool txn_get(struct txn *t, enum db db, const struct key *k, struct val *v);
bool txn_has(struct txn *t, enum db db, const struct key *k);
/* TXN_READ: keys of this database are asked for in their order from now on, and
 * mostly without gaps. Only the speed rests on it. */
void txn_in_order(struct txn *t, enum db db);
/* The number (pack_uint) at a key, or fallback. */
uint64_t txn_get_uint(
    struct txn *t, enum db db, const struct key *k, uint64_t fallback);
void txn_put_uint(struct txn *t, enum db db, const struct key *k, uint64_t v);
/* Puts or replaces; in a DUPSORT database adds the pair. */
void txn_put(
    struct txn *t, enum db db, const struct key *k, const void *data, size_t n);
/* The same where the key is the greatest of all: pages are filled whole. */
void txn_append(
    struct txn *t, enum db db, const struct key *k, const void *data, size_t n);
/* Deletes the key with all its values; false when it was not there. */
bool txn_del(struct txn *t, enum db db, const struct key *k);
/* Deletes one pair of a DUPSORT database. */
bool txn_del_pair(
    struct txn *t, enum db db, const struct key *k, const void *data, size_t n);
/* How many pairs the database holds; O(1). */
uint64_t txn_count(struct txn *t, enum db db);
/* Empties the database. */
void txn_clear(struct txn *t, enum db db);
/* The last key of the database as a number, plus one; 0 when it is empty. For
 * databases keyed by one u64 that are numbered from 0 without gaps. */
uint64_t txn_next_u64(struct txn *t, enum db db);

/* A copy with a NUL behind it; the caller frees. */
char *txn_copy(const struct val *v);

#endif
