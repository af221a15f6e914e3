/* SPDX-License-Identifier: ISC */
/* An archive in a temporary directory for each test: group setup and teardown,
 * and batches that must succeed. */
#ifndef TESTS_UNIT_TMPSTORE_H
#define TESTS_UNIT_TMPSTORE_H

#include "store/store.h"
#include "tests/unit/tmpdir.h"
#include "tests/unit/unit.h"

static char tmpstore_dir[TMPDIR_MAX];
static struct store *tmpstore;

static inline int
tmpstore_setup(void **state)
{
	(void)state;
	rows_failed = 0;
	tmpdir_logged[0] = '\0';
	tmpdir_make(tmpstore_dir);
	return store_open(tmpstore_dir, STORE_WRITE, &tmpstore) == ERR_OK ? 0
									  : -1;
}

static inline int
tmpstore_teardown(void **state)
{
	(void)state;
	log_set_sink(NULL);
	store_close(tmpstore);
	tmpstore = NULL;
	tmpdir_remove(tmpstore_dir);
	return 0;
}

static inline struct txn *
tmpstore_write(void)
{
	return txn_begin(tmpstore, TXN_WRITE);
}

/* Ends a transaction that must have gone well. */
static inline void
tmpstore_end(struct txn *t)
{
	assert_int_equal(txn_end(t), ERR_OK);
}

#define TMPSTORE_TEST(f)                                                       \
	cmocka_unit_test_setup_teardown(f, tmpstore_setup, tmpstore_teardown)

#endif
