/* SPDX-License-Identifier: ISC */
/* Keys, piece by piece. */
#include "store/key.h"

#include <assert.h>
#include <string.h>

#include "store/base/digest.h"

enum { KEY_FOLD_MARK = 0xff };

void
key_init(struct key *k)
{
	k->len = 0;
}

void
key_bytes(struct key *k, const void *data, size_t n)
{
	assert(n <= KEY_MAX - k->len);
	memcpy(k->data + k->len, data, n);
	k->len += n;
}

void
key_u8(struct key *k, uint8_t v)
{
	key_bytes(k, &v, 1);
}

void
key_u32(struct key *k, uint32_t v)
{
	uint8_t b[4];

	for (unsigned i = 0; i < 4; i++)
		b[i] = (uint8_t)(v >> (24 - 8 * i));
	key_bytes(k, b, sizeof(b));
}

void
key_u64(struct key *k, uint64_t v)
{
	key_u32(k, (uint32_t)(v >> 32));
	key_u32(k, (uint32_t)v);
}

void
key_text(struct key *k, const char *s, size_t max)
{
	size_t n = strlen(s);
	uint8_t sha[SHA256_LEN];

	assert(max > SHA256_LEN);
	if (n <= max) {
		key_bytes(k, s, n);
		return;
	}
	digest_sha256(s, n, sha);
	key_bytes(k, s, max - SHA256_LEN);
	key_u8(k, KEY_FOLD_MARK);
	key_bytes(k, sha, SHA256_LEN);
}

void
key_of_u64(struct key *k, uint64_t v)
{
	key_init(k);
	key_u64(k, v);
}

void
key_of_text(struct key *k, const char *s)
{
	key_init(k);
	key_text(k, s, KEY_TEXT_MAX);
}

uint32_t
key_read_u32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

uint64_t
key_read_u64(const uint8_t *p)
{
	return (uint64_t)key_read_u32(p) << 32 | key_read_u32(p + 4);
}
