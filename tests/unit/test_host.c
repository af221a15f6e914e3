/* SPDX-License-Identifier: ISC */
/* The schedule of hosts: turns, gates, and what is remembered. */
#include <stdlib.h>

#include "crawler/fetch/address.h"
#include "crawler/fetch/host.h"
#include "store/base/mem.h"
#include "tests/unit/unit.h"

static struct host *
make(struct hosts *hs, const char *url, const char *address)
{
	bool made;
	struct host *h = hosts_get(hs, url, &made);

	if (h == NULL || !address_parse(address, &h->answer.address[0]))
		abort();
	h->answer.n = 1;
	hosts_push(hs, h, item_new(ITEM_MEMBER, 0, url), false);
	hosts_use_address(hs, h, 0);
	return h;
}

/* It goes out, and its answer ends at end_ms. */
static void
visit(struct hosts *hs, struct host *h, int64_t end_ms, int64_t gap_ms)
{
	item_free(item_list_take(&h->items));
	hosts_began(hs, h);
	h->pace.next_ms = end_ms + gap_ms;
	hosts_ended(hs, h, end_ms + gap_ms);
}

static void
test_key(void **state)
{
	static const struct {
		const char *url, *key;
	} keys[] = {
		{ "http://a.example/x", "http://a.example:80" },
		{ "https://a.example/", "https://a.example:443" },
		{ "http://a.example:443/", "http://a.example:443" },
		{ "http://[::1]:81/", "http://[::1]:81" },
		{ "ftp://a.example/", NULL },
		{ "mailto:x", NULL },
	};
	struct hosts *hs = hosts_new();

	(void)state;
	for (size_t i = 0; i < NELEM(keys); i++) {
		bool made;
		struct host *h = hosts_get(hs, keys[i].url, &made);

		CHECK_ROW(i, same(h != NULL ? h->key : NULL, keys[i].key));
		CHECK_ROW(i, h == NULL || made);
		CHECK_ROW(i, h == hosts_get(hs, keys[i].url, &made) && !made);
	}
	assert_int_equal(rows_failed, 0);
	hosts_free(hs);
}

static void
test_order(void **state)
{
	struct hosts *hs = hosts_new();
	struct host *a = make(hs, "http://a.example/", "8.0.0.1");
	struct host *b = make(hs, "http://b.example/", "8.0.0.2");
	struct host *c = make(hs, "http://c.example/", "8.0.0.3");

	(void)state;
	a->pace.next_ms = 30;
	b->pace.next_ms = 10;
	c->pace.next_ms = 20;
	hosts_update(hs, a);
	hosts_update(hs, b);
	hosts_update(hs, c);
	assert_int_equal(hosts_due_ms(hs), 10);
	assert_null(hosts_next(hs, 9));
	assert_ptr_equal(hosts_next(hs, 30), b);
	assert_ptr_equal(hosts_next(hs, 30), c);
	assert_ptr_equal(hosts_next(hs, 30), a);
	assert_null(hosts_next(hs, 30));
	assert_int_equal(hosts_due_ms(hs), INT64_MAX);
	hosts_update(hs, c);
	assert_ptr_equal(hosts_next(hs, 30), c);
	hosts_free(hs);
}

/* One request in flight at an address, whatever the ports; the pace holds
 * there too. */
static void
test_address_gate(void **state)
{
	struct hosts *hs = hosts_new();
	struct host *a = make(hs, "http://8.0.0.1:81/", "8.0.0.1");
	struct host *b = make(hs, "http://8.0.0.1:82/", "8.0.0.1");
	struct host *other = make(hs, "http://8.0.0.2/", "8.0.0.2");
	struct host *first;

	(void)state;
	other->pace.next_ms = 5;
	hosts_update(hs, other);
	first = hosts_next(hs, 0);
	assert_true(first == a || first == b);
	hosts_began(hs, first);
	assert_null(hosts_next(hs, 4)); /* the second waits at the gate */
	assert_ptr_equal(hosts_next(hs, 5), other);
	first->pace.next_ms = 1010;
	hosts_ended(hs, first, 1010);
	assert_null(hosts_next(hs, 1009));
	assert_ptr_equal(hosts_next(hs, 1010), first == a ? b : a);
	hosts_free(hs);
}

