/* SPDX-License-Identifier: ISC */
/* Verification: a sound archive is clean, each way of altering one is named,
 * and a byte that rots anywhere is found or does not matter, without harm. */
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>

#include "store/archive/archive.h"
#include "store/archive/blob.h"
#include "store/archive/codec.h"
#include "store/store.h"
#include "store/txn.h"
#include "tests/unit/tmpdir.h"
#include "tests/unit/unit.h"

enum { BLOBS = 60 };

static char dir[TMPDIR_MAX];
static struct store *st;

/* What verification said: "check of: why" of the bad lines. */
static char said[4096];
static unsigned good_lines;

static void
hear(const struct verify_line *line, void *arg)
{
	size_t n = strlen(said);

	(void)arg;
	good_lines += line->ok;
	if (!line->ok)
		snprintf(said + n, sizeof(said) - n, "%s %s: %s\n", line->check,
		    line->of, line->why);
}

static enum err
verify(struct verify_sum *sum)
{
	said[0] = '\0';
	good_lines = 0;
	return archive_verify(dir, hear, NULL, sum);
}

/* ---- an archive with something of everything ---- */

static void
put_snapshot(struct txn *t, const struct packed *p, unsigned i)
{
	uint64_t number = snapshot_next(t), seq, stored;
	char hex[SHA256_HEX], m[512], url[64];
	int n;

	blob_put(t, p, &stored);
	digest_hex(blob_packed_sha(p), SHA256_LEN, hex);
	snprintf(url, sizeof(url), "http://a/%u", i % 7);
	n = snprintf(m, sizeof(m),
	    "\"snapshot\":%" PRIu64 ",\"at\":\"2026-01-01T00:00:00Z\","
	    "\"url\":\"%s\",\"kept\":true,\"payload_sha256\":\"%s\","
	    "\"blobs\":[\"%s\"]",
	    number, url, hex, hex);
	snapshot_put(t, number, url, "capture", m, (size_t)n, &seq);
}

static void
put_check(struct txn *t, unsigned i)
{
	char url[64];
	struct check c = { .url = url,
		.host = i % 2 == 0 ? "a:80" : "b:80",
		.at = 1700000000000 + i,
		.outcome = CHECK_SAME_TEXT,
		.status = 200,
		.same_as = 1,
		.payload = { 7 } };

	snprintf(url, sizeof(url), "http://%s/%u", c.host, i % 11);
	check_put(t, &c);
}

static void
fill(void)
{
	uint8_t base[SHA256_LEN] = { 0 };

	for (unsigned i = 0; i < BLOBS; i++) {
		char text[4000];
		struct packed *p;
		struct txn *t;

		for (size_t j = 0; j < sizeof(text); j++)
			text[j] = (char)('a' + (j * j / 5 + j / 11) % 26);
		snprintf(text, sizeof(text), "%u", i);
		assert_int_equal(blob_pack(st, text, sizeof(text), false,
				     i % 10 == 0 ? NULL : base, &p),
		    ERR_OK);
		memcpy(base, blob_packed_sha(p), SHA256_LEN);
		t = txn_begin(st, TXN_WRITE);
		put_snapshot(t, p, i);
		put_check(t, i);
		assert_int_equal(txn_end(t), ERR_OK);
		blob_packed_free(p);
		if (i % 20 == 19)
			assert_int_equal(checkpoint_make(st), ERR_OK);
	}
}

static void
shut(void)
{
	store_close(st);
	st = NULL;
}

static void
make_archive(void)
{
	tmpdir_make(dir);
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	fill();
}

static void
remove_archive(void)
{
	shut();
	tmpdir_remove(dir);
}

static int
setup(void **state)
{
	(void)state;
	rows_failed = 0;
	segment_set_max(4000);
	make_archive();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	remove_archive();
	log_set_sink(NULL);
	segment_set_max((uint64_t)256 << 20);
	return 0;
}

static void
test_clean(void **state)
{
	struct verify_sum sum;

	(void)state;
	shut();
	assert_int_equal(verify(&sum), ERR_OK);
	assert_string_equal(said, "");
	assert_int_equal(good_lines, 8);
	assert_int_equal(sum.bad, 0);
	assert_int_equal(sum.blobs, BLOBS);
	assert_int_equal(sum.checks, BLOBS);
	assert_int_equal(sum.checkpoints, 3);
	assert_int_equal(sum.records, 2 + BLOBS + 6);
	assert_true(sum.nodes > sum.records);
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
		CHECK_ROW(i, verify(&sum) == ERR_DAMAGED);
		CHECK_ROW(i, sum.bad > 0);
		CHECK_ROW(i, strstr(said, ways[i].want) != NULL);
		if (strstr(said, ways[i].want) == NULL)
			fprintf(stderr, "# %s: %s\n", ways[i].what, said);
		remove_archive();
		make_archive();
	}
	assert_int_equal(rows_failed, 0);
}

/* ---- files ---- */

static void
path_of(const char *name, char path[TMPDIR_MAX + 32])
{
	snprintf(path, TMPDIR_MAX + 32, "%s/%s", dir, name);
}

