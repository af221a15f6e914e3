/* SPDX-License-Identifier: ISC */
/* Forgetting what came by a merge: the other log's copy of the record goes as
 * well, and both logs verify. */
#define _GNU_SOURCE /* memmem */
#include "store/merge_erase.h"

#include <inttypes.h>
#include <string.h>

#include "tests/unit/tmpstore.h"

enum { PAGES = 5 };

static char other_dir[TMPDIR_MAX];
static struct store *other;

static int
setup(void **state)
{
	tmpdir_make(other_dir);
	if (store_open(other_dir, STORE_WRITE, &other) != ERR_OK)
		return -1;
	return tmpstore_setup(state);
}

static int
teardown(void **state)
{
	store_close(other);
	tmpdir_remove(other_dir);
	return tmpstore_teardown(state);
}

/* Page i of the other archive, whose record has a secret in its text. */
static void
put_page(int i)
{
	struct txn *t = txn_begin(other, TXN_WRITE);
	uint64_t number = snapshot_next(t), seq;
	char m[512];
	int n = snprintf(m, sizeof(m),
	    "\"snapshot\":%" PRIu64 ",\"at\":\"2026-11-21T00:00:00Z\","
	    "\"url\":\"http://a/x\",\"requested_url\":\"http://a/x\","
	    "\"secret\":\"secret %d.\",\"blobs\":[]",
	    number, i);

	snapshot_put(t, number, "http://a/x", "capture", m, (size_t)n, &seq);
	tmpstore_end(t);
}

static void
merge(uint64_t want)
{
	struct merge_sum sum;

	assert_int_equal(checkpoint_make(other), ERR_OK);
	assert_int_equal(store_merge(tmpstore, other, &sum), ERR_OK);
	assert_int_equal(sum.records, want);
}

static void
forget(uint64_t snapshot)
{
	struct forget_sum sum;

	assert_int_equal(
	    store_forget(tmpstore, &snapshot, 1, NULL, "test", &sum), ERR_OK);
	assert_int_equal(sum.records, 1);
}

/* In how many of the blobs that keep the other log does this stand, by the way
 * that a reader goes? *gone: blobs that cannot be had any more. */
static unsigned
count_text(const char *text, unsigned *gone)
{
	struct txn *t = txn_begin(tmpstore, TXN_READ);
	unsigned found = 0;

	*gone = 0;
	for (uint64_t seq = 0; seq < log_size(t); seq++) {
		json_t *doc = NULL, *item;
		char *leaf = NULL, *data;
		size_t n, i;

		if (log_get(t, seq, &leaf, &n) != ERR_OK)
			continue;
		assert_int_equal(json_parse(leaf, n, &doc), ERR_OK);
		free(leaf);
		json_array_foreach(json_object_get(doc, "leaves"), i, item)
		{
			uint8_t sha[SHA256_LEN];
			const char *hex = json_get_text(item, "sha256");

			if (hex == NULL || !digest_unhex(hex, sha, SHA256_LEN))
				continue;
			if (blob_get(t, sha, &data, &n) == ERR_DENIED)
				++*gone;
			else
				free(data);
			purge_successor(t, sha);
			assert_int_equal(blob_get(t, sha, &data, &n), ERR_OK);
			found += memmem(data, n, text, strlen(text)) != NULL;
			free(data);
		}
		json_decref(doc);
	}
	txn_abort(t);
	return found;
}

static void
hear(const struct verify_line *line, void *arg)
{
	(void)arg;
	if (!line->ok)
		fprintf(
		    stderr, "# %s %s: %s\n", line->check, line->of, line->why);
}

static void
check_whole(void)
{
	struct verify_sum sum;

	/* No environment goes across the fork. */
	store_close(tmpstore);
	store_close(other);
	assert_int_equal(
	    archive_verify(tmpstore_dir, hear, NULL, &sum), ERR_OK);
	assert_int_equal(
	    store_open(tmpstore_dir, STORE_WRITE, &tmpstore), ERR_OK);
	assert_int_equal(store_open(other_dir, STORE_WRITE, &other), ERR_OK);
}

static void
test_forget(void **state)
{
	unsigned gone;

	(void)state;
	for (int i = 1; i <= PAGES; i++)
		put_page(i);
	merge(PAGES);
	assert_int_equal(count_text("secret 2.", &gone), 1);
	assert_int_equal(gone, 0);
	check_whole();
	forget(2);
	assert_int_equal(count_text("secret 2.", &gone), 0);
	assert_int_equal(gone, 1);
	assert_int_equal(count_text("secret 3.", &gone), 1);
	check_whole();
	/* A second one of the same blob: the way leads over both. */
	forget(4);
	assert_int_equal(count_text("secret 4.", &gone), 0);
	assert_int_equal(count_text("secret 2.", &gone), 0);
	assert_int_equal(count_text("secret 5.", &gone), 1);
	check_whole();
	/* The other goes on, and has it still: it is not brought back. */
	put_page(PAGES + 1);
	merge(1);
	assert_int_equal(count_text("secret 2.", &gone), 0);
	assert_int_equal(count_text("secret 6.", &gone), 1);
	forget(PAGES + 1);
	assert_int_equal(count_text("secret 6.", &gone), 0);
	check_whole();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_forget, setup, teardown),
	};

	return cmocka_run_group_tests_name("merge_erase", tests, NULL, NULL);
}
