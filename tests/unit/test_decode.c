/* SPDX-License-Identifier: ISC */
/* Content codings under their ceilings; the chunked coding off and on. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <zlib.h>

#include "crawler/parse/decode.h"
#include "store/base/mem.h"

#define TEXT "Jane Doe, Jane Doe, Jane Doe, "

/* TEXT in every coding, made with the tools of each. */
#define GZIP                                                                   \
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xf3\x4a\xcc\x4b\x55\x70"     \
	"\xc9\x4f\xd5\x51\xf0\xc2\xc2\x02\x00\xa3\x8e\x8d\xb2\x1e\x00\x00"     \
	"\x00"
#define ZLIB                                                                   \
	"\x78\x9c\xf3\x4a\xcc\x4b\x55\x70\xc9\x4f\xd5\x51\xf0\xc2\xc2\x02"     \
	"\x00\x90\x3f\x09\x07"
#define RAW "\xf3\x4a\xcc\x4b\x55\x70\xc9\x4f\xd5\x51\xf0\xc2\xc2\x02\x00"
#define BROTLI                                                                 \
	"\x1b\x1d\x00\x00\xc4\x31\x8e\xf4\x7c\xc1\x69\xb1\x61\xfd\x18\x2a"     \
	"\x14\x74\x56\xe8\x25\x00"
#define ZSTD                                                                   \
	"\x28\xb5\x2f\xfd\x00\x58\x85\x00\x00\x50\x4a\x61\x6e\x65\x20\x44"     \
	"\x6f\x65\x2c\x20\x01\x00\xa5\x0b\x12"

static const struct {
	const char *coding, *in;
	size_t n;
	const char *want;
	enum err err;
} rows[] = {
	{ NULL, "abc", 3, "abc", ERR_OK },
	{ "", "abc", 3, "abc", ERR_OK },
	{ "identity", "abc", 3, "abc", ERR_OK },
	{ "gzip", GZIP, sizeof(GZIP) - 1, TEXT, ERR_OK },
	{ "X-GZip", GZIP, sizeof(GZIP) - 1, TEXT, ERR_OK },
	{ "gzip", GZIP GZIP, 2 * (sizeof(GZIP) - 1), TEXT TEXT, ERR_OK },
	{ "gzip", GZIP "junk", sizeof(GZIP) + 3, TEXT, ERR_OK },
	{ "gzip", GZIP, 26, NULL, ERR_PARSE },
	{ "gzip", GZIP GZIP, sizeof(GZIP) + 4, TEXT, ERR_PARSE },
	{ "gzip", "no gzip", 7, "", ERR_PARSE },
	{ "gzip", "", 0, "", ERR_OK },
	{ "deflate", ZLIB, sizeof(ZLIB) - 1, TEXT, ERR_OK },
	{ "deflate", RAW, sizeof(RAW) - 1, TEXT, ERR_OK },
	{ "deflate", ZLIB, sizeof(ZLIB) - 3, TEXT, ERR_PARSE },
	{ "deflate", "\xff\xff\xff", 3, "", ERR_PARSE },
	{ "br", BROTLI, sizeof(BROTLI) - 1, TEXT, ERR_OK },
	{ "br", BROTLI, 20, NULL, ERR_PARSE },
	{ "zstd", ZSTD, sizeof(ZSTD) - 1, TEXT, ERR_OK },
	{ "zstd", ZSTD ZSTD, 2 * (sizeof(ZSTD) - 1), TEXT TEXT, ERR_OK },
	{ "zstd", ZSTD, 20, NULL, ERR_PARSE },
	{ "gzip, identity", GZIP, sizeof(GZIP) - 1, TEXT, ERR_OK },
	{ "sdch", "abc", 3, "abc", ERR_DENIED },
	{ "gzip,gzip,gzip,gzip", "abc", 3, "abc", ERR_DENIED },
};

static void
test_body(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (size_t i = 0; i < NELEM(rows); i++) {
		const char *got;

		buf_reset(&b);
		CHECK_ROW(i, decode_body(rows[i].coding, rows[i].in, rows[i].n,
				 &b, DECODE_RATIO_MAX) == rows[i].err);
		got = b.data != NULL ? b.data : "";
		/* How much of a cut body comes out is the library's affair. */
		if (rows[i].want == NULL)
			CHECK_ROW(i, strncmp(got, TEXT, strlen(got)) == 0);
		else
			CHECK_ROW(i, same(got, rows[i].want));
	}
	buf_fini(&b);
	assert_int_equal(rows_failed, 0);
}

/* n bytes of one letter, gzipped; the caller frees. */
static char *
bomb(size_t n, size_t *len)
{
	char *plain = mem_alloc(n), *out = mem_alloc(n / 2 + 1000);
	z_stream z;

	memset(plain, 'x', n);
	memset(&z, 0, sizeof(z));
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 9, 0), Z_OK);
	z.next_in = (Bytef *)plain;
	z.avail_in = (uInt)n;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)(n / 2 + 1000);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	*len = z.total_out;
	deflateEnd(&z);
	free(plain);
	return out;
}

