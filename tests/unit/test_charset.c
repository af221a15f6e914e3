/* SPDX-License-Identifier: ISC */
/* Encodings: labels, what a document declares, conversion, offsets back. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/parse/charset.h"
#include "store/base/buf.h"

static const struct {
	const char *label, *want;
} label_rows[] = {
	{ "utf8", "UTF-8" },
	{ " UTF-8\n", "UTF-8" },
	{ "Latin1", "windows-1252" },
	{ "iso-8859-9", "windows-1254" },
	{ "x-sjis", "Shift_JIS" },
	{ "utf-16", "UTF-16LE" },
	{ "hz-gb-2312", "replacement" },
	{ "866", "IBM866" },
	{ "x-x-big5", "Big5" },
	{ "utf-7", NULL },
	{ "", NULL },
	{ "utf-8-and-much-more-than-any-label-has", NULL },
};

static void
test_label(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(label_rows); i++)
		CHECK_ROW(i, same(charset_label(label_rows[i].label,
				      strlen(label_rows[i].label)),
				 label_rows[i].want));
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *type, *text, *want;
} declared_rows[] = {
	{ NULL, "<p>", NULL },
	{ "text/html; charset=koi8-r", "\xef\xbb\xbf<meta charset=big5>",
	    "UTF-8" },
	{ "text/html; charset=koi8-r", "<meta charset=big5>", "KOI8-R" },
	{ "text/html;x=y; Charset = \"koi8-r\"", "", "KOI8-R" },
	{ "text/html; charset=none-such", "<meta charset=big5>", "Big5" },
	{ "text/html", "\xff\xfe<", "UTF-16LE" },
	{ NULL, "<meta charset=utf-16>", "UTF-8" },
	{ NULL, "<meta charset=x-user-defined>", "windows-1252" },
	{ NULL, "<META/CharSet='iso-8859-2'/>", "ISO-8859-2" },
	{ NULL, "<meta charset=iso-8859-2", NULL },
	{ NULL,
	    "<meta\tcontent='a;charset = iso-8859-2'http-equiv=Content-"
	    "Type>",
	    "ISO-8859-2" },
	{ NULL, "<meta content='charset=iso-8859-2' name=Content-Type>", NULL },
	{ NULL,
	    "<meta http-equiv=content-type content=\"charset charset="
	    "'koi8-r\">",
	    NULL },
	{ NULL, "<meta charset=no charset=koi8-r><meta charset=koi8-u>",
	    "KOI8-U" },
	{ NULL, "<!--><meta charset=koi8-r>-->", "KOI8-R" },
	{ NULL, "<!-- <meta charset=koi8-r> --><meta charset=koi8-u>",
	    "KOI8-U" },
	{ NULL, "<a x=\"<meta charset=koi8-r>\"><meta charset=koi8-u>",
	    "KOI8-U" },
	{ NULL, "</a <meta charset=koi8-r>", NULL },
	{ NULL, "<? <meta charset=koi8-r>", NULL },
	{ NULL, "<metax charset=koi8-r>", NULL },
	{ "application/xml", "<?xml version='1.0' encoding='koi8-r'?>",
	    "KOI8-R" },
	{ NULL, "<?xml version='1.0' encoding = \"koi8-r\"?>", "KOI8-R" },
	{ "application/xml", "<?xml version='1.0' encoding='utf-16'?>",
	    "UTF-8" },
	{ "application/xml", "<?xml version='1.0'?><x encoding='koi8-r'/>",
	    NULL },
};

static void
test_declared(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(declared_rows); i++)
		CHECK_ROW(i, same(charset_declared(declared_rows[i].text,
				      strlen(declared_rows[i].text),
				      declared_rows[i].type),
				 declared_rows[i].want));
	assert_string_equal(
	    charset_declared("<\0?\0x\0m\0", 8, "text/xml"), "UTF-16LE");
	assert_int_equal(rows_failed, 0);
}

/* The meta past the prescan counts as a parser meets it: not in a script. */
static void
test_late_meta(void **state)
{
	static const char script[] = "<script>'<meta charset=koi8-r>'</script>";
	static const char meta[] = "<meta charset=koi8-u>";
	char page[3000];

	(void)state;
	memset(page, ' ', sizeof(page));
	memcpy(page + CHARSET_PRESCAN, script, sizeof(script) - 1);
	memcpy(page + 2000, meta, sizeof(meta) - 1);
	assert_string_equal(
	    charset_declared(page, sizeof(page), NULL), "KOI8-U");
	memcpy(page + CHARSET_PRESCAN - 30, meta, sizeof(meta) - 1);
	memcpy(page, script, sizeof(script) - 1);
	assert_string_equal(
	    charset_declared(page, sizeof(page), NULL), "KOI8-R");
}

