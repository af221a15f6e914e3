/* SPDX-License-Identifier: ISC */
/* Dates as feeds and pages write them; what is none; dates in running text. */
#include "tests/unit/unit.h"

#include "crawler/parse/date.h"

/* Friday 2026-11-20, 12:00 UTC. */
static const int64_t now = INT64_C(1795176000000);

static const struct {
	const char *in, *want; /* want NULL: no date; "~": inferred */
} rows[] = {
	/* RFC 822, 1123, 850, asctime and what programs make of them */
	{ "Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z" },
	{ "Thu, 01 Jan 2004 19:48:21 +0100", "2004-01-01T19:48:21+01:00" },
	{ "01 Jan 2004 19:48 EST", "2004-01-01T19:48:00-05:00" },
	{ "Thu, 1 Jan 04 19:48:21 GMT", "2004-01-01T19:48:21Z" },
	{ "Thu, 1 Jan 95 19:48 PDT", "1995-01-01T19:48:00-07:00" },
	{ "Thu, 01 Jan 2004 19:48:21", "2004-01-01T19:48:21Z" },
	{ "Thu, 01 Jan 2004", "2004-01-01" },
	{ "Thursday, 01-Jan-04 19:48:21 GMT", "2004-01-01T19:48:21Z" },
	{ "Thu, 01-Jan-2004 19:48:21 UTC", "2004-01-01T19:48:21Z" },
	{ "Mon, 26 January 2004 16:31:00 AT", "2004-01-26T16:31:00-04:00" },
	{ "Mon, 26 January 2004 16:31:00 ET", "2004-01-26T16:31:00-05:00" },
	{ "Wed, 19 Aug 2009 18:28:00 Etc/GMT", "2009-08-19T18:28:00Z" },
	{ "Wed, 19 Aug 2009 18:28:00 GMT+2", "2009-08-19T18:28:00+02:00" },
	{ "Wed, 19 Aug 2009 18:28:00 XYZ", "2009-08-19T18:28:00Z" },
	{ "Wed, 19 Aug 2009 18:28:00 +9900", "2009-08-19T18:28:00Z" },
	{ "Wed, 19 Aug 2009 18:28:00 -0000 (UTC)", "2009-08-19T18:28:00Z" },
	{ "Wed,19 Aug 2009 18:28:00 +0200 CEST", "2009-08-19T18:28:00+02:00" },
	{ "Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21Z" },
	{ "Thu Jan 01 19:48:21 EST 2004", "2004-01-01T19:48:21-05:00" },
	{ "Thu Jan 01 2004 19:48:21 GMT+0100 (Central European Standard Time)",
	    "2004-01-01T19:48:21+01:00" },
	{ "Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T08:19:53-04:00" },
	/* ISO 8601, RFC 3339, W3CDTF */
	{ "2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z" },
	{ "2003-12-31t10:14:55z", "2003-12-31T10:14:55Z" },
	{ "2003-12-31T10:14Z", "2003-12-31T10:14:00Z" },
	{ "2003-12-31T10:14:55.5Z", "2003-12-31T10:14:55.500Z" },
	{ "2003-12-31T10:14:55,123456789Z", "2003-12-31T10:14:55.123Z" },
	{ "2003-12-31T10:14:55-08:00", "2003-12-31T10:14:55-08:00" },
	{ "2003-12-31T10:14:55+0530", "2003-12-31T10:14:55+05:30" },
	{ "2003-12-31T10:14:55+02", "2003-12-31T10:14:55+02:00" },
	{ "2003-12-31 10:14:55 +0100", "2003-12-31T10:14:55+01:00" },
	{ "2003-12-31 10:14:55", "2003-12-31T10:14:55Z" },
	{ "2003-12-31T24:00:00Z", "2004-01-01T00:00:00Z" },
	{ "2003-12-31T23:59:60Z", "2004-01-01T00:00:00Z" },
	{ "20031231T101455Z", "2003-12-31T10:14:55Z" },
	{ "20031231T1014+0100", "2003-12-31T10:14:00+01:00" },
	{ "2003-12-31", "2003-12-31" },
	{ "20031231", "2003-12-31" },
	{ "031231", "2003-12-31" },
	{ "03-12-31", "2003-12-31" },
	{ "2003-335", "2003-12-01" },
	{ "2003335", "2003-12-01" },
	{ "03335", "2003-12-01" },
	{ "03-335", "2003-12-01" },
	{ "2003-W52-3", "2003-12-24" },
	{ "2009W01", "2008-12-29" },
	{ "2003-12", "2003-12-01" },
	{ "2003", "2003-01-01" },
	{ "-0312", "2003-12-01" },
	{ "-03-12", "2003-12-01" },
	{ "2004-07-08 23:56:58.0", "2004-07-08T23:56:58Z" },
	{ "0001-01-01", "0001-01-01" },
	{ "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z" },
	{ "2022-01-10T22:06:08:684Z", "2022-01-10T22:06:08.684Z" },
	/* counts */
	{ "1385457600", "2013-11-26T09:20:00Z" },
	{ "1385457600123", "2013-11-26T09:20:00.123Z" },
	{ "20040101194821", "2004-01-01T19:48:21Z" },
	/* French */
	{ "26 nov 2013", "2013-11-26" },
	{ "26 nov. 2013", "2013-11-26" },
	{ "lundi 26 novembre 2013 \xc3\xa0 9h10", "2013-11-26T09:10:00Z" },
	{ "Publi\xc3\xa9 le mardi 26 Novembre 2013 \xc3\xa0 09 h 10 min",
	    "2013-11-26T09:10:00Z" },
	{ "1er mars 2024", "2024-03-01" },
	{ "2 f\xc3\xa9vr. 2024, 18:05", "2024-02-02T18:05:00Z" },
	{ "le 20/06/2012", "2012-06-20" },
	{ "20/06/12", "2012-06-20" },
	{ "20/06/2012 - 14:30", "2012-06-20T14:30:00Z" },
	{ "15 ao\xc3\xbbt 2021", "2021-08-15" },
	{ "15 aou\xcc\x82t 2021", "2021-08-15" },
	{ "D\xc3\x89"
	  "CEMBRE 3, 2020",
	    "2020-12-03" },
	{ "10:15 le 26 nov 2013", "2013-11-26T10:15:00Z" },
	{ "hier \xc3\xa0 9 h 10", "~2026-11-19T09:10:00Z" },
	{ "avant-hier", "~2026-11-18" },
	{ "aujourd\xe2\x80\x99hui, 8:00", "~2026-11-20T08:00:00Z" },
	{ "il y a 3 jours", "~2026-11-17" },
	{ "il y a une heure", "~2026-11-20T11:00:00Z" },
	{ "Il y a 2 mois", "~2026-09-20" },
	{ "lundi \xc3\xa0 9h10", "~2026-11-16T09:10:00Z" },
	{ "20 juin, 9:10", "~2026-06-20T09:10:00Z" },
	{ "24 d\xc3\xa9"
	  "c.",
	    "~2025-12-24" },
	{ "29 f\xc3\xa9vrier", "~2024-02-29" },
	/* English */
	{ "March 3rd, 2021", "2021-03-03" },
	{ "Sept. 9, 2021 at 5:30 p.m. EDT", "2021-09-09T17:30:00-04:00" },
	{ "3 March 2021 12:05 AM", "2021-03-03T00:05:00Z" },
	{ "Nov-26-2013", "2013-11-26" },
	{ "12/25/2012", "2012-12-25" },
	{ "03/04/2012", "2012-04-03" },
	{ "March 2021", "2021-03-01" },
	{ "Mar 28, 2020, 06:15 PM IST", "2020-03-28T18:15:00+05:30" },
	{ "mar. 26 nov. 2013", "2013-11-26" },
	{ "3 days ago", "~2026-11-17" },
	{ "an hour ago", "~2026-11-20T11:00:00Z" },
	{ "yesterday at 5pm", "~2026-11-19T17:00:00Z" },
	{ "Posted on: 26 Nov 2013", "2013-11-26" },
	/* German, Spanish, Italian, Portuguese, Dutch, Polish, Russian */
	{ "Mittwoch, 3. M\xc3\xa4rz 2021, 14.30 Uhr", "2021-03-03T14:30:00Z" },
	{ "26.11.2013", "2013-11-26" },
	{ "Donnerstag, 07.05. 13:11 Uhr", "~2026-05-07T13:11:00Z" },
	{ "07.05. 13:11", NULL },
	{ "26. 11. 2013 9:10", "2013-11-26T09:10:00Z" },
	{ "vor 3 Tagen", "~2026-11-17" },
	{ "1 Stunde 30 Minuten her", "~2026-11-20T10:30:00Z" },
	{ "Di, 26 Nov 2013 09:10:00 MEZ", "2013-11-26T09:10:00+01:00" },
	{ "3 de marzo de 2021", "2021-03-03" },
	{ "hace 2 semanas", "~2026-11-06" },
	{ "7 ago 2020", "2020-08-07" },
	{ "2 giugno 2020", "2020-06-02" },
	{ "1\xc2\xba de mar\xc3\xa7o de 2020", "2020-03-01" },
	{ "5 mei 2020", "2020-05-05" },
	{ "5 wrze\xc5\x9bnia 2020", "2020-09-05" },
	{ "5 \xd0\xb4\xd0\xb5\xd0\xba\xd0\xb0\xd0\xb1\xd1\x80\xd1\x8f 2020",
	    "2020-12-05" },
	/* Greek, Hungarian, Korean, Japanese */
	{ "\xce\x9a\xcf\x85\xcf\x81, 11 \xce\x99\xce\xbf\xcf\x8d\xce\xbb 2004 "
	  "12:00:00 EST",
	    "2004-07-11T12:00:00-05:00" },
	{ "2004-j\xc3\xbalius-13T9:15-05:00", "2004-07-13T09:15:00-05:00" },
	{ "2013. november 26.", "2013-11-26" },
	{ "2004\xeb\x85\x84 05\xec\x9b\x94 28\xec\x9d\xbc  01:31:15",
	    "2004-05-28T01:31:15+09:00" },
	{ "2004-05-25 \xec\x98\xa4\xed\x9b\x84 11:23:17",
	    "2004-05-25T23:23:17+09:00" },
	{ "2004\xe5\xb9\xb4"
	  "5\xe6\x9c\x88"
	  "28\xe6\x97\xa5 01\xe6\x99\x82"
	  "31\xe5\x88\x86",
	    "2004-05-28T01:31:00Z" },
	/* no dates */
	{ "", NULL },
	{ "soon", NULL },
	{ "12", NULL },
	{ "31 June 2004", NULL },
	{ "29 Feb 2013", NULL },
	{ "2003-02-29", NULL },
	{ "2003-13-01", NULL },
	{ "2003-12-31T25:00:00Z", NULL },
	{ "2003-12-31T10:60:00Z", NULL },
	{ "2003-366", NULL },
	{ "0000-01-01", NULL },
	{ "Thu, 32 Jan 2004 19:48:21 GMT", NULL },
	{ "99/99/2012", NULL },
	{ "13:45", NULL },
	{ "1.2.3.4", NULL },
	{ "3 days", NULL },
	{ "Jane Doe", NULL },
	{ "26 nov 2013 by Jane Doe", NULL },
	{ "99999999999999999999", NULL },
	{ "427589329", NULL },
	{ "9999999999", NULL },
};

