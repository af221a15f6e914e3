/* SPDX-License-Identifier: ISC */
/* Bags: names that may not pass, manifests, one ZIP that is the same bytes for
 * the same files, nothing left behind by one that failed. */
#include "tools/bundle/bag.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "tests/unit/tmpdir.h"
#include "tests/unit/unit.h"
#include "tools/bundle/bag_zip.h"

static const struct {
	const char *name;
	bool ok;
} names[] = {
	{ "bagit.txt", true },
	{ "data/rapport-fr.html", true },
	{ "data/wacz/a.b.wacz", true },
	{ "data/pieces/piece-01.html", true },
	{ "", false },
	{ "data", false }, /* no extension */
	{ "data/x", false },
	{ "data/../x.txt", false },
	{ "data/a/../../x.txt", false },
	{ "../x.txt", false },
	{ "/etc/passwd.txt", false },
	{ "data//x.txt", false },
	{ "data/.hidden.txt", false },
	{ "data/x.", false },
	{ "data/x.txt/", false },
	{ "other/x.txt", false },
	{ "data/\xc3\xa9.txt", false },
	{ "data/a b.txt", false },
	{ "data/a\nb.txt", false },
	{ "data/a\\b.txt", false },
	{ "data/c:x.txt", false },
};

static void
test_names(void **state)
{
	char longest[BAG_NAME_MAX + 8];

	(void)state;
	for (size_t i = 0; i < NELEM(names); i++)
		CHECK_ROW(i, bag_name_ok(names[i].name) == names[i].ok);
	memset(longest, 'a', sizeof(longest));
	memcpy(longest + BAG_NAME_MAX - 4, ".txt", 5);
	assert_true(bag_name_ok(longest));
	memcpy(longest + BAG_NAME_MAX - 3, ".txt", 5);
	assert_false(bag_name_ok(longest));
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *in, *want;
} safe[] = {
	{ "Affaire 12/2026", "Affaire-12-2026" },
	{ "../../etc/passwd", "etc-passwd" },
	{ "..", "x" },
	{ "", "x" },
	{ "a<script>\"\n", "a-script" },
	{ "www.example.org:8080", "www.example.org-8080" },
	{ "Kerdou\xc3\xa9zan", "Kerdou-zan" },
	{ "...a..b...", "a..b" },
};

static void
test_safe(void **state)
{
	char out[64];

	(void)state;
	for (size_t i = 0; i < NELEM(safe); i++) {
		bag_safe_name(safe[i].in, out, sizeof(out));
		CHECK_ROW(i, same(out, safe[i].want));
	}
	bag_safe_name("abcdefgh", out, 5);
	assert_string_equal(out, "abcd");
	assert_int_equal(rows_failed, 0);
}

/* ---- whole bags ---- */

static char dir[TMPDIR_MAX], path[TMPDIR_MAX + 16];

static int
setup(void **state)
{
	(void)state;
	rows_failed = 0;
	tmpdir_make(dir);
	snprintf(path, sizeof(path), "%s/out.zip", dir);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	tmpdir_remove(dir);
	return 0;
}

static enum err
make(bool reversed)
{
	static const char *const files[] = { "data/a.txt", "data/b/c.txt",
		"README.txt" };
	struct bag *b = bag_new(path, "VIGIE-x");
	const char *tags;
	size_t n;
	enum err e;

	for (size_t i = 0; i < NELEM(files); i++)
		bag_adds(
		    b, files[reversed ? NELEM(files) - 1 - i : i], "hello");
	bag_begin(b, "data/long.bin", true);
	for (int i = 0; i < 100000; i++)
		bag_piece(b, "0123456789", 10);
	bag_close(b, NULL, NULL);
	bag_info(b, "Bag-Software-Agent", "vigie\nX: y");
	bag_seal(b, &tags, &n);
	e = bag_end(b);
	bag_free(b);
	return e;
}

