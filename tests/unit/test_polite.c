/* SPDX-License-Identifier: ISC */
/* The fetch thread as a whole: politeness, robots.txt and forbidden addresses,
 * by what the server saw. */
#include "tests/unit/trip.h"

/* ---- politeness, as the server saw it ---- */

static void
test_pace(void **state)
{
	struct trip *t =
	    trip_begin("/robots.txt status=404\n* page=links links=3\n");
	static const char *const hosts[] = { "127.0.0.1", "localhost" };

	(void)state;
	/* Two hosts at one address: they share its clock. */
	for (size_t i = 0; i < NELEM(hosts); i++) {
		trip_seed(t, hosts[i], "/", 150);
		for (int k = 0; k < 4; k++) {
			char path[16];

			snprintf(path, sizeof(path), "/%d", k);
			trip_entry(t, i, path);
		}
	}
	trip_run(t);
	assert_int_equal(trip_log_count(t, NULL), 12);
	assert_true(trip_log_min(t, "gap_ms") >= 150);
	assert_true(trip_log_min(t, "addr_gap_ms") >= 150);
	assert_true(trip_log_max(t, "addr_in_flight") == 0);
	assert_true(trip_log_max(t, "addr_gap_ms") < 600);
	trip_end(t);
}

static void
test_crawl_delay(void **state)
{
	struct trip *t = trip_begin("/robots.txt text=\"User-agent: *\\n"
				    "Crawl-delay: 0.3\\n\"\n* text=x\n");

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_entry(t, 0, "/1");
	trip_run(t);
	assert_int_equal(trip_log_count(t, NULL), 3);
	assert_true(trip_log_min(t, "gap_ms") >= 300);
	trip_end(t);
}

/* One page a sweep, the rest is left; so is everything in the next sweep, if
 * it comes too early. */
static void
test_long_crawl_delay(void **state)
{
	struct trip *t = trip_begin("/robots.txt text=\"User-agent: *\\n"
				    "Crawl-delay: 600\\n\"\n* text=x\n");
	struct fetch_result r;

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_entry(t, 0, "/1");
	trip_run(t);
	fetcher_result(t->f, 0, &r);
	assert_int_equal(trip_log_count(t, NULL), 2);
	assert_int_equal(r.postponed, 1);
	assert_false(r.complete);
	assert_false(r.failed);
	trip_rest(t);
	trip_run(t);
	assert_int_equal(trip_log_count(t, NULL), 2);
	trip_rest(t);
	clock_set_due(clock_wall_ms() + 700 * 1000);
	trip_run(t);
	fetcher_result(t->f, 0, &r);
	assert_int_equal(trip_log_count(t, NULL), 3);
	assert_true(r.complete);
	clock_thaw();
	trip_end(t);
}

static void
test_throttled(void **state)
{
	struct trip *t = trip_begin("/robots.txt status=404\n"
				    "/ status=429 retry_after=1 times=2\n"
				    "* text=x\n");
	struct fetch_result r;
	const struct job *j;

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_entry(t, 0, "/1");
	trip_run(t);
	fetcher_result(t->f, 0, &r);
	assert_true(r.complete);
	assert_int_equal(r.visited, 2);
	assert_int_equal(trip_log_count(t, "/"), 3);
	assert_int_equal(trip_count(t, JOB_PAGE), 4);
	j = trip_need(t, JOB_PAGE, "/");
	assert_int_equal(j->x->status, 200);
	assert_false(j->again);
	assert_true(t->jobs[1]->again);
	assert_non_null(t->jobs[1]->host_json);
	trip_end(t);
}

/* A Retry-After beyond five minutes: left, and remembered. */
static void
test_far(void **state)
{
	struct trip *t =
	    trip_begin("/robots.txt status=404\n"
		       "/ status=503 retry_after=1000\n* text=x\n");
	struct fetch_result r;

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_entry(t, 0, "/1");
	trip_run(t);
	fetcher_result(t->f, 0, &r);
	assert_int_equal(r.postponed, 2);
	assert_false(r.complete);
	assert_int_equal(trip_log_count(t, "/1"), 0);
	trip_rest(t);
	trip_run(t);
	assert_int_equal(trip_log_count(t, "/"), 1);
	trip_end(t);
}

