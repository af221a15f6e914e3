/* SPDX-License-Identifier: ISC */
/* A mention taken out of the index: its rows, its text, what its sources say of
 * it. The document's own row and its fingerprints, which hold an address and
 * hashes, go with the next `vigie reindex`. */
#include "store/index/forget.h"

#include <string.h>

#include "store/cursor.h"
#include "store/index/cluster.h"
#include "store/index/mention.h"
#include "store/index/source.h"

static void
leave_sources(struct txn *t, uint64_t number)
{
	struct cursor c;
	bool ok;

	cursor_open(&c, t, DB_SHOWN);
	for (ok = cursor_first(&c); ok; ok = cursor_next(&c))
		if (c.key.len == 16 && key_read_u64(c.key.data + 8) == number)
			cursor_del(&c);
	cursor_close(&c);
}

static void
leave_shots(struct txn *t, uint64_t number)
{
	struct cursor c;
	struct key prefix;
	bool ok;

	key_of_u64(&prefix, number);
	cursor_open(&c, t, DB_SHOT);
	for (ok = cursor_seek(&c, &prefix); ok && cursor_under(&c, &prefix);
	     ok = cursor_next(&c))
		cursor_del(&c);
	cursor_close(&c);
}

void
forget_mention(struct txn *t, uint64_t number, uint8_t id[8])
{
	struct row r;
	struct key k;

	if (!row_load(t, number, &r))
		return;
	memcpy(id, r.id, sizeof(r.id));
	mention_order(&k, 0, &r);
	(void)txn_del(t, DB_ORDER, &k);
	mention_order(&k, r.name, &r);
	(void)txn_del(t, DB_ORDER, &k);
	cluster_leave(t, &r);
	leave_sources(t, number);
	leave_shots(t, number);
	key_init(&k);
	key_bytes(&k, r.id, sizeof(r.id));
	(void)txn_del(t, DB_ID, &k);
	key_of_u64(&k, number);
	(void)txn_del(t, DB_TEXT, &k);
	(void)txn_del(t, DB_MENTION, &k);
}

size_t
forget_find(struct txn *t, uint64_t snapshot, uint64_t *mentions, size_t max)
{
	struct cursor c;
	size_t n = 0;
	bool ok;

	cursor_open(&c, t, DB_SHOT);
	for (ok = cursor_first(&c); ok && n < max; ok = cursor_next(&c))
		if (c.key.len == 16 && key_read_u64(c.key.data + 8) == snapshot)
			mentions[n++] = key_read_u64(c.key.data);
	cursor_close(&c);
	return n;
}

bool
forget_rests_on(struct txn *t, uint64_t mention,
    bool (*is_gone)(struct txn *t, uint64_t snapshot))
{
	struct cursor c;
	struct key prefix;
	bool ok, all = true;

	key_of_u64(&prefix, mention);
	cursor_open(&c, t, DB_SHOT);
	for (ok = cursor_seek(&c, &prefix);
	     ok && all && cursor_under(&c, &prefix) && c.key.len == 16;
	     ok = cursor_next(&c))
		all = is_gone(t, key_read_u64(c.key.data + 8));
	cursor_close(&c);
	return all;
}
