/* SPDX-License-Identifier: ISC */
/* A signed record of the AT Protocol as a CAR file, made with a key of its own:
 * commit, a tree of two levels, record. */
#ifndef TESTS_UNIT_ATPROTO_H
#define TESTS_UNIT_ATPROTO_H

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "store/base/digest.h"
#include "store/base/err.h"

enum {
	ATPROTO_ROOM = 1024,
	ATPROTO_CID = 36,
	ATPROTO_POINT = 33,
	ATPROTO_KEY_ROOM = 64,
	ATPROTO_SIG = 64
};

static const char atproto_did[] = "did:plc:abc";
static const char atproto_path[] = "app.bsky.feed.post/3k";

struct atproto {
	EVP_PKEY *pair;
	char key[ATPROTO_KEY_ROOM]; /* as a Multikey */
	uint8_t file[ATPROTO_ROOM];
	size_t n;
	size_t commit; /* where its block begins behind the CID */
};

struct atproto_bytes {
	uint8_t b[256];
	size_t n;
};

static inline void
atproto_add(struct atproto_bytes *to, const void *bytes, size_t n)
{
	memcpy(to->b + to->n, bytes, n);
	to->n += n;
}

/* A short string of that CBOR type: 0x60 text, 0x40 bytes. */
static inline void
atproto_string(struct atproto_bytes *to, unsigned type, const void *s, size_t n)
{
	uint8_t head[2] = { (uint8_t)(type | n), (uint8_t)n };

	if (n > 23)
		head[0] = (uint8_t)(type | 24);
	atproto_add(to, head, n > 23 ? 2 : 1);
	atproto_add(to, s, n);
}

static inline void
atproto_text(struct atproto_bytes *to, const char *s)
{
	atproto_string(to, 0x60, s, strlen(s));
}

static inline void
atproto_link(struct atproto_bytes *to, const uint8_t cid[ATPROTO_CID])
{
	atproto_add(to, "\xd8\x2a\x58\x25\0", 5);
	atproto_add(to, cid, ATPROTO_CID);
}

/* A block at the file's end; its CID goes to cid. */
static inline void
atproto_block(struct atproto *a, const struct atproto_bytes *block,
    uint8_t cid[ATPROTO_CID])
{
	size_t n = ATPROTO_CID + block->n;

	memcpy(cid, "\x01\x71\x12\x20", 4);
	digest_sha256(block->b, block->n, cid + 4);
	if (n > 127)
		a->file[a->n++] = (uint8_t)(n | 0x80);
	a->file[a->n++] = (uint8_t)(n > 127 ? n >> 7 : n);
	memcpy(a->file + a->n, cid, ATPROTO_CID);
	memcpy(a->file + a->n + ATPROTO_CID, block->b, block->n);
	a->n += n;
}

/* {"e": [an entry {"k", "p", "t", "v"}], "l": left or null} */
static inline void
atproto_node(struct atproto_bytes *node, const char *key, const uint8_t *right,
    const uint8_t *value, const uint8_t *left)
{
	atproto_add(node, "\xa2\x61\x65\x81\xa4\x61k", 7);
	atproto_string(node, 0x40, key, strlen(key));
	atproto_add(node, "\x61p\x00\x61t", 5);
	if (right != NULL)
		atproto_link(node, right);
	else
		atproto_add(node, "\xf6", 1);
	atproto_add(node, "\x61v", 2);
	atproto_link(node, value);
	atproto_add(node, "\x61l", 2);
	if (left != NULL)
		atproto_link(node, left);
	else
		atproto_add(node, "\xf6", 1);
}

static inline void
atproto_base58(const uint8_t *bytes, size_t n, char *out)
{
	static const char digits[] =
	    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
	uint8_t work[64];
	char back[ATPROTO_KEY_ROOM];
	size_t k = 0;

	memcpy(work, bytes, n);
	for (bool any = true; any;) {
		unsigned rest = 0;

		any = false;
		for (size_t i = 0; i < n; i++) {
			rest = rest << 8 | work[i];
			work[i] = (uint8_t)(rest / 58);
			any = any || work[i] != 0;
			rest %= 58;
		}
		back[k++] = digits[rest];
	}
	for (size_t i = 0; i < k; i++)
		out[i] = back[k - 1 - i];
	out[k] = '\0';
}

