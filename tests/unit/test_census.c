/* SPDX-License-Identifier: ISC */
/* The clock census: which samples count, and what they add up to. */
#include "crawler/machine/census.h"

#include "tests/unit/tmpstore.h"

/* 2026-11-21 10:00:00 UTC */
#define NOON_MS 1795255200000

static void
add(struct census *c, const char *host, const char *head, int64_t at_ms,
    int64_t wait_ms)
{
	struct exchange *x = exchange_new("http://h/");

	x->status = 200;
	x->started_ns = (at_ms - wait_ms) * 1000000;
	x->first_byte_ns = wait_ms * 1000000;
	assert_int_equal(buf_adds(&x->head, head), ERR_OK);
	census_add(c, host, x);
	exchange_free(x);
}

#define HEAD(lines) "HTTP/1.1 200 OK\r\n" lines "\r\n"
#define DATE "Date: Sat, 21 Nov 2026 10:00:00 GMT\r\n"

static const struct {
	const char *head;
	int64_t local; /* ms after 10:00:00 at which it came */
	bool counts;
	int64_t offset; /* server less local */
} rows[] = {
	{ HEAD(DATE), 500, true, 0 },
	{ HEAD(DATE), 0, true, 500 },
	{ HEAD(DATE), 3600500, true, -3600000 },
	{ HEAD(DATE "Age: 12\r\n"), 500, false, 0 },
	{ HEAD("Server: x\r\n"), 500, false, 0 },
	{ HEAD("Date: yesterday\r\n"), 500, false, 0 },
	{ HEAD("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"), 500, false, 0 },
};

static void
test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct census *c = census_new();
		struct census_sum sum;

		add(c, "h:80", rows[i].head, NOON_MS + rows[i].local, 20);
		census_sum(c, &sum);
		CHECK_ROW(i, sum.hosts == rows[i].counts);
		CHECK_ROW(i, sum.median_ms == rows[i].offset);
		census_free(c);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_quickest_counts(void **state)
{
	struct census *c = census_new();
	struct census_sum sum;

	(void)state;
	add(c, "h:80", HEAD(DATE), NOON_MS + 1500, 900);
	add(c, "h:80", HEAD(DATE), NOON_MS + 500, 10);
	add(c, "h:80", HEAD(DATE), NOON_MS + 2500, 300);
	census_sum(c, &sum);
	assert_int_equal(sum.hosts, 1);
	assert_int_equal(sum.median_ms, 0);
	census_free(c);
}

static void
test_sum(void **state)
{
	struct census *c = census_new();
	struct census_sum sum;
	char host[16];

	(void)state;
	for (int i = 0; i <= 100; i++) {
		snprintf(host, sizeof(host), "h%d:80", i);
		add(c, host, HEAD(DATE), NOON_MS + 500 - i * 10, 5);
	}
	census_sum(c, &sum);
	assert_int_equal(sum.hosts, 101);
	assert_int_equal(sum.median_ms, 500);
	assert_int_equal(sum.p5_ms, 50);
	assert_int_equal(sum.p95_ms, 950);
	census_free(c);
}

static void
test_leaf(void **state)
{
	struct census *c = census_new();
	struct packed *list;
	struct txn *t;
	char *leaf;
	size_t n;

	(void)state;
	add(c, "b:80", HEAD(DATE), NOON_MS + 500, 5);
	add(c, "a:80", HEAD(DATE), NOON_MS + 400, 5);
	assert_int_equal(census_pack(c, tmpstore, &list), ERR_OK);
	t = tmpstore_write();
	census_log(t, c, list, 7);
	tmpstore_end(t);
	t = txn_begin(tmpstore, TXN_READ);
	assert_int_equal(log_get(t, log_size(t) - 1, &leaf, &n), ERR_OK);
	assert_non_null(strstr(leaf, "\"type\":\"clock\""));
	assert_non_null(strstr(leaf, "\"hosts\":2,\"median_ms\":100,"));
	free(leaf);
	assert_int_equal(blob_get(t, blob_packed_sha(list), &leaf, &n), ERR_OK);
	assert_string_equal(leaf, "a:80,100,5,2026-11-21T10:00:00.400Z\n"
				  "b:80,0,5,2026-11-21T10:00:00.500Z\n");
	free(leaf);
	txn_abort(t);
	blob_packed_free(list);
	census_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_samples, rows_reset),
		cmocka_unit_test(test_quickest_counts),
		cmocka_unit_test(test_sum),
		TMPSTORE_TEST(test_leaf),
	};

	return cmocka_run_group_tests_name("census", tests, NULL, NULL);
}
