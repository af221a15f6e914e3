/* SPDX-License-Identifier: ISC */
/* Deadlines: date to date, month ends, leap years; and from which day. */
#include "tools/bundle/deadline.h"

#include "store/base/clock.h"
#include "tests/unit/unit.h"

static const char *
show(struct deadline_date d, char out[32])
{
	snprintf(out, 32, "%04d-%02u-%02u", d.year, d.month, d.day);
	return out;
}

static const struct {
	struct deadline_date from;
	unsigned months;
	const char *want;
} ends[] = {
	{ { 2025, 12, 14 }, 3, "2026-03-14" }, /* Cass.: the 15th is late */
	{ { 2026, 8, 23 }, 3, "2026-11-23" },
	{ { 2026, 1, 31 }, 3, "2026-04-30" },
	{ { 2025, 11, 30 }, 3, "2026-02-28" },
	{ { 2023, 11, 30 }, 3, "2024-02-29" },
	{ { 2023, 11, 29 }, 3, "2024-02-29" },
	{ { 2099, 11, 30 }, 3, "2100-02-28" }, /* no leap year */
	{ { 1999, 11, 30 }, 3, "2000-02-29" },
	{ { 2024, 2, 29 }, 12, "2025-02-28" },
	{ { 2024, 2, 29 }, 3, "2024-05-29" },
	{ { 2025, 2, 28 }, 12, "2026-02-28" },
	{ { 2025, 10, 1 }, 3, "2026-01-01" },
	{ { 2025, 12, 31 }, 12, "2026-12-31" },
	{ { 2025, 9, 30 }, 3, "2025-12-30" },
};

static void
test_after(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(ends); i++) {
		char got[32];

		show(deadline_after(ends[i].from, ends[i].months), got);
		CHECK_ROW(i, same(got, ends[i].want));
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *claimed, *absent, *seen, *want;
	enum deadline_basis basis;
	bool contradicted;
} starts[] = {
	{ "2026-11-01", NULL, "2026-11-20T10:00:00Z", "2026-11-01",
	    DEADLINE_CLAIMED, false },
	/* As the page states it, whatever its zone. */
	{ "2026-11-02T00:30:00+01:00", NULL, "2026-11-20T10:00:00Z",
	    "2026-11-02", DEADLINE_CLAIMED, false },
	{ "2026-11-19T08:00:00Z", "2026-11-19T03:00:00Z",
	    "2026-11-20T03:00:00Z", "2026-11-19", DEADLINE_CLAIMED, false },
	{ "2026-10-01", "2026-11-19T03:00:00Z", "2026-11-20T03:00:00Z",
	    "2026-10-01", DEADLINE_CLAIMED, true },
	/* The day of Tokyo is one later than ours. */
	{ "2026-11-21T02:00:00+09:00", NULL, "2026-11-20T18:00:00Z",
	    "2026-11-21", DEADLINE_CLAIMED, false },
	/* A date to come is none. */
	{ "2031-01-01", NULL, "2026-11-20T10:00:00Z", "2026-11-20",
	    DEADLINE_SEEN, false },
	{ "2031-01-01", "2026-11-18T23:59:59Z", "2026-11-20T10:00:00Z",
	    "2026-11-18", DEADLINE_ABSENT, false },
	{ NULL, "2026-11-18T23:59:59Z", "2026-11-20T10:00:00Z", "2026-11-18",
	    DEADLINE_ABSENT, false },
	{ NULL, NULL, "2026-11-20T00:00:00Z", "2026-11-20", DEADLINE_SEEN,
	    false },
	{ "0001-01-01T00:00:00Z", NULL, "2026-11-20T00:00:00Z", "2026-11-20",
	    DEADLINE_SEEN, false },
	{ "2026-02-30", NULL, "2026-11-20T00:00:00Z", "2026-11-20",
	    DEADLINE_SEEN, false },
	{ "2026", NULL, "2026-11-20T00:00:00Z", "2026-11-20", DEADLINE_SEEN,
	    false },
	{ "", NULL, "2026-11-20T00:00:00Z", "2026-11-20", DEADLINE_SEEN,
	    false },
	{ "2026-1", NULL, "2026-11-20T00:00:00Z", "2026-11-20", DEADLINE_SEEN,
	    false },
};

