/* SPDX-License-Identifier: ISC */
/* Times as text: RFC 3339 out, the dates of HTTP out and in. */
#include <string.h>

#include "store/base/clock.h"
#include "tests/unit/unit.h"

static const struct {
	int64_t ms;
	const char *want;
} times[] = {
	{ 0, "1970-01-01T00:00:00.000Z" },
	{ -1, "1969-12-31T23:59:59.999Z" },
	{ 951782399999, "2000-02-28T23:59:59.999Z" },
	{ 951782400000, "2000-02-29T00:00:00.000Z" },
	{ 1795238401007, "2026-11-21T05:20:01.007Z" },
	{ 253402300799999, "9999-12-31T23:59:59.999Z" },
	/* Held to four digits. */
	{ 253402300800000, "9999-01-01T00:00:00.000Z" },
	{ -62198755200001, "0000-01-01T23:59:59.999Z" },
};

static void
test_format(void **state)
{
	char got[CLOCK_TEXT];

	(void)state;
	for (size_t i = 0; i < NELEM(times); i++) {
		int64_t back = 0;

		clock_format(times[i].ms, got);
		CHECK_ROW(i, strcmp(got, times[i].want) == 0);
		CHECK_ROW(i, clock_parse(got, &back) == ERR_OK);
		CHECK_ROW(i, i >= 6 || back == times[i].ms);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *text;
	int64_t want; /* -1: not of this form */
} dates[] = {
	{ "Sun, 06 Nov 1994 08:49:37 GMT", 784111777 },
	{ "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
	{ "Tue, 29 Feb 2000 23:59:59 GMT", 951868799 },
	{ "Fri, 31 Dec 9999 23:59:59 GMT", 253402300799 },
	{ "Mon, 06 Nov 1994 08:49:37 GMT", -1 }, /* it was a Sunday */
	{ "Sun, 6 Nov 1994 08:49:37 GMT", -1 },
	{ "Sun, 06 Nov 1994 08:49:37 UTC", -1 },
	{ "Sun, 06 nov 1994 08:49:37 GMT", -1 },
	{ "Sun, 06 Nox 1994 08:49:37 GMT", -1 },
	{ "Sun, 06 Nov 1994 24:49:37 GMT", -1 },
	{ "Sun, 06 Nov 1994 08:49:60 GMT", -1 },
	{ "Mon, 29 Feb 2001 00:00:00 GMT", -1 },
	{ "Sun, 06 Nov 1994 08-49-37 GMT", -1 },
	{ "Sun, xx Nov 1994 08:49:37 GMT", -1 },
	{ "Sun, 06 Nov 1994 08:49:37 GMT ", -1 },
	{ "Sunday, 06-Nov-94 08:49:37 GMT", -1 },
	{ "", -1 },
};

static void
test_http(void **state)
{
	char again[CLOCK_TEXT];

	(void)state;
	for (size_t i = 0; i < NELEM(dates); i++) {
		const char *s = dates[i].text;
		int64_t got = -1;
		enum err e = clock_parse_http(s, strlen(s), &got);

		CHECK_ROW(i, (e == ERR_OK) == (dates[i].want >= 0));
		CHECK_ROW(i, got == dates[i].want);
		clock_format_http(got, again);
		CHECK_ROW(i, got < 0 || strcmp(again, s) == 0);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_http),
	};

	return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
