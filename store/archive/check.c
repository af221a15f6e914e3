/* SPDX-License-Identifier: ISC */
/* Checks: kept as pending at once, gathered into leaves later. A pending one
 * stands under (host, running number from 0), so that the last number of a
 * host says how many it has. */
#include "store/archive/check.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/archive.h"
#include "store/archive/snapshot.h"
#include "store/archive/url.h"
#include "store/base/jout.h"
#include "store/base/mem.h"
#include "store/cursor.h"

enum { LEAF_BYTES_MAX = CHECK_LEAF_MAX * CHECK_ENTRY_MAX + 64 };

static void
pair_key(struct key *k, uint64_t host, uint64_t n)
{
	key_init(k);
	key_u64(k, host);
	key_u64(k, n);
}

/* ---- the tree of one leaf ---- */

static enum err
entry_hash(struct txn *t, const struct check_entry *e, uint8_t out[SHA256_LEN])
{
	char *url = url_text(t, e->url);
	struct buf b;
	enum err err;

	if (url == NULL)
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_DAMAGED;
	buf_init(&b, CHECK_TEXT_MAX);
	err = check_entry_text(e, url, &b);
	if (err == ERR_OK)
		tree_leaf_hash(b.data, b.len, out);
	buf_fini(&b);
	free(url);
	return err;
}

enum err
check_leaf_root(
    struct txn *t, const struct check_leaf *leaf, uint8_t root[SHA256_LEN])
{
	uint8_t done[TREE_LEVELS][SHA256_LEN], hash[SHA256_LEN];
	struct tree tree;

	tree_init(&tree);
	for (size_t i = 0; i < leaf->count; i++) {
		enum err e = entry_hash(t, &leaf->e[i], hash);

		if (e != ERR_OK)
			return e;
		(void)tree_add(&tree, hash, done);
	}
	tree_root(&tree, root);
	return ERR_OK;
}

/* ---- gathering ---- */

