/* SPDX-License-Identifier: ISC */
/* SHA-256 (FIPS 180-4, 6.2) of two messages at a time by the SHA extensions of
 * x86: four rounds of the one, then four of the other, which need nothing of
 * each other. */
#include "store/base/digest_pair.h"

#ifdef __x86_64__
#include <assert.h>
#include <cpuid.h>
#include <immintrin.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#endif

/* One after the other. */
static void
by_library(const void *head, size_t head_len, const void *body, size_t body_len,
    uint8_t whole[SHA256_LEN], uint8_t alone[SHA256_LEN])
{
	const struct digest_part parts[2] = { { head, head_len },
		{ body, body_len } };

	digest_sha256_parts(parts, 2, whole);
	digest_sha256(body, body_len, alone);
}

#ifdef __x86_64__

enum {
	BLOCK = 64,
	BODY_MIN = 1024, /* a shorter one is not worth it */
	QUADS = 16       /* of four rounds, in a block */
};

#define WITH_SHA __attribute__((target("sha,sse4.1")))
#define INLINE static inline __attribute__((always_inline)) WITH_SHA

/* The working variables in the order that the instructions want. */
struct lane {
	__m128i abef, cdgh;
};

static const uint32_t k256[4 * QUADS] = { 0x428a2f98, 0x71374491, 0xb5c0fbcf,
	0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
	0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7,
	0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
	0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
	0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
	0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
	0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c,
	0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee,
	0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2 };

/* ---- one block ---- */

/* Four words of a block: they are big-endian. */
INLINE __m128i
words(const uint8_t *p)
{
	const __m128i swap =
	    _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);

	return _mm_shuffle_epi8(_mm_loadu_si128((const void *)p), swap);
}

/* The four words of the schedule that follow the sixteen at w, of which the
 * first four are at w[i]. */
INLINE __m128i
schedule(const __m128i w[4], unsigned i)
{
	__m128i first = w[i % 4], second = w[(i + 1) % 4];
	__m128i third = w[(i + 2) % 4], last = w[(i + 3) % 4];
	__m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(first, second),
	    _mm_alignr_epi8(last, third, 4));

	return _mm_sha256msg2_epu32(sum, last);
}

INLINE void
four_rounds(struct lane *l, __m128i w, unsigned i)
{
	__m128i k = _mm_loadu_si128((const void *)&k256[4 * (size_t)i]);
	__m128i wk = _mm_add_epi32(w, k);

	l->cdgh = _mm_sha256rnds2_epu32(l->cdgh, l->abef, wk);
	wk = _mm_shuffle_epi32(wk, 0x0e);
	l->abef = _mm_sha256rnds2_epu32(l->abef, l->cdgh, wk);
}

/* The next n blocks of both messages. */
WITH_SHA static void
blocks(struct lane *la, const uint8_t *a, struct lane *lb, const uint8_t *b,
    size_t n)
{
	struct lane x = *la, y = *lb;

	for (; n > 0; n--, a += BLOCK, b += BLOCK) {
		const struct lane x0 = x, y0 = y;
		__m128i v[4], w[4];

#pragma GCC unroll 16
		for (unsigned i = 0; i < QUADS; i++) {
			v[i % 4] =
			    i < 4 ? words(a + 16 * (size_t)i) : schedule(v, i);
			w[i % 4] =
			    i < 4 ? words(b + 16 * (size_t)i) : schedule(w, i);
			four_rounds(&x, v[i % 4], i);
			four_rounds(&y, w[i % 4], i);
		}
		x.abef = _mm_add_epi32(x.abef, x0.abef);
		x.cdgh = _mm_add_epi32(x.cdgh, x0.cdgh);
		y.abef = _mm_add_epi32(y.abef, y0.abef);
		y.cdgh = _mm_add_epi32(y.cdgh, y0.cdgh);
	}
	*la = x;
	*lb = y;
}

/* ---- whole messages ---- */

