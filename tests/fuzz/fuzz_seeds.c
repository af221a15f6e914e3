/* SPDX-License-Identifier: ISC */
/* seeds.txt: every seed that is read has an address that parses again to
 * itself, and no line is both read and refused. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/url.h"
#include "crawler/seeds/seeds.h"
#include "tests/fuzz/fuzz.h"

static void
bad(unsigned line, const char *why, void *arg)
{
	unsigned *n = arg;

	if (line == 0 || why[0] == '\0')
		abort();
	(*n)++;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seeds s;
	unsigned n = 0;

	if (seeds_parse((const char *)data, size, bad, &n, &s) != ERR_OK)
		return 0;
	if (s.bad != n)
		abort();
	for (size_t i = 0; i < s.n; i++) {
		char *again;

		if (strchr(s.v[i].target, '{') != NULL)
			continue;
		if (url_resolve(NULL, s.v[i].target, &again) != ERR_OK ||
		    strcmp(again, s.v[i].target) != 0)
			abort();
		free(again);
	}
	seeds_fini(&s);
	return 0;
}
