/* SPDX-License-Identifier: ISC */
/* The fetch thread alone against PERFORMANCE.md 10 P11 to P13:
 *
 *   polite hosts      200 hosts, 20 pages each, 0.5 s apart
 *   polite throttled  400 pages of a host that allows 20 a second, burst 5,
 *                     and answers 429 with Retry-After: 2 above
 *   polite pages N    N pages of 51 KB, one after another, of one host
 *   polite same N     the same, answered 304
 *   polite start N    100 of N known pages: the time to the first request
 *
 * One line of JSON each. Nothing is parsed: what is measured is scheduling,
 * transfer and the rate that is learned. */
#include <sys/resource.h>
#include <time.h>

#include "tests/unit/trip.h"

/* Of the fetch thread alone, which is this one. */
static double
cpu_s(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void
members(struct trip *t, size_t seed, const char *host, int n, bool remembered)
{
	struct txn *txn = tmpstore_write();
	struct url_state u = { .status = 200, .names = 1, .etag = NULL };
	char url[128], etag[] = "\"same\"";
	struct member m = { .url = url };

	u.etag = etag;
	for (int i = 0; i < n; i++) {
		snprintf(
		    url, sizeof(url), "http://%s:%u/p/%d", host, t->port, i);
		state_member_put(txn, t->due[seed].number, &m);
		if (remembered)
			state_url_put(txn, url, &u);
	}
	tmpstore_end(txn);
	page_reset(&t->due[seed].entry);
	t->seeds[seed].pages = 1000000;
}

static int64_t first_ns;

static void
note_first(struct trip *t, struct job *j)
{
	(void)t;
	if (first_ns == 0 && j->x != NULL)
		first_ns = clock_mono_ns() - j->x->duration_ns;
}

static struct trip *
serve(const char *behave, const char *const *more)
{
	struct trip *t = mem_zalloc(sizeof(*t));

	tmpstore_setup(NULL);
	if (!trip_serve(t, behave, more)) {
		fprintf(stderr, "polite: tests/httpd is not built\n");
		exit(1);
	}
	t->c.names = 1;
	return t;
}

static void
report(struct trip *t, const char *name, double floor_s)
{
	double cpu = cpu_s(), wall;
	int64_t began = clock_mono_ns();
	size_t ok, busy;

	t->forget = true;
	trip_run(t);
	wall = (double)(clock_mono_ns() - began) / 1e9;
	cpu = cpu_s() - cpu;
	ok = t->answers[200] + t->answers[304];
	busy = t->answers[429];
	printf("{\"bench\":\"%s\",\"pages\":%zu,\"requests\":%zu,"
	       "\"refused\":%zu,\"wall_s\":%.3f,\"floor_s\":%.3f,"
	       "\"cpu_s\":%.3f,\"cpu_us_page\":%.1f,\"gap_min_ms\":%.3f,"
	       "\"in_flight_max\":%.0f}\n",
	    name, ok, ok + busy, busy, wall, floor_s, cpu,
	    cpu / (double)(ok > 0 ? ok : 1) * 1e6, trip_log_min(t, "gap_ms"),
	    trip_log_max(t, "in_flight"));
	trip_end(t);
	tmpstore_teardown(NULL);
}

static void
hosts(void)
{
	const char *const more[] = { "--listen", "127.0.1.1..200", NULL };
	struct trip *t = serve("/robots.txt status=404\n* text=x\n", more);

	for (int i = 0; i < 200; i++) {
		char host[32];

		snprintf(host, sizeof(host), "127.0.1.%d", i + 1);
		trip_seed(t, host, "/", 500);
		members(t, (size_t)i, host, 20, false);
	}
	/* 20 pages and robots.txt: 20 gaps. */
	report(t, "hosts", 10.0);
}

static void
throttled(void)
{
	struct trip *t = serve("/robots.txt status=404\n"
			       "* text=x rate=20 burst=5 retry_after=2\n",
	    NULL);

	trip_seed(t, "127.0.0.1", "/", 0);
	members(t, 0, "127.0.0.1", 400, false);
	report(t, "throttled", 20.0);
}

static void
pages(int n, bool same)
{
	char *text = mem_alloc(51001);
	struct trip *t =
	    serve(same ? "/robots.txt status=404\n* status=304\n"
		       : "/robots.txt status=404\n* body=page type=text/html\n",
		NULL);

	memset(text, 'x', 51000);
	text[51000] = '\0';
	trip_file(t, "page", text);
	free(text);
	trip_seed(t, "127.0.0.1", "/", 0);
	members(t, 0, "127.0.0.1", n, same);
	report(t, same ? "same" : "pages", 0);
}

static void
start(int n)
{
	struct trip *t = serve("/robots.txt status=404\n* text=x\n", NULL);
	struct rusage u;
	int64_t began;

	trip_seed(t, "127.0.0.1", "/", 0);
	members(t, 0, "127.0.0.1", n, true);
	t->seeds[0].pages = 100;
	t->on_job = note_first;
	began = clock_mono_ns();
	trip_run(t);
	getrusage(RUSAGE_SELF, &u);
	printf("{\"bench\":\"start\",\"known\":%d,\"first_ms\":%.1f,"
	       "\"rss_mb\":%.0f}\n",
	    n, (double)(first_ns - began) / 1e6, (double)u.ru_maxrss / 1024);
	trip_end(t);
	tmpstore_teardown(NULL);
}

int
main(int argc, char **argv)
{
	int n = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 5000;

	trip_program = argv[0];
	curl_global_init(CURL_GLOBAL_DEFAULT);
	if (argc > 1 && strcmp(argv[1], "hosts") == 0)
		hosts();
	else if (argc > 1 && strcmp(argv[1], "throttled") == 0)
		throttled();
	else if (argc > 1 && strcmp(argv[1], "pages") == 0)
		pages(n, false);
	else if (argc > 1 && strcmp(argv[1], "same") == 0)
		pages(n, true);
	else if (argc > 1 && strcmp(argv[1], "start") == 0)
		start(n);
	else
		return 2;
	return 0;
}
