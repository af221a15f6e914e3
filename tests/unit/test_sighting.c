/* SPDX-License-Identifier: ISC */
/* Sightings: which are of one document, and what further ones add. */
#include "store/txn.h"
#include "tests/unit/sighting.h"

/* ---- identity ---- */

#define S "https://a.example/"
#define LONG 20 /* words: a text that is an identity */

/* In one look each, unless `on` says that it is in the look before it. doc: the
 * same letter for the same document. '-' begins anew with an empty index. */
static const struct {
	char doc;
	bool on;
	const char *source, *url, *native, *space, *text;
	unsigned words;
	const char *kind;
} ids[] = {
	/* by native id, whatever the address and the text */
	{ 'a', 0, S "feed", S "1", "7", "x", "t1", LONG, "post" },
	{ 'a', 0, S "1", S "p=1", "7", "x", "t2", LONG, "post" },
	{ 'a', 0, S "2", S "other", "7", "x", "t3", LONG, "post" },
	{ 'b', 0, S "2", S "other2", "7", "y", "t9", LONG, "post" },
	{ .doc = '-' },
	/* by address */
	{ 'a', 0, S "1", S "1", NULL, NULL, "t1", LONG, "page" },
	{ 'a', 0, S "1", S "1", NULL, NULL, "t2", LONG, "page" },
	{ 'a', 0, S "feed", S "1", "7", "x", "t3", LONG, "post" },
	{ 'a', 0, S "z", S "moved", "7", "x", "t4", LONG, "post" },
	{ .doc = '-' },
	/* by text of the same site, if it is long enough */
	{ 'a', 0, S "1", S "1", NULL, NULL, "t1", 12, "page" },
	{ 'a', 0, S "1?print", S "1?print", NULL, NULL, "t1", 12, "page" },
	{ 'b', 0, S "3", S "3", NULL, NULL, "t2", 11, "page" },
	{ 'c', 0, S "4", S "4", NULL, NULL, "t2", 11, "page" },
	{ .doc = '-' },
	/* two items with ids of their own stay two */
	{ 'a', 0, S "feed", S "1", "7", "x", "t1", LONG, "post" },
	{ 'b', 1, S "feed", S "1", "8", "x", "t1", LONG, "post" },
	{ 'b', 0, S "feed", S "1", "8", "x", "t1", LONG, "post" },
	{ 'a', 1, S "feed", S "1", "7", "x", "t1", LONG, "post" },
	{ 'a', 0, S "1", S "1", NULL, NULL, "t1", LONG, "page" },
	{ 'a', 0, S "1", S "1", "1", "y", "t1", LONG, "page" },
	{ .doc = '-' },
	/* a page and a comment without an anchor at one address */
	{ 'a', 0, S "1", S "1", NULL, NULL, "t1", LONG, "page" },
	{ 'b', 1, S "1", S "1", NULL, NULL, "t2", LONG, "comment" },
	{ 'b', 0, S "1", S "1", NULL, NULL, "t2", LONG, "comment" },
	{ 'a', 1, S "1", S "1", NULL, NULL, "t1", LONG, "page" },
	{ 'b', 0, S "1", S "1", NULL, NULL, "edited", LONG, "comment" },
	{ 'a', 0, S "1", S "1", NULL, NULL, "edited too", LONG, "page" },
	{ .doc = '-' },
	/* entries of a feed that bear no id and link to one front page, seen
	 * in any order and with any of them missing */
	{ 'a', 0, S "feed", S "", NULL, NULL, "t1", 3, "post" },
	{ 'b', 1, S "feed", S "", NULL, NULL, "t2", 3, "post" },
	{ 'c', 1, S "feed", S "", NULL, NULL, "t3", 3, "post" },
	{ 'd', 0, S "feed", S "", NULL, NULL, "t4", 3, "post" },
	{ 'b', 1, S "feed", S "", NULL, NULL, "t2", 3, "post" },
	{ 'a', 0, S "feed", S "", NULL, NULL, "t1", 3, "post" },
	{ 'c', 0, S "feed", S "", NULL, NULL, "t3", 3, "post" },
	{ .doc = '-' },
	/* an address of its own is one document, however often it is shown */
	{ 'a', 0, S "list", S "1", NULL, NULL, "short", 3, "post" },
	{ 'a', 1, S "list", S "1", NULL, NULL, "longer", 5, "post" },
	{ 'a', 0, S "1", S "1", NULL, NULL, "whole", 9, "post" },
	{ .doc = '-' },
	/* a comment without an anchor is not its page, whichever comes first */
	{ 'a', 0, S "feed", S "1", "7", "x", "t1", LONG, "post" },
	{ 'b', 0, S "1", S "1", NULL, NULL, "t2", LONG, "comment" },
	{ 'a', 1, S "1", S "1", NULL, NULL, "t3", LONG, "page" },
	{ 'b', 0, S "1", S "1", NULL, NULL, "t4", LONG, "comment" },
	{ 'a', 1, S "1", S "1", NULL, NULL, "t3", LONG, "page" },
	{ .doc = '-' },
	/* entries with ids that link to the front page are not the front page
	 */
	{ 'a', 0, S "", S "", NULL, NULL, "t1", LONG, "page" },
	{ 'b', 0, S "feed", S "", "1", "x", "t2", LONG, "post" },
	{ 'c', 1, S "feed", S "", "2", "x", "t3", LONG, "post" },
	{ 'a', 0, S "", S "", NULL, NULL, "t4", LONG, "page" },
	{ .doc = '-' },
	/* an old text of a document that this look shows with a new one */
	{ 'a', 0, S "1", S "1", NULL, NULL, "t1", LONG, "page" },
	{ 'a', 0, S "1", S "1", NULL, NULL, "t2", LONG, "page" },
	{ 'b', 1, S "1", S "1", NULL, NULL, "t1", LONG, "page" },
	{ .doc = '-' },
	/* a blank cannot move the border between space and id */
	{ 'a', 0, S "f", S "1", "c", "a:b", "t1", 3, "post" },
	{ 'b', 0, S "f", S "2", "b:c", "a", "t2", 3, "post" },
};

