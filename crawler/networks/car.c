/* SPDX-License-Identifier: ISC */
/* CAR files, block by block. */
#include "crawler/networks/car.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "crawler/parse/cbor.h"
#include "store/base/digest.h"

enum {
	VARINT_BITS = 63,
	CID_V1 = 1,
	HASH_SHA256 = 0x12, /* the code of multiformats */
	CARRY = 0x80
};

/* An unsigned LEB128 number (multiformats' unsigned-varint). */
static bool
take_varint(struct cbor *b, uint64_t *out)
{
	uint64_t v = 0;

	for (unsigned shift = 0; shift < VARINT_BITS; shift += 7) {
		uint8_t byte;

		if (b->p == b->end)
			return false;
		byte = *b->p++;
		v |= (uint64_t)(byte & (CARRY - 1)) << shift;
		if ((byte & CARRY) == 0) {
			*out = v;
			return true;
		}
	}
	return false;
}

/* The next n bytes as a span of their own. */
static bool
take_span(struct cbor *b, struct cbor *out)
{
	uint64_t n;

	if (!take_varint(b, &n) || n > (uint64_t)(b->end - b->p))
		return false;
	out->p = b->p;
	out->end = b->p + n;
	b->p = out->end;
	return true;
}

/* The CID in front of the block that it names: version and codec, but in
 * version 0, then the kind of hash and the hash. */
static bool
take_cid(struct cbor *b, uint64_t *kind, struct cbor *hash)
{
	uint64_t codec;

	return take_varint(b, kind) &&
	       (*kind != CID_V1 ||
		   (take_varint(b, &codec) && take_varint(b, kind))) &&
	       take_span(b, hash);
}

static enum err
check_block(struct cbor *b)
{
	uint8_t sha[SHA256_LEN];
	uint64_t kind;
	struct cbor hash;

	if (!take_cid(b, &kind, &hash))
		return ERR_PARSE;
	if (kind != HASH_SHA256 || hash.end - hash.p != SHA256_LEN)
		return ERR_DENIED;
	digest_sha256(b->p, (size_t)(b->end - b->p), sha);
	return memcmp(sha, hash.p, SHA256_LEN) == 0 ? ERR_OK : ERR_DAMAGED;
}

enum err
car_check(const void *data, size_t n, size_t *blocks)
{
	struct cbor all = { data, (const uint8_t *)data + n }, one;
	size_t count = 0;
	enum err e;

	if (!take_span(&all, &one) || one.p == one.end)
		return ERR_PARSE; /* the header: a map that names the roots */
	for (; all.p < all.end; count++) {
		if (!take_span(&all, &one))
			return ERR_PARSE;
		e = check_block(&one);
		if (e != ERR_OK)
			return e;
	}
	*blocks = count;
	return count > 0 ? ERR_OK : ERR_PARSE;
}

bool
car_root(const void *data, size_t n, struct cbor *cid)
{
	struct cbor all = { data, (const uint8_t *)data + n }, header, roots;
	uint64_t count;

	return take_span(&all, &header) && cbor_find(header, "roots", &roots) &&
	       cbor_list(&roots, CBOR_ARRAY, &count) && count > 0 &&
	       cbor_link(&roots, cid);
}

bool
car_find(const void *data, size_t n, const struct cbor *cid, struct cbor *block)
{
	struct cbor all = { data, (const uint8_t *)data + n }, hash;
	uint64_t kind;

	if (!take_span(&all, block))
		return false;
	while (all.p < all.end && take_span(&all, block)) {
		const uint8_t *name = block->p;

		if (!take_cid(block, &kind, &hash))
			return false;
		if (cbor_is(cid, name, (size_t)(block->p - name)))
			return true;
	}
	return false;
}