static void
test_ceilings(void **state)
{
	enum { N = 3 * 1024 * 1024 };
	char *in;
	size_t n;
	struct buf b;

	(void)state;
	in = bomb(N, &n);
	assert_true(N / n > DECODE_RATIO_MAX);
	buf_init(&b, N);
	assert_int_equal(decode_body("gzip", in, n, &b, 0), ERR_OK);
	assert_int_equal(b.len, N);
	buf_fini(&b);
	buf_init(&b, N - 1);
	assert_int_equal(decode_body("gzip", in, n, &b, 0), ERR_LIMIT);
	assert_int_equal(b.len, N - 1);
	buf_fini(&b);
	/* The ratio, once the free part is used up. */
	buf_init(&b, N);
	assert_int_equal(
	    decode_body("gzip", in, n, &b, DECODE_RATIO_MAX), ERR_LIMIT);
	assert_true(b.len > DECODE_RATIO_FREE && b.len < N);
	buf_fini(&b);
	free(in);
	in = bomb(DECODE_RATIO_FREE, &n);
	buf_init(&b, N);
	assert_int_equal(
	    decode_body("gzip", in, n, &b, DECODE_RATIO_MAX), ERR_OK);
	buf_fini(&b);
	free(in);
}

/* Two layers: the outer one undone first. */
static void
test_layers(void **state)
{
	char out[200];
	struct buf b;
	z_stream z;

	(void)state;
	memset(&z, 0, sizeof(z));
	assert_int_equal(deflateInit(&z, 9), Z_OK);
	z.next_in = (Bytef *)(uintptr_t)GZIP;
	z.avail_in = sizeof(GZIP) - 1;
	z.next_out = (Bytef *)out;
	z.avail_out = sizeof(out);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	buf_init(&b, 200);
	assert_int_equal(
	    decode_body("gzip, deflate", out, z.total_out, &b, 200), ERR_OK);
	assert_string_equal(b.data, TEXT);
	buf_fini(&b);
}

static const struct {
	const char *wire, *body, *framing;
	enum err err;
} chunk_rows[] = {
	{ "3\r\nabc\r\n0\r\n\r\n", "abc", "3\r\n\r\n0\r\n\r\n", ERR_OK },
	{ "3;x=\"y\"\r\nabc\r\nA \r\n0123456789\r\n00\r\nT: v\r\n\r\n",
	    "abc0123456789", "3;x=\"y\"\r\n\r\nA \r\n\r\n00\r\nT: v\r\n\r\n",
	    ERR_OK },
	{ "3\nabc\n0\n\n", "abc", "3\n\n0\n\n", ERR_OK },
	{ "0\r\n\r\nrest", "", "0\r\n\r\nrest", ERR_OK },
	{ "", "", "", ERR_PARSE },
	{ "3\r\nab", "ab", "3\r\n", ERR_PARSE },
	{ "3\r\nabc", "abc", "3\r\n", ERR_PARSE },
	{ "3\r\nabcd\r\n0\r\n\r\n", "abc", "3\r\nd\r\n0\r\n\r\n", ERR_PARSE },
	{ "3\r\nabc\r\n", "abc", "3\r\n\r\n", ERR_PARSE },
	{ "3\r\nabc\r\n0\r\nT: v\r\n", "abc", "3\r\n\r\n0\r\nT: v\r\n",
	    ERR_PARSE },
	{ "x\r\nabc", "", "x\r\nabc", ERR_PARSE },
	{ "-1\r\nabc", "", "-1\r\nabc", ERR_PARSE },
	{ "3 3\r\nabc", "", "3 3\r\nabc", ERR_PARSE },
	{ "fffffffffffffffff\r\nabc", "", "fffffffffffffffff\r\nabc",
	    ERR_PARSE },
	{ "ffffffffffffffff\r\nabc", "abc", "ffffffffffffffff\r\n", ERR_PARSE },
};

static void
test_chunked(void **state)
{
	struct buf body, framing, wire;

	(void)state;
	buf_init(&body, 100);
	buf_init(&framing, 100);
	buf_init(&wire, 200);
	for (size_t i = 0; i < NELEM(chunk_rows); i++) {
		const char *in = chunk_rows[i].wire;

		buf_reset(&body);
		buf_reset(&framing);
		buf_reset(&wire);
		CHECK_ROW(i, decode_chunked(in, strlen(in), &body, &framing) ==
				 chunk_rows[i].err);
		CHECK_ROW(i, same(body.data != NULL ? body.data : "",
				 chunk_rows[i].body));
		CHECK_ROW(i, same(framing.data, chunk_rows[i].framing));
		CHECK_ROW(i, decode_rechunk(body.data, body.len, framing.data,
				 framing.len, &wire) == ERR_OK);
		CHECK_ROW(i, same(wire.data, in));
	}
	buf_fini(&body);
	buf_fini(&framing);
	buf_fini(&wire);
	assert_int_equal(rows_failed, 0);
}

static void
test_chunked_limit(void **state)
{
	struct buf body, framing;

	(void)state;
	buf_init(&body, 2);
	buf_init(&framing, 100);
	assert_int_equal(
	    decode_chunked("3\r\nabc\r\n0\r\n\r\n", 13, &body, &framing),
	    ERR_LIMIT);
	assert_string_equal(body.data, "ab");
	buf_fini(&body);
	buf_fini(&framing);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_body, rows_reset),
		cmocka_unit_test(test_ceilings),
		cmocka_unit_test(test_layers),
		cmocka_unit_test_setup(test_chunked, rows_reset),
		cmocka_unit_test(test_chunked_limit),
	};

	return cmocka_run_group_tests_name("decode", tests, NULL, NULL);
}
