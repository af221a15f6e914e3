/* SPDX-License-Identifier: ISC */
/* Looks at sources, night after night: the state that a mention gets. */
#include "tests/unit/sighting.h"

#define OWN "https://a.example/1"
#define LIST "https://a.example/list"
#define FEED "https://a.example/feed"

/* What a source answers. A feed's items: '1' is the mention. */
enum op {
	NEW_CASE,
	SHOWS,      /* a complete answer with this text */
	SHOWS_NOT,  /* a complete answer without it */
	FEED_SHOWS, /* an incomplete listing of these items */
	UNCHANGED,
	GONE,
	UNREACHABLE
};

static const struct {
	enum op op;
	uint64_t sweep;
	const char *source, *text;
	const char *state; /* afterwards */
	enum change what;  /* of a sighting */
	unsigned turned;   /* gone, changed or unreachable by this */
} nights[] = {
	/* its own page */
	{ SHOWS, 1, OWN, "t1", "online", CHANGE_NEW, 0 },
	{ SHOWS, 2, OWN, "t1", "online", CHANGE_SAME, 0 },
	{ SHOWS, 3, OWN, "t2", "changed", CHANGE_CHANGED, 1 },
	{ SHOWS, 4, OWN, "t2", "online", CHANGE_SAME, 0 },
	{ UNCHANGED, 5, OWN, NULL, "online", 0, 0 },
	{ GONE, 6, OWN, NULL, "gone", 0, 1 },
	{ GONE, 7, OWN, NULL, "gone", 0, 0 },
	{ UNREACHABLE, 8, OWN, NULL, "unreachable", 0, 1 },
	{ UNREACHABLE, 9, OWN, NULL, "unreachable", 0, 0 },
	{ GONE, 10, OWN, NULL, "gone", 0, 1 },
	{ SHOWS, 11, OWN, "t2", "online", CHANGE_SAME, 0 },
	{ SHOWS_NOT, 12, OWN, NULL, "gone", 0, 1 },
	{ UNCHANGED, 13, OWN, NULL, "gone", 0, 0 },
	{ UNREACHABLE, 14, OWN, NULL, "gone", 0, 0 },
	{ SHOWS, 15, OWN, "t3", "changed", CHANGE_CHANGED, 1 },
	{ UNCHANGED, 16, OWN, NULL, "online", 0, 0 },
	{ .op = NEW_CASE },
	/* 304 after an outage: what it showed is there still */
	{ SHOWS, 1, OWN, "t1", "online", CHANGE_NEW, 0 },
	{ UNREACHABLE, 2, OWN, NULL, "unreachable", 0, 1 },
	{ UNCHANGED, 3, OWN, NULL, "online", 0, 0 },
	{ .op = NEW_CASE },
	/* a listing, until its own page has shown it: then that decides */
	{ SHOWS, 1, LIST, "s", "online", CHANGE_NEW, 0 },
	{ SHOWS_NOT, 2, LIST, NULL, "gone", 0, 1 },
	{ SHOWS, 3, LIST, "s", "online", CHANGE_SAME, 0 },
	{ UNREACHABLE, 4, OWN, NULL, "online", 0, 0 }, /* never showed it */
	{ SHOWS, 5, OWN, "t", "online", CHANGE_SAME, 0 },
	{ SHOWS_NOT, 5, LIST, NULL, "online", 0, 0 },
	{ GONE, 6, OWN, NULL, "gone", 0, 1 },
	{ SHOWS, 6, LIST, "s", "gone", CHANGE_SAME, 0 },
	{ SHOWS, 7, LIST, "s", "gone", CHANGE_SAME, 0 },
	{ SHOWS, 8, OWN, "t", "online", CHANGE_SAME, 0 },
	{ UNREACHABLE, 8, LIST, NULL, "online", 0, 0 },
	{ .op = NEW_CASE },
	/* two listings: one that shows it is enough; an outage proves nothing
	 */
	{ SHOWS, 1, LIST, "s", "online", CHANGE_NEW, 0 },
	{ SHOWS, 1, LIST "2", "s", "online", CHANGE_SAME, 0 },
	{ SHOWS_NOT, 2, LIST, NULL, "online", 0, 0 },
	{ UNREACHABLE, 2, LIST "2", NULL, "unreachable", 0, 1 },
	{ UNCHANGED, 3, LIST "2", NULL, "online", 0, 0 },
	{ SHOWS_NOT, 3, LIST "2", NULL, "gone", 0, 1 },
	{ SHOWS, 4, LIST "2", "s2", "changed", CHANGE_CHANGED, 1 },
	{ UNCHANGED, 5, LIST "2", NULL, "online", 0, 0 },
	{ .op = NEW_CASE },
	/* a comment on its post's page is at its own address */
	{ SHOWS, 1, OWN "#c", "s", "online", CHANGE_NEW, 0 },
	{ GONE, 2, OWN "#c", NULL, "gone", 0, 1 },
	{ .op = NEW_CASE },
	/* a feed: falling off its end is no removal */
	{ FEED_SHOWS, 1, FEED, "a1bc", "online", CHANGE_NEW, 0 },
	{ FEED_SHOWS, 2, FEED, "xa1b", "online", CHANGE_SAME, 0 },
	{ FEED_SHOWS, 3, FEED, "yxab", "gone", 0, 1 },
	{ FEED_SHOWS, 4, FEED, "yxa1b", "online", CHANGE_SAME, 0 },
	{ FEED_SHOWS, 5, FEED, "zwyxa", "online", 0, 0 },
	{ FEED_SHOWS, 6, FEED, "zwyx", "online", 0, 0 },
	{ UNREACHABLE, 7, FEED, NULL, "online", 0, 0 },
	{ .op = NEW_CASE },
	/* nothing is known of the items: nothing is said */
	{ FEED_SHOWS, 1, FEED, "a1bc", "online", CHANGE_NEW, 0 },
	{ FEED_SHOWS, 2, FEED, NULL, "online", 0, 0 },
	{ UNCHANGED, 3, FEED, NULL, "online", 0, 0 },
	{ UNREACHABLE, 4, FEED, NULL, "unreachable", 0, 1 },
	{ UNCHANGED, 5, FEED, NULL, "unreachable", 0, 0 },
	{ FEED_SHOWS, 6, FEED, "a1bc", "online", CHANGE_SAME, 0 },
	{ .op = NEW_CASE },
	/* taken out of the feed while its own page stands */
	{ SHOWS, 1, OWN, "t", "online", CHANGE_NEW, 0 },
	{ FEED_SHOWS, 1, FEED, "a1bc", "online", CHANGE_SAME, 0 },
	{ FEED_SHOWS, 2, FEED, "abc", "online", 0, 0 },
};

