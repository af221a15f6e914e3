/* SPDX-License-Identifier: ISC */
/* The dialogue with a news server: addresses, and what is said to what. */
#include <stdlib.h>

#include "crawler/fetch/nntp.h"
#include "store/base/mem.h"
#include "tests/unit/unit.h"

static const struct {
	const char *url;
	bool good;
	enum nntp_kind kind;
	const char *group;
	uint64_t from, to;
} addresses[] = {
	{ "nntps://h/fr.test", true, NNTP_GROUP, "fr.test", 0, 0 },
	{ "nntp://h:119/fr.test/", true, NNTP_GROUP, "fr.test", 0, 0 },
	{ "nntps://h/a.b+c-d_e/7", true, NNTP_ARTICLE, "a.b+c-d_e", 7, 7 },
	{ "nntps://h/a/7-99", true, NNTP_OVER, "a", 7, 99 },
	{ "nntps://h/a/7-7", true, NNTP_OVER, "a", 7, 7 },
	{ "nntps://h/a/9-7", false, 0, NULL, 0, 0 },
	{ "nntps://h/a/7-", false, 0, NULL, 0, 0 },
	{ "nntps://h/a/-7", false, 0, NULL, 0, 0 },
	{ "nntps://h/a/7x", false, 0, NULL, 0, 0 },
	{ "nntps://h/a/12345678901234567", false, 0, NULL, 0, 0 },
	{ "nntps://h/a/1234567890123456", true, NNTP_ARTICLE, "a",
	    1234567890123456, 1234567890123456 },
	{ "nntps://h/", false, 0, NULL, 0, 0 },
	{ "nntps://h", false, 0, NULL, 0, 0 },
	{ "nntps://h/fr.*", false, 0, NULL, 0, 0 },
	{ "nntps://h/a%0d%0aPOST", false, 0, NULL, 0, 0 },
	{ "nntps://h/a?b", false, 0, NULL, 0, 0 },
	{ "https://h/fr.test", false, 0, NULL, 0, 0 },
};

static void
test_addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(addresses); i++) {
		struct nntp_question q;
		bool good = nntp_question(addresses[i].url, &q);

		CHECK_ROW(i, good == addresses[i].good);
		if (!good || !addresses[i].good)
			continue;
		CHECK_ROW(i, q.kind == addresses[i].kind);
		CHECK_ROW(i, strcmp(q.group, addresses[i].group) == 0);
		CHECK_ROW(i, q.from == addresses[i].from);
		CHECK_ROW(i, q.to == addresses[i].to);
	}
	assert_int_equal(rows_failed, 0);
}

#define HELLO "200 hi\r\n201 reader\r\n"
#define SELECT "211 2 1 9 a\r\n"
#define READER "MODE READER\r\n"

/* A connection's first question: what came, what was said, what stands in the
 * exchange. */