static void
test_identity(void **state)
{
	struct txn *t = tmpstore_write();
	char of[128][17] = { "" }, id[17];

	(void)state;
	for (size_t i = 0; i < NELEM(ids); i++) {
		unsigned char doc = (unsigned char)ids[i].doc;
		struct sighting s = sighting_plain(ids[i].url, i + 1);
		enum change what;
		bool first;

		if (doc == '-') {
			index_clear(t);
			memset(of, 0, sizeof(of));
			continue;
		}
		s.source = ids[i].source;
		s.native_id = ids[i].native;
		s.native_space = ids[i].space;
		s.text_hash = ids[i].text;
		s.words = ids[i].words;
		s.kind = ids[i].kind;
		if (!ids[i].on)
			index_page_begin(t, s.source);
		index_sighting(t, &s, &what, id);
		CHECK_ROW(i, strlen(id) == 16);
		first = of[doc][0] == '\0';
		if (first)
			memcpy(of[doc], id, sizeof(id));
		CHECK_ROW(i, same(of[doc], id));
		CHECK_ROW(i, (what == CHANGE_NEW) == first);
		for (unsigned char c = 'a'; c <= 'z'; c++)
			CHECK_ROW(i, c == doc || !same(of[c], id));
	}
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

/* A long text at further addresses of the same site, or one beside the other on
 * one page: whose is it? */
static const struct {
	char doc; /* as above */
	const char *url, *text, *author;
	bool beside;
} whose[] = {
	{ 'a', S "1#p3", "t1", "Ann", false },
	{ 'b', S "2#p3", "t1", "Bob", false },
	{ 'a', S "3", "t1", "Ann", false },
	{ 'b', S "4", "t1", "Bob", false },
	{ 'a', S "5", "t1", NULL, false },
	{ 'c', S "6", "t2", NULL, false },
	{ 'c', S "7", "t2", "Ann", false },
	{ 'd', S "8", "t2", "Bob", false },
	{ 'e', S "9", "t3", "Ann", true },
	{ 'f', S "9", "t3", "Bob", true },
	{ 'e', S "9", "t3", "Ann", true },
	{ 'f', S "9", "t3", "Bob", true },
};

/* Two addresses of one key are one document, whatever its text. */
static void
test_key(void **state)
{
	struct sighting a = sighting_plain(S "?b=2&a=1", 1);
	struct sighting b = sighting_plain(S "?a=1&b=2", 2);
	struct txn *t = tmpstore_write();
	char ida[17], idb[17];

	(void)state;
	a.key = b.key = S "?a=1&b=2";
	b.text_hash = "another";
	assert_int_equal(sighting_look(t, &a, ida), CHANGE_NEW);
	assert_int_equal(sighting_look(t, &b, idb), CHANGE_SAME);
	assert_string_equal(ida, idb);
	b = sighting_plain(S "?a=1&b=3", 3);
	b.text_hash = "third";
	assert_int_equal(sighting_look(t, &b, idb), CHANGE_NEW);
	tmpstore_end(t);
}

static void
test_authors(void **state)
{
	struct txn *t = tmpstore_write();
	char of[128][17] = { "" }, id[17];

	(void)state;
	for (size_t i = 0; i < NELEM(whose); i++) {
		unsigned char doc = (unsigned char)whose[i].doc;
		struct sighting s = sighting_plain(whose[i].url, i + 1);
		enum change what;
		bool first = of[doc][0] == '\0';

		s.text_hash = whose[i].text;
		s.author = whose[i].author;
		s.kind = whose[i].beside ? "comment" : s.kind;
		if (!whose[i].beside || whose[i].author[0] == 'A')
			index_page_begin(t, s.source);
		index_sighting(t, &s, &what, id);
		CHECK_ROW(i, (what == CHANGE_NEW) == first);
		if (first)
			memcpy(of[doc], id, sizeof(id));
		CHECK_ROW(i, same(of[doc], id));
	}
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

/* One document, two names: two rows, whose ids depend on nothing else. */
static void
test_names(void **state)
{
	struct sighting s = sighting_plain("https://a.example/1", 1);
	struct txn *t = tmpstore_write();
	char a[17], b[17], again[17];

	(void)state;
	assert_int_equal(sighting_look(t, &s, a), CHANGE_NEW);
	s.name = "J. Doe";
	assert_int_equal(sighting_look(t, &s, b), CHANGE_NEW);
	assert_string_not_equal(a, b);
	/* printf 'Jane Doe\0u:https://a.example/1' | sha256sum */
	assert_string_equal(a, "faef0294982fa0f6");
	index_clear(t);
	s.at++;
	assert_int_equal(sighting_look(t, &s, again), CHANGE_NEW);
	assert_string_equal(b, again);
	tmpstore_end(t);
}

/* Another mention has the id that this one would get: it gets the next. */
static void
test_clash_of_ids(void **state)
{
	static const uint8_t taken[] = { 0xfa, 0xef, 0x02, 0x94, 0x98, 0x2f,
		0xa0, 0xf6 };
	struct sighting s = sighting_plain("https://a.example/2", 1);
	struct txn *t = tmpstore_write();
	char other[17], id[17], again[17];
	struct key k;

	(void)state;
	(void)sighting_look(t, &s, other);
	key_init(&k);
	key_bytes(&k, taken, sizeof(taken));
	txn_put_uint(t, DB_ID, &k, 1);
	s.url = s.source = s.text_hash = "https://a.example/1";
	assert_int_equal(sighting_look(t, &s, id), CHANGE_NEW);
	assert_string_not_equal(id, "faef0294982fa0f6");
	assert_true(sighting_has(t, id, "url", s.url));
	assert_int_equal(sighting_look(t, &s, again), CHANGE_SAME);
	assert_string_equal(id, again);
	tmpstore_end(t);
}

/* ---- merging ---- */

static const char *const snips[] = { "one", "two" };

/* The object as CLI.md lists it. */
static void
test_object(void **state)
{
	struct txn *t = tmpstore_write();
	struct sighting s = sighting_plain("https://a.example/1", 3);
	char id[17], *json = NULL, *want;

	(void)state;
	s.author = "Ann \"A\"";
	s.published = "2026-11-20";
	s.published_from = "meta";
	s.snippets = snips;
	s.n_snippets = 2;
	s.reasons = "[\"full name\"]";
	s.body_start = 5;
	s.body_end = 9;
	(void)sighting_look(t, &s, id);
	assert_int_equal(index_mention(t, id, &json), ERR_OK);
	want = mem_printf(
	    "{\"id\":\"%s\",\"name\":\"Jane Doe\",\"match\":\"exact\","
	    "\"matched\":\"Jane Doe\",\"kind\":\"page\",\"network\":\"site\","
	    "\"url\":\"https://a.example/1\",\"author\":\"Ann \\\"A\\\"\","
	    "\"author_url\":null,\"handle\":null,\"title\":null,"
	    "\"published\":\"2026-11-20\",\"published_from\":\"meta\","
	    "\"lang\":null,\"snippet\":\"so Jane Doe said\","
	    "\"snippets\":[\"one\",\"two\"],\"impostor\":null,"
	    "\"first_seen\":\"1970-01-01T00:50:00.000Z\","
	    "\"last_seen\":\"1970-01-01T00:50:00.000Z\",\"state\":\"online\","
	    "\"snapshots\":[3],\"cluster\":\"%s\",\"sweep\":3}",
	    id, "5771b6c46e4602c4");
	assert_string_equal(json, want);
	free(json);
	free(want);
	assert_int_equal(index_mention_private(t, id, &json), ERR_OK);
	assert_string_equal(json,
	    "{\"reasons\":[\"full name\"],\"score\":1.0,\"words\":20,"
	    "\"text_hash\":\"00\",\"context_hash\":\"00\",\"snapshot\":3,"
	    "\"body_start\":5,\"body_end\":9}");
	free(json);
	tmpstore_end(t);
}

/* Each row: a second sighting over a first one, and what a member then is. The
 * first is an exact match in a feed's summary of 20 words. */
static const struct {
	const char *match, *kind;
	unsigned words;
	const char *source;
	const char *author, *published, *snippet;
	const char *key, *want;
} merges[] = {
	/* fuller: takes over what it states, leaves what it does not */
	{ "exact", "post", 99, "p", "B", NULL, "s2", "snippet", "s2" },
	{ "exact", "post", 99, "p", "B", NULL, "s2", "author", "B" },
	{ "exact", "post", 99, "p", NULL, NULL, "s2", "author", "A" },
	{ "exact", "post", 99, "p", NULL, NULL, "s2", "published",
	    "2026-01-02" },
	/* not fuller: adds only what was missing */
	{ "exact", "page", 999, "p", "B", NULL, "s2", "snippet", "s1" },
	{ "exact", "page", 999, "p", "B", NULL, "s2", "author", "A" },
	{ "exact", "page", 999, "p", "B", NULL, "s2", "kind", "post" },
	{ "exact", "post", 19, "p", "B", NULL, "s2", "author", "A" },
	{ "exact", "post", 20, "p", "B", NULL, "s2", "author", "A" },
	/* a better match brings its quotation, not its description */
	{ "variant", "post", 99, "p", "B", NULL, "s2", "match", "exact" },
	{ "variant", "post", 99, "p", "B", NULL, "s2", "snippet", "s1" },
	{ "variant", "post", 99, "p", "B", NULL, "s2", "author", "B" },
	/* its own source: an edit */
	{ "exact", "post", 5, "feed", "B", NULL, "s2", "snippet", "s2" },
	{ "exact", "post", 5, "feed", "B", NULL, "s2", "author", "B" },
	{ "lookalike", "post", 5, "feed", "B", NULL, "s2", "match", "exact" },
	/* dates: never back to null */
	{ "exact", "page", 1, "p", NULL, "2026-01-02T03:04:05Z", "s2",
	    "published", "2026-01-02T03:04:05Z" },
	{ "exact", "page", 1, "p", NULL, "2026-01-03T03:04:05Z", "s2",
	    "published", "2026-01-02" },
	{ "exact", "post", 99, "p", NULL, "2026-01-03", "s2", "published",
	    "2026-01-03" },
	{ "exact", "page", 1, "p", NULL, "2026-01-03", "s2", "published",
	    "2026-01-02" },
	/* the address: the document's own page knows best */
	{ "exact", "page", 1, "https://a.example/own", NULL, NULL, "s2", "url",
	    "https://a.example/own" },
	{ "exact", "post", 99, "p", NULL, NULL, "s2", "url",
	    "https://a.example/1" },
};

static void
test_merge(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(merges); i++) {
		struct txn *t = tmpstore_write();
		struct sighting s = sighting_plain("https://a.example/1", 1);
		char id[17], id2[17];

		index_clear(t);
		s.native_id = "7";
		s.native_space = "x";
		s.source = "feed";
		s.kind = "post";
		s.author = "A";
		s.published = "2026-01-02";
		s.snippet = "s1";
		(void)sighting_look(t, &s, id);
		s.match = merges[i].match;
		s.kind = merges[i].kind;
		s.words = merges[i].words;
		s.source = merges[i].source;
		s.author = merges[i].author;
		s.published = merges[i].published;
		s.snippet = merges[i].snippet;
		if (strncmp(s.source, "http", 4) == 0)
			s.url = s.source;
		s.text_hash = "01";
		s.sweep = 2;
		s.at *= 2;
		(void)sighting_look(t, &s, id2);
		CHECK_ROW(i, same(id, id2));
		CHECK_ROW(
		    i, sighting_has(t, id, merges[i].key, merges[i].want));
		CHECK_ROW(i, sighting_has(t, id, "sweep", "1"));
		tmpstore_end(t);
	}
	assert_int_equal(rows_failed, 0);
}

/* What is there, what another sighting says, and whether that is of the source
 * that knows best. */
static const struct {
	const char *old, *now;
	bool preferred;
	const char *want;
} dates[] = {
	{ "2026-01-02T03:04:05Z", NULL, true, "2026-01-02T03:04:05Z" },
	{ "2026-01-02T03:04:05Z", "2026-01-02", true, "2026-01-02T03:04:05Z" },
	/* the day in another zone */
	{ "2026-01-02T23:04:05Z", "2026-01-03", true, "2026-01-02T23:04:05Z" },
	{ "2026-01-03", "2026-01-02T23:04:05Z", true, "2026-01-02T23:04:05Z" },
	/* an edit, of which the page shows the day */
	{ "2026-01-02T03:04:05Z", "2026-02-01", true, "2026-02-01" },
	{ "2026-01-02T03:04:05Z", "2026-02-01", false, "2026-01-02T03:04:05Z" },
	{ "2026-01-02", "2026-02-01T03:04:05Z", true, "2026-02-01T03:04:05Z" },
	{ "2026-01-02", "2026-02-01T03:04:05Z", false, "2026-01-02" },
	{ "2026-01-02", "2026", true, "2026" },
};

static void
test_merge_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(dates); i++) {
		struct txn *t = tmpstore_write();
		struct sighting s = sighting_plain("https://a.example/1", 1);
		char id[17];

		index_clear(t);
		s.published = dates[i].old;
		(void)sighting_look(t, &s, id);
		s.source = "list";
		s.published = dates[i].now;
		s.words = dates[i].preferred ? 99 : 1;
		s.sweep = 2;
		s.at *= 2;
		(void)sighting_look(t, &s, id);
		CHECK_ROW(i, sighting_has(t, id, "published", dates[i].want));
		tmpstore_end(t);
	}
	assert_int_equal(rows_failed, 0);
}

