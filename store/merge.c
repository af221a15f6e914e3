/* SPDX-License-Identifier: ISC */
/* The snapshots of another archive, one by one into our log. */
#include "store/merge.h"

#include <stdlib.h>
#include <string.h>

#include "store/archive/archive.h"
#include "store/archive/check.h"
#include "store/archive/snapshot.h"
#include "store/archive/url.h"
#include "store/base/jout.h"
#include "store/base/mem.h"

enum {
	STEP = 256, /* leaves of the other's in one transaction */
	PACKED_MAX = 1024,
	PACKED_BYTES = 64 << 20, /* of blobs that wait to be written */
	MEMBERS_MAX = 4 << 20,
	MARK_MAX = 1024
};

/* Leaves of the other's that are ready to be put. */
struct batch {
	struct merge *m;
	json_t *leaf[STEP]; /* owned; NULL: not taken over */
	uint8_t hash[STEP][SHA256_LEN];
	struct check_leaf *checks[STEP]; /* owned, or NULL */
	char **urls[STEP];               /* owned: of those checks */
	int64_t generation[STEP];        /* of the names it was read for; -1 */
	uint64_t first;
	size_t n;
	struct packed *packed[PACKED_MAX]; /* owned */
	size_t n_packed, bytes;
	uint64_t records, n_checks; /* of the last run */
};

/* ---- blobs ---- */

static void
free_packed(struct batch *b)
{
	for (size_t i = 0; i < b->n_packed; i++)
		blob_packed_free(b->packed[i]);
	b->n_packed = 0;
	b->bytes = 0;
}

static enum err
put_packed(struct txn *t, void *arg)
{
	const struct batch *b = arg;
	uint64_t stored;

	for (size_t i = 0; i < b->n_packed; i++)
		blob_put(t, b->packed[i], &stored);
	return txn_err(t);
}

/* Makes a blob of the other's ready unless we have it; what is lost or erased
 * there is not copied. Those that are ready are written when they are many. */
static enum err
copy_blob(struct batch *b, const uint8_t sha[SHA256_LEN])
{
	struct txn *t = txn_begin(b->m->st, TXN_READ);
	bool has = blob_has(t, sha);
	char *data = NULL;
	size_t n = 0;
	enum err e = ERR_OK;

	txn_abort(t);
	if (has)
		return ERR_OK;
	if (b->n_packed == PACKED_MAX || b->bytes > PACKED_BYTES) {
		e = store_batch(b->m->st, put_packed, b);
		free_packed(b);
	}
	if (e != ERR_OK)
		return e;
	/* Ended before ours begins: where both are open, ours is the first. */
	t = txn_begin(b->m->other, TXN_READ);
	e = blob_get(t, sha, &data, &n);
	txn_abort(t);
	if (e != ERR_OK)
		return ERR_OK;
	e = blob_pack(b->m->st, data, n, false, NULL, &b->packed[b->n_packed]);
	free(data);
	if (e == ERR_OK) {
		b->n_packed++;
		b->bytes += n;
	}
	return e;
}

static enum err
copy_blobs(struct batch *b, const json_t *leaf)
{
	const json_t *list = json_object_get(leaf, "blobs"), *item;
	uint8_t sha[SHA256_LEN];
	enum err e = ERR_OK;
	size_t i;

	json_array_foreach(list, i, item)
	{
		const char *hex = json_string_value(item);

		if (e == ERR_OK && hex != NULL &&
		    strlen(hex) == SHA256_HEX - 1 &&
		    digest_unhex(hex, sha, SHA256_LEN))
			e = copy_blob(b, sha);
	}
	return e;
}

/* ---- one leaf ---- */

/* The number that a snapshot of the other's bears with us, or 0. */
static uint64_t
ours(const struct merge *m, int64_t number)
{
	return number > 0 && (uint64_t)number < m->n_numbers
		   ? m->numbers[number]
		   : 0;
}

