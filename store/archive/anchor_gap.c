/* SPDX-License-Identifier: ISC */
/* Checkpoints that an authority was asked to stamp and did not: each failure is
 * a leaf "anchor-gap", and a row says how often it was tried and when to try
 * again. The row goes when a token comes. */
#include <string.h>

#include "store/archive/anchor.h"
#include "store/base/clock.h"
#include "store/cursor.h"
#include "store/pack.h"

enum {
	LEAF_MAX = 64 * 1024,
	TRIES_MAX = 20, /* of one gap; then it is left as it is */
	BACK_OFF_MS = 5 * 60 * 1000,
	BACK_OFF_MAX_MS = 24 * 60 * 60 * 1000
};

struct gap_row {
	uint64_t tries, leaf;
	int64_t since, last, next;
};

static bool
gap_read(const struct val *v, struct gap_row *g)
{
	struct unpack u;

	unpack_init(&u, v->data, v->len);
	g->tries = unpack_uint(&u);
	g->leaf = unpack_uint(&u);
	g->since = unpack_int(&u);
	g->last = unpack_int(&u);
	g->next = unpack_int(&u);
	return unpack_done(&u) && g->tries <= UINT32_MAX;
}

static bool
gap_find(struct txn *t, uint64_t size, uint64_t authority, struct gap_row *g)
{
	struct key k;
	struct val v;

	anchor_key(&k, size, authority);
	memset(g, 0, sizeof(*g));
	if (!txn_get(t, DB_GAP, &k, &v))
		return false;
	if (gap_read(&v, g))
		return true;
	txn_damaged(t, "the row of a missing time stamp");
	return false;
}

static void
gap_put(struct txn *t, const struct anchor_ask *ask, const struct gap_row *g)
{
	struct key k;
	struct buf b;

	buf_init(&b, 64);
	pack_uint(&b, g->tries);
	pack_uint(&b, g->leaf);
	pack_int(&b, g->since);
	pack_int(&b, g->last);
	pack_int(&b, g->next);
	anchor_key(&k, ask->size, ask->number);
	txn_put(t, DB_GAP, &k, b.data, b.len);
	buf_fini(&b);
}

/* 5, 10, 20 .. minutes, then a day; at last never. */
static int64_t
next_try(uint64_t tries, int64_t now)
{
	int64_t wait = BACK_OFF_MAX_MS;

	if (tries >= TRIES_MAX)
		return INT64_MAX;
	if (tries >= 1 && tries <= 8)
		wait = (int64_t)BACK_OFF_MS << (tries - 1);
	return now + wait;
}

enum err
anchor_gap_each(
    struct txn *t, bool (*fn)(const struct anchor_gap *g, void *arg), void *arg)
{
	struct cursor c;
	bool ok, go = true;

	cursor_open(&c, t, DB_GAP);
	for (ok = cursor_first(&c); ok && go; ok = cursor_next(&c)) {
		struct gap_row row;
		struct anchor_gap g;
		json_t *doc = NULL;

		if (c.key.len != 16 || !gap_read(&c.val, &row) ||
		    anchor_leaf(t, row.leaf, &doc) != ERR_OK) {
			txn_damaged(t, "the row of a missing time stamp");
			break;
		}
		g = (struct anchor_gap){ .size = key_read_u64(c.key.data),
			.authority = key_read_u64(c.key.data + 8),
			.url = json_get_text(doc, "authority"),
			.name = json_get_text(doc, "name"),
			.why = json_get_text(doc, "why"),
			.tries = (unsigned)row.tries,
			.since = row.since,
			.last = row.last,
			.next = row.next,
			.leaf = row.leaf };
		go = fn(&g, arg);
		json_decref(doc);
	}
	cursor_close(&c);
	return txn_err(t);
}

unsigned
anchor_gap_tries(struct txn *t, uint64_t size, uint64_t authority)
{
	struct gap_row g;

	return gap_find(t, size, authority, &g) ? (unsigned)g.tries : 0;
}

/* ---- missing ---- */

struct missing {
	const struct anchor_ask *ask;
	const char *why;
};

static enum err
miss(struct txn *t, void *arg)
{
	const struct missing *m = arg;
	int64_t now = clock_wall_ms();
	struct gap_row g;
	struct buf b;
	struct jout j;

	if (!gap_find(t, m->ask->size, m->ask->number, &g))
		g.since = now;
	g.tries++;
	g.last = now;
	g.next = next_try(g.tries, now);
	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	anchor_members(&j, m->ask);
	jout_ktext(&j, "why", m->why);
	jout_kint(&j, "tries", (int64_t)g.tries);
	if (txn_fail(t, j.err) == ERR_OK)
		log_append(t, "anchor-gap", b.data, b.len, &g.leaf);
	buf_fini(&b);
	gap_put(t, m->ask, &g);
	return txn_err(t);
}

enum err
anchor_missed(struct store *st, const struct anchor_ask *ask, const char *why)
{
	struct missing m = { ask, why };

	return store_batch(st, miss, &m);
}
