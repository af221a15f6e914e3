/* SPDX-License-Identifier: ISC */
/* Rows of what sources show. */
#include "store/index/source.h"

#include <string.h>

#include "store/cursor.h"
#include "store/pack.h"

enum { S_PRESENT = 1, S_DIRECT = 2, S_CHANGED = 4, S_ALL = 7 };

void
sight_pack(struct buf *b, const struct sight *s)
{
	pack_u8(b, (uint8_t)((s->present ? S_PRESENT : 0) |
			     (s->direct ? S_DIRECT : 0) |
			     (s->changed ? S_CHANGED : 0)));
	pack_u8(b, (uint8_t)s->state);
	pack_uint(b, s->look);
	pack_uint(b, s->sweep);
	pack_bytes(b, s->text, TAG_LEN);
	pack_uint(b, s->fields);
	pack_uint(b, s->item);
}

bool
sight_unpack(const void *data, size_t n, struct sight *s)
{
	struct sight got = { 0 };
	const uint8_t *text;
	struct unpack u;
	uint8_t flags, state;

	unpack_init(&u, data, n);
	flags = unpack_u8(&u);
	state = unpack_u8(&u);
	got.look = unpack_uint(&u);
	got.sweep = unpack_uint(&u);
	text = unpack_bytes(&u, TAG_LEN);
	got.fields = unpack_uint(&u);
	got.item = unpack_uint(&u);
	if (!unpack_done(&u) || (flags & ~S_ALL) != 0 ||
	    state > DOC_UNREACHABLE || state == DOC_CHANGED)
		return false;
	memcpy(got.text, text, TAG_LEN);
	got.present = flags & S_PRESENT;
	got.direct = flags & S_DIRECT;
	got.changed = flags & S_CHANGED;
	got.state = (enum doc_state)state;
	*s = got;
	return true;
}

static void
sight_key(struct key *k, uint64_t source, uint64_t mention)
{
	key_of_u64(k, source);
	key_u64(k, mention);
}

bool
sight_find(struct txn *t, uint64_t source, uint64_t mention, struct sight *s)
{
	struct key k;
	struct val v;

	sight_key(&k, source, mention);
	if (!txn_get(t, DB_SHOWN, &k, &v))
		return false;
	if (sight_unpack(v.data, v.len, s))
		return true;
	index_damaged(t, "what a source showed makes no sense");
	return false;
}

void
sight_save(
    struct txn *t, uint64_t source, uint64_t mention, const struct sight *s)
{
	struct key k;
	struct buf b;

	sight_key(&k, source, mention);
	buf_init(&b, INDEX_ROW_MAX);
	sight_pack(&b, s);
	txn_put(t, DB_SHOWN, &k, b.data, b.len);
	buf_fini(&b);
}

void
sight_remove(struct txn *t, uint64_t source, uint64_t mention)
{
	struct key k;

	sight_key(&k, source, mention);
	(void)txn_del(t, DB_SHOWN, &k);
}

bool
sight_next(struct txn *t, uint64_t source, uint64_t *mention, struct sight *s)
{
	struct key k, prefix;
	struct cursor c;
	bool ok;

	if (*mention == UINT64_MAX)
		return false;
	key_of_u64(&prefix, source);
	sight_key(&k, source, *mention + 1);
	cursor_open(&c, t, DB_SHOWN);
	ok = cursor_seek(&c, &k) && cursor_under(&c, &prefix) &&
	     c.key.len == k.len;
	if (ok) {
		*mention = key_read_u64(c.key.data + prefix.len);
		ok = sight_unpack(c.val.data, c.val.len, s);
		if (!ok)
			index_damaged(t, "what a source showed makes no sense");
	}
	cursor_close(&c);
	return ok;
}
