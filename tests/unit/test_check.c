/* SPDX-License-Identifier: ISC */
/* The log, snapshots and checks: leaves chained and numbered, checks gathered
 * by host, histories in the order of time. */
#include "store/archive/check.h"

#include <inttypes.h>

#include "store/archive/tree.h"
#include "store/base/json.h"
#include "tests/unit/tmpstore.h"

static json_t *
leaf_json(struct txn *t, uint64_t seq)
{
	json_t *doc = NULL;
	char *leaf;
	size_t n;

	assert_int_equal(log_get(t, seq, &leaf, &n), ERR_OK);
	assert_int_equal(json_parse(leaf, n, &doc), ERR_OK);
	free(leaf);
	return doc;
}

static void
put_own(struct txn *t, const char *url, const char *at)
{
	uint64_t number = snapshot_next(t), seq;
	char m[256];
	int n = snprintf(m, sizeof(m),
	    "\"snapshot\":%" PRIu64 ",\"url\":\"%s\",\"at\":\"%s\"", number,
	    url, at);

	snapshot_put(t, number, url, "capture", m, (size_t)n, &seq);
}

/* ---- the log ---- */

/* The envelope of leaf seq, whose predecessor hashes to prev. */
static void
check_envelope(struct txn *t, uint64_t seq, const uint8_t prev[SHA256_LEN])
{
	json_t *doc = leaf_json(t, seq);
	const char *text = json_get_text(doc, "prev");
	char hex[SHA256_HEX];

	digest_hex(prev, SHA256_LEN, hex);
	CHECK_ROW(seq, seq == 0 ? text == NULL : same(text, hex));
	CHECK_ROW(seq, json_get_int(doc, "seq", -1) == (int64_t)seq);
	CHECK_ROW(seq, strlen(json_get_text(doc, "salt")) == 32);
	CHECK_ROW(seq, json_is_null(json_object_get(doc, "after")));
	json_decref(doc);
}

static void
test_chain(void **state)
{
	uint8_t done[TREE_LEVELS][SHA256_LEN], hash[SHA256_LEN] = { 0 };
	uint8_t root[SHA256_LEN], got[SHA256_LEN];
	struct txn *t = tmpstore_write();
	struct tree tree;
	uint64_t seq;

	(void)state;
	for (int i = 0; i < 70; i++)
		log_append(t, "test", "\"x\":1", i % 2 == 0 ? 5 : 0, &seq);
	assert_int_equal(txn_end(t), ERR_OK);
	t = txn_begin(tmpstore, TXN_READ);
	assert_int_equal(seq, 71);
	assert_int_equal(log_size(t), 72);
	tree_init(&tree);
	for (seq = 0; seq < 72; seq++) {
		char *leaf;
		size_t n;

		check_envelope(t, seq, hash);
		assert_int_equal(log_get(t, seq, &leaf, &n), ERR_OK);
		tree_leaf_hash(leaf, n, hash);
		free(leaf);
		assert_int_equal(log_leaf_hash(t, seq, got), ERR_OK);
		assert_memory_equal(got, hash, SHA256_LEN);
		/* Every earlier root can be had. */
		(void)tree_add(&tree, hash, done);
		tree_root(&tree, root);
		assert_int_equal(log_root(t, seq + 1, got), ERR_OK);
		assert_memory_equal(got, root, SHA256_LEN);
	}
	assert_int_equal(log_root(t, 73, got), ERR_NOTFOUND);
	assert_int_equal(log_leaf_hash(t, 72, got), ERR_NOTFOUND);
	txn_abort(t);
	assert_int_equal(rows_failed, 0);
}

