/* SPDX-License-Identifier: ISC */
/* One check disclosed by itself: its text, and the hashes that lead from it to
 * the root in its gathering leaf. */
#include <stdlib.h>
#include <string.h>

#include "store/archive/check.h"
#include "store/archive/snapshot.h"
#include "store/archive/tree.h"
#include "store/archive/url.h"
#include "store/base/mem.h"

/* The hashes of one level of the small tree, made into those of the next; what
 * stands beside index goes into the path. The last of an odd number rises as
 * it is (RFC 6962 2.1 gives the same tree). */
static size_t
next_level(
    uint8_t (*h)[SHA256_LEN], size_t n, uint64_t index, struct proof *path)
{
	size_t beside = (size_t)index ^ 1;

	if (beside < n)
		memcpy(path->hash[path->n++], h[beside], SHA256_LEN);
	for (size_t i = 0; 2 * i + 1 < n; i++)
		tree_node_hash(h[2 * i], h[2 * i + 1], h[i]);
	if (n % 2 != 0)
		memmove(h[n / 2], h[n - 1], SHA256_LEN);
	return n / 2 + n % 2;
}

void
check_path(
    uint8_t (*h)[SHA256_LEN], size_t n, uint64_t index, struct proof *path)
{
	path->n = 0;
	for (; n > 1; index /= 2)
		n = next_level(h, n, index, path);
}

static enum err
entry_text(struct txn *t, const struct check_entry *e, struct buf *b)
{
	char *url = url_text(t, e->url);
	enum err err;

	if (url == NULL)
		return txn_err(t) != ERR_OK
			   ? txn_err(t)
			   : txn_damaged(t, "the URL of a check");
	buf_reset(b);
	err = check_entry_text(e, url, b);
	free(url);
	return err;
}

/* Hashes all entries; that at index is kept. */
static enum err
hash_entries(struct txn *t, const struct check_leaf *leaf, size_t index,
    uint8_t (*h)[SHA256_LEN], struct check_proof *out)
{
	enum err e = ERR_OK;
	struct buf b;

	buf_init(&b, CHECK_TEXT_MAX);
	for (size_t i = 0; i < leaf->count && e == ERR_OK; i++) {
		e = entry_text(t, &leaf->e[i], &b);
		if (e != ERR_OK)
			break;
		tree_leaf_hash(b.data, b.len, h[i]);
		if (i != index)
			continue;
		out->entry = mem_strndup(b.data, b.len);
		out->entry_len = b.len;
	}
	buf_fini(&b);
	return e;
}

enum err
check_prove(struct txn *t, uint64_t number, struct check_proof *out)
{
	uint8_t(*h)[SHA256_LEN] = mem_array(CHECK_LEAF_MAX, SHA256_LEN);
	struct check_leaf *leaf = mem_alloc(sizeof(*leaf));
	struct check_proof p = { .entry = NULL };
	struct snapshot_row row;
	enum err e = ERR_NOTFOUND;

	if (snapshot_row_find(t, number, &row) && row.host != 0)
		e = check_leaf_get(t, row.host, row.leaf, leaf);
	if (e == ERR_OK) {
		p.leaf = row.leaf;
		p.index = number - row.first;
		p.count = leaf->count;
		e = p.index < p.count
			? hash_entries(t, leaf, (size_t)p.index, h, &p)
			: txn_damaged(t, "the number of a check");
	}
	if (e == ERR_OK) {
		check_path(h, leaf->count, p.index, &p.path);
		*out = p;
	} else {
		check_proof_fini(&p);
	}
	free(leaf);
	free(h);
	return txn_err(t) != ERR_OK ? txn_err(t) : e;
}

void
check_proof_fini(struct check_proof *p)
{
	free(p->entry);
	p->entry = NULL;
}
