/* SPDX-License-Identifier: ISC */
/* Merkle proofs out of the nodes of a tree, wherever those are kept: a complete
 * subtree's root is found with the leaf that completes it. */
#ifndef STORE_ARCHIVE_PROOF_H
#define STORE_ARCHIVE_PROOF_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

struct proof_nodes {
	/* Node `level` of those that leaf seq completes; false: not there. */
	bool (*node)(
	    void *arg, uint64_t seq, unsigned level, uint8_t out[SHA256_LEN]);
	void *arg;
};

/* That leaf seq is in the tree of that size (seq < size), and that the tree of
 * size `from` is a prefix of that of size `to` (from <= to): RFC 9162 2.1.3,
 * 2.1.4. False where a node is not there; then *out is untouched. */
bool proof_inclusion(const struct proof_nodes *k, uint64_t seq, uint64_t size,
    struct proof *out) MUST_CHECK;
bool proof_consistency(const struct proof_nodes *k, uint64_t from, uint64_t to,
    struct proof *out) MUST_CHECK;

#endif
