/* SPDX-License-Identifier: ISC */
/* Addresses: parsing, the short way, canonical forms, keys, scopes, traps. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/normalise/url.h"
#include "crawler/normalise/url_parse.h"
#include "crawler/normalise/url_short.h"
#include "store/base/buf.h"
#include "store/base/mem.h"

static const struct {
	const char *base, *ref, *want; /* want NULL: must be refused */
} parse_rows[] = {
	{ "http://a.example/x/y", "../z", "http://a.example/z" },
	{ "http://a.example/x/y", "#top", "http://a.example/x/y#top" },
	{ "http://a.example/x/y?q", "", "http://a.example/x/y?q" },
	{ "http://a.example/x/y?q#f", "?r", "http://a.example/x/y?r" },
	{ "HTTP://A.Example:80/", "b?q", "http://a.example/b?q" },
	{ "http://a.example/x/", "./b/../c", "http://a.example/x/c" },
	{ "http://a.example/x/", "%2E%2e/c", "http://a.example/c" },
	{ "http://a.example/x/", "//b.example", "http://b.example/" },
	{ "http://a.example/x/", "/\\b.example/", "http://b.example/" },
	{ "http://a.example/x/", "\\y", "http://a.example/y" },
	{ "http://a.example/x/", "http:y", "http://a.example/x/y" },
	{ "http://a.example/x/", "javascript:alert(1)", "javascript:alert(1)" },
	{ NULL, "b", NULL },
	{ NULL, "", NULL },
	{ NULL, "http://", NULL },
	{ NULL, "http://a b/", NULL },
	{ NULL, "http://a:b/", NULL },
	{ NULL, "http://a:65536/", NULL },
	{ NULL, "http://user@/x", NULL },
	{ NULL, " \thttp://a.ex\nample/\r ", "http://a.example/" },
	{ NULL, "https:a.example", "https://a.example/" },
	{ NULL, "http:\\\\a.example\\x?\\", "http://a.example/x?\\" },
	{ NULL, "http://u:p@@a.example:443/", "http://u:p%40@a.example:443/" },
	{ NULL, "http://:@a.example/", "http://a.example/" },
	{ NULL, "http://a.example/a b\"<>`{}^|",
	    "http://a.example/"
	    "a%20b%22%3C%3E%60%7B%7D%5E|" },
	{ NULL, "http://a.example/?a b\"<>'`",
	    "http://a.example/"
	    "?a%20b%22%3C%3E%27`" },
	{ NULL, "http://a.example/#a b\"<>'`",
	    "http://a.example/#a%20b%22%3C%3E'%60" },
	{ NULL, "http://a.example/\xc3\xa9\xff",
	    "http://a.example/%C3%A9%EF%BF%BD" },
	/* hosts */
	{ NULL, "http://R\xc3\xa9putation.Example/",
	    "http://xn--rputation-b4a.example/" },
	{ NULL, "http://fa\xc3\x9f.example/", "http://xn--fa-hia.example/" },
	{ NULL, "http://%41.example/", "http://a.example/" },
	{ NULL, "http://a%00b/", NULL },
	{ NULL, "http://\xff.example/", NULL },
	{ NULL, "http://xn--8i7caa.example/", "http://xn--8i7caa.example/" },
	{ NULL, "http://0x7f.1/", "http://127.0.0.1/" },
	{ NULL, "http://0177.0.0.0x1./", "http://127.0.0.1/" },
	{ NULL, "http://4294967296/", NULL },
	{ NULL, "http://1.2.3.4.5/", NULL },
	{ NULL, "http://a.09/", NULL },
	{ NULL, "http://256.1.1.1/", NULL },
	{ NULL, "http://99999999999999999999999/", NULL },
	{ NULL, "http://[1:0:0:2:0:0:0:3]/", "http://[1:0:0:2::3]/" },
	{ NULL, "http://[::FFFF:127.0.0.1]:8/", "http://[::ffff:7f00:1]:8/" },
	{ NULL, "http://[0:0:0:0:0:0:0:0]/", "http://[::]/" },
	{ NULL, "http://[1::]/", "http://[1::]/" },
	{ NULL, "http://[1:2:3:4:5:6:7:8:9]/", NULL },
	{ NULL, "http://[::1::]/", NULL },
	{ NULL, "http://[1:2]/", NULL },
	{ NULL, "http://[::127.0.0.256]/", NULL },
	{ NULL, "http://[::1]x/", NULL },
	{ NULL, "http://[::1/", NULL },
	/* other schemes */
	{ NULL, "mailto:A@b.example  ?x", "mailto:A@b.example %20?x" },
	{ NULL, "git://H/../x", "git://H/x" },
	{ NULL, "git://a:/", "git://a/" },
	{ NULL, "web+demo:/.//no-host", "web+demo:/.//no-host" },
	{ "web+demo:/x", "..//y", "web+demo:/.//y" },
	{ "mailto:x", "#y", "mailto:x#y" },
	{ "mailto:x", "y", NULL },
	{ NULL, "file:c|/x", "file:///c:/x" },
	{ NULL, "file://localhost/x", "file:///x" },
	{ "file:///c:/x/y", "/z", "file:///c:/z" },
	{ "file:///c:/x", "..", "file:///c:/" },
	{ "file://h/x", "file:y", "file://h/y" },
};

