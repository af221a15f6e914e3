/* SPDX-License-Identifier: ISC */
/* Clusters in the index: near-duplicates found, sets that merge, one row each.
 * The fingerprints are made up: what is tested is the search, against a plain
 * comparison of all with all. */
#include "store/index/near.h"

#include <inttypes.h>

#include "store/base/clock.h"
#include "tests/unit/sighting.h"

enum { VALUES = 128 };

static uint64_t seed;

/* splitmix64 */
static uint64_t
next_random(void)
{
	uint64_t z = seed += 0x9e3779b97f4a7c15U;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

struct text {
	uint64_t simhash;
	uint32_t minhash[VALUES];
	unsigned words;
};

static struct text
random_text(unsigned words)
{
	struct text x = { .simhash = next_random(), .words = words };

	for (unsigned i = 0; i < VALUES; i++)
		x.minhash[i] = (uint32_t)next_random();
	return x;
}

/* Flips n bits of the SimHash, and n values of the MinHash. */
static struct text
vary(struct text x, unsigned bits, unsigned values)
{
	for (uint64_t done = 0; bits > 0;) {
		uint64_t bit = (uint64_t)1 << (next_random() % 64);

		if ((done & bit) != 0)
			continue;
		done |= bit;
		x.simhash ^= bit;
		bits--;
	}
	for (bool done[VALUES] = { 0 }; values > 0;) {
		size_t i = next_random() % VALUES;

		if (done[i])
			continue;
		done[i] = true;
		x.minhash[i] = (uint32_t)next_random();
		values--;
	}
	return x;
}

/* Document n of its own site shows the text at time n. */
static void
show(struct txn *t, unsigned n, const struct text *x, char id[17])
{
	char url[64] = "", site[32], hash[32];
	struct sighting s = sighting_plain(url, 1);

	snprintf(site, sizeof(site), "h%u.example", n);
	snprintf(url, sizeof(url), "https://%s/%u", site, n);
	s.site = site;
	snprintf(hash, sizeof(hash), "%u %u", n, x->words);
	s.text_hash = hash;
	s.at = n;
	s.simhash = x->simhash;
	s.minhash = x->minhash;
	s.words = x->words;
	(void)sighting_look(t, &s, id);
}

static bool
same_cluster(struct txn *t, const char *a, const char *b)
{
	char *x = sighting_member(t, a, "cluster");
	char *y = sighting_member(t, b, "cluster");
	bool ok = same(x, y);

	free(x);
	free(y);
	return ok;
}

/* ---- two texts ---- */

static const struct {
	unsigned words_a, words_b, bits, values;
	bool same;
} pairs[] = {
	{ 100, 100, 0, 128, true },
	{ 100, 100, 3, 128, true },
	{ 100, 100, 4, 26, false }, /* far by both measures */
	{ 100, 100, 4, 25, true },  /* near by one of them */
	{ 60, 60, 3, 128, true },
	{ 60, 60, 4, 26, false },
	{ 59, 59, 64, 0, true },
	{ 59, 59, 64, 25, true }, /* 103 of 128: 0.805 */
	{ 59, 59, 0, 26, false },
	{ 59, 119, 0, 25, true }, /* where the lengths meet */
	{ 119, 59, 0, 25, true },
	{ 40, 70, 64, 35, true }, /* one holds the other: a repost */
	{ 70, 40, 64, 35, true },
	{ 40, 70, 64, 70, false },   /* no longer nine tenths of it */
	{ 40, 90, 64, 45, false },   /* more than twice as long: its own text */
	{ 70, 100, 64, 35, true },   /* long ones too */
	{ 200, 300, 64, 45, false }, /* grams of the language, no quotation */
	{ 7, 12, 64, 45, false },    /* too short to be quoted */
	{ 5, 5, 0, 0, true },
	{ 4, 4, 0, 0, false }, /* nobody's copy */
	{ 0, 0, 0, 0, false },
};

static void
test_pairs(void **state)
{
	struct txn *t = tmpstore_write();

	(void)state;
	for (size_t i = 0; i < NELEM(pairs) * 50; i++) {
		size_t row = i % NELEM(pairs);
		struct text a, b;
		char ida[17], idb[17];

		seed = i;
		index_clear(t);
		a = random_text(pairs[row].words_a);
		b = vary(a, pairs[row].bits, pairs[row].values);
		b.words = pairs[row].words_b;
		show(t, 1, &a, ida);
		show(t, 2, &b, idb);
		CHECK_ROW(row, same_cluster(t, ida, idb) == pairs[row].same);
	}
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

/* Without a fingerprint: alone. */
static void
test_without(void **state)
{
	struct txn *t = tmpstore_write();
	char ida[17], idb[17];

	(void)state;
	for (unsigned i = 0; i < 2; i++) {
		struct sighting s = sighting_plain(
		    i ? "https://a.example/1" : "https://b.example/1", 1);

		s.site = s.url;
		s.words = 100;
		(void)sighting_look(t, &s, i ? ida : idb);
	}
	assert_false(same_cluster(t, ida, idb));
	tmpstore_end(t);
}

/* ---- two pictures ---- */

static const struct {
	unsigned bits; /* that differ */
	const char *site, *picture;
	const char *url; /* of the document that shows it */
	bool same;
} pictures[] = {
	{ 0, "b.example", "https://b.example/x", "https://b.example/", true },
	{ 31, "b.example", "https://b.example/x", "https://b.example/", true },
	{ 32, "b.example", "https://b.example/x", "https://b.example/", false },
	/* From where the other has it; or the site's own. */
	{ 0, "b.example", "https://a.example/x", "https://b.example/", true },
	{ 0, "a.example", "https://a.example/y", "https://b.example/", true },
	{ 0, "a.example", "https://a.example/x", "https://b.example/", false },
	{ 0, "c.example", "https://c.example/x", "https://c.example/", false },
};

static void
test_pictures(void **state)
{
	struct txn *t = tmpstore_write();

	(void)state;
	for (size_t i = 0; i < NELEM(pictures); i++) {
		uint8_t a[INDEX_PDQ_BYTES] = { 0 }, b[INDEX_PDQ_BYTES] = { 0 };
		struct shown_picture p = { .key = "https://a.example/",
			.site = "a.example",
			.picture = "https://a.example/x",
			.pdq = a };
		struct sighting s = sighting_plain(p.key, 1);
		char ida[17], idb[17];

		index_clear(t);
		s.text_hash = "a";
		(void)sighting_look(t, &s, ida);
		s = sighting_plain("https://b.example/", 1);
		s.text_hash = "b";
		s.site = "b.example";
		(void)sighting_look(t, &s, idb);
		index_picture(t, &p);
		for (unsigned bit = 0; bit < pictures[i].bits; bit++)
			b[bit * 7 % 256 / 8] ^= (uint8_t)(1 << bit * 7 % 8);
		p = (struct shown_picture){ .key = pictures[i].url,
			.site = pictures[i].site,
			.picture = pictures[i].picture,
			.pdq = b };
		index_picture(t, &p);
		CHECK_ROW(i, txn_err(t) == ERR_OK);
		CHECK_ROW(i, same_cluster(t, ida, idb) == pictures[i].same);
	}
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

/* ---- many: against all with all ---- */

enum { DOCS = 400 };

static unsigned
root_of(unsigned *parent, unsigned i)
{
	while (parent[i] != i)
		i = parent[i];
	return i;
}

static bool
are_near(const struct text *a, const struct text *b)
{
	unsigned equal = 0;

	if (a->words >= 60 && b->words >= 60 &&
	    __builtin_popcountll(a->simhash ^ b->simhash) <= 3)
		return true;
	for (unsigned i = 0; i < VALUES; i++)
		equal += a->minhash[i] == b->minhash[i];
	return equal >= 103;
}

static void
test_many(void **state)
{
	static struct text texts[DOCS];
	static char ids[DOCS][17];
	unsigned parent[DOCS];
	struct txn *t = tmpstore_write();

	(void)state;
	seed = 42;
	for (unsigned i = 0; i < DOCS; i++) {
		parent[i] = i;
		/* Half are variations on one before, in chains. */
		if (i > 0 && next_random() % 2 == 0)
			texts[i] = vary(texts[next_random() % i],
			    (unsigned)(next_random() % 5),
			    (unsigned)(next_random() % 30));
		else
			texts[i] = random_text(next_random() % 2 ? 100 : 30);
		for (unsigned k = 0; k < i; k++)
			if (are_near(&texts[i], &texts[k]))
				parent[root_of(parent, i)] = root_of(parent, k);
	}
	for (unsigned i = 0; i < DOCS; i++)
		show(t, i, &texts[i], ids[i]);
	for (unsigned i = 0; i < DOCS; i += 3)
		for (unsigned k = 0; k < i; k += 7)
			CHECK_ROW(i * 1000 + k,
			    same_cluster(t, ids[i], ids[k]) ==
				(root_of(parent, i) == root_of(parent, k)));
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

/* ---- merging ---- */

/* a and c are far apart; b, between them, makes one cluster of theirs. The
 * earliest names it and is its row. */
static void
test_merge(void **state)
{
	struct mention_filter f = { .since = INT64_MIN, .cluster = true };
	struct txn *t = tmpstore_write();
	struct text a, b, c;
	char ida[17], idb[17], idc[17], *before, *after, *list;

	(void)state;
	seed = 1;
	a = random_text(100);
	b = a;
	b.simhash ^= 7;
	c = a;
	c.simhash ^= 7 | 7 << 20;
	c.minhash[0] = ~a.minhash[0]; /* of another text, by this measure */
	for (unsigned i = 1; i < VALUES; i++)
		c.minhash[i] = c.minhash[i - 1] * 5 + 1;
	show(t, 5, &c, idc); /* seen after a */
	show(t, 3, &a, ida);
	assert_false(same_cluster(t, ida, idc));
	before = sighting_member(t, ida, "cluster");
	show(t, 4, &b, idb);
	assert_true(same_cluster(t, ida, idb));
	assert_true(same_cluster(t, ida, idc));
	after = sighting_member(t, idc, "cluster");
	assert_string_equal(before, after);
	list = sighting_list(t, &f);
	assert_non_null(strstr(list, ida));
	assert_null(strstr(list, idb));
	assert_null(strstr(list, idc));
	free(list);
	/* With a filter: the earliest of those that pass it. */
	f.since = 4;
	list = sighting_list(t, &f);
	assert_non_null(strstr(list, idb));
	assert_null(strstr(list, ida));
	assert_null(strstr(list, idc));
	free(list);
	free(before);
	before = NULL;
	assert_int_equal(index_stats(t, &before), ERR_OK);
	assert_non_null(strstr(before, "\"documents\":3,\"clusters\":1,"));
	free(before);
	free(after);
	tmpstore_end(t);
}

/* Two names in copies of one text: a row for each name. */
static void
test_names(void **state)
{
	struct mention_filter f = { .since = INT64_MIN, .cluster = true };
	struct txn *t = tmpstore_write();
	struct text x;
	char id[17], *list;
	unsigned lines = 0;

	(void)state;
	seed = 9;
	x = random_text(30);
	for (unsigned i = 0; i < 6; i++) {
		struct sighting s = sighting_plain("", 1);
		char url[64];

		snprintf(url, sizeof(url), "https://h%u.example/", i / 2);
		s.url = s.source = s.text_hash = url;
		s.site = url;
		s.name = i % 2 ? "A" : "B";
		s.words = x.words;
		s.minhash = x.minhash;
		s.at = 100 - i;
		(void)sighting_look(t, &s, id);
	}
	list = sighting_list(t, &f);
	for (const char *p = list; *p != '\0'; p++)
		lines += *p == '\n';
	assert_int_equal(lines, 2);
	assert_non_null(strstr(list, "\"name\":\"A\""));
	assert_non_null(strstr(list, "\"name\":\"B\""));
	free(list);
	tmpstore_end(t);
}

/* A document's later, fuller texts are compared too, four at most. */
static void
test_fuller(void **state)
{
	struct txn *t = tmpstore_write();
	char ida[17], idb[17];

	(void)state;
	seed = 77;
	for (unsigned i = 0; i < NEAR_FILINGS_MAX + 2; i++) {
		struct text x = random_text(100 + i);

		show(t, 1, &x, ida); /* ever more words */
		show(t, 10 + i, &x, idb);
		CHECK_ROW(
		    i, same_cluster(t, ida, idb) == (i < NEAR_FILINGS_MAX));
	}
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

/* A flood of copies, near copies and a chain: cost a document, as told. */
static void
test_flood(void **state)
{
	enum { FLOOD = 5000 };
	static const char *const what[] = { "equal", "near", "chained" };

	(void)state;
	for (unsigned kind = 0; kind < 3; kind++) {
		struct txn *t = tmpstore_write();
		int64_t start;
		struct text first, x;
		char id[17], id0[17];

		seed = kind;
		index_clear(t);
		first = x = random_text(30);
		show(t, 0, &first, id0);
		start = clock_mono_ns();
		for (unsigned i = 1; i < FLOOD; i++) {
			if (kind == 1)
				x = vary(first, 0, 20);
			else if (kind == 2)
				x = vary(x, 0, 20);
			show(t, i, &x, id);
		}
		printf("# %s: %.0f us a document\n", what[kind],
		    (double)(clock_mono_ns() - start) / 1e3 / FLOOD);
		assert_true(same_cluster(t, id0, id));
		tmpstore_end(t);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_pairs),
		TMPSTORE_TEST(test_without),
		TMPSTORE_TEST(test_pictures),
		TMPSTORE_TEST(test_many),
		TMPSTORE_TEST(test_merge),
		TMPSTORE_TEST(test_names),
		TMPSTORE_TEST(test_fuller),
		TMPSTORE_TEST(test_flood),
	};

	return cmocka_run_group_tests_name("cluster_store", tests, NULL, NULL);
}
