/* SPDX-License-Identifier: ISC */
/* Encoding damage: what was made of a letter reads as that letter again, with
 * its length, and what is no damage stays as it is. */
#include "tests/unit/unit.h"

#include "crawler/match/damage.h"

static const struct {
	const char *text;
	uint32_t c;
	size_t len;
	bool lost;
} rows[] = {
	{ "a", 'a', 1, false },
	{ "é", 0xe9, 2, false },
	{ "Ã©x", 0xe9, 4, false },
	{ "Ã‰", 0xc9, 5, false },
	{ "ÃƒÂ©", 0xe9, 8, false },
	{ "â€™", 0x2019, 8, false },
	{ "Ð’", 0x412, 5, false },
	{ "é½½", 0xe9, 2, false },
	{ "Ãx", 0xc3, 2, false },
	{ "&eacute;", 0xe9, 8, false },
	{ "&amp;eacute;", 0xe9, 12, false },
	{ "&#233;", 0xe9, 6, false },
	{ "&#xE9;", 0xe9, 6, false },
	{ "&#xZ;", '&', 1, false },
	{ "&#99999999999999999999;", '&', 1, false },
	{ "&#9999999;", '&', 1, false },
	{ "&nosuch;", '&', 1, false },
	{ "&eacute", '&', 1, false },
	{ "&&&&", '&', 1, false },
	{ "%C3%A9", 0xe9, 6, false },
	{ "%c3%a9", 0xe9, 6, false },
	{ "%E9t", 0xe9, 3, false },
	{ "%20", ' ', 3, false },
	{ "%C", '%', 1, false },
	{ "%zz", '%', 1, false },
	{ "=C3=A9", 0xe9, 6, false },
	{ "=fabien", '=', 1, false },
	{ "\\u00e9", 0xe9, 6, false },
	{ "\\xc3\\xa9", 0xe9, 8, false },
	{ "\\xe9", 0xe9, 4, false },
	{ "\\u00", '\\', 1, false },
	{ "?", '?', 1, true },
	{ "\xef\xbf\xbd", 0xfffd, 3, true },
	{ "\xc3", 0xfffd, 1, true },
};

static void
test_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		size_t len = 0;
		bool lost;
		uint32_t c = damage_read(
		    rows[i].text, strlen(rows[i].text), &lost, &len);

		CHECK_ROW(i, c == rows[i].c);
		CHECK_ROW(i, len == rows[i].len);
		CHECK_ROW(i, lost == rows[i].lost);
		if (c != rows[i].c || len != rows[i].len)
			fprintf(stderr, "# %s: %x, %zu\n", rows[i].text,
			    (unsigned)c, len);
	}
	assert_int_equal(rows_failed, 0);
}

/* Every way of damage that says which letter it was is read back. */
static void
test_round(void **state)
{
	static const char *const letters[] = { "é", "É", "ç", "œ", "ß", "Š" };
	size_t read = 0;

	(void)state;
	for (size_t i = 0; i < NELEM(letters); i++) {
		for (unsigned way = 1; way < DAMAGE_WAYS; way++) {
			char out[64];
			size_t n = damage_word(way, letters[i],
			    strlen(letters[i]), out, sizeof(out));
			size_t len, plain_len;
			bool lost;

			if (n == 0)
				continue;
			CHECK_ROW(i * 100 + way,
			    damage_read(out, n, &lost, &len) ==
				damage_read(letters[i], strlen(letters[i]),
				    &lost, &plain_len));
			CHECK_ROW(i * 100 + way, len == n);
			read++;
		}
	}
	assert_true(read > 40);
	assert_int_equal(damage_word(1, "plain", 5, (char[8]){ 0 }, 8), 0);
	assert_int_equal(damage_word(1, "ééé", 6, (char[8]){ 0 }, 8), 0);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_read, rows_reset),
		cmocka_unit_test_setup(test_round, rows_reset),
	};

	return cmocka_run_group_tests_name("damage", tests, NULL, NULL);
}
