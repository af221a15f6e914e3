/* SPDX-License-Identifier: ISC */
/* WordPress: the road from the front page through the lists, its other roads,
 * the shapes of its answers, good and bad. */
#include "tests/unit/fixture.h"

#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define ROOT "https://b.example/wp-json/wp/v2/"
#define POSTS ROOT "posts?per_page=100&_embed=author&orderby=date&page="

static const struct network *const wp = &network_wordpress;

/* At a list, its first page just asked for. */
static void
at_list(struct fixture *f, const char *url)
{
	fixture_init(f, "https://b.example/");
	fixture_head(f, 200, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n");
	assert_int_equal(wp->start(&f->seed, &f->p), ERR_OK);
	fixture_follow(f, fixture_link(f, "https://b.example/"));
	assert_int_equal(fixture_parse(f, wp), ERR_OK);
	fixture_follow(f, fixture_link(f, url));
}

static const struct {
	const char *target, *head, *body, *want; /* the list of posts */
} roads[] = {
	{ "https://b.example/", "HTTP/1.1 200 OK\r\n", "", POSTS "1" },
	{ "https://b.example/wp-json/", "HTTP/1.1 200 OK\r\n", "", POSTS "1" },
	{ "https://b.example/",
	    "HTTP/1.1 200 OK\r\nLink: <https://b.example/api/>; "
	    "rel=\"https://api.w.org/\"\r\n",
	    "",
	    "https://b.example/api/wp/v2/posts?per_page=100&_embed=author"
	    "&orderby=date&page=1" },
	{ "https://b.example/",
	    "HTTP/1.1 200 OK\r\nLink: <https://x.example/>; rel=next\r\n",
	    "<link rel='https://api.w.org/' href='/?rest_route=/'>",
	    "https://b.example/?rest_route=/wp/v2/posts&per_page=100"
	    "&_embed=author&orderby=date&page=1" },
	{ "https://b.example/", "HTTP/1.1 403 No\r\n", "<html>closed</html>",
	    POSTS "1" },
};

static void
test_roads(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(roads); i++) {
		struct fixture f;

		fixture_init(&f, roads[i].target);
		assert_int_equal(wp->start(&f.seed, &f.p), ERR_OK);
		fixture_follow(&f, fixture_link(&f, "https://b.example/"));
		fixture_head(&f, (int)strtol(roads[i].head + 9, NULL, 10),
		    roads[i].head);
		fixture_body(&f, roads[i].body);
		CHECK_ROW(i,
		    (fixture_parse(&f, wp) == ERR_OK) == (f.s.status == 200));
		CHECK_ROW(i, f.p.n_links == 3 && f.p.n_docs == 0);
		CHECK_ROW(i, fixture_has(&f, roads[i].want));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_posts(void **state)
{
	struct fixture f;
	const struct doc *d;

	(void)state;
	at_list(&f, POSTS "1");
	fixture_head(
	    &f, 200, JSON_HEAD "X-WP-Total: 230\r\nX-WP-TotalPages: 3\r\n");
	fixture_file(&f, "tests/data/networks/wordpress-posts.json");
	assert_int_equal(fixture_parse(&f, wp), ERR_PARSE);
	assert_true(fixture_says(&f, "4 of 6 posts of another shape"));
	assert_int_equal(f.p.n_docs, 2);
	d = &f.p.docs[0];
	assert_int_equal(d->kind, DOC_POST);
	assert_string_equal(d->native_id, "post 12");
	assert_string_equal(d->native_space, "wordpress:https://b.example/");
	assert_string_equal(d->title, "Tea & talk");
	assert_string_equal(d->text, "Here is Jane Doe.");
	assert_string_equal(d->author, "Ann O\xe2\x80\x99Neil");
	assert_string_equal(d->handle, "ann");
	assert_string_equal(d->author_url, "https://b.example/author/ann/");
	assert_string_equal(d->published, "2026-11-20T21:30:00Z");
	assert_string_equal(d->published_from, "wordpress date_gmt");
	d = &f.p.docs[1];
	assert_string_equal(d->native_id, "post 13");
	assert_string_equal(d->title, "plain");
	assert_string_equal(d->text, "a teaser");
	assert_true(d->summary);
	assert_null(d->author);
	assert_string_equal(d->published, "2026-11-20");
	/* The rest of the list at once, and no more than it has. */
	assert_true(fixture_has(&f, POSTS "2"));
	assert_true(fixture_has(&f, POSTS "3"));
	assert_int_equal(fixture_count(&f, LINK_LISTING), 2);
	assert_false(f.p.complete);
	fixture_fini(&f);
}

static void
test_comments(void **state)
{
	struct fixture f;
	const struct doc *d;

	(void)state;
	at_list(&f, ROOT "comments?per_page=100&orderby=date&page=1");
	fixture_head(
	    &f, 200, JSON_HEAD "X-WP-Total: 2\r\nX-WP-TotalPages: 1\r\n");
	fixture_file(&f, "tests/data/networks/wordpress-comments.json");
	assert_int_equal(fixture_parse(&f, wp), ERR_OK);
	assert_true(f.p.listing && f.p.complete);
	assert_int_equal(f.p.n_docs, 2);
	d = &f.p.docs[0];
	assert_int_equal(d->kind, DOC_COMMENT);
	assert_string_equal(d->native_id, "comment 34");
	assert_string_equal(d->parent_id, "post 12");
	assert_string_equal(d->author, "Reader & Co");
	assert_string_equal(d->author_url, "https://reader.example/");
	assert_string_equal(
	    d->avatar_url, "https://gravatar.example/avatar/0b?s=96");
	assert_string_equal(d->url, "https://b.example/2026/hello/#comment-34");
	d = &f.p.docs[1];
	assert_string_equal(d->parent_id, "comment 34");
	assert_string_equal(d->thread_id, "post 12");
	assert_null(d->author);
	assert_null(d->author_url);
	fixture_fini(&f);
}

/* What may come in place of a list: each is said, none is believed. */
static const struct {
	int status;
	const char *head, *body, *problem;
	bool login;
} bad[] = {
	{ 401, JSON_HEAD, "{\"code\":\"rest_not_logged_in\"}",
	    "rest_not_logged_in", false },
	{ 404, JSON_HEAD, "{\"code\":\"rest_no_route\"}", "rest_no_route",
	    false },
	{ 200, JSON_HEAD, "{\"x\":1}", "another shape", false },
	{ 200, "", "<!doctype html><html><p>hello</p></html>",
	    "HTML where JSON was due", false },
	{ 200, "", "<html><form><input type=\"password\"></form></html>",
	    "login page", true },
	{ 200, JSON_HEAD, "[{\"id\":1", "no JSON", false },
	{ 200, JSON_HEAD, "", "no JSON", false },
	{ 200, JSON_HEAD, "\"text\"", "another shape", false },
};

static void
test_bad_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct fixture f;

		at_list(&f, POSTS "1");
		fixture_head(&f, bad[i].status, bad[i].head);
		fixture_body(&f, bad[i].body);
		CHECK_ROW(i, fixture_parse(&f, wp) == ERR_PARSE);
		CHECK_ROW(i, fixture_says(&f, bad[i].problem));
		CHECK_ROW(i, f.p.login_wall == bad[i].login);
		CHECK_ROW(i, f.p.n_docs == 0 && f.p.n_links == 1);
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* Closed there, closed by rest_route, open as a feed: with the API's ids. */
static void
test_fallback(void **state)
{
	struct fixture f;

	(void)state;
	at_list(&f, POSTS "1");
	fixture_head(&f, 403, JSON_HEAD);
	fixture_body(&f, "{\"code\":\"rest_forbidden\"}");
	assert_int_equal(fixture_parse(&f, wp), ERR_PARSE);
	fixture_follow(
	    &f, fixture_link(&f,
		    "https://b.example/?rest_route=/wp/v2/posts&per_page=100"
		    "&_embed=author&orderby=date&page=1"));
	assert_int_equal(fixture_parse(&f, wp), ERR_PARSE);
	fixture_follow(&f, fixture_link(&f, "https://b.example/feed/"));
	fixture_head(&f, 200,
	    "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n");
	fixture_file(&f, "tests/data/networks/wordpress-feed.xml");
	assert_int_equal(fixture_parse(&f, wp), ERR_OK);
	assert_true(fixture_says(&f, "posts from the feed"));
	assert_int_equal(f.p.n_docs, 1);
	assert_string_equal(f.p.docs[0].native_id, "post 12");
	assert_string_equal(
	    f.p.docs[0].native_space, "wordpress:https://b.example/");
	assert_string_equal(f.p.docs[0].text, "Here is Jane Doe.");
	/* On to older ones, until there is none, or the same again. */
	fixture_follow(&f, fixture_link(&f, "https://b.example/feed/?paged=2"));
	assert_int_equal(fixture_parse(&f, wp), ERR_OK);
	assert_int_equal(fixture_count(&f, LINK_LISTING), 0);
	fixture_head(&f, 404, "HTTP/1.1 404 No\r\n");
	assert_int_equal(fixture_parse(&f, wp), ERR_OK);
	assert_int_equal(f.p.n_links, 0);
	fixture_fini(&f);
}

/* Totals that lie, pages that repeat, a whole that does not fit. */
static void
test_paging(void **state)
{
	struct fixture f;

	(void)state;
	at_list(&f, POSTS "1");
	fixture_head(&f, 200, JSON_HEAD "X-WP-TotalPages: 20\r\n");
	fixture_file(&f, "tests/data/networks/wordpress-comments.json");
	(void)fixture_parse(&f, wp);
	assert_int_equal(fixture_count(&f, LINK_LISTING), 19);
	/* One page more than the seed may ask for: only searches. */
	fixture_head(&f, 200, JSON_HEAD "X-WP-TotalPages: 21\r\n");
	(void)fixture_parse(&f, wp);
	assert_int_equal(fixture_count(&f, LINK_LISTING), 1);
	assert_true(
	    fixture_has(&f, ROOT "posts?per_page=100&_embed=author&orderby=date"
				 "&search=Jane%20Doe&page=1"));
	assert_true(fixture_says(&f, "searching"));
	/* A total that is none: the next page, until one is empty. */
	fixture_head(&f, 200, JSON_HEAD "X-WP-TotalPages: many\r\n");
	(void)fixture_parse(&f, wp);
	assert_int_equal(fixture_count(&f, LINK_LISTING), 1);
	assert_true(fixture_has(&f, POSTS "2"));
	/* The same page once more. */
	f.s.context = "posts post 34";
	(void)fixture_parse(&f, wp);
	assert_true(fixture_says(&f, "the same page again"));
	fixture_body(&f, "[]");
	(void)fixture_parse(&f, wp);
	assert_int_equal(fixture_count(&f, LINK_LISTING), 0);
	fixture_fini(&f);
}

/* The page of a post that has a mention keeps the post's id. */
static void
test_permalink(void **state)
{
	struct fixture f;

	(void)state;
	at_list(&f, POSTS "1");
	fixture_head(&f, 200, JSON_HEAD);
	fixture_file(&f, "tests/data/networks/wordpress-posts.json");
	(void)fixture_parse(&f, wp);
	fixture_follow(&f, fixture_link(&f, "https://b.example/2026/hello/"));
	f.s.full = true;
	fixture_head(&f, 200, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n");
	fixture_body(&f, "<html><title>Tea</title><p>Here is Jane Doe.</p>"
			 "<a href='/x'>x</a></html>");
	assert_int_equal(fixture_parse(&f, wp), ERR_OK);
	assert_true(f.p.n_docs > 0);
	assert_string_equal(f.p.docs[0].native_id, "post 12");
	assert_string_equal(
	    f.p.docs[0].native_space, "wordpress:https://b.example/");
	assert_int_equal(fixture_count(&f, LINK_PAGE), 0);
	fixture_head(&f, 404, "HTTP/1.1 404 Gone\r\n");
	assert_int_equal(fixture_parse(&f, wp), ERR_PARSE);
	assert_int_equal(f.p.n_docs, 0);
	fixture_fini(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_roads, rows_reset),
		cmocka_unit_test(test_posts),
		cmocka_unit_test(test_comments),
		cmocka_unit_test_setup(test_bad_answers, rows_reset),
		cmocka_unit_test(test_fallback),
		cmocka_unit_test(test_paging),
		cmocka_unit_test(test_permalink),
	};

	return cmocka_run_group_tests_name("wordpress", tests, NULL, NULL);
}
