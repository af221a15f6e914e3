/* SPDX-License-Identifier: ISC */
/* Clusters: sets of documents that merge, and their mentions in order. */
#include "store/index/cluster.h"

#include <string.h>

#include "store/cursor.h"
#include "store/index/document.h"
#include "store/pack.h"

struct head {
	uint64_t number; /* the document that heads it */
	uint64_t size;   /* documents */
	/* Its earliest document, by first_seen, then by id. */
	int64_t first_seen;
	uint8_t id[8];
};

/* ---- keys ---- */

static void
head_key(struct key *k, uint64_t number)
{
	key_init(k);
	key_u8(k, 'h');
	key_u64(k, number);
}

static void
list_key(struct key *k, uint64_t head)
{
	key_init(k);
	key_u8(k, 'm');
	key_u64(k, head);
}

/* The list of one name in a cluster. */
static void
name_key(struct key *k, const struct row *r)
{
	list_key(k, r->cluster);
	key_u32(k, r->name);
}

static void
time_key(struct key *k, const struct row *r, int64_t first_seen)
{
	name_key(k, r);
	key_u64(k, (uint64_t)first_seen ^ (uint64_t)1 << 63); /* signed */
}

static void
member_key(struct key *k, const struct row *r)
{
	time_key(k, r, r->first_seen);
	key_bytes(k, r->id, sizeof(r->id));
}

void
cluster_enter(struct txn *t, const struct row *r)
{
	struct key k;

	member_key(&k, r);
	txn_put_uint(t, DB_CLUSTER, &k, r->number);
}

void
cluster_leave(struct txn *t, const struct row *r)
{
	struct key k;

	member_key(&k, r);
	(void)txn_del(t, DB_CLUSTER, &k);
}

/* ---- heads ---- */

static bool
head_unpack(const struct val *v, struct head *h)
{
	struct unpack u;
	const uint8_t *id;

	unpack_init(&u, v->data, v->len);
	h->size = unpack_uint(&u);
	h->first_seen = unpack_int(&u);
	id = unpack_bytes(&u, sizeof(h->id));
	if (!unpack_done(&u) || h->size == 0)
		return false;
	memcpy(h->id, id, sizeof(h->id));
	return true;
}

/* Of the cluster that a document is in. */
static bool
head_load(struct txn *t, uint64_t document, struct head *h)
{
	struct document d;
	struct key k;
	struct val v;

	if (!document_load(t, document, &d))
		return false;
	h->number = d.cluster;
	document_fini(&d);
	head_key(&k, h->number);
	if (txn_get(t, DB_CLUSTER, &k, &v)) {
		if (head_unpack(&v, h))
			return true;
		index_damaged(t, "a cluster's row makes no sense");
		return false;
	}
	if (!document_load(t, h->number, &d)) /* alone */
		return false;
	h->size = 1;
	h->first_seen = d.first_seen;
	document_id(&d, "", 0, h->id);
	document_fini(&d);
	return true;
}

static void
head_save(struct txn *t, const struct head *h)
{
	struct key k;
	struct buf b;

	head_key(&k, h->number);
	buf_init(&b, INDEX_ROW_MAX);
	pack_uint(&b, h->size);
	pack_int(&b, h->first_seen);
	pack_bytes(&b, h->id, sizeof(h->id));
	txn_put(t, DB_CLUSTER, &k, b.data, b.len);
	buf_fini(&b);
}

static bool
is_earlier(const struct head *a, const struct head *b)
{
	if (a->first_seen != b->first_seen)
		return a->first_seen < b->first_seen;
	return memcmp(a->id, b->id, sizeof(a->id)) < 0;
}

/* ---- merging ---- */

/* Moves the first mention of one list to another; false when there is none. */
static bool
move_first(struct txn *t, uint64_t from, uint64_t to)
{
	struct row r = { 0 };
	struct document d;
	struct key prefix;
	struct unpack u;
	struct cursor c;
	uint64_t number = 0;

	list_key(&prefix, from);
	cursor_open(&c, t, DB_CLUSTER);
	if (cursor_seek(&c, &prefix) && cursor_under(&c, &prefix)) {
		unpack_init(&u, c.val.data, c.val.len);
		number = unpack_uint(&u);
		cursor_del(&c);
	}
	cursor_close(&c);
	if (number == 0 || !row_load(t, number, &r) ||
	    !document_load(t, r.document, &d))
		return false;
	r.cluster = d.cluster = to;
	row_save(t, &r, false);
	document_save(t, &d, false);
	cluster_enter(t, &r);
	document_fini(&d);
	return txn_err(t) == ERR_OK;
}

void
cluster_join(struct txn *t, uint64_t a, uint64_t b)
{
	struct head big, small, swap;
	struct key k;

	if (!head_load(t, a, &big) || !head_load(t, b, &small) ||
	    big.number == small.number)
		return;
	if (small.size > big.size ||
	    (small.size == big.size && small.number < big.number)) {
		swap = big;
		big = small;
		small = swap;
	}
	while (move_first(t, small.number, big.number))
		continue;
	head_key(&k, small.number);
	(void)txn_del(t, DB_CLUSTER, &k);
	big.size += small.size;
	if (is_earlier(&small, &big)) {
		big.first_seen = small.first_seen;
		memcpy(big.id, small.id, sizeof(big.id));
	}
	head_save(t, &big);
}

/* ---- reading ---- */

void
cluster_id(struct txn *t, const struct row *r, uint8_t out[8])
{
	struct head h;
	struct key k;
	struct val v;

	head_key(&k, r->cluster);
	if (txn_get(t, DB_CLUSTER, &k, &v) && head_unpack(&v, &h))
		memcpy(out, h.id, sizeof(h.id));
	else
		memcpy(out, r->document_id, sizeof(r->document_id));
}

void
cluster_each(struct txn *t, const struct row *r, int64_t since,
    bool (*fn)(const struct row *r, void *arg), void *arg)
{
	struct row other;
	struct key prefix, start;
	struct unpack u;
	struct cursor c;
	bool ok, go = true;

	name_key(&prefix, r);
	time_key(&start, r, since);
	cursor_open(&c, t, DB_CLUSTER);
	for (ok = cursor_seek(&c, &start);
	     ok && go && cursor_under(&c, &prefix); ok = cursor_next(&c)) {
		unpack_init(&u, c.val.data, c.val.len);
		if (row_load(t, unpack_uint(&u), &other))
			go = fn(&other, arg);
	}
	cursor_close(&c);
}

struct earliest {
	bool (*accept)(const struct row *r, const void *arg);
	const void *arg;
	uint64_t found;
};

static bool
take_first(const struct row *r, void *arg)
{
	struct earliest *e = arg;

	if (e->accept(r, e->arg))
		e->found = r->number;
	return e->found == 0;
}

uint64_t
cluster_earliest(struct txn *t, const struct row *r, int64_t since,
    bool (*accept)(const struct row *r, const void *arg), const void *arg)
{
	struct earliest e = { accept, arg, 0 };

	cluster_each(t, r, since, take_first, &e);
	return e.found;
}

uint64_t
cluster_followers(struct txn *t)
{
	uint64_t n = 0;
	struct key prefix;
	struct cursor c;
	struct head h;
	bool ok;

	key_init(&prefix);
	key_u8(&prefix, 'h');
	cursor_open(&c, t, DB_CLUSTER);
	for (ok = cursor_seek(&c, &prefix); ok && cursor_under(&c, &prefix);
	     ok = cursor_next(&c))
		if (head_unpack(&c.val, &h))
			n += h.size - 1;
	cursor_close(&c);
	return n;
}
