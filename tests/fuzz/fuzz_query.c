/* SPDX-License-Identifier: ISC */
/* Queries: whatever is typed is refused with a place inside it, or understood;
 * then it can be said back, and its contrary holds of just those documents of
 * which it does not. The query is the document, too: so its words are there. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/match/query.h"
#include "store/base/utf8.h"
#include "tests/fuzz/fuzz.h"

enum { INPUT_MAX = 2048, WORDS_MAX = 1 << 22 };

static void
check_said(const struct query *q)
{
	struct buf b;

	for (int french = 0; french < 2; french++) {
		buf_init(&b, WORDS_MAX);
		if (query_explain(q, french != 0, &b) != ERR_OK || b.len == 0)
			abort();
		buf_fini(&b);
	}
}

static bool
holds(struct arena *a, const char *text, const struct query_doc *d)
{
	struct query_fault fault;
	struct query *q;

	if (query_parse(a, text, &q, &fault) != ERR_OK)
		abort();
	return query_holds(q, d);
}

static void
check_holds(struct arena *a, const char *text)
{
	const struct query_doc d = { .text = text,
		.text_len = strlen(text),
		.title = text,
		.author = text,
		.handle = text,
		.url = text,
		.network = text,
		.lang = text,
		.published = text };

	if (holds(a, text, &d) ==
	    holds(a, arena_printf(a, "NOT (%s)", text), &d))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct query_fault fault = { 0 };
	struct query *q;
	struct arena a;
	char *text;

	if (size > INPUT_MAX)
		return 0;
	arena_init(&a);
	text = arena_strndup(&a, (const char *)data, size);
	if (query_parse(&a, text, &q, &fault) == ERR_OK) {
		check_said(q);
		/* NOT and a parenthesis more must not reach the ceilings. */
		if (strlen(text) < QUERY_DEPTH_MAX)
			check_holds(&a, text);
	} else if (fault.en == NULL || fault.fr == NULL || fault.at == 0 ||
		   fault.at > size + 1) {
		abort();
	}
	arena_fini(&a);
	return 0;
}
