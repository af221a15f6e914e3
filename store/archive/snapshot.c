/* SPDX-License-Identifier: ISC */
/* Snapshots by number and by URL. */
#include "store/archive/snapshot.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/check.h"
#include "store/archive/url.h"
#include "store/base/clock.h"
#include "store/base/json.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/pack.h"

enum { ROW_MAX = 48 };

/* ---- rows ---- */

enum err
snapshot_row_read(
    const uint8_t *p, size_t n, uint64_t first, struct snapshot_row *row)
{
	struct unpack u;

	unpack_init(&u, p, n);
	row->first = first;
	row->count = 1;
	row->host = 0;
	row->leaf = unpack_uint(&u);
	if (unpack_done(&u))
		return ERR_OK;
	row->host = unpack_uint(&u);
	row->count = unpack_uint(&u);
	if (!unpack_done(&u) || row->host == 0 || row->count == 0 ||
	    row->count > CHECK_LEAF_MAX || first > UINT64_MAX / 2)
		return ERR_PARSE;
	return ERR_OK;
}

/* The row that the cursor stands on. */
static bool
row_at(struct cursor *c, struct snapshot_row *row)
{
	if (c->key.len == 8 && snapshot_row_read(c->val.data, c->val.len,
				   key_read_u64(c->key.data), row) == ERR_OK)
		return true;
	txn_damaged(c->t, "the table of snapshots");
	return false;
}

bool
snapshot_row_find(struct txn *t, uint64_t number, struct snapshot_row *row)
{
	struct cursor c;
	struct key k;
	bool found;

	if (number == UINT64_MAX)
		return false;
	cursor_open(&c, t, DB_SNAPSHOT);
	key_of_u64(&k, number);
	found = t->in_order[DB_SNAPSHOT] && cursor_next_is(&c, &k);
	if (!found) {
		key_of_u64(&k, number + 1);
		found = cursor_before(&c, &k);
	}
	found = found && row_at(&c, row) && number - row->first < row->count;
	cursor_close(&c);
	return found;
}

uint64_t
snapshot_next(struct txn *t)
{
	struct snapshot_row row = { .first = 0, .count = 1 };
	struct cursor c;

	cursor_open(&c, t, DB_SNAPSHOT);
	if (cursor_last(&c))
		(void)row_at(&c, &row);
	cursor_close(&c);
	return row.first + row.count;
}

static void
put_row(struct txn *t, const struct snapshot_row *row)
{
	struct key k;
	struct buf b;

	buf_init(&b, ROW_MAX);
	pack_uint(&b, row->leaf);
	if (row->host != 0) {
		pack_uint(&b, row->host);
		pack_uint(&b, row->count);
	}
	key_of_u64(&k, row->first);
	txn_append(t, DB_SNAPSHOT, &k, b.data, b.len);
	buf_fini(&b);
}

void
snapshot_number_checks(
    struct txn *t, uint64_t first, size_t count, uint64_t host, uint64_t leaf)
{
	const struct snapshot_row row = { first, count, leaf, host };

	put_row(t, &row);
}

static void
history_key(struct key *k, uint64_t url, uint64_t number)
{
	key_init(k);
	key_u64(k, url);
	key_u64(k, number);
}

bool
snapshot_in_history_of(struct txn *t, uint64_t url, uint64_t number)
{
	struct key k;

	history_key(&k, url, number);
	return txn_has(t, DB_HISTORY, &k);
}

bool
snapshot_in_history(struct txn *t, const char *url, uint64_t number)
{
	struct url_row u;

	return url != NULL && url_find(t, url, &u) &&
	       snapshot_in_history_of(t, u.id, number);
}

void
snapshot_put(struct txn *t, uint64_t number, const char *url, const char *type,
    const char *members, size_t n, uint64_t *seq)
{
	const uint64_t next = snapshot_next(t);
	struct snapshot_row row = { .first = number };
	struct url_row u;
	struct key k;

	assert(txn_err(t) != ERR_OK || number == next);
	log_append(t, type, members, n, seq);
	if (txn_err(t) != ERR_OK)
		return;
	row.leaf = *seq;
	put_row(t, &row);
	url_number(t, url, &u);
	history_key(&k, u.id, number);
	txn_put(t, DB_HISTORY, &k, "", 0);
}

/* ---- one snapshot ---- */

static enum err
get_own(struct txn *t, struct snapshot *out)
{
	return log_get(t, out->leaf, &out->record, &out->record_len);
}

static enum err
get_check(struct txn *t, const struct snapshot_row *row, struct snapshot *out)
{
	struct check_leaf *leaf = mem_alloc(sizeof(*leaf));
	size_t i = (size_t)(out->number - row->first);
	enum err e = check_leaf_get(t, row->host, row->leaf, leaf);
	char *url = NULL;
	struct buf b;

	buf_init(&b, CHECK_TEXT_MAX);
	if (e == ERR_OK && i < leaf->count)
		url = url_text(t, leaf->e[i].url);
	if (e == ERR_OK)
		e = url == NULL ? txn_damaged(t, "the URL of a check")
				: check_entry_text(&leaf->e[i], url, &b);
	free(leaf);
	free(url);
	if (e == ERR_OK) {
		out->is_check = true;
		out->record = buf_take(&b, &out->record_len);
	}
	buf_fini(&b);
	return e;
}

