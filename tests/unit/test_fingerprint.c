/* SPDX-License-Identifier: ISC */
/* Fingerprints: equal for what is equal, near for what is near, stable for
 * ever.
 */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/normalise/fingerprint.h"
#include "store/base/buf.h"
#include "store/base/mem.h"

#define ARTICLE                                                                  \
	"La direction a confirmé mardi que le site fermerait ses portes au "    \
	"printemps prochain, après trois années de pertes que les syndicats "  \
	"attribuent à une gestion hasardeuse et que la direction explique "     \
	"par "                                                                   \
	"la hausse du prix des matières premières. Une centaine de salariés " \
	"se sont rassemblés devant les grilles, où une déléguée a lu un "   \
	"texte "                                                                 \
	"commun avant qu'une délégation ne soit reçue à la préfecture. Le " \
	"maire "                                                                 \
	"a promis un soutien aux familles et demandé une réunion d'urgence."
#define POST                                                                   \
	"Je déconseille vivement ce magasin, la vendeuse a refusé mon "      \
	"échange."

static const struct {
	const char *a, *b;
	bool copy;
} pairs[] = {
	{ ARTICLE, ARTICLE, true },
	{ ARTICLE, "LE SITE : " ARTICLE, true },
	{ ARTICLE, POST, false },
	{ POST, POST, true },
	{ POST,
	    "je deconseille vivement ce magasin : la vendeuse a refusé mon "
	    "échange !!",
	    true },
	{ POST, "Je recommande vivement ce restaurant, le patron est charmant.",
	    false },
	{ "", "", false },
	{ "王小明昨天去了北京的图书馆看书", "王小明昨天去了北京的图书馆看书。",
	    true },
	{ "ok", "ok", true },
	{ "ok", "non", false },
};

/* As the index decides (store/index/near.h). */
static bool
are_copies(const struct fingerprint *a, const struct fingerprint *b)
{
	bool both_long =
	    a->words >= FINGERPRINT_SHORT && b->words >= FINGERPRINT_SHORT;

	if (a->words == 0 || b->words == 0)
		return false;
	return (both_long &&
		   fingerprint_distance(a->simhash, b->simhash) <= 3) ||
	       fingerprint_jaccard(a->minhash, b->minhash) >= 0.8;
}

static void
test_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(pairs); i++) {
		struct fingerprint a, b;

		fingerprint_of(pairs[i].a, strlen(pairs[i].a), &a);
		fingerprint_of(pairs[i].b, strlen(pairs[i].b), &b);
		CHECK_ROW(i, are_copies(&a, &b) == pairs[i].copy);
		CHECK_ROW(i, are_copies(&b, &a) == pairs[i].copy);
		if (are_copies(&a, &b) != pairs[i].copy)
			fprintf(stderr, "# %u bits, %.2f\n",
			    fingerprint_distance(a.simhash, b.simhash),
			    fingerprint_jaccard(a.minhash, b.minhash));
	}
	assert_int_equal(rows_failed, 0);
}

static const char *const sentences[] = {
	"Le tribunal a entendu hier les deux parties pendant plus de quatre "
	"heures dans une salle comble.",
	"La gérante assure avoir remboursé toutes les commandes avant la "
	"fermeture de la boutique du port.",
	"Une trentaine de clients ont pourtant déposé plainte, et le parquet "
	"a ouvert une enquête préliminaire.",
	"L'avocat de la société dénonce une campagne menée sur les réseaux "
	"par un ancien associé.",
	"Le jugement sera rendu au printemps, après une expertise des "
	"comptes que personne n'a encore vus.",
};

/* An article with headlines of others between its paragraphs. */
static char *
article(const char *teaser)
{
	struct buf b;

	buf_init(&b, 10000);
	for (size_t i = 0; i < NELEM(sentences); i++)
		assert_int_equal(buf_addf(&b, "%s\n%s numéro %zu\n",
				     sentences[i], teaser, i * 7),
		    ERR_OK);
	return buf_take(&b, NULL);
}

static void
test_document(void **state)
{
	char *a = article("Les horaires du marché"), *b = article("La météo");
	struct fingerprint x, y;

	(void)state;
	fingerprint_document(a, strlen(a), &x);
	fingerprint_document(b, strlen(b), &y);
	assert_int_equal(fingerprint_distance(x.simhash, y.simhash), 0);
	assert_true(fingerprint_jaccard(x.minhash, y.minhash) == 1);
	/* Headlines alone are all there is. */
	fingerprint_document("La météo", strlen("La météo"), &x);
	assert_int_equal(x.words, 2);
	fingerprint_document("", 0, &x);
	assert_int_equal(x.words, 0);
	free(a);
	free(b);
}