static const struct {
	const char *url, *secret, *came;
	bool whole;
	int status;
	enum outcome outcome;
	const char *said, *body;
	bool spent;
} talks[] = {
	{ "nntp://h/a", NULL, HELLO SELECT, true, 211, OUTCOME_OK,
	    READER "GROUP a\r\n", "", false },
	{ "nntp://h/a/7", NULL,
	    HELLO SELECT "220 7 <x>\r\nA: b\r\n\r\nc\r\n"
			 ".\r\n",
	    true, 220, OUTCOME_OK, READER "GROUP a\r\nARTICLE 7\r\n",
	    "A: b\r\n\r\nc\r\n.\r\n", false },
	{ "nntp://h/a/7", NULL, HELLO SELECT "220 7 <x>\r\n..\r\nx.\r\n", false,
	    220, OUTCOME_OK, READER "GROUP a\r\nARTICLE 7\r\n", "..\r\nx.\r\n",
	    false },
	{ "nntp://h/a/7-9", NULL, HELLO SELECT "224 over\r\n.\r\n", true, 224,
	    OUTCOME_OK, READER "GROUP a\r\nOVER 7-9\r\n", ".\r\n", false },
	/* What is not there, and what is said behind it. */
	{ "nntp://h/a", NULL, HELLO "411 no\r\n", true, 411, OUTCOME_OK,
	    READER "GROUP a\r\n", "", false },
	{ "nntp://h/a/7", NULL, HELLO SELECT "423 no\r\n", true, 423,
	    OUTCOME_OK, READER "GROUP a\r\nARTICLE 7\r\n", "", false },
	{ "nntp://h/a/7", NULL, HELLO SELECT "423 no\r\n999", true, 423,
	    OUTCOME_OK, READER "GROUP a\r\nARTICLE 7\r\n", "", true },
	/* Servers that know no MODE READER, that want or refuse a login. */
	{ "nntp://h/a", NULL, "201 hi\r\n500 what\r\n" SELECT, true, 211,
	    OUTCOME_OK, READER "GROUP a\r\n", "", false },
	{ "nntp://h/a", NULL, HELLO "480 log in\r\n", true, 480, OUTCOME_OK,
	    READER "GROUP a\r\n", "", false },
	{ "nntp://h/a", "me:pw", HELLO "381 more\r\n281 in\r\n" SELECT, true,
	    211, OUTCOME_OK,
	    READER "AUTHINFO USER me\r\nAUTHINFO PASS pw\r\nGROUP a\r\n", "",
	    false },
	{ "nntp://h/a", "me", HELLO "281 in\r\n" SELECT, true, 211, OUTCOME_OK,
	    READER "AUTHINFO USER me\r\nGROUP a\r\n", "", false },
	{ "nntp://h/a", "me:pw", HELLO "381 more\r\n481 no\r\n", true, 481,
	    OUTCOME_OK, READER "AUTHINFO USER me\r\nAUTHINFO PASS pw\r\n", "",
	    true },
	{ "nntp://h/a", NULL, "400 busy\r\n", true, 400, OUTCOME_OK, "", "",
	    true },
	{ "nntp://h/a", NULL, "502 go away\r\n", true, 502, OUTCOME_OK, "", "",
	    true },
	/* No NNTP. */
	{ "nntp://h/a", NULL, "SSH-2.0\r\n", true, 0, OUTCOME_MALFORMED, "", "",
	    true },
	{ "nntp://h/a", NULL, "20\r\n", true, 0, OUTCOME_MALFORMED, "", "",
	    true },
	{ "nntp://h/a", NULL, "\n", true, 0, OUTCOME_MALFORMED, "", "", true },
	{ "nntp://h/a", NULL, "200 hi", false, 0, OUTCOME_OK, "", "", false },
};

/* Feeds it by so many bytes; true once the answer is whole. */
static bool
feed(struct nntp *n, const char *bytes, size_t step, struct buf *out)
{
	size_t len = strlen(bytes);
	bool whole = false;

	for (size_t i = 0; i < len; i += step)
		whole = nntp_take(
		    n, bytes + i, len - i < step ? len - i : step, out);
	return whole;
}

static bool
holds(const struct buf *b, const char *want)
{
	return b->len == strlen(want) &&
	       (b->len == 0 || memcmp(b->data, want, b->len) == 0);
}

static void
check_talk(size_t i, size_t step)
{
	struct exchange *x = exchange_new(talks[i].url);
	struct nntp_question q;
	struct nntp n;
	struct buf out;

	buf_init(&out, NNTP_COMMANDS_MAX);
	nntp_init(&n, talks[i].secret);
	assert_true(nntp_question(talks[i].url, &q));
	nntp_ask(&n, &q, x, &out);
	CHECK_ROW(i, out.len == 0); /* the server speaks first */
	CHECK_ROW(i, feed(&n, talks[i].came, step, &out) == talks[i].whole);
	CHECK_ROW(i, x->status == talks[i].status);
	CHECK_ROW(i, x->outcome == talks[i].outcome);
	CHECK_ROW(i, holds(&out, talks[i].said));
	CHECK_ROW(i, holds(&x->body, talks[i].body));
	CHECK_ROW(i, n.spent == talks[i].spent);
	CHECK_ROW(i,
	    x->request.data == NULL || strstr(x->request.data, "pw") == NULL);
	CHECK_ROW(i, x->redacted == (talks[i].secret != NULL));
	nntp_fini(&n);
	buf_fini(&out);
	exchange_free(x);
}

