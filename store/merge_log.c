/* SPDX-License-Identifier: ISC */
/* Another log, kept verbatim as blobs, and the leaf of ours that stands for it.
 */
#include <stdlib.h>
#include <string.h>

#include "store/archive/check.h"
#include "store/archive/snapshot.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/merge.h"

enum {
	CHUNK_LEAVES = 4096,
	CHUNK_BYTES = 4 << 20, /* one is closed when it is as long as that */
	CHUNK_MAX = 64 << 20,
	LEAF_MAX = 4 << 20,
	LATE_MAX = 100 /* tokens behind its end */
};

struct keeping {
	struct merge *m;
	struct buf chunk;
	uint64_t first, count; /* leaves in it */
	struct buf list;       /* "leaves": JSON objects, comma-separated */
	struct buf blobs;      /* "blobs": JSON strings, comma-separated */
	json_t *late;          /* owned: "anchors" */
	uint8_t notes[SHA256_LEN];
};

/* ---- blobs ---- */

static enum err
put_one(struct txn *t, void *arg)
{
	uint64_t stored;

	blob_put(t, arg, &stored);
	return txn_err(t);
}

static enum err
name_blob(struct keeping *k, const char *hex)
{
	return buf_addf(
	    &k->blobs, "%s\"%s\"", k->blobs.len > 0 ? "," : "", hex);
}

/* Keeps these bytes as a blob that the leaf names. */
static enum err
keep_bytes(struct keeping *k, const void *data, size_t n, char hex[SHA256_HEX])
{
	struct packed *p = NULL;
	enum err e = blob_pack(k->m->st, data, n, false, NULL, &p);

	if (e == ERR_OK)
		e = store_batch(k->m->st, put_one, p);
	if (e == ERR_OK) {
		digest_hex(blob_packed_sha(p), SHA256_LEN, hex);
		e = name_blob(k, hex);
	}
	blob_packed_free(p);
	return e;
}

static enum err
close_chunk(struct keeping *k)
{
	char hex[SHA256_HEX];
	enum err e;

	if (k->count == 0)
		return ERR_OK;
	e = keep_bytes(k, k->chunk.data, k->chunk.len, hex);
	if (e == ERR_OK)
		e = buf_addf(&k->list,
		    "%s{\"first\":%llu,\"count\":%llu,\"sha256\":\"%s\"}",
		    k->list.len > 0 ? "," : "", (unsigned long long)k->first,
		    (unsigned long long)k->count, hex);
	buf_reset(&k->chunk);
	k->first += k->count;
	k->count = 0;
	return e;
}

/* ---- leaves ---- */

static enum err
add_entries(struct keeping *k, struct txn *t, const json_t *leaf)
{
	uint64_t first = (uint64_t)json_get_int(leaf, "first_snapshot", 0);
	uint64_t n = (uint64_t)json_get_int(leaf, "count", 0);
	enum err e = ERR_OK;

	for (uint64_t i = 0; i < n && i < CHECK_LEAF_MAX && e == ERR_OK; i++) {
		struct snapshot s;

		e = snapshot_get(t, first + i, &s);
		if (e != ERR_OK)
			break;
		e = buf_addc(&k->chunk, ' ');
		if (e == ERR_OK)
			e = buf_add(&k->chunk, s.record, s.record_len);
		if (e == ERR_OK)
			e = buf_addc(&k->chunk, '\n');
		snapshot_fini(&s);
	}
	return e;
}

/* The blobs of a token are not named by any record that we put. */
static enum err
name_blobs(struct keeping *k, struct txn *t, const json_t *leaf)
{
	const json_t *list = json_object_get(leaf, "blobs"), *item;
	uint8_t sha[SHA256_LEN];
	enum err e = ERR_OK;
	size_t i;

	(void)t;
	json_array_foreach(list, i, item)
	{
		const char *hex = json_string_value(item);

		if (e == ERR_OK && hex != NULL &&
		    strlen(hex) == SHA256_HEX - 1 &&
		    digest_unhex(hex, sha, SHA256_LEN))
			e = name_blob(k, hex);
	}
	return e;
}