static void
test_parse(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		const char *want = rows[i].want;
		char got[CLOCK_TEXT] = "";
		struct date d;
		bool ok = date_parse(rows[i].in, strlen(rows[i].in), now, &d);

		CHECK_ROW(i, ok == (want != NULL));
		if (!ok || want == NULL) {
			if (ok != (want != NULL))
				fprintf(stderr, "# %s\n", rows[i].in);
			continue;
		}
		date_format(&d, got);
		CHECK_ROW(i, d.inferred == (want[0] == '~'));
		CHECK_ROW(i, same(got, want + (want[0] == '~')));
		if (!same(got, want + (want[0] == '~')))
			fprintf(stderr, "# %s: %s\n", rows[i].in, got);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *text, *want, *found;
} find_rows[] = {
	{ "By Jane Doe, March 3, 2021 | 12 comments", "2021-03-03",
	    "March 3, 2021" },
	{ "Par Jane Doe \xe2\x80\x94 publi\xc3\xa9 le 26 nov 2013 \xc3\xa0 "
	  "9h10 dans Divers",
	    "2013-11-26T09:10:00Z", "26 nov 2013 \xc3\xa0 9h10" },
	{ "v2.10.12, updated 2013-11-26T10:14:55+01:00.",
	    "2013-11-26T10:14:55+01:00", "2013-11-26T10:14:55+01:00" },
	{ "(20/06/2012)", "2012-06-20", "20/06/2012" },
	{ "Kultur | 19.10.19", "2019-10-19", "19.10.19" },
	{ "posted 3 days ago by Jane", "2026-11-17", "3 days ago" },
	{ "9:10, 20 juin: Jane", "2026-06-20T09:10:00Z", "9:10, 20 juin" },
	{ "Tel. 01.02.03.04.05, version 10.12.13, you may 5 or 6", NULL, NULL },
	{ "31 juin 2020, puis 1er juillet 2020", "2020-07-01",
	    "1er juillet 2020" },
	{ "Jane Doe", NULL, NULL },
};

