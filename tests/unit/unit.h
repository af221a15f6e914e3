/* SPDX-License-Identifier: ISC */
/* Unit tests: tables of rows, each bad row printed, the loop going on; one
 * cmocka program a module, its groups printed as TAP. */
#ifndef TESTS_UNIT_UNIT_H
#define TESTS_UNIT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "store/base/err.h"

static int rows_failed;

#define CHECK_ROW(i, cond)                                                     \
	do {                                                                   \
		if (!(cond)) {                                                 \
			rows_failed++;                                         \
			fprintf(stderr, "# %s:%d: row %zu: %s\n", __FILE__,    \
			    __LINE__, (size_t)(i), #cond);                     \
		}                                                              \
	} while (0)

/* Two strings alike, or both NULL. */
static inline int
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static inline int
rows_reset(void **state)
{
	(void)state;
	rows_failed = 0;
	return 0;
}

#endif
