/* SPDX-License-Identifier: ISC */
/* Any bytes as wikitext: never longer than the source, no markup of pages left
 * that could be mistaken for an end, valid UTF-8 from valid UTF-8. */
#include <stdlib.h>
#include <string.h>

#include "crawler/parse/wikitext.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *in = (const char *)data;
	struct arena a;
	size_t len;
	char *text;

	arena_init(&a);
	text = wikitext_text(in, size, &a, &len);
	if (len > size || text[len] != '\0')
		abort();
	if (utf8_valid(in, size) && !utf8_valid(text, len))
		abort();
	arena_fini(&a);
	return 0;
}