static void
test_spent(void **state)
{
	struct trip *t = trip_begin("/robots.txt status=404\n* status=500\n");
	struct fetch_result r;

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	for (int k = 0; k < 9; k++) {
		char path[16];

		snprintf(path, sizeof(path), "/%d", k);
		trip_entry(t, 0, path);
	}
	trip_run(t);
	fetcher_result(t->f, 0, &r);
	assert_int_equal(trip_log_count(t, NULL), 6);
	assert_int_equal(r.postponed, 5);
	assert_true(r.failed);
	assert_non_null(strstr(r.why, "HTTP 500"));
	trip_end(t);
}

/* ---- robots.txt ---- */

static void
test_robots_closed(void **state)
{
	struct trip *t = trip_begin("/robots.txt text=\"User-agent: vigie\\n"
				    "Disallow: /private\\n\"\n* text=x\n");
	const struct job *j;
	struct fetch_result r;

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_entry(t, 0, "/private/1");
	trip_run(t);
	fetcher_result(t->f, 0, &r);
	assert_int_equal(trip_log_count(t, "/private/1"), 0);
	j = trip_need(t, JOB_REFUSED, "/private/1");
	assert_int_equal(j->x->outcome, OUTCOME_ROBOTS);
	assert_non_null(
	    strstr(j->x->robots, "\"rule\":\"disallow: /private\""));
	assert_non_null(strstr(trip_need(t, JOB_PAGE, "/")->x->robots,
	    "\"decision\":\"allowed\""));
	assert_true(r.complete);
	assert_false(r.failed);
	/* Its rules are remembered for a day. */
	trip_rest(t);
	t->c.sweep = t->due[0].round = 2;
	trip_run(t);
	assert_int_equal(trip_log_count(t, "/robots.txt"), 1);
	trip_rest(t);
	t->c.sweep = t->due[0].round = 3;
	clock_set_due(clock_wall_ms() + 25 * 3600 * 1000);
	trip_run(t);
	clock_thaw();
	assert_int_equal(trip_log_count(t, "/robots.txt"), 2);
	trip_end(t);
}

/* What the answer for robots.txt means: is the page asked for? */
static const struct {
	const char *behave;
	bool asked;
} robots_rows[] = {
	{ "status=404", true },
	{ "status=401", true },
	{ "status=403", true },
	{ "status=410", true },
	{ "status=429", false },
	{ "status=500", false },
	{ "status=503", false },
	{ "status=503 retry_after=1 times=1", true },
	{ "close=before", false },
	{ "text=\"User-agent: *\\nDisallow: /\\n\" length=500 close=mid",
	    false },
	{ "text=\"User-agent: *\\rDisallow: /\\r\"", false },
	{ "text=\"\\xef\\xbb\\xbfUser-agent: *\\nDisallow: /\"", false },
	{ "text=\"User-agent: other\\nDisallow: /\"", true },
	{ "text=\"User-agent: *\\nDisallow: /\" gzip=yes", false },
	{ "redirect=/r/1", false },
	{ "redirect=/q/0", true }, /* six redirects: as if there were none */
	{ "status=301", true },
};