static void
test_parse(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(parse_rows); i++) {
		char *base = NULL, *got = NULL;
		enum err e = ERR_OK;

		if (parse_rows[i].base != NULL)
			e = url_resolve(NULL, parse_rows[i].base, &base);
		CHECK_ROW(i, e == ERR_OK);
		e = url_resolve(base, parse_rows[i].ref, &got);
		CHECK_ROW(i, (e == ERR_OK) == (parse_rows[i].want != NULL));
		CHECK_ROW(i, same(got, parse_rows[i].want));
		free(base);
		free(got);
	}
	assert_int_equal(rows_failed, 0);
}

/* The references that pages are full of must take the short way, and it must
 * answer as the whole way does. */
static const char *const short_rows[] = { "/", "/a/b.html?x=1&y#z", "page.html",
	"?p=2", "#c12", "a/b/", "https://b.example/x/?y=%C3%A9#z",
	"http://b-c.example", "/a//b" };
static const char *const long_rows[] = { "", " /a", "//b.example/", "/..",
	"./a", "/a/../b", "/a/%2e", "a:b", "/a b", "/a\\b",
	"https://B.example/", "https://1.2.3.4/", "https://b.example:8/",
	"https://b.example?x", "https:///x", "/a?'", "/a#`", "/\xc3\xa9" };

