/* SPDX-License-Identifier: ISC */
/* Time stamps over checkpoints, as store/archive sees them: how a leaf
 * "anchor-ok" is read, for those who walk tokens and for those who verify
 * them. The interface is in store.h. */
#ifndef STORE_ARCHIVE_ANCHOR_H
#define STORE_ARCHIVE_ANCHOR_H

#include "store/archive/stamp.h"
#include "store/base/jout.h"
#include "store/base/json.h"
#include "store/store.h"
#include "store/txn.h"

/* The leaf as JSON; the caller json_decref()s. As log_get; ERR_PARSE. */
enum err anchor_leaf(struct txn *t, uint64_t seq, json_t **doc) MUST_CHECK;
/* Reads what a leaf "anchor-ok" says; texts point into doc. ERR_PARSE. */
enum err anchor_read(
    const json_t *doc, uint64_t leaf, struct anchor *a) MUST_CHECK;
/* The key of a row of DB_ANCHOR or DB_GAP. */
void anchor_key(struct key *k, uint64_t size, uint64_t authority);
/* What both kinds of leaf say of the question. */
void anchor_members(struct jout *j, const struct anchor_ask *ask);
/* How often it went wrong; 0: never asked, or answered. */
unsigned anchor_gap_tries(struct txn *t, uint64_t size, uint64_t authority);
/* Is this the token that the anchor says it is? Its blobs, its signature and
 * chain at its own time, the note that it stamps. NULL, or what is wrong; the
 * caller frees. ERR_DENIED blobs (forgotten) are wrong too. */
char *anchor_judge(struct txn *t, const struct anchor *a);

/* ---- OpenTimestamps ---- */

/* Fills in what is asked of a calendar about ask->imprint. */
void anchor_ots_ask(struct anchor_ask *ask);
/* The .ots file of a calendar's first answer; NULL, or what is wrong. */
char *anchor_ots_proof(const struct anchor_ask *ask, const void *reply,
    size_t n, struct buf *proof);
/* As anchor_keep, and anchor_judge. */
enum err anchor_ots_keep(struct store *st, const struct anchor_ask *ask,
    const void *reply, size_t n, char **why) MUST_CHECK;
char *anchor_ots_judge(struct txn *t, const struct anchor *a);

#endif