static void
test_first_leaves(void **state)
{
	struct txn *t = txn_begin(tmpstore, TXN_READ);
	json_t *start = leaf_json(t, 0), *key = leaf_json(t, 1);
	const char *origin = json_get_text(start, "origin");

	(void)state;
	assert_string_equal(json_get_text(start, "type"), "archive-start");
	assert_int_equal(json_get_int(start, "schema", 0), STORE_SCHEMA);
	assert_int_equal(strlen(origin), strlen("vigie/01234567"));
	assert_memory_equal(origin, "vigie/", 6);
	assert_string_equal(json_get_text(key, "type"), "key");
	assert_int_equal(strlen(json_get_text(key, "public_key")), 64);
	assert_int_equal(strlen(json_get_text(key, "key_id")), 8);
	json_decref(start);
	json_decref(key);
	txn_abort(t);
}

/* An aborted transaction leaves no trace in the edge that is kept in memory. */
static void
test_aborted(void **state)
{
	struct txn *t = tmpstore_write();
	uint64_t seq;

	(void)state;
	log_append(t, "lost", "", 0, &seq);
	txn_abort(t);
	t = tmpstore_write();
	log_append(t, "kept", "", 0, &seq);
	assert_int_equal(seq, 2);
	assert_int_equal(txn_end(t), ERR_OK);
}

/* ---- packed entries ---- */

static void
test_pack(void **state)
{
	struct check_leaf *leaf = mem_zalloc(sizeof(*leaf));
	struct check_leaf *got = mem_zalloc(sizeof(*got));
	size_t first = 0;
	struct buf b;

	(void)state;
	leaf->first_snapshot = 1234567;
	leaf->count = CHECK_LEAF_MAX;
	for (size_t i = 0; i < leaf->count; i++) {
		struct check_entry *e = &leaf->e[i];

		e->url = 1000 + i / 3 * 7;
		e->at = (int64_t)(1700000000000 - (int64_t)(i * i));
		e->outcome = (enum check_outcome)(1 + i % 4);
		e->status = i % 4 == 0 ? 304 : 999;
		e->same_as = i % 5 == 0 ? 0 : 77 * i;
		digest_random(e->salt, sizeof(e->salt));
		if (e->outcome >= CHECK_SAME_TEXT)
			digest_random(e->payload, sizeof(e->payload));
	}
	buf_init(&b, 1 << 20);
	check_leaf_pack(leaf, &b);
	assert_int_equal(
	    check_leaf_unpack((const uint8_t *)b.data, b.len, got), ERR_OK);
	assert_int_equal(got->count, leaf->count);
	assert_int_equal(got->first_snapshot, leaf->first_snapshot);
	assert_memory_equal(got->e, leaf->e, leaf->count * sizeof(leaf->e[0]));
	assert_int_equal(
	    check_leaf_find((const uint8_t *)b.data, b.len, 1007, &first), 3);
	assert_int_equal(first, 3);
	assert_int_equal(
	    check_leaf_find((const uint8_t *)b.data, b.len, 1008, &first), 0);
	for (size_t cut = 0; cut < b.len; cut += 7)
		CHECK_ROW(cut, check_leaf_unpack((const uint8_t *)b.data, cut,
				   got) != ERR_OK);
	buf_fini(&b);
	free(leaf);
	free(got);
	assert_int_equal(rows_failed, 0);
}

/* The text that is hashed is a promise: byte for byte. */
static const struct {
	struct check_entry e;
	const char *want;
} texts[] = {
	{ { 1, 1763674200123, CHECK_NOT_MODIFIED, 304, 12, { 0 }, { 1 } },
	    "{\"url\":\"http://a/\\\"\",\"at\":\"2025-11-20T21:30:00.123Z\","
	    "\"outcome\":\"not-modified\",\"status\":304,\"same_as\":12,"
	    "\"salt\":\"01000000000000000000000000000000\"}" },
	{ { 1, 0, CHECK_SAME_BODY, 200, 1, { 0 }, { 2 } },
	    "{\"url\":\"http://a/\\\"\",\"at\":\"1970-01-01T00:00:00.000Z\","
	    "\"outcome\":\"same-body\",\"status\":200,\"same_as\":1,"
	    "\"salt\":\"02000000000000000000000000000000\"}" },
	{ { 1, 0, CHECK_NO_MENTION, 200, 0, { 0xab }, { 3 } },
	    "{\"url\":\"http://a/\\\"\",\"at\":\"1970-01-01T00:00:00.000Z\","
	    "\"outcome\":\"no-mention\",\"status\":200,\"same_as\":null,"
	    "\"payload_sha256\":\"ab000000000000000000000000000000"
	    "00000000000000000000000000000000\","
	    "\"salt\":\"03000000000000000000000000000000\"}" },
};

