/* SPDX-License-Identifier: ISC */
/* Forgetting: the bytes are gone from the files, what stood on them is whole,
 * the log verifies. */
#define _GNU_SOURCE /* memmem */
#include "store/archive/blob.h"

#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "store/archive/erase.h"
#include "tests/unit/tmpstore.h"

enum { PAGES = 40, BODY = 3000, WORD = 200, FIRST_BODY = 7 };

static uint8_t shas[PAGES][SHA256_LEN];
static char bodies[PAGES][BODY];

/* Pages of one site: they share all but a passage of their own. */
static void
make_bodies(void)
{
	static char shared[BODY];
	uint8_t noise[BODY];

	digest_random(noise, sizeof(noise));
	for (size_t i = 0; i < BODY; i++)
		shared[i] = (char)('!' + noise[i] % 90);
	for (size_t i = 0; i < PAGES; i++) {
		memcpy(bodies[i], shared, BODY);
		digest_random(noise, WORD);
		for (size_t k = 0; k < WORD; k++)
			bodies[i][i * 37 + k] = (char)('!' + noise[k] % 90);
		digest_sha256(bodies[i], BODY, shas[i]);
	}
}

/* base: the page that it is packed over, or -1. */
static void
put_page(int i, int base)
{
	struct packed *p;
	struct txn *t;
	char hex[SHA256_HEX], m[512];
	uint64_t stored, seq, number;
	int n;

	assert_int_equal(blob_pack(tmpstore, bodies[i], BODY, false,
			     base < 0 ? NULL : shas[base], &p),
	    ERR_OK);
	t = tmpstore_write();
	blob_put(t, p, &stored);
	digest_hex(shas[i], SHA256_LEN, hex);
	number = snapshot_next(t);
	n = snprintf(m, sizeof(m),
	    "\"snapshot\":%" PRIu64 ",\"at\":\"2026-11-21T00:00:00Z\","
	    "\"url\":\"http://a/x\",\"secret\":\"%.60s\",\"blobs\":[\"%s\"]",
	    number, "kept in the text of the leaf", hex);
	snapshot_put(t, number, "http://a/x", "capture", m, (size_t)n, &seq);
	tmpstore_end(t);
	blob_packed_free(p);
}

static bool
reads_as_before(int i)
{
	struct txn *t = txn_begin(tmpstore, TXN_READ);
	char *data = NULL;
	size_t n = 0;
	bool ok = blob_get(t, shas[i], &data, &n) == ERR_OK && n == BODY &&
		  memcmp(data, bodies[i], BODY) == 0;

	free(data);
	txn_abort(t);
	return ok;
}

static void
place_of(int i, struct blob_row *row)
{
	struct txn *t = txn_begin(tmpstore, TXN_READ);

	assert_true(blob_row_get(t, shas[i], row));
	txn_abort(t);
}

static bool
is_zero_at(const struct blob_row *row)
{
	char path[TMPDIR_MAX + SEGMENT_PATH_MAX], name[SEGMENT_PATH_MAX];
	static char got[BODY * 2], zeros[BODY * 2];
	int fd;
	ssize_t n;

	segment_path(row->place.number, name);
	snprintf(path, sizeof(path), "%s/%s", tmpstore_dir, name);
	fd = open(path, O_RDONLY);
	n = pread(fd, got, row->stored_len,
	    (off_t)(row->place.offset + segment_head_len(row->codec)));
	close(fd);
	return n == (ssize_t)row->stored_len &&
	       memcmp(got, zeros, (size_t)n) == 0;
}

static void
hear(const struct verify_line *line, void *arg)
{
	(void)arg;
	if (!line->ok)
		fprintf(
		    stderr, "# %s %s: %s\n", line->check, line->of, line->why);
}

static bool
is_whole(void)
{
	struct verify_sum sum;
	enum err e;

	store_close(tmpstore);
	e = archive_verify(tmpstore_dir, hear, NULL, &sum);
	assert_int_equal(
	    store_open(tmpstore_dir, STORE_WRITE, &tmpstore), ERR_OK);
	return e == ERR_OK;
}

static bool
forget(uint64_t snapshot)
{
	struct forget_sum sum;

	return store_forget(tmpstore, &snapshot, 1, NULL, "test", &sum) ==
		   ERR_OK &&
	       sum.records == 1;
}

/* How pages stand on one another, and which are forgotten, in turn. */
static const struct {
	const char *name;
	int base[PAGES]; /* of page i; -1: alone, -2: no such page */
	int forget[4];   /* -1 ends them */
} rows[] = {
	{ "alone", { -1, -2 }, { 0, -1 } },
	{ "a base of many", { -1, 0, 0, 0, 0, 0, -2 }, { 0, -1 } },
	{ "the end of a chain", { -1, 0, 1, 2, 3, -2 }, { 4, -1 } },
	{ "the middle of a chain", { -1, 0, 1, 2, 3, -2 }, { 2, -1 } },
	{ "the head of a chain", { -1, 0, 1, 2, 3, 4, 5, 6, 7, -2 },
	    { 0, -1 } },
	{ "a tree, from its root down",
	    { -1, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 6, -2 }, { 0, 2, 6, -1 } },
	{ "a tree, from a leaf up", { -1, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 6, -2 },
	    { 10, 6, 0, -1 } },
	{ "all of a chain", { -1, 0, 1, 2, -2 }, { 0, 1, 2, -1 } },
};

