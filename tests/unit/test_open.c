/* SPDX-License-Identifier: ISC */
/* Opening an archive: made, refused, cut short, newer; and the sweep's lock. */
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/cursor.h"
#include "store/txn.h"
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
	tmpdir_remove(dir);
	return 0;
}

enum { FILL = 64, FILL_BYTES = 16 * 1024 };

static enum err
fill(struct txn *t, void *arg)
{
	static char block[FILL_BYTES];
	struct key k;

	(void)arg;
	for (uint64_t i = 0; i < FILL; i++) {
		key_of_u64(&k, i + 1);
		txn_put(t, DB_HOST, &k, block, sizeof(block));
	}
	return txn_err(t);
}

static void
test_open_errors(void **state)
{
	char file[TMPDIR_MAX + 16], below[TMPDIR_MAX + 32];
	struct store *st = NULL;
	FILE *f;

	(void)state;
	log_set_sink(tmpdir_keep_line);
	assert_int_equal(store_open(dir, STORE_READ, &st), ERR_NOTFOUND);
	assert_non_null(strstr(tmpdir_logged, "no archive here"));
	snprintf(file, sizeof(file), "%s/file", dir);
	f = fopen(file, "w");
	assert_non_null(f);
	fputs("not a directory", f);
	fclose(f);
	assert_int_equal(store_open(file, STORE_WRITE, &st), ERR_SYS);
	assert_non_null(strstr(tmpdir_logged, "a file is in the way"));
	assert_int_equal(store_open(file, STORE_READ, &st), ERR_NOTFOUND);
	snprintf(below, sizeof(below), "%s/archive", file);
	assert_int_equal(store_open(below, STORE_WRITE, &st), ERR_SYS);
	/* A data.mdb that is none. */
	snprintf(file, sizeof(file), "%s/data.mdb", dir);
	f = fopen(file, "w");
	assert_non_null(f);
	for (int i = 0; i < 9000; i++)
		fputc('x', f);
	fclose(f);
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_DAMAGED);
	assert_non_null(strstr(tmpdir_logged, "not an archive"));
	assert_null(st);
}

static void
test_newer(void **state)
{
	struct store *st;
	struct txn *t;
	struct key k;

	(void)state;
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	t = txn_begin(st, TXN_WRITE);
	key_of_text(&k, "schema");
	txn_put_uint(t, DB_META, &k, STORE_SCHEMA + 1);
	assert_int_equal(txn_end(t), ERR_OK);
	store_close(st);
	log_set_sink(tmpdir_keep_line);
	assert_int_equal(store_open(dir, STORE_READ, &st), ERR_VERSION);
	assert_non_null(strstr(tmpdir_logged,
	    "written by a newer vigie (schema 2, this one knows 1) "
	    "(upgrade vigie)"));
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_VERSION);
}

static void
test_made(void **state)
{
	char path[TMPDIR_MAX + 32];
	struct store *st;
	struct stat sb;

	(void)state;
	snprintf(path, sizeof(path), "%s/a/b/archive", dir);
	assert_int_equal(store_open(path, STORE_WRITE, &st), ERR_OK);
	assert_string_equal(store_dir(st), path);
	store_close(st);
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_mode & 07777, 0700);
	snprintf(path, sizeof(path), "%s/a/b/archive/key", dir);
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_mode & 07777, 0600);
}

/* An incomplete copy must not end in SIGBUS. */
static void
test_cut_short(void **state)
{
	char path[TMPDIR_MAX + 16];
	struct store *st;

	(void)state;
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	for (int i = 0; i < 12; i++) {
		struct txn *t = txn_begin(st, TXN_WRITE);

		(void)fill(t, NULL);
		txn_clear(t, DB_HOSTID);
		assert_int_equal(txn_end(t), ERR_OK);
	}
	store_close(st);
	snprintf(path, sizeof(path), "%s/data.mdb", dir);
	assert_int_equal(truncate(path, 16384), 0);
	log_set_sink(tmpdir_keep_line);
	assert_int_equal(store_open(dir, STORE_READ, &st), ERR_DAMAGED);
	assert_non_null(strstr(tmpdir_logged, "are there"));
}

/* A database that an archive does not have yet reads as empty, and is made when
 * the archive is opened for writing. */
static void
test_missing_db(void **state)
{
	struct store *st;
	struct cursor c;
	struct txn *t;
	struct key k;
	struct val v;

	(void)state;
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	t = txn_begin(st, TXN_WRITE);
	assert_int_equal(mdb_drop(t->mdb, st->dbi[DB_HOST], 1), 0);
	assert_int_equal(txn_end(t), ERR_OK);
	store_close(st);
	assert_int_equal(store_open(dir, STORE_READ, &st), ERR_OK);
	t = txn_begin(st, TXN_READ);
	key_of_u64(&k, 1);
	assert_false(txn_get(t, DB_HOST, &k, &v));
	assert_int_equal(txn_count(t, DB_HOST), 0);
	assert_int_equal(txn_next_u64(t, DB_HOST), 0);
	cursor_open(&c, t, DB_HOST);
	assert_false(cursor_first(&c));
	assert_false(cursor_seek(&c, &k));
	assert_false(cursor_after_dup(&c, &k, "a", 1));
	cursor_del(&c);
	cursor_close(&c);
	assert_int_equal(txn_end(t), ERR_OK);
	store_close(st);
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	t = txn_begin(st, TXN_WRITE);
	txn_put_uint(t, DB_HOST, &k, 300);
	assert_int_equal(txn_get_uint(t, DB_HOST, &k, 0), 300);
	assert_int_equal(txn_end(t), ERR_OK);
	store_close(st);
}

/* SIGBUS ends the process with the status of a damaged archive. */
static void
test_catch(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(9);
		store_catch_damage();
		raise(SIGBUS);
		_exit(9);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), err_status(ERR_DAMAGED));
}

/* ---- the lock ---- */

static void
test_lock(void **state)
{
	struct store *st;
	char pid_text[32];
	int status;
	pid_t pid;

	(void)state;
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	assert_int_equal(store_lock(st), ERR_OK);
	snprintf(pid_text, sizeof(pid_text), "process %ld,", (long)getpid());
	pid = fork();
	if (pid == 0) {
		struct store *other;
		enum err e;

		log_set_sink(tmpdir_keep_line);
		if (store_open(dir, STORE_WRITE, &other) != ERR_OK)
			_exit(1);
		e = store_lock(other);
		_exit(e == ERR_BUSY && strstr(tmpdir_logged, pid_text) != NULL
			  ? 0
			  : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	store_close(st);
	assert_int_equal(store_open(dir, STORE_WRITE, &st), ERR_OK);
	assert_int_equal(store_lock(st), ERR_OK); /* given up by closing */
	store_close(st);
}

int
main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(test_open_errors),
		CASE(test_newer),
		CASE(test_made),
		CASE(test_cut_short),
		CASE(test_missing_db),
		CASE(test_catch),
		CASE(test_lock),
	};

	return cmocka_run_group_tests_name("open", tests, NULL, NULL);
}
