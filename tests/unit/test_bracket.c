/* SPDX-License-Identifier: ISC */
/* EVIDENCE.md B3: a record whose time lies outside what the tokens on its two
 * sides leave possible, in a bundle that is whole in all else. */
#include "tools/bundle/bundle.h"

#include <spawn.h>
#include <sys/wait.h>
#include <time.h>

#include "store/base/clock.h"
#include "tests/unit/authority.h"
#include "tests/unit/sighting.h"

enum { A_DAY = 86400, A_MINUTE = 60 * 1000 };

static struct tsa authority, expired;
static struct tsa *in_use = &authority;

static int
make_authority(void **state)
{
	(void)state;
	tsa_init(&authority, "authority", A_DAY * 500L);
	tsa_init(&expired, "expired", -A_DAY * 30L);
	return 0;
}

static int
free_authority(void **state)
{
	(void)state;
	tsa_fini(&authority);
	tsa_fini(&expired);
	return 0;
}

/* ---- an archive of one mention, stamped before and after ---- */

static bool
take_ask(const struct authority *a, void *arg)
{
	struct anchor_ask **q = arg;
	struct txn *t = txn_begin(tmpstore, TXN_READ);
	struct proof_note note;
	char *text;

	assert_int_equal(checkpoint_newest(t, &text), ERR_OK);
	assert_int_equal(proof_note_read(text, strlen(text), &note), ERR_OK);
	assert_int_equal(anchor_ask_new(t, note.size, a, q), ERR_OK);
	free(text);
	txn_abort(t);
	return false;
}

/* The newest checkpoint, stamped at that time, in ms. */
static void
stamp(int64_t at)
{
	struct anchor_ask *q = NULL;
	unsigned char *reply;
	char *why = NULL;
	struct txn *t;
	size_t n;

	assert_int_equal(checkpoint_make(tmpstore), ERR_OK);
	t = txn_begin(tmpstore, TXN_READ);
	assert_int_equal(register_authority_each(t, take_ask, &q), ERR_OK);
	txn_abort(t);
	tsa_time = (long)(at / 1000);
	reply = tsa_reply(in_use, q->request, q->request_len, &n);
	tsa_time = 0;
	assert_int_equal(
	    anchor_keep(tmpstore, q, reply, n, NULL, &why), ERR_OK);
	OPENSSL_free(reply);
	anchor_ask_free(q);
}

/* A page that was seen at that time, as it says itself. */
static void
see(int64_t at)
{
	struct sighting s = sighting_plain("http://a.example/", 1);
	struct txn *t = tmpstore_write();
	char members[512], text[CLOCK_TEXT], id[17];
	enum change what;
	uint64_t seq;
	int n;

	clock_format(at, text);
	s.snapshot = snapshot_next(t);
	s.at = at;
	n = snprintf(members, sizeof(members),
	    "\"snapshot\":%d,\"url\":\"%s\",\"requested_url\":\"%s\","
	    "\"at\":\"%s\",\"status\":200,\"kept\":false,\"blobs\":[],"
	    "\"change\":\"new\"",
	    (int)s.snapshot, s.url, s.url, text);
	snapshot_put(t, s.snapshot, s.url, "capture", members, (size_t)n, &seq);
	index_page_begin(t, s.url);
	index_sighting(t, &s, &what, id);
	index_page_end(
	    t, s.url, true, NULL, 0, s.snapshot, 1, s.at, NULL, NULL);
	tmpstore_end(t);
}

/* ---- its bundle ---- */

static char said[512];

static void
hear(const struct verify_line *l, void *arg)
{
	(void)arg;
	if (!l->ok)
		snprintf(
		    said, sizeof(said), "%s: %s: %s", l->check, l->of, l->why);
}

