/* SPDX-License-Identifier: ISC */
/* The quick reader of plain JSON: what it passes, jansson reads alike. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "store/base/json.h"
#include "store/base/jwalk.h"
#include "store/base/mem.h"

static const struct {
	const char *text;
	bool plain;
} rows[] = {
	{ "{}", true },
	{ " {\t\"a\" : 1 ,\r\n\"b\":\"x\"} ", true },
	{ "{\"a\":-1,\"b\":0,\"c\":-0,\"d\":999999999999999999}", true },
	{ "{\"a\":9223372036854775807,\"b\":-9223372036854775807}", true },
	{ "{\"a\":true,\"b\":false,\"c\":null}", true },
	{ "{\"a\":[],\"b\":{},\"c\":[[],{}],\"d\":[1,\"x\",[2]]}", true },
	{ "{\"a\":{\"b\":{\"c\":[1,2,{\"d\":null}]},\"e\":3}}", true },
	{ "{\"a\":[ [ ] , { } ] , \"b\" : { \"c\" : [ ] } }", true },
	{ "{\"a\":\"\",\"\":2}", true },
	{ "{\"a\":\"caf\xc3\xa9\",\"b\\n\":1}", false },
	{ "{\"a\":\"caf\xc3\xa9 \xf0\x9f\x98\x80\"}", true },
	{ "{\"a\":\"x\\n\\\"y\\\\\"}", true },
	{ "{\"a\":1,\"a\":2}", true },
	/* left to jansson, right or wrong */
	{ "{\"a\":1.5}", false },
	{ "{\"a\":1e3}", false },
	{ "{\"a\":\"\\u00e9\"}", false },
	{ "{\"a\":-9223372036854775808}", false },
	{ "{\"a\":9223372036854775808}", false },
	{ "{\"a\":10000000000000000000}", false },
	{ "[1]", false },
	{ "1", false },
	{ "", false },
	/* wrong */
	{ "{", false },
	{ "{\"a\"", false },
	{ "{\"a\":", false },
	{ "{\"a\":1", false },
	{ "{\"a\":1,}", false },
	{ "{,}", false },
	{ "{\"a\":1 \"b\":2}", false },
	{ "{\"a\":01}", false },
	{ "{\"a\":-}", false },
	{ "{\"a\":+1}", false },
	{ "{\"a\":truex}", false },
	{ "{\"a\":tru}", false },
	{ "{\"a\":nul", false },
	{ "{a:1}", false },
	{ "{\"a\":[1,]}", false },
	{ "{\"a\":[,1]}", false },
	{ "{\"a\":[1}", false },
	{ "{\"a\":{\"b\"}}", false },
	{ "{\"a\":{\"b\":}}", false },
	{ "{\"a\":{\"b\":1]}", false },
	{ "{\"a\":{1:2}}", false },
	{ "{\"a\":[}", false },
	{ "{\"a\":{]}", false },
	{ "{\"a\":\"\x01\"}", false },
	{ "{\"a\":\"x", false },
	{ "{\"a\":\"x\\", false },
	{ "{\"a\":\"\\x\"}", false },
	{ "{\"a\":\"\xc3\"}", false },
	{ "{\"a\":\"\xed\xa0\x80\"}", false },
	{ "{\"a\":\"\xf4\x90\x80\x80\"}", false },
	{ "{\"a\":1}}", false },
	{ "{\"a\":1} x", false },
};

static bool
alike(const struct jwalk_value *v, const json_t *j)
{
	switch (v->kind) {
	case JWALK_TEXT:
		return json_is_string(j) && json_string_length(j) == v->n &&
		       memcmp(json_string_value(j), v->s, v->n) == 0;
	case JWALK_ESCAPED:
		return json_is_string(j);
	case JWALK_INT:
		return json_is_integer(j) &&
		       json_integer_value(j) == jwalk_int(v);
	case JWALK_TRUE:
		return json_is_true(j);
	case JWALK_FALSE:
		return json_is_false(j);
	case JWALK_NULL:
		return json_is_null(j);
	case JWALK_OBJECT:
	case JWALK_LIST:
		break;
	}
	return json_is_object(j) == (v->kind == JWALK_OBJECT) &&
	       json_is_array(j) == (v->kind == JWALK_LIST);
}

