/* SPDX-License-Identifier: ISC */
/* Comparable text: what folds alike, what does not, and that every byte stays
 * at its place. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/normalise/fold.h"
#include "store/base/mem.h"

static const struct {
	const char *text, *want;
	size_t hidden;
} rows[] = {
	{ "", "", 0 },
	{ "   ", "", 0 },
	{ "Valérie Thuillier", "valerie thuillier", 0 },
	{ "VALÉRIE  THUILLIER", "valerie thuillier", 0 },
	{ "Vale\xcc\x81rie\xc2\xa0Thuillier", "valerie thuillier", 0 },
	{ "Val\xc2\xad"
	  "érie Thuil\xe2\x80\x8blier",
	    "valerie thuillier", 2 },
	{ "\xe2\x80\xaeValérie\xe2\x80\xac", "valerie", 2 },
	{ "Valérie\r\n\tThuillier.", "valerie thuillier", 0 },
	{ "Jean\xe2\x80\x91Marc", "jean marc", 0 },
	{ "œuvre Œdipe cæcum Straße", "oeuvre oedipe caecum strasse", 0 },
	{ "Ｖａｌéｒｉｅ", "valerie", 0 },
	{ "Łódź Bjørn Đoković", "lodz bjorn dokovic", 0 },
	{ "d’Apple, l'Oréal !", "d apple l oreal", 0 },
	{ "Lʼami", "l ami", 0 },
	{ "ﬁn ﬃ n° 5²", "fin ffi n 52", 0 },
	{ "Александр Ё Й", "александр е и", 0 },
	{ "ΑΛΈΞΑΝΔΡΟΣ Αλέξανδρος", "αλεξανδροσ αλεξανδροσ", 0 },
	{ "مُحَمَّد علي", "محمد علي", 0 },
	{ "王小明 がぎ", "王小明 がぎ", 0 },
	{ "İstanbul ıssız", "istanbul issiz", 0 },
	{ "a\xff\xfe"
	  "b\xc3",
	    "a b", 0 },
	{ "a\xef\xbf\xbd"
	  "b",
	    "a b", 0 },
	{ "x_y-z@w.fr #Tag", "x y z w fr tag", 0 },
	{ "👩\xe2\x80\x8d💻 ❤\xef\xb8\x8f", "", 0 },
	{ "va\xe2\x80\x8dl", "val", 1 },
	{ "\x1f"
	  "a\x1f"
	  "b",
	    "a b", 0 },
};

static char *
folded(const char *text, size_t n, size_t *hidden)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	*hidden = 0;
	assert_int_equal(fold_text(&b, text, n, hidden), ERR_OK);
	return buf_take(&b, NULL);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		size_t hidden;
		char *got = folded(rows[i].text, strlen(rows[i].text), &hidden);

		CHECK_ROW(i, same(got, rows[i].want));
		CHECK_ROW(i, hidden == rows[i].hidden);
		if (!same(got, rows[i].want))
			fprintf(stderr, "# got \"%s\"\n", got);
		free(got);
	}
	assert_int_equal(rows_failed, 0);
}

/* A word folds to the same bytes wherever it stands: in the fast lanes, at
 * their edge, in the tail, at the seam of two pieces. */
static void
test_places(void **state)
{
	static const char word[] = "Thuillïer\xc2\xad"
				   "Œ";
	char text[9000], out[9000], *got;
	size_t n = sizeof(word) - 1, hidden;

	(void)state;
	for (size_t at = 0; at + n < sizeof(text); at++) {
		memset(text, '.', sizeof(text));
		memcpy(text + at, word, n);
		if (at > 200 && at < 3900)
			continue;
		fold_aligned(text, sizeof(text), out);
		CHECK_ROW(at, memcmp(out + at, "thuilli", 7) == 0);
		CHECK_ROW(at, memcmp(out + at + 10,
				  "\x1f\x1f"
				  "oe",
				  4) == 0);
		CHECK_ROW(at, at == 0 || out[at - 1] == ' ');
		got = folded(text, sizeof(text), &hidden);
		CHECK_ROW(at, same(got, "thuillieroe"));
		CHECK_ROW(at, hidden == 1);
		free(got);
		if (rows_failed > 5)
			break;
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *a, *b;
	bool same;
} strict[] = {
	{ "Valérie Thuillier", "VALE\xcc\x81RIE\xc2\xa0\n THUILLIER", true },
	{ "Valérie", "Valerie", false },
	{ "Jean-Marc", "Jean Marc", false },
	{ "cœur", "coeur", false },
	{ "Va\xc2\xad"
	  "lérie",
	    "Valérie", true },
	{ "Ｖal", "val", true },
};

static void
test_strict(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(strict); i++) {
		struct buf a, b;

		buf_init(&a, 4096);
		buf_init(&b, 4096);
		CHECK_ROW(i, fold_strict(&a, strict[i].a,
				 strlen(strict[i].a)) == ERR_OK);
		CHECK_ROW(i, fold_strict(&b, strict[i].b,
				 strlen(strict[i].b)) == ERR_OK);
		CHECK_ROW(i, same(a.data, b.data) == strict[i].same);
		buf_fini(&a);
		buf_fini(&b);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_limit(void **state)
{
	struct buf b;
	size_t hidden = 0;
	char *marks = mem_alloc(100000);

	(void)state;
	buf_init(&b, 8);
	assert_int_equal(fold_text(&b, "123456789", 9, &hidden), ERR_LIMIT);
	buf_fini(&b);
	/* Fifty thousand marks on one letter are that letter. */
	for (size_t i = 0; i < 100000; i += 2)
		memcpy(marks + i, "\xcc\x81", 2);
	marks[0] = 'e';
	marks[1] = 'e';
	buf_init(&b, 8);
	assert_int_equal(fold_text(&b, marks, 100000, &hidden), ERR_OK);
	assert_string_equal(b.data, "ee");
	buf_fini(&b);
	free(marks);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
		cmocka_unit_test_setup(test_places, rows_reset),
		cmocka_unit_test_setup(test_strict, rows_reset),
		cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
