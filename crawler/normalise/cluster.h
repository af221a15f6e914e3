/* SPDX-License-Identifier: ISC */
/* Which documents are copies of each other (MATCHING.md 4.4): a pure decision
 * on two fingerprints, and the keys under which an index finds the pairs worth
 * deciding. Two copies share a band with the probability below; two documents
 * that share none are not compared. */
#ifndef CRAWLER_NORMALISE_CLUSTER_H
#define CRAWLER_NORMALISE_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/normalise/fingerprint.h"

enum {
	CLUSTER_BITS = 3, /* SimHash: at most so many bits differ */
	CLUSTER_ROWS = 4, /* MinHash: values a band */
	CLUSTER_MINHASH_BANDS = FINGERPRINT_MINHASH / CLUSTER_ROWS,
	CLUSTER_SIMHASH_BANDS = 4, /* blocks of 16 bits: 3 flips spare one */
	CLUSTER_BANDS_MAX = CLUSTER_MINHASH_BANDS + CLUSTER_SIMHASH_BANDS,
	CLUSTER_BAND_KEY =
	    9, /* bytes of a band as a key: its kind, its value */
};

/* One posting list of the index. */
struct band {
	uint8_t key[CLUSTER_BAND_KEY];
};

/* The bands of a document: none for an empty text, those of MinHash for a short
 * one, those of SimHash for a long one, both where the lengths meet. */
size_t cluster_bands(
    const struct fingerprint *f, struct band out[CLUSTER_BANDS_MAX]);
/* Near-duplicates? SimHash within 3 bits when both are long, else MinHash at a
 * Jaccard index of 0.8 or more. Symmetric; an empty text has no copies. */
bool cluster_same(const struct fingerprint *a, const struct fingerprint *b);

#endif