/* A signature with a low s, which every second one has. */
static inline void
atproto_sign(EVP_PKEY *pair, const struct atproto_bytes *message,
    uint8_t out[ATPROTO_SIG])
{
	do {
		uint8_t der[80];
		const uint8_t *at = der;
		size_t n = sizeof(der);
		EVP_MD_CTX *ctx = EVP_MD_CTX_new();
		ECDSA_SIG *sig;

		EVP_DigestSignInit_ex(
		    ctx, NULL, "SHA256", NULL, NULL, pair, NULL);
		EVP_DigestSign(ctx, der, &n, message->b, message->n);
		sig = d2i_ECDSA_SIG(NULL, &at, (long)n);
		BN_bn2binpad(ECDSA_SIG_get0_r(sig), out, 32);
		BN_bn2binpad(ECDSA_SIG_get0_s(sig), out + 32, 32);
		ECDSA_SIG_free(sig);
		EVP_MD_CTX_free(ctx);
	} while (out[32] >= 0x7f);
}

static inline void
atproto_key(struct atproto *a, const char *group, const char *codec)
{
	uint8_t bytes[2 + ATPROTO_POINT];
	size_t n = 0;

	a->pair = EVP_PKEY_Q_keygen(NULL, NULL, "EC", group);
	EVP_PKEY_set_utf8_string_param(
	    a->pair, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "compressed");
	memcpy(bytes, codec, 2);
	EVP_PKEY_get_octet_string_param(
	    a->pair, OSSL_PKEY_PARAM_PUB_KEY, bytes + 2, ATPROTO_POINT, &n);
	a->key[0] = 'z';
	atproto_base58(bytes, sizeof(bytes), a->key + 1);
}

/* The file: header, commit, both nodes, record. */
static inline void
atproto_make(struct atproto *a, const char *group, const char *codec)
{
	struct atproto_bytes commit = { .n = 0 }, top = { .n = 0 };
	struct atproto_bytes below = { .n = 0 }, record = { .n = 0 };
	struct atproto_bytes whole = { .n = 0 }, roots = { .n = 0 };
	struct atproto tail = { .n = 0 };
	uint8_t cid[ATPROTO_CID], sig[ATPROTO_SIG];

	atproto_key(a, group, codec);
	atproto_add(&record, "\xa1", 1);
	atproto_text(&record, "text");
	atproto_text(&record, "Good morning, Jane Doe");
	atproto_block(&tail, &record, cid);
	atproto_node(&below, atproto_path, NULL, cid, NULL);
	atproto_block(&tail, &below, cid);
	atproto_node(&top, "app.bsky.feed.post/3a", cid, cid, NULL);
	atproto_block(&tail, &top, cid);
	atproto_text(&commit, "did");
	atproto_text(&commit, atproto_did);
	atproto_text(&commit, "rev");
	atproto_text(&commit, "3l4xyz");
	atproto_text(&commit, "data");
	atproto_link(&commit, cid);
	atproto_text(&commit, "prev");
	atproto_add(&commit, "\xf6", 1);
	atproto_text(&commit, "version");
	atproto_add(&commit, "\x03", 1);
	atproto_add(&whole, "\xa5", 1);
	atproto_add(&whole, commit.b, commit.n);
	atproto_sign(a->pair, &whole, sig);
	whole.n = 0;
	atproto_add(&whole, "\xa6", 1);
	atproto_text(&whole, "sig");
	atproto_string(&whole, 0x40, sig, sizeof(sig));
	atproto_add(&whole, commit.b, commit.n);
	a->n = 1 + 58;
	atproto_block(a, &whole, cid);
	a->commit = a->n - whole.n;
	memcpy(a->file + a->n, tail.file, tail.n);
	a->n += tail.n;
	atproto_add(&roots, "\xa2", 1);
	atproto_text(&roots, "roots");
	atproto_add(&roots, "\x81", 1);
	atproto_link(&roots, cid);
	atproto_text(&roots, "version");
	atproto_add(&roots, "\x01", 1);
	a->file[0] = (uint8_t)roots.n;
	memcpy(a->file + 1, roots.b, roots.n);
}

#endif
