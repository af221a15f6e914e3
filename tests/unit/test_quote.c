/* SPDX-License-Identifier: ISC */
/* Quotations in the index: who quotes whom, whichever was met first. The
 * passages are made up: numbers that two documents have in common. */
#include "store/index/quote.h"

#include "tests/unit/sighting.h"

enum { PASSAGES_MAX = 192 };

/* A document: its passages are those from `from` on. */
struct text {
	const char *url, *site, *kind, *published;
	unsigned from, n;
};

static void
show(struct txn *t, const struct text *x, uint64_t sweep, char id[17])
{
	uint64_t passages[PASSAGES_MAX];
	struct sighting s = sighting_plain(x->url, sweep);

	for (unsigned i = 0; i < x->n; i++)
		passages[i] = (x->from + i) * UINT64_C(0x9e3779b97f4a7c15);
	s.site = x->site;
	s.kind = x->kind;
	s.published = x->published;
	s.text_hash = x->url;
	s.passages = passages;
	s.n_passages = x->n;
	(void)sighting_look(t, &s, id);
}

struct quoted {
	char ids[QUOTE_POSTINGS_MAX][17];
	size_t n;
};

static void
take(const char id[17], void *arg)
{
	struct quoted *q = arg;

	if (q->n < NELEM(q->ids))
		memcpy(q->ids[q->n++], id, 17);
}

static struct quoted
quoted_by(struct txn *t, const char *id)
{
	struct quoted q = { .n = 0 };

	assert_int_equal(index_quotes(t, id, take, &q), ERR_OK);
	return q;
}

static bool
does_quote(struct txn *t, const char *a, const char *b)
{
	struct quoted q = quoted_by(t, a);

	return q.n == 1 && strcmp(q.ids[0], b) == 0;
}

#define ARTICLE "https://a.example/article", "a.example", "page"
#define PAGE "https://b.example/page", "b.example", "page"
#define OTHER "https://b.example/other", "b.example", "page"
#define POST "https://b.example/post", "b.example", "post"
#define COMMENT "https://b.example/page#c1", "b.example", "comment"

static const struct {
	struct text a, b;
	int who; /* 1: a quotes b, -1: b quotes a, 0: neither */
} rows[] = {
	/* An article holds a post, or nearly; or only a phrase of it. */
	{ { ARTICLE, NULL, 0, 100 }, { POST, NULL, 40, 5 }, 1 },
	{ { ARTICLE, NULL, 0, 100 }, { POST, NULL, 97, 5 }, 1 },
	{ { ARTICLE, NULL, 0, 100 }, { POST, NULL, 98, 5 }, 0 },
	{ { ARTICLE, NULL, 0, 100 }, { POST, NULL, 41, 2 }, 1 },
	{ { ARTICLE, NULL, 0, 100 }, { POST, NULL, 40, 1 }, 0 },
	/* A long passage of a longer post. */
	{ { ARTICLE, NULL, 0, 100 }, { POST, NULL, 95, 50 }, 1 },
	{ { ARTICLE, NULL, 0, 100 }, { POST, NULL, 96, 50 }, 0 },
	/* Two articles share what an agency wrote: that is no quotation. */
	{ { ARTICLE, NULL, 0, 100 }, { PAGE, NULL, 80, 100 }, 0 },
	{ { ARTICLE, NULL, 0, 100 }, { PAGE, NULL, 30, 20 }, 1 },
	/* The dates that they state decide, else the length. */
	{ { ARTICLE, "2026-10-01", 0, 100 },
	    { POST, "2026-10-02T08:00:00Z", 40, 5 }, -1 },
	{ { ARTICLE, "2026-10-03", 0, 100 },
	    { POST, "2026-10-02T08:00:00Z", 40, 5 }, 1 },
	{ { ARTICLE, "2026-10-01", 0, 100 }, { POST, NULL, 40, 5 }, 1 },
	/* A comment quotes, also what is longer, and undated. */
	{ { COMMENT, NULL, 40, 10 }, { ARTICLE, NULL, 0, 100 }, 1 },
	{ { COMMENT, "2026-10-01", 40, 10 }, { ARTICLE, "2026-10-03", 0, 100 },
	    1 },
	{ { COMMENT, NULL, 45, 10 }, { POST, NULL, 0, 50 }, 1 },
	/* Its own page only shows it. */
	{ { COMMENT, NULL, 40, 10 }, { PAGE, NULL, 0, 100 }, 0 },
	{ { PAGE, NULL, 0, 100 }, { POST, NULL, 40, 5 }, 1 },
	/* Of one site the longer page, be it the older; but no mere list. */
	{ { PAGE, "2026-10-01", 0, 100 }, { OTHER, "2026-10-03", 40, 5 }, 1 },
	{ { PAGE, NULL, 0, 100 }, { OTHER, NULL, 40, 50 }, 1 },
	{ { PAGE, NULL, 0, 100 }, { OTHER, NULL, 40, 51 }, 0 },
};

