/* SPDX-License-Identifier: ISC */
/* Forgetting a blob that others stand on. One of its dependants, the heir, is
 * packed in its stead, and the others over the heir. An entry names its depth,
 * so whatever stands on one whose depth has changed is written anew, with the
 * same bytes. */
#include <stdlib.h>
#include <string.h>

#include "store/archive/archive.h"
#include "store/archive/base_cache.h"
#include "store/archive/blob.h"
#include "store/archive/codec.h"
#include "store/archive/erase.h"
#include "store/base/mem.h"
#include "store/cursor.h"

struct names {
	uint8_t (*sha)[SHA256_LEN]; /* owned */
	size_t n;
};

/* A base that entries are packed over; data NULL: none. */
struct ground {
	const uint8_t *sha;
	const char *data;
	size_t len;
	unsigned depth;
};

/* What stands on a blob, copied: the rows are changed under the walk. */
static struct names
dependants(struct txn *t, const uint8_t sha[SHA256_LEN])
{
	struct names all = { NULL, 0 };
	struct cursor c;
	struct key k;
	size_t cap = 0;
	bool ok;

	blob_key(&k, sha);
	cursor_open(&c, t, DB_DEPENDANT);
	for (ok = cursor_find(&c, &k); ok; ok = cursor_next_dup(&c)) {
		struct blob_row row;

		if (c.val.len != SHA256_LEN ||
		    !blob_row_get(t, c.val.data, &row) || row.forgotten ||
		    row.codec != CODEC_PREFIX)
			continue;
		if (all.n == cap) {
			cap = cap == 0 ? 16 : cap * 2;
			all.sha = mem_grow(all.sha, cap, SHA256_LEN);
		}
		memcpy(all.sha[all.n++], c.val.data, SHA256_LEN);
	}
	cursor_close(&c);
	return all;
}

static bool
has_dependants(struct txn *t, const uint8_t sha[SHA256_LEN])
{
	struct key k;

	blob_key(&k, sha);
	return txn_has(t, DB_DEPENDANT, &k);
}

static void
leave_base(struct txn *t, const struct segment_entry *e)
{
	struct key k;

	if (e->codec != CODEC_PREFIX)
		return;
	blob_key(&k, e->base);
	(void)txn_del_pair(t, DB_DEPENDANT, &k, e->sha, SHA256_LEN);
}

static void
append(struct txn *t, const struct segment_entry *e, const char *stored)
{
	struct segment_place where = { 0, 0 };

	segment_append(t, e, stored, &where);
	if (txn_err(t) == ERR_OK)
		blob_row_put(t, e, &where);
}

/* The entry of a blob as it is; false when the transaction has failed. */
static bool
load(struct txn *t, const uint8_t sha[SHA256_LEN], struct segment_entry *e,
    char **stored)
{
	struct blob_row row;

	if (!blob_row_get(t, sha, &row)) {
		txn_damaged(t, "a blob that stands on another");
		return false;
	}
	return txn_fail(t, blob_entry_get(t->st, sha, &row, e, stored)) ==
	       ERR_OK;
}

/* ---- depths ---- */

/* The same bytes over the same base, one depth as it now must be. */
static void
set_depth(struct txn *t, const uint8_t sha[SHA256_LEN], unsigned depth)
{
	struct segment_entry e;
	char *stored;

	if (!load(t, sha, &e, &stored))
		return;
	e.depth = depth;
	append(t, &e, stored);
	free(stored);
}

/* All that stands on a blob whose depth has changed, level by level: there are
 * SEGMENT_DEPTH_MAX levels at most. */
static void
settle(struct txn *t, const uint8_t sha[SHA256_LEN], unsigned depth)
{
	struct names level = dependants(t, sha);

	while (level.n > 0 && txn_err(t) == ERR_OK) {
		struct names next = { NULL, 0 };

		depth++;
		for (size_t i = 0; i < level.n; i++) {
			struct names on = dependants(t, level.sha[i]);

			set_depth(t, level.sha[i], depth);
			if (on.n > 0) {
				next.sha = mem_grow(
				    next.sha, next.n + on.n, SHA256_LEN);
				memcpy(next.sha[next.n], on.sha,
				    on.n * SHA256_LEN);
				next.n += on.n;
			}
			free(on.sha);
		}
		free(level.sha);
		level = next;
	}
	free(level.sha);
}