static void
test_short(void **state)
{
	char one[URL_BYTES_MAX], two[URL_BYTES_MAX];
	struct url_parts base;

	(void)state;
	assert_true(url_split("https://a.example/d/e?f#g", &base));
	for (size_t i = 0; i < NELEM(short_rows); i++) {
		struct url_out a = { one, 0, sizeof(one), false };
		struct url_out b = { two, 0, sizeof(two), false };
		const char *in = short_rows[i];

		CHECK_ROW(i, url_short_parse(&a, in, strlen(in), &base));
		CHECK_ROW(
		    i, url_parse_whole(&b, in, strlen(in), &base) == ERR_OK);
		CHECK_ROW(i, a.len == b.len && memcmp(one, two, a.len) == 0);
	}
	for (size_t i = 0; i < NELEM(long_rows); i++) {
		struct url_out a = { one, 0, sizeof(one), false };

		CHECK_ROW(i, !url_short_parse(&a, long_rows[i],
				 strlen(long_rows[i]), &base));
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_limits(void **state)
{
	char text[URL_INPUT_MAX + 64], *href = NULL;
	const char head[] = "https://a.example/";
	size_t n = sizeof(head) - 1;

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, head, n);
	assert_int_equal(url_parse(text, URL_BYTES_MAX, NULL, &href), ERR_OK);
	assert_int_equal(strlen(href), URL_BYTES_MAX);
	free(href);
	assert_int_equal(
	    url_parse(text, URL_BYTES_MAX + 1, NULL, &href), ERR_LIMIT);
	assert_int_equal(
	    url_parse(text, URL_INPUT_MAX + 1, NULL, &href), ERR_LIMIT);
	/* Tabs are dropped before the href is measured. */
	memset(text + n, '\t', sizeof(text) - n);
	assert_int_equal(url_parse(text, URL_INPUT_MAX, NULL, &href), ERR_OK);
	assert_string_equal(href, head);
	free(href);
}

static const struct {
	const char *in, *want;
} canonical_rows[] = {
	{ "https://a.example/x?utm_source=b&id=3&fbclid=c#top",
	    "https://a.example/x?id=3" },
	{ "https://a.example/x?UTM%5Fsource=b", "https://a.example/x" },
	{ "https://a.example/x?", "https://a.example/x" },
	{ "https://a.example/x?b=2&&a=1&", "https://a.example/x?b=2&a=1" },
	{ "https://a.example/x?xtor=RSS-3&at_medium=m&mc_cid=4",
	    "https://a.example/x" },
	{ "https://a.example./x", "https://a.example/x" },
	{ "https://a.example/%7euser/%c3%a9%2f%25",
	    "https://a.example/~user/%C3%A9%2F%25" },
	{ "https://a.example/%%34%31", "https://a.example/%2541" },
	/* fragments */
	{ "https://a.example/x#!/post/1", "https://a.example/x#!/post/1" },
	{ "https://a.example/x#:~:text=Jane", "https://a.example/x"
					      "#:~:text=Jane" },
	{ "https://a.example/x#comment-12", "https://a.example/x#comment-12" },
	{ "https://a.example/t#p5678", "https://a.example/t#p5678" },
	{ "https://a.example/t#post-7", "https://a.example/t#post-7" },
	{ "https://a.example/t#c4", "https://a.example/t#c4" },
	{ "https://a.example/t#findComment-99",
	    "https://a.example/t#findComment-99" },
	{ "https://a.example/t#c-Jane_Doe-20240102030405-Title",
	    "https://a.example/t#c-Jane_Doe-20240102030405-Title" },
	{ "https://a.example/t#comments", "https://a.example/t" },
	{ "https://a.example/t#section-2", "https://a.example/t" },
	{ "https://a.example/t#contact", "https://a.example/t" },
	{ "https://a.example/t#cafe", "https://a.example/t" },
	/* sessions */
	{ "https://a.example/t;jsessionid=1A2B?x=1",
	    "https://a.example/t?x=1" },
	{ "https://a.example/.;jsessionid=1/t", "https://a.example/t" },
	{ "https://a.example/(S(abcdefghijklmnopqrstuvwx))/p.aspx",
	    "https://a.example/p.aspx" },
	{ "https://a.example/?PHPSESSID=1&t=2", "https://a.example/?t=2" },
	{ "https://a.example/?sid=0123456789abcdef0123456789abcdef&t=2",
	    "https://a.example/?t=2" },
	{ "https://a.example/?sid=12", "https://a.example/?sid=12" },
	{ "https://a.example/?s=jane", "https://a.example/?s=jane" },
	/* mobile and AMP */
	{ "https://m.a.example/x", "https://a.example/x" },
	{ "https://mobile.news.co.uk/x", "https://news.co.uk/x" },
	{ "https://m.co.uk/x", "https://m.co.uk/x" },
	{ "https://amp.dev/x", "https://amp.dev/x" },
	{ "https://fr.m.wikipedia.org/wiki/X", "https://fr.wikipedia.org/"
					       "wiki/X" },
	{ "https://m.facebook.com/p/1", "https://www.facebook.com/p/1" },
	{ "https://a.example/2024/a-title/amp/",
	    "https://a.example/2024/a-title/" },
	{ "https://a.example/2024/a-title/amp?amp=1",
	    "https://a.example/2024/a-title/" },
	{ "https://a.example/2024/title/amp", "https://a.example/2024/title/" },
	{ "https://a.example/wiki/amp", "https://a.example/wiki/amp" },
	/* redirectors */
	{ "https://www.google.fr/url?sa=t&url=https%3A%2F%2Fa.example%2Fx",
	    "https://a.example/x" },
	{ "https://www.bing.com/news/apiclick.aspx?ref=F&url=http%3a%2f%2f"
	  "a.example%2f&c=1",
	    "http://a.example/" },
	{ "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F%3F"
	  "fbclid%3D1&h=2",
	    "https://a.example/" },
	{ "https://duckduckgo.com/l/?uddg=https%3A%2F%2Fa.example%2F&rut=1",
	    "https://a.example/" },
	{ "https://www.google.com/url?q=https://www.google.com/url?q="
	  "http://a.example/",
	    "http://a.example/" },
	{ "https://www.google.com/url?q=&url=https%3A%2F%2Fa.example%2Fx",
	    "https://a.example/x" },
	{ "https://www.bing.com/ck/a?!&p=1&u=a1aHR0cHM6Ly9hLmV4YW1wbGUveA&n=1",
	    "https://a.example/x" },
	{ "https://r.search.yahoo.com/_ylt=A/RE=1/RU=https%3a%2f%2fa.example"
	  "%2fx/RK=2",
	    "https://a.example/x" },
	{ "https://www.amazon.fr/dp/B000/ref=sr_1_1?qid=1",
	    "https://www.amazon.fr/dp/B000" },
	{ "https://www.google.com/url?q=javascript:alert(1)",
	    "https://www.google.com/url?q=javascript:alert(1)" },
	{ "https://a.example/url?q=http://b.example/",
	    "https://a.example/url?q=http://b.example/" },
	{ "https://www.google.com/amp/s/a.example/x", "https://a.example/x" },
	{ "https://a-example.cdn.ampproject.org/c/s/a.example/x?y=1",
	    "https://a.example/x?y=1" },
	{ "mailto:a@b.example?utm_source=x",
	    "mailto:a@b.example?utm_source=x" },
};

static void
test_canonical(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(canonical_rows); i++) {
		char *href = NULL, *got = NULL, *again = NULL;

		CHECK_ROW(i,
		    url_resolve(NULL, canonical_rows[i].in, &href) == ERR_OK);
		CHECK_ROW(i, url_canonical(href, &got) == ERR_OK);
		CHECK_ROW(i, same(got, canonical_rows[i].want));
		CHECK_ROW(i, url_canonical(got, &again) == ERR_OK);
		CHECK_ROW(i, same(got, again));
		free(href);
		free(got);
		free(again);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_compare_key(void **state)
{
	char *a, *b;

	(void)state;
	assert_int_equal(
	    url_compare_key("https://a.example/?b=2&a=1&ab", &a), ERR_OK);
	assert_int_equal(
	    url_compare_key("https://a.example/?ab&utm_id=1&a=1&b=2#x", &b),
	    ERR_OK);
	assert_string_equal(a, "https://a.example/?a=1&ab&b=2");
	assert_string_equal(a, b);
	free(a);
	free(b);
}

static const struct {
	const char *href, *origin, *host, *site;
	unsigned port;
} place_rows[] = {
	{ "https://www.a.co.uk/x", "https://www.a.co.uk", "www.a.co.uk",
	    "a.co.uk", 443 },
	{ "http://u:p@a.example:8080/", "http://a.example:8080", "a.example",
	    "a.example", 8080 },
	{ "http://127.0.0.1/", "http://127.0.0.1", "127.0.0.1", "127.0.0.1",
	    80 },
	{ "http://[::1]:8/", "http://[::1]:8", "[::1]", "[::1]", 8 },
	{ "http://co.uk/", "http://co.uk", "co.uk", "co.uk", 80 },
};

static void
test_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(place_rows); i++) {
		char host[URL_HOST_ROOM] = "", site[URL_HOST_ROOM] = "";
		char *origin = NULL;

		CHECK_ROW(i, url_is_http(place_rows[i].href));
		CHECK_ROW(i, url_origin(place_rows[i].href, &origin) == ERR_OK);
		CHECK_ROW(i, same(origin, place_rows[i].origin));
		CHECK_ROW(i, url_host(place_rows[i].href, host));
		CHECK_ROW(i, same(host, place_rows[i].host));
		CHECK_ROW(i, url_site(host, site));
		CHECK_ROW(i, same(site, place_rows[i].site));
		CHECK_ROW(
		    i, url_port(place_rows[i].href) == place_rows[i].port);
		free(origin);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *href, *dir;
	bool want;
} dir_rows[] = {
	{ "https://a.example/b/d", "https://a.example/b/c.html", true },
	{ "https://a.example/b/", "https://a.example/b/c.html", true },
	{ "https://a.example/bc", "https://a.example/b/c.html", false },
	{ "https://a.example/", "https://a.example/b/c.html", false },
	{ "http://a.example/b/", "https://a.example/b/", false },
	{ "https://a.example:8/b/", "https://a.example/b/", false },
	{ "https://b.a.example/b/", "https://a.example/b/", false },
	{ "https://a.example/x?y", "https://a.example/", true },
	{ "https://a.example/b/d", "https://a.example/b/c?x=/y/", true },
	{ "https://a.example/b/c?x=/y/z", "https://a.example/e/c?x=/y/",
	    false },
	{ "https://b.example/", "https://a.example?x=/", false },
	{ "mailto:x", "https://a.example/", false },
};

static void
test_dir(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(dir_rows); i++)
		CHECK_ROW(i, url_in_dir(dir_rows[i].href, dir_rows[i].dir) ==
				 dir_rows[i].want);
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *href;
	bool want;
} trap_rows[] = {
	{ "https://a.example/2024/05/12/title-of-a-post/", false },
	{ "https://a.example/w/wi/wiki/1/1/1/1/1", false },
	{ "https://a.example/a/b/a/b/a/b/a/b/", true },
	{ "https://a.example/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20"
	  "/21/22/23/24/25/26/27/28/29/30/31",
	    true },
	{ "https://a.example/?year=2024&month=5", false },
	{ "https://a.example/?year=2101", true },
	{ "https://a.example/?year=1899", true },
	{ "https://a.example/?year=3", false },
	{ "https://a.example/?date=2150-01", true },
	{ "https://a.example/?date=20241231", false },
	{ "https://a.example/?id=2150-01", false },
	{ "https://a.example/events/2150-07/", true },
	{ "https://a.example/events/2024-07/", false },
	{ "https://a.example/p/2150/", false },
	{ "https://a.example/?x=1&x=1&x=1&x=1", true },
	{ "https://a.example/w/index.php?title=Jane", false },
	{ "https://a.example/w/index.php?title=Jane&action=edit&redlink=1",
	    true },
	{ "https://a.example/w/index.php?title=Jane&oldid=12", true },
	{ "https://a.example/w/index.php?diff=13&oldid=12&title=Jane", true },
	{ "https://a.example/forum?action=profile&title=x", false },
	{ "https://a.example/?action=edit", false },
	{ "https://a.example/doku.php?id=a:b", false },
	{ "https://a.example/doku.php?id=a:b&rev=1795256596&do=diff", true },
	{ "https://a.example/doku.php?id=a:b&rev=1795256596", true },
	{ "https://a.example/doku.php?id=a:b&do=index", false },
	{ "https://a.example/doku.php?id=a:b&rev=", false },
	{ "https://a.example/x?do=diff&rev=1", false },
};

