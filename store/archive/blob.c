/* SPDX-License-Identifier: ISC */
/* Blobs: bytes under their SHA-256, kept once. A page that resembles another
 * (its earlier version, its sibling) is kept as a zstd frame with that one as
 * prefix. Chains of bases are at most SEGMENT_DEPTH_MAX long, and the database
 * "dependant" leads from a base to what stands on it. */
#include "store/archive/blob.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/archive.h"
#include "store/archive/codec.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/pack.h"

enum { ROW_FORGOTTEN = 255 }; /* in place of the codec */

/* ---- rows ---- */

void
blob_key(struct key *k, const uint8_t sha[SHA256_LEN])
{
	key_init(k);
	key_bytes(k, sha, SHA256_LEN);
}

enum err
blob_row_read(const uint8_t *p, size_t n, struct blob_row *row)
{
	struct unpack u;
	uint64_t codec, number, raw, stored;

	memset(row, 0, sizeof(*row));
	unpack_init(&u, p, n);
	codec = unpack_u8(&u);
	if (codec == ROW_FORGOTTEN && unpack_done(&u)) {
		row->forgotten = true;
		return ERR_OK;
	}
	row->depth = unpack_u8(&u);
	number = unpack_uint(&u);
	row->place.offset = unpack_uint(&u);
	raw = unpack_uint(&u);
	stored = unpack_uint(&u);
	if (!unpack_done(&u) || codec >= CODEC_COUNT || number > UINT32_MAX ||
	    row->depth > SEGMENT_DEPTH_MAX || raw > SEGMENT_ENTRY_MAX ||
	    stored > SEGMENT_ENTRY_MAX)
		return ERR_PARSE;
	row->codec = (enum codec)codec;
	row->place.number = (uint32_t)number;
	row->raw_len = (uint32_t)raw;
	row->stored_len = (uint32_t)stored;
	return ERR_OK;
}

bool
blob_row_get(struct txn *t, const uint8_t sha[SHA256_LEN], struct blob_row *row)
{
	char hex[SHA256_HEX];
	struct key k;
	struct val v;

	blob_key(&k, sha);
	if (!txn_get(t, DB_BLOB, &k, &v))
		return false;
	if (blob_row_read(v.data, v.len, row) == ERR_OK)
		return true;
	digest_hex(sha, SHA256_LEN, hex);
	txn_damaged(t, "the row of blob %s", hex);
	return false;
}

void
blob_row_put(struct txn *t, const struct segment_entry *e,
    const struct segment_place *where)
{
	struct key k, base;
	struct buf b;

	buf_init(&b, 64);
	pack_u8(&b, (uint8_t)e->codec);
	pack_u8(&b, (uint8_t)e->depth);
	pack_uint(&b, where->number);
	pack_uint(&b, where->offset);
	pack_uint(&b, e->raw_len);
	pack_uint(&b, e->stored_len);
	blob_key(&k, e->sha);
	txn_put(t, DB_BLOB, &k, b.data, b.len);
	buf_fini(&b);
	if (e->codec != CODEC_PREFIX)
		return;
	blob_key(&base, e->base);
	txn_put(t, DB_DEPENDANT, &base, e->sha, SHA256_LEN);
}

void
blob_row_forget(struct txn *t, const uint8_t sha[SHA256_LEN])
{
	const uint8_t row[1] = { ROW_FORGOTTEN };
	struct key k;

	blob_key(&k, sha);
	txn_put(t, DB_BLOB, &k, row, sizeof(row));
}

/* ---- entries ---- */

static enum err
bad_blob(struct store *st, const uint8_t sha[SHA256_LEN], const char *why)
{
	char hex[SHA256_HEX];

	digest_hex(sha, SHA256_LEN, hex);
	log_error(
	    "%s: damaged: blob %s: %s (run `vigie verify`)", st->dir, hex, why);
	return ERR_DAMAGED;
}

enum err
blob_entry_get(struct store *st, const uint8_t sha[SHA256_LEN],
    const struct blob_row *row, struct segment_entry *e, char **stored)
{
	size_t head = segment_head_len(row->codec);
	char *bytes = mem_alloc(head + row->stored_len);
	enum err err;

	err = segment_read(st, &row->place, bytes, head + row->stored_len);
	if (err != ERR_OK)
		goto fail;
	err = segment_head_read((const uint8_t *)bytes, head, e);
	if (err != ERR_OK || e->codec != row->codec || e->depth != row->depth ||
	    e->raw_len != row->raw_len || e->stored_len != row->stored_len ||
	    memcmp(e->sha, sha, SHA256_LEN) != 0) {
		err = bad_blob(st, sha, "its header in the segment");
		goto fail;
	}
	memmove(bytes, bytes + head, row->stored_len);
	*stored = bytes;
	return ERR_OK;
fail:
	free(bytes);
	return err;
}

