/* SPDX-License-Identifier: ISC */
/* robots.txt: groups, rules, tolerances, ceilings, and what a dump keeps. */
#include <stdlib.h>

#include "crawler/fetch/robots.h"
#include "crawler/fetch/robots_match.h"
#include "store/base/clock.h"
#include "store/base/mem.h"
#include "tests/unit/unit.h"

static const struct {
	const char *text, *url;
	bool allowed;
	const char *rule; /* NULL: none decided */
} rows[] = {
	{ "", "http://a.example/", true, NULL },
	{ "User-agent: *\nDisallow:\n", "http://a.example/x", true, NULL },
	{ "User-agent: *\nDisallow: /\n", "http://a.example", false,
	    "disallow: /" },
	{ "User-agent: *\nDisallow: /\n", "http://a.example/robots.txt", true,
	    NULL },
	/* Groups: the product's own, else "*"; of one product, merged. */
	{ "User-agent: *\nDisallow: /\n\nUser-agent: Vigie\nDisallow: /b\n",
	    "http://a.example/a", true, NULL },
	{ "User-agent: vigie\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n"
	  "User-agent: vigie/2.0 (y)\nDisallow: /b\n",
	    "http://a.example/b", false, "disallow: /b" },
	{ "User-agent: vigies\nDisallow: /\n", "http://a.example/", true,
	    NULL },
	{ "User-agent: x\nUser-agent: vigie\nDisallow: /\n",
	    "http://a.example/", false, "disallow: /" },
	{ "User-agent: vigie\nCrawl-delay: 1\nSitemap: /s\n\nDisallow: /\n",
	    "http://a.example/", false, "disallow: /" },
	{ "User-agent: vigie\nAllow: /\nUser-agent: x\nDisallow: /\n",
	    "http://a.example/", true, "allow: /" },
	{ "Disallow: /\nUser-agent: x\nAllow: /\n", "http://a.example/", true,
	    NULL },
	/* Rules: the longest decides, allow wins a tie. */
	{ "User-agent: *\nDisallow: /a\nAllow: /a/b\n",
	    "http://a.example/a/b/c", true, "allow: /a/b" },
	{ "User-agent: *\nAllow: /a\nDisallow: /a\n", "http://a.example/a",
	    true, "allow: /a" },
	{ "User-agent: *\nAllow: /page\nDisallow: /*.htm\n",
	    "http://a.example/page.htm", false, "disallow: /*.htm" },
	{ "User-agent: *\nDisallow: /a$\n", "http://a.example/a", false,
	    "disallow: /a$" },
	{ "User-agent: *\nDisallow: /a$\n", "http://a.example/ab", true, NULL },
	{ "User-agent: *\nDisallow: /a$\n", "http://a.example/a?b", true,
	    NULL },
	{ "User-agent: *\nDisallow: /*?\n", "http://a.example/a?b", false,
	    "disallow: /*?" },
	{ "User-agent: *\nDisallow: /*a*b*c$\n", "http://a.example/xaybzc",
	    false, "disallow: /*a*b*c$" },
	{ "User-agent: *\nDisallow: /*a*b*c$\n", "http://a.example/xaybzcd",
	    true, NULL },
	{ "User-agent: *\nDisallow: /*ab$\n", "http://a.example/ab/ab", false,
	    "disallow: /*ab$" },
	{ "User-agent: *\nDisallow: /ab*b$\n", "http://a.example/ab", true,
	    NULL },
	{ "User-agent: *\nDisallow: *.gif$\n", "http://a.example/x.gif", false,
	    "disallow: *.gif$" },
	{ "User-agent: *\nDisallow: /A\n", "http://a.example/a", true, NULL },
	{ "User-agent: *\nDisallow: /a\n", "http://a.example/#/a", true, NULL },
	{ "User-agent: *\nAllow: /x/index.html\nDisallow: /\n",
	    "http://a.example/x/", true, "allow: /x/$" },
	/* Percent-encoding (RFC 9309 2.2.2). */
	{ "User-agent: *\nDisallow: /%62%61%7A\n", "http://a.example/baz",
	    false, "disallow: /baz" },
	{ "User-agent: *\nDisallow: /b%2fc\n", "http://a.example/b%2Fc", false,
	    "disallow: /b%2Fc" },
	{ "User-agent: *\nDisallow: /b%2fc\n", "http://a.example/b/c", true,
	    NULL },
	{ "User-agent: *\nDisallow: /\xe3\x83\x84\n",
	    "http://a.example/%E3%83%84", false, "disallow: /%E3%83%84" },
	{ "User-agent: *\nDisallow: /a%2a\n", "http://a.example/a*", false,
	    "disallow: /a%2A" },
	{ "User-agent: *\nDisallow: /a%2a\n", "http://a.example/ab", true,
	    NULL },
	{ "User-agent: *\nDisallow: /a$b\n", "http://a.example/a$b", false,
	    "disallow: /a%24b" },
	{ "User-agent: *\nDisallow: /a b\n", "http://a.example/a%20b", false,
	    "disallow: /a%20b" },
	/* Tolerances. */
	{ "\xef\xbb\xbfUser-agent: *\nDisallow: /\n", "http://a.example/",
	    false, "disallow: /" },
	{ "User-agent: *\rDisallow: /\r", "http://a.example/", false,
	    "disallow: /" },
	{ "User-agent: *\r\nDisallow: /\r\n", "http://a.example/", false,
	    "disallow: /" },
	{ "user-agent *\ndisallow /\n", "http://a.example/", false,
	    "disallow: /" },
	{ "useragent: *\ndissallow: /\n", "http://a.example/", false,
	    "disallow: /" },
	{ " USER-AGENT :\t* # all\n\tDISALLOW\t:  /a # b\n",
	    "http://a.example/a", false, "disallow: /a" },
	{ "User-agent: * x\nDisallow: /\n", "http://a.example/", false,
	    "disallow: /" },
	{ "<html>\n<body>Not found</body>\n</html>\n", "http://a.example/",
	    true, NULL },
	/* Addresses that are none. */
	{ "User-agent: *\nDisallow: /\n", "", false, "disallow: /" },
	{ "User-agent: *\nDisallow: /a\n", "/a", false, "disallow: /a" },
	{ "User-agent: *\nDisallow: /?q\n", "http://a.example?q", false,
	    "disallow: /?q" },
};

