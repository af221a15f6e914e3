/* SPDX-License-Identifier: ISC */
/* The digest of what counts in a text. */
#include "crawler/normalise/fingerprint.h"

#include <string.h>

#include "crawler/normalise/calm.h"

enum { WORDS_PIECE = 2048 /* bytes of words digested at once */ };

/* Words on their way into a digest, many at a time. */
struct outlet {
	struct digest *d; /* owned */
	char piece[WORDS_PIECE];
	size_t n;
};

static void
add_word(void *arg, const char *word, size_t n)
{
	struct outlet *w = arg;

	if (n + 1 > sizeof(w->piece) - w->n) {
		digest_add(w->d, w->piece, w->n);
		w->n = 0;
	}
	if (n + 1 > sizeof(w->piece)) {
		digest_add(w->d, word, n);
		n = 0;
	}
	memcpy(w->piece + w->n, word, n);
	w->n += n;
	w->piece[w->n++] = ' ';
}

void
fingerprint_text(const char *text, size_t n, uint8_t out[SHA256_LEN])
{
	struct outlet w = { .d = digest_begin() };

	calm_words(text, n, add_word, &w);
	digest_add(w.d, w.piece, w.n);
	digest_end(w.d, out);
}