static enum err
add_document(struct keeping *k, struct txn *t, const char *text, size_t n)
{
	const char *type;
	json_t *leaf;
	enum err e = json_parse(text, n, &leaf);

	if (e != ERR_OK)
		return e;
	type = json_get_text(leaf, "type");
	if (type != NULL && strcmp(type, "checks") == 0)
		e = add_entries(k, t, leaf);
	else if (type != NULL && strncmp(type, "anchor-", 7) == 0)
		e = name_blobs(k, t, leaf);
	json_decref(leaf);
	return e;
}

static enum err
add_leaf(struct keeping *k, struct txn *t, uint64_t seq)
{
	uint8_t hash[SHA256_LEN];
	char hex[SHA256_HEX], *text = NULL;
	size_t n;
	enum err e = log_get(t, seq, &text, &n);

	if (e == ERR_DENIED) {
		e = log_leaf_hash(t, seq, hash);
		digest_hex(hash, SHA256_LEN, hex);
		if (e == ERR_OK)
			e = buf_addf(&k->chunk, "-%s\n", hex);
	} else if (e == ERR_OK) {
		e = buf_add(&k->chunk, text, n);
		if (e == ERR_OK)
			e = buf_addc(&k->chunk, '\n');
		if (e == ERR_OK)
			e = add_document(k, t, text, n);
		free(text);
	}
	k->count++;
	return e;
}

static enum err
keep_leaves(struct keeping *k)
{
	enum err e = ERR_OK;

	k->first = k->m->from;
	while (k->first + k->count < k->m->size && e == ERR_OK) {
		struct txn *t = txn_begin(k->m->other, TXN_READ);

		while (e == ERR_OK && k->first + k->count < k->m->size &&
		       k->count < CHUNK_LEAVES && k->chunk.len < CHUNK_BYTES)
			e = add_leaf(k, t, k->first + k->count);
		txn_abort(t);
		if (e == ERR_OK)
			e = close_chunk(k);
	}
	return e;
}

/* All its checkpoints up to that size, as checkpoints.txt has them. */
static enum err
keep_notes(struct keeping *k, char hex[SHA256_HEX])
{
	struct txn *t = txn_begin(k->m->other, TXN_READ);
	struct cursor c;
	bool ok;
	enum err e = ERR_OK;

	buf_reset(&k->chunk);
	cursor_open(&c, t, DB_CHECKPOINT);
	for (ok = cursor_first(&c); ok && e == ERR_OK; ok = cursor_next(&c)) {
		if (c.key.len != 8 || key_read_u64(c.key.data) > k->m->size)
			break;
		e = buf_add(&k->chunk, c.val.data, c.val.len);
		if (e == ERR_OK)
			e = buf_addc(&k->chunk, '\n');
	}
	cursor_close(&c);
	txn_abort(t);
	return e == ERR_OK ? keep_bytes(k, k->chunk.data, k->chunk.len, hex)
			   : e;
}

/* ---- tokens behind its end ---- */

/* Copies a blob of the other's; one that is lost or erased there is not. */
static enum err
keep_blob(struct keeping *k, const char *from)
{
	uint8_t sha[SHA256_LEN];
	char hex[SHA256_HEX], *data;
	struct txn *t;
	size_t n;
	enum err e;

	if (from == NULL || strlen(from) != SHA256_HEX - 1 ||
	    !digest_unhex(from, sha, SHA256_LEN))
		return ERR_OK;
	t = txn_begin(k->m->other, TXN_READ);
	e = blob_get(t, sha, &data, &n);
	txn_abort(t);
	if (e != ERR_OK)
		return ERR_OK;
	e = keep_bytes(k, data, n, hex);
	free(data);
	return e;
}

static enum err
keep_anchor(struct keeping *k, const char *text, size_t n)
{
	json_t *leaf, *item;
	size_t i;
	enum err e = json_parse(text, n, &leaf);

	if (e != ERR_OK)
		return e;
	if (json_array_append_new(k->late, json_stringn(text, n)) != 0)
		e = ERR_PARSE;
	json_array_foreach(json_object_get(leaf, "blobs"), i, item)
	{
		if (e == ERR_OK)
			e = keep_blob(k, json_string_value(item));
	}
	json_decref(leaf);
	return e;
}

