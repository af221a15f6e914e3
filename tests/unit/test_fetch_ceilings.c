/* SPDX-License-Identifier: ISC */
/* The ceilings of one exchange and of what is tried again: each at its value,
 * and one past it; and the second address of a name. */
#include "crawler/networks/network.h"
#include "tests/unit/dns.h"
#include "tests/unit/trip.h"
#include "tests/unit/unit.h"

static const char one_byte[] = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n";

/* ---- one answer ---- */

/* An answer whose head has n bytes, in lines that libcurl takes. */
static char *
long_head(size_t n)
{
	size_t left = n - (sizeof(one_byte) - 1) - 2;
	struct buf b;

	buf_init(&b, n + 16);
	assert_int_equal(buf_adds(&b, one_byte), ERR_OK);
	while (left > 0) {
		size_t line = left > 2000 ? 1000 : left;

		assert_int_equal(buf_adds(&b, "X: "), ERR_OK);
		for (size_t i = 5; i < line; i++)
			assert_int_equal(buf_addc(&b, 'x'), ERR_OK);
		assert_int_equal(buf_adds(&b, "\r\n"), ERR_OK);
		left -= line;
	}
	assert_int_equal(buf_adds(&b, "\r\nx"), ERR_OK);
	return buf_take(&b, NULL);
}

/* A chunked answer of one byte, framed in n bytes. */
static char *
long_framing(size_t n)
{
	static const char end[] = "\r\n0\r\n\r\n";
	size_t left = n - (sizeof(end) - 1);
	struct buf b;

	buf_init(&b, n + 1024);
	assert_int_equal(buf_adds(&b, "HTTP/1.1 200 OK\r\n"
				      "Transfer-Encoding: chunked\r\n\r\n"),
	    ERR_OK);
	while (left > 0) {
		size_t line = left > 20000 ? 10000 : left;
		bool last = line == left;

		assert_int_equal(buf_adds(&b, "1;"), ERR_OK);
		for (size_t i = last ? 4 : 6; i < line; i++)
			assert_int_equal(buf_addc(&b, 'e'), ERR_OK);
		assert_int_equal(
		    buf_adds(&b, last ? "\r\nx" : "\r\nx\r\n"), ERR_OK);
		left -= line;
	}
	assert_int_equal(buf_adds(&b, end), ERR_OK);
	return buf_take(&b, NULL);
}

static const struct {
	const char *path;
	char *(*make)(size_t n);
	size_t n;
	enum outcome outcome;
} answers[] = {
	{ "/head", long_head, EXCHANGE_HEAD_MAX, OUTCOME_OK },
	{ "/head1", long_head, EXCHANGE_HEAD_MAX + 1, OUTCOME_TOO_LARGE },
	{ "/framing", long_framing, EXCHANGE_FRAMING_MAX, OUTCOME_OK },
	{ "/framing1", long_framing, EXCHANGE_FRAMING_MAX + 1,
	    OUTCOME_TOO_LARGE },
};

static void
test_answers(void **state)
{
	struct trip *t;
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	assert_int_equal(buf_adds(&b, "/robots.txt status=404\n"), ERR_OK);
	for (size_t i = 0; i < NELEM(answers); i++)
		assert_int_equal(buf_addf(&b, "%s raw=%s\n", answers[i].path,
				     answers[i].path + 1),
		    ERR_OK);
	t = trip_begin(b.data);
	buf_fini(&b);
	trip_seed(t, "127.0.0.1", "/", 0);
	page_reset(&t->due[0].entry);
	for (size_t i = 0; i < NELEM(answers); i++) {
		char *text = answers[i].make(answers[i].n);

		trip_file(t, answers[i].path + 1, text);
		trip_entry(t, 0, answers[i].path);
		free(text);
	}
	trip_run(t);
	for (size_t i = 0; i < NELEM(answers); i++) {
		const struct job *j = trip_need(t, JOB_PAGE, answers[i].path);
		bool ok = answers[i].outcome == OUTCOME_OK;

		CHECK_ROW(i, j->x->outcome == answers[i].outcome);
		CHECK_ROW(i, !ok || j->x->head.len == answers[i].n ||
				 j->x->framing.len == answers[i].n);
	}
	assert_int_equal(t->f->common.total_ms, 120 * 1000);
	assert_int_equal(t->f->common.stall_ms, 30 * 1000);
	trip_end(t);
	assert_int_equal(rows_failed, 0);
}

/* ---- validators ---- */

static size_t etag_len;

