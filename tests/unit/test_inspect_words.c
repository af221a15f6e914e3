/* SPDX-License-Identifier: ISC */
/* What a record says is the same whether it was walked or made a document. */
#include <string.h>

#include "store/base/mem.h"
#include "tests/unit/unit.h"
#include "tools/bundle/inspect_words.h"

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static const struct {
	const char *text;
	bool ok, document; /* it is JSON; more may be asked of it */
	int64_t seq, at;
	bool response;
} rows[] = {
	{ "{\"type\":\"capture\",\"seq\":7,\"at\":\"1970-01-01T00:00:01Z\","
	  "\"started_ns\":1795288631860892653,"
	  "\"response_sha256\":\"" ZEROS "\"}",
	    true, false, 7, 1000, true },
	{ "{\"type\":\"capture\",\"seq\":7,\"at\":\"1970-01-01T00:00:01Z\","
	  "\"delay\":0.5,\"response_sha256\":\"" ZEROS "\"}",
	    true, true, 7, 1000, true },
	{ "{\"seq\":7,\"prev\":null,\"response_sha256\":null}", true, false, 7,
	    INT64_MIN, false },
	{ "{\"type\":\"key\",\"seq\":1}", true, true, 1, INT64_MIN, false },
	{ "{\"type\":\"merge\",\"seq\":1}", true, true, 1, INT64_MIN, false },
	{ "{\"seq\":2,\"merged\":{\"seq\":1}}", true, true, 2, INT64_MIN,
	    false },
	{ "{\"seq\":2,\"pieces\":[]}", true, true, 2, INT64_MIN, false },
	{ "{\"seq\":0,\"origin\":\"vigie/1\"}", true, true, 0, INT64_MIN,
	    false },
	{ "{\"seq\":1,\"seq\":2}", true, true, 2, INT64_MIN, false },
	{ "{\"seq\":\"1\"}", true, true, -1, INT64_MIN, false },
	{ "{}", true, false, -1, INT64_MIN, false },
	{ "{\"at\":\"now\",\"response_sha256\":\"00\"}", true, false, -1,
	    INT64_MIN, false },
	{ "{\"at\":5,\"response_sha256\":[]}", true, true, -1, INT64_MIN,
	    false },
	{ "[]", true, true, -1, INT64_MIN, false },
	{ "{\"seq\":1", false, false, 0, 0, false },
	{ "", false, false, 0, 0, false },
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct inspect_words w;
		uint8_t sha[SHA256_LEN];
		bool ok =
		    inspect_words_read(rows[i].text, strlen(rows[i].text), &w);

		CHECK_ROW(i, ok == rows[i].ok);
		if (!ok)
			continue;
		CHECK_ROW(i, (w.doc != NULL) == rows[i].document);
		CHECK_ROW(i, w.seq == rows[i].seq);
		CHECK_ROW(i, inspect_words_time(&w) == rows[i].at);
		CHECK_ROW(i, inspect_words_sha(&w, MEMBER_RESPONSE, sha) ==
				 rows[i].response);
		inspect_words_fini(&w);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
	};

	return cmocka_run_group_tests_name("inspect_words", tests, NULL, NULL);
}
