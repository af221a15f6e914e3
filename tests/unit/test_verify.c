/* SPDX-License-Identifier: ISC */
/* Verification: a sound archive is clean, and each way of altering what LMDB
 * holds is found and named. */
#include "store/archive/archive.h"
#include "store/archive/codec.h"
#include "tests/unit/sample.h"

static void
test_clean(void **state)
{
	struct verify_sum sum;

	(void)state;
	shut();
	assert_int_equal(verify(&sum), ERR_OK);
	assert_string_equal(said, "");
	assert_int_equal(good_lines, 9);
	assert_int_equal(sum.bad, 0);
	assert_int_equal(sum.blobs, BLOBS);
	assert_int_equal(sum.checks, BLOBS);
	assert_int_equal(sum.checkpoints, 3);
	assert_int_equal(sum.records, 2 + BLOBS + 6);
	assert_true(sum.nodes > sum.records);
	assert_int_equal(verify_here(&sum), ERR_OK);
	assert_int_equal(good_lines, 9);
}

static void
test_empty(void **state)
{
	char empty[TMPDIR_MAX + 8];
	struct verify_sum sum;
	struct store *other;

	(void)state;
	snprintf(empty, sizeof(empty), "%s/new", dir);
	assert_int_equal(store_open(empty, STORE_WRITE, &other), ERR_OK);
	store_close(other);
	assert_int_equal(archive_verify(empty, hear, NULL, &sum), ERR_OK);
	assert_int_equal(sum.records, 2);
	snprintf(empty, sizeof(empty), "%s/none", dir);
	log_set_sink(tmpdir_keep_line);
	assert_int_equal(archive_verify(empty, hear, NULL, &sum), ERR_NOTFOUND);
}

/* ---- each way of altering it ---- */

/* Replaces a byte of the value under a number. */
static void
flip(struct txn *t, enum db db, uint64_t n, size_t at)
{
	struct key k;
	struct val v;
	char *copy;
	size_t len;

	key_of_u64(&k, n);
	assert_true(txn_get(t, db, &k, &v));
	len = v.len;
	assert_true(at < len);
	copy = txn_copy(&v);
	copy[at] ^= 1;
	txn_put(t, db, &k, copy, len);
	free(copy);
}

static void
drop(struct txn *t, enum db db, uint64_t n)
{
	struct key k;

	key_of_u64(&k, n);
	assert_true(txn_del(t, db, &k));
}

/* Another text, of the same length and well formed, in its place. */
static void
alter_leaf(struct txn *t)
{
	struct key k;
	struct buf b;
	char *text;
	size_t n;

	assert_int_equal(log_get(t, 10, &text, &n), ERR_OK);
	text[n - 10] ^= 1; /* in a digest */
	buf_init(&b, 1 << 20);
	codec_pack_leaf(t->st->archive->codecs, text, n, &b);
	key_of_u64(&k, 10);
	txn_put(t, DB_LEAF, &k, b.data, b.len);
	buf_fini(&b);
	free(text);
}

static void
rot_leaf(struct txn *t)
{
	flip(t, DB_LEAF, 10, 1); /* the magic of its frame */
}

static void
drop_leaf(struct txn *t)
{
	drop(t, DB_LEAF, 10);
}

static void
alter_node(struct txn *t)
{
	flip(t, DB_NODE, 15, 40);
}

static void
cut_log(struct txn *t)
{
	uint64_t last = log_size(t) - 1;

	drop(t, DB_LEAF, last);
	drop(t, DB_NODE, last);
}

static void
swap_leaves(struct txn *t)
{
	struct key a, b;
	struct val v;
	char *x, *y;
	size_t n, m;

	key_of_u64(&a, 4);
	key_of_u64(&b, 5);
	assert_true(txn_get(t, DB_LEAF, &a, &v));
	x = txn_copy(&v);
	n = v.len;
	assert_true(txn_get(t, DB_LEAF, &b, &v));
	y = txn_copy(&v);
	m = v.len;
	txn_put(t, DB_LEAF, &a, y, m);
	txn_put(t, DB_LEAF, &b, x, n);
	free(x);
	free(y);
}

