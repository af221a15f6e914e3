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
	for (size_t i = 0; i < p->n_leaves; i++)
		free(p->leaves[i].origin);
	free(p->leaves);
	free(p->blobs);
	free(p->merges);
	free(p->rewritten);
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

/* The blobs that a record names, and whose it was before a merge. */
static enum err
read_record(
    struct purge *p, struct purge_leaf *leaf, const char *text, size_t n)
{
	const json_t *list, *item, *merged;
	const char *origin;
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
	merged = json_object_get(doc, "merged");
	origin = json_get_text(merged, "origin");
	if (origin != NULL) {
		leaf->origin = mem_strdup(origin);
		leaf->origin_seq = (uint64_t)json_get_int(merged, "seq", 0);
	}
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
	leaf.seq = row.leaf;
	e = log_leaf_hash(t, row.leaf, leaf.hash);
	if (e == ERR_OK)
		e = read_record(p, &leaf, text, n);
	free(text);
	if (e != ERR_OK)
		return e;
	p->leaves = mem_grow(p->leaves, p->n_leaves + 1, sizeof(leaf));
	p->leaves[p->n_leaves++] = leaf;
	return ERR_OK;
}

/* ---- what others name as well ---- */

static bool
has_merged(const struct purge *p)
{
	for (size_t i = 0; i < p->n_leaves; i++)
		if (p->leaves[i].origin != NULL)
			return true;
	return false;
}

static void
look_at(struct purge *p, const char *text, size_t n)
{
	static const char head[] = "{\"type\":\"merge\",";

	for (size_t i = 0; i < p->n_blobs; i++)
		if (!p->blobs[i].shared &&
		    memmem(text, n, p->blobs[i].hex, SHA256_HEX - 1) != NULL)
			p->blobs[i].shared = true;
	if (n < sizeof(head) || memcmp(text, head, sizeof(head) - 1) != 0)
		return;
	p->merges = mem_grow(p->merges, p->n_merges + 1, sizeof(p->merges[0]));
	p->merges[p->n_merges++] = p->looked_to;
}

enum err
purge_share(struct txn *t, struct purge *p)
{
	uint64_t size = log_size(t);

	if (p->n_blobs == 0 && !has_merged(p))
		return ERR_OK;
	for (; p->looked_to < size; p->looked_to++) {
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
		look_at(p, text, n);
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
say_rewritten(struct jout *j, const struct purge *p)
{
	jout_key(j, "rewritten");
	jout_arr(j);
	for (size_t i = 0; i < p->n_rewritten; i++) {
		jout_obj(j);
		jout_khex(j, "was", p->rewritten[i].was, SHA256_LEN);
		jout_khex(j, "now", p->rewritten[i].now, SHA256_LEN);
		jout_obj_end(j);
	}
	jout_arr_end(j);
	jout_key(j, "blobs");
	jout_arr(j);
	for (size_t i = 0; i < p->n_rewritten; i++)
		jout_hex(j, p->rewritten[i].now, SHA256_LEN);
	jout_arr_end(j);
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
	if (p->n_rewritten > 0)
		say_rewritten(j, p);
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

void
purge_succeed(struct txn *t, struct purge *p, const uint8_t was[SHA256_LEN],
    const uint8_t now[SHA256_LEN])
{
	struct purge_successor *s;
	struct key k;

	blob_key(&k, was);
	txn_put(t, DB_SUCCESSOR, &k, now, SHA256_LEN);
	blob_forget(t, was);
	p->rewritten =
	    mem_grow(p->rewritten, p->n_rewritten + 1, sizeof(p->rewritten[0]));
	s = &p->rewritten[p->n_rewritten++];
	memcpy(s->was, was, SHA256_LEN);
	memcpy(s->now, now, SHA256_LEN);
}

void
purge_successor(struct txn *t, uint8_t sha[SHA256_LEN])
{
	struct key k;
	struct val v;

	blob_key(&k, sha);
	/* Nothing has a successor that had it before: each differs from all
	 * earlier ones in one more record that is gone. */
	while (txn_get(t, DB_SUCCESSOR, &k, &v) && v.len == SHA256_LEN) {
		memcpy(sha, v.data, SHA256_LEN);
		blob_key(&k, sha);
	}
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
