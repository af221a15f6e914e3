/* SPDX-License-Identifier: ISC */
/* The log: leaves in the order in which they were appended. The database
 * "node" has one row a leaf: the hashes of the tree's nodes that are complete
 * with it, itself first, so that the root of any earlier size is O(log n) rows
 * away and every row is written at the end, once. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/archive.h"
#include "store/archive/codec.h"
#include "store/archive/log_node.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/txn.h"

enum {
	LOG_LEAF_MAX = 4 << 20, /* bytes of one leaf */
	LOG_SALT_LEN = 16
};

uint64_t
log_size(struct txn *t)
{
	return txn_next_u64(t, DB_NODE);
}

const uint8_t *
log_nodes(struct txn *t, uint64_t seq)
{
	struct key k;
	struct val v;

	key_of_u64(&k, seq);
	if (!txn_get(t, DB_NODE, &k, &v))
		return NULL;
	if (v.len == tree_completes(seq) * (size_t)SHA256_LEN)
		return v.data;
	txn_damaged(t, "the tree at leaf %llu", (unsigned long long)seq);
	return NULL;
}

bool
log_node(struct txn *t, uint64_t seq, unsigned level, uint8_t out[SHA256_LEN])
{
	const uint8_t *nodes = log_nodes(t, seq);

	if (nodes == NULL || level >= tree_completes(seq))
		return false;
	memcpy(out, nodes + level * (size_t)SHA256_LEN, SHA256_LEN);
	return true;
}

bool
log_tree(struct txn *t, uint64_t size, struct tree *tree)
{
	uint64_t end = 0;

	tree_init(tree);
	tree->size = size;
	for (unsigned i = TREE_LEVELS; i-- > 0;) {
		if ((size >> i & 1) == 0)
			continue;
		end += (uint64_t)1 << i;
		if (!log_node(t, end - 1, i, tree->edge[i]))
			return false;
	}
	return true;
}

enum err
log_root(struct txn *t, uint64_t size, uint8_t out[SHA256_LEN])
{
	struct tree tree;

	if (size > log_size(t))
		return ERR_NOTFOUND;
	if (!log_tree(t, size, &tree) || txn_err(t) != ERR_OK)
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_DAMAGED;
	tree_root(&tree, out);
	return ERR_OK;
}

enum err
log_leaf_hash(struct txn *t, uint64_t seq, uint8_t out[SHA256_LEN])
{
	if (log_node(t, seq, 0, out))
		return ERR_OK;
	return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
}

enum err
log_get(struct txn *t, uint64_t seq, char **leaf, size_t *n)
{
	struct key k;
	struct val v;

	key_of_u64(&k, seq);
	if (txn_get(t, DB_LEAF, &k, &v)) {
		enum err e = codec_unpack_leaf(t->st->archive->codecs, v.data,
		    v.len, LOG_LEAF_MAX, leaf, n);

		return e == ERR_OK ? e
				   : txn_damaged(t, "the text of leaf %llu",
					 (unsigned long long)seq);
	}
	if (txn_err(t) != ERR_OK)
		return txn_err(t);
	return txn_has(t, DB_NODE, &k) ? ERR_DENIED : ERR_NOTFOUND;
}

/* ---- appending ---- */

/* The tree's edge, kept while the transaction lasts. */
static struct tree *
load(struct txn *t)
{
	struct archive *a = t->st->archive;

	if (txn_err(t) != ERR_OK)
		return NULL;
	if (!a->log_loaded) {
		uint64_t size = log_size(t);

		a->log_loaded = log_tree(t, size, &a->log);
		if (!a->log_loaded && txn_err(t) == ERR_OK)
			txn_damaged(t, "the tree has gaps");
	}
	return txn_err(t) == ERR_OK ? &a->log : NULL;
}

/* {"type":..,"seq":..,"prev":..,"salt":..,"after":..,MEMBERS} */
static enum err
compose(struct txn *t, uint64_t seq, const char *type, const char *members,
    size_t n, struct buf *b)
{
	char *after = archive_fact(t, "after", NULL);
	uint8_t prev[SHA256_LEN], salt[LOG_SALT_LEN];
	struct jout j;

	jout_begin(&j, b);
	jout_obj(&j);
	jout_ktext(&j, "type", type);
	jout_kint(&j, "seq", (int64_t)seq);
	if (seq == 0)
		jout_knull(&j, "prev");
	else if (log_node(t, seq - 1, 0, prev))
		jout_khex(&j, "prev", prev, sizeof(prev));
	digest_random(salt, sizeof(salt));
	jout_khex(&j, "salt", salt, sizeof(salt));
	jout_ktext(&j, "after", after);
	free(after);
	if (j.err == ERR_OK && n > 0)
		j.err = buf_addc(b, ',');
	if (j.err == ERR_OK && n > 0)
		j.err = buf_add(b, members, n);
	jout_obj_end(&j);
	return j.err;
}

static void
put_text(struct txn *t, const struct key *k, const struct buf *text)
{
	struct buf b;

	buf_init(&b, LOG_LEAF_MAX + 1);
	codec_pack_leaf(t->st->archive->codecs, text->data, text->len, &b);
	txn_append(t, DB_LEAF, k, b.data, b.len);
	buf_fini(&b);
}

void
log_append(struct txn *t, const char *type, const char *members, size_t n,
    uint64_t *seq)
{
	uint8_t done[TREE_LEVELS][SHA256_LEN], hash[SHA256_LEN];
	struct tree *tree = load(t);
	struct key k;
	struct buf b;
	unsigned nodes;

	if (tree == NULL)
		return;
	*seq = tree->size;
	key_of_u64(&k, tree->size);
	buf_init(&b, LOG_LEAF_MAX);
	txn_fail(t, compose(t, tree->size, type, members, n, &b));
	if (txn_err(t) == ERR_OK) {
		tree_leaf_hash(b.data, b.len, hash);
		nodes = tree_add(tree, hash, done);
		put_text(t, &k, &b);
		txn_append(t, DB_NODE, &k, done, nodes * (size_t)SHA256_LEN);
	}
	buf_fini(&b);
}

bool
log_is_type(const char *leaf, size_t n, const char *type)
{
	static const char before[] = "{\"type\":\"";
	size_t k = sizeof(before) - 1, len = strlen(type);

	return n > k + len && memcmp(leaf, before, k) == 0 &&
	       memcmp(leaf + k, type, len) == 0 && leaf[k + len] == '"';
}
