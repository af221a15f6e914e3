/* SPDX-License-Identifier: ISC */
/* seeds.txt: lines that are read, lines that are refused and why. */
#include <stdlib.h>

#include "crawler/match/watch.h"
#include "crawler/seeds/seeds.h"
#include "store/base/mem.h"
#include "tests/unit/unit.h"

struct said {
	unsigned n, line;
	char why[256];
};

static void
bad(unsigned line, const char *why, void *arg)
{
	struct said *s = arg;

	s->n++;
	s->line = line;
	snprintf(s->why, sizeof(s->why), "%s", why);
}

static enum err
parse(const char *text, struct said *said, struct seeds *out)
{
	memset(said, 0, sizeof(*said));
	return seeds_parse(text, strlen(text), bad, said, out);
}

static const struct {
	const char *line, *why; /* why NULL: it is a seed */
} lines[] = {
	{ "site https://a.example/", NULL },
	{ "  site\thttps://a.example/  # here", NULL },
	{ "site https://a.example/ depth=3 pages=2000 every=1d", NULL },
	{ "site https://a.example/ name=\"Jane Doe\"", NULL },
	{ "site http://127.0.0.1:8080/ delay=0", NULL },
	{ "site http://[::1]:8080/ delay=0.05", NULL },
	{ "site http://localhost/ delay=0", NULL },
	{ "feed https://a.example/?q={query}", NULL },
	{ "site https://a.example/ token=env:TOKEN", NULL },
	{ "site https://a.example/ keep=all", NULL },
	{ "sight https://a.example/", "sight: no such adapter" },
	{ "site", "site: where? (site TARGET)" },
	{ "site ftp://a.example/", "ftp://a.example/: not an http(s) address" },
	{ "site a.example", "a.example: not an http(s) address" },
	{ "site https://a.example/ depth", "depth: not an option (key=value)" },
	{ "site https://a.example/ colour=red", "colour=: no such option" },
	{ "site https://a.example/ depth=x", "depth= wants a number" },
	{ "site https://a.example/ pages=0", "pages= wants a number" },
	{ "site https://a.example/ every=soon",
	    "every= wants a span such as 12h or 1d" },
	{ "site https://a.example/ keep=some", "keep= wants mentions or all" },
	{ "site https://a.example/ token=s3cret",
	    "token= wants env:VAR or file:PATH" },
	{ "site https://a.example/ name=\"Jane", "a quote is not closed" },
	{ "site https://a.example/ delay=0.5",
	    "delay= under 1 is for loopback and private addresses" },
	{ "site https://a.example/ delay=nan", "delay= wants seconds" },
	{ "site https://a.example/ delay=-1", "delay= wants seconds" },
};

static void
test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(lines); i++) {
		struct seeds s;
		struct said said;

		CHECK_ROW(i, parse(lines[i].line, &said, &s) == ERR_OK);
		CHECK_ROW(i, s.n == (lines[i].why == NULL ? 1 : 0));
		CHECK_ROW(i, s.bad == (lines[i].why == NULL ? 0 : 1));
		if (lines[i].why != NULL)
			CHECK_ROW(i, same(said.why, lines[i].why));
		seeds_fini(&s);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_others_stand(void **state)
{
	struct seeds s;
	struct said said;

	(void)state;
	assert_int_equal(parse("\xef\xbb\xbf# a file\r\n"
			       "site https://a.example/\r\n"
			       "wrong\r\n"
			       "\r\n"
			       "feed https://b.example/feed",
			     &said, &s),
	    ERR_OK);
	assert_int_equal(s.n, 2);
	assert_int_equal(s.bad, 1);
	assert_int_equal(said.line, 3);
	assert_int_equal(s.v[1].line, 5);
	assert_string_equal(s.v[1].key, "feed https://b.example/feed");
	seeds_fini(&s);
}

static void
test_options(void **state)
{
	struct seeds s;
	struct said said;

	(void)state;
	assert_int_equal(
	    parse("site http://10.0.0.1/ every=12h pages=7 depth=0 "
		  "delay=0.25 keep=all browser=yes name=\"Jane Doe\"",
		&said, &s),
	    ERR_OK);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.v[0].every_ms, 43200000);
	assert_int_equal(s.v[0].pages, 7);
	assert_int_equal(s.v[0].depth, 0);
	assert_int_equal(s.v[0].delay_ms, 250);
	assert_true(s.v[0].exact_delay && s.v[0].private_ok);
	assert_true(s.v[0].keep_all && s.v[0].browser);
	assert_string_equal(s.v[0].name, "Jane Doe");
	seeds_fini(&s);
}

