/* SPDX-License-Identifier: ISC */
/* Digests come back in the order of a table, equal ones by their place. */
#include <string.h>

#include "store/archive/verify_order.h"
#include "store/base/mem.h"
#include "tests/unit/unit.h"

enum { N = 1000 };

static void
test_order(void **state)
{
	static uint8_t sha[N][SHA256_LEN];
	static struct verify_order order[N];

	(void)state;
	for (size_t i = 0; i < N; i++) {
		uint64_t number = i % (N / 2); /* each twice */

		digest_sha256(&number, sizeof(number), sha[i]);
		verify_order_set(&order[i], sha[i], i);
	}
	verify_order_sort(order, 0);
	verify_order_sort(order, N);
	for (size_t i = 1; i < N; i++) {
		const struct verify_order *a = &order[i - 1], *b = &order[i];
		int c = memcmp(sha[a->at], sha[b->at], SHA256_LEN);

		CHECK_ROW(
		    i, i % 2 == 1 ? c == 0 && a->at + N / 2 == b->at : c < 0);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_order, rows_reset),
	};

	return cmocka_run_group_tests_name("verify_order", tests, NULL, NULL);
}
