/* SPDX-License-Identifier: ISC */
/* What every harness has: its entry, which libFuzzer and replay.c call, and the
 * word that a property does not hold. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void
fuzz_check(bool holds)
{
	if (!holds)
		abort();
}

#endif