/* Each change counts once in a sweep, whichever source shows it first. */
static void
test_change_once(void **state)
{
	struct txn *t = tmpstore_write();
	struct sighting s = sighting_plain("https://a.example/1", 1);
	char id[17];

	(void)state;
	assert_int_equal(sighting_look(t, &s, id), CHANGE_NEW);
	s.source = "list";
	assert_int_equal(sighting_look(t, &s, id), CHANGE_SAME);
	s.sweep = 2;
	s.text_hash = "01";
	assert_int_equal(sighting_look(t, &s, id), CHANGE_CHANGED);
	s.source = s.url;
	assert_int_equal(sighting_look(t, &s, id), CHANGE_SAME);
	assert_true(sighting_has(t, id, "state", "changed"));
	s.sweep = 3;
	s.text_hash = "02";
	assert_int_equal(sighting_look(t, &s, id), CHANGE_CHANGED);
	tmpstore_end(t);
}

/* A better match of the second sighting. */
static void
test_better_match(void **state)
{
	struct txn *t = tmpstore_write();
	struct sighting s = sighting_plain("https://a.example/1", 1);
	char id[17], *json = NULL;

	(void)state;
	s.match = "variant";
	s.words = 50;
	(void)sighting_look(t, &s, id);
	s.match = "exact";
	s.source = "https://a.example/list";
	s.words = 10;
	s.snippet = "better";
	s.author = "B";
	s.sweep = s.snapshot = 2;
	(void)sighting_look(t, &s, id);
	assert_true(sighting_has(t, id, "match", "exact"));
	assert_true(sighting_has(t, id, "snippet", "better"));
	assert_true(sighting_has(t, id, "author", "B")); /* was not stated */
	assert_true(sighting_has(t, id, "snapshots", "[1,2]"));
	assert_int_equal(index_mention_private(t, id, &json), ERR_OK);
	assert_non_null(strstr(json, "\"snapshot\":2"));
	free(json);
	tmpstore_end(t);
}

