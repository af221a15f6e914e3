/* SPDX-License-Identifier: ISC */
/* Rows of sources and of what they show. */
#include "store/index/source.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/pack.h"
#include "store/state/urlkey.h"

enum { S_PRESENT = 1, S_DIRECT = 2, S_CHANGED = 4, S_ALL = 7 };

/* ---- packed ---- */

void
source_pack(struct buf *b, const struct source *s)
{
	pack_u8(b, s->newest_first ? 1 : 0);
	pack_uint(b, s->number);
	pack_uint(b, s->look);
	pack_uint(b, s->present);
}

bool
source_unpack(const void *data, size_t n, struct source *s)
{
	struct source got;
	struct unpack u;
	uint8_t flags;

	unpack_init(&u, data, n);
	flags = unpack_u8(&u);
	got.newest_first = flags == 1;
	got.number = unpack_uint(&u);
	got.look = unpack_uint(&u);
	got.present = unpack_uint(&u);
	if (!unpack_done(&u) || flags > 1)
		return false;
	*s = got;
	return true;
}

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

/* ---- sources ---- */

static void
source_key(struct key *k, const char *url)
{
	key_init(k);
	urlkey_add(k, url);
}

bool
source_find(struct txn *t, const char *url, struct source *s)
{
	struct key k;
	struct val v;

	source_key(&k, url);
	if (!txn_get(t, DB_SOURCE, &k, &v))
		return false;
	if (source_unpack(v.data, v.len, s))
		return true;
	index_damaged(t, "a source's row makes no sense");
	return false;
}

/* The newest number stands where no URL's key is: they never begin with 0. */
void
source_open(struct txn *t, const char *url, struct source *s)
{
	struct key last;

	if (source_find(t, url, s))
		return;
	key_init(&last);
	key_u8(&last, 0);
	*s = (struct source){
		.number = txn_get_uint(t, DB_SOURCE, &last, 0) + 1,
		.look = 1,
	};
	txn_put_uint(t, DB_SOURCE, &last, s->number);
	source_save(t, url, s);
}

void
source_save(struct txn *t, const char *url, const struct source *s)
{
	struct key k;
	struct buf b;

	source_key(&k, url);
	buf_init(&b, INDEX_ROW_MAX);
	source_pack(&b, s);
	txn_put(t, DB_SOURCE, &k, b.data, b.len);
	buf_fini(&b);
}

/* ---- sights ---- */

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

uint64_t *
source_items(struct txn *t, uint64_t source, size_t *n)
{
	uint64_t *items;
	struct key k;
	struct val v;

	*n = 0;
	sight_key(&k, source, 0);
	if (!txn_get(t, DB_SHOWN, &k, &v))
		return mem_array(0, sizeof(*items));
	items = mem_array(v.len / 8, sizeof(*items));
	for (; *n < v.len / 8; ++*n)
		items[*n] = key_read_u64(v.data + 8 * *n);
	return items;
}

void
source_save_items(
    struct txn *t, uint64_t source, const uint64_t *items, size_t n)
{
	struct key k, item;
	struct val v;
	struct buf b;

	buf_init(&b, n * 8);
	for (size_t i = 0; i < n; i++) {
		key_of_u64(&item, items[i]);
		pack_bytes(&b, item.data, item.len);
	}
	sight_key(&k, source, 0);
	if (!txn_get(t, DB_SHOWN, &k, &v) || v.len != b.len ||
	    (v.len > 0 && memcmp(v.data, b.data, v.len) != 0))
		txn_put(t, DB_SHOWN, &k, b.data, b.len);
	buf_fini(&b);
}
