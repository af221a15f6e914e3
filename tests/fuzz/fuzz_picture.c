/* SPDX-License-Identifier: ISC */
/* Pictures of strangers: whatever the bytes, a verdict within the ceilings; and
 * a picture that was read is itself, also by its hash alone. */
#include <stdint.h>
#include <stdlib.h>

#include "crawler/portrait/picture.h"
#include "crawler/portrait/portrait.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct portrait a, b;
	unsigned distance = 0;
	const char *why = NULL;
	enum err e = portrait_read(data, size, &a, &why);

	if (e != ERR_OK) {
		fuzz_check(why != NULL);
		fuzz_check(e == ERR_DENIED || e == ERR_LIMIT || e == ERR_PARSE);
		return 0;
	}
	fuzz_check(a.pdq.quality <= 100);
	fuzz_check(portrait_compare(&a, &a, &distance) == PORTRAIT_SAME);
	b = a;
	b.sha256[0] ^= 1;
	if (a.pdq.quality >= PDQ_QUALITY)
		fuzz_check(
		    portrait_compare(&a, &b, &distance) == PORTRAIT_COPY &&
		    distance == 0);
	return 0;
}
