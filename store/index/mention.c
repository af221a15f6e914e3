/* SPDX-License-Identifier: ISC */
/* Mentions and their keys. */
#include "store/index/mention.h"

#include <string.h>

#include "store/cursor.h"
#include "store/index/cluster.h"

/* So many mentions with one id of 64 bits are no accident. */
enum { TURNS_MAX = 64 };

static void
id_key(struct key *k, const uint8_t id[8])
{
	key_init(k);
	key_bytes(k, id, 8);
}

bool
mention_open(
    struct txn *t, const struct document *d, const char *name, struct row *r)
{
	uint32_t word = word_number(t, WORD_NAME, name);

	for (unsigned turn = 0; turn < TURNS_MAX; turn++) {
		uint64_t number;
		uint8_t id[8];
		struct key k;

		document_id(d, name, turn, id);
		id_key(&k, id);
		number = txn_get_uint(t, DB_ID, &k, 0);
		if (number == 0) {
			*r = (struct row){ .name = word };
			memcpy(r->id, id, sizeof(r->id));
			number = txn_next_u64(t, DB_MENTION);
			r->number = number == 0 ? 1 : number;
			return false;
		}
		if (!row_load(t, number, r))
			return false;
		if (r->document == d->number && r->name == word)
			return true;
	}
	index_damaged(t, "too many mentions share one id");
	return false;
}

void
mention_order_name(struct key *k, uint32_t name)
{
	key_init(k);
	key_u32(k, name);
}

/* Signed times in the order of their bytes, the latest first. */
void
mention_order(struct key *k, uint32_t name, const struct row *r)
{
	mention_order_name(k, name);
	key_u64(k, ~((uint64_t)r->first_seen ^ (uint64_t)1 << 63));
	key_bytes(k, r->id, sizeof(r->id));
}

static void
order_enter(struct txn *t, const struct row *r)
{
	struct key k;

	mention_order(&k, 0, r);
	txn_put_uint(t, DB_ORDER, &k, r->number);
	mention_order(&k, r->name, r);
	txn_put_uint(t, DB_ORDER, &k, r->number);
	cluster_enter(t, r);
}

static void
order_leave(struct txn *t, const struct row *r)
{
	struct key k;

	mention_order(&k, 0, r);
	(void)txn_del(t, DB_ORDER, &k);
	mention_order(&k, r->name, r);
	(void)txn_del(t, DB_ORDER, &k);
	cluster_leave(t, r);
}

void
mention_enter(struct txn *t, const struct row *r)
{
	struct key k;

	id_key(&k, r->id);
	txn_put_uint(t, DB_ID, &k, r->number);
	order_enter(t, r);
}

/* Merged archives and clocks set back bring sightings out of order. */
void
mention_seen(struct txn *t, struct row *r, int64_t at, uint64_t sweep)
{
	if (at > r->last_seen)
		r->last_seen = at;
	if (at >= r->first_seen)
		return;
	order_leave(t, r);
	r->first_seen = at;
	r->sweep = sweep;
	order_enter(t, r);
}

void
mention_shot(struct txn *t, const struct row *r, uint64_t snapshot)
{
	struct key k;

	if (snapshot == 0)
		return;
	key_of_u64(&k, r->number);
	key_u64(&k, snapshot);
	if (!txn_has(t, DB_SHOT, &k))
		txn_put(t, DB_SHOT, &k, "", 0);
}