/* Every member as jansson has it; of two of one name, the last. */
static bool
agrees(const char *text, size_t n)
{
	struct jwalk_value key, value;
	json_t *doc, *seen = json_object();
	struct jwalk s;
	bool ok = json_parse(text, n, &doc) == ERR_OK;

	jwalk_begin(&s, text, n, JWALK_OBJECT);
	while (ok && jwalk_next(&s, &key, &value)) {
		char *name = mem_strndup(key.s, key.n);
		bool last = alike(&value, json_object_get(doc, name));

		json_object_set_new(seen, name, json_boolean(last));
		free(name);
	}
	if (ok) {
		const char *name;
		json_t *last;

		ok = json_object_size(seen) == json_object_size(doc);
		json_object_foreach(seen, name, last) ok =
		    ok && json_is_true(last);
		json_decref(doc);
	}
	json_decref(seen);
	return ok;
}

static bool
is_plain(const char *text, size_t n)
{
	struct jwalk_value key, value;
	struct jwalk s;

	jwalk_begin(&s, text, n, JWALK_OBJECT);
	while (jwalk_next(&s, &key, &value))
		continue;
	return jwalk_end(&s);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		/* Just as long as it is: a byte too far is seen by asan. */
		size_t n = strlen(rows[i].text);
		char *text = mem_alloc(n + 1);

		memcpy(text, rows[i].text, n);
		text = mem_grow(text, n > 0 ? n : 1, 1);
		CHECK_ROW(i, is_plain(text, n) == rows[i].plain);
		CHECK_ROW(i, !rows[i].plain || agrees(text, n));
		free(text);
	}
	assert_int_equal(rows_failed, 0);
}

/* Whatever becomes of one byte: never more than jansson. */
static void
test_every_byte(void **state)
{
	static const char whole[] =
	    "{\"type\":\"capture\",\"seq\":12,\"prev\":null,\"blobs\":"
	    "[\"0a\",{\"x\":[1,-2]}],\"kept\":true,\"t\":\"\xc3\xa9\\n\"}";
	static const char bytes[] = "\"\\{}[],:0-9etfn u\x01\xc3\xff";

	(void)state;
	for (size_t i = 0; i < sizeof(whole) - 1; i++) {
		char text[sizeof(whole)];

		memcpy(text, whole, sizeof(whole));
		for (size_t k = 0; k < sizeof(bytes) - 1; k++) {
			text[i] = bytes[k];
			CHECK_ROW(i, !is_plain(text, sizeof(whole) - 1) ||
					 agrees(text, sizeof(whole) - 1));
		}
		CHECK_ROW(i, !is_plain(whole, i)); /* cut short */
	}
	assert_int_equal(rows_failed, 0);
}

/* A nest as deep as it may be, and one deeper. */
static void
test_depth(void **state)
{
	(void)state;
	for (size_t depth = 1; depth <= 64; depth++) {
		char text[256];
		size_t n = 0;

		n += (size_t)snprintf(text, sizeof(text), "{\"a\":");
		memset(text + n, '[', depth);
		memset(text + n + depth, ']', depth);
		text[n + 2 * depth] = '}';
		n += 2 * depth + 1;
		CHECK_ROW(depth, is_plain(text, n) == (depth <= 32));
		CHECK_ROW(depth, agrees(text, n) || depth > 32);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_list(void **state)
{
	static const char text[] = "[\"a\", 2, []]";
	struct jwalk_value key, v;
	struct jwalk s;

	(void)state;
	jwalk_begin(&s, text, sizeof(text) - 1, JWALK_LIST);
	assert_true(jwalk_next(&s, &key, &v));
	assert_true(jwalk_is(&v, "a") && key.n == 0);
	assert_true(jwalk_next(&s, &key, &v));
	assert_true(v.kind == JWALK_INT && jwalk_int(&v) == 2);
	assert_false(jwalk_end(&s));
	assert_true(jwalk_next(&s, &key, &v));
	assert_int_equal(v.kind, JWALK_LIST);
	assert_false(jwalk_next(&s, &key, &v));
	assert_true(jwalk_end(&s));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
		cmocka_unit_test_setup(test_every_byte, rows_reset),
		cmocka_unit_test_setup(test_depth, rows_reset),
		cmocka_unit_test(test_list),
	};

	return cmocka_run_group_tests_name("jwalk", tests, NULL, NULL);
}