static void
put_mark(struct jout *j, const struct batch *b, size_t i, int64_t number)
{
	int64_t sweep = json_get_int(b->leaf[i], "sweep", 0);

	jout_obj(j);
	jout_ktext(j, "origin", b->m->origin);
	jout_kint(j, "seq", (int64_t)(b->first + i));
	jout_khex(j, "leaf_hash", b->hash[i], SHA256_LEN);
	if (number > 0)
		jout_kint(j, "snapshot", number);
	if (sweep > 0)
		jout_kint(j, "sweep", sweep);
	if (b->generation[i] >= 0)
		jout_kint(j, "names_generation", b->generation[i]);
	jout_obj_end(j);
}

/* The numbers by which a view names what it shows and what it was fed with. */
static void
renumber_view(const struct merge *m, json_t *doc)
{
	const json_t *fed = json_object_get(doc, "fed"), *item;
	uint64_t page = ours(m, json_get_int(doc, "view_of", 0));
	json_t *list = json_array();
	size_t i;

	json_array_foreach(fed, i, item)
	{
		uint64_t number = ours(m, json_integer_value(item));

		if (number > 0)
			(void)json_array_append_new(
			    list, json_integer((json_int_t)number));
	}
	if (fed != NULL)
		(void)json_object_set(doc, "fed", list);
	json_decref(list);
	if (json_object_get(doc, "view_of") != NULL)
		(void)json_object_set_new(
		    doc, "view_of", json_integer((json_int_t)page));
}

/* All that it says, but for what is of its place in the other log. */
static enum err
members_of(const struct batch *b, size_t i, uint64_t number, struct buf *out)
{
	static const char *const own[] = { "type", "seq", "prev", "salt",
		"after", "snapshot", "sweep", "same_as" };
	json_t *doc = json_copy(b->leaf[i]);
	int64_t was = json_get_int(doc, "snapshot", 0);
	uint64_t same = ours(b->m, json_get_int(doc, "same_as", 0));
	struct jout j;
	char *rest;

	for (size_t k = 0; k < NELEM(own); k++)
		(void)json_object_del(doc, own[k]);
	renumber_view(b->m, doc);
	rest = json_dumps(doc, JSON_COMPACT);
	jout_begin(&j, out);
	jout_kint(&j, "snapshot", (int64_t)number);
	if (rest != NULL && strlen(rest) > 2 && j.err == ERR_OK) {
		j.err = buf_addc(out, ',');
		if (j.err == ERR_OK)
			j.err = buf_add(out, rest + 1, strlen(rest) - 2);
	}
	jout_key(&j, "same_as");
	if (same > 0)
		jout_int(&j, (int64_t)same);
	else
		jout_null(&j);
	jout_key(&j, "merged");
	put_mark(&j, b, i, was);
	free(rest);
	json_decref(doc);
	return j.err;
}

static void
put_snapshot(struct txn *t, struct batch *b, size_t i)
{
	const json_t *leaf = b->leaf[i];
	const char *url = json_get_text(leaf, "requested_url");
	int64_t was = json_get_int(leaf, "snapshot", 0);
	uint64_t number = snapshot_next(t), seq;
	struct buf members;

	if (url == NULL)
		url = json_get_text(leaf, "url");
	if (url == NULL || was <= 0 || (uint64_t)was >= b->m->n_numbers)
		return;
	buf_init(&members, MEMBERS_MAX);
	if (txn_fail(t, members_of(b, i, number, &members)) == ERR_OK)
		snapshot_put(t, number, url, json_get_text(leaf, "type"),
		    members.data, members.len, &seq);
	buf_fini(&members);
	b->m->numbers[was] = number;
	b->records++;
}