static void
test_site_gate(void **state)
{
	struct hosts *hs = hosts_new();
	struct host *a = make(hs, "http://x.blog.example/", "8.0.0.1");
	struct host *b = make(hs, "https://y.blog.example/", "8.0.0.2");
	struct host *c = make(hs, "http://other.test/", "8.0.0.3");
	struct host *h = hosts_next(hs, 0);

	(void)state;
	while (h == c)
		h = hosts_next(hs, 0);
	assert_true(h == a || h == b);
	visit(hs, h, 100, 1000);
	h = hosts_next(hs, 1099);
	assert_true(h == NULL || h == c);
	h = hosts_next(hs, 1100);
	assert_true(h == a || h == b);
	hosts_free(hs);
}

/* A gate that moves on while others stand in the heap behind it. */
static void
test_moved_gate(void **state)
{
	struct hosts *hs = hosts_new();
	struct host *a = make(hs, "http://8.0.0.1:81/", "8.0.0.1");
	struct host *b = make(hs, "http://8.0.0.1:82/", "8.0.0.1");
	struct host *c = make(hs, "http://8.0.0.3/", "8.0.0.3");

	(void)state;
	b->pace.next_ms = 10;
	c->pace.next_ms = 20;
	hosts_update(hs, b);
	hosts_update(hs, c);
	assert_ptr_equal(hosts_next(hs, 0), a);
	visit(hs, a, 5, 1000);
	assert_ptr_equal(hosts_next(hs, 20), c);
	assert_null(hosts_next(hs, 1004));
	assert_ptr_equal(hosts_next(hs, 1005), b);
	hosts_free(hs);
}

static void
test_parked_and_left(void **state)
{
	struct hosts *hs = hosts_new();
	struct host *a = make(hs, "http://a.example/", "8.0.0.1");

	(void)state;
	hosts_park(hs, a, true);
	assert_null(hosts_next(hs, 0));
	hosts_park(hs, a, false);
	assert_ptr_equal(hosts_next(hs, 0), a);
	hosts_update(hs, a);
	hosts_leave(hs, a, "why");
	assert_null(hosts_next(hs, 0));
	assert_string_equal(a->left_why, "why");
	hosts_free(hs);
}

/* Many hosts at random times come out in order. */
static void
test_many(void **state)
{
	struct hosts *hs = hosts_new();
	unsigned dice = 1;
	int64_t last = 0;
	size_t n = 0;
	struct host *h;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		char url[64], address[32];

		snprintf(url, sizeof(url), "http://h%d.example%d/", i, i);
		snprintf(
		    address, sizeof(address), "8.%d.%d.1", i / 250, i % 250);
		h = make(hs, url, address);
		dice = dice * 1664525u + 1013904223u;
		h->pace.next_ms = dice >> 16;
		hosts_update(hs, h);
	}
	for (h = hosts_next(hs, INT64_MAX); h != NULL;
	     h = hosts_next(hs, INT64_MAX)) {
		CHECK_ROW(n, h->pace.next_ms >= last);
		last = h->pace.next_ms;
		n++;
	}
	assert_int_equal(n, 1000);
	assert_int_equal(rows_failed, 0);
	hosts_free(hs);
}

static void
test_memory(void **state)
{
	struct hosts *hs = hosts_new(), *later = hosts_new();
	struct host *a = make(hs, "http://a.example/", "8.0.0.1");
	struct host *b = make(later, "http://a.example/", "8.0.0.1");
	char *json;

	(void)state;
	a->pace.next_ms = 5000;
	a->pace.backoff_ms = 700;
	a->pace.told = a->pace.measured = true;
	json = host_memory(a, 1000000, 2000);
	host_recall(b, json, 1001000, 50);
	assert_int_equal(b->pace.next_ms, 2050);
	assert_int_equal(b->pace.backoff_ms, 700);
	assert_true(b->pace.told && b->pace.measured);
	free(json);
	/* What is over, broken or absurd is forgotten. */
	b->pace.next_ms = 0;
	host_recall(b, "{\"until\":999,\"backoff_ms\":-4}", 1000, 50);
	assert_int_equal(b->pace.next_ms, 0);
	assert_int_equal(b->pace.backoff_ms, 0);
	host_recall(b, "{\"until\":9e18}", 1000, 50);
	host_recall(b, "{\"until\":9000000000000000000}", 1000, 50);
	assert_int_equal(b->pace.next_ms, 0);
	host_recall(b, "no json", 1000, 50);
	hosts_free(hs);
	hosts_free(later);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_key, rows_reset),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_address_gate),
		cmocka_unit_test(test_site_gate),
		cmocka_unit_test(test_moved_gate),
		cmocka_unit_test(test_parked_and_left),
		cmocka_unit_test_setup(test_many, rows_reset),
		cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests_name("host", tests, NULL, NULL);
}
