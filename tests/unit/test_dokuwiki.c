/* SPDX-License-Identifier: ISC */
/* DokuWiki: the index, the feeds, a page. */
#include "tests/unit/fixture.h"

#define BASE "https://w.example/w/"
#define HTML_HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
#define LIST_FEED "&num=10000&type=rss1&content=html&linkto=page"

static const struct network *const dw = &network_dokuwiki;

static const struct {
	const char *target;
} targets[] = { { BASE }, { BASE "doku.php" }, { BASE "doku.php?id=start" },
	{ BASE "doku.php/wiki/start" } };

static void
test_start(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(targets); i++) {
		struct fixture f;

		fixture_init(&f, targets[i].target);
		CHECK_ROW(i, dw->start(&f.seed, &f.p) == ERR_OK);
		CHECK_ROW(i, f.p.n_links == 4);
		CHECK_ROW(i, fixture_has(&f, BASE "doku.php?do=index&idx="));
		CHECK_ROW(i, fixture_has(&f, BASE "doku.php?do=sitemap"));
		CHECK_ROW(i, fixture_has(&f,
				 BASE "feed.php?mode=recent&num=200&type=rss1"
				      "&content=html&linkto=page"));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_index(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, BASE);
	assert_int_equal(dw->start(&f.seed, &f.p), ERR_OK);
	fixture_follow(&f, fixture_link(&f, BASE "doku.php?do=index&idx="));
	fixture_head(&f, 200, HTML_HEAD);
	fixture_file(&f, "tests/data/networks/dokuwiki-index.html");
	assert_true(dw->accepts(&f.s));
	assert_int_equal(fixture_parse(&f, dw), ERR_OK);
	assert_true(fixture_has(&f, BASE "doku.php?do=index&idx=team"));
	assert_true(
	    fixture_has(&f, BASE "feed.php?mode=list&ns=team" LIST_FEED));
	assert_true(fixture_has(&f, BASE "doku.php?id=team:start"));
	assert_true(fixture_has(&f, BASE "doku.php/team/other"));
	assert_int_equal(f.p.n_links, 4);
	assert_false(f.p.nofollow);
	assert_int_equal(f.p.n_docs, 0);
	fixture_fini(&f);
}

static void
test_feed(void **state)
{
	struct fixture f;
	const struct doc *d;

	(void)state;
	fixture_init(&f, BASE);
	assert_int_equal(dw->start(&f.seed, &f.p), ERR_OK);
	fixture_follow(
	    &f, fixture_link(&f, BASE "feed.php?mode=list&ns=" LIST_FEED));
	fixture_head(
	    &f, 200, "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n");
	fixture_file(&f, "tests/data/networks/dokuwiki-feed.xml");
	assert_int_equal(fixture_parse(&f, dw), ERR_OK);
	assert_int_equal(f.p.n_docs, 1);
	d = f.p.docs;
	assert_int_equal(d->kind, DOC_PAGE);
	assert_string_equal(d->native_id, "team:start");
	assert_string_equal(d->native_space, "dokuwiki:" BASE);
	assert_string_equal(d->title, "team:start");
	assert_string_equal(d->url, BASE "doku.php?id=team:start");
	assert_string_equal(
	    d->stable_url, BASE "doku.php?id=team:start&rev=1795256596");
	assert_string_equal(d->revision, "1795256596");
	assert_string_equal(d->author, "ann");
	assert_string_equal(d->text, "Team\nJane Doe leads.");
	assert_string_equal(d->published_from, "dokuwiki last change");
	assert_true(fixture_has(&f, BASE "doku.php?id=team:start"));
	fixture_body(&f, "<html>the feed is off</html>");
	assert_int_equal(fixture_parse(&f, dw), ERR_PARSE);
	fixture_fini(&f);
}

static void
test_page(void **state)
{
	struct fixture f;
	const struct doc *d;

	(void)state;
	fixture_init(&f, BASE);
	fixture_head(&f, 200, HTML_HEAD);
	fixture_file(&f, "tests/data/networks/dokuwiki-page.html");
	f.s.url = BASE "doku.php/team/start";
	f.s.full = true;
	assert_int_equal(fixture_parse(&f, dw), ERR_OK);
	assert_true(f.p.n_docs > 0);
	d = f.p.docs;
	assert_string_equal(d->native_id, "team:start");
	assert_string_equal(d->author, "ann");
	assert_string_equal(d->published, "2026-11-21");
	assert_non_null(strstr(f.p.text, "Jane Doe leads."));
	/* Another view of a page is none. */
	f.s.url = BASE "doku.php?id=team:start&do=revisions";
	assert_int_equal(fixture_parse(&f, dw), ERR_OK);
	assert_null(f.p.docs[0].native_id);
	fixture_head(&f, 403, "HTTP/1.1 403 No\r\n");
	assert_int_equal(fixture_parse(&f, dw), ERR_PARSE);
	fixture_fini(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_start, rows_reset),
		cmocka_unit_test(test_index),
		cmocka_unit_test(test_feed),
		cmocka_unit_test(test_page),
	};

	return cmocka_run_group_tests_name("dokuwiki", tests, NULL, NULL);
}
