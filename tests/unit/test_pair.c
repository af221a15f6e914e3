/* SPDX-License-Identifier: ISC */
/* Pairs of names: of one bearer, or of two. */
#include "tests/unit/unit.h"

#include "crawler/match/pair.h"

static const struct {
	const char *a, *b;
	bool same;
} rows[] = {
	/* one bearer */
	{ "Valérie Thuillier", "Valérie Thuillier", true },
	{ "Valérie Thuillier", "THUILLIER Valérie", true },
	{ "Valérie Thuillier", "Mme Valerie Thuillier", true },
	{ "Valérie Thuillier", "V. Thuillier", true },
	{ "Valérie Thuillier", "Valérie Thuilier", true },
	{ "Valérie Thuillier", "Valerie Anne Thuillier", true },
	{ "Jean-Marc Dupont", "Jeanmarc Dupont", true },
	{ "Charles de Gaulle", "Charles Gaulle", true },
	{ "Владимир Путин", "Vladimir Putin", true },
	{ "Vladimir Vladimirovich Putin", "Wladimir Putin", true },
	{ "Юлия Тимошенко", "Yulia Tymoshenko", true },
	{ "Αλέξης Τσίπρας", "Alexis Tsipras", true },
	{ "Mohammed al-Fayed", "Mohamed Al Fayed", true },
	{ "Muammar Gaddafi", "Moammar Gadhafi", true },
	{ "Bill Gates", "William Gates", true },
	{ "Aleksandr Solzhenitsyn", "Alexander Solschenizyn", true },
	{ "习近平", "Xi Jinping", true },
	{ "Siemens AG", "Siemens Aktiengesellschaft", true },
	{ "Acme Trading Ltd", "ACME TRADING LIMITED", true },
	{ "The Boeing Company", "Boeing", true },
	{ "Thomson Reuters", "ThomsonReuters", true },
	{ "International Business Machines", "IBM", true },
	{ "Gazprom OAO", "OJSC Gazprom", true },
	{ "Société Générale", "Societe Generale SA", true },
	{ "La Redoute SA", "LA REDOUTE", true },
	{ "Trois Suisses", "3 Suisses", true },
	{ "Val3rie Thu1llier", "Valérie Thuillier", true },
	{ "Prince Charles Windsor", "Charles Windsor", true },
	/* two */
	{ "Valérie Thuillier", "Jean Thuillier", false },
	{ "Valérie Thuillier", "Valérie Martin", false },
	{ "John Smith", "Jane Smith", false },
	{ "Michael Jordan", "Michael Jackson", false },
	{ "Anna Schmidt", "Peter Schmidt", false },
	{ "Vladimir Putin", "Vladimir Lenin", false },
	{ "Xi Jinping", "Li Keqiang", false },
	{ "J. Thuillier", "Valérie Thuillier", false },
	{ "Anne P. Thuillier", "Anne Q. Thuillier", false },
	{ "Thuillier", "Valérie Thuillier", false },
	{ "Siemens Energy AG", "Siemens Healthineers AG", false },
	{ "Bank of America", "Bank of Scotland", false },
	{ "Apple Inc", "Apple Records Inc", false },
	{ "Hotel 7 Paris", "Hotel 9 Paris", false },
	{ "Orange SA", "Bouygues SA", false },
	{ "Acme Ltd", "Zenith Ltd", false },
	{ "", "Valérie Thuillier", false },
	{ "...", "...", false },
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		size_t n = strlen(rows[i].a), m = strlen(rows[i].b);
		double score = pair_score(rows[i].a, n, rows[i].b, m);
		double back = pair_score(rows[i].b, m, rows[i].a, n);

		CHECK_ROW(i, (score >= pair_same) == rows[i].same);
		CHECK_ROW(i, score >= 0 && score <= 1);
		CHECK_ROW(i, score - back < 1e-9 && back - score < 1e-9);
		if ((score >= pair_same) != rows[i].same)
			fprintf(stderr, "# %s, %s: %.2f\n", rows[i].a,
			    rows[i].b, score);
	}
	assert_int_equal(rows_failed, 0);
}

/* What is broken, endless or hollow costs nothing but its score. */
static void
test_odd(void **state)
{
	static char wide[100000];
	static const char *const odd[] = { "\xff\xfe", "a", "1",
		"a b c d e f g", "\xf0\x9f\x98\x80 \xf0\x9f\x98\x80",
		"\xe2\x80\x8b" };

	(void)state;
	memset(wide, 'x', sizeof(wide));
	for (size_t i = 10; i < sizeof(wide); i += 10)
		wide[i] = ' ';
	for (size_t i = 0; i < NELEM(odd); i++)
		CHECK_ROW(i, pair_score(odd[i], strlen(odd[i]), wide,
				 sizeof(wide)) <= pair_same);
	assert_true(pair_score(wide, sizeof(wide), wide, sizeof(wide)) > 0.99);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
		cmocka_unit_test_setup(test_odd, rows_reset),
	};

	return cmocka_run_group_tests_name("pair", tests, NULL, NULL);
}
