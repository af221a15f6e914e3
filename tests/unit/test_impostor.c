/* SPDX-License-Identifier: ISC */
/* Signs of impersonation and their score. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/match/impostor.h"
#include "store/base/buf.h"

static struct watch *watch;
static struct names *names;

static int
start(void **state)
{
	char *args[] = { (char[]){ "Valérie Thuillier" },
		(char[]){ "--handle" }, (char[]){ "valerie_thuillier" },
		(char[]){ "--with" }, (char[]){ "e-réputation" },
		(char[]){ "--own" },
		(char[]){ "https://a.example/@valerie_thuillier" } };
	const char *why;

	(void)state;
	if (watch_from_args(args, 7, &watch, &why) != ERR_OK)
		return -1;
	names = names_new((const struct watch *const *)&watch, 1);
	return names == NULL ? -1 : 0;
}

static int
stop(void **state)
{
	(void)state;
	names_free(names);
	watch_free(watch);
	return 0;
}

static const struct {
	const char *handle, *name, *bio;
	enum portrait_likeness portrait;
	const char *signs; /* as JSON */
	double least, most;
} rows[] = {
	{ "valerie_thuilier", "Valérie Thuillier", NULL, PORTRAIT_MIRRORED,
	    "[\"portrait-mirrored\",\"doubled-letter\",\"same-name\","
	    "\"not-declared\"]",
	    0.95, 1 },
	{ "valerie_thuillier_", "V", NULL, PORTRAIT_OTHER,
	    "[\"made-of-name\",\"not-declared\"]", 0.3, 0.4 },
	{ "valerie_thui1lier", NULL, NULL, PORTRAIT_OTHER,
	    "[\"lookalike-characters\",\"not-declared\"]", 0.75, 0.8 },
	{ "valerie_thuillire", NULL, NULL, PORTRAIT_OTHER,
	    "[\"swapped-letters\",\"not-declared\"]", 0.6, 0.7 },
	{ "vаlerie_thuillier", NULL, NULL, PORTRAIT_OTHER, /* Cyrillic a */
	    "[\"mixed-alphabets\",\"lookalike-characters\",\"not-declared\"]",
	    0.8, 0.85 },
	{ "somebody", "Some Body", NULL, PORTRAIT_SAME,
	    "[\"portrait-same\",\"not-declared\"]", 0.9, 0.95 },
	{ "vt75", "Valérie Thuillier", "Consultante en e-réputation",
	    PORTRAIT_OTHER,
	    "[\"same-name\",\"same-subjects\",\"not-declared\"]", 0.45, 0.6 },
	{ "vt75", "Валери Туиллиер", NULL, PORTRAIT_OTHER,
	    "[\"near-name\",\"not-declared\"]", 0.3, 0.35 },
	/* Her handle, elsewhere: an account of hers that she declared. */
	{ "valerie_thuillier", "Valérie Thuillier", NULL, PORTRAIT_COPY, "[]",
	    0, 0 },
	{ "jean.martin", "Jean Martin", "e-réputation", PORTRAIT_OTHER, "[]", 0,
	    0 },
	{ NULL, NULL, NULL, PORTRAIT_OTHER, "[]", 0, 0 },
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct impostor_case c = { .bio = rows[i].bio,
			.portrait = rows[i].portrait };
		struct impostor_verdict v;
		struct buf b;
		struct jout j;

		impostor_account(&c, rows[i].handle);
		impostor_account(&c, rows[i].name);
		impostor_judge(names, watch, 0, &c, &v);
		buf_init(&b, 4096);
		jout_begin(&j, &b);
		impostor_to_json(v.signs, &j);
		CHECK_ROW(i, same(b.data, rows[i].signs));
		CHECK_ROW(
		    i, v.score >= rows[i].least && v.score <= rows[i].most);
		if (!same(b.data, rows[i].signs) || v.score < rows[i].least ||
		    v.score > rows[i].most)
			fprintf(stderr, "# %s %.3f\n", b.data, v.score);
		buf_fini(&b);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_words(void **state)
{
	(void)state;
	assert_string_equal(
	    impostor_words("same-name", false), "it bears the watched name");
	assert_string_equal(
	    impostor_words("same-name", true), "il porte le nom surveillé");
	assert_null(impostor_words("no-such-sign", false));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("impostor", tests, start, stop);
}
