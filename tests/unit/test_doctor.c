/* SPDX-License-Identifier: ISC */
/* What the examination says of names, against a name server of one page on
 * loopback, and of none. */
#include <stdlib.h>
#include <string.h>

#include "crawler/machine/doctor.h"
#include "store/base/clock.h"
#include "tests/unit/dns.h"
#include "tests/unit/unit.h"

enum { SOON_MS = 10 * 1000 /* an examination's longest wait is a third */ };

static const struct dns_row zone[] = {
	{ "public.test", 0, 300, "93.184.215.14", NULL },
	{ "filtered.test", 0, 300, "10.0.0.1", NULL },
	{ "none.test", 3, 0, NULL, NULL },
};

static const struct {
	const char *name;
	enum crawl_fitness want;
	const char *detail; /* a part of it */
} rows[] = {
	{ "public.test", CRAWL_FIT, "93.184.215.14, 127.0.0.1" },
	{ "filtered.test", CRAWL_REMARK, "10.0.0.1" },
	{ "none.test", CRAWL_UNFIT, "Domain name not found" },
	{ "localhost", CRAWL_REMARK, "/etc/hosts" },
};

struct heard {
	enum crawl_fitness fitness;
	char detail[DOCTOR_DETAIL];
	unsigned n;
};

static void
hear(const struct crawl_fit *row, void *arg)
{
	struct heard *h = arg;

	if (strcmp(row->check, "dns") != 0)
		return;
	h->fitness = row->fitness;
	snprintf(h->detail, sizeof(h->detail), "%s", row->detail);
	h->n++;
}

static void
examine(const char *servers, const char *name, struct heard *h)
{
	const struct crawl_doctor how = { .name = name, .say = hear, .arg = h };
	struct doctor d = { .how = &how, .dns_servers = servers };

	doctor_network(&d);
}

static void
test_names(void **state)
{
	struct dns dns;

	(void)state;
	dns_begin(&dns, zone, NELEM(zone));
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct heard h = { .n = 0 };

		examine(dns.server, rows[i].name, &h);
		CHECK_ROW(i, h.n == 1);
		CHECK_ROW(i, h.fitness == rows[i].want);
		CHECK_ROW(i, strstr(h.detail, rows[i].detail) != NULL);
	}
	dns_end(&dns);
	assert_int_equal(rows_failed, 0);
}

/* A resolver that is not there, and one that never answers. */
static void
test_no_resolver(void **state)
{
	int64_t began = clock_mono_ms();
	struct heard h = { .n = 0 };
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t n = sizeof(at);
	char mute[32];
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	(void)state;
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
	snprintf(mute, sizeof(mute), "127.0.0.1:%u", ntohs(at.sin_port));
	examine(mute, "public.test", &h);
	assert_int_equal(h.fitness, CRAWL_UNFIT);
	assert_non_null(strstr(h.detail, "no answer"));
	close(fd);
	examine(mute, "public.test", &h);
	assert_int_equal(h.fitness, CRAWL_UNFIT);
	assert_int_equal(h.n, 2);
	assert_true(clock_mono_ms() - began < SOON_MS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_names, rows_reset),
		cmocka_unit_test_setup(test_no_resolver, rows_reset),
	};

	return cmocka_run_group_tests_name("doctor", tests, NULL, NULL);
}
