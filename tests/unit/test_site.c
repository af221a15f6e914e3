/* SPDX-License-Identifier: ISC */
/* Any site: what of a page is followed, by scope and by what it asks; what else
 * is met on the way. And the table of networks. */
#include "tests/unit/fixture.h"

#define HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
#define SEED "https://a.example/b/c.html"

/* One answer, and the links that are left of it, joined by blanks. */
static const struct {
	const char *head, *body, *links;
	size_t docs;
} rows[] = {
	{ HTML,
	    "<a href=d>x</a><a href='/b/e?x=1#f'>x</a><a href='/z'>x</a>"
	    "<a href='//other.example/b/'>x</a><a href='mailto:x'>x</a>"
	    "<a href='http://a.example/b/'>x</a>",
	    "https://a.example/b/d https://a.example/b/e?x=1", 0 },
	{ HTML, "<base href='/b/x/'><a href=d>x</a>", "https://a.example/b/x/d",
	    0 },
	{ HTML, "<a href=d rel=nofollow>x</a><a href=e>x</a>",
	    "https://a.example/b/e", 0 },
	{ HTML, "<meta name=robots content='noindex, nofollow'><a href=d>x</a>",
	    "", 0 },
	{ HTML "X-Robots-Tag: nofollow\r\n", "<a href=d>x</a>", "", 0 },
	{ HTML, "<meta http-equiv=refresh content='0; url=there'>",
	    "https://a.example/b/there", 0 },
	{ HTML,
	    "<link rel=alternate type='application/rss+xml' href='/b/feed'>"
	    "<link rel=alternate type='application/rss+xml' href='/feed'>"
	    "<link rel='https://api.w.org/' href='/b/wp-json/'>",
	    "https://a.example/b/feed", 0 },
	{ HTML, "<a href='p?PHPSESSID=0123456789abcdef0123456789abcdef'>x</a>",
	    "https://a.example/b/p", 0 },
	{ "HTTP/1.1 302 Found\r\nLocation: d\r\n", "", "https://a.example/b/d",
	    0 },
	{ "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n", "<a href=d>x</a>",
	    "", 0 },
	{ "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n",
	    "<rss><channel><item><link>https://a.example/b/1</link></item>"
	    "<item><link>https://a.example/2</link></item></channel></rss>",
	    "https://a.example/b/1", 2 },
	{ "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n",
	    "<urlset><url><loc>https://a.example/b/1</loc></url><url><loc>"
	    "https://a.example/2</loc></url></urlset>",
	    "https://a.example/b/1", 0 },
	{ "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n", "\x89PNG", "", 0 },
};

static void
join(const struct page *p, char *out, size_t cap)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < p->n_links && n < cap; i++)
		n += (size_t)snprintf(out + n, cap - n, "%s%s",
		    i > 0 ? " " : "", p->links[i].url);
}

static void
test_links(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct fixture f;
		char got[1024];

		fixture_init(&f, SEED);
		fixture_head(
		    &f, (int)strtol(rows[i].head + 9, NULL, 10), rows[i].head);
		fixture_body(&f, rows[i].body);
		CHECK_ROW(i, (fixture_parse(&f, &network_site) == ERR_OK) ==
				 (f.s.status < 400));
		join(&f.p, got, sizeof(got));
		CHECK_ROW(i, same(got, rows[i].links));
		CHECK_ROW(i, f.p.n_docs == rows[i].docs);
		if (!same(got, rows[i].links))
			fprintf(stderr, "# got %s\n", got);
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* Where a redirect leads out, the seed's own is followed, and said. */
static void
test_redirects(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, SEED);
	fixture_head(&f, 301,
	    "HTTP/1.1 301 M\r\nLocation: https://www.a.example/b/\r\n");
	assert_int_equal(fixture_parse(&f, &network_site), ERR_OK);
	assert_int_equal(f.p.n_links, 1);
	assert_int_equal(f.p.links[0].kind, LINK_REDIRECT);
	assert_true(fixture_says(&f, "out of its scope"));
	f.s.depth = 1;
	assert_int_equal(fixture_parse(&f, &network_site), ERR_OK);
	assert_int_equal(f.p.n_links, 0);
	fixture_head(&f, 301, "HTTP/1.1 301 M\r\nLocation: ftp://x/\r\n");
	assert_int_equal(fixture_parse(&f, &network_site), ERR_OK);
	assert_true(fixture_says(&f, "no web address"));
	fixture_fini(&f);
}