static void
test_robots_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(robots_rows); i++) {
		char *behave =
		    mem_printf("/robots.txt %s\n/robots.txt status=404\n"
			       "/r/5 text=\"User-agent: *\\nDisallow: /\\n\"\n"
			       "/r/* redirect=next\n"
			       "/q/6 text=\"User-agent: *\\nDisallow: /\\n\"\n"
			       "/q/* redirect=next\n"
			       "* text=x\n",
			robots_rows[i].behave);
		struct trip *t = trip_begin(behave);

		free(behave);
		trip_seed(t, "127.0.0.1", "/page", 0);
		trip_run(t);
		CHECK_ROW(i,
		    (trip_log_count(t, "/page") > 0) == robots_rows[i].asked);
		CHECK_ROW(i, robots_rows[i].asked ||
				 trip_job(t, JOB_REFUSED, "/page") != NULL);
		tmpstore_teardown(NULL);
		trip_end(t);
		tmpstore_setup(NULL);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_sitemap(void **state)
{
	struct trip *t =
	    trip_begin("/robots.txt text=\"Sitemap: /map.xml\\n"
		       "Sitemap: http://192.0.2.1/map.xml\\n\"\n* text=x\n");

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_run(t);
	assert_int_equal(
	    trip_need(t, JOB_PAGE, "/map.xml")->role, NETWORK_ROLE_SITEMAP);
	assert_int_equal(trip_count(t, JOB_PAGE), 2);
	trip_end(t);
}

/* ---- addresses ---- */

static void
test_forbidden(void **state)
{
	struct trip *t = trip_begin("/robots.txt status=404\n* text=x\n");
	const struct exchange *x;
	char url[64];

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	snprintf(url, sizeof(url), "http://127.0.0.2:%u/other", t->port);
	trip_entry(t, 0, url);
	trip_entry(t, 0, "http://[::ffff:127.0.0.1]/mapped");
	trip_entry(t, 0, "http://169.254.169.254/meta");
	trip_entry(t, 0, "http://93.184.216.34/public");
	trip_run(t);
	x = trip_need(t, JOB_PAGE, "/other")->x;
	assert_int_equal(x->outcome, OUTCOME_FORBIDDEN_ADDRESS);
	assert_int_equal(x->status, 0);
	assert_int_equal(trip_need(t, JOB_PAGE, "/meta")->x->outcome,
	    OUTCOME_FORBIDDEN_ADDRESS);
	assert_int_equal(trip_need(t, JOB_PAGE, "/mapped")->x->outcome,
	    OUTCOME_FORBIDDEN_ADDRESS);
	assert_int_equal(trip_need(t, JOB_PAGE, "/public")->x->outcome,
	    OUTCOME_FORBIDDEN_ADDRESS);
	assert_int_equal(trip_log_count(t, NULL), 2);
	trip_end(t);
}

static void
test_name(void **state)
{
	struct trip *t = trip_begin("/robots.txt status=404\n* text=x\n");
	const struct exchange *x;

	(void)state;
	trip_seed(t, "localhost", "/", 0);
	trip_run(t);
	x = trip_need(t, JOB_PAGE, "/")->x;
	assert_int_equal(x->outcome, OUTCOME_OK);
	assert_non_null(strstr(x->dns, "\"name\":\"localhost\""));
	assert_non_null(strstr(x->dns, "127.0.0.1"));
	trip_end(t);
}

static void
test_ipv6(void **state)
{
	const char *const more[] = { "--listen", "::1", NULL };
	struct trip *t = mem_zalloc(sizeof(*t));

	(void)state;
	if (access("/proc/net/if_inet6", R_OK) != 0 ||
	    !trip_serve(t, "/robots.txt status=404\n* text=x\n", more)) {
		trip_end(t);
		skip();
	}
	trip_seed(t, "[::1]", "/", 0);
	trip_run(t);
	assert_int_equal(trip_need(t, JOB_PAGE, "/")->x->status, 200);
	assert_string_equal(trip_need(t, JOB_PAGE, "/")->x->ip, "::1");
	trip_end(t);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_pace),
		TMPSTORE_TEST(test_crawl_delay),
		TMPSTORE_TEST(test_long_crawl_delay),
		TMPSTORE_TEST(test_throttled),
		TMPSTORE_TEST(test_far),
		TMPSTORE_TEST(test_spent),
		TMPSTORE_TEST(test_robots_closed),
		TMPSTORE_TEST(test_robots_table),
		TMPSTORE_TEST(test_sitemap),
		TMPSTORE_TEST(test_forbidden),
		TMPSTORE_TEST(test_name),
		TMPSTORE_TEST(test_ipv6),
	};

	(void)argc;
	trip_program = argv[0];
	curl_global_init(CURL_GLOBAL_DEFAULT);
	return cmocka_run_group_tests_name("polite", tests, NULL, NULL);
}
