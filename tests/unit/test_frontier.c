/* SPDX-License-Identifier: ISC */
/* Which URL is next: the order of the four sources, what is due, ceilings. */
#include "crawler/fetch/frontier.h"
#include "crawler/fetch/seen.h"
#include "crawler/fetch/table.h"
#include "crawler/networks/network.h"
#include "tests/unit/tmpstore.h"

/* One seed with its frontier. */
struct line {
	struct seed seed;
	struct fetch_seed due;
	struct fetch_config c;
	struct frontier *fr;
};

static char target[] = "http://a.example/";

static void
line_init(struct line *l)
{
	memset(l, 0, sizeof(*l));
	l->seed.target = target;
	l->seed.network = &network_site;
	l->seed.depth = 3;
	l->seed.pages = 1000;
	l->due.seed = &l->seed;
	l->due.number = 1;
	l->due.round = 7;
	page_init(&l->due.entry);
	l->c.seeds = &l->due;
	l->c.n_seeds = 1;
	l->c.store = tmpstore;
}

static void
line_open(struct line *l)
{
	l->fr = frontier_new(&l->c);
}

static void
line_fini(struct line *l)
{
	frontier_free(l->fr);
	free(l->due.resume);
	page_fini(&l->due.entry);
}

static void
member(const char *url, bool hot, unsigned depth)
{
	struct txn *t = tmpstore_write();
	struct member m = { .url = url, .hot = hot, .depth = depth };

	state_member_put(t, 1, &m);
	tmpstore_end(t);
}

static void
visited(const char *url, uint64_t sweep)
{
	struct txn *t = tmpstore_write();
	struct url_state u = { .last_sweep = sweep, .status = 200 };

	state_url_put(t, url, &u);
	tmpstore_end(t);
}

static void
found(struct line *l, const char *url, bool hot, unsigned depth)
{
	struct found_link link = {
		.url = mem_strdup(url), .hot = hot, .depth = depth
	};
	struct found f = { .seed = 0, .links = &link, .n = 1 };

	frontier_found(l->fr, &f);
	free(link.url);
}

/* Takes up to want and checks their paths, written one after another. */
static void
check(struct line *l, size_t want, const char *paths)
{
	struct item_list got = { NULL, NULL, 0 };
	struct txn *t = txn_begin(tmpstore, TXN_READ);
	char text[512] = "";
	struct item *it;

	frontier_take(l->fr, t, 0, want, &got);
	assert_int_equal(txn_end(t), ERR_OK);
	for (it = item_list_take(&got); it != NULL; it = item_list_take(&got)) {
		size_t n = strlen(text);

		snprintf(text + n, sizeof(text) - n, "%s",
		    it->url + strlen("http://a.example"));
		frontier_began(l->fr, it);
		item_free(it);
	}
	assert_string_equal(text, paths);
}

static void
test_order(void **state)
{
	struct line l;

	(void)state;
	member("http://a.example/h", true, 1);
	member("http://a.example/m1", false, 1);
	member("http://a.example/m2", false, 1);
	line_init(&l);
	page_link(&l.due.entry, LINK_PAGE, "http://a.example/e");
	line_open(&l);
	found(&l, "http://a.example/f1", false, 1);
	found(&l, "http://a.example/f2", false, 1);
	found(&l, "http://a.example/feed", true, 1);
	check(&l, 2, "/e/h");
	check(&l, 2, "/feed/f1");
	/* What is found meanwhile comes before the walk over all members. */
	found(&l, "http://a.example/f3", false, 1);
	check(&l, 2, "/f2/f3");
	check(&l, 9, "/m1/m2");
	assert_false(frontier_has_more(l.fr, 0));
	found(&l, "http://a.example/f4", false, 1);
	assert_true(frontier_has_more(l.fr, 0));
	check(&l, 9, "/f4");
	/* Nothing is offered twice. */
	found(&l, "http://a.example/m1", false, 1);
	check(&l, 9, "");
	line_fini(&l);
}

static void
test_due(void **state)
{
	struct line l;

	(void)state;
	member("http://a.example/new", false, 1);
	member("http://a.example/old", false, 1);
	member("http://a.example/done", false, 1);
	member("http://a.example/deep", false, 4);
	member("ftp://a.example/other", false, 1);
	visited("http://a.example/old", 6);
	visited("http://a.example/done", 7);
	line_init(&l);
	line_open(&l);
	found(&l, "http://a.example/deeper", false, 4);
	check(&l, 9, "/new/old");
	assert_false(frontier_has_more(l.fr, 0));
	line_fini(&l);
}

