/* SPDX-License-Identifier: ISC */
/* Checks: exchanges that changed nothing, gathered by host (DESIGN.md).
 *
 * One entry's canonical text, which is what is hashed and what is disclosed,
 * is this JSON, byte for byte, in this order and without spaces:
 *
 *	{"url":..,"at":"2026-11-20T21:30:00.123Z","outcome":"not-modified",
 *	 "status":304,"same_as":12,"payload_sha256":"hex","salt":"hex"}
 *
 * outcome is not-modified, same-body, same-text or no-mention; same_as is null
 * where no snapshot is confirmed; payload_sha256 is there for same-text and
 * no-mention alone (otherwise it is that of the snapshot confirmed); salt is
 * 16 random bytes. The entries of one leaf, sorted by URL number and time, are
 * the leaves of a tree of RFC 6962, whose root stands in the log:
 *
 *	"host":"h:p","count":256,"first_snapshot":1000,"from":T,"to":T,
 *	"root":"hex"
 *
 * What is kept is shorter. In the database "check", under (host, seq):
 *
 *	count, first snapshot, time of the first entry;
 *	count URL numbers, each as the difference to the one before;
 *	count times: status * 4 + outcome, time and same_as as differences to
 *	the entry before, salt, the payload's hash where there is one. */
#ifndef STORE_ARCHIVE_CHECK_H
#define STORE_ARCHIVE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/digest.h"
#include "store/pack.h"
#include "store/store.h"
#include "store/txn.h"

enum {
	CHECK_LEAF_MAX = 256, /* entries of one leaf */
	CHECK_SALT_LEN = 16,
	CHECK_ENTRY_MAX = 128,      /* bytes of one packed entry */
	CHECK_TEXT_MAX = 128 * 1024 /* bytes of one entry's text */
};

struct check_entry {
	uint64_t url;
	int64_t at;
	enum check_outcome outcome;
	unsigned status;
	uint64_t same_as;
	uint8_t payload[SHA256_LEN];
	uint8_t salt[CHECK_SALT_LEN];
};

/* The entries of one leaf. */
struct check_leaf {
	uint64_t first_snapshot;
	size_t count; /* 1 to CHECK_LEAF_MAX */
	struct check_entry e[CHECK_LEAF_MAX];
};

/* A pending entry by itself. ERR_PARSE for what is none. */
void check_entry_pack(const struct check_entry *e, struct buf *b);
enum err check_entry_unpack(
    const uint8_t *p, size_t n, struct check_entry *e) MUST_CHECK;
/* A whole leaf; its entries must be sorted. */
void check_leaf_pack(const struct check_leaf *leaf, struct buf *b);
enum err check_leaf_unpack(
    const uint8_t *p, size_t n, struct check_leaf *leaf) MUST_CHECK;
/* The entries of one URL without unpacking the rest: how many, and the first
 * one's index. */
size_t check_leaf_find(const uint8_t *p, size_t n, uint64_t url, size_t *first);

/* The canonical text of an entry. */
enum err check_entry_text(
    const struct check_entry *e, const char *url, struct buf *b) MUST_CHECK;
/* The root of the tree of the leaf's entries; needs the table of URLs. */
enum err check_leaf_root(struct txn *t, const struct check_leaf *leaf,
    uint8_t root[SHA256_LEN]) MUST_CHECK;
/* The path from entry `index` of n, by their hashes, which it overwrites, to
 * the root of their tree. */
void check_path(
    uint8_t (*h)[SHA256_LEN], size_t n, uint64_t index, struct proof *path);
/* The leaf under (host, seq). ERR_NOTFOUND; ERR_DAMAGED, logged. */
enum err check_leaf_get(struct txn *t, uint64_t host, uint64_t seq,
    struct check_leaf *leaf) MUST_CHECK;

#endif
