/* SPDX-License-Identifier: ISC */
/* auto: who is recognised by what, where that leads, what is handed on. */
#include "tests/unit/fixture.h"

#define HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
#define OWN(n) (NETWORK_ROLE_OWN + (n))

static const struct {
	const char *target, *head, *body;
	const char *link, *context; /* one of those that follow */
	const char *problem;
} looks[] = {
	{ "https://a.example/",
	    HTML "Link: </api/>; rel=\"https://api.w.org/\"\r\n",
	    "<html><p>x</p></html>",
	    "https://a.example/api/wp/v2/posts?per_page=100&_embed=author"
	    "&orderby=date&page=1",
	    "wordpress posts", NULL },
	{ "https://a.example/", HTML, "<html><body id=\"phpbb\"></html>",
	    "https://a.example/app.php/feed", "phpbb", NULL },
	{ "https://a.example/", HTML,
	    "<html><meta name=\"generator\" content=\"Discourse 3.4\"></html>",
	    "https://a.example/posts.json", "discourse", NULL },
	{ "https://a.example/", HTML, "<html><div id='mastodon'></html>",
	    "https://a.example/api/v1/timelines/tag/JaneDoe?limit=40",
	    "mastodon", NULL },
	{ "https://a.example/", HTML,
	    "<html><meta name=\"generator\" content=\"Ghost 5.1\"></html>",
	    "https://a.example/rss/", "ghost", NULL },
	{ "https://a.example/", HTML,
	    "<html><title>x</title><a href='/b.html'>b</a></html>",
	    "https://a.example/b.html", "site", NULL },
	{ "https://a.example/", HTML, "<html><title>x</title></html>",
	    "https://a.example/.well-known/nodeinfo", NULL, NULL },
	{ "https://a.example/f", "HTTP/1.1 200 OK\r\n",
	    "<rss><channel><item><link>https://a.example/1</link></item>"
	    "</channel></rss>",
	    "https://a.example/1", "feed", NULL },
	{ "https://github.com/a", HTML, "<html></html>", NULL, NULL,
	    "it is github, which wants a seed of its own" },
	{ "https://a.example/", "HTTP/1.1 503 No\r\n", "", NULL, NULL,
	    "status 503" },
	{ "https://a.example/", "HTTP/1.1 301 Moved\r\nLocation: /b/\r\n", "",
	    "https://a.example/b/", NULL, NULL },
};

static void
test_looks(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(looks); i++) {
		const struct link *l;
		struct fixture f;
		enum err e;

		fixture_init(&f, looks[i].target);
		(void)network_auto.start(&f.seed, &f.p);
		fixture_follow(&f, fixture_link(&f, looks[i].target));
		fixture_head(&f, (int)strtol(looks[i].head + 9, NULL, 10),
		    looks[i].head);
		fixture_body(&f, looks[i].body);
		e = fixture_parse(&f, &network_auto);
		CHECK_ROW(i, (e == ERR_OK) == (looks[i].problem == NULL));
		CHECK_ROW(i, looks[i].problem == NULL ||
				 fixture_says(&f, looks[i].problem));
		CHECK_ROW(i, looks[i].link != NULL || f.p.n_links == 0);
		if (looks[i].link != NULL) {
			l = fixture_link(&f, looks[i].link);
			CHECK_ROW(i, same(l->context, looks[i].context));
		}
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	unsigned role;
	int status;
	const char *body, *link, *problem;
} nodes[] = {
	{ OWN(1), 200,
	    "{\"links\":[{\"href\":\"/nodeinfo/1.0\"},"
	    "{\"href\":\"/nodeinfo/2.1\"}]}",
	    "https://a.example/nodeinfo/2.1", NULL },
	{ OWN(1), 200, "{\"links\":[{\"href\":\"https://evil.example/x\"}]}",
	    NULL, "names no description" },
	{ OWN(1), 404, "", NULL, NULL },
	{ OWN(1), 200, "<html>no</html>", NULL, NULL },
	{ OWN(2), 200, "{\"software\":{\"version\":\"1\",\"name\":\"Lemmy\"}}",
	    "https://a.example/api/v3/search?q=Jane%20Doe&type_=Posts"
	    "&sort=New&limit=50&page=1",
	    NULL },
	{ OWN(2), 200, "{\"software\":{\"name\":\"writefreely\"}}", NULL,
	    "read as a site: writefreely" },
	{ OWN(2), 200, "{\"software\":7}", NULL, "unnamed" },
	{ OWN(2), 200, "{\"software\":{\"name\":\"auto\"}}", NULL,
	    "read as a site" },
};

static void
test_nodes(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(nodes); i++) {
		struct fixture f;
		enum err e;

		fixture_init(&f, "https://a.example/");
		f.s.url = "https://a.example/.well-known/nodeinfo";
		f.s.role = nodes[i].role;
		f.s.status = nodes[i].status;
		fixture_body(&f, nodes[i].body);
		e = fixture_parse(&f, &network_auto);
		CHECK_ROW(i, (e == ERR_OK) == (nodes[i].problem == NULL));
		CHECK_ROW(i, nodes[i].problem == NULL ||
				 fixture_says(&f, nodes[i].problem));
		CHECK_ROW(i, nodes[i].link == NULL
				 ? f.p.n_links == 0
				 : fixture_has(&f, nodes[i].link));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* What is handed on is read by whom the context names, and leads on there. */
static void
test_handed_on(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, "https://a.example/");
	f.s.url = "https://a.example/videos?page=1";
	f.s.role = OWN(0);
	f.s.context = "dailymotion 2 b";
	fixture_body(&f, "{\"has_more\":true,\"list\":[{\"id\":\"a\"}]}");
	assert_int_equal(fixture_parse(&f, &network_auto), ERR_OK);
	assert_string_equal(f.p.network, "dailymotion");
	assert_int_equal(f.p.n_docs, 1);
	assert_string_equal(
	    fixture_link(&f, "https://a.example/videos?page=2")->context,
	    "dailymotion 3 a");
	/* Itself, or nobody, is not handed anything. */
	f.s.context = "auto x";
	(void)fixture_parse(&f, &network_auto);
	assert_null(f.p.network == NULL ? NULL : strstr(f.p.network, "auto"));
	f.s.context = "nobody x";
	(void)fixture_parse(&f, &network_auto);
	fixture_fini(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_looks, rows_reset),
		cmocka_unit_test_setup(test_nodes, rows_reset),
		cmocka_unit_test(test_handed_on),
	};

	return cmocka_run_group_tests_name("auto", tests, NULL, NULL);
}
