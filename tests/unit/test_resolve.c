/* SPDX-License-Identifier: ISC */
/* Names to addresses, against a name server of one page on loopback. */
#include <poll.h>
#include <stdlib.h>

#include "crawler/fetch/address.h"
#include "crawler/fetch/resolve.h"
#include "store/base/clock.h"
#include "store/base/mem.h"
#include "tests/unit/dns.h"
#include "tests/unit/unit.h"

static const struct dns_row zone[] = {
	{ "both.test", 0, 300, "192.0.2.1", "2001:db8::1" },
	{ "four.test", 0, 5, "192.0.2.4", NULL },
	{ "long.test", 0, 999999, "192.0.2.5", NULL },
	{ "none.test", 3, 0, NULL, NULL },
	{ "empty.test", 0, 0, NULL, NULL },
	{ "broken.test", 2, 0, NULL, NULL },
};

/* ---- asking ---- */

struct told {
	struct resolve_answer a;
	bool done;
};

static void
on_told(void *arg, struct resolve_answer *a)
{
	struct told *t = arg;

	t->a = *a;
	t->done = true;
	a->json = NULL;
}

/* The loop of the fetch thread, with poll for curl_multi_poll. */
static void
wait_for(struct resolve *r, const struct told *t)
{
	while (!t->done) {
		struct curl_waitfd fds[RESOLVE_FDS_MAX];
		struct pollfd p[RESOLVE_FDS_MAX];
		size_t n = resolve_fds(r, fds);

		for (size_t i = 0; i < n; i++) {
			p[i].fd = fds[i].fd;
			p[i].events = fds[i].events == CURL_WAIT_POLLOUT
					  ? POLLOUT
					  : POLLIN;
			p[i].revents = 0;
		}
		poll(p, n, resolve_timeout_ms(r, 10000));
		for (size_t i = 0; i < n; i++)
			fds[i].revents = p[i].revents == 0 ? 0 : fds[i].events;
		resolve_process(r, fds, n);
	}
}

static const struct {
	const char *name;
	size_t n;
	int64_t ttl_ms;
	const char *json; /* must stand in the record */
} rows[] = {
	{ "both.test", 2, 300000, "\"address\":\"2001:db8::1\",\"ttl\":300" },
	{ "four.test", 1, RESOLVE_TTL_MIN_S * 1000,
	    "\"type\":\"A\",\"address\":\"192.0.2.4\",\"ttl\":5" },
	{ "long.test", 1, RESOLVE_TTL_MAX_S * 1000, "\"ttl\":" },
	{ "none.test", 0, -1, "\"error\":" },
	{ "empty.test", 0, -1, "\"answers\":[]" },
	{ "broken.test", 0, -1, "\"error\":" },
	{ "localhost", 1, -1, "\"address\":\"127.0.0.1\"" },
};

static void
check_row(struct resolve *r, size_t i)
{
	struct told t = { .done = false };

	resolve_ask(r, rows[i].name, on_told, &t);
	wait_for(r, &t);
	CHECK_ROW(i, rows[i].n == 1 ? t.a.n >= 1 : t.a.n == rows[i].n);
	CHECK_ROW(i, rows[i].ttl_ms < 0 || t.a.ttl_ms == rows[i].ttl_ms);
	CHECK_ROW(i, t.a.n > 0 || t.a.why != NULL);
	CHECK_ROW(
	    i, t.a.json != NULL && strstr(t.a.json, rows[i].json) != NULL);
	resolve_answer_fini(&t.a);
}

static void
test_rows(void **state)
{
	struct resolve *r;
	struct dns d;

	(void)state;
	dns_begin(&d, zone, NELEM(zone));
	assert_int_equal(resolve_new(d.server, &r), ERR_OK);
	for (size_t i = 0; i < NELEM(rows); i++)
		check_row(r, i);
	resolve_free(r);
	dns_end(&d);
	assert_int_equal(rows_failed, 0);
}

/* More questions than are asked at once, and nobody there: all are told when
 * the resolver goes. */
static void
test_closed(void **state)
{
	struct told told[RESOLVE_IN_FLIGHT_MAX + 3];
	struct resolve *r;

	(void)state;
	assert_int_equal(resolve_new("127.0.0.1:9", &r), ERR_OK);
	for (size_t i = 0; i < NELEM(told); i++) {
		told[i].done = false;
		resolve_ask(r, "x.test", on_told, &told[i]);
	}
	resolve_free(r);
	for (size_t i = 0; i < NELEM(told); i++) {
		CHECK_ROW(i, told[i].done);
		CHECK_ROW(i, told[i].a.n == 0);
		resolve_answer_fini(&told[i].a);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
		cmocka_unit_test_setup(test_closed, rows_reset),
	};

	return cmocka_run_group_tests_name("resolve", tests, NULL, NULL);
}
