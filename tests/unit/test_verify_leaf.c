/* SPDX-License-Identifier: ISC */
/* A leaf is read alike in plain JSON and, where that is not plain, by way of a
 * document. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "store/archive/verify_leaf.h"
#include "store/base/mem.h"

#define SHA64 "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static const struct {
	const char *members;
	bool document; /* it takes one */
} rows[] = {
	{ "\"type\":\"capture\",\"seq\":7,\"prev\":\"" SHA64 "\"", false },
	{ "\"type\":\"capture\",\"prev\":null,\"after\":null", false },
	{ "\"type\":\"capture\",\"kept\":true,\"payload_sha256\":\"" SHA64
	  "\",\"blobs\":[\"" SHA64 "\",\"x\"]",
	    false },
	{ "\"kept\":false,\"merged\":{\"seq\":9},\"snapshot\":3", false },
	{ "\"requested_url\":\"http://a.example/\",\"url\":\"\xc3\xa9\"",
	    false },
	{ "\"salt\":\"00\",\"at\":\"2026-11-20T21:30:00.000Z\"", false },
	{ "\"blobs\":[]", false },
	/* another type than is usual: no text, no number */
	{ "\"type\":5", true },
	{ "\"seq\":\"7\",\"snapshot\":\"8\"", true },
	{ "\"snapshot\":null", true },
	{ "\"prev\":1,\"after\":false", true },
	{ "\"kept\":1", true },
	{ "\"blobs\":\"x\"", true },
	{ "\"blobs\":[1,\"x\",null]", true },
	/* of two the last counts */
	{ "\"seq\":1,\"seq\":2", true },
	{ "\"blobs\":[\"a\"],\"blobs\":[\"b\"]", true },
	/* an escape in a text that is asked for, a fraction */
	{ "\"url\":\"a\\/b\"", true },
	{ "\"seq\":1.0", true },
	/* types of which more is asked */
	{ "\"type\":\"checks\",\"count\":2", true },
	{ "\"type\":\"key\"", true },
	{ "\"type\":\"merge\"", true },
	{ "\"type\":\"anchor-ok\"", true },
	{ "\"type\":\"purge\"", true },
};

static bool
alike(const struct leaf_text *a, const struct leaf_text *b)
{
	return (a->s == NULL) == (b->s == NULL) && a->n == b->n &&
	       (a->s == NULL || memcmp(a->s, b->s, a->n) == 0);
}

static bool
all_alike(const struct verify_leaf *a, const struct verify_leaf *b)
{
	bool same = alike(&a->type, &b->type) && alike(&a->salt, &b->salt) &&
		    alike(&a->prev, &b->prev) && alike(&a->after, &b->after) &&
		    alike(&a->at, &b->at) && alike(&a->url, &b->url) &&
		    alike(&a->payload, &b->payload) &&
		    alike(&a->requested_url, &b->requested_url) &&
		    a->prev_null == b->prev_null &&
		    a->after_null == b->after_null && a->kept == b->kept &&
		    a->has_merged == b->has_merged &&
		    a->has_snapshot == b->has_snapshot && a->seq == b->seq &&
		    a->snapshot == b->snapshot && a->n_blobs == b->n_blobs;

	for (size_t i = 0; same && i < a->n_blobs; i++)
		same = alike(&a->blobs[i], &b->blobs[i]);
	return same;
}

static void
test_rows(void **state)
{
	struct verify_leaf leaf = { .doc = NULL }, slow = { .doc = NULL };

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		char *text = mem_printf("{%s}", rows[i].members);
		/* A member that is not plain, and is not asked for. */
		char *other = mem_printf("{%s,\"z\":1.5}", rows[i].members);

		CHECK_ROW(i, verify_leaf_read(text, strlen(text), &leaf));
		CHECK_ROW(i, (leaf.doc != NULL) == rows[i].document);
		CHECK_ROW(i, verify_leaf_read(other, strlen(other), &slow));
		CHECK_ROW(i, slow.doc != NULL);
		CHECK_ROW(i, all_alike(&leaf, &slow));
		free(text);
		free(other);
	}
	verify_leaf_fini(&leaf);
	verify_leaf_fini(&slow);
	assert_int_equal(rows_failed, 0);
}

static void
test_damaged(void **state)
{
	static const char *const bad[] = { "", "{", "{\"seq\":1", "{}x",
		"{\"a\":\"\xff\"}", "{\"a\":\"\x01\"}" };
	struct verify_leaf leaf = { .doc = NULL };

	(void)state;
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK_ROW(i, !verify_leaf_read(bad[i], strlen(bad[i]), &leaf));
	verify_leaf_fini(&leaf);
	assert_int_equal(rows_failed, 0);
}

static void
test_texts(void **state)
{
	const struct leaf_text none = { NULL, 0 }, sha = { SHA64, 64 };
	const struct leaf_text cut = { SHA64, 63 }, word = { "keys", 3 };
	uint8_t out[SHA256_LEN];

	(void)state;
	assert_false(leaf_text_sha(&none, out));
	assert_false(leaf_text_sha(&cut, out));
	assert_true(leaf_text_sha(&sha, out));
	assert_int_equal(out[1], 0x11);
	assert_true(leaf_text_is(&word, "key"));
	assert_false(leaf_text_is(&word, "keys"));
	assert_false(leaf_text_is(&none, ""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
		cmocka_unit_test_setup(test_damaged, rows_reset),
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests_name("verify_leaf", tests, NULL, NULL);
}
