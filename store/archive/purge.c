/* SPDX-License-Identifier: ISC */
/* Purging records. */
#define _GNU_SOURCE /* memmem */
#include "store/archive/purge.h"

#include <stdlib.h>
#include <string.h>

#include "store/archive/blob.h"
#include "store/archive/snapshot.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/json.h"
#include "store/base/mem.h"
#include "store/store.h"

enum { LEAF_MAX = 4 << 20 };

void
purge_fini(struct purge *p)
{
	free(p->leaves);
	free(p->blobs);
}

/* ---- what falls under it ---- */

static void
add_blob(struct purge *p, const char *hex)
{
	struct purge_blob b = { .shared = false };

	if (hex == NULL || strlen(hex) != SHA256_HEX - 1 ||
	    !digest_unhex(hex, b.sha, SHA256_LEN))
		return;
	for (size_t i = 0; i < p->n_blobs; i++)
		if (memcmp(p->blobs[i].sha, b.sha, SHA256_LEN) == 0)
			return;
	digest_hex(b.sha, SHA256_LEN, b.hex);
	p->blobs = mem_grow(p->blobs, p->n_blobs + 1, sizeof(p->blobs[0]));
	p->blobs[p->n_blobs++] = b;
}

static enum err
add_blobs(struct purge *p, const char *text, size_t n)
{
	const json_t *list, *item;
	json_t *doc;
	size_t i;

	if (json_parse(text, n, &doc) != ERR_OK)
		return ERR_DAMAGED;
	list = json_object_get(doc, "blobs");
	json_array_foreach(list, i, item)
	{
		add_blob(p, json_string_value(item));
	}
	if (json_get_bool(doc, "kept", false))
		add_blob(p, json_get_text(doc, "payload_sha256"));
	json_decref(doc);
	return ERR_OK;
}

static bool
has_leaf(const struct purge *p, uint64_t seq)
{
	for (size_t i = 0; i < p->n_leaves; i++)
		if (p->leaves[i].seq == seq)
			return true;
	return false;
}

enum err
purge_add(struct txn *t, struct purge *p, uint64_t number)
{
	struct snapshot_row row;
	struct purge_leaf leaf = { .snapshot = number };
	char *text;
	size_t n;
	enum err e;

	if (!snapshot_row_find(t, number, &row))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	if (row.host != 0 || has_leaf(p, row.leaf))
		return ERR_OK;
	e = log_get(t, row.leaf, &text, &n);
	if (e != ERR_OK)
		return e == ERR_DENIED ? ERR_OK : e;
	e = add_blobs(p, text, n);
	free(text);
	leaf.seq = row.leaf;
	if (e == ERR_OK)
		e = log_leaf_hash(t, row.leaf, leaf.hash);
	if (e != ERR_OK)
		return e;
	p->leaves = mem_grow(p->leaves, p->n_leaves + 1, sizeof(leaf));
	p->leaves[p->n_leaves++] = leaf;
	return ERR_OK;
}

/* ---- what others name as well ---- */

enum err
purge_share(struct txn *t, struct purge *p)
{
	uint64_t size = log_size(t);

	for (; p->looked_to < size && p->n_blobs > 0; p->looked_to++) {
		char *text;
		size_t n;
		enum err e;

		if (has_leaf(p, p->looked_to))
			continue;
		e = log_get(t, p->looked_to, &text, &n);
		if (e == ERR_DENIED)
			continue;
		if (e != ERR_OK)
			return e;
		for (size_t i = 0; i < p->n_blobs; i++)
			if (!p->blobs[i].shared &&
			    memmem(text, n, p->blobs[i].hex, SHA256_HEX - 1) !=
				NULL)
				p->blobs[i].shared = true;
		free(text);
	}
	return txn_err(t);
}

/* ---- purging ---- */

/* Zeros first: the row's new page then has nothing of it. */
static void
take_text(struct txn *t, uint64_t seq)
{
	struct key k;
	struct val v;
	char *zeros;
	size_t n;

	key_of_u64(&k, seq);
	if (!txn_get(t, DB_LEAF, &k, &v))
		return;
	n = v.len;
	zeros = mem_zalloc(n);
	txn_put(t, DB_LEAF, &k, zeros, n);
	free(zeros);
	(void)txn_del(t, DB_LEAF, &k);
}

static void
say_leaves(struct jout *j, const struct purge *p)
{
	jout_key(j, "leaves");
	jout_arr(j);
	for (size_t i = 0; i < p->n_leaves; i++) {
		jout_obj(j);
		jout_kint(j, "leaf", (int64_t)p->leaves[i].seq);
		jout_khex(j, "leaf_hash", p->leaves[i].hash, SHA256_LEN);
		jout_kint(j, "snapshot_number", (int64_t)p->leaves[i].snapshot);
		jout_obj_end(j);
	}
	jout_arr_end(j);
	jout_key(j, "erased");
	jout_arr(j);
	for (size_t i = 0; i < p->n_blobs; i++)
		if (!p->blobs[i].shared)
			jout_hex(j, p->blobs[i].sha, SHA256_LEN);
	jout_arr_end(j);
}

void
purge_run(
    struct txn *t, const struct purge *p, const char *reason, uint64_t *seq)
{
	struct buf b;
	struct jout j;

	for (size_t i = 0; i < p->n_blobs; i++)
		if (!p->blobs[i].shared)
			blob_forget(t, p->blobs[i].sha);
	for (size_t i = 0; i < p->n_leaves; i++)
		take_text(t, p->leaves[i].seq);
	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	jout_ktime(&j, "at", clock_wall_ms());
	jout_ktext(&j, "reason", reason);
	say_leaves(&j, p);
	if (txn_fail(t, j.err) == ERR_OK)
		log_append(t, "purge", b.data, b.len, seq);
	buf_fini(&b);
}

bool
purge_is_gone(struct txn *t, uint64_t snapshot)
{
	struct snapshot_row row;
	struct key k;

	if (!snapshot_row_find(t, snapshot, &row))
		return true;
	key_of_u64(&k, row.leaf);
	return row.host == 0 && !txn_has(t, DB_LEAF, &k);
}