static const struct {
	const char *type, *text, *want;
} of_rows[] = {
	{ NULL, "plain", "windows-1252" },
	{ "text/xml", "<a>plain</a>", "UTF-8" },
	{ NULL, "R\xc3\xa9my", "UTF-8" },
	{ NULL,
	    "R\xe9my et Val\xe9rie sont all\xe9s \xe0 la plage cet "
	    "\xe9t\xe9, o\xf9 ils ont mang\xe9.",
	    "windows-1252" },
	{ NULL, "\xe9", "windows-1252" },
	/* declared and true */
	{ "text/html;charset=utf-8", "R\xc3\xa9my \xe9", "UTF-8" },
	{ "text/html;charset=latin1", "R\xe9my", "windows-1252" },
	{ "text/html;charset=latin1", "R\xc3\xa9my", "windows-1252" },
	/* declared and refuted */
	{ "text/html;charset=utf-8", "R\xe9my", "windows-1252" },
	{ "text/html;charset=latin1", "\xc3\xa9\xc3\xa0\xc3\xaa\xc5\x93",
	    "UTF-8" },
	/* cut off in mid-character */
	{ "text/html;charset=utf-8", "R\xc3", "UTF-8" },
};

static void
test_of(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(of_rows); i++)
		CHECK_ROW(i, same(charset_of(of_rows[i].text,
				      strlen(of_rows[i].text), of_rows[i].type),
				 of_rows[i].want));
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *name, *in;
	size_t n;
	const char *want;
} convert_rows[] = {
	{ "UTF-8", "\xef\xbb\xbfR\xc3\xa9my", 8, "R\xc3\xa9my" },
	{ "UTF-8", "a\0b", 3,
	    "a\xef\xbf\xbd"
	    "b" },
	{ "UTF-8", "a\xe2\x82z\xff", 5, "a\xef\xbf\xbdz\xef\xbf\xbd" },
	{ "UTF-8", "\xed\xa0\x80", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "UTF-8", "\xef\xbf\xbd\xf0\x9f\x98\x80", 7,
	    "\xef\xbf\xbd\xf0\x9f\x98\x80" },
	{ "windows-1252", "\x93R\xe9my\x94 \x80\x81", 9,
	    "\xe2\x80\x9cR\xc3\xa9my\xe2\x80\x9d \xe2\x82\xac\xc2\x81" },
	{ "ISO-8859-15", "\xa4\xbd", 2, "\xe2\x82\xac\xc5\x93" },
	{ "ISO-8859-6", "\xa1", 1, "\xef\xbf\xbd" },
	{ "KOI8-R", "\xf7", 1, "\xd0\x92" },
	{ "x-user-defined", "\x80", 1, "\xef\x9e\x80" },
	{ "UTF-16LE", "\xff\xfe\x52\0\xe9\0\x3d\xd8\0\xde\0\xd8", 12,
	    "R\xc3\xa9\xf0\x9f\x98\x80\xef\xbf\xbd" },
	{ "UTF-16BE", "\0R\0", 3, "R\xef\xbf\xbd" },
	{ "Shift_JIS", "\x93\xfa\x96\x7b\\~", 6,
	    "\xe6\x97\xa5\xe6\x9c\xac\\~" },
	{ "EUC-JP", "\xc6\xfc", 2, "\xe6\x97\xa5" },
	{ "ISO-2022-JP", "\x1b$BF|\x1b(B.", 9, "\xe6\x97\xa5." },
	{ "EUC-KR", "\xb0\xa1", 2, "\xea\xb0\x80" },
	{ "Big5", "\xa4\xe9", 2, "\xe6\x97\xa5" },
	{ "GBK", "\x80\xc8\xd5", 3, "\xe2\x82\xac\xe6\x97\xa5" },
	{ "gb18030", "\x94\x39\xfc\x36", 4, "\xf0\x9f\x98\x80" },
	{ "replacement", "abc", 3, "\xef\xbf\xbd" },
};