/* The tokens over its newest checkpoint stand in its log behind that. */
static enum err
keep_late(struct keeping *k)
{
	struct txn *t = txn_begin(k->m->other, TXN_READ);
	uint64_t end = log_size(t);
	enum err e = ERR_OK;

	txn_abort(t);
	for (uint64_t seq = k->m->size;
	     seq < end && e == ERR_OK && json_array_size(k->late) < LATE_MAX;
	     seq++) {
		char *text;
		size_t n;

		t = txn_begin(k->m->other, TXN_READ);
		e = log_get(t, seq, &text, &n);
		txn_abort(t);
		if (e == ERR_DENIED)
			e = ERR_OK;
		else if (e == ERR_OK) {
			if (log_is_type(text, n, "anchor-ok"))
				e = keep_anchor(k, text, n);
			free(text);
		}
	}
	return e;
}

/* ---- the leaf of ours ---- */

struct closing {
	const struct keeping *k;
	const char *notes, *root; /* hex */
};

static enum err
put_merge(struct txn *t, void *arg)
{
	const struct closing *c = arg;
	const struct merge *m = c->k->m;
	struct buf b;
	struct jout j;
	const json_t *item;
	uint64_t seq;
	size_t i;

	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	jout_ktime(&j, "at", clock_wall_ms());
	jout_ktext(&j, "origin", m->origin);
	jout_ktext(&j, "key", m->key);
	jout_kint(&j, "from", (int64_t)m->from);
	jout_kint(&j, "size", (int64_t)m->size);
	jout_ktext(&j, "root", c->root);
	jout_ktext(&j, "checkpoint", m->note);
	jout_key(&j, "leaves");
	jout_arr(&j);
	jout_raw(&j, c->k->list.data, c->k->list.len);
	jout_arr_end(&j);
	jout_ktext(&j, "checkpoints_sha256", c->notes);
	jout_key(&j, "anchors");
	jout_arr(&j);
	json_array_foreach(c->k->late, i, item)
	{
		jout_text(&j, json_string_value(item));
	}
	jout_arr_end(&j);
	jout_kint(&j, "records", (int64_t)m->sum->records);
	jout_kint(&j, "checks", (int64_t)m->sum->checks);
	jout_kint(&j, "skipped", (int64_t)m->sum->skipped);
	jout_key(&j, "blobs");
	jout_arr(&j);
	jout_raw(&j, c->k->blobs.data, c->k->blobs.len);
	jout_arr_end(&j);
	if (txn_fail(t, j.err) == ERR_OK)
		log_append(t, "merge", b.data, b.len, &seq);
	buf_fini(&b);
	return txn_err(t);
}

static enum err
close_log(struct keeping *k, const char *notes)
{
	struct closing c = { .k = k, .notes = notes };
	struct txn *t = txn_begin(k->m->other, TXN_READ);
	uint8_t root[SHA256_LEN];
	char hex[SHA256_HEX];
	enum err e = log_root(t, k->m->size, root);

	txn_abort(t);
	digest_hex(root, SHA256_LEN, hex);
	c.root = hex;
	return e == ERR_OK ? store_batch(k->m->st, put_merge, &c) : e;
}

enum err
merge_log(struct merge *m)
{
	struct keeping k = { .m = m, .late = json_array() };
	char notes[SHA256_HEX];
	enum err e;

	buf_init(&k.chunk, CHUNK_MAX);
	buf_init(&k.list, LEAF_MAX / 2);
	buf_init(&k.blobs, LEAF_MAX / 2);
	e = keep_leaves(&k);
	if (e == ERR_OK)
		e = keep_notes(&k, notes);
	if (e == ERR_OK)
		e = keep_late(&k);
	if (e == ERR_OK)
		e = close_log(&k, notes);
	if (e == ERR_LIMIT)
		log_error("merge: the other log is too long for one leaf");
	buf_fini(&k.chunk);
	buf_fini(&k.list);
	buf_fini(&k.blobs);
	json_decref(k.late);
	return e;
}
