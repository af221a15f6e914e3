/* SPDX-License-Identifier: ISC */
/* The clock of a host: gaps, jitter, back-off, and what it learns. */
#include "crawler/fetch/pace.h"
#include "tests/unit/unit.h"

static struct pace_answer
answer(enum pace_kind kind, int64_t ended_ms, int64_t response_ms)
{
	return (struct pace_answer){ .kind = kind,
		.ended_ms = ended_ms,
		.response_ms = response_ms,
		.throttle = { -1, -1 } };
}

/* One answer that ends at 10 s: when is the next turn? */
static const struct {
	int64_t base_ms;
	bool exact;
	int64_t crawl_ms, backoff_ms;
	enum pace_kind kind;
	int64_t response_ms, retry_ms, reset_ms;
	unsigned dice;
	int64_t next_ms; /* after the end, without the one of rounding */
} rows[] = {
	{ 1000, false, -1, 0, PACE_CLEAN, 10, -1, -1, 0, 1000 },
	{ 1000, false, -1, 0, PACE_CLEAN, 10, -1, -1, 1000, 1200 },
	{ 1000, false, -1, 0, PACE_CLEAN, 10, -1, -1, 500, 1100 },
	/* Four times the response time, thirty seconds at most. */
	{ 1000, false, -1, 0, PACE_CLEAN, 2000, -1, -1, 0, 8000 },
	{ 1000, false, -1, 0, PACE_CLEAN, 60000, -1, -1, 0, 30000 },
	{ 5000, false, -1, 0, PACE_CLEAN, 100, -1, -1, 0, 5000 },
	/* Exactly as given: no factor, no jitter. */
	{ 500, true, -1, 0, PACE_CLEAN, 2000, -1, -1, 1000, 500 },
	{ 0, true, -1, 0, PACE_CLEAN, 2000, -1, -1, 1000, 0 },
	{ 0, true, -1, 0, PACE_FAILED, 2000, -1, -1, 1000, 0 },
	/* What the host asks for lengthens both. */
	{ 0, true, 3000, 0, PACE_CLEAN, 1, -1, -1, 0, 3000 },
	{ 1000, false, 3000, 0, PACE_CLEAN, 1, -1, -1, 1000, 3000 },
	{ 0, true, -1, 700, PACE_CLEAN, 1, -1, -1, 0, 700 },
	{ 0, true, -1, 0, PACE_CLEAN, 1, -1, 4000, 0, 4000 },
	{ 0, true, -1, 0, PACE_THROTTLED, 1, 9000, -1, 0, 9000 },
	/* Retry-After of a good answer says nothing to us. */
	{ 0, true, -1, 0, PACE_CLEAN, 1, 9000, -1, 0, 0 },
	/* Without it: doubled, from a tenth of a second at least. */
	{ 1000, false, -1, 0, PACE_THROTTLED, 1, -1, -1, 0, 2000 },
	{ 1000, false, -1, 2000, PACE_THROTTLED, 1, -1, -1, 0, 4000 },
	{ 0, true, -1, 0, PACE_THROTTLED, 1, -1, -1, 0, 200 },
	{ 0, true, -1, 4000000, PACE_THROTTLED, 1, -1, -1, 0,
	    PACE_BACKOFF_MAX_MS },
};

static void
test_next(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct pace_answer a =
		    answer(rows[i].kind, 10000, rows[i].response_ms);
		struct pace p;

		pace_init(&p);
		pace_demand(&p, rows[i].base_ms, rows[i].exact);
		p.crawl_delay_ms = rows[i].crawl_ms;
		p.backoff_ms = rows[i].backoff_ms;
		a.throttle.retry_ms = rows[i].retry_ms;
		a.throttle.reset_ms = rows[i].reset_ms;
		a.dice = rows[i].dice;
		pace_answered(&p, &a);
		CHECK_ROW(i, p.next_ms == 10000 + rows[i].next_ms +
					      (rows[i].next_ms > 0 ? 1 : 0));
	}
	assert_int_equal(rows_failed, 0);
}

