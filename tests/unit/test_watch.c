/* SPDX-License-Identifier: ISC */
/* `watch add`: options in any order, what is refused, and the register's JSON
 * there and back. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/match/watch.h"
#include "store/base/mem.h"

enum { ARGS_MAX = 8 };

static const struct {
	const char *args[ARGS_MAX];
	const char *json; /* NULL: refused */
} rows[] = {
	{ { "Jane Doe" }, "{\"name\":\"Jane Doe\",\"kind\":\"person\"}" },
	{ { " Jane Doe " }, "{\"name\":\"Jane Doe\",\"kind\":\"person\"}" },
	{ { "Apple" }, "{\"name\":\"Apple\",\"kind\":\"brand\"}" },
	{ { "La Redoute" }, "{\"name\":\"La Redoute\",\"kind\":\"brand\"}" },
	{ { "3 Suisses" }, "{\"name\":\"3 Suisses\",\"kind\":\"brand\"}" },
	{ { "Coca-Cola" }, "{\"name\":\"Coca-Cola\",\"kind\":\"brand\"}" },
	{ { "Air France", "--kind", "brand" },
	    "{\"name\":\"Air France\",\"kind\":\"brand\"}" },
	{ { "--kind=person", "Madonna" },
	    "{\"name\":\"Madonna\",\"kind\":\"person\"}" },
	{ { "--handle", "@jd", "J D", "--also", "X", "--also=Y" },
	    "{\"name\":\"J D\",\"kind\":\"person\",\"also\":[\"X\",\"Y\"],"
	    "\"handles\":[\"jd\"]}" },
	{ { "J D", "--own", "https://a.example/", "--query", "a AND b" },
	    "{\"name\":\"J D\",\"kind\":\"person\","
	    "\"own\":[\"https://a.example/\"],\"query\":\"a AND b\"}" },
	{ { "--", "--odd name" },
	    "{\"name\":\"--odd name\",\"kind\":\"person\"}" },
	{ { NULL }, NULL },
	{ { "" }, NULL },
	{ { "!?" }, NULL },
	{ { "a\nb" }, NULL },
	{ { "a\xff" }, NULL },
	{ { "A", "B" }, NULL },
	{ { "A", "--also" }, NULL },
	{ { "A", "--also", "" }, NULL },
	{ { "A", "--kind", "thing" }, NULL },
	{ { "A", "--own", "ftp://a.example/" }, NULL },
	{ { "A", "--what", "b" }, NULL },
};

static char *
json_of(const struct watch *w)
{
	struct buf b;
	struct jout j;

	buf_init(&b, 65536);
	jout_begin(&j, &b);
	watch_to_json(w, &j);
	assert_int_equal(j.err, ERR_OK);
	return buf_take(&b, NULL);
}

static void
test_args(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		char *argv[ARGS_MAX] = { NULL };
		struct watch *w = NULL;
		const char *why = NULL;
		enum err e;
		int argc = 0;

		for (; argc < ARGS_MAX && rows[i].args[argc] != NULL; argc++)
			argv[argc] = mem_strdup(rows[i].args[argc]);
		e = watch_from_args(argv, argc, &w, &why);
		CHECK_ROW(i, (e == ERR_OK) == (rows[i].json != NULL));
		CHECK_ROW(i, (e == ERR_USAGE) == (why != NULL));
		if (e == ERR_OK) {
			char *got = json_of(w);

			CHECK_ROW(i, same(got, rows[i].json));
			free(got);
		}
		watch_free(w);
		while (argc > 0)
			free(argv[--argc]);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *json, *want;
} texts[] = {
	{ "{\"name\":\"A\",\"handle\":\"@b\",\"with\":[\"c\"],\"x\":1}",
	    "{\"name\":\"A\",\"kind\":\"brand\",\"handles\":[\"b\"],"
	    "\"with\":[\"c\"]}" },
	{ "{\"name\":\"A\",\"kind\":null,\"also\":null}",
	    "{\"name\":\"A\",\"kind\":\"brand\"}" },
	{ "{}", NULL },
	{ "[]", NULL },
	{ "{\"name\":1}", NULL },
	{ "{\"name\":\"A\",\"kind\":\"x\"}", NULL },
	{ "{\"name\":\"A\",\"also\":[1]}", NULL },
	{ "{\"name\":\"A\",\"also\":{}}", NULL },
	{ "{\"name\":\"A\",\"query\":[]}", NULL },
};

static void
test_json(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(texts); i++) {
		struct watch *w = NULL;
		json_t *j = NULL;
		enum err e;

		assert_int_equal(
		    json_parse(texts[i].json, strlen(texts[i].json), &j),
		    ERR_OK);
		e = watch_parse(j, &w);
		CHECK_ROW(i, (e == ERR_OK) == (texts[i].want != NULL));
		if (e == ERR_OK) {
			char *got = json_of(w);

			CHECK_ROW(i, same(got, texts[i].want));
			free(got);
		}
		watch_free(w);
		json_decref(j);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_limits(void **state)
{
	char *name = mem_alloc(WATCH_TEXT_MAX + 2);
	struct watch *w = NULL;
	const char *why;

	(void)state;
	memset(name, 'a', WATCH_TEXT_MAX + 1);
	name[WATCH_TEXT_MAX + 1] = '\0';
	assert_int_equal(watch_from_args(&name, 1, &w, &why), ERR_USAGE);
	name[WATCH_TEXT_MAX] = '\0';
	assert_int_equal(watch_from_args(&name, 1, &w, &why), ERR_OK);
	watch_free(w);
	free(name);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_args, rows_reset),
		cmocka_unit_test_setup(test_json, rows_reset),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}
