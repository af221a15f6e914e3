/* SPDX-License-Identifier: ISC */
/* Packing of blobs, by any thread, and the writer's putting of what was packed.
 */
#include "store/archive/blob.h"

#include <stdlib.h>
#include <string.h>

#include "store/archive/archive.h"
#include "store/archive/base_cache.h"
#include "store/archive/codec.h"
#include "store/base/mem.h"

struct packed {
	struct store *st; /* borrowed */
	struct segment_entry e;
	char *stored;      /* owned: e.stored_len bytes */
	struct base *base; /* held: what e.codec needs, or NULL */
};

/* Walks down a full chain to near its bottom: to the first blob that stands on
 * another one, since the bottom itself may be a sibling page, which resembles
 * it less. */
static bool
find_bottom(struct txn *t, uint8_t sha[SHA256_LEN], struct blob_row *row)
{
	uint8_t head[SEGMENT_HEAD_MAX];
	struct segment_entry e;

	while (row->depth > 1) {
		unsigned depth = row->depth;

		if (segment_read(t->st, &row->place, head, sizeof(head)) !=
			ERR_OK ||
		    segment_head_read(head, sizeof(head), &e) != ERR_OK)
			return false; /* it would be found when it is read */
		memcpy(sha, e.base, SHA256_LEN);
		if (!blob_row_get(t, sha, row) || row->forgotten ||
		    row->depth >= depth)
			return false;
	}
	return true;
}

/* The base's bytes, where it may be one: short, and its chain not full. For a
 * full chain, one from near its bottom (rebased tells): a page resembles what
 * it was eight versions ago more than nothing at all. */
static struct base *
find_base(struct txn *t, const uint8_t wanted[SHA256_LEN], bool *rebased)
{
	struct base_cache *cache = t->st->archive->bases;
	struct base *b = base_cache_get(cache, wanted);
	uint8_t sha[SHA256_LEN];
	struct blob_row row;
	unsigned depth;
	char *data;
	size_t n;

	*rebased = false;
	if (b != NULL)
		return b;
	memcpy(sha, wanted, SHA256_LEN);
	if (!blob_row_get(t, sha, &row) || row.forgotten)
		return NULL;
	if (row.depth >= SEGMENT_DEPTH_MAX) {
		*rebased = true;
		if (!find_bottom(t, sha, &row))
			return NULL;
	}
	if (row.raw_len > BASE_BYTES_MAX ||
	    blob_read(t, sha, &data, &n, &depth) != ERR_OK)
		return NULL; /* logged; the new bytes can stand alone */
	return base_cache_put(cache, sha, depth, data, n);
}

static void
store_raw(struct packed *p, const void *raw)
{
	p->e.codec = CODEC_STORED;
	p->e.depth = 0;
	p->e.stored_len = p->e.raw_len;
	p->stored = mem_alloc(p->e.raw_len);
	if (p->e.raw_len > 0 && raw != NULL)
		memcpy(p->stored, raw, p->e.raw_len);
}

static bool
compress(const struct packed *p, const void *raw, void **out, size_t *n)
{
	struct archive *a = p->st->archive;
	const struct codec_ready *r =
	    p->base == NULL ? NULL : base_cache_ready(a->bases, p->base);

	if (r != NULL)
		return codec_encode_ready(
		    a->codecs, raw, p->e.raw_len, r, out, n);
	return codec_encode(a->codecs, raw, p->e.raw_len,
	    p->base == NULL ? NULL : p->base->data,
	    p->base == NULL ? 0 : p->base->len, out, n);
}

/* Compresses raw into p, over p->base if there is one. */
static void
encode(struct packed *p, const void *raw)
{
	size_t stored_len;
	struct base *b = p->base;
	void *stored;

	free(p->stored);
	p->e.codec = b == NULL ? CODEC_ZSTD : CODEC_PREFIX;
	p->e.depth = b == NULL ? 0 : b->depth + 1;
	if (b != NULL)
		memcpy(p->e.base, b->sha, SHA256_LEN);
	if (!compress(p, raw, &stored, &stored_len)) {
		store_raw(p, raw);
		return;
	}
	p->stored = stored;
	p->e.stored_len = (uint32_t)stored_len;
}

enum err
blob_pack(struct store *st, const void *data, size_t n, bool coded,
    const uint8_t base[SHA256_LEN], struct packed **out)
{
	uint8_t sha[SHA256_LEN];

	digest_sha256(data, n, sha);
	return blob_pack_hashed(st, sha, data, n, coded, base, out);
}

enum err
blob_pack_hashed(struct store *st, const uint8_t sha[SHA256_LEN],
    const void *data, size_t n, bool coded, const uint8_t base[SHA256_LEN],
    struct packed **out)
{
	struct packed *p;
	struct txn *t;
	bool known, rebased = false;

	if (n > SEGMENT_ENTRY_MAX)
		return ERR_LIMIT;
	p = mem_zalloc(sizeof(*p));
	p->st = st;
	p->e.raw_len = (uint32_t)n;
	memcpy(p->e.sha, sha, SHA256_LEN);
	t = txn_begin(st, TXN_READ);
	known = blob_has(t, p->e.sha);
	if (!known && !coded && n >= BLOB_PACK_MIN && base != NULL)
		p->base = find_base(t, base, &rebased);
	txn_abort(t);
	/* Bytes that the archive has are not worth compressing again. */
	if (known || coded || n < BLOB_PACK_MIN)
		store_raw(p, data);
	else
		encode(p, data);
	/* The page has changed much since then: a new chain begins here. */
	if (rebased && p->base != NULL &&
	    p->e.stored_len > n / BLOB_REBASE_WORTH) {
		base_cache_release(st->archive->bases, p->base);
		p->base = NULL;
		encode(p, data);
	}
	*out = p;
	return ERR_OK;
}

void
blob_packed_free(struct packed *p)
{
	if (p == NULL)
		return;
	base_cache_release(p->st->archive->bases, p->base);
	free(p->stored);
	free(p);
}

const uint8_t *
blob_packed_sha(const struct packed *p)
{
	return p->e.sha;
}

/* ---- putting ---- */

/* Is the base that it was packed over still what it was? It may have been
 * forgotten, or packed anew, meanwhile. */
static bool
base_stands(struct txn *t, const struct packed *p)
{
	struct blob_row row;

	return p->e.codec != CODEC_PREFIX ||
	       (blob_row_get(t, p->e.base, &row) && !row.forgotten &&
		   row.depth == p->e.depth - 1);
}

void
blob_put(struct txn *t, const struct packed *p, uint64_t *stored)
{
	struct packed alone = { .st = p->st, .e = p->e };
	struct segment_place where = { 0, 0 };
	struct blob_row row;
	char *raw = NULL;

	*stored = 0;
	if (txn_err(t) != ERR_OK || blob_row_get(t, p->e.sha, &row))
		return; /* also a forgotten one: it stays forgotten */
	if (!base_stands(t, p)) {
		enum err e = blob_entry_decode(
		    t->st, &p->e, p->stored, p->base->data, p->base->len, &raw);

		if (e != ERR_OK) {
			txn_fail(t, e);
			return;
		}
		encode(&alone, raw);
		free(raw);
		p = &alone;
	}
	segment_append(t, &p->e, p->stored, &where);
	blob_row_put(t, &p->e, &where);
	if (txn_err(t) == ERR_OK)
		*stored = segment_head_len(p->e.codec) + p->e.stored_len;
	free(alone.stored);
}