static void
test_convert(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (size_t i = 0; i < NELEM(convert_rows); i++) {
		buf_reset(&b);
		CHECK_ROW(
		    i, charset_to_utf8(convert_rows[i].name, convert_rows[i].in,
			   convert_rows[i].n, &b) == ERR_OK);
		CHECK_ROW(i, same(b.data, convert_rows[i].want));
	}
	assert_int_equal(rows_failed, 0);
	assert_int_equal(charset_to_utf8("none", "a", 1, &b), ERR_PARSE);
	buf_fini(&b);
}

/* Every character of the text leads back to a place in the source from where
 * the rest converts to the rest of the text. */
static void
test_offsets(void **state)
{
	static const struct {
		const char *name, *in;
		size_t n;
	} rows[] = {
		{ "UTF-8", "\xef\xbb\xbfR\xc3\xa9m\xff\0y\xe2\x82\xac", 12 },
		{ "windows-1252", "R\xe9my \x80.", 7 },
		{ "UTF-16LE", "R\0\xe9\0\x3d\xd8\0\xdey\0", 10 },
		{ "Shift_JIS", "a\x93\xfa\x96\x7b.", 6 },
		{ "gb18030", "a\x94\x39\xfc\x36z", 6 },
	};

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct buf whole, rest;
		uint32_t offsets[101];

		buf_init(&whole, 100);
		buf_init(&rest, 100);
		CHECK_ROW(i, charset_to_utf8(rows[i].name, rows[i].in,
				 rows[i].n, &whole) == ERR_OK);
		charset_offsets(
		    rows[i].name, rows[i].in, rows[i].n, offsets, whole.len);
		for (size_t k = 0; k < whole.len; k++) {
			size_t at = offsets[k];

			if ((whole.data[k] & 0xc0) == 0x80) {
				CHECK_ROW(i, at == offsets[k - 1]);
				continue;
			}
			buf_reset(&rest);
			CHECK_ROW(
			    i, charset_to_utf8(rows[i].name, rows[i].in + at,
				   rows[i].n - at, &rest) == ERR_OK);
			CHECK_ROW(i, same(rest.data, whole.data + k));
		}
		CHECK_ROW(i, offsets[whole.len] == rows[i].n);
		buf_fini(&whole);
		buf_fini(&rest);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_limit(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 3);
	assert_int_equal(
	    charset_to_utf8("windows-1252", "\xe9\xe9", 2, &b), ERR_LIMIT);
	assert_int_equal(b.len, 2);
	buf_fini(&b);
}

/* A text longer than the converter's turns, with surrogates at their seams. */
static void
test_long(void **state)
{
	enum { N = 5000 };
	static char in[4 * N + 1];
	static uint32_t offsets[sizeof(in) + 1];
	struct buf b;

	(void)state;
	buf_init(&b, (size_t)8 * N);
	in[0] = 'a';
	for (size_t i = 0; i < N; i++)
		memcpy(in + 1 + 4 * i, "\x94\x39\xfc\x36", 4);
	assert_int_equal(
	    charset_to_utf8("gb18030", in, sizeof(in), &b), ERR_OK);
	assert_int_equal(b.len, sizeof(in));
	for (size_t i = 0; i < N; i++)
		assert_memory_equal(b.data + 1 + 4 * i, "\xf0\x9f\x98\x80", 4);
	charset_offsets("gb18030", in, sizeof(in), offsets, b.len);
	for (uint32_t i = 0; i < N; i++)
		assert_int_equal(offsets[1 + 4 * i], 1 + 4 * i);
	buf_fini(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_label, rows_reset),
		cmocka_unit_test_setup(test_declared, rows_reset),
		cmocka_unit_test(test_late_meta),
		cmocka_unit_test_setup(test_of, rows_reset),
		cmocka_unit_test_setup(test_convert, rows_reset),
		cmocka_unit_test_setup(test_offsets, rows_reset),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