static void
remember_etag(struct trip *t)
{
	struct txn *txn = tmpstore_write();
	struct url_state u = { .status = 200, .snapshot = 1 };

	u.etag = mem_zalloc(etag_len + 1);
	memset(u.etag, 'e', etag_len);
	state_url_put(txn, t->seeds[0].target, &u);
	tmpstore_end(txn);
	free(u.etag);
}

/* A validator of 1 KiB is sent back; a longer one is not. */
static void
test_validators(void **state)
{
	(void)state;
	for (etag_len = 1024; etag_len <= 1025; etag_len++) {
		struct trip *t =
		    trip_begin("/robots.txt status=404\n/v text=x\n");
		const struct exchange *x;

		trip_seed(t, "127.0.0.1", "/v", 0);
		t->before = remember_etag;
		t->c.names = 0;
		trip_run(t);
		x = trip_need(t, JOB_PAGE, "/v")->x;
		assert_int_equal(x->conditional, etag_len == 1024);
		assert_int_equal(
		    strstr(x->request.data, "If-None-Match") != NULL,
		    etag_len == 1024);
		trip_end(t);
	}
}

/* ---- what is tried again ---- */

/* Five redirects lead to the rules, six are one too many: none are known. */
static void
test_robots_hops(void **state)
{
	(void)state;
	for (unsigned n = 5; n <= 6; n++) {
		char behave[300];
		struct trip *t;

		snprintf(behave, sizeof(behave),
		    "/robots.txt redirect=/r/1\n"
		    "/r/%u text=\"User-agent: *\\nDisallow: /\\n\"\n"
		    "/r/* redirect=next\n* text=x\n",
		    n);
		t = trip_begin(behave);
		trip_seed(t, "127.0.0.1", "/p", 0);
		trip_run(t);
		assert_int_equal(trip_log_count(t, "/p"), n == 5 ? 0 : 1);
		assert_int_equal(trip_count(t, JOB_REFUSED), n == 5 ? 1 : 0);
		assert_int_equal(trip_log_count(t, "/r/6"), 0);
		trip_end(t);
	}
}

/* A busy server is asked FETCH_TRIES_MAX times, then its answer stands. */
static void
test_tries(void **state)
{
	(void)state;
	for (int busy = FETCH_TRIES_MAX - 1; busy <= FETCH_TRIES_MAX; busy++) {
		char behave[200];
		struct trip *t;

		snprintf(behave, sizeof(behave),
		    "/robots.txt status=404\n"
		    "/b status=503 retry_after=0 times=%d\n/b text=x\n",
		    busy);
		t = trip_begin(behave);
		trip_seed(t, "127.0.0.1", "/b", 0);
		trip_run(t);
		assert_int_equal(trip_log_count(t, "/b"), FETCH_TRIES_MAX);
		assert_int_equal(trip_need(t, JOB_PAGE, "/b")->x->status,
		    busy < FETCH_TRIES_MAX ? 200 : 503);
		trip_end(t);
	}
}

/* ---- the second address ---- */

/* Nobody listens at the first address of both; only one of them has another. */
static const struct dns_row zone[] = {
	{ "two.test", 0, 300, "127.0.0.9 127.0.0.1", NULL },
	{ "one.test", 0, 300, "127.0.0.9", NULL },
};
static struct dns names;

static void
ask_names(struct trip *t)
{
	resolve_free(t->f->resolve);
	assert_int_equal(resolve_new(names.server, &t->f->resolve), ERR_OK);
}

static void
test_second_address(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(zone); i++) {
		struct trip *t =
		    trip_begin("/robots.txt status=404\n/a text=x\n");
		const struct job *j;

		dns_begin(&names, zone, NELEM(zone));
		trip_seed(t, zone[i].name, "/a", 0);
		t->before = ask_names;
		trip_run(t);
		j = trip_need(t, i == 0 ? JOB_PAGE : JOB_ROBOTS,
		    i == 0 ? "/a" : "/robots.txt");
		assert_int_equal(
		    j->x->outcome, i == 0 ? OUTCOME_OK : OUTCOME_CONNECT);
		assert_int_equal(trip_log_count(t, NULL), i == 0 ? 2 : 0);
		if (i == 0)
			assert_string_equal(j->x->ip, "127.0.0.1");
		assert_non_null(strstr(j->x->dns, "127.0.0.9"));
		trip_end(t);
		dns_end(&names);
	}
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_answers),
		TMPSTORE_TEST(test_validators),
		TMPSTORE_TEST(test_robots_hops),
		TMPSTORE_TEST(test_tries),
		TMPSTORE_TEST(test_second_address),
	};

	(void)argc;
	trip_program = argv[0];
	curl_global_init(CURL_GLOBAL_DEFAULT);
	return cmocka_run_group_tests_name("fetch_ceilings", tests, NULL, NULL);
}
