/* SPDX-License-Identifier: ISC */
/* CAR files: whole, cut anywhere, one bit of them turned. */
#include "crawler/networks/car.h"
#include "store/base/digest.h"
#include "tests/unit/unit.h"

enum { FILE_ROOM = 512, HEADER = 10, BLOCK = 20, CID = 36 };

/* A header and two blocks; their length. */
static size_t
make(uint8_t out[FILE_ROOM])
{
	size_t n = 0;

	out[n++] = HEADER;
	memset(out + n, 0xa1, HEADER);
	n += HEADER;
	for (int k = 0; k < 2; k++) {
		uint8_t *cid = out + n + 1;

		out[n] = CID + BLOCK;
		memcpy(cid, "\x01\x71\x12\x20", 4);
		memset(cid + CID, 'a' + k, BLOCK);
		digest_sha256(cid + CID, BLOCK, cid + 4);
		n += 1 + CID + BLOCK;
	}
	return n;
}

static void
test_whole(void **state)
{
	uint8_t file[FILE_ROOM];
	size_t n = make(file), blocks = 0;

	(void)state;
	assert_int_equal(car_check(file, n, &blocks), ERR_OK);
	assert_int_equal(blocks, 2);
}

static void
test_cut(void **state)
{
	uint8_t file[FILE_ROOM];
	size_t n = make(file), blocks, first = 1 + HEADER + 1 + CID + BLOCK;

	(void)state;
	for (size_t i = 0; i < n; i++)
		CHECK_ROW(
		    i, (car_check(file, i, &blocks) == ERR_OK) == (i == first));
	assert_int_equal(rows_failed, 0);
}

/* Every bit behind the header counts, but those of a block's codec. */
static void
test_turned(void **state)
{
	uint8_t file[FILE_ROOM];
	size_t n = make(file), blocks;

	(void)state;
	for (size_t i = 1 + HEADER; i < n; i++) {
		size_t at = (i - 1 - HEADER) % (1 + CID + BLOCK);

		file[i] ^= 1;
		CHECK_ROW(
		    i, (car_check(file, n, &blocks) == ERR_OK) == (at == 2));
		file[i] ^= 1;
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *bytes;
	size_t n;
	enum err want;
} rows[] = {
	{ "", 0, ERR_PARSE },
	{ "\x00", 1, ERR_PARSE },
	{ "\x01x", 2, ERR_PARSE }, /* no block at all */
	{ "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11, ERR_PARSE },
	{ "\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 9, ERR_PARSE },
	{ "\x01x\x00", 3, ERR_PARSE },
	{ "\x01x\x05\x01\x71\x12\x7f.", 8, ERR_PARSE },
	{ "\x01x\x06\x01\x71\x13\x02..", 9, ERR_DENIED },
	{ "\x01x\x04\x12\x02..", 7, ERR_DENIED },
};

static void
test_rows(void **state)
{
	size_t blocks;

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++)
		CHECK_ROW(i, car_check(rows[i].bytes, rows[i].n, &blocks) ==
				 rows[i].want);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_whole, rows_reset),
		cmocka_unit_test_setup(test_cut, rows_reset),
		cmocka_unit_test_setup(test_turned, rows_reset),
		cmocka_unit_test_setup(test_rows, rows_reset),
	};

	return cmocka_run_group_tests_name("car", tests, NULL, NULL);
}