/* Words w0 w1 ... as a text, behind others that are not in it. */
static void
passages_of(const char *others, size_t from, size_t to, struct fingerprint *out)
{
	struct buf b;

	buf_init(&b, 100000);
	for (size_t i = 0; i < 40; i++)
		assert_int_equal(buf_addf(&b, "%s%zu ", others, i), ERR_OK);
	for (size_t i = from; i < to; i++)
		assert_int_equal(buf_addf(&b, "w%zu ", i), ERR_OK);
	for (size_t i = 40; i < 80; i++)
		assert_int_equal(buf_addf(&b, "%s%zu ", others, i), ERR_OK);
	fingerprint_of(b.data, b.len, out);
	buf_fini(&b);
}

static size_t
shared(const struct fingerprint *a, const struct fingerprint *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n_passages; i++)
		for (size_t k = 0; k < b->n_passages; k++)
			n += a->passages[i] == b->passages[k];
	return n;
}

/* Fifteen words in a row are always found, seven never; and a text that is
 * held whole is held with all its passages. */
static void
test_passages(void **state)
{
	struct fingerprint a, b;

	(void)state;
	for (size_t at = 0; at < 200; at += 3) {
		passages_of("x", at, at + 15, &a);
		passages_of("y", at, at + 15, &b);
		CHECK_ROW(at, shared(&a, &b) > 0);
		passages_of("y", at, at + 7, &b);
		CHECK_ROW(at, shared(&a, &b) == 0);
	}
	fingerprint_of(ARTICLE, strlen(ARTICLE), &a);
	fingerprint_of("Elle écrit : " ARTICLE " Que répondre à cela ?",
	    strlen("Elle écrit : " ARTICLE " Que répondre à cela ?"), &b);
	assert_true(a.n_passages > 10);
	assert_int_equal(shared(&a, &b), a.n_passages);
	/* Of a text without end, the beginning. */
	passages_of("x", 0, 5000, &a);
	assert_int_equal(a.n_passages, FINGERPRINT_PASSAGES);
	fingerprint_of(POST, strlen(POST), &a);
	assert_int_equal(a.n_passages, 1);
	fingerprint_of("La météo", strlen("La météo"), &a);
	assert_int_equal(a.n_passages, 0);
	assert_int_equal(rows_failed, 0);
}

/* The index keeps these: a change of them is a new schema. */
static void
test_stable(void **state)
{
	uint32_t minhash[FINGERPRINT_MINHASH];

	(void)state;
	fingerprint_minhash("Valérie Thuillier", 18, minhash);
	assert_true(fingerprint_simhash(ARTICLE, strlen(ARTICLE)) ==
		    UINT64_C(0x48848fd944f8f95f));
	assert_int_equal(minhash[0], 0x3e37ecc3);
	assert_int_equal(minhash[127], 0xbfe0d0f3);
}

/* Spelling and layout do not count; MinHash estimates what it should. */
static void
test_measure(void **state)
{
	uint32_t a[FINGERPRINT_MINHASH], b[FINGERPRINT_MINHASH];
	char *x = mem_alloc(4001), *y = mem_alloc(4001);
	uint32_t seed = 1;
	double j;

	(void)state;
	assert_true(fingerprint_simhash("Un, deux, trois, quatre", 23) ==
		    fingerprint_simhash("UN DEUX\nTROIS  QUATRE", 21));
	for (size_t i = 0; i < 4000; i++) {
		seed = seed * 1103515245 + 12345;
		x[i] = (char)('a' + (seed >> 16) % 26);
		y[i] = x[i];
	}
	/* Three quarters alike: an index of 0.75 / 1.25 = 0.6. */
	for (size_t i = 3000; i < 4000; i++)
		y[i] = (char)('a' + (x[i] - 'a' + 7) % 26);
	fingerprint_minhash(x, 4000, a);
	fingerprint_minhash(y, 4000, b);
	j = fingerprint_jaccard(a, b);
	assert_true(j > 0.45 && j < 0.75);
	free(x);
	free(y);
}

static const struct {
	const char *a, *b;
	bool same;
} texts[] = {
	{ "Sujet (3)\nBonjour à tous\n1 234 vues",
	    "Sujet (4)\nBonjour à tous\n"
	    "1 301 vues",
	    true },
	{ "posté il y a 3 h : bravo", "posté il y a 2 jours : bravo", true },
	{ "bravo", "Bravo !", true },
	{ "elle a volé 300 euros", "elle a volé 3000 euros", false },
	{ "bravo", "bravo à tous", false },
};

static void
test_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(texts); i++) {
		uint8_t a[SHA256_LEN], b[SHA256_LEN];

		fingerprint_text(texts[i].a, strlen(texts[i].a), a);
		fingerprint_text(texts[i].b, strlen(texts[i].b), b);
		CHECK_ROW(i, (memcmp(a, b, sizeof(a)) == 0) == texts[i].same);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_pairs, rows_reset),
		cmocka_unit_test(test_document),
		cmocka_unit_test_setup(test_passages, rows_reset),
		cmocka_unit_test(test_stable),
		cmocka_unit_test(test_measure),
		cmocka_unit_test_setup(test_text, rows_reset),
	};

	return cmocka_run_group_tests_name("fingerprint", tests, NULL, NULL);
}
