/* SPDX-License-Identifier: ISC */
/* RFC 6962 trees by their right edge. */
#include "store/archive/tree.h"

#include <stdbool.h>
#include <string.h>

void
tree_leaf_hash(const void *data, size_t n, uint8_t out[SHA256_LEN])
{
	const struct digest_part parts[] = { { "\0", 1 }, { data, n } };

	digest_sha256_parts(parts, 2, out);
}

void
tree_node_hash(const uint8_t left[SHA256_LEN], const uint8_t right[SHA256_LEN],
    uint8_t out[SHA256_LEN])
{
	const struct digest_part parts[] = {
		{ "\1", 1 },
		{ left, SHA256_LEN },
		{ right, SHA256_LEN },
	};

	digest_sha256_parts(parts, 3, out);
}

void
tree_init(struct tree *t)
{
	memset(t, 0, sizeof(*t));
}

unsigned
tree_completes(uint64_t index)
{
	unsigned n = 1;

	/* As in a counter: each carry completes one more subtree. */
	for (; (index & 1) != 0; index >>= 1)
		n++;
	return n;
}

unsigned
tree_add(struct tree *t, const uint8_t leaf[SHA256_LEN],
    uint8_t done[TREE_LEVELS][SHA256_LEN])
{
	unsigned n = tree_completes(t->size);

	memcpy(done[0], leaf, SHA256_LEN);
	for (unsigned i = 1; i < n; i++)
		tree_node_hash(t->edge[i - 1], done[i - 1], done[i]);
	memcpy(t->edge[n - 1], done[n - 1], SHA256_LEN);
	t->size++;
	return n;
}

void
tree_root(const struct tree *t, uint8_t out[SHA256_LEN])
{
	bool first = true;

	if (t->size == 0)
		digest_sha256(NULL, 0, out);
	for (unsigned i = 0; i < TREE_LEVELS; i++) {
		if ((t->size >> i & 1) == 0)
			continue;
		if (first)
			memcpy(out, t->edge[i], SHA256_LEN);
		else
			tree_node_hash(t->edge[i], out, out);
		first = false;
	}
}
