/* SPDX-License-Identifier: ISC */
/* How much two short strings look alike: by the letters that were changed
 * (MATCHING.md 4.1, class 9) and by characters that are drawn alike (class 10,
 * UTS #39). Strings are folded (fold.h) unless said otherwise. */
#ifndef CRAWLER_MATCH_LOOKALIKE_H
#define CRAWLER_MATCH_LOOKALIKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/err.h"

enum { LOOKALIKE_MAX = 64 }; /* code points compared */

/* What it took to make one string of the other. */
struct likeness {
	unsigned edits;   /* letters replaced, added, missing; neighbours
			   * swapped: Damerau and Levenshtein's, each place
			   * touched once */
	uint32_t reasons; /* enum match_reason: of what kind they were */
};

/* Edits that a word of so many letters may differ by: none under 5, one up to
 * 8, else two. */
unsigned lookalike_limit(size_t letters);
/* A bit for each letter that occurs and one for each that occurs again, to pass
 * over what cannot be alike: strings within k edits differ in 2 k bits at most.
 */
uint64_t lookalike_bag(const char *s, size_t n);
/* True when at most `limit` edits make b of a. Figures in the place of letters
 * (0 o, 1 l, 3 e, 4 a, 5 s, 7 t) are no edits, but a reason. Alike to the byte
 * is 0 edits. */
bool lookalike_edits(const char *a, size_t a_len, const char *b, size_t b_len,
    unsigned limit, struct likeness *out);

/* Opens ICU's spoof checker, some 20 ms; else the first skeleton does. */
void lookalike_setup(void);
/* Appends the skeleton of a text in UTF-8, not folded, itself folded and
 * without spaces: texts drawn alike have the same. */
enum err lookalike_skeleton(
    struct buf *out, const char *s, size_t n) MUST_CHECK;
/* Letters of Latin together with letters of Greek, Cyrillic, Armenian or
 * Cherokee. */
bool lookalike_scripts(const char *s, size_t n);

#endif
