/* SPDX-License-Identifier: ISC */
/* Blobs: the bytes come back, are kept once, differences stand on bases, and
 * what a crash leaves in a segment is cut off. */
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>

#include "store/archive/archive.h"
#include "store/archive/blob.h"
#include "store/archive/segment.h"
#include "store/base/digest.h"
#include "store/store.h"
#include "store/txn.h"
#include "tests/unit/tmpdir.h"
#include "tests/unit/unit.h"

enum { PAGE = 20000 };

static char dir[TMPDIR_MAX];
static struct store *st;

static int
setup(void **state)
{
	(void)state;
	rows_failed = 0;
	tmpdir_make(dir);
	return store_open(dir, STORE_WRITE, &st) == ERR_OK ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	store_close(st);
	log_set_sink(NULL);
	segment_set_max((uint64_t)256 << 20);
	tmpdir_remove(dir);
	return 0;
}

/* A page that is like all others of its kind, but for its number. */
static char *
page(unsigned n, size_t *len)
{
	char *p = mem_alloc(PAGE + 64);

	for (size_t i = 0; i < PAGE; i++)
		p[i] = (char)('a' + (i * i / 7 + i / 13) % 26);
	*len = PAGE + (size_t)snprintf(p + PAGE, 64, "<p>%u</p>", n);
	return p;
}

/* Packs, puts and commits; returns the bytes that it took. */
static uint64_t
keep(const void *data, size_t n, bool coded, const uint8_t *base,
    uint8_t sha[SHA256_LEN])
{
	uint64_t stored = 0;
	struct packed *p;
	struct txn *t;

	assert_int_equal(blob_pack(st, data, n, coded, base, &p), ERR_OK);
	memcpy(sha, blob_packed_sha(p), SHA256_LEN);
	t = txn_begin(st, TXN_WRITE);
	blob_put(t, p, &stored);
	assert_int_equal(txn_end(t), ERR_OK);
	blob_packed_free(p);
	return stored;
}

static void
check_back(const uint8_t sha[SHA256_LEN], const void *data, size_t n)
{
	struct txn *t = txn_begin(st, TXN_READ);
	char *got = NULL;
	size_t len = 0;

	assert_true(blob_has(t, sha));
	assert_int_equal(blob_get(t, sha, &got, &len), ERR_OK);
	assert_int_equal(len, n);
	assert_memory_equal(got, data, n);
	free(got);
	assert_int_equal(txn_end(t), ERR_OK);
}

static const struct {
	const char *bytes;
	size_t n;
	bool coded;
} rows[] = {
	{ "", 0, false },
	{ "a", 1, false },
	{ "short, and so stored as it is", 29, false },
	{ "twelve.twelve.twelve.twelve.twelve.twelve.twelve.", 49, false },
	{ "\x1f\x8b\x08 coded already, whatever it may be; no more work", 52,
	    true },
};

