/* SPDX-License-Identifier: ISC */
/* Another archive taken over: merge_past.c knows what we
 * have of it, merge.c takes its snapshots, merge_log.c its log.
 * The interface is in store.h.
 *
 * A leaf "merge" of our log stands for the other log from leaf "from" to
 * "size":
 *
 *	"at","origin","key":hex,"from":N,"size":N,"root":hex,
 *	"checkpoint":the signed note of that size,
 *	"leaves":[{"first":N,"count":N,"sha256":hex},..],
 *	"checkpoints_sha256":hex,"anchors":[text,..],"records":N,"checks":N,
 *	"blobs":[hex,..]
 *
 * Each blob of "leaves" holds so many leaves verbatim, a line each; "-HEX" for
 * one that was erased, its hash. Behind a leaf that gathers checks stand their
 * entries, each behind a blank. The time stamps over its newest checkpoint
 * stand in its log behind that: those leaves are "anchors", verbatim. So its
 * hashes, its root, its proofs and its tokens can be checked with what we hold
 * alone. */
#ifndef STORE_MERGE_H
#define STORE_MERGE_H

#include "store/store.h"
#include "store/txn.h"

struct merge {
	struct store *st, *other; /* borrowed */
	struct merge_sum *sum;    /* borrowed */
	char *origin;             /* owned: the other's */
	char key[SHA256_HEX];     /* the other's public key, hex */
	uint64_t from;            /* leaves that an earlier merge stands for */
	uint64_t done;            /* leaves whose snapshots we have */
	uint64_t size;            /* of its newest checkpoint */
	char *note;               /* owned: that checkpoint */
	/* Our number of each snapshot of the other's, by its number; 0: none.
	 */
	uint64_t *numbers; /* owned */
	uint64_t n_numbers;
	/* Of the sweep around the leaf in hand, as its start says; generation
	 * is -1 where none is open. */
	uint64_t sweep;
	int64_t generation;
};

/* Fills in who it is and where an earlier merge ended. ERR_DENIED, logged: a
 * copy of ours, or no longer what was merged. */
enum err merge_begin(struct merge *m) MUST_CHECK;
/* Keeps the other log's leaves from m->from on, and the leaf "merge". */
enum err merge_log(struct merge *m) MUST_CHECK;

#endif
