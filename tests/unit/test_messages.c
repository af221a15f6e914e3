/* SPDX-License-Identifier: ISC */
/* The messages of a browser: cut anywhere, broken, hostile, too long. */
#include "crawler/browser/messages.h"

#include <stdlib.h>

#include "store/base/mem.h"
#include "tests/unit/unit.h"

#define BYTES(s) s, sizeof(s) - 1

static const struct {
	const char *bytes;
	size_t n;
	size_t count;      /* messages before the first that is none */
	enum err err;      /* of the one behind them */
	const char *value; /* "v" of the last message, or NULL */
} rows[] = {
	{ BYTES(""), 0, ERR_OK, NULL },
	{ BYTES("{\"v\":\"a\"}"), 0, ERR_OK, NULL },
	{ BYTES("{\"v\":\"a\"}\0"), 1, ERR_OK, "a" },
	{ BYTES("{\"v\":\"a\"}\0{\"v\":\"b\"}\0{"), 2, ERR_OK, "b" },
	{ BYTES("{}\0[]\0{}\0"), 1, ERR_PARSE, NULL },
	{ BYTES("\0"), 0, ERR_PARSE, NULL },
	{ BYTES("nonsense\0"), 0, ERR_PARSE, NULL },
	{ BYTES("{\"v\":\"a\"} {}\0"), 0, ERR_PARSE, NULL },
	/* Half a character, of either half, before and behind others. */
	{ BYTES("{\"v\":\"\\ud83d\"}\0"), 1, ERR_OK, "\xef\xbf\xbd" },
	{ BYTES("{\"v\":\"\\udE00x\"}\0"), 1, ERR_OK, "\xef\xbf\xbdx" },
	{ BYTES("{\"v\":\"\\uD83D\\uDE00\"}\0"), 1, ERR_OK,
	    "\xf0\x9f\x98\x80" },
	{ BYTES("{\"v\":\"\\ud83d\\ud83d\\ude00\"}\0"), 1, ERR_OK,
	    "\xef\xbf\xbd\xf0\x9f\x98\x80" },
	{ BYTES("{\"v\":\"\\ud83d\\n\"}\0"), 1, ERR_OK, "\xef\xbf\xbd\n" },
	/* A backslash that is escaped begins no escape. */
	{ BYTES("{\"v\":\"\\\\ud83d\"}\0"), 1, ERR_OK, "\\ud83d" },
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows) * 3; i++) {
		size_t row = i / 3, step = i % 3 == 0 ? 1 << 20 : i % 3;
		struct messages m;
		json_t *message = NULL;
		size_t count = 0;
		char *value = NULL;
		enum err e = ERR_OK;

		messages_init(&m);
		for (size_t at = 0; at < rows[row].n; at += step) {
			size_t n = rows[row].n - at;

			CHECK_ROW(row, messages_add(&m, rows[row].bytes + at,
					   n < step ? n : step) == ERR_OK);
			while (e == ERR_OK) {
				e = messages_next(&m, &message);
				if (message == NULL)
					break;
				count++;
				free(value);
				value = mem_strdup(json_get_text(message, "v"));
				json_decref(message);
			}
		}
		CHECK_ROW(row, count == rows[row].count);
		CHECK_ROW(row, e == rows[row].err);
		CHECK_ROW(row, same(value, rows[row].value));
		free(value);
		messages_fini(&m);
	}
	assert_int_equal(rows_failed, 0);
}

/* A message at the ceiling may grow no further. */
static void
test_ceiling(void **state)
{
	size_t n = MESSAGES_BYTES_MAX / 4;
	char *part = mem_alloc(n);
	struct messages m;
	json_t *message;

	(void)state;
	memset(part, ' ', n);
	messages_init(&m);
	for (int i = 0; i < 4; i++)
		assert_int_equal(messages_add(&m, part, n), ERR_OK);
	assert_int_equal(messages_next(&m, &message), ERR_OK);
	assert_int_equal(messages_add(&m, part, 1), ERR_OK);
	assert_int_equal(messages_next(&m, &message), ERR_LIMIT);
	assert_int_equal(messages_add(&m, part, n), ERR_LIMIT);
	messages_fini(&m);
	free(part);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
		cmocka_unit_test_setup(test_ceiling, rows_reset),
	};

	return cmocka_run_group_tests_name("messages", tests, NULL, NULL);
}
