/* SPDX-License-Identifier: ISC */
/* Signed notes, and the flat file that mirrors them. */
#include "store/archive/checkpoint.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "store/txn.h"
#include "tests/unit/tmpstore.h"

static void
grow(void)
{
	struct txn *t = tmpstore_write();
	uint64_t seq;

	log_append(t, "test", "", 0, &seq);
	assert_int_equal(txn_end(t), ERR_OK);
}

static char *
newest(void)
{
	struct txn *t = txn_begin(tmpstore, TXN_READ);
	char *note = NULL;

	(void)!checkpoint_newest(t, &note);
	txn_abort(t);
	return note;
}

/* ---- notes ---- */

#define ROOT "7P8x1JWPOyhCljNjUOjTHEHZtlV5NblTgp505y3Mjt0="
/* 4 bytes of key id, 64 of signature */
#define SIG                                                                    \
	"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v"     \
	"MDEyMzQ1Njc4OTo7PD0+P0BBQkM="
#define DASH "\xe2\x80\x94 "

static const struct {
	const char *text;
	bool good;
} notes[] = {
	{ "o\n5\n" ROOT "\n\n" DASH "o " SIG "\n", true },
	{ "o\n0\n" ROOT "\n\n" DASH "o " SIG "\n", true },
	{ "o\n5\n" ROOT "\nextension\n\n" DASH "o " SIG "\n", true },
	{ "o\n5\n" ROOT "\n\n" DASH "witness AAAA\n" DASH "o " SIG "\n", true },
	{ "", false },
	{ "o\n5\n" ROOT "\n\n", false },
	{ "o\n5\n" ROOT "\n" DASH "o " SIG "\n", false },
	{ "o\n5\n" ROOT "\n\n" DASH "o " SIG, false }, /* no newline */
	{ "o\n05\n" ROOT "\n\n" DASH "o " SIG "\n", false },
	{ "o\n-5\n" ROOT "\n\n" DASH "o " SIG "\n", false },
	{ "o\n5 \n" ROOT "\n\n" DASH "o " SIG "\n", false },
	{ "o\n99999999999999999999\n" ROOT "\n\n" DASH "o " SIG "\n", false },
	{ "\n5\n" ROOT "\n\n" DASH "o " SIG "\n", false },
	{ "o\n5\nAAAA\n\n" DASH "o " SIG "\n", false },
	{ "o\n5\n" ROOT "\n\n" DASH "p " SIG "\n", false },
	{ "o\n5\n" ROOT "\n\n" DASH "o AAAA\n", false },
	{ "o\n5\n" ROOT "\n\n- o " SIG "\n", false },
};