WITH_SHA static void
lane_init(struct lane *l)
{
	l->abef = _mm_set_epi32(
	    0x6a09e667, (int)0xbb67ae85, 0x510e527f, (int)0x9b05688c);
	l->cdgh =
	    _mm_set_epi32(0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19);
}

/* One message alone, where the other has no block left. */
WITH_SHA static void
blocks_of_one(struct lane *l, const uint8_t *p, size_t n)
{
	struct lane idle = *l;

	blocks(l, p, &idle, p, n);
}

static void
put_u32(uint8_t *p, uint32_t v)
{
	for (unsigned i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> (24 - 8 * i));
}

/* The last n bytes of a message that has `total`, and its padding. */
WITH_SHA static void
finish(struct lane *l, const uint8_t *p, size_t n, uint64_t total,
    uint8_t out[SHA256_LEN])
{
	uint8_t room[3 * BLOCK] = { 0 };
	size_t full = (n + 1 + 8 + BLOCK - 1) / BLOCK;
	uint32_t v[8]; /* f, e, b, a, h, g, d, c */
	static const unsigned place[8] = { 3, 2, 7, 6, 1, 0, 5, 4 };

	assert(n < (size_t)2 * BLOCK);
	memcpy(room, p, n);
	room[n] = 0x80;
	put_u32(room + full * BLOCK - 8, (uint32_t)(total >> 29));
	put_u32(room + full * BLOCK - 4, (uint32_t)(total << 3));
	blocks_of_one(l, room, full);
	_mm_storeu_si128((void *)&v[0], l->abef);
	_mm_storeu_si128((void *)&v[4], l->cdgh);
	for (size_t i = 0; i < 8; i++)
		put_u32(out + 4 * i, v[place[i]]);
}

/* Both, where the body has a few blocks. */
WITH_SHA static void
pair(const uint8_t *head, size_t head_len, const uint8_t *body, size_t body_len,
    uint8_t whole[SHA256_LEN], uint8_t alone[SHA256_LEN])
{
	size_t full = head_len / BLOCK, rest = head_len % BLOCK, n;
	size_t skip = rest > 0 ? BLOCK - rest : 0; /* of the body, in `seam` */
	uint8_t seam[BLOCK];
	struct lane x, y;

	lane_init(&x);
	lane_init(&y);
	blocks_of_one(&x, head, full);
	if (rest > 0) {
		memcpy(seam, head + full * BLOCK, rest);
		memcpy(seam + rest, body, skip);
		blocks_of_one(&x, seam, 1);
	}
	n = (body_len - skip) / BLOCK;
	blocks(&x, body + skip, &y, body, n);
	finish(&x, body + skip + n * BLOCK, body_len - skip - n * BLOCK,
	    (uint64_t)head_len + body_len, whole);
	finish(&y, body + n * BLOCK, body_len - n * BLOCK, body_len, alone);
}

/* ---- is it to be used ---- */

static bool is_usable; /* set once, then only read */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool
has_sha(void)
{
	unsigned a, b, c, d;

	return __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_SSE4_1) != 0 &&
	       __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 &&
	       (b & bit_SHA) != 0;
}

/* Does it say what libcrypto says? */
static bool
agrees(void)
{
	uint8_t a[2][SHA256_LEN], b[2][SHA256_LEN];

	pair((const uint8_t *)k256, 100, (const uint8_t *)k256, sizeof(k256),
	    a[0], a[1]);
	by_library(k256, 100, k256, sizeof(k256), b[0], b[1]);
	return memcmp(a, b, sizeof(a)) == 0;
}

/* Once: in a virtual machine the processor's answer takes as long as a page. */
static void
look(void)
{
	is_usable = has_sha() && agrees();
}

#endif

void
digest_pair(const void *head, size_t head_len, const void *body,
    size_t body_len, uint8_t whole[SHA256_LEN], uint8_t alone[SHA256_LEN])
{
#ifdef __x86_64__
	pthread_once(&once, look);
	if (body_len >= BODY_MIN && is_usable) {
		pair(head, head_len, body, body_len, whole, alone);
		return;
	}
#endif
	by_library(head, head_len, body, body_len, whole, alone);
}
