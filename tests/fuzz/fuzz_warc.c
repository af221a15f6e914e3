/* SPDX-License-Identifier: ISC */
/* The WARC of a bundle, pushed whole and in small pieces: both readings must
 * find the same. */
#include <stdint.h>
#include <stdlib.h>

#include "tests/fuzz/fuzz.h"
#include "tools/bundle/inspect.h"

static void
ignore(const struct verify_line *line, void *arg)
{
	(void)line;
	(void)arg;
}

static void
read_in(struct inspect *v, const uint8_t *data, size_t size, size_t piece)
{
	struct inspect_warc *w = inspect_warc_new(v);

	for (size_t at = 0; at < size; at += piece) {
		size_t n = size - at < piece ? size - at : piece;

		if (!inspect_warc_push(w, data + at, n))
			break;
	}
	inspect_warc_end(w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct inspect whole = { .emit = ignore }, pieces = { .emit = ignore };

	read_in(&whole, data, size, size + 1);
	read_in(&pieces, data, size, 7);
	if (whole.good[INSPECT_EXCHANGES] != pieces.good[INSPECT_EXCHANGES] ||
	    whole.bad[INSPECT_EXCHANGES] != pieces.bad[INSPECT_EXCHANGES])
		abort();
	return 0;
}
