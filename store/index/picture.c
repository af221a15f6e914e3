/* SPDX-License-Identifier: ISC */
/* Documents that say little and show the same picture (MATCHING.md 4.4, level
 * 6). DB_NEAR holds, beside what near.h says,
 *
 *	'i' PDQ DOCUMENT -> tags of the site and of the picture's address
 *
 * and is walked from one end to the other: pictures of mentions are few. */
#include <string.h>

#include "store/cursor.h"
#include "store/index/cluster.h"
#include "store/index/document.h"
#include "store/pack.h"
#include "store/store.h"

enum {
	LIKE_BITS = 31,       /* of the PDQ: at most so many differ */
	LIKE_WALK_MAX = 65536 /* pictures looked at */
};

struct shown {
	uint64_t site, picture; /* tags */
};

static unsigned
distance(const uint8_t *a, const uint8_t *b)
{
	unsigned n = 0;

	for (size_t i = 0; i < INDEX_PDQ_BYTES; i++)
		for (unsigned x = a[i] ^ b[i]; x != 0; x &= x - 1)
			n++;
	return n;
}

static bool
is_same(const struct shown_picture *l, const struct shown *self,
    const uint8_t *pdq, const struct val *v)
{
	struct shown other;
	struct unpack u;

	unpack_init(&u, v->data, v->len);
	other.site = unpack_uint(&u);
	other.picture = unpack_uint(&u);
	if (!unpack_done(&u) ||
	    (other.site == self->site && other.picture == self->picture))
		return false;
	return distance(l->pdq, pdq) <= LIKE_BITS;
}

static void
join_all(struct txn *t, const struct shown_picture *l, const struct shown *self,
    uint64_t document)
{
	unsigned left = LIKE_WALK_MAX;
	struct key prefix;
	struct cursor c;
	bool ok;

	key_init(&prefix);
	key_u8(&prefix, 'i');
	cursor_open(&c, t, DB_NEAR);
	for (ok = cursor_seek(&c, &prefix);
	     ok && left > 0 && cursor_under(&c, &prefix) &&
	     c.key.len == prefix.len + INDEX_PDQ_BYTES + 8;
	     ok = cursor_next(&c), left--) {
		const uint8_t *pdq = c.key.data + prefix.len;

		if (is_same(l, self, pdq, &c.val))
			cluster_join(
			    t, key_read_u64(pdq + INDEX_PDQ_BYTES), document);
	}
	cursor_close(&c);
}

void
index_picture(struct txn *t, const struct shown_picture *l)
{
	struct shown self = { index_tag64(l->site), index_tag64(l->picture) };
	struct document d;
	struct key k;
	struct buf b;

	if (txn_err(t) != ERR_OK ||
	    !document_find(t, l->native_space, l->native_id, l->key, &d))
		return;
	join_all(t, l, &self, d.number);
	key_init(&k);
	key_u8(&k, 'i');
	key_bytes(&k, l->pdq, INDEX_PDQ_BYTES);
	key_u64(&k, d.number);
	buf_init(&b, INDEX_ROW_MAX);
	pack_uint(&b, self.site);
	pack_uint(&b, self.picture);
	txn_put(t, DB_NEAR, &k, b.data, b.len);
	buf_fini(&b);
	document_fini(&d);
}
