/* SPDX-License-Identifier: ISC */
/* Near-duplicates and reposts (MATCHING.md 4.4, levels 4 and 5): which
 *documents' fingerprints are close to a new one's, or hold it. DB_NEAR holds
 *
 *	's' BAND block SIMHASH        -> document   4 blocks of 16 bits
 *	'm' BAND hash DOCUMENT FILING -> nothing    26 bands of 4 values
 *	'p' DOCUMENT FILING           -> words, the 128 values
 *	'd', 'q', 'w': quote.h; 'i': picture.c
 *
 * A copy is within either measure: the SimHash sees through what is the same
 *but for a word here and there, the MinHash also through sentences that were
 * replaced. Two SimHashes that differ in 3 bits or fewer agree in one block of
 *four; two MinHashes that differ in 25 values of 128 or fewer (a Jaccard index
 *of 0.8) agree in one band of 26. So what is looked up this way is all there
 *is, and each is then compared whole. A fingerprint that is there already is
 *not filed again: whatever is close to one is close to the other.
 *
 * A text that holds nine tenths of a shorter one, and is at most twice as long,
 * repeats it: a quotation with a comment, "RT", "via". How much it holds
 *follows from the Jaccard index and the two lengths. Where it is twice as long
 *the index is 0.5, and the bands miss one pair in five. */
#ifndef STORE_INDEX_NEAR_H
#define STORE_INDEX_NEAR_H

#include "store/index/index.h"

enum {
	NEAR_SHORT = 60,    /* fewer words, and a SimHash says nothing */
	NEAR_WORDS_MIN = 5, /* fewer words are nobody's copy */
	NEAR_QUOTE_MIN = 8, /* nor quoted with fewer than these */
	/* In longer texts most grams of the language stand anyway. */
	NEAR_QUOTE_MAX = 250,
	NEAR_FILINGS_MAX = 4 /* texts of one document, over its life */
};

/* Compares a document's new text with all others, joins its cluster with those
 * of its near-duplicates, and files the fingerprint. Counts that in the
 * document's row. */
void near_file(struct txn *t, const struct sighting *s, uint64_t document);

#endif