/* Fields of any size and any bytes end as JSON under the ceilings. */
static void
test_hostile_fields(void **state)
{
	struct txn *t = tmpstore_write();
	char *big = mem_alloc(100001), id[17], *json = NULL;
	const char *many[40];
	struct sighting s = sighting_plain("https://a.example/1", 1);

	(void)state;
	memset(big, 1, 100000); /* six bytes of JSON each */
	big[100000] = '\0';
	for (size_t i = 0; i < NELEM(many); i++)
		many[i] = big;
	s.title = s.author = s.author_url = s.handle = s.matched = big;
	s.snippet = big;
	s.snippets = many;
	s.n_snippets = NELEM(many);
	s.lang = "\xff\xfe";
	s.reasons = "[1,"; /* no JSON */
	(void)sighting_look(t, &s, id);
	assert_int_equal(index_mention(t, id, &json), ERR_OK);
	assert_true(strlen(json) < 600000);
	free(json);
	assert_true(sighting_has(t, id, "lang", "\xef\xbf\xbd\xef\xbf\xbd"));
	assert_int_equal(index_mention_private(t, id, &json), ERR_OK);
	assert_non_null(strstr(json, "\"reasons\":null"));
	free(json);
	s.text_hash = "01"; /* and are read back when merged */
	s.author = "small";
	s.sweep = 2;
	assert_int_equal(sighting_look(t, &s, id), CHANGE_CHANGED);
	assert_true(sighting_has(t, id, "author", "small"));
	tmpstore_end(t);

	t = tmpstore_write();
	log_set_sink(tmpdir_keep_line);
	s.name = big;
	(void)sighting_look(t, &s, id);
	assert_int_equal(txn_end(t), ERR_LIMIT);
	assert_non_null(strstr(tmpdir_logged, "300 bytes"));
	free(big);
}