static const struct {
	const char *type, *body, *text;
} documents[] = {
	{ "text/plain; charset=iso-8859-1", "caf\xe9\n", "caf\xc3\xa9\n" },
	{ "application/xml", "<a><b>Jane</b><c>Doe &amp; Co</c></a>",
	    "Jane\nDoe & Co\n\n" },
	{ "application/json", "{\"a\":\"J\\u0061ne\"}", "a\nJane\n" },
	{ "application/ld+json", "[\"<b>Ja</b>ne &amp; Co\", 1, \"\\/x\"]",
	    "Jane & Co\n/x\n" },
	{ "application/json", "\"\\ud83d\\ude00\\ud83dx\\u00zz\\u0000\\\"\\q",
	    "\xf0\x9f\x98\x80\xef\xbf\xbdx\xef\xbf\xbd"
	    "00zz \"q\n" },
	{ "application/json", "\"cut\\", "cut\n" },
	{ "application/pdf", "%PDF-1.7", NULL },
	{ "", "<!DOCTYPE html><title>Jane</title>", "Jane" },
};

static void
test_documents(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(documents); i++) {
		struct fixture f;
		char head[128];

		snprintf(head, sizeof(head),
		    "HTTP/1.1 200 OK\r\nContent-Type: %s\r\n",
		    documents[i].type);
		fixture_init(&f, SEED);
		fixture_head(&f, 200, head);
		fixture_body(&f, documents[i].body);
		CHECK_ROW(i, fixture_parse(&f, &network_site) == ERR_OK);
		CHECK_ROW(i, (f.p.text == NULL) == (documents[i].text == NULL));
		CHECK_ROW(
		    i, f.p.text == NULL || same(f.p.text, documents[i].text));
		CHECK_ROW(
		    i, f.p.text == NULL ||
			   (f.p.n_docs == 1 || documents[i].type[0] == '\0'));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_start(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, SEED);
	assert_int_equal(network_site.start(&f.seed, &f.p), ERR_OK);
	assert_int_equal(f.p.n_links, 2);
	assert_int_equal(fixture_link(&f, SEED)->kind, LINK_PAGE);
	assert_int_equal(
	    fixture_link(&f, "https://a.example/b/sitemap.xml")->role,
	    NETWORK_ROLE_SITEMAP);
	/* A page in place of a sitemap is a page. */
	f.s.role = NETWORK_ROLE_SITEMAP;
	fixture_head(&f, 200, HTML);
	fixture_body(&f, "<html><a href=d>x</a></html>");
	assert_int_equal(fixture_parse(&f, &network_site), ERR_OK);
	fixture_head(
	    &f, 200, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n");
	fixture_body(&f, "nothing here");
	assert_int_equal(fixture_parse(&f, &network_site), ERR_PARSE);
	assert_true(fixture_says(&f, "no sitemap"));
	fixture_fini(&f);
}

/* Every network has its card; for `auto` the first that accepts wins. */
static void
test_table(void **state)
{
	static const struct {
		const char *body, *name;
	} firsts[] = {
		{ "<html><meta name=\"generator\" content=\"DokuWiki\"/>",
		    "dokuwiki" },
		{ "<html><link rel=EditURI href='/api.php?action=rsd'>",
		    "mediawiki" },
		{ "<rss><channel/></rss>", "feed" },
		{ "<html>hello</html>", "site" },
	};

	(void)state;
	for (size_t i = 0; i < NELEM(firsts); i++) {
		struct fixture f;
		size_t k = 0;

		fixture_init(&f, SEED);
		fixture_body(&f, firsts[i].body);
		while (network_at(k) != NULL && !network_at(k)->accepts(&f.s))
			k++;
		CHECK_ROW(i, network_at(k) != NULL &&
				 same(network_at(k)->name, firsts[i].name));
		fixture_fini(&f);
	}
	assert_null(network_find("nothing"));
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_links, rows_reset),
		cmocka_unit_test(test_redirects),
		cmocka_unit_test_setup(test_documents, rows_reset),
		cmocka_unit_test(test_start),
		cmocka_unit_test_setup(test_table, rows_reset),
	};

	return cmocka_run_group_tests_name("site", tests, NULL, NULL);
}
