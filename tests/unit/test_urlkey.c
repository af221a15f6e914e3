/* SPDX-License-Identifier: ISC */
/* Keys of URLs: one for each, hosts together, and back. */
#include "store/state/urlkey.h"

#include <stdlib.h>

#include "store/base/mem.h"
#include "tests/unit/unit.h"

static const struct {
	const char *url, *key; /* key: NUL bytes as '|'; NULL: a digest */
} rows[] = {
	{ "https://www.a.example/", "example.a.www|s|/" },
	{ "http://www.a.example/x?y=1", "example.a.www|h|/x?y=1" },
	{ "https://www.a.example:8443/x", "example.a.www|s8443|/x" },
	{ "http://a.example:80/", "example.a|h80|/" },
	{ "http://127.0.0.1:8000/a/b", "#127.0.0.1|h8000|/a/b" },
	{ "http://[::1]/", "#[::1]|h|/" },
	{ "http://web2/", "#web2|h|/" },
	{ "http://web/", "web|h|/" },
	{ "http://a..b/", "b..a|h|/" },
	{ "http://a.b./", ".b.a|h|/" },
	{ "http://a.b/#!/p", "b.a|h|/#!/p" },
	{ "http://a.b/\xc3\xa9", "b.a|h|/\xc3\xa9" },
	{ "http://a.b", NULL }, /* no path: not a normal form */
	{ "http://a.b?q", NULL },
	{ "http://u:p@a.b/", NULL },
	{ "http://a.b:/", NULL },
	{ "http://a.b:x/", NULL },
	{ "http:///x", NULL },
	{ "http://[::1/", NULL },
	{ "ftp://a.b/", NULL },
	{ "HTTP://a.b/", NULL },
	{ "http://a.b/\xff", NULL },
	{ "", NULL },
};

static void
show(const struct key *k, char *out)
{
	memcpy(out, k->data, k->len);
	out[k->len] = '\0';
	for (size_t i = 0; i < k->len; i++)
		if (out[i] == '\0')
			out[i] = '|';
}

static void
test_keys(void **state)
{
	char text[KEY_MAX + 1];

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct key k;
		char *url;

		key_init(&k);
		urlkey_add(&k, rows[i].url);
		url = urlkey_url(k.data, k.len);
		show(&k, text);
		CHECK_ROW(i, rows[i].key == NULL || same(text, rows[i].key));
		CHECK_ROW(
		    i, urlkey_is_whole(k.data, k.len) == (rows[i].key != NULL));
		CHECK_ROW(i, same(url, rows[i].key ? rows[i].url : NULL));
		free(url);
	}
	assert_int_equal(rows_failed, 0);
}

static char *
long_url(size_t n, char last)
{
	char *s = mem_alloc(n + 1);
	static const char head[] = "http://www.a.example/";

	memset(s, 'x', n);
	memcpy(s, head, sizeof(head) - 1);
	s[n - 1] = last;
	s[n] = '\0';
	return s;
}

static void
test_limits(void **state)
{
	/* "example.a.www" 0 "h" 0 instead of "http://www.a.example": 4 less */
	const size_t fits = URLKEY_MAX + 4;
	static const size_t sizes[] = { fits - 1, fits, fits + 1, 8192 };
	char host[1024];

	(void)state;
	for (size_t i = 0; i < NELEM(sizes); i++) {
		char *a = long_url(sizes[i], 'a'), *b = long_url(sizes[i], 'b');
		struct key ka, kb;
		char *back;

		key_of_u64(&ka, 7); /* after another piece */
		key_of_u64(&kb, 7);
		urlkey_add(&ka, a);
		urlkey_add(&kb, b);
		CHECK_ROW(i, ka.len <= 8 + URLKEY_MAX);
		CHECK_ROW(i, ka.len == kb.len);
		CHECK_ROW(i, memcmp(ka.data, kb.data, ka.len) != 0);
		CHECK_ROW(i, memcmp(ka.data, kb.data, 400) == 0);
		back = urlkey_url(ka.data + 8, ka.len - 8);
		CHECK_ROW(i, same(back, sizes[i] <= fits ? a : NULL));
		free(back);
		free(a);
		free(b);
	}
	memset(host, 'a', sizeof(host));
	memcpy(host, "http://", 7);
	memcpy(host + sizeof(host) - 3, "/x", 3);
	{
		struct key k;

		key_init(&k);
		urlkey_add(&k, host); /* the host alone does not fit */
		CHECK_ROW(0, !urlkey_is_whole(k.data, k.len));
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_order(void **state)
{
	static const char *const in_order[] = { "http://a.example/",
		"http://a.example/a", "http://a.example/b",
		"https://a.example/", "https://a.example/a/b",
		"https://b.a.example/", "http://ab.example/" };
	struct key a, b;

	(void)state;
	for (size_t i = 1; i < NELEM(in_order); i++) {
		size_t n;
		int c;

		key_init(&a);
		key_init(&b);
		urlkey_add(&a, in_order[i - 1]);
		urlkey_add(&b, in_order[i]);
		n = a.len < b.len ? a.len : b.len;
		c = memcmp(a.data, b.data, n);
		CHECK_ROW(i, c < 0 || (c == 0 && a.len < b.len));
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_hostile(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
	} hostile[] = {
		{ "", 0 },
		{ "a", 1 },
		{ "a\0", 2 },
		{ "a\0h", 3 },
		{ "\0h\0/", 4 },
		{ "a\0x\0/", 5 },
		{ "a\0\0/", 4 },
		{ "a\0h\0/\0", 6 },
		{ "a\0h\0/\xff", 6 },
	};

	(void)state;
	for (size_t i = 0; i < NELEM(hostile); i++) {
		char *url =
		    urlkey_url((const uint8_t *)hostile[i].bytes, hostile[i].n);

		CHECK_ROW(i, url == NULL);
		free(url);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_keys, rows_reset),
		cmocka_unit_test_setup(test_limits, rows_reset),
		cmocka_unit_test_setup(test_order, rows_reset),
		cmocka_unit_test_setup(test_hostile, rows_reset),
	};

	return cmocka_run_group_tests_name("urlkey", tests, NULL, NULL);
}