/* ---- packing anew ---- */

/* Packs raw, the bytes of *e, over the ground; moves it there. */
static void
pack_over(struct txn *t, const struct segment_entry *old, const char *raw,
    const struct ground *g)
{
	struct segment_entry e = *old;
	size_t stored_len = 0;
	void *stored = NULL;

	if (codec_encode(t->st->archive->codecs, raw, e.raw_len, g->data,
		g->len, &stored, &stored_len)) {
		e.codec = g->data == NULL ? CODEC_ZSTD : CODEC_PREFIX;
		e.depth = g->data == NULL ? 0 : g->depth + 1;
		e.stored_len = (uint32_t)stored_len;
		if (g->data != NULL)
			memcpy(e.base, g->sha, SHA256_LEN);
	} else {
		e.codec = CODEC_STORED;
		e.depth = 0;
		e.stored_len = e.raw_len;
	}
	leave_base(t, old);
	append(t, &e, stored != NULL ? stored : raw);
	free(stored);
	if (e.depth != old->depth)
		settle(t, e.sha, e.depth);
}

/* Takes a dependant off the forgotten blob and packs it over the ground. *raw
 * is its bytes; the caller frees. */
static void
move(struct txn *t, const uint8_t sha[SHA256_LEN], const struct ground *from,
    const struct ground *to, char **raw, size_t *raw_len)
{
	struct segment_entry e;
	char *stored;

	*raw = NULL;
	if (!load(t, sha, &e, &stored))
		return;
	if (txn_fail(t, blob_entry_decode(t->st, &e, stored, from->data,
			    from->len, raw)) == ERR_OK) {
		*raw_len = e.raw_len;
		pack_over(t, &e, *raw, to);
	}
	free(stored);
}

/* The dependant to which the least would have to follow. */
static size_t
choose_heir(struct txn *t, const struct names *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (!has_dependants(t, all->sha[i]))
			return i;
	return 0;
}

/* from: the forgotten blob; under: what it stands on itself. */
static void
bequeath(struct txn *t, const struct ground *from, const struct ground *under)
{
	struct names all = dependants(t, from->sha);
	struct ground heir = { NULL, NULL, 0, 0 };
	size_t first = all.n > 0 ? choose_heir(t, &all) : 0;
	struct blob_row row;
	char *heir_raw = NULL;

	if (all.n > 0)
		move(t, all.sha[first], from, under, &heir_raw, &heir.len);
	if (txn_err(t) == ERR_OK && heir_raw != NULL &&
	    heir.len <= BASE_BYTES_MAX &&
	    blob_row_get(t, all.sha[first], &row) &&
	    row.depth < SEGMENT_DEPTH_MAX) {
		heir.sha = all.sha[first];
		heir.data = heir_raw;
		heir.depth = row.depth;
	} else {
		heir.len = 0;
	}
	for (size_t i = 0; i < all.n && txn_err(t) == ERR_OK; i++) {
		char *raw = NULL;
		size_t n;

		if (i == first)
			continue;
		move(t, all.sha[i], from, &heir, &raw, &n);
		free(raw);
	}
	free(heir_raw);
	free(all.sha);
}

void
blob_forget(struct txn *t, const uint8_t sha[SHA256_LEN])
{
	struct ground from = { .sha = sha }, under = { NULL, NULL, 0, 0 };
	char *raw = NULL, *base = NULL, *stored = NULL;
	struct segment_entry e;
	struct blob_row row, base_row;

	if (txn_err(t) != ERR_OK || !blob_row_get(t, sha, &row) ||
	    row.forgotten || !load(t, sha, &e, &stored))
		return;
	free(stored);
	txn_fail(t, blob_get(t, sha, &raw, &from.len));
	from.data = raw;
	from.depth = row.depth;
	if (txn_err(t) == ERR_OK && e.codec == CODEC_PREFIX &&
	    blob_row_get(t, e.base, &base_row) && !base_row.forgotten) {
		txn_fail(t, blob_get(t, e.base, &base, &under.len));
		under.sha = e.base;
		under.data = base;
		under.depth = base_row.depth;
	}
	if (txn_err(t) == ERR_OK)
		bequeath(t, &from, &under);
	leave_base(t, &e);
	erase_note(t, &row);
	if (txn_err(t) == ERR_OK)
		blob_row_forget(t, sha);
	free(raw);
	free(base);
}