/* Times out of order: the earliest and the latest stand. */
static void
test_times(void **state)
{
	struct txn *t = tmpstore_write();
	struct sighting s = sighting_plain("https://a.example/1", 5);
	struct mention_filter f = { .since = INT64_MIN };
	char id[17], *all, *once;

	(void)state;
	(void)sighting_look(t, &s, id);
	s.sweep = 9;
	s.at = SIGHTING_T0 * 2;
	(void)sighting_look(t, &s, id);
	assert_true(
	    sighting_has(t, id, "first_seen", "1970-01-01T00:33:20.000Z"));
	assert_true(
	    sighting_has(t, id, "last_seen", "1970-01-01T01:23:20.000Z"));
	assert_true(sighting_has(t, id, "sweep", "9"));
	all = sighting_list(t, &f);
	f.name = "Jane Doe";
	f.cluster = true;
	once = sighting_list(t, &f);
	assert_string_equal(all, once); /* one row under each key */
	assert_ptr_equal(strchr(all, '\n'), all + strlen(all) - 1);
	free(all);
	free(once);
	tmpstore_end(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_identity),
		TMPSTORE_TEST(test_key),
		TMPSTORE_TEST(test_authors),
		TMPSTORE_TEST(test_names),
		TMPSTORE_TEST(test_clash_of_ids),
		TMPSTORE_TEST(test_object),
		TMPSTORE_TEST(test_merge),
		TMPSTORE_TEST(test_merge_dates),
		TMPSTORE_TEST(test_change_once),
		TMPSTORE_TEST(test_better_match),
		TMPSTORE_TEST(test_hostile_fields),
		TMPSTORE_TEST(test_times),
	};

	return cmocka_run_group_tests_name("sighting", tests, NULL, NULL);
}
