/* SPDX-License-Identifier: ISC */
/* Merkle proofs out of the stored nodes (RFC 9162 2.1.3, 2.1.4). A complete
 * subtree's root is stored with the leaf that completes it, so that a proof
 * reads O(log n) rows. */
#include <string.h>

#include "store/archive/log_node.h"
#include "store/store.h"

/* The greatest power of two below n; n is 2 or more. */
static uint64_t
split(uint64_t n)
{
	uint64_t k = 1;

	while (k < n - k)
		k *= 2;
	return k;
}

/* The root of leaves begin to end - 1, where begin is a multiple of a power of
 * two that is not below end - begin: so do the splits of a tree fall. */
static bool
range_root(struct txn *t, uint64_t begin, uint64_t end, uint8_t out[SHA256_LEN])
{
	struct tree tree;

	tree_init(&tree);
	tree.size = end - begin;
	for (unsigned i = TREE_LEVELS; i-- > 0;) {
		if ((tree.size >> i & 1) == 0)
			continue;
		begin += (uint64_t)1 << i;
		if (!log_node(t, begin - 1, i, tree.edge[i]))
			return false;
	}
	tree_root(&tree, out);
	return true;
}

static bool
add_range(struct txn *t, uint64_t begin, uint64_t end, struct proof *p)
{
	return p->n < PROOF_MAX && range_root(t, begin, end, p->hash[p->n++]);
}

/* The hashes were gathered from the root down; a proof begins at the leaf. */
static enum err
finish(struct txn *t, struct proof *p, bool ok, struct proof *out)
{
	if (!ok)
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_DAMAGED;
	out->n = p->n;
	for (size_t i = 0; i < p->n; i++)
		memcpy(out->hash[i], p->hash[p->n - 1 - i], SHA256_LEN);
	return ERR_OK;
}

enum err
log_inclusion(struct txn *t, uint64_t seq, uint64_t size, struct proof *out)
{
	struct proof p = { .n = 0 };
	uint64_t begin = 0, end = size;
	bool ok = true;

	if (size > log_size(t) || seq >= size)
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	while (ok && end - begin > 1) {
		uint64_t middle = begin + split(end - begin);

		if (seq < middle) {
			ok = add_range(t, middle, end, &p);
			end = middle;
		} else {
			ok = add_range(t, begin, middle, &p);
			begin = middle;
		}
	}
	return finish(t, &p, ok, out);
}

enum err
log_consistency(struct txn *t, uint64_t from, uint64_t to, struct proof *out)
{
	struct proof p = { .n = 0 };
	uint64_t begin = 0, end = to;
	bool ok = true;

	if (to > log_size(t) || from > to)
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	/* Nothing, and the same, need no proof. */
	while (ok && from > 0 && from < end) {
		uint64_t middle = begin + split(end - begin);

		if (from <= middle) {
			ok = add_range(t, middle, end, &p);
			end = middle;
		} else {
			ok = add_range(t, begin, middle, &p);
			begin = middle;
		}
	}
	/* Where the smaller tree is no whole left part, its own end is told. */
	if (ok && from > 0 && from < to && begin > 0)
		ok = add_range(t, begin, end, &p);
	return finish(t, &p, ok, out);
}
