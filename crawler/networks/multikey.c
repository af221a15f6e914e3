/* SPDX-License-Identifier: ISC */
/* Multikeys: out of base58, into libcrypto. */
#include "crawler/networks/multikey.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <string.h>

enum {
	POINT_LEN = 33, /* a sign and a coordinate */
	CODEC_LEN = 2,
	BYTES_MAX = CODEC_LEN + POINT_LEN,
	TEXT_MAX = 64, /* no key of these kinds is longer */
	HALF_LEN = MULTIKEY_SIGNATURE / 2,
	DER_MAX = 80
};

/* The kinds of key; half is half the order of the curve's group, above which s
 * is high (SEC 2, FIPS 186-4 D.1.2.3). */
static const struct curve {
	const char *name, *group;
	uint8_t codec[CODEC_LEN]; /* multicodec, as a varint */
	uint8_t half[HALF_LEN];
} curves[] = {
	{ "secp256k1", "secp256k1", { 0xe7, 0x01 },
	    { 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0x5d, 0x57, 0x6e, 0x73, 0x57,
		0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20,
		0xa0 } },
	{ "P-256", "prime256v1", { 0x80, 0x24 },
	    { 0x7f, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xde, 0x73, 0x7d, 0x56, 0xd3,
		0x8b, 0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92,
		0xa8 } },
};

/* Base58 of exactly BYTES_MAX bytes: digits are added to the number so far. */
static bool
unbase58(const char *text, uint8_t out[BYTES_MAX])
{
	static const char digits[] =
	    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
	const unsigned base = sizeof(digits) - 1;

	if (strnlen(text, TEXT_MAX + 1) > TEXT_MAX || *text == *digits)
		return false; /* too long, or a zero in front */
	memset(out, 0, BYTES_MAX);
	for (; *text != '\0'; text++) {
		const char *at = strchr(digits, *text);
		unsigned carry;

		if (at == NULL)
			return false;
		carry = (unsigned)(at - digits);
		for (size_t i = BYTES_MAX; i-- > 0; carry >>= 8) {
			carry += out[i] * base;
			out[i] = (uint8_t)carry;
		}
		if (carry != 0)
			return false; /* more bytes than a key has */
	}
	return true;
}

/* The kind of key, and its bytes; NULL where it is another. */
static const struct curve *
read_key(const char *key, uint8_t bytes[BYTES_MAX])
{
	if (key == NULL)
		return NULL;
	if (strncmp(key, "did:key:", 8) == 0)
		key += 8;
	if (*key != 'z' || !unbase58(key + 1, bytes))
		return NULL;
	for (size_t i = 0; i < NELEM(curves); i++)
		if (memcmp(bytes, curves[i].codec, CODEC_LEN) == 0)
			return &curves[i];
	return NULL;
}

const char *
multikey_curve(const char *key)
{
	uint8_t bytes[BYTES_MAX];
	const struct curve *curve = read_key(key, bytes);

	return curve != NULL ? curve->name : NULL;
}

/* The point as a key; NULL where it is not on the curve. */
static EVP_PKEY *
make_key(const struct curve *curve, const uint8_t point[POINT_LEN])
{
	char group[16];
	uint8_t bytes[POINT_LEN];
	OSSL_PARAM params[] = {
		OSSL_PARAM_utf8_string(
		    OSSL_PKEY_PARAM_GROUP_NAME, group, strlen(curve->group)),
		OSSL_PARAM_octet_string(
		    OSSL_PKEY_PARAM_PUB_KEY, bytes, POINT_LEN),
		OSSL_PARAM_END,
	};
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	EVP_PKEY *key = NULL;

	memcpy(group, curve->group, strlen(curve->group) + 1);
	memcpy(bytes, point, POINT_LEN);
	if (ctx == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
	    EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
	EVP_PKEY_CTX_free(ctx);
	return key;
}

/* r and s as libcrypto wants them (RFC 3279 2.2.3); 0 where it cannot. */
static size_t
to_der(const uint8_t signature[MULTIKEY_SIGNATURE], uint8_t der[DER_MAX])
{
	ECDSA_SIG *sig = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(signature, HALF_LEN, NULL);
	BIGNUM *s = BN_bin2bn(signature + HALF_LEN, HALF_LEN, NULL);
	uint8_t *at = der;
	int n = 0;

	if (sig != NULL && ECDSA_SIG_set0(sig, r, s) == 1) {
		n = i2d_ECDSA_SIG(sig, NULL);
		n = n > 0 && n <= DER_MAX ? i2d_ECDSA_SIG(sig, &at) : 0;
	} else {
		BN_free(r);
		BN_free(s);
	}
	ECDSA_SIG_free(sig);
	return n > 0 ? (size_t)n : 0;
}

enum err
multikey_verify(const char *key, const void *data, size_t n,
    const uint8_t *signature, size_t signature_len)
{
	uint8_t bytes[BYTES_MAX], der[DER_MAX];
	const struct curve *curve = read_key(key, bytes);
	EVP_PKEY *point = NULL;
	EVP_MD_CTX *ctx = NULL;
	enum err e = ERR_DAMAGED;
	size_t der_len;

	if (curve == NULL)
		return ERR_DENIED;
	if (signature_len != MULTIKEY_SIGNATURE ||
	    memcmp(signature + HALF_LEN, curve->half, HALF_LEN) > 0)
		return ERR_DAMAGED;
	point = make_key(curve, bytes + CODEC_LEN);
	if (point == NULL)
		return ERR_DENIED;
	der_len = to_der(signature, der);
	ctx = EVP_MD_CTX_new();
	if (der_len > 0 && ctx != NULL &&
	    EVP_DigestVerifyInit_ex(
		ctx, NULL, "SHA256", NULL, NULL, point, NULL) == 1 &&
	    EVP_DigestVerify(ctx, der, der_len, data, n) == 1)
		e = ERR_OK;
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(point);
	return e;
}