static void
test_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(texts); i++) {
		struct buf b;

		buf_init(&b, 4096);
		CHECK_ROW(i,
		    check_entry_text(&texts[i].e, "http://a/\"", &b) == ERR_OK);
		CHECK_ROW(i, same(b.data, texts[i].want));
		if (!same(b.data, texts[i].want))
			fprintf(stderr, "# %s\n", b.data);
		buf_fini(&b);
	}
	assert_int_equal(rows_failed, 0);
}

/* ---- gathering ---- */

static void
put_checks(struct txn *t, const char *host, unsigned n, unsigned from)
{
	for (unsigned i = 0; i < n; i++) {
		char url[64];
		struct check c = {
			.url = url,
			.host = host,
			.at = 1700000000000 + from + i,
			.outcome = CHECK_NOT_MODIFIED,
			.status = 304,
		};

		snprintf(url, sizeof(url), "http://%s/%u", host, i);
		check_put(t, &c);
	}
}

static void
test_gathered(void **state)
{
	struct txn *t = tmpstore_write();
	struct snapshot s;
	json_t *doc;

	(void)state;
	put_checks(t, "a:80", CHECK_LEAF_MAX - 1, 0);
	put_checks(t, "b:80", 3, 0);
	assert_int_equal(log_size(t), 2); /* all are pending yet */
	put_checks(t, "a:80", 1, 9);
	assert_int_equal(log_size(t), 3); /* 256 of one host */
	check_flush(t);
	assert_int_equal(log_size(t), 4);
	check_flush(t);
	assert_int_equal(log_size(t), 4); /* nothing is left */
	assert_int_equal(snapshot_next(t), 1 + CHECK_LEAF_MAX + 3);
	assert_int_equal(txn_end(t), ERR_OK);

	t = txn_begin(tmpstore, TXN_READ);
	doc = leaf_json(t, 2);
	assert_string_equal(json_get_text(doc, "type"), "checks");
	assert_string_equal(json_get_text(doc, "host"), "a:80");
	assert_int_equal(json_get_int(doc, "count", 0), CHECK_LEAF_MAX);
	assert_int_equal(json_get_int(doc, "first_snapshot", 0), 1);
	json_decref(doc);
	for (uint64_t i = 1; i < 1 + CHECK_LEAF_MAX + 3; i++) {
		CHECK_ROW(i, snapshot_get(t, i, &s) == ERR_OK);
		CHECK_ROW(i, s.is_check && s.number == i);
		CHECK_ROW(i, s.leaf == (i <= CHECK_LEAF_MAX ? 2U : 3U));
		snapshot_fini(&s);
	}
	assert_int_equal(snapshot_get(t, 0, &s), ERR_NOTFOUND);
	assert_int_equal(
	    snapshot_get(t, 1 + CHECK_LEAF_MAX + 3, &s), ERR_NOTFOUND);
	assert_int_equal(snapshot_get(t, UINT64_MAX, &s), ERR_NOTFOUND);
	txn_abort(t);
	assert_int_equal(rows_failed, 0);
}