static void
put_checks(struct txn *t, struct batch *b, size_t i)
{
	const struct check_leaf *from = b->checks[i];
	struct archive *a = t->st->archive;
	struct buf mark;
	struct jout j;

	buf_init(&mark, MARK_MAX);
	jout_begin(&j, &mark);
	put_mark(&j, b, i, 0);
	(void)txn_fail(t, j.err);
	a->merged = mark.data;
	for (size_t k = 0; k < from->count && txn_err(t) == ERR_OK; k++) {
		const struct check_entry *e = &from->e[k];
		struct check c = { .url = b->urls[i][k],
			.host = json_get_text(b->leaf[i], "host"),
			.at = e->at,
			.outcome = e->outcome,
			.status = (int)e->status,
			.same_as = ours(b->m, (int64_t)e->same_as) };

		memcpy(c.payload, e->payload, SHA256_LEN);
		check_put(t, &c);
		b->n_checks++;
	}
	check_flush(t);
	a->merged = NULL;
	buf_fini(&mark);
}

/* Runs again when the map had to grow. */
static enum err
put_batch(struct txn *t, void *arg)
{
	struct batch *b = arg;

	b->records = b->n_checks = 0;
	(void)!put_packed(t, b);
	check_flush(t); /* what is pending is our own */
	for (size_t i = 0; i < b->n && txn_err(t) == ERR_OK; i++) {
		if (b->checks[i] != NULL)
			put_checks(t, b, i);
		else if (b->leaf[i] != NULL)
			put_snapshot(t, b, i);
	}
	return txn_err(t);
}

/* ---- reading the other ---- */

/* The entries of the leaf, with the addresses of their URLs. */
static enum err
read_checks(struct txn *t, struct batch *b, size_t i)
{
	uint64_t first =
	    (uint64_t)json_get_int(b->leaf[i], "first_snapshot", 0);
	struct snapshot_row row;
	struct check_leaf *leaf = mem_alloc(sizeof(*leaf));
	enum err e = ERR_DAMAGED;

	if (snapshot_row_find(t, first, &row) && row.host != 0)
		e = check_leaf_get(t, row.host, row.leaf, leaf);
	if (e != ERR_OK) {
		free(leaf);
		return e;
	}
	b->checks[i] = leaf;
	b->urls[i] = mem_array(CHECK_LEAF_MAX, sizeof(char *));
	memset(b->urls[i], 0, CHECK_LEAF_MAX * sizeof(char *));
	for (size_t k = 0; k < leaf->count && e == ERR_OK; k++) {
		b->urls[i][k] = url_text(t, leaf->e[k].url);
		if (b->urls[i][k] == NULL)
			e = ERR_DAMAGED;
	}
	return e;
}

/* For which names was this leaf's page read? An absence is one of the names
 * that were looked for alone. Checks are gathered within their sweep. */
static int64_t
generation_of(struct merge *m, const json_t *leaf)
{
	const char *type = json_get_text(leaf, "type");
	int64_t sweep = json_get_int(leaf, "sweep", 0);

	if (type != NULL && strcmp(type, "sweep-start") == 0) {
		m->sweep = (uint64_t)sweep;
		m->generation = json_get_int(leaf, "names_generation", -1);
	} else if (type != NULL && strcmp(type, "sweep-end") == 0) {
		m->generation = -1;
	} else if (type != NULL && strcmp(type, "checks") == 0) {
		return m->generation;
	}
	return sweep > 0 && (uint64_t)sweep == m->sweep ? m->generation : -1;
}

static enum err
read_leaf(struct txn *t, struct batch *b, size_t i)
{
	const char *type;
	char *text;
	size_t n;
	enum err e = log_get(t, b->first + i, &text, &n);

	if (e == ERR_DENIED)
		return ERR_OK; /* erased: its hash is all there is */
	if (e == ERR_OK) {
		e = json_parse(text, n, &b->leaf[i]);
		free(text);
	}
	if (e == ERR_OK)
		e = log_leaf_hash(t, b->first + i, b->hash[i]);
	if (e != ERR_OK)
		return e;
	b->generation[i] = generation_of(b->m, b->leaf[i]);
	type = json_get_text(b->leaf[i], "type");
	if (json_object_get(b->leaf[i], "merged") != NULL)
		b->m->sum->skipped++;
	else if (type != NULL && strcmp(type, "checks") == 0)
		return read_checks(t, b, i);
	else if (json_object_get(b->leaf[i], "snapshot") != NULL)
		return ERR_OK;
	/* Its blobs are copied all the same: they are named by merge_log. */
	return ERR_OK;
}

