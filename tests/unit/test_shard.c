/* SPDX-License-Identifier: ISC */
/* Hosts divided among machines: what is a share, and whose a host is. */
#include "crawler/seeds/shard.h"
#include "tests/unit/unit.h"

static const struct {
	const char *text;
	unsigned number, of; /* of 0: refused */
} texts[] = {
	{ "1/1", 1, 1 },
	{ "2/8", 2, 8 },
	{ "10000/10000", 10000, 10000 },
	{ "", 0, 0 },
	{ "2", 0, 0 },
	{ "2/", 0, 0 },
	{ "/8", 0, 0 },
	{ "0/8", 0, 0 },
	{ "9/8", 0, 0 },
	{ "1/0", 0, 0 },
	{ "1/10001", 0, 0 },
	{ "+1/8", 0, 0 },
	{ "-1/8", 0, 0 },
	{ "1 /8", 0, 0 },
	{ "1/ 8", 0, 0 },
	{ "1/8 ", 0, 0 },
	{ "1/8/9", 0, 0 },
	{ "1/99999999999999999999999", 0, 0 },
};

static void
test_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(texts); i++) {
		struct shard s;
		bool ok = shard_read(texts[i].text, &s);

		CHECK_ROW(i, ok == (texts[i].of > 0));
		CHECK_ROW(i, !ok || s.number == texts[i].number);
		CHECK_ROW(i, !ok || s.of == texts[i].of);
	}
	assert_int_equal(rows_failed, 0);
}

/* The share of eight, as printf '%s' SITE | sha256sum | cut -c1-16 gives it. */
static const struct {
	const char *href;
	unsigned number;
} hosts[] = {
	{ "https://example.org/", 7 },
	{ "https://www.example.org/blog?a=b", 7 },
	{ "http://a.b.example.org:8080/", 7 },
	{ "https://example.co.uk/", 3 },
	{ "https://forum.example.co.uk/", 3 },
	{ "http://127.0.0.1:80/", 5 },
	{ "http://[::1]/", 6 },
	{ "mailto:a@example.org", 1 },
};

static void
test_hosts(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(hosts); i++)
		for (unsigned n = 1; n <= 8; n++) {
			struct shard s = { .number = n, .of = 8 };

			CHECK_ROW(i, shard_has(&s, hosts[i].href) ==
					 (n == hosts[i].number));
		}
	assert_int_equal(rows_failed, 0);
	assert_true(shard_has(&(struct shard){ 0 }, hosts[0].href));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_read, rows_reset),
		cmocka_unit_test_setup(test_hosts, rows_reset),
	};

	return cmocka_run_group_tests_name("shard", tests, NULL, NULL);
}
