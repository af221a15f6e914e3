/* SPDX-License-Identifier: ISC */
/* Digests by libcrypto, fetched once: an implicit fetch costs more than the
 * hash of a small leaf. */
#include "store/base/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"

struct digest {
	EVP_MD_CTX *ctx; /* owned */
};

static EVP_MD *sha256, *sha1; /* set once, then only read */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
fetch_all(void)
{
	sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	sha1 = EVP_MD_fetch(NULL, "SHA1", NULL);
	if (sha256 == NULL || sha1 == NULL)
		abort(); /* a libcrypto without SHA-2 is not a libcrypto */
}

void
digest_setup(void)
{
	pthread_once(&once, fetch_all);
}

static struct digest
begin_with(EVP_MD **md)
{
	struct digest d;

	digest_setup();
	d.ctx = EVP_MD_CTX_new();
	if (d.ctx == NULL || EVP_DigestInit_ex2(d.ctx, *md, NULL) != 1)
		abort();
	return d;
}

struct digest *
digest_begin(void)
{
	struct digest *d = mem_alloc(sizeof(*d));

	*d = begin_with(&sha256);
	return d;
}

void
digest_add(struct digest *d, const void *data, size_t n)
{
	if (n > 0 && EVP_DigestUpdate(d->ctx, data, n) != 1)
		abort();
}

static void
end_into(struct digest *d, uint8_t *out)
{
	if (EVP_DigestFinal_ex(d->ctx, out, NULL) != 1)
		abort();
	EVP_MD_CTX_free(d->ctx);
}

void
digest_end(struct digest *d, uint8_t out[SHA256_LEN])
{
	end_into(d, out);
	free(d);
}

void
digest_sha256(const void *data, size_t n, uint8_t out[SHA256_LEN])
{
	const struct digest_part part = { data, n };

	digest_sha256_parts(&part, 1, out);
}

void
digest_sha1(const void *data, size_t n, uint8_t out[SHA1_LEN])
{
	struct digest d = begin_with(&sha1);

	digest_add(&d, data, n);
	end_into(&d, out);
}

void
digest_sha256_parts(
    const struct digest_part *parts, size_t n, uint8_t out[SHA256_LEN])
{
	struct digest d = begin_with(&sha256);

	for (size_t i = 0; i < n; i++)
		digest_add(&d, parts[i].data, parts[i].len);
	end_into(&d, out);
}

void
digest_hex(const uint8_t *bytes, size_t n, char *out)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		*out++ = hex[bytes[i] >> 4];
		*out++ = hex[bytes[i] & 15];
	}
	*out = '\0';
}

/* One more than the value of a digit; 0 for what is none. */
static const uint8_t hex_digits[256] = {
	['0'] = 1,
	['1'] = 2,
	['2'] = 3,
	['3'] = 4,
	['4'] = 5,
	['5'] = 6,
	['6'] = 7,
	['7'] = 8,
	['8'] = 9,
	['9'] = 10,
	['a'] = 11,
	['b'] = 12,
	['c'] = 13,
	['d'] = 14,
	['e'] = 15,
	['f'] = 16,
	['A'] = 11,
	['B'] = 12,
	['C'] = 13,
	['D'] = 14,
	['E'] = 15,
	['F'] = 16,
};

bool
digest_unhex(const char *hex, uint8_t *out, size_t n)
{
	const uint8_t *p = (const uint8_t *)hex;

	for (size_t i = 0; i < n; i++, p += 2) {
		/* Nothing is read behind a NUL. */
		unsigned hi = hex_digits[p[0]];
		unsigned lo = hi == 0 ? 0 : hex_digits[p[1]];

		if (lo == 0)
			return false;
		out[i] = (uint8_t)((hi - 1) << 4 | (lo - 1));
	}
	return *p == '\0';
}

static const char base64[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *
digest_base64(const void *data, size_t n)
{
	const uint8_t *p = data;
	char *out = mem_array(n / 3 + 2, 4), *o = out;

	for (size_t i = 0; i < n; i += 3) {
		unsigned v = (unsigned)p[i] << 16;

		if (i + 1 < n)
			v |= (unsigned)p[i + 1] << 8;
		if (i + 2 < n)
			v |= p[i + 2];
		*o++ = base64[v >> 18];
		*o++ = base64[v >> 12 & 63];
		*o++ = (char)(i + 1 < n ? base64[v >> 6 & 63] : '=');
		*o++ = (char)(i + 2 < n ? base64[v & 63] : '=');
	}
	*o = '\0';
	return out;
}

enum err
digest_unbase64(const char *s, size_t n, uint8_t **out, size_t *len)
{
	size_t pad = 0, at = 0;
	uint8_t *bytes;
	unsigned v = 0;

	while (pad < 2 && pad < n && s[n - 1 - pad] == '=')
		pad++;
	if (n % 4 != 0)
		return ERR_PARSE;
	bytes = mem_alloc(n / 4 * 3 + 1);
	for (size_t i = 0; i < n; i++) {
		const char *c = i < n - pad
				    ? memchr(base64, s[i], sizeof(base64) - 1)
				    : base64;

		if (c == NULL) {
			free(bytes);
			return ERR_PARSE;
		}
		v = v << 6 | (unsigned)(c - base64);
		if (i % 4 == 3) {
			bytes[at++] = (uint8_t)(v >> 16);
			bytes[at++] = (uint8_t)(v >> 8);
			bytes[at++] = (uint8_t)v;
		}
	}
	*len = at - pad;
	*out = bytes;
	return ERR_OK;
}

void
digest_random(void *out, size_t n)
{
	if (RAND_bytes(out, (int)n) != 1)
		abort();
}

uint64_t
digest_fast(const void *data, size_t n)
{
	const uint8_t *p = data;
	uint64_t h = 0x9e3779b97f4a7c15u ^ (n * 0xff51afd7ed558ccdu);
	uint64_t v;

	for (; n >= 8; n -= 8, p += 8) {
		memcpy(&v, p, 8);
		h = (h ^ v) * 0x9fb21c651e98df25u;
		h ^= h >> 32;
	}
	v = 0;
	if (n > 0)
		memcpy(&v, p, n);
	h = (h ^ v) * 0x9fb21c651e98df25u;
	h ^= h >> 29;
	h *= 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 32;
}