static void
test_find(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(find_rows); i++) {
		const char *text = find_rows[i].text;
		char got[CLOCK_TEXT] = "";
		size_t at = 0, len = 0;
		struct date d;
		bool ok = date_find(text, strlen(text), now, &d, &at, &len);

		CHECK_ROW(i, ok == (find_rows[i].want != NULL));
		if (!ok || find_rows[i].want == NULL)
			continue;
		date_format(&d, got);
		CHECK_ROW(i, same(got, find_rows[i].want));
		CHECK_ROW(
		    i, len == strlen(find_rows[i].found) &&
			   memcmp(text + at, find_rows[i].found, len) == 0);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *in, *want;
} shown_rows[] = {
	{ "2024-10-16T23:15:00+02:00", "2024-10-16T23:15:00+02:00" },
	{ "2024-10-16T23:15:00Z", "2024-10-16T23:15:00Z" },
	{ "2024-10-16T23:15:00", "2024-10-16" }, /* of which zone? */
	{ "16 octobre 2024 \xc3\xa0 23:15", "2024-10-16" },
	{ "2024-10-16", "2024-10-16" },
	{ "il y a 3 heures", "2026-11-20T09:00:00Z" },
};

static void
test_format_shown(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(shown_rows); i++) {
		char got[CLOCK_TEXT] = "";
		struct date d;

		CHECK_ROW(i, date_parse(shown_rows[i].in,
				 strlen(shown_rows[i].in), now, &d));
		date_format_shown(&d, got);
		CHECK_ROW(i, same(got, shown_rows[i].want));
		if (!same(got, shown_rows[i].want))
			fprintf(stderr, "# %s\n", got);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_format_utc(void **state)
{
	char text[CLOCK_TEXT];
	struct date d;

	(void)state;
	assert_true(date_parse("2003-12-31T23:30:00-01:00", 25, now, &d));
	date_format_utc(&d, text);
	assert_string_equal(text, "2004-01-01T00:30:00Z");
	assert_true(date_parse("2003-12-31", 10, now, &d));
	date_format_utc(&d, text);
	assert_string_equal(text, "2003-12-31T00:00:00Z");
	assert_true(date_parse("1 Jan 1960 00:00:00.25 +0100", 28, now, &d));
	date_format_utc(&d, text);
	assert_string_equal(text, "1959-12-31T23:00:00.250Z");
}

static void
test_limit(void **state)
{
	char text[DATE_BYTES_MAX + 2];
	struct date d;

	(void)state;
	memset(text, '.', sizeof(text));
	memcpy(text, "26 nov 2013", 11);
	assert_true(date_parse(text, DATE_BYTES_MAX, now, &d));
	assert_false(date_parse(text, DATE_BYTES_MAX + 1, now, &d));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_parse, rows_reset),
		cmocka_unit_test_setup(test_find, rows_reset),
		cmocka_unit_test_setup(test_format_shown, rows_reset),
		cmocka_unit_test(test_format_utc),
		cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
