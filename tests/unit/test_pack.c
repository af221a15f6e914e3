/* SPDX-License-Identifier: ISC */
/* Packed values and keys: what goes in comes out, what is broken is told, and
 * the order of bytes is the order of the pieces. */
#include "store/pack.h"

#include <stdlib.h>

#include "store/base/mem.h"
#include "store/key.h"
#include "tests/unit/unit.h"

static const uint64_t uints[] = { 0, 1, 127, 128, 16383, 16384, UINT32_MAX,
	INT64_MAX, UINT64_MAX };
static const int64_t ints[] = { 0, -1, 1, 63, -64, 64, INT64_MIN, INT64_MAX };
static const char *const texts[] = { NULL, "", "a",
	"http://a.example/\xc3\xa9" };

static void
test_round(void **state)
{
	struct unpack u;
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	for (size_t i = 0; i < NELEM(uints); i++)
		pack_uint(&b, uints[i]);
	for (size_t i = 0; i < NELEM(ints); i++)
		pack_int(&b, ints[i]);
	for (size_t i = 0; i < NELEM(texts); i++)
		pack_text(&b, texts[i]);
	unpack_init(&u, b.data, b.len);
	for (size_t i = 0; i < NELEM(uints); i++)
		CHECK_ROW(i, unpack_uint(&u) == uints[i]);
	for (size_t i = 0; i < NELEM(ints); i++)
		CHECK_ROW(i, unpack_int(&u) == ints[i]);
	for (size_t i = 0; i < NELEM(texts); i++) {
		char *got = unpack_text(&u);

		CHECK_ROW(i, same(got, texts[i]));
		free(got);
	}
	assert_true(unpack_done(&u));
	buf_fini(&b);
	assert_int_equal(rows_failed, 0);
}

/* Numbers and texts that end early, or say too much. */
static const struct {
	const char *bytes;
	size_t n;
} broken[] = {
	{ "", 0 },
	{ "\x80", 1 },
	{ "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10 }, /* 65 bits */
	{ "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11 },
};

static void
test_broken(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(broken); i++) {
		struct unpack u;

		unpack_init(&u, broken[i].bytes, broken[i].n);
		CHECK_ROW(i, unpack_uint(&u) == 0);
		CHECK_ROW(i, u.bad && !unpack_done(&u));
		CHECK_ROW(i, unpack_u8(&u) == 0 && unpack_text(&u) == NULL);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_text_too_long(void **state)
{
	struct unpack u;

	(void)state;
	unpack_init(&u,
	    "\x05"
	    "abc",
	    4); /* says 4 bytes, has 3 */
	assert_null(unpack_text(&u));
	assert_true(u.bad);
	unpack_init(&u, "abc", 3);
	assert_non_null(unpack_bytes(&u, 3));
	assert_true(unpack_done(&u));
	assert_null(unpack_bytes(&u, 1));
	assert_false(unpack_done(&u));
}

static int
compare(const struct key *a, const struct key *b)
{
	size_t n = a->len < b->len ? a->len : b->len;
	int c = memcmp(a->data, b->data, n);

	return c != 0 ? c : (a->len > b->len) - (a->len < b->len);
}

static void
test_key_order(void **state)
{
	(void)state;
	for (size_t i = 0; i + 1 < NELEM(uints); i++) {
		struct key a, b;

		key_of_u64(&a, uints[i]);
		key_of_u64(&b, uints[i + 1]);
		CHECK_ROW(i, compare(&a, &b) < 0);
		CHECK_ROW(i, key_read_u64(a.data) == uints[i]);
	}
	assert_int_equal(rows_failed, 0);
}

/* A long text is folded at its limit and not before, and stays itself. */
static void
test_key_fold(void **state)
{
	char *s = mem_zalloc(8193), *other = mem_zalloc(8193);
	struct key a, b;

	(void)state;
	memset(s, 'x', KEY_TEXT_MAX);
	key_of_text(&a, s);
	assert_int_equal(a.len, KEY_TEXT_MAX);
	s[KEY_TEXT_MAX] = 'x';
	key_of_text(&a, s);
	assert_int_equal(a.len, KEY_TEXT_MAX + 1);
	memset(s, 'x', 8192);
	memset(other, 'x', 8192);
	other[8191] = 'y';
	key_of_text(&a, s);
	key_of_text(&b, other);
	assert_int_equal(a.len, b.len);
	assert_int_not_equal(compare(&a, &b), 0);
	key_of_text(&b, s);
	assert_int_equal(compare(&a, &b), 0);
	free(s);
	free(other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_round, rows_reset),
		cmocka_unit_test_setup(test_broken, rows_reset),
		cmocka_unit_test(test_text_too_long),
		cmocka_unit_test_setup(test_key_order, rows_reset),
		cmocka_unit_test(test_key_fold),
	};

	return cmocka_run_group_tests_name("pack", tests, NULL, NULL);
}