static enum err
check_bundle(void)
{
	struct bundle_wanted w = { .filter = { .since = INT64_MIN },
		.date = clock_wall_ms(),
		.seq = 1 };
	char path[TMPDIR_MAX + 16];
	uint8_t tags[SHA256_LEN];
	struct bundle_sum sum;
	struct bundle_case c;
	struct txn *t;

	assert_int_equal(checkpoint_make(tmpstore), ERR_OK);
	t = txn_begin(tmpstore, TXN_READ);
	assert_int_equal(bundle_case_read(t, &w, &c), ERR_OK);
	snprintf(path, sizeof(path), "%s/one.zip", tmpstore_dir);
	assert_int_equal(bundle_write(&c, path, NULL, tags), ERR_OK);
	txn_abort(t);
	bundle_case_fini(&c);
	said[0] = '\0';
	return bundle_check(path, hear, NULL, &sum);
}

static const struct {
	int before, seen, after; /* minutes from now */
	const char *says;        /* NULL: it holds */
} rows[] = {
	{ -30, -20, -10, NULL },
	{ -20, -20, -20, NULL },
	/* Clocks that differ a little. */
	{ -20, -24, -10, NULL },
	{ -30, -6, -10, NULL },
	{ -30, -36, -10, "before the token that it was made after" },
	{ -30, -4, -10, "after the token over it" },
	{ -30, -600, -10, "before the token that it was made after" },
	{ -30, 600, -10, "after the token over it" },
};

static void
test_bracket(void **state)
{
	int failed = 0; /* each archive begins to count anew */

	for (size_t i = 0; i < NELEM(rows); i++) {
		const struct authority a = { .url = "http://tsa.example/",
			.roots = in_use->pem };
		int64_t now = (int64_t)time(NULL) * 1000;
		struct txn *t;
		enum err e;

		/* The log itself is older than all of it. */
		clock_freeze(now - 2000LL * A_MINUTE, 0);
		assert_int_equal(tmpstore_setup(state), 0);
		t = tmpstore_write();
		register_authority_put(t, &a);
		tmpstore_end(t);
		stamp(now + rows[i].before * A_MINUTE);
		see(now + rows[i].seen * A_MINUTE);
		stamp(now + rows[i].after * A_MINUTE);
		e = check_bundle();
		CHECK_ROW(i, e == (rows[i].says ? ERR_DAMAGED : ERR_OK));
		CHECK_ROW(i,
		    rows[i].says == NULL || strstr(said, rows[i].says) != NULL);
		failed += rows_failed;
		tmpstore_teardown(state);
	}
	clock_thaw();
	assert_int_equal(failed, 0);
}

/* ---- B5: a certificate that has expired since ---- */

/* The openssl commands of the bundle's own README, as they stand there. */
static int
run_readme(void)
{
	static char script[] =
	    "cd \"$1\" && unzip -q one.zip && cd VIGIE-* && "
	    "sed -n 's/^    \\$ \\(openssl ts .*\\)/\\1/p' README.txt >all && "
	    "[ -s all ] && sh -e all >said 2>&1 && "
	    "[ \"$(grep -c 'Verification: OK' said)\" = \"$(wc -l <all)\" ]";
	static char sh[] = "sh", c[] = "-c", path[] = "PATH=/usr/bin:/bin";
	char *argv[] = { sh, c, script, sh, tmpstore_dir, NULL };
	char *env[] = { path, NULL };
	int status = -1;
	pid_t pid;

	assert_int_equal(posix_spawnp(&pid, sh, NULL, NULL, argv, env), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
test_expired(void **state)
{
	int64_t then = ((int64_t)time(NULL) - 60L * A_DAY) * 1000;
	struct authority a = { .url = "http://tsa.example/" };
	struct txn *t;

	in_use = &expired;
	a.roots = expired.pem;
	clock_freeze(then - A_MINUTE, 0);
	assert_int_equal(tmpstore_setup(state), 0);
	t = tmpstore_write();
	register_authority_put(t, &a);
	tmpstore_end(t);
	stamp(then);
	see(then + A_MINUTE);
	stamp(then + 2LL * A_MINUTE);
	clock_thaw();
	assert_int_equal(check_bundle(), ERR_OK);
	assert_int_equal(run_readme(), 0);
	tmpstore_teardown(state);
	in_use = &authority;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bracket),
		cmocka_unit_test(test_expired),
	};

	return cmocka_run_group_tests_name(
	    "bracket", tests, make_authority, free_authority);
}