static int64_t
ms_of(const char *s)
{
	int64_t ms = INT64_MIN;

	if (s != NULL)
		assert_int_equal(clock_parse(s, &ms), ERR_OK);
	return ms;
}

static void
test_start(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(starts); i++) {
		struct deadline_start s = deadline_start(starts[i].claimed,
		    ms_of(starts[i].absent), ms_of(starts[i].seen));
		char got[32];

		CHECK_ROW(i, same(show(s.date, got), starts[i].want));
		CHECK_ROW(i, s.basis == starts[i].basis);
		CHECK_ROW(i, s.contradicted == starts[i].contradicted);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *claimed, *absent, *seen, *import, *want;
	enum deadline_basis basis, observed;
} imports[] = {
	{ NULL, NULL, "2026-11-20T00:00:00Z", "2019-05-06T07:08:09Z",
	    "2019-05-06", DEADLINE_IMPORTED, DEADLINE_SEEN },
	{ "2018-01-02", NULL, "2026-11-20T00:00:00Z", "2019-05-06T07:08:09Z",
	    "2018-01-02", DEADLINE_CLAIMED, DEADLINE_CLAIMED },
	{ "2020-01-02", NULL, "2026-11-20T00:00:00Z", "2019-05-06T07:08:09Z",
	    "2019-05-06", DEADLINE_IMPORTED, DEADLINE_CLAIMED },
	{ NULL, "2026-11-18T00:00:00Z", "2026-11-20T00:00:00Z",
	    "2026-11-17T07:08:09Z", "2026-11-17", DEADLINE_IMPORTED,
	    DEADLINE_ABSENT },
	{ NULL, "2026-11-18T00:00:00Z", "2026-11-20T00:00:00Z",
	    "2026-11-19T07:08:09Z", "2026-11-18", DEADLINE_ABSENT,
	    DEADLINE_CLAIMED },
	{ NULL, NULL, "2026-11-20T00:00:00Z", "2031-01-01T00:00:00Z",
	    "2026-11-20", DEADLINE_SEEN, DEADLINE_CLAIMED },
	{ NULL, NULL, "2026-11-20T00:00:00Z", "1970-01-01T00:00:00Z",
	    "2026-11-20", DEADLINE_SEEN, DEADLINE_CLAIMED },
	{ NULL, NULL, "2026-11-20T00:00:00Z", NULL, "2026-11-20", DEADLINE_SEEN,
	    DEADLINE_CLAIMED },
};

static void
test_import(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(imports); i++) {
		struct deadline_start s = deadline_start(imports[i].claimed,
		    ms_of(imports[i].absent), ms_of(imports[i].seen));
		char got[32];

		deadline_import(&s, ms_of(imports[i].import));
		CHECK_ROW(i, same(show(s.date, got), imports[i].want));
		CHECK_ROW(i, s.basis == imports[i].basis);
		CHECK_ROW(i, s.observed_basis == imports[i].observed);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_left(void **state)
{
	struct deadline_date d = { 2026, 3, 14 };

	(void)state;
	assert_int_equal(deadline_left(d, ms_of("2026-03-14T23:59:59Z")), 0);
	assert_int_equal(deadline_left(d, ms_of("2026-03-15T00:00:00Z")), -1);
	assert_int_equal(deadline_left(d, ms_of("2025-12-14")), 90);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_after, rows_reset),
		cmocka_unit_test_setup(test_start, rows_reset),
		cmocka_unit_test_setup(test_import, rows_reset),
		cmocka_unit_test(test_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