static void
alter_checkpoint(struct txn *t)
{
	uint64_t size = txn_next_u64(t, DB_CHECKPOINT) - 1;

	flip(t, DB_CHECKPOINT, size, 20);
}

static void
move_snapshot(struct txn *t)
{
	drop(t, DB_SNAPSHOT, 5);
}

static void
drop_history(struct txn *t)
{
	txn_clear(t, DB_HISTORY);
}

static void
alter_url(struct txn *t)
{
	flip(t, DB_URL, 2, 8); /* of a URL that was checked */
}

static void
drop_checks(struct txn *t)
{
	txn_clear(t, DB_CHECK);
}

static void
drop_blobs(struct txn *t)
{
	txn_clear(t, DB_BLOB);
}

static void
drop_dependants(struct txn *t)
{
	txn_clear(t, DB_DEPENDANT);
}

static void
drop_segments(struct txn *t)
{
	txn_clear(t, DB_SEGMENT);
}

static void
append(struct txn *t, const char *type, const char *members)
{
	uint64_t seq;

	log_append(t, type, members, strlen(members), &seq);
}

/* A key that nobody handed on. */
static void
foreign_key(struct txn *t)
{
	append(t, "key",
	    "\"public_key\":\"00112233445566778899aabbccddeeff"
	    "00112233445566778899aabbccddeeff\"");
}

static void
empty_merge(struct txn *t)
{
	append(t, "merge",
	    "\"origin\":\"vigie/00000000\",\"from\":0,\"leaves\":[]");
}

static const struct {
	const char *what;
	void (*alter)(struct txn *t);
	const char *want; /* a part of what is said */
} ways[] = {
	{ "leaf altered", alter_leaf, "tree node 0 of leaf 10: " },
	{ "leaf rotten", rot_leaf, "damaged: the text of leaf 10" },
	{ "leaf dropped", drop_leaf, "records leaf 10: it is missing" },
	{ "node altered", alter_node, "tree node 1 of leaf 15: " },
	{ "log cut", cut_log, "the log is shorter than that" },
	{ "leaves swapped", swap_leaves, "records leaf 4: its seq is another" },
	{ "checkpoint altered", alter_checkpoint,
	    "checkpoints the checkpoint" },
	{ "number dropped", move_snapshot, "snapshots snapshot" },
	{ "history dropped", drop_history, "not in the history of its URL" },
	{ "URL altered", alter_url, "checks the checks of leaf" },
	{ "checks dropped", drop_checks, "its entries are missing" },
	{ "blobs dropped", drop_blobs, "it is not in the archive" },
	{ "families lost", drop_dependants, "bases do not lead to them" },
	{ "segments lost", drop_segments, "fewer in the segments" },
	{ "key not handed on", foreign_key,
	    "its key is not signed by the one before it" },
	{ "merged log empty", empty_merge,
	    "merged logs the log vigie/00000000: its key is not the one" },
};

static void
test_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(ways); i++) {
		struct verify_sum sum;
		struct txn *t = txn_begin(st, TXN_WRITE);

		ways[i].alter(t);
		CHECK_ROW(i, txn_end(t) == ERR_OK);
		shut();
		CHECK_ROW(i, verify_here(&sum) == ERR_DAMAGED);
		CHECK_ROW(i, sum.bad > 0);
		CHECK_ROW(i, strstr(said, ways[i].want) != NULL);
		if (strstr(said, ways[i].want) == NULL)
			fprintf(stderr, "# %s: %s\n", ways[i].what, said);
		remove_archive();
		make_archive();
	}
	assert_int_equal(rows_failed, 0);
}

/* ---- what is said and is no fault ---- */

static char remarks[4096];

