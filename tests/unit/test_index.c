/* SPDX-License-Identifier: ISC */
/* The index read: lists, filters, ids, counts; and read when damaged. */
#include <inttypes.h>

#include "store/base/clock.h"
#include "store/cursor.h"
#include "tests/unit/sighting.h"

/* ---- lists ---- */

/* Six mentions; equal times are ordered by id. */
static void
fill(struct txn *t)
{
	static const struct {
		const char *url, *name, *network, *match;
		int64_t at;
	} six[] = {
		{ "https://a.example/1", "A", "site", "exact", 5000 },
		{ "https://a.example/2", "A", "feed", "exact", 3000 },
		{ "https://a.example/3", "B", "site", "variant", 4000 },
		{ "https://a.example/4", "B", "site", "exact", 4000 },
		{ "https://a.example/5", "B", "site", "exact", 4000 },
		{ "https://a.example/6", "A", "site", "variant", -1 },
	};

	for (size_t i = 0; i < NELEM(six); i++) {
		struct sighting s = sighting_plain(six[i].url, i + 1);
		char id[17], text[8];

		snprintf(text, sizeof(text), "t%zu", i);
		s.text_hash = text;
		s.name = six[i].name;
		s.network = six[i].network;
		s.match = six[i].match;
		s.at = six[i].at;
		(void)sighting_look(t, &s, id);
	}
	index_absent(t, "https://a.example/2", DOC_GONE, 0, 9, 6000, NULL);
}

static const struct {
	struct mention_filter f;
	const char *want; /* last characters of the URLs; "543" in any order */
} lists[] = {
	{ { .since = INT64_MIN }, "1[345]26" },
	{ { .since = 0 }, "1[345]2" },
	{ { .since = 4000 }, "1[345]" },
	{ { .since = 4001 }, "1" },
	{ { .since = 5001 }, "" },
	{ { .since = INT64_MIN, .name = "A" }, "126" },
	{ { .since = 3000, .name = "A" }, "12" },
	{ { .since = INT64_MIN, .name = "a" }, "" },
	{ { .since = INT64_MIN, .network = "feed" }, "2" },
	{ { .since = INT64_MIN, .network = "none" }, "" },
	{ { .since = INT64_MIN, .match = "variant" }, "36" },
	{ { .since = INT64_MIN, .state = "gone" }, "2" },
	{ { .since = INT64_MIN, .state = "online", .name = "A" }, "16" },
	{ { .since = INT64_MIN, .state = "else" }, "" },
};

static bool
take_last(const char *json, size_t n, void *arg)
{
	const char *url = strstr(json, "\"url\":\"https://a.example/");
	(void)n;

	return url != NULL &&
	       buf_addc(arg, url[sizeof("\"url\":\"https://a.example/") - 1]) ==
		   ERR_OK;
}

/* "[345]" stands for these three in any order. */
static bool
fits(const char *got, const char *want)
{
	while (*want != '\0') {
		if (*want == '[') {
			size_t n = strcspn(++want, "]");

			if (strspn(got, "345") != n)
				return false;
			got += n;
			want += n + 1;
		} else if (*got++ != *want++) {
			return false;
		}
	}
	return *got == '\0';
}

