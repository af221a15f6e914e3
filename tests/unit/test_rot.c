/* SPDX-License-Identifier: ISC */
/* Verification of files that rot, are cut, altered or lost: it is found, or
 * nothing stands on it; and a damaged file never harms who asked. */
#include <fcntl.h>
#include <lmdb.h>
#include <sys/stat.h>

#include "tests/unit/sample.h"

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
		CHECK_ROW(
		    i, verify_here(&sum) == (sound ? ERR_OK : ERR_DAMAGED));
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
 * byte counts, but for a bit or two that zstd does not read. */
static void
test_rot(void **state)
{
	off_t size, step;
	unsigned found = 0, tried = 0, unread = 0;

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
		unread += verify(&sum) != ERR_DAMAGED;
		flip_file("blobs/00000001.seg", at);
	}
	assert_in_range(unread, 0, 2);
}

/* The bytes of data.mdb that LMDB has used so far: what is behind them may go.
 */
static off_t
used_bytes(const char *archive)
{
	MDB_env *env;
	MDB_envinfo info;
	MDB_stat stat;

	assert_int_equal(mdb_env_create(&env), 0);
	assert_int_equal(mdb_env_open(env, archive, MDB_RDONLY, 0600), 0);
	assert_int_equal(mdb_env_info(env, &info), 0);
	assert_int_equal(mdb_env_stat(env, &stat), 0);
	mdb_env_close(env);
	return (off_t)(info.me_last_pgno + 1) * (off_t)stat.ms_psize;
}

/* Cut anywhere, it is refused or found to be cut. */
static void
test_cut(void **state)
{
	char path[TMPDIR_MAX + 32];
	struct verify_sum sum;
	off_t used;

	(void)state;
	shut();
	log_set_sink(tmpdir_keep_line);
	path_of("data.mdb", path);
	/* A few pages may be off after a crash (store/env.c). */
	used = used_bytes(dir);
	for (off_t size = used - used / 8 - (off_t)4096 * 3; size > 0;
	     size -= (off_t)4096 * 7) {
		assert_int_equal(truncate(path, size), 0);
		CHECK_ROW(size, verify(&sum) != ERR_OK);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(test_files),
		CASE(test_rot),
		CASE(test_cut),
	};

	return cmocka_run_group_tests_name("rot", tests, NULL, NULL);
}
