/* SPDX-License-Identifier: ISC */
/* Namesakes: what labels teach, and that every verdict is the sum of what it
 * says. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/match/namesake.h"

static const struct {
	bool mine;
	const char *mention;
} lessons[] = {
	{ true, "{\"cluster\":\"00aa\",\"url\":\"https://a.example/"
		"1\",\"lang\":\"fr\",\"title\":"
		"\"Boulangerie\",\"snippets\":[\"Jane Doe, boulangerie et "
		"levain a Lyon\"]}" },
	{ true, "{\"url\":\"https://a.example/2\",\"lang\":\"fr\","
		"\"snippets\":[\"le levain de la boulangerie\"]}" },
	{ false, "{\"url\":\"https://b.example/1\",\"lang\":\"fr\",\"author_"
		 "url\":\"https://b.example/u/7\",\"snippets\":[\"Jane Doe "
		 "marque un but au stade\"]}" },
	{ false, "{\"url\":\"https://b.example/2\",\"lang\":\"fr\","
		 "\"snippets\":[\"au stade, un but de Jane Doe\"]}" },
};

static const struct {
	const char *mention, *private;
	enum namesake_label own;
	enum namesake_band before, after; /* any lesson */
} rows[] = {
	{ "{\"match\":\"exact\",\"url\":\"https://c.example/\"}",
	    "{\"score\":1.0}", NAMESAKE_UNLABELLED, NAMESAKE_BAND_MINE,
	    NAMESAKE_BAND_MINE },
	{ "{\"match\":\"variant\"}",
	    "{\"score\":0.6,\"reasons\":[\"initial\"]"
	    "}",
	    NAMESAKE_UNLABELLED, NAMESAKE_BAND_DOUBTFUL,
	    NAMESAKE_BAND_DOUBTFUL },
	{ "{\"match\":\"exact\",\"snippets\":[\"Jane Doe au stade, un but: "
	  "le stade\"],\"url\":\"https://b.example/9\"}",
	    "{\"score\":1.0}", NAMESAKE_UNLABELLED, NAMESAKE_BAND_MINE,
	    NAMESAKE_BAND_DOUBTFUL },
	{ "{\"match\":\"exact\",\"snippets\":[\"Jane Doe au stade\"],\"url\":"
	  "\"https://b.example/9\",\"author_url\":\"https://b.example/u/7\"}",
	    "{\"score\":0.8}", NAMESAKE_UNLABELLED, NAMESAKE_BAND_MINE,
	    NAMESAKE_BAND_NOT_MINE },
	{ "{\"match\":\"variant\",\"snippets\":[\"J. Doe, le levain de la "
	  "boulangerie\"]}",
	    "{\"score\":0.6}", NAMESAKE_UNLABELLED, NAMESAKE_BAND_DOUBTFUL,
	    NAMESAKE_BAND_MINE },
	{ "{\"match\":\"exact\",\"title\":\"Avis de d\\u00e9c\\u00e8s\"}",
	    "{\"score\":0.8}", NAMESAKE_UNLABELLED, NAMESAKE_BAND_DOUBTFUL,
	    NAMESAKE_BAND_DOUBTFUL },
	{ "{\"match\":\"exact\"}", NULL, NAMESAKE_LABELLED_NOT,
	    NAMESAKE_BAND_NOT_MINE, NAMESAKE_BAND_NOT_MINE },
	{ "{\"match\":\"lookalike\",\"author_url\":\"https://own.example/\"}",
	    "{\"score\":0.2}", NAMESAKE_UNLABELLED, NAMESAKE_BAND_MINE,
	    NAMESAKE_BAND_MINE },
	{ "{\"match\":\"lookalike\",\"cluster\":\"00aa\"}", "{\"score\":0.2}",
	    NAMESAKE_UNLABELLED, NAMESAKE_BAND_NOT_MINE, NAMESAKE_BAND_MINE },
	/* Wrong types and nothing at all are no reason to fall. */
	{ "{\"match\":7,\"snippets\":{},\"url\":[],\"lang\":1}", "[]",
	    NAMESAKE_UNLABELLED, NAMESAKE_BAND_MINE, NAMESAKE_BAND_MINE },
};

static json_t *
parsed(const char *s)
{
	json_t *j = NULL;

	if (s != NULL)
		assert_int_equal(json_parse(s, strlen(s), &j), ERR_OK);
	return j;
}

static struct namesake *
model(bool taught)
{
	char name[] = "Jane Doe", own[] = "--own=https://own.example/";
	char *argv[] = { name, own };
	const char *why;
	struct watch *w;
	struct namesake *s;

	assert_int_equal(watch_from_args(argv, 2, &w, &why), ERR_OK);
	s = namesake_new(w, w->name);
	watch_free(w);
	for (size_t i = 0; taught && i < NELEM(lessons); i++) {
		json_t *m = parsed(lessons[i].mention);

		namesake_learn(s, m, lessons[i].mine);
		json_decref(m);
	}
	return s;
}

static void
check(const struct namesake *s, size_t i, enum namesake_band want)
{
	json_t *m = parsed(rows[i].mention), *p = parsed(rows[i].private);
	struct verdict v;
	struct arena a;
	int sum = 0;

	arena_init(&a);
	namesake_judge(s, m, p, rows[i].own, &a, &v);
	CHECK_ROW(i, v.band == want);
	for (size_t k = 0; k < v.n; k++) {
		sum += v.v[k].weight;
		CHECK_ROW(i, v.v[k].code != NULL && v.v[k].text[0] != NULL &&
				 v.v[k].text[1] != NULL);
	}
	CHECK_ROW(i, sum == v.score && v.n > 0);
	if (v.band != want)
		fprintf(stderr, "# score %d\n", v.score);
	arena_fini(&a);
	json_decref(m);
	json_decref(p);
}

static void
test_bands(void **state)
{
	struct namesake *new = model(false), *taught = model(true);

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		check(new, i, rows[i].before);
		check(taught, i, rows[i].after);
	}
	namesake_free(new);
	namesake_free(taught);
	assert_int_equal(rows_failed, 0);
}

static void
add_word(const char *word, void *arg)
{
	assert_int_equal(buf_addf(arg, "%s ", word), ERR_OK);
}

static void
test_suggest(void **state)
{
	struct namesake *s = model(true);
	size_t mine, not_mine;
	struct buf b;

	(void)state;
	namesake_labels(s, &mine, &not_mine);
	assert_int_equal(mine, 2);
	assert_int_equal(not_mine, 2);
	buf_init(&b, 1000);
	namesake_suggest(s, 2, add_word, &b);
	assert_string_equal(b.data, "stade marque ");
	buf_fini(&b);
	namesake_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_bands, rows_reset),
		cmocka_unit_test(test_suggest),
	};

	return cmocka_run_group_tests_name("namesake", tests, NULL, NULL);
}
