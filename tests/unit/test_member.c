/* SPDX-License-Identifier: ISC */
/* Frontiers: members in order, hot ones apart. */
#include "store/state/member.h"

#include <inttypes.h>

#include "store/base/clock.h"
#include "store/txn.h"
#include "tests/unit/tmpstore.h"

static const struct member shown[] = {
	{ "http://b.example/", 2, 0, false, NULL, NULL },
	{ "http://a.example/z", 1, 0, false, "http://a.example/y", NULL },
	{ "http://a.example/a", 1, 7, true, "https://other.example/", "ctx" },
	{ "http://a.example/m", 3, 0, false, "http://a.example/m", "" },
	/* Put again: */
	{ "http://b.example/", 5, 0, true, "http://late.example/", NULL },
	{ "http://a.example/z", 0, 3, false, NULL, "page" },
	{ "http://a.example/a", 1, 9, false, "x", "y" },
};

static const char want_all[] =
    "http://a.example/a 1 7 hot https://other.example/ ctx\n"
    "http://a.example/m 3 0 - http://a.example/m \n"
    "http://a.example/z 0 3 - - page\n"
    "http://b.example/ 2 0 hot - -\n";
static const char want_hot[] =
    "http://a.example/a 1 7 hot https://other.example/ ctx\n"
    "http://b.example/ 2 0 hot - -\n";

static bool
print(const struct member *m, void *arg)
{
	return buf_addf(arg, "%s %u %u %s %s %s\n", m->url, m->depth, m->role,
		   m->hot ? "hot" : "-", m->via ? m->via : "-",
		   m->context ? m->context : "-") == ERR_OK;
}

static bool
add_one(const struct member *m, void *arg)
{
	size_t *n = arg;

	(void)m;
	(*n)++;
	return true;
}

static size_t
count(struct txn *t, uint64_t seed)
{
	size_t n = 0;

	assert_int_equal(
	    state_member_each(t, seed, false, NULL, add_one, &n), ERR_OK);
	return n;
}

static void
check_walk(struct txn *t, bool hot, const char *from, const char *want)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	assert_int_equal(buf_adds(&b, ""), ERR_OK);
	assert_int_equal(state_member_each(t, 7, hot, from, print, &b), ERR_OK);
	assert_string_equal(b.data, want);
	buf_fini(&b);
}

static void
test_members(void **state)
{
	struct txn *t = tmpstore_write();

	(void)state;
	check_walk(t, false, NULL, "");
	for (size_t i = 0; i < NELEM(shown); i++) {
		CHECK_ROW(i, state_member_put(t, 7, &shown[i]) == (i < 4));
	}
	/* Neighbours in the same database are other seeds'. */
	assert_true(state_member_put(t, 6, &shown[0]));
	assert_true(state_member_put(t, 8, &shown[4]));
	check_walk(t, false, NULL, want_all);
	check_walk(t, true, NULL, want_hot);
	check_walk(
	    t, false, "http://a.example/z", strstr(want_all, "http://b"));
	check_walk(
	    t, false, "http://a.example/zz", strstr(want_all, "http://b"));
	check_walk(t, true, "http://a.example/a", strstr(want_hot, "http://b"));
	check_walk(t, true, "http://b.example/", "");
	assert_int_equal(count(t, 7), 4);
	assert_int_equal(count(t, 6), 1);
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

static void
test_long(void **state)
{
	struct txn *t = tmpstore_write();
	char *url = mem_zalloc(MEMBER_TEXT_MAX + 2);
	struct member m = { .url = url, .via = url, .context = url };
	struct buf b;

	(void)state;
	memset(url, 'x', MEMBER_TEXT_MAX);
	memcpy(url, "http://a.example/", 17);
	assert_true(state_member_put(t, 7, &m));
	assert_false(state_member_put(t, 7, &m));
	buf_init(&b, 1 << 20);
	assert_int_equal(
	    state_member_each(t, 7, false, NULL, print, &b), ERR_OK);
	assert_int_equal(strncmp(b.data, url, MEMBER_TEXT_MAX), 0);
	assert_int_equal(
	    strcmp(b.data + b.len - MEMBER_TEXT_MAX - 1 + 17, url + 17) < 0, 0);
	url[MEMBER_TEXT_MAX] = 'x'; /* one more: hints are left out */
	m.url = "http://a.example/";
	assert_true(state_member_put(t, 7, &m));
	buf_reset(&b);
	assert_int_equal(
	    state_member_each(t, 7, false, NULL, print, &b), ERR_OK);
	assert_int_equal(
	    strncmp(b.data, "http://a.example/ 0 0 - - -\n", 28), 0);
	buf_fini(&b);
	free(url);
	tmpstore_end(t);
}

/* Rows that make no sense are skipped, and replaced when put again. */
static void
test_damaged(void **state)
{
	struct txn *t = tmpstore_write();
	struct key k;

	(void)state;
	log_set_sink(tmpdir_keep_line);
	assert_true(state_member_put(t, 7, &shown[0]));
	assert_true(state_member_put(t, 7, &shown[1]));
	key_of_u64(&k, 7);
	key_bytes(&k, "example.b\0h\0/", 13);
	txn_put(t, DB_MEMBER, &k, "\x09", 1);
	check_walk(
	    t, false, NULL, "http://a.example/z 1 0 - http://a.example/y -\n");
	assert_non_null(strstr(tmpdir_logged, "skipped"));
	assert_false(state_member_put(t, 7, &shown[0]));
	check_walk(t, false, NULL,
	    "http://a.example/z 1 0 - http://a.example/y -\n"
	    "http://b.example/ 2 0 - - -\n");
	tmpstore_end(t);
}

struct walk {
	struct txn *t;
	unsigned n, puts;
	int64_t first_ns;
};

static bool
grow(const struct member *m, void *arg)
{
	struct walk *w = arg;
	struct member more = { .url = "http://0.example/", .hot = m->hot };

	if (w->n++ == 0)
		w->first_ns = clock_mono_ns();
	if (state_member_put(w->t, 7, &more))
		w->puts++;
	return w->n < 5000;
}

/* More than a batch, put while it is walked; time to the first as told. */
static void
test_many(void **state)
{
	enum { MANY = 100000 };
	struct txn *t = tmpstore_write();
	struct walk w = { .t = t };
	struct member m = { 0 };
	char text[64];
	int64_t start;

	(void)state;
	m.url = text;
	for (int i = 0; i < MANY; i++) {
		snprintf(
		    text, sizeof(text), "http://h%d.example/p%d", i % 97, i);
		m.hot = i % 1000 == 999;
		assert_true(state_member_put(t, 7, &m));
	}
	start = clock_mono_ns();
	assert_int_equal(state_member_each(t, 7, true, NULL, grow, &w), ERR_OK);
	assert_true(w.n == MANY / 1000 || w.n == MANY / 1000 + 1);
	assert_int_equal(w.puts, 1);
	printf("# first hot one of %d members: %" PRId64 " us\n", MANY,
	    (w.first_ns - start) / 1000);
	w = (struct walk){ .t = t };
	assert_int_equal(
	    state_member_each(t, 7, false, NULL, grow, &w), ERR_OK);
	assert_int_equal(w.n, 5000);
	assert_int_equal(count(t, 7), MANY + 1);
	tmpstore_end(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_members),
		TMPSTORE_TEST(test_long),
		TMPSTORE_TEST(test_damaged),
		TMPSTORE_TEST(test_many),
	};

	return cmocka_run_group_tests_name("member", tests, NULL, NULL);
}
