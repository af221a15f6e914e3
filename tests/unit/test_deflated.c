/* SPDX-License-Identifier: ISC */
/* Unpacking at once says yes to what zlib packed and to nothing else; where it
 * was built without libdeflate, to nothing. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "store/base/mem.h"
#include "tests/unit/unit.h"
#include "tools/bundle/deflated.h"

#ifdef VIGIE_LIBDEFLATE
static const bool built = true;
#else
static const bool built = false;
#endif

enum { RAW = 100 * 1000, ROOM = 200 * 1000, ENTRY = -15, MEMBER = 15 + 16 };

struct fixture {
	unsigned char raw[RAW], packed[ROOM], out[ROOM];
	size_t n; /* bytes packed */
	uint32_t crc;
};

/* Words for the first half, noise for the second. */
static struct fixture *
pack(int format)
{
	struct fixture *f = mem_zalloc(sizeof(*f));
	z_stream z = { 0 };
	uint32_t x = 1;

	for (size_t i = 0; i < RAW; i++) {
		x = x * 1664525 + 1013904223;
		f->raw[i] = i < RAW / 2 ? (unsigned char)("words "[i % 6])
					: (unsigned char)(x >> 24);
	}
	assert_int_equal(
	    deflateInit2(&z, 6, Z_DEFLATED, format, 8, Z_DEFAULT_STRATEGY),
	    Z_OK);
	z.next_in = f->raw;
	z.avail_in = RAW;
	z.next_out = f->packed;
	z.avail_out = ROOM;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	f->n = ROOM - z.avail_out;
	deflateEnd(&z);
	f->crc = (uint32_t)crc32(0, f->raw, RAW);
	return f;
}

static void
test_entry(void **state)
{
	static const struct {
		int n, len, crc; /* more or less than is right */
		bool want;
	} rows[] = {
		{ 0, 0, 0, true },
		{ -1, 0, 0, false },
		{ 1, 0, 0, false },
		{ 0, -1, 0, false },
		{ 0, 1, 0, false },
		{ 0, 0, 1, false },
	};
	struct fixture *f = pack(ENTRY);

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		bool got = deflated_entry(f->packed, f->n + (size_t)rows[i].n,
		    f->out, (size_t)(RAW + rows[i].len),
		    f->crc + (uint32_t)rows[i].crc);

		CHECK_ROW(i, got == (rows[i].want && built));
		CHECK_ROW(i, !got || memcmp(f->out, f->raw, RAW) == 0);
	}
	free(f);
	assert_int_equal(rows_failed, 0);
}

static void
test_member(void **state)
{
	static const struct {
		int n, room;
		int flip; /* this byte, from the end where negative; 0: none */
		bool want;
	} rows[] = {
		{ 0, 0, 0, true },
		{ 100, 1000, 0, true }, /* other bytes behind it */
		{ -1, 0, 0, false }, { 0, -1, 0, false },
		{ 0, 0, 1, false },     /* the magic */
		{ 0, 0, 40000, false }, /* noise */
		{ 0, 0, -1, false },    /* the length */
		{ 0, 0, -8, false },    /* the CRC */
	};
	struct fixture *f = pack(MEMBER);

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		size_t at = rows[i].flip < 0 ? f->n + (size_t)rows[i].flip
					     : (size_t)rows[i].flip;
		size_t used = 0, len = 0;
		bool got;

		f->packed[at] ^= rows[i].flip != 0;
		got = deflated_member(f->packed, f->n + (size_t)rows[i].n,
		    f->out, (size_t)(RAW + rows[i].room), &used, &len);
		f->packed[at] ^= rows[i].flip != 0;
		CHECK_ROW(i, got == (rows[i].want && built));
		CHECK_ROW(i, !got || (used == f->n && len == RAW));
		CHECK_ROW(i, !got || memcmp(f->out, f->raw, RAW) == 0);
	}
	free(f);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_entry, rows_reset),
		cmocka_unit_test_setup(test_member, rows_reset),
	};

	return cmocka_run_group_tests_name("deflated", tests, NULL, NULL);
}