/* The longest of what several seeds want; exact only if all do. */
static void
test_demand(void **state)
{
	struct pace p;

	(void)state;
	pace_init(&p);
	pace_demand(&p, 0, true);
	pace_demand(&p, 500, true);
	pace_demand(&p, 200, true);
	assert_int_equal(pace_gap_ms(&p), 500);
	assert_true(p.exact);
	pace_demand(&p, 1000, false);
	assert_int_equal(pace_gap_ms(&p), 1000);
	assert_false(p.exact);
}

/* A doubled delay is halved after fifty good answers, not before. */
static void
test_halved(void **state)
{
	struct pace_answer busy = answer(PACE_THROTTLED, 0, 1);
	struct pace_answer good = answer(PACE_CLEAN, 0, 1);
	struct pace p;

	(void)state;
	pace_init(&p);
	pace_demand(&p, 1000, false);
	pace_answered(&p, &busy);
	pace_answered(&p, &busy);
	assert_int_equal(p.backoff_ms, 4000);
	for (int i = 0; i < PACE_CLEAN_ANSWERS - 1; i++)
		pace_answered(&p, &good);
	assert_int_equal(p.backoff_ms, 4000);
	pace_answered(&p, &good);
	assert_int_equal(p.backoff_ms, 2000);
	for (int i = 0; i < PACE_CLEAN_ANSWERS; i++)
		pace_answered(&p, &good);
	assert_int_equal(p.backoff_ms, 0);
	assert_int_equal(pace_gap_ms(&p), 1000);
}

/* A host with a bucket of 5 that fills with 20 a second: 400 pages. */
static void
test_learn(void **state)
{
	double tokens = 5;
	int64_t now_ms = 0, last_ms = 0;
	size_t pages = 0, busy = 0;
	struct pace p;

	(void)state;
	pace_init(&p);
	pace_demand(&p, 0, true);
	while (pages < 400 && now_ms < 100000) {
		struct pace_answer a = answer(PACE_CLEAN, now_ms, 1);

		tokens += (double)(now_ms - last_ms) * 0.02;
		tokens = tokens > 5 ? 5 : tokens;
		last_ms = now_ms;
		if (tokens >= 1) {
			tokens -= 1;
			pages++;
		} else {
			busy++;
			a.kind = PACE_THROTTLED;
			a.throttle.retry_ms = 2000;
		}
		pace_answered(&p, &a);
		now_ms = p.next_ms > now_ms ? p.next_ms : now_ms + 1;
	}
	assert_int_equal(pages, 400);
	assert_true(busy <= 12);      /* 3 % */
	assert_true(now_ms <= 30000); /* 1.5 times the floor */
	assert_true(p.backoff_ms >= 40 && p.backoff_ms <= 70);
}

static void
test_spent(void **state)
{
	struct pace_answer bad = answer(PACE_FAILED, 0, 1);
	struct pace_answer good = answer(PACE_CLEAN, 0, 1);
	struct pace_answer none = answer(PACE_NEUTRAL, 0, 1);
	struct pace_answer busy = answer(PACE_THROTTLED, 0, 1);
	struct pace p;

	(void)state;
	pace_init(&p);
	for (int i = 0; i < PACE_FAILURES_MAX - 1; i++)
		pace_answered(&p, &bad);
	pace_answered(&p, &none);
	assert_false(pace_is_spent(&p));
	pace_answered(&p, &good);
	for (int i = 0; i < PACE_FAILURES_MAX - 1; i++)
		pace_answered(&p, &bad);
	assert_false(pace_is_spent(&p));
	pace_answered(&p, &bad);
	assert_true(pace_is_spent(&p));
	pace_init(&p);
	busy.throttle.retry_ms = 1;
	for (int i = 0; i < PACE_THROTTLED_MAX; i++) {
		assert_false(pace_is_spent(&p));
		pace_answered(&p, &busy);
	}
	assert_true(pace_is_spent(&p));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_next, rows_reset),
		cmocka_unit_test(test_demand),
		cmocka_unit_test(test_halved),
		cmocka_unit_test(test_learn),
		cmocka_unit_test(test_spent),
	};

	return cmocka_run_group_tests_name("pace", tests, NULL, NULL);
}
