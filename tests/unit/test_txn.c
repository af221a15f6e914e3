/* SPDX-License-Identifier: ISC */
/* Transactions that remember their first error, cursors, the map that grows. */
#include "store/txn.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/cursor.h"
#include "tests/unit/tmpdir.h"
#include "tests/unit/unit.h"

static char dir[TMPDIR_MAX];

static int
setup(void **state)
{
	(void)state;
	rows_failed = 0;
	tmpdir_logged[0] = '\0';
	tmpdir_make(dir);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	log_set_sink(NULL);
	env_set_map_start((size_t)1 << 30);
	tmpdir_remove(dir);
	return 0;
}

static void
test_first_error(void **state)
{
	struct store *st;
	struct txn *t;
	struct key k;
	struct val v;

	(void)state;
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	key_of_u64(&k, 7);
	t = txn_begin(st, TXN_WRITE);
	txn_put(t, DB_HOST, &k, "a", 1);
	assert_true(txn_has(t, DB_HOST, &k));
	assert_int_equal(txn_fail(t, ERR_PARSE), ERR_PARSE);
	assert_int_equal(txn_fail(t, ERR_NET), ERR_PARSE);
	txn_put(t, DB_HOST, &k, "b", 1);
	assert_false(txn_get(t, DB_HOST, &k, &v));
	assert_int_equal(txn_end(t), ERR_PARSE);
	t = txn_begin(st, TXN_READ);
	assert_false(txn_has(t, DB_HOST, &k)); /* nothing was written */
	assert_int_equal(txn_end(t), ERR_OK);
	store_close(st);
}

static void
test_cursor(void **state)
{
	struct cursor c;
	struct store *st;
	struct txn *t;
	struct key k;
	uint64_t n = 0;
	bool ok;

	(void)state;
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	t = txn_begin(st, TXN_WRITE);
	for (uint64_t i = 10; i < 20; i++) {
		key_of_u64(&k, i);
		txn_put_uint(t, DB_HOST, &k, i);
	}
	assert_int_equal(txn_next_u64(t, DB_HOST), 20);
	assert_int_equal(txn_count(t, DB_HOST), 10);
	cursor_open(&c, t, DB_HOST);
	key_of_u64(&k, 15);
	assert_true(cursor_before(&c, &k));
	assert_int_equal(key_read_u64(c.key.data), 14);
	key_of_u64(&k, 99);
	assert_false(cursor_seek(&c, &k));
	assert_true(cursor_before(&c, &k));
	assert_int_equal(key_read_u64(c.key.data), 19);
	key_of_u64(&k, 10);
	assert_false(cursor_before(&c, &k));
	for (ok = cursor_first(&c); ok; ok = cursor_next(&c), n++)
		if (n % 2 == 0)
			cursor_del(&c);
	assert_int_equal(n, 10); /* each was met, also behind a deleted one */
	cursor_close(&c);
	assert_int_equal(txn_count(t, DB_HOST), 5);
	txn_clear(t, DB_HOST);
	assert_int_equal(txn_count(t, DB_HOST), 0);
	txn_abort(t);
	store_close(st);
}

static void
test_dups(void **state)
{
	struct cursor c;
	struct store *st;
	struct txn *t;
	struct key k;

	(void)state;
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	t = txn_begin(st, TXN_WRITE);
	key_of_text(&k, "base");
	txn_put(t, DB_DEPENDANT, &k, "b", 1);
	txn_put(t, DB_DEPENDANT, &k, "a", 1);
	txn_put(t, DB_DEPENDANT, &k, "a", 1); /* a pair is there once */
	cursor_open(&c, t, DB_DEPENDANT);
	assert_true(cursor_find(&c, &k));
	assert_memory_equal(c.val.data, "a", 1);
	assert_true(cursor_next_dup(&c));
	assert_false(cursor_next_dup(&c));
	assert_true(cursor_after_dup(&c, &k, "a", 1));
	assert_memory_equal(c.val.data, "b", 1);
	assert_false(cursor_after_dup(&c, &k, "b", 1));
	cursor_close(&c);
	assert_true(txn_del_pair(t, DB_DEPENDANT, &k, "a", 1));
	assert_false(txn_del_pair(t, DB_DEPENDANT, &k, "a", 1));
	assert_int_equal(txn_end(t), ERR_OK);
	store_close(st);
}

/* ---- the map ---- */

enum { FILL = 64, FILL_BYTES = 16 * 1024 };

static enum err
fill(struct txn *t, void *arg)
{
	static char block[FILL_BYTES];
	struct key k;

	++*(int *)arg;
	for (uint64_t i = 0; i < FILL; i++) {
		key_of_u64(&k, i + 1);
		txn_put(t, DB_HOST, &k, block, sizeof(block));
	}
	return txn_err(t);
}

static void
test_grows(void **state)
{
	struct store *st;
	struct txn *t;
	int tries = 0;

	(void)state;
	env_set_map_start((size_t)512 * 1024);
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	assert_int_equal(store_batch(st, fill, &tries), ERR_OK);
	assert_true(tries > 1);
	t = txn_begin(st, TXN_READ);
	assert_int_equal(txn_count(t, DB_HOST), FILL);
	txn_abort(t);
	store_close(st);
}

