/* SPDX-License-Identifier: ISC */
/* Tokens: read, sent where they belong, taken out of what is kept. */
#include <stdlib.h>
#include <unistd.h>

#include "crawler/fetch/secret.h"
#include "tests/unit/unit.h"

static const struct {
	const char *value; /* of the variable; NULL: not set */
	enum err want;
	const char *header;
} loads[] = {
	{ "abc", ERR_OK, "Authorization: Bearer abc" },
	{ "  abc\n", ERR_OK, "Authorization: Bearer abc" },
	{ NULL, ERR_NOTFOUND, NULL },
	{ "", ERR_PARSE, NULL },
	{ " \n", ERR_PARSE, NULL },
	{ "a b", ERR_PARSE, NULL },
	{ "a\r\nX-Evil: 1", ERR_PARSE, NULL },
	{ "a\x7f", ERR_PARSE, NULL },
	{ "\xc3\xa9", ERR_PARSE, NULL },
};

static void
test_load(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(loads); i++) {
		struct secret *s = NULL;
		const char *why = NULL;
		enum err e;

		if (loads[i].value != NULL)
			setenv("TEST_TOKEN", loads[i].value, 1);
		else
			unsetenv("TEST_TOKEN");
		e = secret_load("env:TEST_TOKEN", NULL, &s, &why);
		CHECK_ROW(i, e == loads[i].want);
		CHECK_ROW(i, (e == ERR_OK) == (s != NULL));
		CHECK_ROW(i, e == ERR_OK || why != NULL);
		CHECK_ROW(
		    i, s == NULL || same(secret_header(s), loads[i].header));
		secret_free(s);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *url, *home;
	bool private_ok, want;
} fits[] = {
	{ "https://a.example/x", "https://a.example/", false, true },
	{ "https://a.example:444/x", "https://a.example/", false, false },
	{ "https://b.example/x", "https://a.example/", false, false },
	{ "https://a.example.evil.example/", "https://a.example/", false,
	    false },
	{ "http://a.example/x", "https://a.example/", false, false },
	{ "http://a.example/x", "http://a.example/", false, false },
	{ "http://127.0.0.1:8/x", "http://127.0.0.1:8/", true, true },
	{ "http://127.0.0.1:9/x", "http://127.0.0.1:8/", true, false },
	{ "not an address", "https://a.example/", true, false },
};

static void
test_fits(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(fits); i++)
		CHECK_ROW(i, secret_fits(fits[i].url, fits[i].home,
				 fits[i].private_ok) == fits[i].want);
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *token, *parameter, *request, *want;
	bool found;
} redactions[] = {
	{ "abc", NULL, "GET / HTTP/1.1\r\nAuthorization: Bearer abc\r\n",
	    "GET / HTTP/1.1\r\nAuthorization: Bearer [token]\r\n", true },
	{ "abc", NULL, "GET /abc?abc=abcabc",
	    "GET /[token]?[token]=[token]"
	    "[token]",
	    true },
	{ "a/b", "key", "GET /?key=a%2Fb HTTP/1.1",
	    "GET /?key=[token] HTTP/1.1", true },
	{ "abc", NULL, "GET / HTTP/1.1", "GET / HTTP/1.1", false },
	{ "abc", NULL, "", "", false },
};

static void
test_redact(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(redactions); i++) {
		struct secret *s = NULL;
		const char *why;
		struct buf b;

		setenv("TEST_TOKEN", redactions[i].token, 1);
		assert_int_equal(secret_load("env:TEST_TOKEN",
				     redactions[i].parameter, &s, &why),
		    ERR_OK);
		buf_init(&b, 4096);
		assert_int_equal(buf_adds(&b, redactions[i].request), ERR_OK);
		CHECK_ROW(i, secret_redact(s, &b) == redactions[i].found);
		CHECK_ROW(i, strcmp(b.data != NULL ? b.data : "",
				 redactions[i].want) == 0);
		buf_fini(&b);
		secret_free(s);
	}
	assert_int_equal(rows_failed, 0);
}

/* A request that would grow past its ceiling is emptied, not shown. */
static void
test_full(void **state)
{
	struct secret *s = NULL;
	const char *why;
	struct buf b;

	(void)state;
	setenv("TEST_TOKEN", "ab", 1);
	assert_int_equal(secret_load("env:TEST_TOKEN", NULL, &s, &why), ERR_OK);
	buf_init(&b, 8);
	assert_int_equal(buf_adds(&b, "xxababxx"), ERR_OK);
	assert_true(secret_redact(s, &b));
	assert_int_equal(b.len, 0);
	buf_fini(&b);
	secret_free(s);
}

/* A parameter behind the last, or as the first; a file's first line. */
static void
test_add(void **state)
{
	char path[] = "/tmp/vigie-secret.XXXXXX", spec[64];
	int fd = mkstemp(path);
	struct secret *s = NULL;
	const char *why;
	struct buf b;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "k y\nx", 2), 2);
	close(fd);
	snprintf(spec, sizeof(spec), "file:%s", path);
	assert_int_equal(secret_load(spec, "key", &s, &why), ERR_OK);
	assert_null(secret_header(s));
	buf_init(&b, 4096);
	assert_int_equal(buf_adds(&b, "/a"), ERR_OK);
	assert_int_equal(secret_add(s, &b), ERR_OK);
	assert_string_equal(b.data, "/a?key=k");
	assert_int_equal(secret_add(s, &b), ERR_OK);
	assert_string_equal(b.data, "/a?key=k&key=k");
	buf_fini(&b);
	secret_free(s);
	unlink(path);
	s = NULL;
	assert_int_equal(secret_load(spec, NULL, &s, &why), ERR_NOTFOUND);
	assert_null(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_load, rows_reset),
		cmocka_unit_test_setup(test_fits, rows_reset),
		cmocka_unit_test_setup(test_redact, rows_reset),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_add),
	};

	return cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}