enum err
snapshot_get(struct txn *t, uint64_t number, struct snapshot *out)
{
	struct snapshot s = { .number = number };
	struct snapshot_row row;
	enum err e;

	if (!snapshot_row_find(t, number, &row))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	s.leaf = row.leaf;
	e = row.host == 0 ? get_own(t, &s) : get_check(t, &row, &s);
	if (e == ERR_OK)
		e = log_leaf_hash(t, s.leaf, s.leaf_hash);
	if (e != ERR_OK) {
		snapshot_fini(&s);
		return e;
	}
	*out = s;
	return ERR_OK;
}

void
snapshot_fini(struct snapshot *s)
{
	free(s->record);
	s->record = NULL;
}

/* ---- all of one URL ---- */

struct moment {
	int64_t at;
	uint64_t number;
};

struct moments {
	struct moment *m; /* owned */
	size_t n, cap;
};

static void
add(struct moments *all, int64_t at, uint64_t number)
{
	if (all->n == all->cap) {
		all->cap = all->cap == 0 ? 64 : all->cap * 2;
		all->m = mem_grow(all->m, all->cap, sizeof(all->m[0]));
	}
	all->m[all->n++] = (struct moment){ at, number };
}

static int
by_time(const void *a, const void *b)
{
	const struct moment *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/* The member "at" of a leaf of its own; a leaf that has none, or is purged,
 * stands where the one before it stood. */
static int64_t
time_of(struct txn *t, uint64_t number, int64_t fallback)
{
	struct snapshot s = { .number = number };
	int64_t at = fallback;
	json_t *doc = NULL;

	if (snapshot_get(t, number, &s) != ERR_OK)
		return fallback;
	if (json_parse(s.record, s.record_len, &doc) == ERR_OK) {
		const char *text = json_get_text(doc, "at");

		if (text == NULL || clock_parse(text, &at) != ERR_OK)
			at = fallback;
		json_decref(doc);
	}
	snapshot_fini(&s);
	return at;
}

static void
gather_own(struct txn *t, uint64_t url, struct moments *all)
{
	int64_t at = INT64_MIN;
	struct key prefix;
	struct cursor c;
	bool ok;

	key_of_u64(&prefix, url);
	cursor_open(&c, t, DB_HISTORY);
	for (ok = cursor_seek(&c, &prefix); ok && cursor_under(&c, &prefix);
	     ok = cursor_next(&c)) {
		uint64_t number;

		if (c.key.len != 16) {
			txn_damaged(t, "the history of a URL");
			break;
		}
		number = key_read_u64(c.key.data + 8);
		at = time_of(t, number, at);
		add(all, at, number);
	}
	cursor_close(&c);
}

static void
gather_checks(struct txn *t, const struct url_row *u, struct moments *all)
{
	struct check_leaf *leaf = mem_alloc(sizeof(*leaf));
	struct key prefix;
	struct cursor c;
	bool ok;

	key_of_u64(&prefix, u->host);
	cursor_open(&c, t, DB_CHECK);
	for (ok = cursor_seek(&c, &prefix); ok && cursor_under(&c, &prefix);
	     ok = cursor_next(&c)) {
		size_t first = 0, n;

		n = check_leaf_find(c.val.data, c.val.len, u->id, &first);
		if (n == 0)
			continue;
		if (check_leaf_unpack(c.val.data, c.val.len, leaf) != ERR_OK) {
			txn_damaged(t, "the checks of a host");
			break;
		}
		for (size_t i = first; i < first + n; i++)
			add(all, leaf->e[i].at, leaf->first_snapshot + i);
	}
	cursor_close(&c);
	free(leaf);
}

enum err
snapshot_each(struct txn *t, const char *url,
    bool (*fn)(const struct snapshot *s, void *arg), void *arg)
{
	struct moments all = { NULL, 0, 0 };
	struct url_row u;
	enum err e = ERR_OK;
	bool more = true;

	if (!url_find(t, url, &u))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	gather_own(t, u.id, &all);
	if (u.host != 0)
		gather_checks(t, &u, &all);
	if (all.n > 0)
		qsort(all.m, all.n, sizeof(all.m[0]), by_time);
	for (size_t i = 0; i < all.n && more && e == ERR_OK; i++) {
		struct snapshot s;

		e = snapshot_get(t, all.m[i].number, &s);
		if (e == ERR_DENIED) { /* purged: its number is all there is */
			e = ERR_OK;
			continue;
		}
		if (e == ERR_OK) {
			more = fn(&s, arg);
			snapshot_fini(&s);
		}
	}
	free(all.m);
	return txn_err(t) != ERR_OK ? txn_err(t) : e;
}