/* A look at a listing whose items are letters; '1' is the mention. */
static enum change
feed_look(struct txn *t, const struct sighting *s, const char *letters,
    char id[17], unsigned *gone)
{
	char texts[16][32];
	const char *items[16];
	enum change what = CHANGE_SAME;
	size_t n = letters == NULL ? 0 : strlen(letters);

	index_page_begin(t, s->source);
	for (size_t i = 0; i < n; i++) {
		snprintf(texts[i], sizeof(texts[i]), "https://a.example/%c",
		    letters[i]);
		items[i] = texts[i];
		if (letters[i] == '1')
			index_sighting(t, s, &what, id);
	}
	index_page_end(t, s->source, false, letters == NULL ? NULL : items, n,
	    s->snapshot, s->sweep, s->at, gone, NULL);
	return what;
}

/* Plays one night; *turned as the table counts it. */
static enum change
play(struct txn *t, size_t i, char id[17], unsigned *turned)
{
	struct sighting s = sighting_plain(OWN, nights[i].sweep);
	enum change what = CHANGE_SAME;
	const char *hash = strchr(nights[i].source, '#');
	char source[64];

	snprintf(source, sizeof(source), "%s", nights[i].source);
	if (hash != NULL) { /* the fetch is of the page, the URL within it */
		s.url = nights[i].source;
		source[hash - nights[i].source] = '\0';
	}
	s.source = source;
	s.text_hash = nights[i].text;
	switch (nights[i].op) {
	case NEW_CASE:
		break;
	case SHOWS:
	case SHOWS_NOT:
		index_page_begin(t, source);
		if (nights[i].op == SHOWS)
			index_sighting(t, &s, &what, id);
		index_page_end(t, source, true, NULL, 0, s.snapshot, s.sweep,
		    s.at, nights[i].op == SHOWS ? NULL : turned,
		    nights[i].op == SHOWS ? turned : NULL);
		break;
	case FEED_SHOWS:
		s.text_hash = "feed";
		what = feed_look(t, &s, nights[i].text, id, turned);
		break;
	case UNCHANGED:
		index_unchanged(t, source, s.sweep, s.at);
		break;
	case GONE:
		index_absent(
		    t, source, DOC_GONE, s.snapshot, s.sweep, s.at, turned);
		break;
	case UNREACHABLE:
		index_absent(
		    t, source, DOC_UNREACHABLE, 0, s.sweep, s.at, turned);
		break;
	}
	return what;
}

