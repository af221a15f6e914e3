/* SPDX-License-Identifier: ISC */
/* What a page changes by itself is left out; what its author changes is not. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/normalise/calm.h"
#include "store/base/buf.h"

static const struct {
	const char *text, *want;
} rows[] = {
	{ "", "" },
	{ "Bonjour, le monde", "bonjour le monde" },
	{ "Lu 1 234 fois", "lu 1 234 fois" },
	{ "1 234 vues", "" },
	{ "1\xc2\xa0"
	  "234 vues et plus",
	    "et plus" },
	{ "12k vues", "" },
	{ "1.2M views", "" },
	{ "Vues : 12", "" },
	{ "Commentaires (12)", "" },
	{ "Forum (12) sujets", "forum sujets" },
	{ "texte\n42\nsuite", "texte suite" },
	{ "Il doit 300 euros.", "il doit 300 euros" },
	{ "en 2026, 3 personnes", "en 2026 3 personnes" },
	{ "publié il y a 3 h par X", "publie par x" },
	{ "il y a environ une heure", "" },
	{ "il y a 3j", "" },
	{ "il y a trois problèmes", "il y a trois problemes" },
	{ "il n'y a pas", "il n y a pas" },
	{ "posted 3 days ago", "posted" },
	{ "an hour ago", "" },
	{ "5h ago", "" },
	{ "Hier à 14:32", "" },
	{ "Aujourd'hui à 9 h 10", "" },
	{ "vu hier par tous", "vu hier par tous" },
	{ "x\nhier\ny", "x y" },
	{ "20 juin, 9:10", "" },
	{ "12 nov. 2026 à 14:32:05", "" },
	{ "Nov 12, 2026 at 2:32 pm", "" },
	{ "12/11/2026 14:32", "" },
	{ "le 12 novembre 2026 à Lille", "le 12 novembre 2026 a lille" },
	{ "jeton 3f2a99bc01ffee77aa x", "jeton x" },
	{ "anticonstitutionnellement", "anticonstitutionnellement" },
};

static void
add(void *arg, const char *word, size_t n)
{
	struct buf *b = arg;

	if (b->len > 0)
		assert_int_equal(buf_addc(b, ' '), ERR_OK);
	assert_int_equal(buf_add(b, word, n), ERR_OK);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct buf b;
		char *got;

		buf_init(&b, 4096);
		calm_words(rows[i].text, strlen(rows[i].text), add, &b);
		got = buf_take(&b, NULL);
		CHECK_ROW(i, same(got, rows[i].want));
		if (!same(got, rows[i].want))
			fprintf(stderr, "# got \"%s\"\n", got);
		free(got);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
	};

	return cmocka_run_group_tests_name("calm", tests, NULL, NULL);
}