static void
test_lists(void **state)
{
	struct txn *t = tmpstore_write();

	(void)state;
	fill(t);
	tmpstore_end(t);
	t = txn_begin(tmpstore, TXN_READ);
	for (size_t i = 0; i < NELEM(lists); i++) {
		struct buf b;

		buf_init(&b, 100);
		assert_int_equal(buf_adds(&b, ""), ERR_OK);
		CHECK_ROW(
		    i, index_mentions(t, &lists[i].f, take_last, &b) == ERR_OK);
		CHECK_ROW(i, fits(b.data, lists[i].want));
		buf_fini(&b);
	}
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

static bool
stop_at_once(const char *json, size_t n, void *arg)
{
	(void)json;
	(void)n;
	++*(unsigned *)arg;
	return false;
}

static void
test_prefix(void **state)
{
	struct txn *t = tmpstore_write();
	struct mention_filter f = { .since = INT64_MIN };
	char *json = NULL, id[17], low[17], high[17];
	struct sighting s = sighting_plain("https://a.example/1", 1);
	struct key k;
	unsigned n = 0;

	(void)state;
	assert_int_equal(index_mention(t, "0000", &json), ERR_NOTFOUND);
	(void)sighting_look(t, &s, id);
	for (size_t len = 4; len <= 16; len++) {
		char *prefix = mem_strndup(id, len);

		CHECK_ROW(len, index_mention(t, prefix, &json) == ERR_OK);
		CHECK_ROW(len, strstr(json, id) != NULL);
		free(json);
		for (char *p = prefix; *p != '\0'; p++)
			*p = (char)(*p >= 'a' ? *p - 'a' + 'A' : *p);
		CHECK_ROW(len, index_mention(t, prefix, &json) == ERR_OK);
		free(json);
		free(prefix);
	}
	/* Two neighbours: an id that differs in its last digit. */
	memcpy(low, id, 17);
	memcpy(high, id, 17);
	low[15] = id[15] == '0' ? '1' : '0';
	key_init(&k);
	{
		uint8_t bytes[8];

		assert_true(digest_unhex(low, bytes, 8));
		key_bytes(&k, bytes, 8);
	}
	txn_put_uint(t, DB_ID, &k, 1);
	high[15] = '\0';
	assert_int_equal(index_mention(t, high, &json), ERR_USAGE);
	assert_int_equal(index_mention(t, id, &json), ERR_OK);
	free(json);
	assert_int_equal(index_mention(t, "abc", &json), ERR_USAGE);
	assert_int_equal(index_mention(t, "ghij", &json), ERR_NOTFOUND);
	assert_int_equal(
	    index_mention(t, "00000000000000000", &json), ERR_NOTFOUND);
	assert_int_equal(index_mentions(t, &f, stop_at_once, &n), ERR_OK);
	assert_int_equal(n, 1);
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

static void
test_stats(void **state)
{
	struct txn *t = tmpstore_write();
	char *json = NULL;

	(void)state;
	assert_int_equal(index_stats(t, &json), ERR_OK);
	assert_string_equal(json,
	    "{\"documents\":0,\"clusters\":0,\"by_day\":{},\"mentions\":0,"
	    "\"by_state\":{\"online\":0,\"changed\":0,\"gone\":0,"
	    "\"unreachable\":0},\"by_match\":{},\"by_network\":{},"
	    "\"by_name\":{},\"distinct_by_name\":{}}");
	free(json);
	fill(t);
	assert_int_equal(index_stats(t, &json), ERR_OK);
	assert_string_equal(json,
	    "{\"documents\":6,\"clusters\":6,"
	    "\"by_day\":{\"1970-01-01\":5,\"1969-12-31\":1},\"mentions\":6,"
	    "\"by_state\":{\"online\":5,\"changed\":0,\"gone\":1,"
	    "\"unreachable\":0},\"by_match\":{\"exact\":4,\"variant\":2},"
	    "\"by_network\":{\"feed\":1,\"site\":5},"
	    "\"by_name\":{\"A\":3,\"B\":3},"
	    "\"distinct_by_name\":{\"A\":3,\"B\":3}}");
	free(json);
	tmpstore_end(t);
}

/* ---- damage ---- */

/* Every value of every database, cut short and overwritten: reads skip or say
 * ERR_DAMAGED, writes end, nothing crashes. */
static void
test_damaged(void **state)
{
	static const enum db dbs[] = { DB_WORD, DB_ALIAS, DB_DOC, DB_NEAR,
		DB_CLUSTER, DB_MENTION, DB_TEXT, DB_SHOT, DB_ID, DB_ORDER,
		DB_SOURCE, DB_SHOWN };
	static const struct {
		const char *bytes;
		size_t n;
	} junk[] = {
		{ "", 0 },
		{ "\x7f", 1 },
		{ "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10 },
		{ "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12 },
	};

	(void)state;
	log_set_sink(tmpdir_keep_line);
	for (size_t i = 0; i < NELEM(dbs) * NELEM(junk); i++) {
		struct txn *t = tmpstore_write();
		struct mention_filter f = { .since = INT64_MIN,
			.cluster = true };
		struct sighting s = sighting_plain("https://a.example/1", 7);
		enum db db = dbs[i / NELEM(junk)];
		struct cursor c;
		char *json = NULL, id[17];
		bool ok;

		fill(t);
		cursor_open(&c, t, db);
		for (ok = cursor_first(&c); ok; ok = cursor_next(&c)) {
			struct key k;

			key_init(&k);
			key_bytes(&k, c.key.data, c.key.len);
			txn_put(t, db, &k, junk[i % NELEM(junk)].bytes,
			    junk[i % NELEM(junk)].n);
		}
		cursor_close(&c);
		{
			struct buf b;
			enum err e;

			buf_init(&b, 1 << 20);
			e = index_mentions(t, &f, sighting_line, &b);
			CHECK_ROW(i, e == ERR_OK || e == ERR_DAMAGED);
			buf_fini(&b);
		}
		if (index_mention(t, "0000", &json) == ERR_OK)
			free(json);
		json = NULL;
		if (index_stats(t, &json) == ERR_OK)
			free(json);
		s.text_hash = "other";
		(void)sighting_look(t, &s, id);
		index_absent(t, s.source, DOC_GONE, 1, 8, 9, NULL);
		index_unchanged(t, s.source, 8, 9);
		txn_abort(t);
	}
	assert_int_equal(rows_failed, 0);
}

/* ---- many ---- */

struct order {
	unsigned n;
	char last[32], id[17];
	int64_t first_ns;
};

static bool
check_order(const char *json, size_t n, void *arg)
{
	struct order *o = arg;
	const char *seen = strstr(json, "\"first_seen\":\"") + 14;
	int c;

	(void)n;
	if (o->n++ == 0)
		o->first_ns = clock_mono_ns();
	c = strncmp(o->last, seen, 24);
	CHECK_ROW(o->n,
	    o->n == 1 || c > 0 || (c == 0 && strncmp(o->id, json + 7, 16) < 0));
	memcpy(o->last, seen, 24);
	memcpy(o->id, json + 7, 16);
	return true;
}

static void
test_many(void **state)
{
	enum { MANY = 100000 };
	struct mention_filter f = { .since = INT64_MIN };
	struct order o = { 0 };
	struct txn *t = tmpstore_write();
	char url[64] = "", id[17];
	int64_t start = clock_mono_ns();

	(void)state;
	for (unsigned i = 0; i < MANY; i++) {
		struct sighting s = sighting_plain(url, 1);

		snprintf(url, sizeof(url), "https://h%u.example/%u", i % 50, i);
		s.text_hash = url;
		s.at = (int64_t)(i * 2654435761U % 30000); /* many are equal */
		s.name = i % 5000 == 0 ? "Rare" : "Often";
		(void)sighting_look(t, &s, id);
	}
	tmpstore_end(t);
	printf("# %d mentions: %.1f us each\n", MANY,
	    (double)(clock_mono_ns() - start) / 1e3 / MANY);
	t = txn_begin(tmpstore, TXN_READ);
	start = clock_mono_ns();
	assert_int_equal(index_mentions(t, &f, check_order, &o), ERR_OK);
	assert_int_equal(o.n, MANY);
	printf("# first row: %" PRId64 " us; each: %.1f us\n",
	    (o.first_ns - start) / 1000,
	    (double)(clock_mono_ns() - start) / 1e3 / MANY);
	o = (struct order){ 0 };
	f.name = "Rare";
	start = clock_mono_ns();
	assert_int_equal(index_mentions(t, &f, check_order, &o), ERR_OK);
	assert_int_equal(o.n, MANY / 5000);
	printf("# %u of a rare name: %" PRId64 " us\n", o.n,
	    (clock_mono_ns() - start) / 1000);
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_lists),
		TMPSTORE_TEST(test_prefix),
		TMPSTORE_TEST(test_stats),
		TMPSTORE_TEST(test_damaged),
		TMPSTORE_TEST(test_many),
	};

	return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