static void
test_states(void **state)
{
	struct txn *t = tmpstore_write();
	char id[17] = "";

	(void)state;
	for (size_t i = 0; i < NELEM(nights); i++) {
		unsigned turned = 0;
		enum change what;

		if (nights[i].op == NEW_CASE) {
			index_clear(t);
			continue;
		}
		what = play(t, i, id, &turned);
		CHECK_ROW(i, sighting_has(t, id, "state", nights[i].state));
		CHECK_ROW(i, turned == nights[i].turned);
		CHECK_ROW(i, nights[i].what == 0 || what == nights[i].what);
	}
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

/* last_seen moves by what was seen alone; snapshots are those that bear on it.
 */
static void
test_seen(void **state)
{
	struct txn *t = tmpstore_write();
	struct sighting s = sighting_plain(OWN, 1);
	char id[17];

	(void)state;
	assert_false(index_has_mention(t, OWN));
	(void)sighting_look(t, &s, id);
	assert_true(index_has_mention(t, OWN));
	index_unchanged(t, OWN, 2, SIGHTING_T0 * 2);
	assert_true(
	    sighting_has(t, id, "last_seen", "1970-01-01T00:33:20.000Z"));
	index_absent(t, OWN, DOC_GONE, 7, 3, SIGHTING_T0 * 3, NULL);
	index_absent(t, OWN, DOC_GONE, 8, 4, SIGHTING_T0 * 4, NULL);
	assert_true(
	    sighting_has(t, id, "last_seen", "1970-01-01T00:33:20.000Z"));
	assert_true(sighting_has(t, id, "snapshots", "[1,7]"));
	assert_true(index_has_mention(t, OWN)); /* a 404 is no good answer */
	s = sighting_plain(OWN, 5);
	(void)sighting_look(t, &s, id);
	s.snapshot = 0;
	(void)sighting_look(t, &s, id);
	assert_true(sighting_has(t, id, "snapshots", "[1,5,7]"));
	index_page_begin(t, OWN);
	index_page_end(
	    t, OWN, true, NULL, 0, 9, 6, SIGHTING_T0 * 6, NULL, NULL);
	assert_false(index_has_mention(t, OWN));
	assert_true(sighting_has(t, id, "snapshots", "[1,5,7,9]"));
	tmpstore_end(t);
}

/* The same calls in the same order give the same bytes. */
static void
test_again(void **state)
{
	struct mention_filter f = { .since = INT64_MIN };
	char *lists[2], *stats[2], id[17];
	unsigned turned;

	(void)state;
	for (unsigned k = 0; k < 2; k++) {
		struct txn *t = tmpstore_write();

		index_clear(t);
		for (size_t i = 0; i < NELEM(nights); i++)
			if (nights[i].op != NEW_CASE)
				(void)play(t, i, id, &turned);
		lists[k] = sighting_list(t, &f);
		assert_int_equal(index_stats(t, &stats[k]), ERR_OK);
		tmpstore_end(t);
	}
	assert_string_equal(lists[0], lists[1]);
	assert_string_equal(stats[0], stats[1]);
	for (unsigned k = 0; k < 2; k++) {
		free(lists[k]);
		free(stats[k]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_states),
		TMPSTORE_TEST(test_seen),
		TMPSTORE_TEST(test_again),
	};

	return cmocka_run_group_tests_name("look", tests, NULL, NULL);
}