static void
test_talks(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(talks); i++) {
		check_talk(i, 1);
		check_talk(i, 7);
		check_talk(i, 4096);
	}
	assert_int_equal(rows_failed, 0);
}

/* Further questions on one connection: a group is selected once. */
static void
test_further(void **state)
{
	static const struct {
		const char *url, *came, *said;
	} rows[] = {
		{ "nntp://h/a/7", HELLO SELECT "423 no\r\n",
		    READER "GROUP a\r\nARTICLE 7\r\n" },
		{ "nntp://h/a/8", "423 no\r\n", "ARTICLE 8\r\n" },
		{ "nntp://h/a", SELECT, "GROUP a\r\n" },
		{ "nntp://h/b/1", "211 1 1 1 b\r\n423 no\r\n",
		    "GROUP b\r\nARTICLE 1\r\n" },
		{ "nntp://h/a/1", SELECT "423 no\r\n",
		    "GROUP a\r\nARTICLE 1\r\n" },
	};
	struct nntp n;

	(void)state;
	nntp_init(&n, NULL);
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct exchange *x = exchange_new(rows[i].url);
		struct nntp_question q;
		struct buf out;

		buf_init(&out, NNTP_COMMANDS_MAX);
		assert_true(nntp_question(rows[i].url, &q));
		nntp_ask(&n, &q, x, &out);
		CHECK_ROW(i, feed(&n, rows[i].came, 4096, &out));
		CHECK_ROW(i, holds(&out, rows[i].said));
		CHECK_ROW(i, !n.spent);
		buf_fini(&out);
		exchange_free(x);
	}
	nntp_fini(&n);
	assert_int_equal(rows_failed, 0);
}

/* A line and a body at their ceilings, and one past them. */
static void
test_ceilings(void **state)
{
	static const char begin[] = HELLO SELECT "220 7 <x>\r\n";
	char line[1100], *block = mem_zalloc(65536 + 1);
	struct exchange *x = exchange_new("nntp://h/a/7");
	struct nntp_question q;
	struct nntp n;
	struct buf out;
	bool whole = false;

	(void)state;
	buf_init(&out, NNTP_COMMANDS_MAX);
	memset(line, 'x', sizeof(line));
	memset(block, 'y', 65536);
	nntp_init(&n, NULL);
	assert_true(nntp_question("nntp://h/a/7", &q));
	nntp_ask(&n, &q, x, &out);
	assert_true(feed(&n, begin, 4096, &out) == false);
	for (size_t got = 0; got < NNTP_BODY_MAX; got += 65536)
		whole = whole || nntp_take(&n, block, 65536, &out);
	assert_false(whole);
	assert_true(nntp_take(&n, ".", 1, &out));
	assert_int_equal(x->outcome, OUTCOME_TOO_LARGE);
	assert_int_equal(x->body.len, NNTP_BODY_MAX);
	nntp_fini(&n);
	exchange_free(x);
	x = exchange_new("nntp://h/a/7");
	nntp_init(&n, NULL);
	nntp_ask(&n, &q, x, &out);
	memcpy(line, "200 ", 4);
	assert_false(nntp_take(&n, line, 1024, &out));
	assert_true(nntp_take(&n, line, 1, &out));
	assert_int_equal(x->outcome, OUTCOME_TOO_LARGE);
	nntp_fini(&n);
	exchange_free(x);
	buf_fini(&out);
	free(block);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_addresses, rows_reset),
		cmocka_unit_test_setup(test_talks, rows_reset),
		cmocka_unit_test_setup(test_further, rows_reset),
		cmocka_unit_test_setup(test_ceilings, rows_reset),
	};

	return cmocka_run_group_tests_name("nntp", tests, NULL, NULL);
}
