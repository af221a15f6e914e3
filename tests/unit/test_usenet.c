/* SPDX-License-Identifier: ISC */
/* Newsgroups: where a sweep begins, what the answers of a server become; and
 * mails, MIME and all, as the text that people read. */
#include "tests/unit/fixture.h"

static const struct {
	const char *target, *problem;
} starts[] = {
	{ "nntps://h/fr.test", NULL },
	{ "nntp://h:119/a.b-c+d_e", NULL },
	{ "nntps://h/", "no newsgroup" },
	{ "nntps://h", "no newsgroup" },
	{ "nntps://h/fr.*", "no newsgroup" },
	{ "nntps://h/fr.test/7", "no newsgroup" },
	{ "nntps://h/fr.test/", "no newsgroup" },
};

static void
test_starts(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(starts); i++) {
		struct fixture f;
		enum err e;

		fixture_init(&f, starts[i].target);
		e = network_usenet.start(&f.seed, &f.p);
		CHECK_ROW(i, (e == ERR_OK) == (starts[i].problem == NULL));
		CHECK_ROW(i, starts[i].problem == NULL
				 ? fixture_has(&f, starts[i].target)
				 : fixture_says(&f, starts[i].problem));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

#define U "nntps://h/fr.test"
#define LINE                                                                   \
	"\tA\tB <b@x>\tFri, 20 Nov 2026 10:00:00 "                             \
	"+0100\t<i@x>\t<p@x>\t9\t1\r\n"

static const struct {
	const char *url;
	int status;
	const char *head, *body;
	unsigned pages;
	size_t docs, links;
	const char *link, *problem;
} answers[] = {
	/* Which ranges are asked for. */
	{ U, 211, "211 3 100 350 fr.test\r\n", "", 1000, 0, 4, U "/301-350",
	    NULL },
	{ U, 211, "211 3 100 350 fr.test\r\n", "", 1000, 0, 4, U "/100-100",
	    NULL },
	{ U, 211, "200 hi\r\n211 3 101 300 x\r\n", "", 1000, 0, 2, U "/101-200",
	    NULL },
	{ U, 211, "211 9 1 100000 x\r\n", "", 250, 0, 3, U "/99801-99900",
	    NULL },
	{ U, 211, "211 1 1 1 x\r\n", "", 1000, 0, 1, U "/1-1", NULL },
	{ U, 211, "211 0 0 0 x\r\n", "", 1000, 0, 0, NULL, NULL },
	{ U, 211, "211 0 8 7 x\r\n", "", 1000, 0, 0, NULL, NULL },
	{ U, 211, "211 0 x\r\n", "", 1000, 0, 0, NULL, "no numbers" },
	{ U, 211, "200 hi\r\n", "", 1000, 0, 0, NULL, "no numbers" },
	{ U, 211, "211 1 1 99999999999999999999999 x\r\n", "", 1000, 0, 0, NULL,
	    "no numbers" },
	/* What stands in one. */
	{ U "/1-9", 224, "", "7" LINE "8" LINE ".\r\n", 9, 2, 2, U "/8", NULL },
	{ U "/1-9", 224, "", ".\r\n", 9, 0, 0, NULL, NULL },
	{ U "/1-9", 224, "", "7" LINE "x" LINE "8\tA\r\n.\r\n", 9, 1, 1, U "/7",
	    "2 of 3 articles" },
	{ U "/1-9", 423, "", "", 9, 0, 0, NULL, NULL },
	{ U "/7", 423, "", "", 9, 0, 0, NULL, NULL },
	{ U "/7", 220, "", "From: B\r\n\r\nx\r\n.\r\n", 9, 1, 0, NULL, NULL },
	{ U "/7", 220, "", ".\r\n", 9, 0, 0, NULL, "no article" },
	{ U, 411, "", "", 9, 0, 0, NULL, "no such newsgroup" },
	{ U, 480, "", "", 9, 0, 0, NULL, "wants a login" },
	{ U, 500, "", "", 9, 0, 0, NULL, "does not know the command" },
	{ U, 599, "", "", 9, 0, 0, NULL, "status 599" },
};

static void
test_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(answers); i++) {
		struct fixture f;
		enum err e;

		fixture_init(&f, U);
		f.seed.pages = answers[i].pages;
		f.s.url = answers[i].url;
		fixture_head(&f, answers[i].status, answers[i].head);
		fixture_body(&f, answers[i].body);
		e = fixture_parse(&f, &network_usenet);
		CHECK_ROW(i, (e == ERR_OK) == (answers[i].problem == NULL));
		CHECK_ROW(i, answers[i].problem == NULL ||
				 fixture_says(&f, answers[i].problem));
		CHECK_ROW(i, f.p.n_docs == answers[i].docs);
		CHECK_ROW(i, f.p.n_links == answers[i].links);
		CHECK_ROW(i, answers[i].link == NULL ||
				 fixture_has(&f, answers[i].link));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static bool
is(const char *got, const char *want)
{
	if (got == NULL || want == NULL)
		return got == want;
	if (strcmp(got, want) == 0)
		return true;
	print_message("# got: %s\n", got);
	return false;
}

/* The same article by its line and by itself. */
static void
test_fields(void **state)
{
	static const struct {
		const char *url;
		int status;
		const char *body;
		const char *modified;
	} rows[] = {
		{ U "/1-9", 224,
		    "7\t=?UTF-8?Q?Caf=C3=A9?=\tJane Doe <j@x>\t"
		    "Fri, 20 Nov 2026 10:00:00 +0100\t<i@x>\t<a@x> <b@x>\t9\t1"
		    "\r\n.\r\n",
		    NULL },
		{ U "/7", 220,
		    "From: Jane Doe <j@x>\r\nSubject: =?UTF-8?Q?Caf=C3=A9?=\r\n"
		    "Date: Fri, 20 Nov 2026 10:00:00 +0100\r\n"
		    "Injection-Date: Fri, 20 Nov 2026 09:00:09 +0000\r\n"
		    "Message-ID: <i@x>\r\nReferences: <a@x>\r\n <b@x>\r\n\r\n"
		    "x\r\n.\r\n",
		    "2026-11-20T09:00:09Z" },
	};

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct fixture f;
		const struct doc *d;

		fixture_init(&f, U);
		f.s.url = rows[i].url;
		fixture_head(&f, rows[i].status, "");
		fixture_body(&f, rows[i].body);
		CHECK_ROW(i, fixture_parse(&f, &network_usenet) == ERR_OK);
		assert_int_equal(f.p.n_docs, 1);
		d = &f.p.docs[0];
		CHECK_ROW(i, is(d->title, "Café"));
		CHECK_ROW(i, is(d->author, "Jane Doe"));
		CHECK_ROW(i, is(d->native_id, "<i@x>"));
		CHECK_ROW(i, is(d->native_space, "mail"));
		CHECK_ROW(i, is(d->published, "2026-11-20T09:00:00Z"));
		CHECK_ROW(i, is(d->modified, rows[i].modified));
		CHECK_ROW(i, is(d->thread_id, "<a@x>"));
		CHECK_ROW(i, is(d->parent_id, "<b@x>"));
		CHECK_ROW(i, is(d->url, U "/7"));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

#define TYPE "Content-Type: "
#define CODE "Content-Transfer-Encoding: "
static const struct {
	const char *mail; /* its head behind From: */
	const char *text;
} bodies[] = {
	{ "\r\nplain\r\n", "plain\r\n" },
	{ TYPE "text/plain; charset=iso-8859-1\r\n\r\ncaf\xe9", "café" },
	{ TYPE
	    "text/plain; format=flowed; charset=\"utf-8\"\r\n\r\ncaf\xc3\xa9",
	    "café" },
	{ TYPE "text/plain; charset=nonsense\r\n\r\ncaf\xc3\xa9", "café" },
	{ CODE "quoted-printable\r\n\r\na=\r\nb=C3=A9=\nc=3Dd=x", "abéc=d=x" },
	{ CODE "quoted-printable\r\n\r\na=", "a=" },
	{ CODE "base64\r\n\r\nSmFu\r\nZSBE\r\nb2U=\r\n", "Jane Doe" },
	{ CODE "base64\r\n\r\nSmFuZQ", "Jane" },
	{ CODE "base64\r\n\r\nSmFuZ", "Jan" },
	{ CODE "base64\r\n\r\n", "" },
	{ TYPE "text/html\r\n\r\n<p>one</p><p>two", "one\ntwo" },
	{ TYPE "image/png\r\n\r\nxx", "" },
	{ TYPE "multipart/mixed; boundary=b\r\n\r\nno\r\n--b\r\n\r\none\r\n"
	       "--b\r\nContent-Type: image/png\r\n\r\nxx\r\n--b\r\n\r\ntwo\r\n"
	       "--b--\r\nno",
	    "one\r\n\ntwo\r\n" },
	{ TYPE "multipart/alternative; boundary=\"b c\"\r\n\r\n--b c\r\n"
	       "Content-Type: text/html\r\n\r\n<b>one</b>\r\n--b c\r\n"
	       "Content-Type: text/plain\r\n\r\none\r\n--b c--\r\n",
	    "one\r\n" },
	{ TYPE "multipart/mixed; boundary=b\r\n\r\n--b\r\n"
	       "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\n"
	       "deep\r\n--c--\r\n--b\r\n\r\nlast\r\n--b--\r\n",
	    "deep\r\n\nlast\r\n" },
	{ TYPE "multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ncut", "cut" },
	{ TYPE "multipart/mixed\r\n\r\n--b\r\n\r\nx", "" },
	{ TYPE "multipart/mixed; boundary=b\r\n\r\n--b--\r\n", "" },
	{ TYPE "multipart/mixed; boundary=b\r\n\r\n--b", "" },
};

static void
test_bodies(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(bodies); i++) {
		char article[1024];
		struct fixture f;

		fixture_init(&f, U);
		f.s.url = U "/7";
		fixture_head(&f, 220, "");
		snprintf(
		    article, sizeof(article), "From: x\r\n%s", bodies[i].mail);
		fixture_body(&f, article);
		CHECK_ROW(i, fixture_parse(&f, &network_usenet) == ERR_OK);
		CHECK_ROW(
		    i, f.p.n_docs == 1 && is(f.p.docs[0].text, bodies[i].text));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* Parts within parts without an end, and as many as fit. */
static void
test_bomb(void **state)
{
	static char article[64 * 1024];
	size_t n = (size_t)snprintf(article, sizeof(article),
	    "From: x\r\n" TYPE "multipart/mixed; boundary=b\r\n\r\n");
	struct fixture f;

	(void)state;
	while (n < sizeof(article) - 100)
		n += (size_t)snprintf(article + n, sizeof(article) - n,
		    "--b\r\n" TYPE "multipart/mixed; boundary=b\r\n\r\n");
	fixture_init(&f, U);
	f.s.url = U "/7";
	fixture_head(&f, 220, "");
	fixture_body(&f, article);
	assert_int_equal(fixture_parse(&f, &network_usenet), ERR_OK);
	assert_string_equal(f.p.docs[0].text, "");
	fixture_fini(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_starts, rows_reset),
		cmocka_unit_test_setup(test_answers, rows_reset),
		cmocka_unit_test_setup(test_fields, rows_reset),
		cmocka_unit_test_setup(test_bodies, rows_reset),
		cmocka_unit_test_setup(test_bomb, rows_reset),
	};

	return cmocka_run_group_tests_name("usenet", tests, NULL, NULL);
}
