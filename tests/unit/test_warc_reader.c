/* SPDX-License-Identifier: ISC */
/* Foreign WARCs: their forms, their ends, their ceilings, given in pieces of
 * every size. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "crawler/parse/warc.h"
#include "store/base/mem.h"
#include "tests/unit/given.h"
#include "tests/unit/unit.h"

#define ONE                                                                    \
	"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:1>\r\n"       \
	"Content-Length: 5\r\n\r\nhello\r\n\r\n"
#define TWO                                                                    \
	"WARC/1.1\nwarc-record-id:urn:2\nX: a\n b\nContent-Length: 0\n\n\n\n"
#define LENGTH(n)                                                              \
	"WARC/1.0\r\nWARC-Record-ID: <i>\r\nContent-Length: " n "\r\n\r\nabc"

/* What one reads: "type id block;" a record, then how it ended. */
static const struct {
	const char *in;
	size_t n; /* 0: of the text */
	const char *want;
} rows[] = {
	{ "", 0, "end" },
	{ ONE, 0, "response urn:1 hello;end" },
	{ ONE ONE, 0, "response urn:1 hello;response urn:1 hello;end" },
	{ TWO, 0, " urn:2 ;end" },
	{ TWO ONE, 0, " urn:2 ;response urn:1 hello;end" },
	{ "\r\n\r\n" ONE, 0, "response urn:1 hello;end" },
	{ ONE "x", 0, "response urn:1 hello;broken" },
	{ ONE, 30, "broken" },
	{ ONE, 80, "broken" },
	{ "WARC/0.17\r\nWARC-Record-ID: <i>\r\nContent-Length: 0\r\n\r\n", 0,
	    "broken" },
	{ "WARC/1.0\r\nContent-Length: 0\r\n\r\n", 0, "broken" },
	{ "WARC/1.0\r\nWARC-Record-ID: <i>\r\n\r\n", 0, "broken" },
	{ LENGTH("-1"), 0, "broken" },
	{ LENGTH("0x3"), 0, "broken" },
	{ LENGTH("3 3"), 0, "broken" },
	{ LENGTH("9999999999999999999"), 0, "broken" },
	{ LENGTH("3"), 0, " i abc;end" },
	{ "WARC/1.0\r\nA: \0\r\n\r\n", 19, "broken" },
	{ "<html>\r\n\r\n", 0, "broken" },
	{ "\x1f\x8b no gzip", 0, "broken" },
};

static char *
read_all(const char *data, size_t n, size_t piece)
{
	struct given g = { data, n, 0, piece };
	struct warc_reader *w = warc_reader_new(given_read, &g);
	struct warc_record r;
	struct buf all, block;
	enum err e;

	buf_init(&all, 1 << 20);
	while ((e = warc_next(w, &r)) == ERR_OK) {
		buf_init(&block, 100);
		e = warc_block(w, &block);
		(void)!buf_addf(&all, "%s %s %s;", r.type, r.id,
		    e == ERR_LIMIT  ? "(much)"
		    : block.len > 0 ? block.data
				    : "");
		buf_fini(&block);
		if (e == ERR_PARSE)
			break;
	}
	(void)!buf_adds(&all, e == ERR_NOTFOUND ? "end" : "broken");
	warc_reader_free(w);
	return buf_take(&all, NULL);
}

static void
test_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		size_t n = rows[i].n > 0 ? rows[i].n : strlen(rows[i].in);

		for (size_t piece = 1; piece < 200; piece += 66) {
			char *got = read_all(rows[i].in, n, piece);

			/* A block that is cut was begun. */
			CHECK_ROW(i, same(got, rows[i].want) ||
					 (same(rows[i].want, "broken") &&
					     strstr(got, "broken") != NULL));
			free(got);
		}
	}
	assert_int_equal(rows_failed, 0);
}

/* One gzip member over these bytes, at out. */
static size_t
pack(const char *text, size_t n, char *out, size_t cap)
{
	z_stream z = { .avail_out = (uInt)cap };
	char *copy = mem_strndup(text, n);

	z.next_in = (Bytef *)copy;
	z.avail_in = (uInt)n;
	z.next_out = (Bytef *)out;
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, 0), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	free(copy);
	return cap - z.avail_out;
}

static void
test_gzip(void **state)
{
	static const char want[] =
	    "response urn:1 hello;response urn:1 hello;end";
	char bytes[2048];
	size_t n;

	(void)state;
	n = pack(ONE ONE, strlen(ONE ONE), bytes, sizeof(bytes));
	for (size_t piece = 1; piece < 300; piece += 50) {
		char *got = read_all(bytes, n, piece);

		assert_string_equal(got, want);
		free(got);
	}
	n = pack(ONE, strlen(ONE), bytes, sizeof(bytes));
	n += pack(ONE, strlen(ONE), bytes + n, sizeof(bytes) - n);
	for (size_t cut = 0; cut <= n; cut++) {
		char *got = read_all(bytes, cut, 64);

		if (cut == n)
			assert_string_equal(got, want);
		else if (cut != 0 && cut != n / 2)
			assert_non_null(strstr(got, "broken"));
		free(got);
	}
}

static void
test_ceilings(void **state)
{
	char *long_field = mem_alloc(WARC_FIELDS_MAX + 100), *got;
	char *block = mem_alloc(1000);

	(void)state;
	memset(long_field, 'x', WARC_FIELDS_MAX + 99);
	long_field[WARC_FIELDS_MAX + 99] = '\0';
	memcpy(long_field, "WARC/1.0\r\nA: ", 13);
	got = read_all(long_field, strlen(long_field), 4096);
	assert_string_equal(got, "broken");
	free(got);
	/* Blocks that are not wanted cost no memory. */
	snprintf(block, 1000,
	    "WARC/1.0\r\nWARC-Record-ID: <i>\r\nContent-Length: 200\r\n\r\n"
	    "%0200d\r\n\r\n" ONE,
	    0);
	got = read_all(block, strlen(block), 4096);
	assert_string_equal(got, " i (much);response urn:1 hello;end");
	free(got);
	free(block);
	free(long_field);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_gzip),
		cmocka_unit_test(test_ceilings),
	};

	return cmocka_run_group_tests_name("warc_reader", tests, NULL, NULL);
}