static char *
slurp(size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *p;

	assert_non_null(f);
	p = calloc(1, 4 << 20);
	assert_non_null(p);
	*n = fread(p, 1, 4 << 20, f);
	fclose(f);
	return p;
}

static void
test_same_bytes(void **state)
{
	size_t n1, n2;
	char *one, *two;

	(void)state;
	assert_int_equal(make(false), ERR_OK);
	one = slurp(&n1);
	assert_int_equal(make(true), ERR_OK);
	two = slurp(&n2);
	assert_int_equal(n1, n2);
	assert_memory_equal(one, two, n1);
	free(one);
	free(two);
}

static void
read_entry(const char *name, char *out, size_t cap)
{
	zip_t *z = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	zip_file_t *f;
	zip_int64_t n;

	assert_non_null(z);
	f = zip_fopen(z, name, 0);
	assert_non_null(f);
	n = zip_fread(f, out, cap - 1);
	assert_true(n >= 0);
	out[n] = '\0';
	zip_fclose(f);
	zip_discard(z);
}

static void
test_manifests(void **state)
{
	static const char hello[] =
	    "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
	char text[4096], want[4096];

	(void)state;
	assert_int_equal(make(false), ERR_OK);
	read_entry("VIGIE-x/manifest-sha256.txt", text, sizeof(text));
	snprintf(want, sizeof(want), "%s  data/a.txt\n%s  data/b/c.txt\n",
	    hello, hello);
	assert_int_equal(strncmp(text, want, strlen(want)), 0);
	assert_non_null(strstr(text, "  data/long.bin\n"));
	assert_null(strstr(text, "README"));
	read_entry("VIGIE-x/tagmanifest-sha256.txt", text, sizeof(text));
	assert_non_null(strstr(text, "  README.txt\n"));
	assert_non_null(strstr(text, "  manifest-sha256.txt\n"));
	assert_non_null(strstr(text, "  bag-info.txt\n"));
	assert_null(strstr(text, "data/"));
	read_entry("VIGIE-x/bag-info.txt", text, sizeof(text));
	assert_string_equal(
	    text, "Bag-Software-Agent: vigie\nPayload-Oxum: 1000010.3\n");
}

static void
test_refused(void **state)
{
	struct bag *b = bag_new(path, "VIGIE-x");
	struct stat sb;

	(void)state;
	log_set_sink(tmpdir_keep_line);
	bag_adds(b, "data/../evil.txt", "x");
	assert_int_equal(bag_err(b), ERR_USAGE);
	assert_int_equal(bag_end(b), ERR_USAGE);
	bag_free(b);
	b = bag_new(path, "VIGIE-x");
	bag_adds(b, "data/a.txt", "x");
	bag_adds(b, "data/a.txt", "y");
	assert_int_equal(bag_end(b), ERR_USAGE);
	bag_free(b);
	log_set_sink(NULL);
	assert_int_not_equal(stat(path, &sb), 0);
}

static void
test_pack(void **state)
{
	const struct bag_zip_entry entries[] = {
		{ "mimetype", "application/vnd.etsi.asic-s+zip", 31 },
		{ "a.txt", "hello", 5 },
	};
	char *zip;
	size_t n;

	(void)state;
	assert_int_equal(bag_zip_pack(entries, 2, &zip, &n), ERR_OK);
	assert_true(n > 100);
	/* ETSI EN 319 162: readable at a fixed place, no extra field. */
	assert_memory_equal(zip, "PK\3\4", 4);
	assert_memory_equal(
	    zip + 30, "mimetypeapplication/vnd.etsi.asic-s+zip", 39);
	free(zip);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_names, rows_reset),
		cmocka_unit_test_setup(test_safe, rows_reset),
		cmocka_unit_test_setup_teardown(
		    test_same_bytes, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_manifests, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test(test_pack),
	};

	return cmocka_run_group_tests_name("bag", tests, NULL, NULL);
}
