/* SPDX-License-Identifier: ISC */
/* Transactions that remember their first error. */
#include "store/txn.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/archive.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/pack.h"

enum {
	TXN_RESIZED_MAX = 8, /* other processes that grow the map meanwhile */
	TXN_GROW_MAX = 16    /* doublings for one batch: 1 GiB to 64 TiB */
};

static const char *const db_names[] = {
#define DB_NAME(code, name, flags) name,
	DB_TABLE(DB_NAME)
#undef DB_NAME
};

/* ---- life ---- */

static enum err
begin(struct store *st, struct txn *t)
{
	unsigned flags = t->mode == TXN_READ ? MDB_RDONLY : 0;

	for (int i = 0; i < TXN_RESIZED_MAX; i++) {
		enum err e;
		int rc;

		pthread_rwlock_rdlock(&st->map_lock);
		rc = mdb_txn_begin(st->env, NULL, flags, &t->mdb);
		if (rc == 0) {
			t->locked = true;
			return ERR_OK;
		}
		t->mdb = NULL;
		pthread_rwlock_unlock(&st->map_lock);
		if (rc != MDB_MAP_RESIZED)
			return env_log(rc, "%s: transaction", st->dir);
		e = env_resized(st);
		if (e != ERR_OK)
			return e;
	}
	log_error("%s: the map never stops growing", st->dir);
	return ERR_DB;
}

struct txn *
txn_begin(struct store *st, enum txn_mode mode)
{
	struct txn *t = mem_zalloc(sizeof(*t));

	t->st = st;
	t->mode = mode;
	if (mode == TXN_WRITE) {
		assert(st->mode == STORE_WRITE);
		t->err = env_make_room(st);
	}
	if (t->err == ERR_OK)
		t->err = begin(st, t);
	return t;
}

enum err
txn_err(const struct txn *t)
{
	return t->err;
}

/* LMDB's commit has no database to name. */
static void
fail_commit(struct txn *t, int rc)
{
	if (rc == MDB_MAP_FULL)
		t->map_full = true;
	txn_fail(t, rc == MDB_MAP_FULL ? ERR_LIMIT
				       : env_log(env_cause(t->st, rc),
					     "%s: commit", t->st->dir));
}

/* LMDB commits or forgets; so do the segments. */
static void
end_write(struct txn *t, bool commit)
{
	int rc;

	if (commit && t->err == ERR_OK)
		archive_before_commit(t);
	/* Another thread may begin to write as soon as LMDB lets go. */
	if (commit && t->err == ERR_OK) {
		archive_after(t->st);
		rc = mdb_txn_commit(t->mdb);
		if (rc != 0)
			fail_commit(t, rc);
		else
			env_pad(t->st);
	} else {
		archive_before_abort(t);
		archive_after(t->st);
		mdb_txn_abort(t->mdb);
	}
}

/* Ends it, one way or the other, and frees it. */
static enum err
finish(struct txn *t, bool commit, bool *map_full)
{
	struct store *st = t->st;
	enum err e;

	for (int i = 0; i < DB_COUNT; i++)
		if (t->idle[i] != NULL)
			mdb_cursor_close(t->idle[i]);
	if (t->locked && t->mode == TXN_READ)
		mdb_txn_abort(t->mdb);
	else if (t->locked)
		end_write(t, commit);
	if (t->locked)
		pthread_rwlock_unlock(&st->map_lock);
	if (t->map_full)
		env_need_room(st);
	*map_full = t->map_full;
	e = t->err;
	free(t);
	return e;
}

enum err
txn_end(struct txn *t)
{
	bool map_full;

	return finish(t, true, &map_full);
}

void
txn_abort(struct txn *t)
{
	bool map_full;

	if (t != NULL)
		(void)finish(t, false, &map_full);
}

enum err
store_batch(
    struct store *st, enum err (*fn)(struct txn *t, void *arg), void *arg)
{
	for (int i = 0; i < TXN_GROW_MAX; i++) {
		struct txn *t = txn_begin(st, TXN_WRITE);
		bool map_full;
		enum err e;

		if (t->err == ERR_OK)
			txn_fail(t, fn(t, arg));
		e = finish(t, true, &map_full);
		if (!map_full)
			return e;
	}
	log_error("%s: one batch fills any map", st->dir);
	return ERR_LIMIT;
}

/* ---- errors ---- */

struct store *
txn_store(const struct txn *t)
{
	return t->st;
}

enum err
txn_fail(struct txn *t, enum err e)
{
	if (t->err == ERR_OK)
		t->err = e;
	return t->err;
}

enum err
txn_fail_db(struct txn *t, enum db db, int rc)
{
	if (t->err != ERR_OK)
		return t->err;
	if (rc == MDB_MAP_FULL) {
		t->map_full = true; /* no fault: see store_batch */
		return txn_fail(t, ERR_LIMIT);
	}
	return txn_fail(t, env_log(rc, "%s: %s", t->st->dir, db_names[db]));
}

