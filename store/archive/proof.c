/* SPDX-License-Identifier: ISC */
/* Merkle proofs out of stored nodes (RFC 9162 2.1.3, 2.1.4). A complete
 * subtree's root is stored with the leaf that completes it, so that a proof
 * reads O(log n) rows. */
#include "store/archive/proof.h"

#include <string.h>

#include "store/archive/log_node.h"

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
range_root(const struct proof_nodes *k, uint64_t begin, uint64_t end,
    uint8_t out[SHA256_LEN])
{
	struct tree tree;

	tree_init(&tree);
	tree.size = end - begin;
	for (unsigned i = TREE_LEVELS; i-- > 0;) {
		if ((tree.size >> i & 1) == 0)
			continue;
		begin += (uint64_t)1 << i;
		if (!k->node(k->arg, begin - 1, i, tree.edge[i]))
			return false;
	}
	tree_root(&tree, out);
	return true;
}

static bool
add_range(
    const struct proof_nodes *k, uint64_t begin, uint64_t end, struct proof *p)
{
	return p->n < PROOF_MAX && range_root(k, begin, end, p->hash[p->n++]);
}

/* The hashes were gathered from the root down; a proof begins at the leaf. */
static bool
finish(const struct proof *p, bool ok, struct proof *out)
{
	if (!ok)
		return false;
	out->n = p->n;
	for (size_t i = 0; i < p->n; i++)
		memcpy(out->hash[i], p->hash[p->n - 1 - i], SHA256_LEN);
	return true;
}

bool
proof_inclusion(
    const struct proof_nodes *k, uint64_t seq, uint64_t size, struct proof *out)
{
	struct proof p = { .n = 0 };
	uint64_t begin = 0, end = size;
	bool ok = true;

	while (ok && end - begin > 1) {
		uint64_t middle = begin + split(end - begin);

		if (seq < middle) {
			ok = add_range(k, middle, end, &p);
			end = middle;
		} else {
			ok = add_range(k, begin, middle, &p);
			begin = middle;
		}
	}
	return finish(&p, ok, out);
}

bool
proof_consistency(
    const struct proof_nodes *k, uint64_t from, uint64_t to, struct proof *out)
{
	struct proof p = { .n = 0 };
	uint64_t begin = 0, end = to;
	bool ok = true;

	/* Nothing, and the same, need no proof. */
	while (ok && from > 0 && from < end) {
		uint64_t middle = begin + split(end - begin);

		if (from <= middle) {
			ok = add_range(k, middle, end, &p);
			end = middle;
		} else {
			ok = add_range(k, begin, middle, &p);
			begin = middle;
		}
	}
	/* Where the smaller tree is no whole left part, its own end is told. */
	if (ok && from > 0 && from < to && begin > 0)
		ok = add_range(k, begin, end, &p);
	return finish(&p, ok, out);
}

/* ---- of our own log ---- */

static bool
own_node(void *arg, uint64_t seq, unsigned level, uint8_t out[SHA256_LEN])
{
	struct txn *t = arg;

	return log_node(t, seq, level, out);
}

static enum err
outcome(struct txn *t, bool ok)
{
	if (ok)
		return ERR_OK;
	return txn_err(t) != ERR_OK ? txn_err(t) : ERR_DAMAGED;
}

enum err
log_inclusion(struct txn *t, uint64_t seq, uint64_t size, struct proof *out)
{
	const struct proof_nodes own = { own_node, t };

	if (size > log_size(t) || seq >= size)
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	return outcome(t, proof_inclusion(&own, seq, size, out));
}

enum err
log_consistency(struct txn *t, uint64_t from, uint64_t to, struct proof *out)
{
	const struct proof_nodes own = { own_node, t };

	if (to > log_size(t) || from > to)
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	return outcome(t, proof_consistency(&own, from, to, out));
}