static int
by_url_and_time(const void *a, const void *b)
{
	const struct check_entry *x = a, *y = b;

	if (x->url != y->url)
		return x->url < y->url ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static enum err
members(struct buf *b, const struct check_leaf *leaf, const char *host,
    const uint8_t root[SHA256_LEN], const char *merged)
{
	int64_t from = leaf->e[0].at, to = from;
	struct jout j;

	for (size_t i = 1; i < leaf->count; i++) {
		from = leaf->e[i].at < from ? leaf->e[i].at : from;
		to = leaf->e[i].at > to ? leaf->e[i].at : to;
	}
	jout_begin(&j, b);
	jout_ktext(&j, "host", host);
	jout_kint(&j, "count", (int64_t)leaf->count);
	jout_kint(&j, "first_snapshot", (int64_t)leaf->first_snapshot);
	jout_ktime(&j, "from", from);
	jout_ktime(&j, "to", to);
	jout_khex(&j, "root", root, SHA256_LEN);
	if (merged != NULL) {
		jout_key(&j, "merged");
		jout_raw(&j, merged, strlen(merged));
	}
	return j.err;
}

/* Appends the leaf, keeps its entries and numbers them. */
static void
put_leaf(struct txn *t, uint64_t host, struct check_leaf *leaf)
{
	char *name = url_host_text(t, host);
	uint8_t root[SHA256_LEN];
	uint64_t seq = 0;
	struct key k;
	struct buf b;

	qsort(leaf->e, leaf->count, sizeof(leaf->e[0]), by_url_and_time);
	leaf->first_snapshot = snapshot_next(t);
	buf_init(&b, LEAF_BYTES_MAX);
	if (name == NULL)
		txn_damaged(t, "the name of a host");
	else
		txn_fail(t, check_leaf_root(t, leaf, root));
	if (txn_err(t) == ERR_OK)
		txn_fail(
		    t, members(&b, leaf, name, root, t->st->archive->merged));
	free(name);
	if (txn_err(t) == ERR_OK) {
		log_append(t, "checks", b.data, b.len, &seq);
		buf_reset(&b);
		check_leaf_pack(leaf, &b);
		pair_key(&k, host, seq);
		txn_put(t, DB_CHECK, &k, b.data, b.len);
		snapshot_number_checks(
		    t, leaf->first_snapshot, leaf->count, host, seq);
	}
	buf_fini(&b);
}

/* Takes pending entries of one host, from where c stands, into a leaf. */
static void
take(struct cursor *c, uint64_t *host, struct check_leaf *leaf)
{
	bool ok = true;

	leaf->count = 0;
	*host = c->key.len == 16 ? key_read_u64(c->key.data) : 0;
	while (ok && leaf->count < CHECK_LEAF_MAX && c->key.len == 16 &&
	       key_read_u64(c->key.data) == *host) {
		struct check_entry *e = &leaf->e[leaf->count];

		if (check_entry_unpack(c->val.data, c->val.len, e) != ERR_OK)
			break;
		leaf->count++;
		cursor_del(c);
		ok = cursor_next(c);
	}
	if (leaf->count == 0)
		txn_damaged(c->t, "a pending check");
}

/* One leaf of what is pending at k or behind it; false when nothing is. */
static bool
flush_from(struct txn *t, const struct key *k, struct check_leaf *leaf)
{
	struct cursor c;
	uint64_t host = 0;
	bool any;

	cursor_open(&c, t, DB_PENDING);
	any = cursor_seek(&c, k);
	if (any)
		take(&c, &host, leaf);
	cursor_close(&c);
	if (any && txn_err(t) == ERR_OK)
		put_leaf(t, host, leaf);
	return any && txn_err(t) == ERR_OK;
}

void
check_flush(struct txn *t)
{
	struct check_leaf *leaf = mem_alloc(sizeof(*leaf));
	struct key all;

	key_init(&all);
	while (flush_from(t, &all, leaf))
		continue;
	free(leaf);
}

/* ---- putting ---- */

/* The number that the host's next pending check gets. */
static uint64_t
next_pending(struct txn *t, uint64_t host)
{
	uint64_t n = 0;
	struct cursor c;
	struct key k;

	pair_key(&k, host + 1, 0);
	cursor_open(&c, t, DB_PENDING);
	if (cursor_before(&c, &k) && c.key.len == 16 &&
	    key_read_u64(c.key.data) == host)
		n = key_read_u64(c.key.data + 8) + 1;
	cursor_close(&c);
	return n;
}

void
check_put(struct txn *t, const struct check *c)
{
	struct check_entry e = {
		.at = c->at,
		.outcome = c->outcome,
		.status = (unsigned)c->status,
		.same_as = c->same_as,
	};
	struct url_row url;
	struct key k;
	struct buf b;
	uint64_t n;

	assert(c->status >= 0 && c->status <= 999);
	url_file_under(t, c->url, c->host, &url);
	e.url = url.id;
	memcpy(e.payload, c->payload, SHA256_LEN);
	digest_random(e.salt, sizeof(e.salt));
	n = next_pending(t, url.host);
	pair_key(&k, url.host, n);
	buf_init(&b, CHECK_ENTRY_MAX);
	check_entry_pack(&e, &b);
	txn_put(t, DB_PENDING, &k, b.data, b.len);
	buf_fini(&b);
	if (n + 1 >= CHECK_LEAF_MAX && txn_err(t) == ERR_OK) {
		struct check_leaf *leaf = mem_alloc(sizeof(*leaf));

		pair_key(&k, url.host, 0);
		(void)flush_from(t, &k, leaf);
		free(leaf);
	}
}

enum err
check_leaf_get(
    struct txn *t, uint64_t host, uint64_t seq, struct check_leaf *leaf)
{
	struct key k;
	struct val v;

	pair_key(&k, host, seq);
	if (!txn_get(t, DB_CHECK, &k, &v))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	if (check_leaf_unpack(v.data, v.len, leaf) != ERR_OK)
		return txn_damaged(
		    t, "the checks of leaf %llu", (unsigned long long)seq);
	return ERR_OK;
}