/* A transaction by itself fails, says so, and the next one has room. */
static void
test_full_once(void **state)
{
	struct store *st;
	int tries = 0;
	enum err e = ERR_LIMIT;

	(void)state;
	env_set_map_start((size_t)512 * 1024);
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	for (int i = 0; i < 8 && e == ERR_LIMIT; i++) {
		struct txn *t = txn_begin(st, TXN_WRITE);

		(void)fill(t, &tries);
		e = txn_end(t);
	}
	assert_int_equal(e, ERR_OK);
	assert_true(tries > 1);
	store_close(st);
}

/* Another process grows the map while this one has it open: seen, taken over,
 * and never a torn read. */
static void
test_grown_by_another(void **state)
{
	struct store *st;
	struct txn *t;
	int status, tries = 0;
	pid_t pid;

	(void)state;
	env_set_map_start((size_t)512 * 1024);
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	store_close(st);
	pid = fork();
	if (pid == 0) {
		/* Once the parent has it open: it waits for a byte. */
		char path[TMPDIR_MAX + 8];
		struct stat sb;
		enum err e;

		snprintf(path, sizeof(path), "%s/go", dir);
		while (stat(path, &sb) != 0)
			usleep(1000);
		e = store_open(dir, STORE_WRITE, &st);
		if (e == ERR_OK)
			e = store_batch(st, fill, &tries);
		_exit(e == ERR_OK ? 0 : 1);
	}
	assert_true(pid > 0);
	assert_int_equal(store_open(dir, STORE_READ, &st), ERR_OK);
	{
		char path[TMPDIR_MAX + 8];

		snprintf(path, sizeof(path), "%s/go", dir);
		close(open(path, O_CREAT | O_WRONLY, 0600));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	t = txn_begin(st, TXN_READ);
	assert_int_equal(txn_count(t, DB_HOST), FILL);
	assert_int_equal(txn_end(t), ERR_OK);
	store_close(st);
}

/* A read inside a read, in one thread. */
static void
test_nested_reads(void **state)
{
	struct store *st;
	struct txn *a, *b;

	(void)state;
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	a = txn_begin(st, TXN_READ);
	b = txn_begin(st, TXN_READ);
	assert_int_equal(log_size(a), 2);
	assert_int_equal(log_size(b), 2);
	assert_int_equal(txn_end(b), ERR_OK);
	assert_int_equal(txn_end(a), ERR_OK);
	store_close(st);
}

/* What has no sense where it stands is said once, and ends the transaction. */
static void
test_damaged_value(void **state)
{
	struct store *st;
	struct txn *t;
	struct key k;

	(void)state;
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	log_set_sink(tmpdir_keep_line);
	t = txn_begin(st, TXN_WRITE);
	key_of_text(&k, "odd");
	txn_put(t, DB_HOST, &k, "\xff\xff", 2);
	assert_int_equal(txn_get_uint(t, DB_HOST, &k, 5), 5);
	assert_non_null(strstr(tmpdir_logged, "a number in host"));
	assert_int_equal(txn_err(t), ERR_DAMAGED);
	txn_abort(t);
	t = txn_begin(st, TXN_WRITE);
	txn_put(t, DB_HOST, &k, "x", 1);
	assert_int_equal(txn_next_u64(t, DB_HOST), 0);
	assert_non_null(strstr(tmpdir_logged, "a key of host"));
	txn_abort(t);
	store_close(st);
}

static const struct {
	int rc;
	enum err want;
	const char *words;
} codes[] = {
	{ ENOSPC, ERR_FULL, "free some space" },
	{ EDQUOT, ERR_FULL, "free some space" },
	{ EACCES, ERR_SYS, "check owner and mode" },
	{ EIO, ERR_SYS, "X: " },
	{ MDB_CORRUPTED, ERR_DAMAGED, "run `vigie verify`" },
	{ MDB_PANIC, ERR_DAMAGED, "run `vigie verify`" },
	{ MDB_INVALID, ERR_DAMAGED, "not an archive" },
	{ MDB_READERS_FULL, ERR_DB, "try again later" },
	{ MDB_BAD_TXN, ERR_DB, "X: " },
};

static void
test_codes(void **state)
{
	(void)state;
	log_set_sink(tmpdir_keep_line);
	for (size_t i = 0; i < NELEM(codes); i++) {
		tmpdir_logged[0] = '\0';
		CHECK_ROW(i, env_log(codes[i].rc, "X") == codes[i].want);
		CHECK_ROW(i, strstr(tmpdir_logged, codes[i].words) != NULL);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(test_first_error),
		CASE(test_cursor),
		CASE(test_dups),
		CASE(test_grows),
		CASE(test_full_once),
		CASE(test_grown_by_another),
		CASE(test_nested_reads),
		CASE(test_damaged_value),
		CASE(test_codes),
	};

	return cmocka_run_group_tests_name("txn", tests, NULL, NULL);
}
