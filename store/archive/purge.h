/* SPDX-License-Identifier: ISC */
/* Purging records: which blobs only they name, their text off the log, and the
 * leaf that says so. For store/forget.c. */
#ifndef STORE_ARCHIVE_PURGE_H
#define STORE_ARCHIVE_PURGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/digest.h"
#include "store/txn.h"

struct purge_leaf {
	uint64_t seq, snapshot;
	uint8_t hash[SHA256_LEN];
	char *origin; /* owned: the log that it was merged from, or NULL */
	uint64_t origin_seq;
};

struct purge_blob {
	uint8_t sha[SHA256_LEN];
	char hex[SHA256_HEX];
	bool shared; /* another record names it */
};

/* A blob whose bytes hold what is purged among other things, and the one that
 * stands in its stead. */
struct purge_successor {
	uint8_t was[SHA256_LEN], now[SHA256_LEN];
};

struct purge {
	struct purge_leaf *leaves; /* owned */
	size_t n_leaves;
	struct purge_blob *blobs; /* owned; ascending, each once */
	size_t n_blobs;
	uint64_t looked_to; /* leaves before it were searched for sharing */
	uint64_t *merges;   /* owned: leaves "merge" among those */
	size_t n_merges;
	struct purge_successor *rewritten; /* owned */
	size_t n_rewritten;
};

void purge_fini(struct purge *p);
/* Adds the record of a snapshot and the blobs that it names. Checks, and
 * records that are purged already, are passed over. ERR_NOTFOUND. */
enum err purge_add(struct txn *t, struct purge *p, uint64_t number) MUST_CHECK;
/* Searches the log, from where it was left, for other records that name the
 * same blobs. */
enum err purge_share(struct txn *t, struct purge *p) MUST_CHECK;
/* Forgets the blobs that are not shared, takes the leaves' text off, and logs
 * it. *seq is the purge leaf's. */
void purge_run(
    struct txn *t, const struct purge *p, const char *reason, uint64_t *seq);
/* Forgets a blob for one that stands in its stead from now on, which the purge
 * leaf will say; both are blobs of the archive. */
void purge_succeed(struct txn *t, struct purge *p,
    const uint8_t was[SHA256_LEN], const uint8_t now[SHA256_LEN]);
/* Goes from a blob to what stands in its stead now: perhaps itself. */
void purge_successor(struct txn *t, uint8_t sha[SHA256_LEN]);
/* Is this snapshot's record purged? */
bool purge_is_gone(struct txn *t, uint64_t snapshot);

#endif
