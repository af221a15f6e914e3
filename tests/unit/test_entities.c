/* SPDX-License-Identifier: ISC */
/* Character references in text and in attributes. */
#include "tests/unit/unit.h"

#include "crawler/parse/entities.h"
#include "store/base/buf.h"

static const struct {
	bool attribute;
	const char *in, *want;
} rows[] = {
	{ false, "plain", "plain" },
	{ false, "", "" },
	{ false, "Val&eacute;rie&nbsp;T.", "Val\xc3\xa9rie\xc2\xa0T." },
	{ false, "Val&eacuterie", "Val\xc3\xa9rie" },
	{ false, "&amp;amp;", "&amp;" },
	{ false, "&", "&" },
	{ false, "& &; &1 &# &#; &#x; &#xg;", "& &; &1 &# &#; &#x; &#xg;" },
	{ false, "&unknown; &Eacute", "&unknown; \xc3\x89" },
	/* the longest name wins */
	{ false, "&notin; &notit; &not; &notx",
	    "\xe2\x88\x89 \xc2\xacit; "
	    "\xc2\xac \xc2\xacx" },
	{ false, "&Aacut;&Aacute", "&Aacut;\xc3\x81" },
	{ false, "&CounterClockwiseContourIntegral;", "\xe2\x88\xb3" },
	{ false, "&NotEqualTilde;", "\xe2\x89\x82\xcc\xb8" },
	{ false, "&fjlig;&ThickSpace;", "fj\xe2\x81\x9f\xe2\x80\x8a" },
	/* numbers */
	{ false, "&#233;&#xE9;&#XE9&#233z",
	    "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9z" },
	{ false, "&#150;&#x80;&#129;", "\xe2\x80\x93\xe2\x82\xac\xc2\x81" },
	{ false, "&#0;&#xD800;&#x110000;&#99999999999999999999;",
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ false, "&#x10FFFF;", "\xf4\x8f\xbf\xbf" },
	/* attributes */
	{ true, "?a=1&copy=2&copy;&copy", "?a=1&copy=2\xc2\xa9\xc2\xa9" },
	{ true, "&copyx &copy. &notit;", "&copyx \xc2\xa9. &notit;" },
	{ false, "?a=1&copy=2", "?a=1\xc2\xa9=2" },
};

static void
test_decode(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 200);
	for (size_t i = 0; i < NELEM(rows); i++) {
		buf_reset(&b);
		CHECK_ROW(i, entities_decode(rows[i].in, strlen(rows[i].in),
				 rows[i].attribute, &b) == ERR_OK);
		CHECK_ROW(i, same(b.data != NULL ? b.data : "", rows[i].want));
	}
	buf_fini(&b);
	assert_int_equal(rows_failed, 0);
}

static void
test_limit(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 3);
	assert_int_equal(
	    entities_decode("a&eacute;&eacute;", 17, false, &b), ERR_LIMIT);
	assert_string_equal(b.data, "a\xc3\xa9");
	buf_fini(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_decode, rows_reset),
		cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests_name("entities", tests, NULL, NULL);
}
