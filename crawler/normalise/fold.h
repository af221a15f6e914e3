/* SPDX-License-Identifier: ISC */
/* Comparable text: what remains of a text when letter case, accents,
 * ligatures, character width and hidden characters no longer count. Two
 * spellings that a reader takes for the same word fold to the same bytes.
 *
 * The rule, one code point at a time, so that no context is kept: NFKD and full
 * case folding; combining marks of the scripts that write them over letters
 * are dropped (kana and Indic marks, which make other letters, stay);
 * oe ae ss th for their ligatures, o l d h t for their barred letters; hidden
 * characters (soft hyphen, zero width, bidi marks, tags) are dropped; what is
 * neither letter nor digit becomes a space. Broken UTF-8 is spaces too.
 *
 * There are two shapes. fold_aligned keeps every byte at its place and is the
 * one that reads every page. fold_text is compact and is the one that is
 * hashed and compared. The tables come from ICU, 64 code points at a time, when
 * a text first needs them. */
#ifndef CRAWLER_NORMALISE_FOLD_H
#define CRAWLER_NORMALISE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/err.h"

enum {
	FOLD_SPACE = ' ', /* separates words */
	FOLD_NONE = 0x1f, /* stands where a character folds to fewer bytes */
};

/* Reads ICU's tables. Call it before the first thread and before a sandbox
 * closes the file system; else the first fold does it. */
void fold_setup(void);

/* Writes n bytes for n bytes: out[i] speaks of text[i], so an offset found in
 * out is an offset in text. Runs of spaces are not joined, and FOLD_NONE fills
 * up; who reads out skips it. The few characters whose fold is longer than
 * themselves keep their own bytes. out and text do not overlap. */
void fold_aligned(const char *text, size_t n, char *out);

/* Appends the compact form: words separated by one space, none at the ends. The
 * hidden characters that were dropped are counted into *hidden (not NULL).
 * ERR_LIMIT when out is full; what was appended then stays. */
enum err fold_text(
    struct buf *out, const char *text, size_t n, size_t *hidden) MUST_CHECK;

/* As fold_text, but accents, ligatures and punctuation stay: only letter case,
 * width, composition (NFC or NFD), hidden characters and kind of white space no
 * longer count. It tells `exact` from `variant` and is meant for names. */
enum err fold_strict(struct buf *out, const char *text, size_t n) MUST_CHECK;

/* The hidden characters of a text (see above; an emoji's own selectors and
 * joiners are not counted). */
size_t fold_hidden(const char *text, size_t n);

/* Does this character's script write words without spaces between them (Han,
 * kana, Hangul with its particles, Thai, Lao, Khmer, Burmese)? */
bool fold_unspaced(uint32_t c);

#endif