static void
test_round(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		uint8_t sha[SHA256_LEN], want[SHA256_LEN];
		uint64_t stored;

		stored =
		    keep(rows[i].bytes, rows[i].n, rows[i].coded, NULL, sha);
		digest_sha256(rows[i].bytes, rows[i].n, want);
		CHECK_ROW(i, memcmp(sha, want, SHA256_LEN) == 0);
		CHECK_ROW(i, stored >= SEGMENT_HEAD);
		CHECK_ROW(i, stored <= SEGMENT_HEAD + rows[i].n);
		check_back(sha, rows[i].bytes, rows[i].n);
		/* Kept once, whatever is asked. */
		CHECK_ROW(
		    i, keep(rows[i].bytes, rows[i].n, false, NULL, sha) == 0);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_missing(void **state)
{
	uint8_t sha[SHA256_LEN] = { 1 };
	struct txn *t = txn_begin(st, TXN_READ);
	char *data;
	size_t n;

	(void)state;
	assert_false(blob_has(t, sha));
	assert_int_equal(blob_get(t, sha, &data, &n), ERR_NOTFOUND);
	assert_int_equal(txn_end(t), ERR_OK);
}

/* Twice in one transaction, and read inside it. */
static void
test_same_transaction(void **state)
{
	uint64_t first, second;
	struct packed *p;
	struct txn *t;
	char *got;
	size_t n;

	(void)state;
	assert_int_equal(
	    blob_pack(st, "0123456789", 10, false, NULL, &p), ERR_OK);
	t = txn_begin(st, TXN_WRITE);
	blob_put(t, p, &first);
	blob_put(t, p, &second);
	assert_int_equal(first, SEGMENT_HEAD + 10);
	assert_int_equal(second, 0);
	assert_int_equal(blob_get(t, blob_packed_sha(p), &got, &n), ERR_OK);
	assert_memory_equal(got, "0123456789", 10);
	free(got);
	assert_int_equal(txn_end(t), ERR_OK);
	blob_packed_free(p);
}

/* Versions of a page: each costs a few bytes, and when the chain is full the
 * next one stands near its bottom. */
static void
test_chain(void **state)
{
	uint8_t sha[32][SHA256_LEN];
	struct blob_row row;

	(void)state;
	for (unsigned i = 0; i < 32; i++) {
		unsigned depth =
		    i < 2 ? i : 2 + (i - 2) % (SEGMENT_DEPTH_MAX - 1);
		size_t n;
		char *p = page(i, &n);
		uint64_t stored =
		    keep(p, n, false, i == 0 ? NULL : sha[i - 1], sha[i]);
		struct txn *t = txn_begin(st, TXN_READ);

		CHECK_ROW(i, blob_row_get(t, sha[i], &row));
		CHECK_ROW(i, row.depth == depth);
		CHECK_ROW(i, i == 0 || stored < 200);
		txn_abort(t);
		check_back(sha[i], p, n);
		free(p);
	}
	assert_int_equal(rows_failed, 0);
}

/* Many pages over one, made ready at the second; also over what looks like a
 * dictionary of the codec's own. */
static void
test_siblings(void **state)
{
	static const char *const heads[] = { "<!do", "\x37\xa4\x30\xec" };
	uint8_t base[SHA256_LEN], sha[SHA256_LEN];

	(void)state;
	for (unsigned i = 0; i < 10; i++) {
		size_t n;
		char *p = page(i, &n);
		uint64_t stored;

		memcpy(p, heads[i / 5], 4);
		stored = keep(p, n, false, i % 5 == 0 ? NULL : base, sha);
		if (i % 5 == 0)
			memcpy(base, sha, sizeof(base));
		CHECK_ROW(i, i % 5 == 0 || stored < 200);
		check_back(sha, p, n);
		free(p);
	}
	assert_int_equal(rows_failed, 0);
}

/* A page that has drifted far from the bottom of its chain begins a new one. */
static void
test_drift(void **state)
{
	uint8_t sha[SHA256_LEN];
	struct blob_row row = { .depth = 0 };
	size_t n;
	char *p = page(0, &n);

	(void)state;
	for (unsigned i = 0; i <= SEGMENT_DEPTH_MAX + 1; i++) {
		struct txn *t;

		/* A part of it becomes noise. */
		digest_random(p + i * 1000, 1000);
		keep(p, n, false, i == 0 ? NULL : sha, sha);
		check_back(sha, p, n);
		t = txn_begin(st, TXN_READ);
		CHECK_ROW(i, blob_row_get(t, sha, &row));
		txn_abort(t);
		CHECK_ROW(i, row.depth == i % (SEGMENT_DEPTH_MAX + 1));
	}
	free(p);
	assert_int_equal(rows_failed, 0);
}

/* A base that is not there, or not any more, is no reason to fail. */
static void
test_no_base(void **state)
{
	uint8_t none[SHA256_LEN] = { 9 }, base[SHA256_LEN], sha[SHA256_LEN];
	struct packed *packed;
	uint64_t stored;
	struct txn *t;
	struct key k;
	size_t n;
	char *p = page(1, &n), *q;

	(void)state;
	keep(p, n, false, none, base);
	check_back(base, p, n);
	free(p);
	/* Packed over a base that is lost before it is put. */
	q = page(2, &n);
	assert_int_equal(blob_pack(st, q, n, false, base, &packed), ERR_OK);
	memcpy(sha, blob_packed_sha(packed), SHA256_LEN);
	t = txn_begin(st, TXN_WRITE);
	key_init(&k);
	key_bytes(&k, base, SHA256_LEN);
	assert_true(txn_del(t, DB_BLOB, &k));
	blob_put(t, packed, &stored);
	assert_int_equal(txn_end(t), ERR_OK);
	blob_packed_free(packed);
	assert_true(stored > 500); /* it stands alone */
	check_back(sha, q, n);
	free(q);
}

static void
segment_file(unsigned number, char path[TMPDIR_MAX + 32])
{
	snprintf(path, TMPDIR_MAX + 32, "%s/blobs/%08u.seg", dir, number);
}

static off_t
segment_size(unsigned number)
{
	char path[TMPDIR_MAX + 32];
	struct stat sb;

	segment_file(number, path);
	return stat(path, &sb) == 0 ? sb.st_size : -1;
}

/* What an unfinished transaction left is cut off, by itself and by the next
 * process. */
static void
test_cut(void **state)
{
	char path[TMPDIR_MAX + 32];
	uint8_t sha[SHA256_LEN];
	struct packed *p;
	uint64_t stored;
	struct txn *t;
	off_t before;
	int fd;

	(void)state;
	keep("first", 5, false, NULL, sha);
	before = segment_size(1);
	assert_int_equal(blob_pack(st, "second", 6, false, NULL, &p), ERR_OK);
	t = txn_begin(st, TXN_WRITE);
	blob_put(t, p, &stored);
	assert_true(segment_size(1) > before);
	txn_abort(t);
	blob_packed_free(p);
	assert_int_equal(segment_size(1), before);
	store_close(st);
	segment_file(1, path);
	fd = open(path, O_WRONLY | O_APPEND);
	assert_int_equal(write(fd, "left by a crash", 15), 15);
	close(fd);
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	keep("third", 5, false, NULL, sha);
	assert_int_equal(segment_size(1), before + SEGMENT_HEAD + 5);
	check_back(sha, "third", 5);
}

/* A disk that keeps something else: nothing of it is committed. */
static void
test_read_back(void **state)
{
	char path[TMPDIR_MAX + 32];
	struct packed *p;
	uint64_t stored;
	struct txn *t;
	int fd;

	(void)state;
	assert_int_equal(
	    blob_pack(st, "what is kept", 12, false, NULL, &p), ERR_OK);
	t = txn_begin(st, TXN_WRITE);
	blob_put(t, p, &stored);
	segment_file(1, path);
	fd = open(path, O_WRONLY);
	assert_int_equal(pwrite(fd, "X", 1, SEGMENT_HEAD + 5), 1);
	close(fd);
	log_set_sink(tmpdir_keep_line);
	assert_int_equal(txn_end(t), ERR_DAMAGED);
	assert_non_null(strstr(tmpdir_logged, "does not read back"));
	t = txn_begin(st, TXN_READ);
	assert_false(blob_has(t, blob_packed_sha(p)));
	txn_abort(t);
	blob_packed_free(p);
}

static void
test_segments_roll(void **state)
{
	uint8_t sha[20][SHA256_LEN];
	char text[301];

	(void)state;
	segment_set_max(1000);
	for (unsigned i = 0; i < 20; i++) {
		snprintf(text, sizeof(text), "%0300u", i);
		keep(text, 300, true, NULL, sha[i]);
	}
	assert_int_equal(segment_size(1), 2 * (300 + SEGMENT_HEAD));
	assert_int_equal(segment_size(10), 2 * (300 + SEGMENT_HEAD));
	assert_int_equal(segment_size(11), -1);
	for (unsigned i = 0; i < 20; i++) {
		snprintf(text, sizeof(text), "%0300u", i);
		check_back(sha[i], text, 300);
	}
}

static void
test_damaged(void **state)
{
	char path[TMPDIR_MAX + 32], *data;
	uint8_t sha[SHA256_LEN];
	struct txn *t;
	size_t n;
	int fd;

	(void)state;
	keep("some bytes that will rot", 24, false, NULL, sha);
	segment_file(1, path);
	fd = open(path, O_WRONLY);
	assert_int_equal(pwrite(fd, "X", 1, SEGMENT_HEAD + 3), 1);
	log_set_sink(tmpdir_keep_line);
	t = txn_begin(st, TXN_READ);
	assert_int_equal(blob_get(t, sha, &data, &n), ERR_DAMAGED);
	assert_non_null(strstr(tmpdir_logged, "its bytes are not those"));
	assert_int_equal(pwrite(fd, "X", 1, 3), 1);
	assert_int_equal(blob_get(t, sha, &data, &n), ERR_DAMAGED);
	assert_non_null(strstr(tmpdir_logged, "its header"));
	assert_int_equal(ftruncate(fd, 20), 0);
	assert_int_equal(blob_get(t, sha, &data, &n), ERR_DAMAGED);
	assert_non_null(strstr(tmpdir_logged, "cut short"));
	close(fd);
	unlink(path);
	assert_int_equal(blob_get(t, sha, &data, &n), ERR_DAMAGED);
	txn_abort(t);
}

/* ---- threads ---- */

enum { PACKERS = 4, PACKED_EACH = 40 };

struct packer {
	pthread_t thread;
	unsigned first;
	uint8_t base[SHA256_LEN];
	struct packed *p[PACKED_EACH];
};

/* A worker: packs over a base that all share, and reads it meanwhile. */
static void *
pack_all(void *arg)
{
	struct packer *w = arg;

	for (unsigned i = 0; i < PACKED_EACH; i++) {
		size_t n, m;
		char *text = page(w->first + i, &n), *got;
		struct txn *t;

		if (blob_pack(st, text, n, false, w->base, &w->p[i]) != ERR_OK)
			return arg;
		free(text);
		t = txn_begin(st, TXN_READ);
		if (blob_get(t, w->base, &got, &m) == ERR_OK)
			free(got);
		txn_abort(t);
	}
	return NULL;
}

/* Workers pack while the writer commits and the map grows under them. */
static void
test_threads(void **state)
{
	static struct packer all[PACKERS];
	uint8_t base[SHA256_LEN], sha[SHA256_LEN];
	size_t n;
	char *text = page(0, &n);

	(void)state;
	store_close(st);
	env_set_map_start((size_t)1 << 20);
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	env_set_map_start((size_t)1 << 30);
	keep(text, n, false, NULL, base);
	free(text);
	for (unsigned i = 0; i < PACKERS; i++) {
		all[i].first = 1 + i * PACKED_EACH;
		memcpy(all[i].base, base, SHA256_LEN);
		assert_int_equal(
		    pthread_create(&all[i].thread, NULL, pack_all, &all[i]), 0);
	}
	for (unsigned i = 0; i < 50; i++) {
		text = page(1000 + i, &n);
		keep(text, n, false, base, sha);
		check_back(sha, text, n);
		free(text);
		if (i % 10 == 9)
			env_need_room(st);
	}
	for (unsigned i = 0; i < PACKERS; i++) {
		void *failed;

		pthread_join(all[i].thread, &failed);
		assert_null(failed);
		for (unsigned k = 0; k < PACKED_EACH; k++) {
			uint64_t stored = 0;
			struct txn *t = txn_begin(st, TXN_WRITE);

			blob_put(t, all[i].p[k], &stored);
			assert_int_equal(txn_end(t), ERR_OK);
			CHECK_ROW(k, stored > 0 && stored < 200);
			blob_packed_free(all[i].p[k]);
		}
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(test_round),
		CASE(test_missing),
		CASE(test_same_transaction),
		CASE(test_chain),
		CASE(test_siblings),
		CASE(test_drift),
		CASE(test_no_base),
		CASE(test_cut),
		CASE(test_read_back),
		CASE(test_segments_roll),
		CASE(test_damaged),
		CASE(test_threads),
	};

	return cmocka_run_group_tests_name("blob", tests, NULL, NULL);
}