static void
test_rows(void **state)
{
	struct txn *t = tmpstore_write();

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++)
		for (int turn = 0; turn < 2; turn++) {
			char a[17], b[17];

			index_clear(t);
			if (turn == 0)
				show(t, &rows[i].a, 1, a);
			show(t, &rows[i].b, 2, b);
			if (turn == 1)
				show(t, &rows[i].a, 3, a);
			CHECK_ROW(i, does_quote(t, a, b) == (rows[i].who == 1));
			CHECK_ROW(
			    i, does_quote(t, b, a) == (rows[i].who == -1));
		}
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

/* Of copies of one post, the first is told; and a phrase that everybody has
 * costs no more than its ceiling. */
static void
test_copies(void **state)
{
	static const struct text article = { ARTICLE, NULL, 0, 100 };
	struct txn *t = tmpstore_write();
	struct quoted q;
	char first[17], id[17], by[17], url[64];

	(void)state;
	for (unsigned i = 0; i < QUOTE_POSTINGS_MAX * 2; i++) {
		struct sighting s = sighting_plain(url, i + 1);
		uint64_t passages[] = { 1, 2, 3 };
		uint32_t minhash[128];

		snprintf(url, sizeof(url), "https://h%u.example/", i);
		for (unsigned k = 0; k < NELEM(minhash); k++)
			minhash[k] = k;
		s.site = s.text_hash = url;
		s.kind = "post";
		s.minhash = minhash;
		s.passages = passages;
		s.n_passages = NELEM(passages);
		(void)sighting_look(t, &s, i == 0 ? first : id);
	}
	{
		struct sighting s = sighting_plain(article.url, 1000);
		uint64_t passages[] = { 1, 2, 3, 4, 5, 6, 7, 8 };

		s.site = article.site;
		s.text_hash = article.url;
		s.passages = passages;
		s.n_passages = NELEM(passages);
		(void)sighting_look(t, &s, by);
	}
	q = quoted_by(t, by);
	assert_int_equal(q.n, 1);
	assert_string_equal(q.ids[0], first);
	assert_int_equal(quoted_by(t, id).n, 0); /* copies quote no copies */
	tmpstore_end(t);
}

/* A page that holds more than two of its site lists them; what it quotes of
 * others it quotes. */
static void
test_list(void **state)
{
	static const char *const site[] = { "a.example", "b.example" };
	struct txn *t = tmpstore_write();

	(void)state;
	for (size_t n = 0; n < 2 * (QUOTE_SITE_MAX + 2); n++) {
		struct text page = { ARTICLE, NULL, 0, 100 };
		size_t of_site = n / 2;
		char by[17], id[17], url[64];

		index_clear(t);
		show(t, &page, 1, by);
		for (size_t i = 0; i < of_site + n % 2; i++) {
			struct text post = { url, site[i >= of_site], "post",
				NULL, (unsigned)i * 10, 5 };

			snprintf(
			    url, sizeof(url), "https://%s/%zu", post.site, i);
			show(t, &post, 2, id);
		}
		if (of_site > QUOTE_SITE_MAX)
			of_site = 0;
		CHECK_ROW(n, quoted_by(t, by).n == of_site + n % 2);
	}
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

/* No mention of another name is told. */
static void
test_names(void **state)
{
	static const struct text article = { ARTICLE, NULL, 0, 100 };
	struct txn *t = tmpstore_write();
	uint64_t passages[] = { 0, UINT64_C(0x9e3779b97f4a7c15) };
	struct sighting s = sighting_plain("https://b.example/post", 1);
	char id[17], by[17];

	(void)state;
	s.name = "John Roe";
	s.site = "b.example";
	s.kind = "post";
	s.text_hash = s.url;
	s.passages = passages;
	s.n_passages = NELEM(passages);
	(void)sighting_look(t, &s, id);
	show(t, &article, 2, by);
	assert_int_equal(quoted_by(t, by).n, 0);
	tmpstore_end(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_rows),
		TMPSTORE_TEST(test_copies),
		TMPSTORE_TEST(test_list),
		TMPSTORE_TEST(test_names),
	};

	return cmocka_run_group_tests_name("quote", tests, NULL, NULL);
}
