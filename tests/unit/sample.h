/* SPDX-License-Identifier: ISC */
/* An archive with something of everything (blobs in families, snapshots,
 * checks of two hosts, checkpoints), and what verification says of it. */
#ifndef TESTS_UNIT_SAMPLE_H
#define TESTS_UNIT_SAMPLE_H

#include <inttypes.h>

#include "store/archive/segment.h"
#include "store/archive/verify.h"
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
	good_lines += line->ok && line->why == NULL; /* no remark */
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

/* The same in this process, which can be measured. */
static inline enum err
verify_here(struct verify_sum *sum)
{
	said[0] = '\0';
	good_lines = 0;
	return verify_dir(dir, NULL, 0, hear, NULL, sum);
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

#endif