static void
append_to(const char *name, const char *text)
{
	char path[TMPDIR_MAX + 32];
	FILE *f;

	path_of(name, path);
	f = fopen(path, "a");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
flip_file(const char *name, off_t at)
{
	char path[TMPDIR_MAX + 32], c;
	int fd;

	path_of(name, path);
	fd = open(path, O_RDWR);
	assert_int_equal(pread(fd, &c, 1, at), 1);
	c ^= 0x10;
	assert_int_equal(pwrite(fd, &c, 1, at), 1);
	close(fd);
}

static off_t
size_of(const char *name)
{
	char path[TMPDIR_MAX + 32];
	struct stat sb;

	path_of(name, path);
	return stat(path, &sb) == 0 ? sb.st_size : 0;
}

static void
alter_mirror(void)
{
	flip_file("checkpoints.txt", 20);
}

static void
add_to_mirror(void)
{
	append_to("checkpoints.txt", "vigie/00000000\n99\nAAAA\n\n");
}

static void
remove_mirror(void)
{
	char path[TMPDIR_MAX + 32];

	path_of("checkpoints.txt", path);
	unlink(path);
}

static void
cut_mirror(void)
{
	char path[TMPDIR_MAX + 32];

	path_of("checkpoints.txt", path);
	assert_int_equal(truncate(path, size_of("checkpoints.txt") - 9), 0);
}

static void
remove_segment(void)
{
	char path[TMPDIR_MAX + 32];

	path_of("blobs/00000002.seg", path);
	unlink(path);
}

static void
cut_segment(void)
{
	char path[TMPDIR_MAX + 32];

	path_of("blobs/00000001.seg", path);
	assert_int_equal(truncate(path, 1000), 0);
}

static void
alter_head(void)
{
	flip_file("blobs/00000001.seg", 20);
}

static void
alter_bytes(void)
{
	flip_file("blobs/00000001.seg", 100);
}

static void
alter_key(void)
{
	flip_file("key", 60);
}

static void
remove_key(void)
{
	char path[TMPDIR_MAX + 32];

	path_of("key", path);
	unlink(path);
}

static void
lengthen_segment(void)
{
	append_to("blobs/00000001.seg", "left by a crash");
}

static const struct {
	void (*alter)(void);
	const char *want; /* NULL: it is no damage */
} files[] = {
	{ alter_mirror, "checkpoints.txt checkpoint 1 of the file" },
	{ add_to_mirror, "it has been set back" },
	{ remove_mirror, "the last 3 checkpoints: they are missing" },
	{ cut_mirror, NULL },
	{ remove_segment, "00000002.seg" },
	{ cut_segment, "cut short" },
	{ alter_head, "blobs blob " },
	{ alter_bytes, "blobs blob " },
	{ alter_key, "key the file key" },
	{ remove_key, NULL },
	{ lengthen_segment, NULL },
};

static void
test_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(files); i++) {
		bool sound = files[i].want == NULL;
		struct verify_sum sum;

		shut();
		files[i].alter();
		CHECK_ROW(i, verify(&sum) == (sound ? ERR_OK : ERR_DAMAGED));
		CHECK_ROW(i, sound || strstr(said, files[i].want) != NULL);
		if (rows_failed > 0)
			fprintf(stderr, "# said: %s\n", said);
		remove_archive();
		make_archive();
	}
	assert_int_equal(rows_failed, 0);
}

/* ---- rot ---- */

/* A byte that changes is found, or is one that nothing stands on (free pages,
 * the older of two meta pages); never is the parent harmed. In a segment every
 * byte counts. */
static void
test_rot(void **state)
{
	off_t size, step;
	unsigned found = 0, tried = 0;

	(void)state;
	shut();
	log_set_sink(tmpdir_keep_line);
	size = size_of("data.mdb");
	step = size / 150 | 1;
	for (off_t at = 0; at < size; at += step) {
		struct verify_sum sum;

		flip_file("data.mdb", at);
		found += verify(&sum) != ERR_OK;
		tried++;
		flip_file("data.mdb", at);
	}
	assert_true(found * 10 > tried);
	size = size_of("blobs/00000001.seg");
	for (off_t at = 0; at < size; at += size / 40 | 1) {
		struct verify_sum sum;

		flip_file("blobs/00000001.seg", at);
		CHECK_ROW(at, verify(&sum) == ERR_DAMAGED);
		flip_file("blobs/00000001.seg", at);
	}
	assert_int_equal(rows_failed, 0);
}

/* Cut anywhere, it is refused or found to be cut. */
static void
test_cut(void **state)
{
	char path[TMPDIR_MAX + 32];
	struct verify_sum sum;

	(void)state;
	shut();
	log_set_sink(tmpdir_keep_line);
	path_of("data.mdb", path);
	for (off_t size = size_of("data.mdb") - 4096 * 3; size > 0;
	     size -= 4096 * 7) {
		assert_int_equal(truncate(path, size), 0);
		CHECK_ROW(size, verify(&sum) != ERR_OK);
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
		CASE(test_files),
		CASE(test_rot),
		CASE(test_cut),
		CASE(test_against),
	};

	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
