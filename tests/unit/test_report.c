/* SPDX-License-Identifier: ISC */
/* Reports: foreign text neither runs, nor restyles, nor turns direction. */
#include "tools/bundle/report.h"

#include <stdlib.h>

#include "tests/unit/unit.h"

static const struct {
	const char *text, *want;
} rows[] = {
	{ "plain é 漢", "<bdi>plain é 漢</bdi>" },
	{ NULL, "—" },
	{ "", "—" },
	{ "<script>alert(1)</script>",
	    "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>" },
	{ "\" onload='x' &amp;",
	    "<bdi>&quot; onload=&#39;x&#39; &amp;amp;</bdi>" },
	{ "a\xe2\x80\xaetxt.exe",
	    "<bdi>a<span class=\"u\">U+202E</span>txt.exe</bdi>" },
	{ "a\xe2\x81\xa6"
	  "b",
	    "<bdi>a<span class=\"u\">U+2066</span>b</bdi>" },
	{ "a\xe2\x80\x8b"
	  "b",
	    "<bdi>a<span class=\"u\">U+200B</span>b</bdi>" },
	{ "a\nb\tc", "<bdi>a b c</bdi>" },
	{ "a\x1b[31m", "<bdi>a<span class=\"u\">U+001B</span>[31m</bdi>" },
	{ "a\xff"
	  "b\xc3",
	    "<bdi>a\xef\xbf\xbd"
	    "b\xef\xbf\xbd</bdi>" },
	{ "</bdi></style>", "<bdi>&lt;/bdi&gt;&lt;/style&gt;</bdi>" },
};

static void
test_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct report r = { .french = true };

		buf_init(&r.to, 4096);
		report_text(&r, rows[i].text);
		CHECK_ROW(i, r.err == ERR_OK);
		CHECK_ROW(i, same(r.to.data, rows[i].want));
		buf_fini(&r.to);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *snippet, *matched, *fr, *en;
} quotes[] = {
	{ "vu Jo Le ici", "Jo Le",
	    "<q>«\u00a0<bdi>vu <mark>Jo Le</mark> ici</bdi>\u00a0»</q>",
	    "<q>“<bdi>vu <mark>Jo Le</mark> ici</bdi>”</q>" },
	{ "<b>Jo</b>", "<b>Jo",
	    "<q>«\u00a0<bdi><mark>&lt;b&gt;Jo</mark>&lt;/b&gt;</bdi>\u00a0»"
	    "</q>",
	    "<q>“<bdi><mark>&lt;b&gt;Jo</mark>&lt;/b&gt;</bdi>”</q>" },
	{ "none : here", "Jo", "<q>«\u00a0<bdi>none : here</bdi>\u00a0»</q>",
	    "<q>“<bdi>none : here</bdi>”</q>" },
	{ "empty", "", "<q>«\u00a0<bdi>empty</bdi>\u00a0»</q>",
	    "<q>“<bdi>empty</bdi>”</q>" },
};

static void
test_quote(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * NELEM(quotes); i++) {
		bool fr = i % 2 == 0;
		struct report r = { .french = fr };
		struct bundle_exhibit x = { .snippet = quotes[i / 2].snippet };

		x.mention =
		    json_pack("{s:s}", "matched", quotes[i / 2].matched);
		buf_init(&r.to, 4096);
		report_quote(&r, &x);
		CHECK_ROW(i / 2, r.err == ERR_OK);
		CHECK_ROW(i / 2,
		    same(r.to.data, fr ? quotes[i / 2].fr : quotes[i / 2].en));
		buf_fini(&r.to);
		json_decref(x.mention);
	}
	assert_int_equal(rows_failed, 0);
}

/* A document past the ceiling is an error, not a shorter document. */
static void
test_limit(void **state)
{
	struct report r = { .french = false };

	(void)state;
	buf_init(&r.to, 8);
	report_text(&r, "far too long for this");
	assert_int_equal(r.err, ERR_LIMIT);
	buf_fini(&r.to);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_text, rows_reset),
		cmocka_unit_test_setup(test_quote, rows_reset),
		cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