/* Whatever the digest of its bytes may be: that of what stands on it tells. */
static enum err
decode(struct store *st, const struct segment_entry *e, const char *stored,
    const char *base, size_t base_len, char **raw)
{
	char *out = mem_alloc((size_t)e->raw_len + 1);
	enum err err = ERR_OK;

	if (e->codec == CODEC_STORED)
		memcpy(out, stored, e->raw_len);
	else
		err = codec_decode(st->archive->codecs, stored, e->stored_len,
		    base, base_len, out, e->raw_len);
	if (err != ERR_OK) {
		free(out);
		return bad_blob(st, e->sha, "it cannot be decoded");
	}
	out[e->raw_len] = '\0';
	*raw = out;
	return ERR_OK;
}

/* Are these the bytes that the entry is named after? Takes them back if not. */
static enum err
match(struct store *st, const struct segment_entry *e, char *raw)
{
	uint8_t sha[SHA256_LEN];

	digest_sha256(raw, e->raw_len, sha);
	if (memcmp(sha, e->sha, SHA256_LEN) == 0)
		return ERR_OK;
	free(raw);
	return bad_blob(st, e->sha, "its bytes are not those named");
}

enum err
blob_entry_decode(struct store *st, const struct segment_entry *e,
    const char *stored, const char *base, size_t base_len, char **raw)
{
	char *out;
	enum err err = decode(st, e, stored, base, base_len, &out);

	if (err == ERR_OK)
		err = match(st, e, out);
	if (err == ERR_OK)
		*raw = out;
	return err;
}

/* ---- reading ---- */

/* The entries from the one asked for (0) down to the one that stands alone. */
struct chain {
	size_t n;
	struct segment_entry e[SEGMENT_DEPTH_MAX + 1];
	char *stored[SEGMENT_DEPTH_MAX + 1]; /* owned */
};

static enum err
chain_load(struct txn *t, const uint8_t sha[SHA256_LEN], struct chain *c)
{
	struct blob_row row;

	c->n = 0;
	for (;;) {
		size_t i = c->n;
		enum err err;

		if (!blob_row_get(t, sha, &row))
			return txn_err(t) != ERR_OK ? txn_err(t)
			       : i == 0             ? ERR_NOTFOUND
					: bad_blob(t->st, sha, "a lost base");
		if (row.forgotten)
			return i == 0 ? ERR_DENIED
				      : bad_blob(t->st, sha, "a lost base");
		/* Each base stands lower, so that the walk ends. */
		if (i > 0 && row.depth != c->e[i - 1].depth - 1)
			return bad_blob(t->st, sha, "its depth");
		err = blob_entry_get(t->st, sha, &row, &c->e[i], &c->stored[i]);
		if (err != ERR_OK)
			return err;
		c->n++;
		if (c->e[i].codec != CODEC_PREFIX)
			return ERR_OK;
		sha = c->e[i].base;
	}
}

static enum err
chain_decode(struct store *st, struct chain *c, char **data, size_t *n)
{
	char *base = NULL;
	size_t base_len = 0;
	enum err err;

	for (size_t i = c->n; i-- > 0;) {
		char *raw = NULL;

		err = decode(st, &c->e[i], c->stored[i], base, base_len, &raw);
		free(base);
		if (err != ERR_OK)
			return err;
		base = raw;
		base_len = c->e[i].raw_len;
	}
	err = match(st, &c->e[0], base);
	if (err != ERR_OK)
		return err;
	*data = base;
	*n = base_len;
	return ERR_OK;
}

enum err
blob_read(struct txn *t, const uint8_t sha[SHA256_LEN], char **data, size_t *n,
    unsigned *depth)
{
	struct chain c = { .n = 0 };
	enum err err = chain_load(t, sha, &c);

	if (err == ERR_OK) {
		*depth = c.e[0].depth;
		err = chain_decode(t->st, &c, data, n);
	}
	for (size_t i = 0; i < c.n; i++)
		free(c.stored[i]);
	return err;
}

enum err
blob_get(struct txn *t, const uint8_t sha[SHA256_LEN], char **data, size_t *n)
{
	unsigned depth;

	if (txn_err(t) != ERR_OK)
		return txn_err(t);
	return blob_read(t, sha, data, n, &depth);
}

bool
blob_has(struct txn *t, const uint8_t sha[SHA256_LEN])
{
	struct blob_row row;

	return blob_row_get(t, sha, &row) && !row.forgotten;
}
