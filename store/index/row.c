/* SPDX-License-Identifier: ISC */
/* Rows of mentions, and their state. */
#include "store/index/row.h"

#include <string.h>

#include "store/pack.h"

enum { F_DIRECT = 1, F_CHANGED = 2, F_SPECIFIC = 4, F_URL = 8, F_ALL = 15 };

static const char *const state_names[] = { "online", "changed", "gone",
	"unreachable" };

const char *
doc_state_name(enum doc_state s)
{
	return state_names[s];
}

/* ---- packed ---- */

static void
pack_tally(struct buf *b, const struct tally *y)
{
	pack_uint(b, y->n[DOC_ONLINE]);
	pack_uint(b, y->n[DOC_GONE]);
	pack_uint(b, y->n[DOC_UNREACHABLE]);
}

static void
unpack_tally(struct unpack *u, struct tally *y)
{
	y->n[DOC_ONLINE] = unpack_uint(u);
	y->n[DOC_GONE] = unpack_uint(u);
	y->n[DOC_UNREACHABLE] = unpack_uint(u);
}

void
row_pack(struct buf *b, const struct row *r)
{
	pack_u8(b, (uint8_t)((r->any_direct ? F_DIRECT : 0) |
			     (r->any_changed ? F_CHANGED : 0) |
			     (r->specific ? F_SPECIFIC : 0) |
			     (r->url_direct ? F_URL : 0)));
	pack_u8(b, (uint8_t)r->state);
	pack_u8(b, (uint8_t)r->match_rank);
	pack_bytes(b, r->id, sizeof(r->id));
	pack_bytes(b, r->document_id, sizeof(r->document_id));
	pack_uint(b, r->document);
	pack_uint(b, r->cluster);
	pack_uint(b, r->name);
	pack_uint(b, r->network);
	pack_uint(b, r->match);
	pack_int(b, r->first_seen);
	pack_int(b, r->last_seen);
	pack_uint(b, r->sweep);
	pack_tally(b, &r->direct);
	pack_tally(b, &r->listed);
	pack_uint(b, r->direct_sweep);
	pack_uint(b, r->changed_sweep);
	pack_uint(b, r->words);
	pack_uint(b, r->best_source);
}

/* A number that must fit 32 bits. */
static uint32_t
unpack_u32(struct unpack *u)
{
	uint64_t v = unpack_uint(u);

	if (v > UINT32_MAX)
		u->bad = true;
	return (uint32_t)v;
}

static void
unpack_id(struct unpack *u, uint8_t id[8])
{
	const uint8_t *p = unpack_bytes(u, 8);

	if (p != NULL)
		memcpy(id, p, 8);
}

bool
row_unpack(const void *data, size_t n, struct row *r)
{
	struct row got = { .number = r->number };
	struct unpack u;
	uint8_t flags, state;

	unpack_init(&u, data, n);
	flags = unpack_u8(&u);
	state = unpack_u8(&u);
	got.match_rank = unpack_u8(&u);
	unpack_id(&u, got.id);
	unpack_id(&u, got.document_id);
	got.document = unpack_uint(&u);
	got.cluster = unpack_uint(&u);
	got.name = unpack_u32(&u);
	got.network = unpack_u32(&u);
	got.match = unpack_u32(&u);
	got.first_seen = unpack_int(&u);
	got.last_seen = unpack_int(&u);
	got.sweep = unpack_uint(&u);
	unpack_tally(&u, &got.direct);
	unpack_tally(&u, &got.listed);
	got.direct_sweep = unpack_uint(&u);
	got.changed_sweep = unpack_uint(&u);
	got.words = unpack_uint(&u);
	got.best_source = unpack_uint(&u);
	if (!unpack_done(&u) || (flags & ~F_ALL) != 0 ||
	    state > DOC_UNREACHABLE)
		return false;
	got.any_direct = flags & F_DIRECT;
	got.any_changed = flags & F_CHANGED;
	got.specific = flags & F_SPECIFIC;
	got.url_direct = flags & F_URL;
	got.state = (enum doc_state)state;
	*r = got;
	return true;
}

bool
row_load(struct txn *t, uint64_t number, struct row *r)
{
	struct row got = { .number = number };
	struct key k;
	struct val v;

	key_of_u64(&k, number);
	if (!txn_get(t, DB_MENTION, &k, &v) ||
	    !row_unpack(v.data, v.len, &got)) {
		index_damaged(t, "a mention's row is missing or broken");
		return false;
	}
	*r = got;
	return true;
}

void
row_save(struct txn *t, const struct row *r, bool is_new)
{
	struct key k;
	struct buf b;

	key_of_u64(&k, r->number);
	buf_init(&b, INDEX_ROW_MAX);
	row_pack(&b, r);
	index_put(t, DB_MENTION, &k, &b, is_new);
	buf_fini(&b);
}

/* ---- state ---- */

/* A damaged count must not wrap. */
static void
take(struct tally *y, enum doc_state s)
{
	if (y->n[s] > 0)
		y->n[s]--;
}

void
row_result(struct row *r, const struct sight *before, const struct sight *now,
    uint64_t sweep)
{
	if (before != NULL && !before->direct)
		take(&r->listed, before->state);
	if (now != NULL && !now->direct)
		r->listed.n[now->state]++;
	if (now == NULL || !now->direct)
		return;
	if (!r->any_direct || r->direct_sweep != sweep)
		memset(&r->direct, 0, sizeof(r->direct));
	else if (before != NULL && before->direct && before->sweep == sweep)
		take(&r->direct, before->state);
	r->any_direct = true;
	r->direct_sweep = sweep;
	r->direct.n[now->state]++;
}

/* false: no source says anything any more. */
static bool
weigh(const struct tally *y, enum doc_state *s)
{
	static const enum doc_state order[] = { DOC_ONLINE, DOC_UNREACHABLE,
		DOC_GONE };

	for (size_t i = 0; i < NELEM(order); i++) {
		if (y->n[order[i]] == 0)
			continue;
		*s = order[i];
		return true;
	}
	return false;
}

bool
row_settle(struct row *r, uint64_t sweep)
{
	enum doc_state before = r->state, s;

	/* Fallen off the end of every listing: what was last known stays. */
	if (!weigh(r->any_direct ? &r->direct : &r->listed, &s))
		s = before == DOC_GONE ? DOC_GONE : DOC_ONLINE;
	if (s == DOC_ONLINE && r->any_changed && r->changed_sweep == sweep)
		s = DOC_CHANGED;
	r->state = s;
	return s != before;
}
