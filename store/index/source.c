/* SPDX-License-Identifier: ISC */
/* Rows of sources, and the items of listings. */
#include "store/index/source.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "store/pack.h"
#include "store/state/urlkey.h"

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

/* ---- items ---- */

static void
items_key(struct key *k, uint64_t source)
{
	key_of_u64(k, source);
	key_u64(k, 0);
}

uint64_t *
source_items(struct txn *t, uint64_t source, size_t *n)
{
	uint64_t *items;
	struct key k;
	struct val v;

	*n = 0;
	items_key(&k, source);
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
	items_key(&k, source);
	if (!txn_get(t, DB_SHOWN, &k, &v) || v.len != b.len ||
	    (v.len > 0 && memcmp(v.data, b.data, v.len) != 0))
		txn_put(t, DB_SHOWN, &k, b.data, b.len);
	buf_fini(&b);
}
