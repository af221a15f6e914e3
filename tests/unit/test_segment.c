/* SPDX-License-Identifier: ISC */
/* The headers of blobs in their segments. */
#include "store/archive/segment.h"

#include "tests/unit/unit.h"

/* Headers: what is written is read, and nothing else is taken for one. */
static void
test_heads(void **state)
{
	struct segment_entry e = { CODEC_PREFIX, 3, 1000, 20, { 1 }, { 2 } };
	uint8_t head[SEGMENT_HEAD_MAX];
	struct segment_entry got;
	size_t n = segment_head_write(&e, head);

	(void)state;
	assert_int_equal(n, SEGMENT_HEAD_MAX);
	assert_int_equal(segment_head_read(head, n, &got), ERR_OK);
	assert_int_equal(got.codec, e.codec);
	assert_int_equal(got.depth, e.depth);
	assert_int_equal(got.raw_len, e.raw_len);
	assert_int_equal(got.stored_len, e.stored_len);
	assert_memory_equal(got.sha, e.sha, SHA256_LEN);
	assert_memory_equal(got.base, e.base, SHA256_LEN);
	for (size_t cut = 0; cut < n; cut++)
		CHECK_ROW(cut, segment_head_read(head, cut, &got) != ERR_OK);
	/* magic, codec, depth, zeros: each of the first eight bytes counts */
	for (size_t i = 0; i < 8; i++) {
		head[i] ^= 0x40;
		CHECK_ROW(i, segment_head_read(head, n, &got) != ERR_OK);
		head[i] ^= 0x40;
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_heads, rows_reset),
	};

	return cmocka_run_group_tests_name("segment", tests, NULL, NULL);
}
