/* SPDX-License-Identifier: ISC */
/* Copies: bands and the decision. */
#include "crawler/normalise/cluster.h"

#include <string.h>

/* Jaccard index from which short texts are copies (MATCHING.md 4.4). */
static const double COPY = 0.8;

enum {
	SIMHASH_BLOCK = 16, /* bits */
	MINHASH_WORDS = 2 * FINGERPRINT_SHORT,
};

/* Kind and number of the band, then the value, the highest byte first. */
static void
put(struct band *b, uint8_t kind, uint64_t value)
{
	b->key[0] = kind;
	for (size_t i = 1; i < CLUSTER_BAND_KEY; i++)
		b->key[i] =
		    (uint8_t)(value >> (8 * (CLUSTER_BAND_KEY - 1 - i)));
}

static uint64_t
rows_hash(const uint32_t *rows)
{
	uint64_t h = 0;

	for (size_t i = 0; i < CLUSTER_ROWS; i++)
		h = (h ^ rows[i]) * 0x9e3779b97f4a7c15;
	return h ^ h >> 29;
}

size_t
cluster_bands(const struct fingerprint *f, struct band out[CLUSTER_BANDS_MAX])
{
	size_t n = 0;

	if (f->words == 0)
		return 0;
	if (f->words >= FINGERPRINT_SHORT)
		for (unsigned i = 0; i < CLUSTER_SIMHASH_BANDS; i++)
			put(&out[n++], (uint8_t)i,
			    f->simhash >> (SIMHASH_BLOCK * i) & 0xffff);
	if (f->words < MINHASH_WORDS)
		for (unsigned i = 0; i < CLUSTER_MINHASH_BANDS; i++)
			put(&out[n++], (uint8_t)(CLUSTER_SIMHASH_BANDS + i),
			    rows_hash(f->minhash + (size_t)i * CLUSTER_ROWS));
	return n;
}

bool
cluster_same(const struct fingerprint *a, const struct fingerprint *b)
{
	if (a->words == 0 || b->words == 0)
		return false;
	if (a->words >= FINGERPRINT_SHORT && b->words >= FINGERPRINT_SHORT)
		return fingerprint_distance(a->simhash, b->simhash) <=
		       CLUSTER_BITS;
	return fingerprint_jaccard(a->minhash, b->minhash) >= COPY;
}
