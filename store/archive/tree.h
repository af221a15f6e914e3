/* SPDX-License-Identifier: ISC */
/* The Merkle tree of RFC 6962 section 2.1, as it grows: what is kept is the
 * right edge, that is the complete subtrees into which its leaves fall. Pure;
 * the log and the small trees of checks are both made of it. */
#ifndef STORE_ARCHIVE_TREE_H
#define STORE_ARCHIVE_TREE_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/digest.h"

enum { TREE_LEVELS = 64 };

struct tree {
	uint64_t size; /* leaves */
	/* edge[i] is the root of a subtree of 2^i leaves where bit i of size
	 * is set; the greater stands to the left of the smaller. */
	uint8_t edge[TREE_LEVELS][SHA256_LEN];
};

/* SHA-256(00 || data) and SHA-256(01 || left || right). */
void tree_leaf_hash(const void *data, size_t n, uint8_t out[SHA256_LEN]);
void tree_node_hash(const uint8_t left[SHA256_LEN],
    const uint8_t right[SHA256_LEN], uint8_t out[SHA256_LEN]);

void tree_init(struct tree *t);
/* Adds a leaf by its hash. done gets the nodes that are complete with it, from
 * the leaf itself up; returns how many (tree_completes). */
unsigned tree_add(struct tree *t, const uint8_t leaf[SHA256_LEN],
    uint8_t done[TREE_LEVELS][SHA256_LEN]);
/* The number of nodes that leaf `index` completes, itself counted. */
unsigned tree_completes(uint64_t index);
/* The root; that of the empty tree is SHA-256 of nothing. */
void tree_root(const struct tree *t, uint8_t out[SHA256_LEN]);

#endif
