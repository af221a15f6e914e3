/* SPDX-License-Identifier: ISC */
/* What two texts are compared by without being read again: a SimHash, which
 * says something of long texts alone, a MinHash, hashes of passages, which a
 * quotation shares, and an exact digest that does not see what a page changes
 * by itself. All stand on folded text (fold.h) and
 * depend on nothing else: the same text gives the same numbers on every machine
 * and in every version, for the index keeps them. */
#ifndef CRAWLER_NORMALISE_FINGERPRINT_H
#define CRAWLER_NORMALISE_FINGERPRINT_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/digest.h"

enum {
	FINGERPRINT_MINHASH = 128, /* values */
	FINGERPRINT_SHORT = 60,    /* fewer words: a SimHash says nothing */
	FINGERPRINT_PASSAGES = 192 /* of the first 800 words or so */
};

struct fingerprint {
	uint64_t simhash;
	uint32_t minhash[FINGERPRINT_MINHASH];
	uint32_t words; /* of the folded text */
	/* Of some of its passages of 8 words, in their order, none twice: two
	 * texts that share 15 words in a row share one of these (Schleimer,
	 * Wilkerson and Aiken, "Winnowing", 2003). */
	uint64_t passages[FINGERPRINT_PASSAGES];
	uint32_t n_passages;
};

/* All of it at once. */
void fingerprint_of(const char *text, size_t n, struct fingerprint *out);
/* The same of a document's text, of its sentences alone where they are enough:
 * lines of under 12 words that end without a stop are headlines and links to
 * other articles, which a copy on another page does not share. */
void fingerprint_document(const char *text, size_t n, struct fingerprint *out);
/* 64 bits over shingles of 3 words; 0 for a text without words. */
uint64_t fingerprint_simhash(const char *text, size_t n);
/* 128 values over grams of 5 characters; all UINT32_MAX for a text
 * without words. */
void fingerprint_minhash(
    const char *text, size_t n, uint32_t out[FINGERPRINT_MINHASH]);

/* Bits that differ, 0 to 64. */
unsigned fingerprint_distance(uint64_t a, uint64_t b);
/* Estimate of the Jaccard index of the two sets of grams, 0 to 1. */
double fingerprint_jaccard(const uint32_t a[FINGERPRINT_MINHASH],
    const uint32_t b[FINGERPRINT_MINHASH]);

/* SHA-256 of the folded text with counters ("1 234 vues", "(12)"), bare
 * numbers and clock times, relative dates ("il y a 3 h", "3 days ago", "hier",
 * "just now") and random tokens taken out: it decides whether a document is
 * `changed` (CLI.md). */
void fingerprint_text(const char *text, size_t n, uint8_t out[SHA256_LEN]);

#endif