static void
test_defaults(void **state)
{
	struct seeds s;
	struct said said;

	(void)state;
	assert_int_equal(parse("site https://a.example", &said, &s), ERR_OK);
	assert_int_equal(s.v[0].pages, 1000);
	assert_int_equal(s.v[0].depth, 20);
	assert_int_equal(s.v[0].every_ms, 86400000);
	assert_int_equal(s.v[0].delay_ms, -1);
	assert_false(s.v[0].keep_all);
	assert_string_equal(s.v[0].target, "https://a.example/");
	seeds_fini(&s);
}

static void
test_long_line(void **state)
{
	char *text = mem_alloc(SEED_LINE_MAX + 64);
	struct seeds s;
	struct said said;

	(void)state;
	memset(text, 'a', SEED_LINE_MAX + 1);
	text[SEED_LINE_MAX + 1] = '\0';
	assert_int_equal(parse(text, &said, &s), ERR_OK);
	assert_string_equal(said.why, "line too long");
	seeds_fini(&s);
	memcpy(text, "# ", 2);
	text[SEED_LINE_MAX] = '\0';
	assert_int_equal(parse(text, &said, &s), ERR_OK);
	assert_int_equal(s.bad, 0);
	seeds_fini(&s);
	free(text);
}

static void
test_expand(void **state)
{
	char *args[][4] = { { (char[]){ "Jane Doe" }, (char[]){ "--handle" },
				(char[]){ "jdoe" }, NULL },
		{ (char[]){ "Éva Roe" }, NULL, NULL, NULL } };
	struct watch *w[2];
	const char *why;
	struct seeds s, all;
	struct said said;

	(void)state;
	assert_int_equal(watch_from_args(args[0], 3, &w[0], &why), ERR_OK);
	assert_int_equal(watch_from_args(args[1], 1, &w[1], &why), ERR_OK);
	assert_int_equal(
	    parse("feed https://a.example/?q={query}\n"
		  "feed https://b.example/{handle}/{tag} name=\"Jane Doe\"\n"
		  "site https://c.example/\n",
		&said, &s),
	    ERR_OK);
	seeds_expand(&s, (const struct watch *const *)w, 2, &all);
	assert_int_equal(all.n, 4);
	assert_string_equal(all.v[0].target, "https://a.example/?q=Jane%20Doe");
	assert_string_equal(all.v[0].name, "Jane Doe");
	assert_string_equal(
	    all.v[1].target, "https://a.example/?q=%C3%89va%20Roe");
	assert_string_equal(all.v[2].target, "https://b.example/jdoe/JaneDoe");
	assert_string_equal(all.v[3].target, "https://c.example/");
	assert_null(all.v[3].name);
	seeds_fini(&all);
	seeds_fini(&s);
	watch_free(w[0]);
	watch_free(w[1]);
}

/* What a search is asked for: every name of a subject, the words of a topic. */
static void
test_view(void **state)
{
	char *args[][6] = { { (char[]){ "Jane Doe" }, (char[]){ "--also" },
				(char[]){ "J. Roe" }, NULL },
		{ (char[]){ "A label" }, (char[]){ "--kind" },
		    (char[]){ "topic" }, (char[]){ "--query" },
		    (char[]){ "\"a b\" (c OR d OR e OR f) -g" }, NULL } };
	static const char *const want[] = { "Jane Doe", "J. Roe", "a b", "c",
		"d", "e" };
	struct seed_view view = { .n_names = 0 };
	struct watch *w[2];
	struct arena a;
	const char *why;

	(void)state;
	assert_int_equal(watch_from_args(args[0], 3, &w[0], &why), ERR_OK);
	assert_int_equal(watch_from_args(args[1], 5, &w[1], &why), ERR_OK);
	arena_init(&a);
	seed_view_names(&a, (const struct watch *const *)w, 2, -1, &view);
	assert_int_equal(view.n_names, NELEM(want));
	for (size_t i = 0; i < NELEM(want); i++)
		assert_string_equal(view.names[i], want[i]);
	arena_fini(&a);
	watch_free(w[0]);
	watch_free(w[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_lines, rows_reset),
		cmocka_unit_test(test_others_stand),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_expand),
		cmocka_unit_test(test_view),
	};

	return cmocka_run_group_tests_name("seeds", tests, NULL, NULL);
}
