/* SPDX-License-Identifier: ISC */
/* Forgetting: records, their blobs and the mentions that rested on them, in one
 * transaction; then the bytes themselves. */
#include <stdlib.h>
#include <string.h>

#include "store/archive/erase.h"
#include "store/archive/purge.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/index/forget.h"
#include "store/merge_erase.h"
#include "store/store.h"

enum {
	MENTIONS_MAX = 4096, /* that one snapshot bears on */
	PREFIX_MIN = 4,
	ID_LEN = 8
};

struct forgetting {
	const uint64_t *snapshots;
	size_t n;
	const char *mention, *reason;
	struct purge purge;
	struct forget_sum *sum;
};

/* ---- the index ---- */

static void
remember_id(struct txn *t, const uint8_t id[ID_LEN], uint64_t leaf)
{
	struct key k;

	key_init(&k);
	key_bytes(&k, id, ID_LEN);
	txn_put_uint(t, DB_FORGOTTEN, &k, leaf);
	/* What the user said of it goes too. */
	(void)txn_del(t, DB_LABEL, &k);
}

static void
remove_mention(struct txn *t, struct forgetting *f, uint64_t number)
{
	uint8_t id[ID_LEN];

	forget_mention(t, number, id);
	if (txn_err(t) != ERR_OK)
		return;
	remember_id(t, id, f->sum->leaf);
	f->sum->mentions++;
}

/* The one that was named, wherever else it may have been seen. */
static void
remove_named(struct txn *t, struct forgetting *f)
{
	struct key k;
	uint8_t id[ID_LEN];
	uint64_t number;

	if (f->mention == NULL || strlen(f->mention) != 2 * (size_t)ID_LEN ||
	    !digest_unhex(f->mention, id, ID_LEN))
		return;
	key_init(&k);
	key_bytes(&k, id, ID_LEN);
	number = txn_get_uint(t, DB_ID, &k, 0);
	if (number != 0)
		remove_mention(t, f, number);
}

static void
remove_orphans(struct txn *t, struct forgetting *f, uint64_t snapshot)
{
	uint64_t *mentions = mem_array(MENTIONS_MAX, sizeof(*mentions));
	size_t n = forget_find(t, snapshot, mentions, MENTIONS_MAX);

	for (size_t i = 0; i < n && txn_err(t) == ERR_OK; i++)
		if (forget_rests_on(t, mentions[i], purge_is_gone))
			remove_mention(t, f, mentions[i]);
	free(mentions);
}

/* ---- all of it ---- */

static void
count(struct forgetting *f)
{
	f->sum->records = f->purge.n_leaves;
	f->sum->rewritten = f->purge.n_rewritten;
	for (size_t i = 0; i < f->purge.n_blobs; i++)
		if (f->purge.blobs[i].shared)
			f->sum->shared++;
		else
			f->sum->contents++;
}

/* Repeatable: the sum is begun anew, the purge only grows. */
static enum err
forget(struct txn *t, void *arg)
{
	struct forgetting *f = arg;
	enum err e = purge_share(t, &f->purge);

	if (e != ERR_OK)
		return e;
	memset(f->sum, 0, sizeof(*f->sum));
	merge_erase(t, &f->purge);
	purge_run(t, &f->purge, f->reason, &f->sum->leaf);
	remove_named(t, f);
	for (size_t i = 0; i < f->purge.n_leaves; i++)
		remove_orphans(t, f, f->purge.leaves[i].snapshot);
	count(f);
	return txn_err(t);
}

/* What falls under it, and who shares it: read without keeping writers off;
 * what is logged meanwhile is looked at in the transaction that writes. */
static enum err
look(struct store *st, struct forgetting *f)
{
	struct txn *t = txn_begin(st, TXN_READ);
	enum err e = txn_err(t);

	for (size_t i = 0; i < f->n && e == ERR_OK; i++)
		e = purge_add(t, &f->purge, f->snapshots[i]);
	if (e == ERR_OK)
		e = purge_share(t, &f->purge);
	txn_abort(t);
	return e;
}

enum err
store_forget(struct store *st, const uint64_t *snapshots, size_t n,
    const char *mention, const char *reason, struct forget_sum *out)
{
	struct forgetting f = { .snapshots = snapshots,
		.n = n,
		.mention = mention,
		.reason = reason,
		.sum = out };
	enum err e;

	memset(out, 0, sizeof(*out));
	if (strlen(reason) > FORGET_REASON_MAX) {
		log_error("forget: the reason has more than %d bytes",
		    FORGET_REASON_MAX);
		return ERR_USAGE;
	}
	e = look(st, &f);
	if (e == ERR_OK && f.purge.n_leaves == 0 && mention == NULL)
		e = ERR_DENIED;
	if (e == ERR_OK)
		e = store_batch(st, forget, &f);
	purge_fini(&f.purge);
	if (e == ERR_OK)
		e = erase_segments(st);
	if (e == ERR_OK)
		e = checkpoint_make(st);
	return e == ERR_OK ? erase_pages(st) : e;
}

enum err
store_forgotten(struct txn *t, const char *prefix, uint64_t *leaf)
{
	size_t n = strlen(prefix);
	struct cursor c;
	bool ok, found = false;

	if (n < PREFIX_MIN || n > 2 * (size_t)ID_LEN)
		return ERR_NOTFOUND;
	cursor_open(&c, t, DB_FORGOTTEN);
	for (ok = cursor_first(&c); ok && !found; ok = cursor_next(&c)) {
		char hex[2 * ID_LEN + 1];
		struct key k;

		if (c.key.len != ID_LEN)
			continue;
		digest_hex(c.key.data, ID_LEN, hex);
		found = strncmp(hex, prefix, n) == 0;
		key_init(&k);
		key_bytes(&k, c.key.data, c.key.len);
		if (found)
			*leaf = txn_get_uint(t, DB_FORGOTTEN, &k, 0);
	}
	cursor_close(&c);
	if (found)
		return ERR_OK;
	return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
}