/* A leaf that is no snapshot, or the other's own merge, is not put. */
static void
drop_others(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		if (b->checks[i] != NULL ||
		    (json_object_get(b->leaf[i], "snapshot") != NULL &&
			json_object_get(b->leaf[i], "merged") == NULL))
			continue;
		json_decref(b->leaf[i]);
		b->leaf[i] = NULL;
	}
}

static enum err
read_batch(struct merge *m, struct batch *b)
{
	struct txn *t = txn_begin(m->other, TXN_READ);
	enum err e = ERR_OK;

	for (size_t i = 0; i < b->n && e == ERR_OK; i++)
		e = read_leaf(t, b, i);
	txn_abort(t);
	for (size_t i = 0; i < b->n && e == ERR_OK; i++)
		e = copy_blobs(b, b->leaf[i]);
	drop_others(b);
	return e;
}

static void
batch_fini(struct batch *b)
{
	free_packed(b);
	for (size_t i = 0; i < b->n; i++) {
		json_decref(b->leaf[i]);
		free(b->checks[i]);
		for (size_t k = 0; b->urls[i] != NULL && k < CHECK_LEAF_MAX;
		     k++)
			free(b->urls[i][k]);
		free(b->urls[i]);
	}
	free(b);
}

static enum err
take_leaves(struct merge *m)
{
	enum err e = ERR_OK;

	for (uint64_t at = m->done; at < m->size && e == ERR_OK; at += STEP) {
		struct batch *b = mem_zalloc(sizeof(*b));

		b->m = m;
		b->first = at;
		b->n = m->size - at < STEP ? (size_t)(m->size - at) : STEP;
		e = read_batch(m, b);
		if (e == ERR_OK)
			e = store_batch(m->st, put_batch, b);
		if (e == ERR_OK) {
			m->sum->records += b->records;
			m->sum->checks += b->n_checks;
		}
		batch_fini(b);
	}
	return e;
}

/* ---- watched names and labels ---- */

struct naming {
	struct merge *m;
	struct txn *t;
};

static bool
put_name(const char *name, const char *json, void *arg)
{
	const struct naming *n = arg;
	char *known = NULL;

	if (register_watch_get(n->t, name, &known) == ERR_NOTFOUND) {
		register_watch_put(n->t, name, json);
		n->m->sum->names++;
	}
	free(known);
	return true;
}

/* What the user said here stands. */
static bool
put_label(const char *id, bool mine, void *arg)
{
	const struct naming *n = arg;
	bool known;

	if (register_label_get(n->t, id, &known) == ERR_NOTFOUND)
		register_label_put(n->t, id, mine);
	return true;
}

static enum err
put_names(struct txn *t, void *arg)
{
	struct merge *m = arg;
	struct naming n = { m, t };
	struct txn *from = txn_begin(m->other, TXN_READ);
	enum err e;

	m->sum->names = 0;
	e = register_watch_each(from, put_name, &n);
	if (e == ERR_OK || e == ERR_NOTFOUND)
		e = register_label_each(from, put_label, &n);
	txn_abort(from);
	return e != ERR_OK ? e : txn_err(t);
}

/* ---- the whole ---- */

enum err
store_merge(struct store *st, struct store *other, struct merge_sum *sum)
{
	struct merge m = {
		.st = st, .other = other, .sum = sum, .generation = -1
	};
	enum err e;

	memset(sum, 0, sizeof(*sum));
	e = merge_begin(&m);
	sum->leaves = m.size - m.from;
	if (e == ERR_OK && m.size > m.from) {
		e = take_leaves(&m);
		if (e == ERR_OK)
			e = merge_log(&m);
	}
	if (e == ERR_OK)
		e = store_batch(st, put_names, &m);
	if (e == ERR_OK && m.size > m.from)
		e = checkpoint_make(st);
	free(m.origin);
	free(m.note);
	free(m.numbers);
	return e;
}
