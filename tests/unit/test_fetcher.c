/* SPDX-License-Identifier: ISC */
/* The fetch thread as a whole, against a scripted server: bytes, ceilings,
 * robots.txt, politeness as the server saw it, throttling, stopping. */
#include "tests/unit/trip.h"

static struct trip *
begin(const char *behave)
{
	struct trip *t = mem_zalloc(sizeof(*t));

	if (!trip_serve(t, behave, NULL)) {
		trip_end(t);
		skip();
	}
	return t;
}

/* ---- bytes ---- */

static void
test_page(void **state)
{
	struct trip *t = begin("/robots.txt status=404\n"
			       "/a?b=c&d=|^ text=hello\n");
	const struct exchange *x;

	(void)state;
	trip_seed(t, "127.0.0.1", "/a?b=c&d=|^", 0);
	trip_run(t);
	x = trip_need(t, JOB_PAGE, "/a?b=c&d=|^")->x;
	assert_int_equal(x->outcome, OUTCOME_OK);
	assert_int_equal(x->status, 200);
	assert_string_equal(x->body.data, "hello");
	assert_string_equal(x->ip, "127.0.0.1");
	assert_int_equal(x->port, t->port);
	assert_non_null(
	    strstr(x->request.data, "GET /a?b=c&d=|^ HTTP/1.1\r\n"));
	assert_non_null(strstr(
	    x->request.data, "Accept-Encoding: gzip, deflate, br, zstd\r\n"));
	assert_non_null(strstr(x->request.data, "Cache-Control: no-cache\r\n"));
	assert_null(strstr(x->request.data, "If-"));
	assert_null(strstr(x->request.data, "Cookie"));
	assert_memory_equal(x->head.data, "HTTP/1.1 200 OK\r\n", 17);
	assert_non_null(strstr(x->robots, "\"decision\":\"none\""));
	assert_int_equal(trip_need(t, JOB_PAGE, "|^")->visited, 1);
	assert_non_null(trip_need(t, JOB_ROBOTS, "/robots.txt")->robots_json);
	trip_end(t);
}

/* What a server may do wrong, and what is kept of it. */
static const struct {
	const char *path, *behave;
	enum outcome outcome;
	int status;
	size_t body; /* bytes; SIZE_MAX: any */
	size_t framing_min;
} wrongs[] = {
	{ "/plain", "text=0123456789", OUTCOME_OK, 200, 10, 0 },
	{ "/chunked", "text=0123456789 chunked=plain chunk=3", OUTCOME_OK, 200,
	    10, 20 },
	{ "/ext", "text=0123456789 chunked=ext chunk=4", OUTCOME_OK, 200, 10,
	    20 },
	{ "/trailer", "text=0123456789 chunked=trailer", OUTCOME_OK, 200, 10,
	    10 },
	{ "/broken", "text=0123456789 chunked=broken chunk=4",
	    OUTCOME_MALFORMED, 200, SIZE_MAX, 0 },
	{ "/huge", "text=0123456789 chunked=huge", OUTCOME_MALFORMED, 200,
	    SIZE_MAX, 0 },
	{ "/short", "text=0123456789 chunked=short chunk=4", OUTCOME_TRUNCATED,
	    200, SIZE_MAX, 0 },
	{ "/long", "text=0123456789 length=20 close=mid", OUTCOME_TRUNCATED,
	    200, SIZE_MAX, 0 },
	{ "/cut", "text=0123456789 close=mid", OUTCOME_TRUNCATED, 200, 5, 0 },
	{ "/reset", "text=0123456789 reset=mid", OUTCOME_TRUNCATED, 200,
	    SIZE_MAX, 0 },
	{ "/close", "text=x close=before", OUTCOME_RESET, 0, 0, 0 },
	{ "/http10", "text=0123456789 http10=yes", OUTCOME_OK, 200, 10, 0 },
	{ "/09", "raw=raw09", OUTCOME_MALFORMED, 0, 0, 0 },
	{ "/head", "text=x header_bytes=270000", OUTCOME_TOO_LARGE, 0, 0, 0 },
	{ "/nearly", "text=x header_bytes=250000", OUTCOME_OK, 200, 1, 0 },
	{ "/endless", "endless=yes", OUTCOME_TOO_LARGE, 200, EXCHANGE_BODY_MAX,
	    0 },
	{ "/exact", "type=text/plain", OUTCOME_OK, 200, EXCHANGE_BODY_MAX, 0 },
	{ "/over", "type=text/plain", OUTCOME_TOO_LARGE, 200, EXCHANGE_BODY_MAX,
	    0 },
	{ "/stall", "text=0123456789 stall_at=5 stall_ms=20000",
	    OUTCOME_STALLED, 200, 5, 0 },
	{ "/silent", "text=x delay_ms=20000", OUTCOME_STALLED, 0, 0, 0 },
	{ "/drip", "type=text/plain drip=2000", OUTCOME_TIMEOUT, 200, SIZE_MAX,
	    0 },
};

