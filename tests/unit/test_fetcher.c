/* SPDX-License-Identifier: ISC */
/* The fetch thread as a whole, against a scripted server: bytes, ceilings,
 * the frontier, stopping. */
#include "tests/unit/trip.h"

/* ---- bytes ---- */

static void
test_page(void **state)
{
	struct trip *t = trip_begin("/robots.txt status=404\n"
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
	assert_non_null(trip_need(t, JOB_ROBOTS, "/robots.txt")->robots_json);
	trip_end(t);
}

#define EARLY_HEAD "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
#define FINAL                                                                  \
	"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"                \
	"2;a=b\r\nab\r\n02\r\ncd\r\n0\r\nT: u\r\n\r\n"

static const char early[] = EARLY_HEAD FINAL;

/* The digest is of the bytes on the wire, of the final answer. */
static void
test_digests(void **state)
{
	struct trip *t = trip_begin("/robots.txt status=404\n/e raw=early\n");
	struct exchange *x;
	uint8_t sha[SHA256_LEN];

	(void)state;
	trip_file(t, "early", early);
	trip_seed(t, "127.0.0.1", "/e", 0);
	trip_run(t);
	x = trip_need(t, JOB_PAGE, "/e")->x;
	assert_string_equal(x->body.data, "abcd");
	assert_null(strstr(x->head.data, "103"));
	assert_int_equal(x->wire_bytes, sizeof(early) - 1);
	exchange_hash_payload(x);
	exchange_hash_wire(x);
	digest_sha256(FINAL, sizeof(FINAL) - 1, sha);
	assert_memory_equal(x->response_sha256, sha, SHA256_LEN);
	digest_sha256("abcd", 4, sha);
	assert_memory_equal(x->payload_sha256, sha, SHA256_LEN);
	digest_sha256(x->request.data, x->request.len, sha);
	assert_memory_equal(x->request_sha256, sha, SHA256_LEN);
	trip_end(t);
}

/* What a server may do wrong, and what is kept of it. */
struct wrong {
	const char *path, *behave;
	enum outcome outcome;
	int status;
	size_t body; /* bytes; SIZE_MAX: any */
	size_t framing_min;
};

static const struct wrong wrongs[] = {
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
	{ "/early", "raw=early", OUTCOME_OK, 200, 4, 0 },
	{ "/nohead", "raw=nohead", OUTCOME_MALFORMED, 0, 0, 0 },
	{ "/badlen", "raw=badlen", OUTCOME_MALFORMED, 0, 0, 0 },
	{ "/http10", "text=0123456789 http10=yes", OUTCOME_OK, 200, 10, 0 },
	{ "/09", "raw=raw09", OUTCOME_MALFORMED, 0, 0, 0 },
	{ "/head", "text=x header_bytes=270000", OUTCOME_TOO_LARGE, 0, 0, 0 },
	{ "/nearly", "text=x header_bytes=250000", OUTCOME_OK, 200, 1, 0 },
	{ "/endless", "endless=yes", OUTCOME_TOO_LARGE, 200, EXCHANGE_BODY_MAX,
	    0 },
	{ "/exact", "type=text/plain", OUTCOME_OK, 200, EXCHANGE_BODY_MAX, 0 },
	{ "/over", "type=text/plain", OUTCOME_TOO_LARGE, 200, EXCHANGE_BODY_MAX,
	    0 },
};

/* The same under ceilings of time that a test can wait for. */
static const struct wrong slows[] = {
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
check_wrongs(const struct wrong *rows, size_t n, void (*before)(struct trip *))
{
	struct trip *t;
	struct buf b;

	buf_init(&b, 65536);
	assert_int_equal(buf_adds(&b, "/robots.txt status=404\n"), ERR_OK);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(
		    buf_addf(&b, "%s %s\n", rows[i].path, rows[i].behave),
		    ERR_OK);
	t = trip_begin(b.data);
	buf_fini(&b);
	trip_file(t, "raw09", "just text\n");
	trip_file(t, "early", early);
	trip_file(t, "nohead", "HTTP/1.1 two hundred\r\n\r\n");
	trip_file(t, "badlen", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n");
	big_file(t, "exact", EXCHANGE_BODY_MAX);
	big_file(t, "over", (off_t)EXCHANGE_BODY_MAX + 1);
	big_file(t, "drip", 100000);
	trip_seed(t, "127.0.0.1", "/", 0);
	page_reset(&t->due[0].entry);
	for (size_t i = 0; i < n; i++)
		trip_entry(t, 0, rows[i].path);
	t->before = before;
	trip_run(t);
	for (size_t i = 0; i < n; i++) {
		const struct job *j = trip_job(t, JOB_PAGE, rows[i].path);

		CHECK_ROW(i, j != NULL);
		if (j == NULL)
			continue;
		if (j->x->outcome != rows[i].outcome)
			fprintf(stderr, "# %s: %s (%s)\n", rows[i].path,
			    outcome_name(j->x->outcome),
			    j->x->why != NULL ? j->x->why : "");
		CHECK_ROW(i, j->x->outcome == rows[i].outcome);
		CHECK_ROW(i, j->x->status == rows[i].status);
		CHECK_ROW(i,
		    rows[i].body == SIZE_MAX || j->x->body.len == rows[i].body);
		CHECK_ROW(i, j->x->framing.len >= rows[i].framing_min);
		CHECK_ROW(
		    i, (j->x->outcome == OUTCOME_OK) == (j->x->why == NULL));
	}
	trip_end(t);
	assert_int_equal(rows_failed, 0);
}

static void
test_wrongs(void **state)
{
	(void)state;
	check_wrongs(wrongs, NELEM(wrongs), NULL);
}

static void
test_slow(void **state)
{
	(void)state;
	check_wrongs(slows, NELEM(slows), short_times);
}

/* ---- the frontier ---- */

static void
test_follow(void **state)
{
	struct trip *t =
	    trip_begin("/robots.txt status=404\n"
		       "/ text=\"<a href=\\\"/1\\\"><a href=\\\"/2\\\">\"\n"
		       "/1 text=\"<a href=\\\"/2\\\"><a href=\\\"/3\\\">\"\n"
		       "* text=x\n");
	struct fetch_result r;

	(void)state;
	t->follow = true;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_run(t);
	fetcher_result(t->f, 0, &r);
	assert_int_equal(r.visited, 4);
	assert_true(r.complete);
	assert_int_equal(trip_log_count(t, "/2"), 1);
	assert_int_equal(trip_need(t, JOB_PAGE, "/3")->depth, 2);
	/* The same round again: everything has been visited. */
	trip_rest(t);
	trip_run(t);
	assert_int_equal(trip_log_count(t, NULL), 5);
	/* The next round takes its pages from the store. */
	trip_rest(t);
	t->c.sweep = t->due[0].round = 2;
	t->follow = false;
	trip_run(t);
	assert_int_equal(trip_log_count(t, NULL), 9);
	trip_end(t);
}

static void
test_pages(void **state)
{
	struct trip *t = trip_begin("/robots.txt status=404\n* text=x\n");
	struct txn *txn;
	struct fetch_result r;
	char url[64];

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	t->seeds[0].pages = 3;
	txn = tmpstore_write();
	for (int i = 0; i < 6; i++) {
		struct member m = { .url = url };

		snprintf(
		    url, sizeof(url), "http://127.0.0.1:%u/%d", t->port, i);
		state_member_put(txn, t->due[0].number, &m);
	}
	tmpstore_end(txn);
	trip_run(t);
	fetcher_result(t->f, 0, &r);
	assert_int_equal(trip_log_count(t, NULL), 4);
	assert_true(r.complete);
	assert_non_null(r.resume);
	assert_non_null(strstr(r.resume, "/1"));
	/* The next round goes on behind it and around. */
	t->due[0].resume = mem_strdup(r.resume);
	trip_rest(t);
	t->c.sweep = t->due[0].round = 2;
	t->seeds[0].pages = 6;
	trip_run(t);
	assert_int_equal(trip_log_count(t, "/2"), 1);
	assert_int_equal(trip_log_count(t, "/5"), 1);
	assert_int_equal(trip_log_count(t, "/0"), 2);
	assert_int_equal(trip_log_count(t, "/1"), 1);
	trip_end(t);
}

static void
test_conditional(void **state)
{
	struct trip *t = trip_begin("/robots.txt status=404\n/ text=x\n");
	struct txn *txn;
	struct job *j;
	struct url_state u = { .names = 5, .status = 200 };
	char etag[100];

	(void)state;
	t->c.names = 5;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_run(t);
	j = trip_need(t, JOB_PAGE, "/");
	assert_false(j->x->conditional);
	assert_true(exchange_header(j->x, "etag", etag, sizeof(etag)));
	u.etag = etag;
	txn = tmpstore_write();
	state_url_put(txn, j->x->url, &u);
	tmpstore_end(txn);
	trip_rest(t);
	t->c.sweep = t->due[0].round = 2;
	trip_run(t);
	j = trip_need(t, JOB_PAGE, "/");
	assert_true(j->known);
	assert_true(j->x->conditional);
	assert_int_equal(j->x->status, 304);
	/* Another name is watched, and the bytes are not kept. */
	trip_rest(t);
	txn = tmpstore_write();
	state_url_put(txn, t->seeds[0].target, &u);
	tmpstore_end(txn);
	t->c.sweep = t->due[0].round = 3;
	t->c.names = 6;
	trip_run(t);
	assert_int_equal(trip_need(t, JOB_PAGE, "/")->x->status, 200);
	trip_end(t);
}

/* ---- ends ---- */

static void
stop_now(struct trip *t, struct job *j)
{
	if (j->kind == JOB_PAGE)
		fetcher_stop(t->f);
}

static void
test_stop(void **state)
{
	struct trip *t = trip_begin("/robots.txt status=404\n/ text=x\n"
				    "/slow text=x delay_ms=20000\n* text=x\n");
	struct fetch_result r;
	int64_t began;

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_entry(t, 0, "/slow");
	trip_entry(t, 0, "/3");
	t->on_job = stop_now;
	began = clock_mono_ms();
	trip_run(t);
	assert_true(clock_mono_ms() - began < FETCH_STOP_MS + 1000);
	fetcher_result(t->f, 0, &r);
	assert_false(r.complete);
	assert_int_equal(trip_count(t, JOB_PAGE), 1);
	assert_int_equal(trip_log_count(t, "/3"), 0);
	trip_end(t);
}

/* Nothing waits and nothing is in flight, but the last answer's links are not
 * known yet: the round is not over. */
static void
test_stop_between(void **state)
{
	struct trip *t = trip_begin("/robots.txt status=404\n/ text=x\n");
	struct fetch_result r;

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	t->on_job = stop_now;
	trip_run(t);
	fetcher_result(t->f, 0, &r);
	assert_int_equal(r.visited, 1);
	assert_false(r.complete);
	trip_end(t);
}

static void
test_refused_connection(void **state)
{
	struct trip *t = trip_begin("* text=x\n");
	struct fetch_result r;

	(void)state;
	t->port = 1; /* nobody listens there */
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_run(t);
	fetcher_result(t->f, 0, &r);
	assert_true(r.failed);
	assert_non_null(strstr(r.why, "connect"));
	assert_int_equal(trip_need(t, JOB_ROBOTS, "/robots.txt")->x->outcome,
	    OUTCOME_CONNECT);
	assert_non_null(trip_need(t, JOB_REFUSED, "/")->x->why);
	trip_end(t);
}

static void
no_name_server(struct trip *t)
{
	resolve_free(t->f->resolve);
	assert_int_equal(resolve_new("127.0.0.1:9", &t->f->resolve), ERR_OK);
}

static void
test_unknown_name(void **state)
{
	struct trip *t = trip_begin("* text=x\n");
	const struct exchange *x;
	struct fetch_result r;

	(void)state;
	t->before = no_name_server;
	trip_seed(t, "nowhere.test", "/", 0);
	trip_run(t);
	x = trip_need(t, JOB_PAGE, "/")->x;
	assert_int_equal(x->outcome, OUTCOME_DNS);
	assert_non_null(strstr(x->dns, "\"error\""));
	fetcher_result(t->f, 0, &r);
	assert_true(r.failed);
	assert_non_null(strstr(r.why, "nowhere.test"));
	assert_int_equal(t->n_jobs, 1);
	trip_end(t);
}

/* A user's own demand: robots.txt is read and recorded, and closes nothing. */
static void
test_once(void **state)
{
	struct trip *t = trip_begin("/robots.txt text=\"User-agent: *\\n"
				    "Disallow: /\\n\"\n* text=x\n");
	const struct exchange *x;

	(void)state;
	t->c.once = true;
	trip_seed(t, "127.0.0.1", "/a", 0);
	trip_run(t);
	assert_int_equal(t->n_jobs, 2);
	x = trip_need(t, JOB_PAGE, "/a")->x;
	assert_int_equal(x->status, 200);
	assert_false(x->reused);
	assert_non_null(strstr(x->robots, "\"decision\":\"overridden\""));
	assert_non_null(strstr(x->robots, "\"rule\":\"disallow: /\""));
	trip_end(t);
}

static size_t would;

static void
on_would(const char *url, void *arg)
{
	(void)url;
	(void)arg;
	would++;
}

static void
test_dry_run(void **state)
{
	struct trip *t = trip_begin("/robots.txt text=\"User-agent: *\\n"
				    "Disallow: /no\\n\"\n* text=x\n");

	(void)state;
	would = 0;
	t->c.dry_run = true;
	t->c.on_would = on_would;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_entry(t, 0, "/yes");
	trip_entry(t, 0, "/no");
	trip_run(t);
	assert_int_equal(would, 2);
	assert_int_equal(t->n_jobs, 0);
	assert_int_equal(trip_log_count(t, NULL), 1);
	trip_end(t);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_page),
		TMPSTORE_TEST(test_digests),
		TMPSTORE_TEST(test_wrongs),
		TMPSTORE_TEST(test_slow),
		TMPSTORE_TEST(test_follow),
		TMPSTORE_TEST(test_pages),
		TMPSTORE_TEST(test_conditional),
		TMPSTORE_TEST(test_stop),
		TMPSTORE_TEST(test_stop_between),
		TMPSTORE_TEST(test_refused_connection),
		TMPSTORE_TEST(test_dry_run),
		TMPSTORE_TEST(test_once),
		TMPSTORE_TEST(test_unknown_name),
	};

	(void)argc;
	trip_program = argv[0];
	curl_global_init(CURL_GLOBAL_DEFAULT);
	return cmocka_run_group_tests_name("fetcher", tests, NULL, NULL);
}