static void
hear_remark(const struct verify_line *line, void *arg)
{
	size_t n = strlen(remarks);

	(void)arg;
	if (line->ok && line->why != NULL)
		snprintf(remarks + n, sizeof(remarks) - n, "%s %s: %s\n",
		    line->check, line->of, line->why);
}

static const struct {
	const char *at[3]; /* of records, one after the other */
	const char *want;  /* a part of the remark, or NULL: none */
} clocks[] = {
	{ { "2100-01-01T00:00:00Z", "2100-01-01T00:00:01Z",
	      "2100-01-01T00:00:02Z" },
	    NULL },
	/* An exchange's time is when it began. */
	{ { "2100-01-01T00:09:00Z", "2100-01-01T00:00:00Z",
	      "2100-01-01T00:10:00Z" },
	    NULL },
	{ { "2100-01-01T12:00:00Z", "2100-01-01T11:00:00Z",
	      "2100-01-01T11:00:01Z" },
	    "the clock was set back by 3600 s before it (1 times in all)" },
	{ { "2100-01-02T00:00:00Z", "2100-01-01T00:00:00Z",
	      "2099-12-31T00:00:00Z" },
	    "the clock was set back by 86400 s before it (2 times in all)" },
};

static void
test_clock(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(clocks); i++) {
		char fresh[TMPDIR_MAX + 8];
		struct verify_sum sum;
		struct store *other;
		struct txn *t;
		bool said_so;

		snprintf(fresh, sizeof(fresh), "%s/%zu", dir, i);
		CHECK_ROW(i, store_open(fresh, STORE_WRITE, &other) == ERR_OK);
		t = txn_begin(other, TXN_WRITE);
		for (size_t k = 0; k < 3; k++) {
			char at[64];

			snprintf(
			    at, sizeof(at), "\"at\":\"%s\"", clocks[i].at[k]);
			append(t, "note", at);
		}
		CHECK_ROW(i, txn_end(t) == ERR_OK);
		store_close(other);
		remarks[0] = '\0';
		CHECK_ROW(i, verify_dir(fresh, NULL, 0, hear_remark, NULL,
				 &sum) == ERR_OK);
		said_so = strstr(remarks, "clock leaf") != NULL;
		CHECK_ROW(i, said_so == (clocks[i].want != NULL));
		CHECK_ROW(i, clocks[i].want == NULL ||
				 strstr(remarks, clocks[i].want) != NULL);
	}
	assert_int_equal(rows_failed, 0);
}

/* ---- an earlier checkpoint ---- */

static char *
first_note(void)
{
	struct txn *t = txn_begin(st, TXN_READ);
	char *note;

	assert_int_equal(checkpoint_newest(t, &note), ERR_OK);
	txn_abort(t);
	return note;
}

static void
test_against(void **state)
{
	char *note = first_note(), was;
	struct verify_sum sum;
	size_t n = strlen(note);

	(void)state;
	shut();
	said[0] = '\0';
	assert_int_equal(
	    archive_verify_against(dir, note, n, hear, NULL), ERR_OK);
	was = note[20]; /* of its root */
	note[20] = was == 'A' ? 'B' : 'A';
	assert_int_equal(
	    archive_verify_against(dir, note, n, hear, NULL), ERR_DAMAGED);
	assert_non_null(strstr(said, "its signature does not hold"));
	note[20] = was;
	assert_int_equal(verify_dir(dir, note, n, hear, NULL, &sum), ERR_OK);
	assert_int_equal(sum.bad, 0);
	assert_int_equal(
	    archive_verify_against(dir, note, n / 2, hear, NULL), ERR_DAMAGED);
	assert_non_null(strstr(said, "it is not a signed checkpoint"));
	remove_archive();
	make_archive();
	shut();
	assert_int_equal(
	    archive_verify_against(dir, note, n, hear, NULL), ERR_DAMAGED);
	assert_non_null(strstr(said, "it is of another log"));
	free(note);
}

int
main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(test_clean),
		CASE(test_empty),
		CASE(test_ways),
		CASE(test_clock),
		CASE(test_against),
	};

	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