/* From behind the last stop to the end, and around. */
static void
test_resume(void **state)
{
	struct line l;

	(void)state;
	for (int i = 0; i < 6; i++) {
		char url[64];

		snprintf(url, sizeof(url), "http://a.example/%d", i);
		member(url, false, 1);
	}
	line_init(&l);
	l.due.resume = mem_strdup("http://a.example/2");
	line_open(&l);
	check(&l, 2, "/3/4");
	assert_string_equal(frontier_resume(l.fr, 0), "http://a.example/4");
	check(&l, 2, "/5/0");
	check(&l, 9, "/1/2");
	assert_false(frontier_has_more(l.fr, 0));
	assert_null(frontier_resume(l.fr, 0));
	line_fini(&l);
	/* Closed before: the next round goes on there. */
	line_init(&l);
	l.due.resume = mem_strdup("http://a.example/2");
	line_open(&l);
	check(&l, 3, "/3/4/5");
	frontier_close(l.fr, 0);
	assert_false(frontier_has_more(l.fr, 0));
	assert_string_equal(frontier_resume(l.fr, 0), "http://a.example/5");
	line_fini(&l);
}

static void
test_once(void **state)
{
	struct line l;

	(void)state;
	member("http://a.example/m", false, 1);
	visited("http://a.example/e", 9);
	line_init(&l);
	page_link(&l.due.entry, LINK_PAGE, "http://a.example/e");
	l.c.once = true;
	line_open(&l);
	found(&l, "http://a.example/f", false, 1);
	check(&l, 9, "/e");
	assert_false(frontier_has_more(l.fr, 0));
	line_fini(&l);
}

/* More members than are looked at in one go. */
static void
test_look_max(void **state)
{
	struct txn *t = tmpstore_write();
	struct line l;
	char url[64];

	(void)state;
	for (int i = 0; i <= FRONTIER_LOOK_MAX; i++) {
		struct member m = { .url = url };
		struct url_state u = { .last_sweep = 7 };

		snprintf(url, sizeof(url), "http://a.example/%06d", i);
		state_member_put(t, 1, &m);
		if (i < FRONTIER_LOOK_MAX)
			state_url_put(t, url, &u);
	}
	tmpstore_end(t);
	line_init(&l);
	line_open(&l);
	check(&l, 9, "");
	assert_true(frontier_has_more(l.fr, 0));
	check(&l, 9, "/002000");
	assert_false(frontier_has_more(l.fr, 0));
	line_fini(&l);
}

/* Links over the ceiling are not held; the store has them, so a second walk
 * meets them. */
static void
test_links_max(void **state)
{
	struct line l;
	char url[64];

	(void)state;
	line_init(&l);
	line_open(&l);
	check(&l, 9, ""); /* the first walk is over */
	for (int i = 0; i < FRONTIER_LINKS_MAX; i++) {
		snprintf(url, sizeof(url), "http://a.example/f%d", i);
		found(&l, url, false, 1);
	}
	member("http://a.example/over", false, 1);
	found(&l, "http://a.example/over", false, 1);
	for (int i = 0; i < FRONTIER_LINKS_MAX; i++) {
		snprintf(url, sizeof(url), "/f%d", i);
		check(&l, 1, url);
	}
	assert_true(frontier_has_more(l.fr, 0));
	check(&l, 9, "/over");
	assert_false(frontier_has_more(l.fr, 0));
	line_fini(&l);
}

static void
test_tables(void **state)
{
	struct table t;
	struct seen s;
	char key[32];

	(void)state;
	table_init(&t);
	seen_init(&s);
	assert_null(table_get(&t, "a"));
	assert_false(seen_has(&s, "a"));
	for (int i = 0; i < 1000; i++) {
		snprintf(key, sizeof(key), "key number %d", i);
		table_put(&t, key, mem_strdup(key));
		assert_true(seen_add(&s, key));
	}
	for (int i = 0; i < 1000; i++) {
		snprintf(key, sizeof(key), "key number %d", i);
		assert_string_equal(table_get(&t, key), key);
		assert_true(seen_has(&s, key));
		assert_false(seen_add(&s, key));
	}
	assert_null(table_get(&t, "key number 1000"));
	assert_false(seen_has(&s, "key number 1000"));
	table_fini(&t, free);
	seen_fini(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_order),
		TMPSTORE_TEST(test_due),
		TMPSTORE_TEST(test_resume),
		TMPSTORE_TEST(test_once),
		TMPSTORE_TEST(test_look_max),
		TMPSTORE_TEST(test_links_max),
		cmocka_unit_test(test_tables),
	};

	return cmocka_run_group_tests_name("frontier", tests, NULL, NULL);
}
