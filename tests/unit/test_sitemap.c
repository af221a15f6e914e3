/* SPDX-License-Identifier: ISC */
/* Sitemaps in their four forms, and what they may not do. */
#include "tests/unit/fixture.h"

#include "crawler/parse/sitemap.h"
#include "store/base/buf.h"

#define URLSET "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"

static const struct {
	const char *body;
	unsigned role;
	bool accepted;
	size_t pages, lists;
	const char *first;
	int64_t lastmod;
} rows[] = {
	{ URLSET "<url><loc> https://b.example/a </loc>"
		 "<lastmod>2026-11-20</lastmod></url></urlset>",
	    0, true, 1, 0, "https://b.example/a", 1795132800000 },
	{ URLSET "<url><loc>https://b.example/a</loc><image:image "
		 "xmlns:image='i'><image:loc>https://b.example/i.png"
		 "</image:loc></image:image></url>"
		 "<url><loc>https://evil.example/</loc></url>"
		 "<url><loc>javascript:x</loc></url><url/></urlset>",
	    0, true, 1, 0, "https://b.example/a", 0 },
	{ URLSET "<url><loc>https://b.example/n</loc><news:news xmlns:news='n'>"
		 "<news:publication_date>2026-11-20T00:00:00Z"
		 "</news:publication_date><news:title>Jane</news:title>"
		 "</news:news></url></urlset>",
	    0, true, 1, 0, "https://b.example/n", 1795132800000 },
	{ "<sitemapindex><sitemap><loc>https://b.example/2.xml</loc></sitemap>"
	  "</sitemapindex>",
	    0, true, 0, 1, "https://b.example/2.xml", 0 },
	{ "https://b.example/a\r\nhttps://b.example/b\nrubbish\n",
	    NETWORK_ROLE_SITEMAP, true, 2, 0, "https://b.example/a", 0 },
	{ "https://b.example/a\n", 0, false, 1, 0, "https://b.example/a", 0 },
	{ "<html><body>404</body></html>", NETWORK_ROLE_SITEMAP, false, 0, 0,
	    NULL, 0 },
	{ URLSET "<url><loc>https://b.example/a</loc>", 0, true, 1, 0,
	    "https://b.example/a", 0 },
	{ "\x1f\x8b"
	  "broken",
	    NETWORK_ROLE_SITEMAP, true, 0, 0, NULL, 0 },
};

static void
test_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct fixture f;

		fixture_init(&f, "https://b.example/sitemap.xml");
		f.s.role = rows[i].role;
		fixture_body(&f, rows[i].body);
		CHECK_ROW(i, sitemap_accepts(&f.s) == rows[i].accepted);
		CHECK_ROW(i, (sitemap_parse(&f.s, &f.p) == ERR_OK) ==
				 (rows[i].first != NULL));
		CHECK_ROW(i, fixture_count(&f, LINK_PAGE) == rows[i].pages);
		CHECK_ROW(i, fixture_count(&f, LINK_LISTING) == rows[i].lists);
		if (rows[i].first != NULL && f.p.n_links > 0) {
			CHECK_ROW(i, same(f.p.links[0].url, rows[i].first));
			CHECK_ROW(i, f.p.links[0].lastmod == rows[i].lastmod);
		}
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* Fifty thousand addresses, and one more. */
static void
test_ceiling(void **state)
{
	(void)state;
	for (unsigned n = PAGE_SITEMAP_MAX; n <= PAGE_SITEMAP_MAX + 1; n++) {
		struct fixture f;
		struct buf b;

		buf_init(&b, 8 << 20);
		assert_int_equal(buf_adds(&b, URLSET), ERR_OK);
		for (unsigned i = 0; i < n; i++)
			assert_int_equal(buf_addf(&b,
					     "<url><loc>https://b.example/%u"
					     "</loc></url>",
					     i),
			    ERR_OK);
		fixture_init(&f, "https://b.example/sitemap.xml");
		f.s.body = b.data;
		f.s.body_len = b.len;
		assert_int_equal(sitemap_parse(&f.s, &f.p), ERR_OK);
		assert_int_equal(f.p.n_links, PAGE_SITEMAP_MAX);
		assert_int_equal(f.p.truncated, n > PAGE_SITEMAP_MAX);
		fixture_fini(&f);
		buf_fini(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_forms, rows_reset),
		cmocka_unit_test(test_ceiling),
	};

	return cmocka_run_group_tests_name("sitemap", tests, NULL, NULL);
}
