/* SPDX-License-Identifier: ISC */
/* QR codes: the modules of each version against those that a decoder of other
 * hands has read (jsQR 1.4.0), and the fixed shape of the smallest. */
#include "tools/bundle/qr.h"

#include "store/base/digest.h"
#include "tests/unit/unit.h"

static const struct {
	size_t bytes; /* of the text that fill() makes */
	int side;
	const char *sha256; /* of the modules, the first half */
} rows[] = {
	{ 1, 21, "910010c3f091b875" },
	{ 14, 21, "4034d3f6fdb118b1" },
	{ 26, 25, "538549ead4b26b13" },
	{ 42, 29, "3b03799af192aff0" },
	{ 62, 33, "db4d4e33a91d9a5e" },
	{ 84, 37, "94b6304ce509edab" },
	{ 106, 41, "2d61c4b097e69614" },
	{ 122, 45, "bf1b68e9b1b42415" },
	{ 152, 49, "eec063ef88f4d422" },
	{ 180, 53, "e88b35be15ea27a6" },
	{ 181, 57, "89f73d222eb84241" },
	{ 213, 57, "088c516fd41ef7c8" },
	{ 251, 61, "d9e1fba247b8053b" },
	{ 287, 65, "f5fab34374ab89c3" },
	{ 331, 69, "04b147f791a8767b" },
	{ 362, 73, "c77d7e73cd2a32ea" },
	{ 411, 77, "53cde9082cae0f78" },
	{ 412, 77, "0a523dce5b81d565" },
};

static void
fill(char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text[i] = (char)(33 + i * 7 % 90);
}

static void
test_modules(void **state)
{
	static struct qr q;
	char text[QR_BYTES_MAX];

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct digest *d = digest_begin();
		uint8_t sha[SHA256_LEN];
		char hex[SHA256_HEX];

		fill(text, rows[i].bytes);
		CHECK_ROW(i, qr_encode(text, rows[i].bytes, &q) == ERR_OK);
		CHECK_ROW(i, q.side == rows[i].side);
		for (int k = 0; k < q.side; k++)
			digest_add(d, q.dark[k], (size_t)q.side);
		digest_end(d, sha);
		digest_hex(sha, SHA256_LEN, hex);
		CHECK_ROW(i, strncmp(hex, rows[i].sha256, 16) == 0);
	}
	assert_int_equal(rows_failed, 0);
}

/* Finders in three corners, the timing pattern between them. */
static void
test_shape(void **state)
{
	static const char finder[7][8] = { "1111111", "1000001", "1011101",
		"1011101", "1011101", "1000001", "1111111" };
	static struct qr q;

	(void)state;
	assert_int_equal(qr_encode("x", 1, &q), ERR_OK);
	assert_int_equal(q.side, 21);
	for (int i = 0; i < 7; i++) {
		for (int j = 0; j < 7; j++) {
			bool dark = finder[i][j] == '1';

			assert_int_equal(q.dark[i][j], dark);
			assert_int_equal(q.dark[i][14 + j], dark);
			assert_int_equal(q.dark[14 + i][j], dark);
		}
	}
	for (int i = 8; i < 13; i++) {
		assert_int_equal(q.dark[6][i], i % 2 == 0);
		assert_int_equal(q.dark[i][6], i % 2 == 0);
	}
}

static void
test_limit(void **state)
{
	static struct qr q;
	char text[QR_BYTES_MAX + 1];

	(void)state;
	fill(text, sizeof(text));
	assert_int_equal(qr_encode(text, QR_BYTES_MAX, &q), ERR_OK);
	assert_int_equal(qr_encode(text, QR_BYTES_MAX + 1, &q), ERR_LIMIT);
	assert_int_equal(qr_encode("", 0, &q), ERR_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_modules, rows_reset),
		cmocka_unit_test(test_shape),
		cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests_name("qr", tests, NULL, NULL);
}