static bool
was_forgotten(size_t row, int page)
{
	for (size_t k = 0; k < 4 && rows[row].forget[k] >= 0; k++)
		if (rows[row].forget[k] == page)
			return true;
	return false;
}

static void
run_row(size_t i)
{
	struct blob_row before[4];
	int n = 0;

	make_bodies();
	for (; rows[i].base[n] != -2; n++)
		put_page(n, rows[i].base[n]);
	for (size_t k = 0; k < 4 && rows[i].forget[k] >= 0; k++) {
		place_of(rows[i].forget[k], &before[k]);
		CHECK_ROW(i, forget((uint64_t)rows[i].forget[k] + 1));
		CHECK_ROW(i, is_zero_at(&before[k]));
	}
	for (int p = 0; p < n; p++)
		CHECK_ROW(i, reads_as_before(p) == !was_forgotten(i, p));
	CHECK_ROW(i, is_whole());
}

static void
test_trees(void **state)
{
	for (size_t i = 0; i < NELEM(rows); i++) {
		int failed = rows_failed;

		run_row(i);
		if (rows_failed > failed)
			fprintf(stderr, "# in: %s\n", rows[i].name);
		tmpstore_teardown(state);
		rows_failed += failed;
		failed = rows_failed;
		assert_int_equal(tmpstore_setup(state), 0);
		rows_failed = failed;
	}
	assert_int_equal(rows_failed, 0);
}

static char *
slurp(const char *name, size_t *n)
{
	char path[TMPDIR_MAX + 64];
	struct buf b;
	char chunk[4096];
	size_t got;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", tmpstore_dir, name);
	f = fopen(path, "rb");
	assert_non_null(f);
	buf_init(&b, (size_t)1 << 30);
	while ((got = fread(chunk, 1, sizeof(chunk), f)) > 0)
		assert_int_equal(buf_add(&b, chunk, got), ERR_OK);
	fclose(f);
	return buf_take(&b, n);
}

/* The packed text of a leaf, as it lies in the file: also where the process
 * that forgets is the one that wrote it, whose buffers LMDB uses again. */
static void
test_text_is_gone(void **state)
{
	struct txn *t;
	struct key k;
	struct val v;
	char *packed, *file;
	size_t n, len;

	(void)state;
	make_bodies();
	for (int i = 0; i < 10; i++)
		put_page(i, i == 0 ? -1 : 0);
	t = txn_begin(tmpstore, TXN_READ);
	key_of_u64(&k, 2 + 4); /* behind the archive's first two leaves */
	assert_true(txn_get(t, DB_LEAF, &k, &v));
	len = v.len;
	packed = txn_copy(&v);
	txn_abort(t);
	file = slurp("data.mdb", &n);
	assert_non_null(memmem(file, n, packed, len));
	free(file);
	assert_true(forget(5));
	file = slurp("data.mdb", &n);
	assert_null(memmem(file, n, packed, len));
	free(file);
	free(packed);
}

/* Bytes that another record names stay. */
static void
test_shared(void **state)
{
	const uint64_t one = 1, both[] = { 1, 2 };
	struct forget_sum sum;

	(void)state;
	make_bodies();
	put_page(0, -1);
	put_page(0, -1);
	assert_int_equal(
	    store_forget(tmpstore, &one, 1, NULL, "test", &sum), ERR_OK);
	assert_int_equal(sum.shared, 1);
	assert_int_equal(sum.contents, 0);
	assert_true(reads_as_before(0));
	assert_true(is_whole());
	assert_int_equal(
	    store_forget(tmpstore, both, 2, NULL, "test", &sum), ERR_OK);
	assert_int_equal(sum.records, 1);
	assert_int_equal(sum.contents, 1);
	assert_false(reads_as_before(0));
	assert_true(is_whole());
}

/* A leaf that is gone without a purge, and one whose purge names another. */
static void
test_without_right(void **state)
{
	struct verify_sum sum;
	struct txn *t;
	struct key k;

	(void)state;
	make_bodies();
	put_page(0, -1);
	put_page(1, -1);
	assert_true(forget(1));
	t = tmpstore_write();
	key_of_u64(&k, 3);
	assert_true(txn_del(t, DB_LEAF, &k));
	tmpstore_end(t);
	store_close(tmpstore);
	tmpstore = NULL;
	assert_int_equal(
	    archive_verify(tmpstore_dir, hear, NULL, &sum), ERR_DAMAGED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_trees),
		TMPSTORE_TEST(test_text_is_gone),
		TMPSTORE_TEST(test_shared),
		TMPSTORE_TEST(test_without_right),
	};

	return cmocka_run_group_tests_name("forget", tests, NULL, NULL);
}
