/* SPDX-License-Identifier: ISC */
/* Parser children: what they answer, and that one which crashes, hangs, reaches
 * for the system or answers nonsense costs one page and no more. analyse() is
 * wrapped at link time, so that a test can misbehave in it. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "crawler/sandbox/sandbox.h"
#include "tests/unit/unit.h"

void __real_analyse(
    struct analyser *an, const struct analysis *in, struct harvest *out);
void __wrap_analyse(
    struct analyser *an, const struct analysis *in, struct harvest *out);

/* The page's address says what goes wrong. */
void
__wrap_analyse(
    struct analyser *an, const struct analysis *in, struct harvest *out)
{
	volatile int *volatile nowhere = NULL; /* hidden from the compiler */

	if (strstr(in->url, "crash") != NULL)
		*nowhere = 1;
	if (strstr(in->url, "abort") != NULL)
		abort();
	while (strstr(in->url, "hang") != NULL)
		(void)*(volatile const char *)in->url;
	if (strstr(in->url, "socket") != NULL)
		(void)socket(AF_INET, SOCK_STREAM, 0);
	__real_analyse(an, in, out);
	if (strstr(in->url, "nonsense") != NULL)
		out->network = NULL; /* no harvest lacks this */
}

/* What hangs has little time; what answers has much, sanitizers being slow. */
enum { HANG_MS = 1500, PATIENCE_MS = 120 * 1000 };

static struct sandbox *sandbox;
static struct buf config;

static int
start(void **state)
{
	struct seeds seeds;
	const struct seed *one;
	char *args[] = { (char[]){ "Jane Doe" } };
	struct watch *w;
	const char *why;

	(void)state;
	if (sandbox_start(&sandbox) != ERR_OK ||
	    seeds_parse("site http://a.example/", 22, NULL, NULL, &seeds) !=
		ERR_OK ||
	    watch_from_args(args, 1, &w, &why) != ERR_OK)
		return -1;
	one = &seeds.v[0];
	buf_init(&config, 65536);
	if (analyse_config(
		(const struct watch *const *)&w, 1, &one, 1, &config) != ERR_OK)
		return -1;
	watch_free(w);
	seeds_fini(&seeds);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	buf_fini(&config);
	sandbox_stop(sandbox);
	return 0;
}

static bool once; /* of what is asked (analyse.h) */

static enum err
ask(struct parser *p, const char *url, const char *body, struct harvest **h)
{
	struct analysis in = { .url = url,
		.status = 200,
		.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; "
			"charset=utf-8\r\n\r\n",
		.body = body,
		.body_len = strlen(body),
		.at = 1700000000000,
		.once = once };
	const char *why = "";

	in.head_len = strlen(in.head);
	return parser_run(p, &in, h, &why);
}

static const char page[] = "<!DOCTYPE html><title>A page</title>"
			   "<p>Yesterday Jane Doe sang in the rain."
			   "<p><a href='/next'>next</a>";

static void
answers(struct parser *p)
{
	struct harvest *h;

	assert_int_equal(ask(p, "http://a.example/ok", page, &h), ERR_OK);
	assert_int_equal(h->n_mentions, 1);
	assert_string_equal(h->mentions[0].matched, "Jane Doe");
	assert_int_equal(h->n_links, 1);
	assert_string_equal(h->links[0].url, "http://a.example/next");
	harvest_free(h);
}

static void
test_answer(void **state)
{
	struct parser *p;

	(void)state;
	assert_int_equal(
	    parser_new(sandbox, config.data, config.len, 1, &p), ERR_OK);
	answers(p);
	answers(p);
	parser_free(p);
}

/* How many links the answer tells; each leads somewhere. */
static size_t
links_told(struct parser *p, const char *url)
{
	struct harvest *h;
	size_t n;

	assert_int_equal(ask(p, url, page, &h), ERR_OK);
	assert_true(h->leads);
	n = h->n_links;
	harvest_free(h);
	return n;
}

static void
test_once(void **state)
{
	struct harvest *h = NULL;
	struct parser *p;

	(void)state;
	assert_int_equal(
	    parser_new(sandbox, config.data, config.len, 1, &p), ERR_OK);
	assert_int_equal(links_told(p, "http://a.example/1"), 1);
	once = true;
	assert_int_equal(links_told(p, "http://a.example/2"), 1);
	assert_int_equal(links_told(p, "http://a.example/3"), 0);
	/* What was told before an answer that nobody understood may be lost. */
	assert_int_equal(
	    ask(p, "http://a.example/nonsense", page, &h), ERR_PARSE);
	assert_int_equal(links_told(p, "http://a.example/4"), 1);
	once = false;
	assert_int_equal(links_told(p, "http://a.example/5"), 1);
	parser_free(p);
}

static const struct {
	const char *url;
	enum err want;
} troubles[] = {
	{ "http://a.example/crash", ERR_STOPPED },
	{ "http://a.example/abort", ERR_STOPPED },
	{ "http://a.example/hang", ERR_LIMIT },
	{ "http://a.example/nonsense", ERR_PARSE },
};

static void
test_troubles(void **state)
{
	struct parser *p;

	(void)state;
	assert_int_equal(
	    parser_new(sandbox, config.data, config.len, 1, &p), ERR_OK);
	for (size_t i = 0; i < NELEM(troubles); i++) {
		struct harvest *h = NULL;
		bool hangs = troubles[i].want == ERR_LIMIT;

		parser_set_deadline(p, hangs ? HANG_MS : PATIENCE_MS);
		CHECK_ROW(
		    i, ask(p, troubles[i].url, page, &h) == troubles[i].want);
		parser_set_deadline(p, PATIENCE_MS);
		answers(p); /* its successor does */
	}
	parser_free(p);
	assert_int_equal(rows_failed, 0);
}

/* Sanitizers need calls that are forbidden, so they build no walls. */
static void
test_walls(void **state)
{
	struct parser *p;
	struct harvest *h = NULL;
	enum err e;

	(void)state;
	assert_int_equal(
	    parser_new(sandbox, config.data, config.len, 1, &p), ERR_OK);
	e = ask(p, "http://a.example/socket", page, &h);
	harvest_free(h);
	parser_free(p);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	assert_int_equal(e, ERR_OK);
#else
	assert_int_equal(e, ERR_STOPPED);
#endif
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answer),
		cmocka_unit_test(test_once),
		cmocka_unit_test_setup(test_troubles, rows_reset),
		cmocka_unit_test(test_walls),
	};

	return cmocka_run_group_tests_name("sandbox", tests, start, stop);
}