static void
test_notes(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(notes); i++) {
		struct note n;
		enum err e =
		    note_read(notes[i].text, strlen(notes[i].text), &n);

		CHECK_ROW(i, (e == ERR_OK) == notes[i].good);
		CHECK_ROW(i, e != ERR_OK || same(n.origin, "o"));
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_signed(void **state)
{
	uint8_t pub[SIGNER_KEY_LEN], other[SIGNER_KEY_LEN];
	uint8_t root[SHA256_LEN];
	struct note n;
	struct txn *t;
	char *text;

	(void)state;
	assert_null(newest());
	assert_int_equal(checkpoint_make(tmpstore), ERR_OK);
	text = newest();
	assert_non_null(text);
	assert_int_equal(note_read(text, strlen(text), &n), ERR_OK);
	assert_int_equal(n.size, 2);
	t = txn_begin(tmpstore, TXN_READ);
	assert_int_equal(log_root(t, 2, root), ERR_OK);
	txn_abort(t);
	assert_memory_equal(n.root, root, SHA256_LEN);
	assert_int_equal(signer_public(tmpstore, pub), ERR_OK);
	assert_true(note_verify(&n, text, pub));
	/* Another key, and each byte of what is signed. */
	memcpy(other, pub, sizeof(other));
	other[0] ^= 1;
	assert_false(note_verify(&n, text, other));
	for (size_t i = 0; i < n.body_len; i++) {
		text[i] ^= 1;
		CHECK_ROW(i, !note_verify(&n, text, pub));
		text[i] ^= 1;
	}
	free(text);
	assert_int_equal(rows_failed, 0);
}

/* ---- the key ---- */

static void
test_key_lost(void **state)
{
	char path[TMPDIR_MAX + 16];
	FILE *f;

	(void)state;
	log_set_sink(tmpdir_keep_line);
	snprintf(path, sizeof(path), "%s/key", tmpstore_dir);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(checkpoint_make(tmpstore), ERR_DAMAGED);
	assert_non_null(strstr(tmpdir_logged, "missing (restore it"));
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("-----BEGIN PRIVATE KEY-----\nno\n", f);
	fclose(f);
	assert_int_equal(checkpoint_make(tmpstore), ERR_DAMAGED);
	assert_non_null(strstr(tmpdir_logged, "not an Ed25519 key"));
	assert_null(newest()); /* nothing half done */
}

/* ---- the flat file ---- */

static char *
mirror(void)
{
	char path[TMPDIR_MAX + 32], *text = mem_zalloc(1 << 20);
	FILE *f;

	snprintf(path, sizeof(path), "%s/checkpoints.txt", tmpstore_dir);
	f = fopen(path, "r");
	if (f != NULL) {
		text[fread(text, 1, (1 << 20) - 1, f)] = '\0';
		fclose(f);
	}
	return text;
}

static void
cut_mirror(off_t size)
{
	char path[TMPDIR_MAX + 32];

	snprintf(path, sizeof(path), "%s/checkpoints.txt", tmpstore_dir);
	assert_int_equal(truncate(path, size), 0);
}

/* Whatever a crash leaves of the file, opening for writing makes it whole. */
static void
test_mirror(void **state)
{
	char *whole;
	size_t n;

	(void)state;
	for (int i = 0; i < 5; i++) {
		assert_int_equal(checkpoint_make(tmpstore), ERR_OK);
		assert_int_equal(
		    checkpoint_make(tmpstore), ERR_OK); /* no change */
		grow();
	}
	whole = mirror();
	n = strlen(whole);
	assert_memory_equal(whole + n - 2, "\n\n", 2);
	for (size_t cut = 0; cut <= n; cut += 13) {
		char *got;

		store_close(tmpstore);
		cut_mirror((off_t)cut);
		assert_int_equal(
		    store_open(tmpstore_dir, STORE_WRITE, &tmpstore), ERR_OK);
		got = mirror();
		CHECK_ROW(cut, same(got, whole));
		free(got);
	}
	free(whole);
	assert_int_equal(rows_failed, 0);
}

/* What is no mirror of ours is never cut or added to. */
static void
test_foreign_mirror(void **state)
{
	char path[TMPDIR_MAX + 32], *text = mem_zalloc(20001), *got;
	FILE *f;

	(void)state;
	log_set_sink(tmpdir_keep_line);
	memset(text, 'x', 20000);
	snprintf(path, sizeof(path), "%s/checkpoints.txt", tmpstore_dir);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	assert_int_equal(checkpoint_make(tmpstore), ERR_OK);
	assert_non_null(strstr(tmpdir_logged, "left alone"));
	got = mirror();
	assert_string_equal(got, text);
	free(got);
	free(text);
}

static void
test_newest(void **state)
{
	char *a, *b;

	(void)state;
	assert_int_equal(checkpoint_make(tmpstore), ERR_OK);
	a = newest();
	grow();
	assert_int_equal(checkpoint_make(tmpstore), ERR_OK);
	b = newest();
	assert_non_null(strstr(a, "\n2\n"));
	assert_non_null(strstr(b, "\n3\n"));
	free(a);
	free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_notes, rows_reset),
		TMPSTORE_TEST(test_signed),
		TMPSTORE_TEST(test_key_lost),
		TMPSTORE_TEST(test_mirror),
		TMPSTORE_TEST(test_foreign_mirror),
		TMPSTORE_TEST(test_newest),
	};

	return cmocka_run_group_tests_name("checkpoint", tests, NULL, NULL);
}