static void
test_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct robots *r =
		    robots_parse(rows[i].text, strlen(rows[i].text), "vigie");
		const char *rule;
		bool allowed = robots_allows(r, rows[i].url, &rule);

		CHECK_ROW(i, allowed == rows[i].allowed);
		CHECK_ROW(i, same(rule, rows[i].rule));
		robots_free(r);
	}
	assert_int_equal(rows_failed, 0);
}

/* What a dump says is what the file said. */
static void
test_dump(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct robots *r =
		    robots_parse(rows[i].text, strlen(rows[i].text), "vigie");
		struct robots *again;
		struct buf b;

		buf_init(&b, 65536);
		CHECK_ROW(i, robots_dump(r, &b) == ERR_OK);
		again = robots_parse(b.data, b.len, "vigie");
		CHECK_ROW(i,
		    robots_allows(again, rows[i].url, NULL) == rows[i].allowed);
		robots_free(again);
		robots_free(r);
		buf_fini(&b);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *text;
	int64_t delay_ms;
} delays[] = {
	{ "User-agent: *\nCrawl-delay: 10\n", 10000 },
	{ "User-agent: *\nCrawl-delay: 0.5\n", 500 },
	{ "User-agent: *\nCrawl-delay: 1.2345\n", 1234 },
	{ "User-agent: *\nCrawl-delay: 3s\n", 3000 },
	{ "User-agent: *\nCrawl-delay: -1\n", -1 },
	{ "User-agent: *\nCrawl-delay: soon\n", -1 },
	{ "User-agent: *\nCrawl-delay:\n", -1 },
	{ "User-agent: *\nCrawl-delay: 99999999999999999999\n",
	    (int64_t)ROBOTS_DELAY_MAX_S * 1000 },
	{ "User-agent: x\nCrawl-delay: 10\n", -1 },
	{ "Crawl-delay: 10\n", -1 },
	{ "User-agent: *\nCrawl-delay: 9\nDisallow: /a\n\n"
	  "User-agent: vigie\nCrawl-delay: 2\nDisallow: /b\n",
	    2000 },
};

