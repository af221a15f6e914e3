/* SPDX-License-Identifier: ISC */
/* The automaton against the plain way: every place where a pattern ends in the
 * folded text, and no other, whatever the length of the text and the seams. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/match/automaton.h"
#include "crawler/normalise/fold.h"
#include "store/base/mem.h"

enum { TEXT_MAX = 40000, PATTERNS = 9 };

static const char *const patterns[PATTERNS] = { "a", "ab", "aba", " ab", "ba ",
	" c ", "bab c", "cab", "abcabc" };

/* Whether pattern p ends before each byte of the text; and whether it should.
 */
static bool met[PATTERNS][TEXT_MAX + 1], want[PATTERNS][TEXT_MAX + 1];

static bool
note(void *arg, const struct automaton_hit *hit)
{
	(void)arg;
	met[hit->pattern][hit->end] = true;
	return false;
}

/* Folded text with one space for many, as the automaton sees it; at[i] is the
 * offset behind byte i. The text's ends are spaces. */
static size_t
seen(const char *text, size_t n, char *out, size_t *at)
{
	char *folded = mem_alloc(n);
	size_t len = 0;

	fold_aligned(text, n, folded);
	out[len] = ' ';
	at[len++] = 0;
	for (size_t i = 0; i < n; i++) {
		if (folded[i] == FOLD_NONE ||
		    (folded[i] == ' ' && out[len - 1] == ' '))
			continue;
		out[len] = folded[i];
		at[len++] = i + 1;
	}
	if (out[len - 1] != ' ') {
		out[len] = ' ';
		at[len++] = n;
	}
	free(folded);
	return len;
}

static bool
agrees(const struct automaton *a, const char *text, size_t n)
{
	static char out[TEXT_MAX + 2];
	static size_t at[TEXT_MAX + 2];
	size_t len = seen(text, n, out, at);

	memset(met, 0, sizeof(met));
	memset(want, 0, sizeof(want));
	(void)automaton_search(a, text, n, note, NULL);
	for (size_t p = 0; p < PATTERNS; p++) {
		size_t plen = strlen(patterns[p]);

		for (size_t i = plen; i <= len; i++)
			want[p][at[i - 1]] |=
			    memcmp(out + i - plen, patterns[p], plen) == 0;
	}
	return memcmp(met, want, sizeof(met)) == 0;
}

static void
test_random(void **state)
{
	static const char *const letters[] = { "a", "b", "c", " ", "A",
		"\xc2\xad", "\n", "\xc3\xa0", ".", "ab" };
	char *text = mem_alloc(TEXT_MAX + 2);
	struct automaton *a = automaton_new();
	uint32_t seed = 7;

	(void)state;
	for (unsigned p = 0; p < PATTERNS; p++)
		assert_int_equal(
		    automaton_add(a, patterns[p], strlen(patterns[p])), p);
	assert_int_equal(automaton_add(a, "ab", 2), 1);
	automaton_build(a);
	for (size_t i = 0; i < 400; i++) {
		size_t size, n = 0;

		seed = seed * 1103515245 + 12345;
		size = i < 300 ? (seed >> 8) % 700 : (seed >> 8) % TEXT_MAX;
		while (n < size) {
			seed = seed * 1103515245 + 12345;
			memcpy(text + n, letters[(seed >> 16) % 10],
			    strlen(letters[(seed >> 16) % 10]));
			n += strlen(letters[(seed >> 16) % 10]);
		}
		CHECK_ROW(i, agrees(a, text, n));
	}
	automaton_free(a);
	free(text);
	assert_int_equal(rows_failed, 0);
}

static bool
count(void *arg, const struct automaton_hit *hit)
{
	(void)hit;
	return ++*(size_t *)arg >= 3;
}

/* Spaces and hidden characters behind a hit report nothing again; found can
 * stop the search. */
static void
test_quiet(void **state)
{
	struct automaton *a = automaton_new();
	char *text = mem_alloc(100002);
	size_t n = 0;

	(void)state;
	automaton_add(a, " c ", 3);
	automaton_build(a);
	memset(text, ' ', 100000);
	text[10] = 'c';
	assert_false(automaton_search(a, text, 100000, count, &n));
	assert_int_equal(n, 1);
	for (size_t i = 0; i < 100000; i += 2)
		text[i] = 'c';
	n = 0;
	assert_true(automaton_search(a, text, 100000, count, &n));
	assert_int_equal(n, 3);
	free(text);
	automaton_free(a);
	a = automaton_new(); /* without patterns nothing is found */
	automaton_build(a);
	assert_false(automaton_search(a, "abc", 3, count, &n));
	automaton_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_random, rows_reset),
		cmocka_unit_test(test_quiet),
	};

	return cmocka_run_group_tests_name("automaton", tests, NULL, NULL);
}
