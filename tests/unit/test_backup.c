/* SPDX-License-Identifier: ISC */
/* A backup that is written to says so in its log, once. */
#include <stdio.h>

#include "tests/unit/tmpstore.h"

static char copy[TMPDIR_MAX + 8];

static void
make_copy(void)
{
	struct backup_sum sum;
	struct store *st;

	snprintf(copy, sizeof(copy), "%s-copy", tmpstore_dir);
	assert_int_equal(store_open(tmpstore_dir, STORE_READ, &st), ERR_OK);
	assert_int_equal(store_backup(st, copy, &sum), ERR_OK);
	store_close(st);
}

/* The leaf at the end of the log in a directory. */
static char *
last_leaf(const char *dir, enum store_mode mode, uint64_t *size)
{
	struct store *st;
	struct txn *t;
	char *leaf = NULL;
	size_t n;

	assert_int_equal(store_open(dir, mode, &st), ERR_OK);
	t = txn_begin(st, TXN_READ);
	*size = log_size(t);
	assert_int_equal(log_get(t, *size - 1, &leaf, &n), ERR_OK);
	txn_abort(t);
	store_close(st);
	return leaf;
}

static void
test_restored(void **state)
{
	uint64_t before, size;
	char *leaf;

	(void)state;
	store_close(tmpstore);
	tmpstore = NULL;
	make_copy();
	leaf = last_leaf(copy, STORE_READ, &before);
	assert_null(strstr(leaf, "restored")); /* reading is no change */
	free(leaf);
	leaf = last_leaf(copy, STORE_WRITE, &size);
	assert_int_equal(size, before + 1);
	assert_non_null(strstr(leaf, "\"type\":\"restored\""));
	assert_non_null(strstr(leaf, "\"backup_of\":\"/"));
	assert_non_null(strstr(leaf, "\"from_size\":2"));
	free(leaf);
	leaf = last_leaf(copy, STORE_WRITE, &size);
	assert_int_equal(size, before + 1);
	free(leaf);
	tmpdir_remove(copy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_restored),
	};

	return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
