/* SPDX-License-Identifier: ISC */
/* Two digests at a time are what libcrypto says of each, wherever the pieces
 * end within a block. */
#include "store/base/digest_pair.h"
#include "tests/unit/unit.h"

enum { ROOM = 4096, BODY_AT = 512, LENGTHS = 130 };

static uint8_t room[ROOM];

static bool
is_right(size_t head_len, size_t body_len)
{
	const struct digest_part parts[2] = { { room, head_len },
		{ room + BODY_AT, body_len } };
	uint8_t whole[SHA256_LEN], alone[SHA256_LEN], want[SHA256_LEN];
	bool ok;

	digest_pair(room, head_len, room + BODY_AT, body_len, whole, alone);
	digest_sha256_parts(parts, 2, want);
	ok = memcmp(whole, want, SHA256_LEN) == 0;
	digest_sha256(room + BODY_AT, body_len, want);
	return ok && memcmp(alone, want, SHA256_LEN) == 0;
}

static int
fill(void **state)
{
	uint32_t dice = 1;

	(void)state;
	for (size_t i = 0; i < ROOM; i++) {
		dice = dice * 1664525u + 1013904223u;
		room[i] = (uint8_t)(dice >> 24);
	}
	return 0;
}

/* Two blocks of lengths each, where each remainder meets each other one. */
static void
test_lengths(void **state)
{
	static const size_t from[] = { 0, 960, 1024, 2000 };

	(void)state;
	for (size_t i = 0; i < NELEM(from); i++)
		for (size_t head = 0; head < LENGTHS; head++)
			for (size_t n = 0; n < LENGTHS; n++)
				CHECK_ROW(i, is_right(head, from[i] + n));
	assert_int_equal(rows_failed, 0);
}

static void
test_nothing(void **state)
{
	uint8_t whole[SHA256_LEN], alone[SHA256_LEN], want[SHA256_LEN];

	(void)state;
	digest_pair(NULL, 0, NULL, 0, whole, alone);
	digest_sha256("", 0, want);
	assert_memory_equal(whole, want, SHA256_LEN);
	assert_memory_equal(alone, want, SHA256_LEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_lengths, rows_reset),
		cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests_name("digest_pair", tests, fill, NULL);
}
