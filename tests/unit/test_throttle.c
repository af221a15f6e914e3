/* SPDX-License-Identifier: ISC */
/* Retry-After and the rate-limit headers, in all their forms. */
#include "crawler/fetch/exchange.h"
#include "crawler/fetch/throttle.h"
#include "tests/unit/unit.h"

#define OK "HTTP/1.1 200 OK\r\n"
/* Sat, 21 Nov 2026 10:00:00 GMT */
#define NOW_MS 1795255200000

static const struct {
	const char *head;
	int64_t retry_ms, reset_ms;
} rows[] = {
	{ OK "\r\n", -1, -1 },
	{ OK "Retry-After: 120\r\n", 120000, -1 },
	{ OK "retry-after:0\r\n", 0, -1 },
	{ OK "Retry-After: 1.5\r\n", 1500, -1 },
	{ OK "Retry-After: Sat, 21 Nov 2026 10:02:00 GMT\r\n", 120000, -1 },
	{ OK "Retry-After: Sat, 21 Nov 2026 09:00:00 GMT\r\n", 0, -1 },
	/* The server's own clock counts where it says what it is. */
	{ OK "Retry-After: Sat, 21 Nov 2026 10:02:00 GMT\r\n"
	     "Date: Sat, 21 Nov 2026 10:01:50 GMT\r\n",
	    10000, -1 },
	{ OK "Retry-After: never\r\n", -1, -1 },
	{ OK "Retry-After: -5\r\n", -1, -1 },
	{ OK "Retry-After:\r\n", -1, -1 },
	{ OK "Retry-After: 99999999999999999999999\r\n",
	    (int64_t)THROTTLE_DAYS_MAX * 86400 * 1000, -1 },
	{ OK "Retry-After: 999999999\r\n",
	    (int64_t)THROTTLE_DAYS_MAX * 86400 * 1000, -1 },
	{ OK "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 30\r\n", -1,
	    30000 },
	{ OK "X-RateLimit-Remaining: 1\r\nX-RateLimit-Reset: 30\r\n", -1, -1 },
	{ OK "X-RateLimit-Reset: 30\r\n", -1, -1 },
	{ OK "X-RateLimit-Remaining: 0\r\n", -1, -1 },
	{ OK "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 1795255260\r\n",
	    -1, 60000 },
	{ OK "X-Rate-Limit-Remaining: 0\r\n"
	     "X-Rate-Limit-Reset: 1795255260500\r\n",
	    -1, 60500 },
	{ OK "X-Ratelimit-Remaining: 0.0\r\nX-Ratelimit-Reset: 12\r\n", -1,
	    12000 },
	{ OK "X-RateLimit-Remaining: 0\r\n"
	     "X-RateLimit-Reset: Sat, 21 Nov 2026 10:00:05 GMT\r\n",
	    -1, 5000 },
	{ OK "RateLimit-Limit: 10\r\nRateLimit-Remaining: 0\r\n"
	     "RateLimit-Reset: 7\r\n",
	    -1, 7000 },
	{ OK "RateLimit: limit=100, remaining=0, reset=9\r\n", -1, 9000 },
	{ OK "RateLimit: limit=100, remaining=3, reset=9\r\n", -1, -1 },
	{ OK "RateLimit: \"default\";r=0;t=11\r\n", -1, 11000 },
	{ OK "RateLimit: \"burst\";r=5;t=1, \"daily\";r=0;t=400\r\n", -1,
	    400000 },
	{ OK "RateLimit: \"burst\";r=0;t=2, \"daily\";r=50;t=400\r\n", -1,
	    2000 },
	{ OK "RateLimit: \"a\";t=3;r=0\r\n", -1, 3000 },
	{ OK "RateLimit: \"a\";r=0\r\n", -1, -1 },
	{ OK "RateLimit-Policy: \"a\";q=0;w=9\r\n", -1, -1 },
	{ OK "Retry-After : 4\r\n", 4000, -1 },
	{ OK "Retry-After: 4\nX: y\n", 4000, -1 },
	{ OK "Retry-After\r\nX: y\r\n", -1, -1 },
};

static void
test_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct throttle t;

		throttle_read(rows[i].head, strlen(rows[i].head), NOW_MS, &t);
		CHECK_ROW(i, t.retry_ms == rows[i].retry_ms);
		CHECK_ROW(i, t.reset_ms == rows[i].reset_ms);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *head, *name, *value; /* NULL: not there */
} lines[] = {
	{ OK "ETag: \"a\"\r\n", "etag", "\"a\"" },
	{ OK "A: 1\r\na: 2\r\n", "A", "2" },
	{ OK "A:  b  \r\n", "A", "b" },
	{ OK "A: b\r\n\tc\r\nD: e\r\n", "D", "e" },
	{ OK "A:\r\n", "A", "" },
	{ OK "A: 0123456789\r\n", "A", NULL }, /* longer than the room */
	{ OK "AB: 1\r\n", "A", NULL },
	{ "A: 1\r\n", "A", NULL }, /* that is the status line */
	{ "", "A", NULL },
};

static void
test_header(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(lines); i++) {
		struct exchange *x = exchange_new("http://a.example/");
		char got[10];
		bool found;

		assert_int_equal(buf_adds(&x->head, lines[i].head), ERR_OK);
		found = exchange_header(x, lines[i].name, got, sizeof(got));
		CHECK_ROW(i, found == (lines[i].value != NULL));
		CHECK_ROW(i, !found || same(got, lines[i].value));
		exchange_free(x);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_read, rows_reset),
		cmocka_unit_test_setup(test_header, rows_reset),
	};

	return cmocka_run_group_tests_name("throttle", tests, NULL, NULL);
}