static void
test_delay(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(delays); i++) {
		struct robots *r = robots_parse(
		    delays[i].text, strlen(delays[i].text), "vigie");

		CHECK_ROW(i, robots_delay_ms(r) == delays[i].delay_ms);
		robots_free(r);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_sitemaps(void **state)
{
	static const char text[] = "Sitemap: http://a.example/s?a=b\n"
				   "User-agent: x\nDisallow: /\n"
				   "site-map: /\xc3\xa9.xml\nsitemap:\n";
	struct robots *r = robots_parse(text, sizeof(text) - 1, "vigie");

	(void)state;
	assert_string_equal(robots_sitemap(r, 0), "http://a.example/s?a=b");
	assert_string_equal(robots_sitemap(r, 1), "/%C3%A9.xml");
	assert_null(robots_sitemap(r, 2));
	robots_free(r);
}

/* A rule that ends exactly at the ceiling is read, one that it cuts is not. */
static void
test_bytes_max(void **state)
{
	static const char head[] = "User-agent: *\n", rule[] = "Disallow: /z";
	size_t room = ROBOTS_BYTES_MAX + 64;
	char *text = mem_alloc(room);

	(void)state;
	for (size_t over = 0; over < 2; over++) {
		size_t at = ROBOTS_BYTES_MAX - sizeof(rule) + over;
		struct robots *r;

		memset(text, '\n', room);
		memcpy(text, head, sizeof(head) - 1);
		memcpy(text + at, rule, sizeof(rule) - 1);
		r = robots_parse(text, room, "vigie");
		assert_int_equal(
		    robots_allows(r, "http://a.example/z", NULL), over == 1);
		robots_free(r);
	}
	free(text);
}

static void
test_line_max(void **state)
{
	static const char head[] = "User-agent: *\nDisallow: /";
	size_t n = sizeof(head) - 1 + ROBOTS_LINE_MAX;
	char *text = mem_alloc(n + 1), *url = mem_alloc(n + 32);
	size_t path = ROBOTS_LINE_MAX - strlen("Disallow: ");
	struct robots *r;

	(void)state;
	memset(text, 'a', n);
	memcpy(text, head, sizeof(head) - 1);
	r = robots_parse(text, n, "vigie");
	memcpy(url, "http://a.example/", 17);
	memset(url + 17, 'a', path - 1);
	url[16 + path] = '\0';
	assert_false(robots_allows(r, url, NULL));
	url[15 + path] = '\0'; /* one octet less than the rule that was cut */
	assert_true(robots_allows(r, url, NULL));
	robots_free(r);
	free(text);
	free(url);
}

static void
test_sitemaps_max(void **state)
{
	struct buf b;
	struct robots *r;

	(void)state;
	buf_init(&b, 65536);
	for (int i = 0; i <= ROBOTS_SITEMAPS_MAX; i++)
		assert_int_equal(buf_addf(&b, "Sitemap: /%d\n", i), ERR_OK);
	r = robots_parse(b.data, b.len, "vigie");
	assert_non_null(robots_sitemap(r, ROBOTS_SITEMAPS_MAX - 1));
	assert_null(robots_sitemap(r, ROBOTS_SITEMAPS_MAX));
	robots_free(r);
	buf_fini(&b);
}

/* Patterns that make a matcher look back for ever, on the longest path. The
 * test program's own time limit would be met in hours otherwise. */
static void
test_stars(void **state)
{
	char pattern[8192], path[8192];
	size_t n = 0;

	(void)state;
	while (n + 3 < sizeof(pattern)) {
		pattern[n++] = '*';
		pattern[n++] = 'a';
	}
	pattern[n++] = 'b';
	pattern[0] = '/';
	memset(path, 'a', sizeof(path));
	path[0] = '/';
	for (int i = 0; i < 1000; i++)
		assert_false(robots_match(pattern, n, path, sizeof(path)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rules, rows_reset),
		cmocka_unit_test_setup(test_dump, rows_reset),
		cmocka_unit_test_setup(test_delay, rows_reset),
		cmocka_unit_test(test_sitemaps),
		cmocka_unit_test(test_bytes_max),
		cmocka_unit_test(test_line_max),
		cmocka_unit_test(test_sitemaps_max),
		cmocka_unit_test(test_stars),
	};

	return cmocka_run_group_tests_name("robots", tests, NULL, NULL);
}