/* One check can be proven by itself: its text, and the root in the leaf. */
static void
test_proven(void **state)
{
	uint8_t done[TREE_LEVELS][SHA256_LEN], hash[SHA256_LEN];
	struct txn *t = tmpstore_write();
	char hex[SHA256_HEX];
	struct tree tree;
	json_t *doc;

	(void)state;
	put_checks(t, "a:80", 5, 0);
	check_flush(t);
	tree_init(&tree);
	for (uint64_t i = 1; i <= 5; i++) {
		struct snapshot s;

		assert_int_equal(snapshot_get(t, i, &s), ERR_OK);
		tree_leaf_hash(s.record, s.record_len, hash);
		(void)tree_add(&tree, hash, done);
		snapshot_fini(&s);
	}
	tree_root(&tree, hash);
	digest_hex(hash, SHA256_LEN, hex);
	doc = leaf_json(t, 2);
	assert_string_equal(json_get_text(doc, "root"), hex);
	json_decref(doc);
	txn_abort(t);
}

/* ---- histories ---- */

struct seen {
	char text[512];
	unsigned n, stop_at;
};

static bool
note_one(const struct snapshot *s, void *arg)
{
	struct seen *seen = arg;
	size_t n = strlen(seen->text);

	snprintf(seen->text + n, sizeof(seen->text) - n, "%s%" PRIu64,
	    s->is_check ? "c" : "s", s->number);
	return ++seen->n != seen->stop_at;
}

static void
test_history(void **state)
{
	static const char url[] = "http://a/0";
	struct check c = { .url = url,
		.host = "a:80",
		.status = 304,
		.outcome = CHECK_NOT_MODIFIED,
		.same_as = 1 };
	struct seen seen = { "", 0, 0 }, two = { "", 0, 2 };
	struct txn *t = tmpstore_write();

	(void)state;
	put_own(t, url, "2026-01-01T00:00:00Z");              /* s1 */
	put_own(t, "http://a/other", "2026-01-01T00:00:00Z"); /* s2 */
	c.at = 1767312000000; /* 2026-01-02, becomes c4 */
	check_put(t, &c);
	put_own(t, url, "2026-01-03T00:00:00Z"); /* s3 */
	c.at = 1767484800000;                    /* 2026-01-04, becomes c5 */
	check_put(t, &c);
	check_flush(t);
	put_own(t, url, "2026-01-05T00:00:00Z"); /* s6 */
	assert_int_equal(snapshot_each(t, url, note_one, &seen), ERR_OK);
	assert_string_equal(seen.text, "s1c4s3c5s6");
	assert_int_equal(snapshot_each(t, url, note_one, &two), ERR_OK);
	assert_string_equal(two.text, "s1c4");
	assert_int_equal(
	    snapshot_each(t, "http://a/never", note_one, &two), ERR_NOTFOUND);
	assert_int_equal(txn_end(t), ERR_OK);
}

/* A URL as long as the ceiling allows has a number and a history. */
static void
test_long_url(void **state)
{
	char *url = mem_zalloc(8193), *other = mem_zalloc(8193);
	struct check c = { .url = url,
		.host = "a:80",
		.status = 304,
		.outcome = CHECK_NOT_MODIFIED };
	struct seen seen = { "", 0, 0 };
	struct txn *t = tmpstore_write();

	(void)state;
	memset(url, 'x', 8192);
	memset(other, 'x', 8192);
	url[0] = other[0] = 'h'; /* what a URL is made of is not asked */
	other[8191] = 'y';
	check_put(t, &c);
	c.url = other;
	check_put(t, &c);
	check_flush(t);
	assert_int_equal(snapshot_each(t, other, note_one, &seen), ERR_OK);
	assert_string_equal(seen.text, "c2");
	assert_int_equal(txn_end(t), ERR_OK);
	free(url);
	free(other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_chain),
		TMPSTORE_TEST(test_first_leaves),
		TMPSTORE_TEST(test_aborted),
		TMPSTORE_TEST(test_pack),
		TMPSTORE_TEST(test_text),
		TMPSTORE_TEST(test_gathered),
		TMPSTORE_TEST(test_proven),
		TMPSTORE_TEST(test_history),
		TMPSTORE_TEST(test_long_url),
	};

	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
