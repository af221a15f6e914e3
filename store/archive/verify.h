/* SPDX-License-Identifier: ISC */
/* Verification: one pass over the log (records, tree, checks, checkpoints),
 * one over the blobs, one over the small files. All run in a child process on
 * a store opened for reading, while a sweep may go on: what was there when it
 * began is verified, in many short transactions. */
#ifndef STORE_ARCHIVE_VERIFY_H
#define STORE_ARCHIVE_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/archive/checkpoint.h"
#include "store/archive/segment.h"
#include "store/base/json.h"
#include "store/store.h"
#include "store/txn.h"

enum verify_kind {
	VERIFY_RECORDS,
	VERIFY_TREE,
	VERIFY_CHECKS,
	VERIFY_SNAPSHOTS,
	VERIFY_CHECKPOINTS,
	VERIFY_BLOBS,
	VERIFY_STAMPS,
	VERIFY_MERGED,
	VERIFY_MIRROR,
	VERIFY_KEY,
	VERIFY_KINDS
};

enum {
	VERIFY_BAD_MAX = 100,   /* of one kind; then its pass ends */
	VERIFY_TXN_STEPS = 1024 /* steps between two transactions */
};

struct verify {
	struct store *st; /* borrowed */
	struct txn *t;    /* the transaction of the moment */
	unsigned steps;
	/* what the archive held when it began */
	uint64_t size;            /* leaves */
	uint64_t next_snapshot;   /* number */
	uint64_t checkpoints_end; /* newest size + 1, or 0 */
	uint64_t n_checkpoints, n_checks, n_snapshots, n_blobs;
	uint64_t *ends; /* owned: committed bytes of segments 1.. */
	uint32_t n_ends;
	uint8_t key[SIGNER_KEY_LEN]; /* the log's newest, by verify_log */
	bool has_key;
	uint64_t *merges; /* owned: leaves "merge", by verify_log */
	size_t n_merges;
	char *mirror; /* owned: checkpoints.txt, read before all else */
	size_t mirror_len;
	/* what was found */
	struct {
		uint64_t good, bad;
	} kinds[VERIFY_KINDS];
	struct verify_sum sum;
	/* where lines go */
	verify_report emit;
	void *arg;
};

/* What the child does: opens the archive, runs every pass (or, with a note,
 * verifies against that), reports. As archive_verify, but in this process; the
 * log's lines go into what is reported. */
enum err verify_dir(const char *dir, const char *note, size_t n,
    verify_report emit, void *arg, struct verify_sum *sum) MUST_CHECK;

/* *tokens: leaves anchor-ok. */
void verify_log(struct verify *v, uint64_t *tokens);
/* Given how many tokens the log names. */
void verify_anchors(struct verify *v, uint64_t tokens);
/* The logs that were merged into this one. */
void verify_merged(struct verify *v);
void verify_blobs_stock(struct verify *v);
void verify_blobs(struct verify *v);
void verify_blob_bad(
    struct verify *v, const uint8_t sha[SHA256_LEN], const char *why);
/* All that stands on this blob, whose bytes it takes. */
void verify_blob_dependants(
    struct verify *v, const struct segment_entry *alone, char *raw);
/* Every entry of the segments; returns how many of them rows lead to. */
uint64_t verify_segments(struct verify *v);
/* Before the first transaction: a sweep appends to the file after it commits.
 */
void verify_mirror_read(struct verify *v);
void verify_mirror(struct verify *v);
void verify_key(struct verify *v);
void verify_against(struct verify *v, const char *note, size_t n);
/* The checks of leaf seq, whose JSON is given. */
void verify_checks(struct verify *v, uint64_t seq, const json_t *leaf);

void verify_good(struct verify *v, enum verify_kind kind, uint64_t n);
/* Counts it, and names it if it is the first of its kind: "of" by the format,
 * then why (or what was logged since the last bad one, which says more). */
void verify_bad(struct verify *v, enum verify_kind kind, const char *why,
    const char *fmt, ...) PRINTF_LIKE(4, 5);
/* Has this kind had enough bad ones for the pass to end? */
bool verify_enough(const struct verify *v, enum verify_kind kind);
/* Once a step: a new transaction now and then, and after an error. */
void verify_step(struct verify *v);
/* A new transaction at once. */
void verify_renew(struct verify *v);

#endif