enum err
txn_damaged(struct txn *t, const char *fmt, ...)
{
	char what[512];
	va_list ap;

	if (t->err != ERR_OK)
		return t->err;
	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	log_error("%s: damaged: %s (run `vigie verify`)", t->st->dir, what);
	return txn_fail(t, ERR_DAMAGED);
}

/* ---- reading and writing ---- */

static MDB_val
as_val(const struct key *k)
{
	return (MDB_val){ k->len, txn_unconst(k->data) };
}

static bool
get_by_cursor(struct txn *t, enum db db, const struct key *k, struct val *v)
{
	struct cursor c;
	bool found;

	cursor_open(&c, t, db);
	found =
	    (t->in_order[db] && cursor_next_is(&c, k)) || cursor_find(&c, k);
	if (found)
		*v = c.val;
	cursor_close(&c);
	return found;
}

void
txn_in_order(struct txn *t, enum db db)
{
	t->in_order[db] = true;
}

bool
txn_get(struct txn *t, enum db db, const struct key *k, struct val *v)
{
	MDB_val key = as_val(k), val;
	int rc;

	if (t->err != ERR_OK || t->st->dbi[db] == 0 || k->len == 0)
		return false;
	if (t->mode == TXN_READ)
		return get_by_cursor(t, db, k, v);
	rc = mdb_get(t->mdb, t->st->dbi[db], &key, &val);
	if (rc != 0) {
		if (rc != MDB_NOTFOUND)
			txn_fail_db(t, db, rc);
		return false;
	}
	*v = (struct val){ val.mv_data, val.mv_size };
	return true;
}

bool
txn_has(struct txn *t, enum db db, const struct key *k)
{
	struct val v;

	return txn_get(t, db, k, &v);
}

uint64_t
txn_get_uint(struct txn *t, enum db db, const struct key *k, uint64_t fallback)
{
	struct unpack u;
	struct val v;
	uint64_t n;

	if (!txn_get(t, db, k, &v))
		return fallback;
	unpack_init(&u, v.data, v.len);
	n = unpack_uint(&u);
	if (!unpack_done(&u)) {
		txn_damaged(t, "a number in %s", db_names[db]);
		return fallback;
	}
	return n;
}

void
txn_put_uint(struct txn *t, enum db db, const struct key *k, uint64_t v)
{
	struct buf b;

	buf_init(&b, 16);
	pack_uint(&b, v);
	txn_put(t, db, k, b.data, b.len);
	buf_fini(&b);
}

static void
put(struct txn *t, enum db db, const struct key *k, const void *data, size_t n,
    unsigned flags)
{
	MDB_val key = as_val(k), val = { n, txn_unconst(data) };
	int rc;

	if (t->err != ERR_OK)
		return;
	rc = mdb_put(t->mdb, t->st->dbi[db], &key, &val, flags);
	if (rc != 0)
		txn_fail_db(t, db, rc);
}

void
txn_put(
    struct txn *t, enum db db, const struct key *k, const void *data, size_t n)
{
	put(t, db, k, data, n, 0);
}

void
txn_append(
    struct txn *t, enum db db, const struct key *k, const void *data, size_t n)
{
	put(t, db, k, data, n, MDB_APPEND);
}

static bool
del(struct txn *t, enum db db, const struct key *k, MDB_val *val)
{
	MDB_val key = as_val(k);
	int rc;

	if (t->err != ERR_OK || k->len == 0)
		return false;
	rc = mdb_del(t->mdb, t->st->dbi[db], &key, val);
	if (rc != 0 && rc != MDB_NOTFOUND)
		txn_fail_db(t, db, rc);
	return rc == 0;
}

bool
txn_del(struct txn *t, enum db db, const struct key *k)
{
	return del(t, db, k, NULL);
}

bool
txn_del_pair(
    struct txn *t, enum db db, const struct key *k, const void *data, size_t n)
{
	MDB_val val = { n, txn_unconst(data) };

	return del(t, db, k, &val);
}

uint64_t
txn_count(struct txn *t, enum db db)
{
	MDB_stat stat;
	int rc;

	if (t->err != ERR_OK || t->st->dbi[db] == 0)
		return 0;
	rc = mdb_stat(t->mdb, t->st->dbi[db], &stat);
	if (rc != 0) {
		txn_fail_db(t, db, rc);
		return 0;
	}
	return stat.ms_entries;
}

void
txn_clear(struct txn *t, enum db db)
{
	int rc;

	if (t->err != ERR_OK)
		return;
	rc = mdb_drop(t->mdb, t->st->dbi[db], 0);
	if (rc != 0)
		txn_fail_db(t, db, rc);
}

uint64_t
txn_next_u64(struct txn *t, enum db db)
{
	struct cursor c;
	uint64_t next = 0;

	cursor_open(&c, t, db);
	if (cursor_last(&c)) {
		if (c.key.len == 8)
			next = key_read_u64(c.key.data) + 1;
		else
			txn_damaged(t, "a key of %s", db_names[db]);
	}
	cursor_close(&c);
	return next;
}

char *
txn_copy(const struct val *v)
{
	return mem_strndup((const char *)v->data, v->len);
}
