/* SPDX-License-Identifier: ISC */
/* Names of strangers against each other, the first line of the input and the
 * rest: a score within its bounds, the same both ways round, and a name is its
 * own bearer's. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/match/pair.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *a = (const char *)data;
	const char *end = size > 0 ? memchr(a, '\n', size) : NULL;
	size_t n = end != NULL ? (size_t)(end - a) : size;
	const char *b = end != NULL ? end + 1 : "";
	size_t m = end != NULL ? size - n - 1 : 0;
	double score = pair_score(a, n, b, m), back = pair_score(b, m, a, n);
	double self = pair_score(a, n, a, n);

	fuzz_check(score >= 0 && score <= 1);
	fuzz_check(score - back < 1e-6 && back - score < 1e-6);
	fuzz_check(self <= 0 || self > 0.999);
	return 0;
}