static void
big_file(const struct trip *t, const char *name, off_t size)
{
	char path[TRIP_PATH];

	trip_file(t, name, "");
	snprintf(path, sizeof(path), "%s/%s", t->dir, name);
	assert_int_equal(truncate(path, size), 0);
}

static void
short_times(struct trip *t)
{
	t->f->common.stall_ms = 1000;
	t->f->common.total_ms = 2500;
}

static void
test_wrongs(void **state)
{
	struct trip *t;
	struct buf b;

	(void)state;
	buf_init(&b, 65536);
	assert_int_equal(buf_adds(&b, "/robots.txt status=404\n"), ERR_OK);
	for (size_t i = 0; i < NELEM(wrongs); i++)
		assert_int_equal(
		    buf_addf(&b, "%s %s\n", wrongs[i].path, wrongs[i].behave),
		    ERR_OK);
	t = begin(b.data);
	buf_fini(&b);
	trip_file(t, "raw09", "just text\n");
	big_file(t, "exact", EXCHANGE_BODY_MAX);
	big_file(t, "over", (off_t)EXCHANGE_BODY_MAX + 1);
	big_file(t, "drip", 100000);
	/* One seed each: five failures in a row would end the host. */
	for (size_t i = 0; i < NELEM(wrongs); i++) {
		trip_seed(t, "127.0.0.1", "/", 0);
		page_reset(&t->due[i].entry);
		trip_entry(t, i, wrongs[i].path);
	}
	t->before = short_times;
	trip_run(t);
	for (size_t i = 0; i < NELEM(wrongs); i++) {
		const struct job *j = trip_job(t, JOB_PAGE, wrongs[i].path);

		CHECK_ROW(i, j != NULL);
		if (j == NULL)
			continue;
		if (j->x->outcome != wrongs[i].outcome)
			fprintf(stderr, "# %s: %s (%s)\n", wrongs[i].path,
			    outcome_name(j->x->outcome),
			    j->x->why != NULL ? j->x->why : "");
		CHECK_ROW(i, j->x->outcome == wrongs[i].outcome);
		CHECK_ROW(i, j->x->status == wrongs[i].status);
		CHECK_ROW(i, wrongs[i].body == SIZE_MAX ||
				 j->x->body.len == wrongs[i].body);
		CHECK_ROW(i, j->x->framing.len >= wrongs[i].framing_min);
		CHECK_ROW(
		    i, (j->x->outcome == OUTCOME_OK) == (j->x->why == NULL));
	}
	assert_int_equal(rows_failed, 0);
	trip_end(t);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_page),
		TMPSTORE_TEST(test_wrongs),
	};

	(void)argc;
	trip_program = argv[0];
	curl_global_init(CURL_GLOBAL_DEFAULT);
	return cmocka_run_group_tests_name("fetcher", tests, NULL, NULL);
}
