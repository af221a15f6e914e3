/* SPDX-License-Identifier: ISC */
/* Fingerprints and clusters: equal for what is equal, near for what is near,
 * stable for ever, and found again through a band. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/normalise/cluster.h"
#include "crawler/normalise/fingerprint.h"
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

static bool
share_band(const struct fingerprint *a, const struct fingerprint *b)
{
	struct band x[CLUSTER_BANDS_MAX], y[CLUSTER_BANDS_MAX];
	size_t n = cluster_bands(a, x), m = cluster_bands(b, y);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m; k++)
			if (memcmp(x[i].key, y[k].key, CLUSTER_BAND_KEY) == 0)
				return true;
	return false;
}

static void
test_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(pairs); i++) {
		struct fingerprint a, b;

		fingerprint_of(pairs[i].a, strlen(pairs[i].a), &a);
		fingerprint_of(pairs[i].b, strlen(pairs[i].b), &b);
		CHECK_ROW(i, cluster_same(&a, &b) == pairs[i].copy);
		CHECK_ROW(i, cluster_same(&b, &a) == pairs[i].copy);
		CHECK_ROW(i, !pairs[i].copy || share_band(&a, &b));
		if (cluster_same(&a, &b) != pairs[i].copy)
			fprintf(stderr, "# %u bits, %.2f\n",
			    fingerprint_distance(a.simhash, b.simhash),
			    fingerprint_jaccard(a.minhash, b.minhash));
	}
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
		    UINT64_C(0x5ae50471a3e7a06d));
	assert_int_equal(minhash[0], 81481127);
	assert_int_equal(minhash[127], 329901651);
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
		cmocka_unit_test(test_stable),
		cmocka_unit_test(test_measure),
		cmocka_unit_test_setup(test_text, rows_reset),
	};

	return cmocka_run_group_tests_name("fingerprint", tests, NULL, NULL);
}
