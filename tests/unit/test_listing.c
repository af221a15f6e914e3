/* SPDX-License-Identifier: ISC */
/* What a listing says of an item that it no longer shows. */
#include "store/index/listing.h"

#include "tests/unit/unit.h"

/* One letter an item. vanished: those taken out; all else that is missing fell
 * off an end, or nobody knows. */
static const struct {
	const char *before, *now;
	bool newest_first; /* known before */
	const char *vanished;
	bool learned; /* that new items enter at the top */
} rows[] = {
	{ "abc", "abc", false, "", false }, { "abc", "nabc", false, "", true },
	{ "abc", "nab", false, "", true },  /* c fell off */
	{ "abc", "nac", false, "b", true }, /* b was taken out */
	{ "abc", "ac", false, "b", false },
	{ "abc", "bc", false, "a", false }, /* nothing pushed it off */
	{ "abc", "ab", false, "", false },  /* the end: not known */
	{ "abc", "xyz", false, "", false }, /* all new */
	{ "abc", "", false, "", false }, { "", "abc", false, "", false },
	{ "", "", false, "", false },
	{ "abcd", "acdz", false, "b", false },  /* an older one moved up */
	{ "abcd", "bcdz", false, "", false },   /* or it grows at its end */
	{ "abcd", "bcdz", true, "a", false },   /* it does not */
	{ "ab", "bz", true, "", false },        /* b alone proves nothing */
	{ "abcde", "eabcd", false, "", false }, /* e bumped to the top */
	{ "abcde", "xyeza", true, "", true },   /* e bumped, b c d pushed off */
	{ "abcde", "nmabe", true, "cd", true },
	{ "abcde", "ace", true, "bd", false },
	{ "aabb", "ab", false, "", false }, /* an item that stands twice */
};

static size_t
items(const char *s, uint64_t *out)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		out[i] = (uint64_t)s[i] * 0x9e3779b97f4a7c15U;
	return n;
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		uint64_t before[16], now[16], item = 0;
		size_t n_before = items(rows[i].before, before);
		size_t n_now = items(rows[i].now, now);
		struct listing *l = listing_new(
		    before, n_before, now, n_now, rows[i].newest_first);

		for (char c[2] = "a"; c[0] <= 'z'; c[0]++) {
			bool want = strchr(rows[i].vanished, c[0]) != NULL;

			(void)items(c, &item);
			if (listing_vanished(l, item) != want)
				fprintf(stderr, "# item %s\n", c);
			CHECK_ROW(i, listing_vanished(l, item) == want);
			CHECK_ROW(i, listing_holds(l, item) ==
					 (strchr(rows[i].now, c[0]) != NULL));
		}
		CHECK_ROW(i, listing_newest_first(l) == rows[i].learned);
		listing_free(l);
	}
	listing_free(NULL);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
	};

	return cmocka_run_group_tests_name("listing", tests, NULL, NULL);
}
