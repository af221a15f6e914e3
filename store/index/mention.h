/* SPDX-License-Identifier: ISC */
/* Mentions as rows with their keys: found by id, listed by time (all of them,
 * and by name), gathered by cluster; and their snapshots. */
#ifndef STORE_INDEX_MENTION_H
#define STORE_INDEX_MENTION_H

#include "store/index/document.h"
#include "store/index/row.h"

/* The row of a document and a name. False when there is none: *r is then the
 * beginning of a new one, with its number and id. Look at txn_err. */
bool mention_open(
    struct txn *t, const struct document *d, const char *name, struct row *r);
/* Enters a new row under its keys. */
void mention_enter(struct txn *t, const struct row *r);
/* Seen at this time in this sweep: moves first_seen and last_seen. */
void mention_seen(struct txn *t, struct row *r, int64_t at, uint64_t sweep);
/* A snapshot (0: none) that bears on it. */
void mention_shot(struct txn *t, const struct row *r, uint64_t snapshot);

/* DB_ORDER: name, or 0 for all, then newest first. Either part may be left out
 * from behind. */
void mention_order_name(struct key *k, uint32_t name);
void mention_order(struct key *k, uint32_t name, const struct row *r);

#endif