static void
test_trap(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(trap_rows); i++)
		CHECK_ROW(
		    i, url_is_trap(trap_rows[i].href) == trap_rows[i].want);
	assert_int_equal(rows_failed, 0);
}

static void
test_percent_encode(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 64);
	assert_int_equal(
	    url_percent_encode(&b, "J\xc3\xa9r\xc3\xb4me a-b_c.d~/", 18),
	    ERR_OK);
	assert_string_equal(b.data, "J%C3%A9r%C3%B4me%20a-b_c.d~%2F");
	buf_fini(&b);
}

static void
test_arena(void **state)
{
	struct url_parts base;
	struct arena a;
	char *href = NULL;

	(void)state;
	arena_init(&a);
	assert_true(url_split("https://a.example/b/?c", &base));
	assert_int_equal(url_parse_in(&a, "../d", 4, &base, &href), ERR_OK);
	assert_string_equal(href, "https://a.example/d");
	assert_int_equal(
	    url_parse_in(&a, "http://[", 8, &base, &href), ERR_PARSE);
	arena_fini(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_parse, rows_reset),
		cmocka_unit_test_setup(test_short, rows_reset),
		cmocka_unit_test(test_limits),
		cmocka_unit_test_setup(test_canonical, rows_reset),
		cmocka_unit_test(test_compare_key),
		cmocka_unit_test_setup(test_place, rows_reset),
		cmocka_unit_test_setup(test_dir, rows_reset),
		cmocka_unit_test_setup(test_trap, rows_reset),
		cmocka_unit_test(test_percent_encode),
		cmocka_unit_test(test_arena),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
