/* SPDX-License-Identifier: ISC */
/* Walks over a named database. */
#include "store/cursor.h"

#include <string.h>

void
cursor_open(struct cursor *c, struct txn *t, enum db db)
{
	MDB_dbi dbi = t->st->dbi[db];
	int rc;

	memset(c, 0, sizeof(*c));
	c->t = t;
	c->db = db;
	if (t->err != ERR_OK || dbi == 0)
		return;
	if (t->idle[db] != NULL) {
		c->mdb = t->idle[db];
		t->idle[db] = NULL;
		return;
	}
	rc = mdb_cursor_open(t->mdb, dbi, &c->mdb);
	if (rc != 0) {
		c->mdb = NULL;
		txn_fail_db(t, db, rc);
	}
}

void
cursor_close(struct cursor *c)
{
	if (c->mdb == NULL)
		return;
	if (c->t->mode == TXN_READ && c->t->idle[c->db] == NULL)
		c->t->idle[c->db] = c->mdb;
	else
		mdb_cursor_close(c->mdb);
	c->mdb = NULL;
}

static bool
step(struct cursor *c, const struct key *k, MDB_cursor_op op)
{
	MDB_val key = { 0, NULL }, val;
	int rc;

	if (c->mdb == NULL || c->t->err != ERR_OK)
		return false;
	if (k != NULL) {
		key.mv_data = txn_unconst(k->data);
		key.mv_size = k->len;
	}
	rc = mdb_cursor_get(c->mdb, &key, &val, op);
	if (rc != 0) {
		if (rc != MDB_NOTFOUND)
			txn_fail_db(c->t, c->db, rc);
		return false;
	}
	c->key = (struct val){ key.mv_data, key.mv_size };
	c->val = (struct val){ val.mv_data, val.mv_size };
	return true;
}

bool
cursor_first(struct cursor *c)
{
	return step(c, NULL, MDB_FIRST);
}

bool
cursor_last(struct cursor *c)
{
	return step(c, NULL, MDB_LAST);
}

bool
cursor_seek(struct cursor *c, const struct key *k)
{
	/* LMDB knows no empty key; everything is greater than it. */
	return k->len == 0 ? cursor_first(c) : step(c, k, MDB_SET_RANGE);
}

bool
cursor_before(struct cursor *c, const struct key *k)
{
	if (k->len == 0)
		return false;
	return step(c, k, MDB_SET_RANGE) ? cursor_prev(c) : cursor_last(c);
}

bool
cursor_find(struct cursor *c, const struct key *k)
{
	return step(c, k, MDB_SET_KEY);
}

bool
cursor_next(struct cursor *c)
{
	return step(c, NULL, MDB_NEXT);
}

bool
cursor_next_is(struct cursor *c, const struct key *k)
{
	return step(c, NULL, MDB_NEXT_NODUP) && c->key.len == k->len &&
	       memcmp(c->key.data, k->data, k->len) == 0;
}

bool
cursor_prev(struct cursor *c)
{
	return step(c, NULL, MDB_PREV);
}

bool
cursor_next_dup(struct cursor *c)
{
	return step(c, NULL, MDB_NEXT_DUP);
}

bool
cursor_after_dup(
    struct cursor *c, const struct key *k, const void *data, size_t n)
{
	MDB_val key = { k->len, txn_unconst(k->data) };
	MDB_val val = { n, txn_unconst(data) };
	int rc;

	if (c->mdb == NULL || c->t->err != ERR_OK)
		return false;
	rc = mdb_cursor_get(c->mdb, &key, &val, MDB_GET_BOTH_RANGE);
	if (rc != 0) {
		if (rc != MDB_NOTFOUND)
			txn_fail_db(c->t, c->db, rc);
		return false;
	}
	c->key = (struct val){ key.mv_data, key.mv_size };
	c->val = (struct val){ val.mv_data, val.mv_size };
	if (c->val.len != n || memcmp(c->val.data, data, n) != 0)
		return true;
	return cursor_next_dup(c);
}

void
cursor_del(struct cursor *c)
{
	int rc;

	if (c->mdb == NULL || c->t->err != ERR_OK)
		return;
	rc = mdb_cursor_del(c->mdb, 0);
	if (rc != 0)
		txn_fail_db(c->t, c->db, rc);
}

bool
cursor_under(const struct cursor *c, const struct key *prefix)
{
	return c->key.len >= prefix->len &&
	       memcmp(c->key.data, prefix->data, prefix->len) == 0;
}
