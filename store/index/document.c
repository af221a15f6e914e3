/* SPDX-License-Identifier: ISC */
/* Documents: their rows and ids. */
#include "store/index/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/digest.h"
#include "store/pack.h"

void
document_fini(struct document *d)
{
	free(d->alias);
	memset(d, 0, sizeof(*d));
}

/* ---- rows ---- */

void
document_pack(struct buf *b, const struct document *d)
{
	pack_text(b, d->alias);
	pack_int(b, d->first_seen);
	pack_uint(b, d->cluster);
	pack_uint(b, d->kind);
	pack_u8(b, d->part ? 1 : 0);
	pack_uint(b, d->filings);
	pack_uint(b, d->source);
	pack_uint(b, d->look);
	pack_bytes(b, d->text, TAG_LEN);
	pack_uint(b, d->n_natives);
	for (unsigned i = 0; i < d->n_natives; i++) {
		pack_uint(b, d->natives[i].space);
		pack_uint(b, d->natives[i].id);
	}
}

bool
document_unpack(const void *data, size_t n, struct document *d)
{
	struct document got = { 0 };
	const uint8_t *text;
	uint64_t filings, natives;
	struct unpack u;
	uint8_t part;

	unpack_init(&u, data, n);
	got.alias = unpack_text(&u);
	got.first_seen = unpack_int(&u);
	got.cluster = unpack_uint(&u);
	got.kind = unpack_uint(&u);
	part = unpack_u8(&u);
	filings = unpack_uint(&u);
	got.source = unpack_uint(&u);
	got.look = unpack_uint(&u);
	text = unpack_bytes(&u, TAG_LEN);
	natives = unpack_uint(&u);
	for (; got.n_natives < natives && !u.bad; got.n_natives++) {
		if (got.n_natives == DOCUMENT_NATIVES_MAX)
			goto fail;
		got.natives[got.n_natives].space = unpack_uint(&u);
		got.natives[got.n_natives].id = unpack_uint(&u);
	}
	if (!unpack_done(&u) || got.alias == NULL || filings > UINT16_MAX ||
	    part > 1)
		goto fail;
	got.part = part == 1;
	got.filings = (unsigned)filings;
	memcpy(got.text, text, TAG_LEN);
	got.number = d->number;
	*d = got;
	return true;
fail:
	free(got.alias);
	return false;
}

bool
document_load(struct txn *t, uint64_t number, struct document *d)
{
	struct document got = { .number = number };
	struct key k;
	struct val v;

	key_of_u64(&k, number);
	if (!txn_get(t, DB_DOC, &k, &v) ||
	    !document_unpack(v.data, v.len, &got)) {
		index_damaged(t, "a document's row is missing or broken");
		return false;
	}
	*d = got;
	return true;
}

void
document_save(struct txn *t, const struct document *d, bool is_new)
{
	struct key k;
	struct buf b;

	key_of_u64(&k, d->number);
	buf_init(&b, INDEX_ROW_MAX);
	document_pack(&b, d);
	index_put(t, DB_DOC, &k, &b, is_new);
	buf_fini(&b);
}

void
document_id(
    const struct document *d, const char *name, unsigned turn, uint8_t out[8])
{
	uint8_t sha[SHA256_LEN];
	char again[16];
	struct digest_part parts[] = {
		{ name, strlen(name) + 1 },
		{ d->alias, strlen(d->alias) },
		{ again, 0 },
	};

	if (turn > 0) {
		snprintf(again, sizeof(again), "%c%u", '\0', turn);
		parts[2].len = 1 + strlen(again + 1);
	}
	digest_sha256_parts(parts, NELEM(parts), sha);
	memcpy(out, sha, 8);
}
