/* SPDX-License-Identifier: ISC */
/* Comparable text: the compact form is the aligned one without its fillers and
 * extra spaces, folds to itself, and is cut from pieces without a seam. The
 * digest of what counts reads the same bytes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/fingerprint.h"
#include "crawler/normalise/fold.h"
#include "store/base/mem.h"
#include "tests/fuzz/fuzz.h"

static struct buf
compact(const char *text, size_t n)
{
	struct buf b;
	size_t hidden = 0;

	buf_init(&b, n);
	if (fold_text(&b, text, n, &hidden) != ERR_OK || hidden > n)
		abort();
	return b;
}

/* The aligned form, packed by hand. */
static size_t
packed(char *s, size_t n)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == FOLD_NONE)
			continue;
		if (s[i] != FOLD_SPACE || (len > 0 && s[len - 1] != FOLD_SPACE))
			s[len++] = s[i];
	}
	return len > 0 && s[len - 1] == FOLD_SPACE ? len - 1 : len;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	char *aligned = mem_alloc(size);
	struct buf once = compact(text, size), twice;
	struct buf strict;
	uint8_t digest[SHA256_LEN];

	fold_aligned(text, size, aligned);
	if (packed(aligned, size) != once.len ||
	    (once.len > 0 && memcmp(aligned, once.data, once.len) != 0))
		abort();
	twice = compact(once.data, once.len);
	if (twice.len != once.len ||
	    (once.len > 0 && memcmp(twice.data, once.data, once.len) != 0))
		abort();
	if (fingerprint_simhash(text, size) !=
	    fingerprint_simhash(once.data, once.len))
		abort();
	fingerprint_text(text, size, digest);
	buf_init(&strict, 64 * size + 64);
	if (fold_strict(&strict, text, size) != ERR_OK)
		abort();
	buf_fini(&strict);
	buf_fini(&twice);
	buf_fini(&once);
	free(aligned);
	return 0;
}
