/* SPDX-License-Identifier: ISC */
/* The address table: what a redirect or a link must never reach. */
#include "crawler/fetch/address.h"
#include "tests/unit/unit.h"

static const struct {
	const char *text;
	enum address_class class;
} rows[] = {
	{ "8.8.8.8", ADDRESS_PUBLIC },
	{ "0.0.0.0", ADDRESS_UNUSABLE },
	{ "0.1.2.3", ADDRESS_UNUSABLE },
	{ "9.255.255.255", ADDRESS_PUBLIC },
	{ "10.0.0.0", ADDRESS_PRIVATE },
	{ "10.255.255.255", ADDRESS_PRIVATE },
	{ "11.0.0.0", ADDRESS_PUBLIC },
	{ "100.63.255.255", ADDRESS_PUBLIC },
	{ "100.64.0.1", ADDRESS_PRIVATE },
	{ "100.127.255.255", ADDRESS_PRIVATE },
	{ "100.128.0.0", ADDRESS_PUBLIC },
	{ "127.0.0.1", ADDRESS_LOOPBACK },
	{ "127.255.255.254", ADDRESS_LOOPBACK },
	{ "169.254.169.254", ADDRESS_LINK_LOCAL },
	{ "172.15.255.255", ADDRESS_PUBLIC },
	{ "172.16.0.1", ADDRESS_PRIVATE },
	{ "172.31.255.255", ADDRESS_PRIVATE },
	{ "172.32.0.0", ADDRESS_PUBLIC },
	{ "192.0.0.1", ADDRESS_UNUSABLE },
	{ "192.0.0.9", ADDRESS_PUBLIC },
	{ "192.0.2.1", ADDRESS_UNUSABLE },
	{ "192.88.99.1", ADDRESS_UNUSABLE },
	{ "192.168.1.1", ADDRESS_PRIVATE },
	{ "198.18.0.1", ADDRESS_UNUSABLE },
	{ "198.20.0.1", ADDRESS_PUBLIC },
	{ "198.51.100.7", ADDRESS_UNUSABLE },
	{ "203.0.113.9", ADDRESS_UNUSABLE },
	{ "224.0.0.1", ADDRESS_UNUSABLE },
	{ "239.255.255.255", ADDRESS_UNUSABLE },
	{ "240.0.0.1", ADDRESS_UNUSABLE },
	{ "255.255.255.255", ADDRESS_UNUSABLE },
	{ "::", ADDRESS_UNUSABLE },
	{ "::1", ADDRESS_LOOPBACK },
	{ "[::1]", ADDRESS_LOOPBACK },
	{ "::ffff:127.0.0.1", ADDRESS_LOOPBACK },
	{ "::ffff:8.8.8.8", ADDRESS_PUBLIC },
	{ "::ffff:169.254.169.254", ADDRESS_LINK_LOCAL },
	{ "::127.0.0.1", ADDRESS_LOOPBACK },
	{ "::ffff:0:10.0.0.1", ADDRESS_PRIVATE },
	{ "64:ff9b::8.8.8.8", ADDRESS_PUBLIC },
	{ "64:ff9b::10.0.0.1", ADDRESS_PRIVATE },
	{ "64:ff9b:1::8.8.8.8", ADDRESS_PRIVATE },
	{ "2002:0a00:0001::1", ADDRESS_PRIVATE },
	{ "2002:7f00:0001::", ADDRESS_LOOPBACK },
	{ "2002:0808:0808::1", ADDRESS_PUBLIC },
	/* Teredo: server 8.8.8.8, client 192.168.0.1 (inverted) */
	{ "2001:0:808:808::3f57:fffe", ADDRESS_PRIVATE },
	{ "2001:0:808:808::f7f7:f7f7", ADDRESS_PUBLIC },
	{ "2001:0:7f00:1::f7f7:f7f7", ADDRESS_LOOPBACK },
	{ "2001:10::1", ADDRESS_UNUSABLE },
	{ "2001:db8::1", ADDRESS_UNUSABLE },
	{ "3fff::1", ADDRESS_UNUSABLE },
	{ "2001:4860:4860::8888", ADDRESS_PUBLIC },
	{ "2a00:1450::1", ADDRESS_PUBLIC },
	{ "fc00::1", ADDRESS_PRIVATE },
	{ "fdff::1", ADDRESS_PRIVATE },
	{ "fe80::1", ADDRESS_LINK_LOCAL },
	{ "febf::1", ADDRESS_LINK_LOCAL },
	{ "fec0::1", ADDRESS_PRIVATE },
	{ "ff02::1", ADDRESS_UNUSABLE },
	{ "100::1", ADDRESS_UNUSABLE },
	{ "5f00::1", ADDRESS_UNUSABLE },
};

static void
test_class(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct sockaddr_storage ss;

		CHECK_ROW(i, address_parse(rows[i].text, &ss));
		CHECK_ROW(i, address_class((const struct sockaddr *)&ss) ==
				 rows[i].class);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *href;
	bool is_private;
} names[] = {
	{ "http://127.0.0.1/", true },
	{ "http://127.0.0.1:8080/x", true },
	{ "http://[::1]/", true },
	{ "http://192.168.0.3/", true },
	{ "http://169.254.1.1/", true },
	{ "http://localhost/", true },
	{ "http://wiki.localhost:81/", true },
	{ "http://localhost./", true },
	{ "http://notlocalhost/", false },
	{ "http://localhost.example/", false },
	{ "http://a.example/", false },
	{ "http://8.8.8.8/", false },
	{ "http://0.0.0.0/", false },
	{ "http://224.0.0.1/", false },
	{ "mailto:x", false },
};

static void
test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(names); i++)
		CHECK_ROW(i, address_url_is_private(names[i].href) ==
				 names[i].is_private);
	assert_int_equal(rows_failed, 0);
}

static void
test_text(void **state)
{
	static const char *const bad[] = { "", "a.example", "1.2.3",
		"1.2.3.4.5", "0x7f.1", "[::1", "::1%lo", "1.2.3.4 " };
	struct sockaddr_storage ss;
	char text[ADDRESS_TEXT];

	(void)state;
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK_ROW(i, !address_parse(bad[i], &ss));
	assert_int_equal(rows_failed, 0);
	assert_true(address_parse("[2A00:0::5]", &ss));
	address_format((const struct sockaddr *)&ss, text);
	assert_string_equal(text, "2a00::5");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_class, rows_reset),
		cmocka_unit_test_setup(test_names, rows_reset),
		cmocka_unit_test_setup(test_text, rows_reset),
	};

	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
