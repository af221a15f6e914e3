/* SPDX-License-Identifier: ISC */
/* Signed records: CBOR's heads, keys and signatures, and a record that its
 * commit proves or does not. */
#include "crawler/networks/car.h"
#include "crawler/networks/commit.h"
#include "crawler/networks/multikey.h"
#include "crawler/parse/cbor.h"
#include "store/base/mem.h"
#include "tests/unit/atproto.h"
#include "tests/unit/unit.h"

static struct cbor
span(const char *s, size_t n)
{
	const uint8_t *p = (const uint8_t *)s;

	return (struct cbor){ p, p + n };
}

static const struct {
	const char *bytes;
	size_t n;
	bool whole; /* one item, to the last byte */
} items[] = {
	{ "", 0, false },
	{ "\x00", 1, true },
	{ "\x18\x18", 2, true },
	{ "\x18\x17", 2, false }, /* one byte would have done */
	{ "\x19\x01\x00", 3, true },
	{ "\x19\x00\xff", 3, false },
	{ "\x1a\x00\x01\x00\x00", 5, true },
	{ "\x1a\x00\x00\xff\xff", 5, false },
	{ "\x1b\x00\x00\x00\x01\x00\x00\x00\x00", 9, true },
	{ "\x1b\x00\x00\x00\x00\xff\xff\xff\xff", 9, false },
	{ "\x1c", 1, false },
	{ "\x1f", 1, false },
	{ "\x43xyz", 4, true },
	{ "\x44xyz", 4, false },
	{ "\x82\x01\x02", 3, true },
	{ "\x83\x01\x02", 3, false },
	{ "\xa1\x61k\x80", 4, true },
	{ "\xa1\x61k", 3, false },
	{ "\xd8\x2a\x41\x00", 4, true },
	{ "\xd8\x2a", 2, false },
	{ "\xfb\x00\x00\x00\x00\x00\x00\x00\x00", 9, true },
	{ "\x9b\xff\xff\xff\xff\xff\xff\xff\xff\x00", 10, false },
	{ "\xbb\x80\x00\x00\x00\x00\x00\x00\x00\x00", 10, false },
	{ "\x5b\xff\xff\xff\xff\xff\xff\xff\xff\x00", 10, false },
	{ "\x81\x81\x81\x81\x81\x80", 6, true },
};

static void
test_items(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(items); i++) {
		struct cbor c = span(items[i].bytes, items[i].n), out;
		bool whole = cbor_item(&c, &out) && c.p == c.end;

		CHECK_ROW(i, whole == items[i].whole);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_find(void **state)
{
	static const char map[] = "\xa2\x61"
				  "a\x61x\x61"
				  "b\xd8\x2a\x43\0yz";
	struct cbor c = span(map, sizeof(map) - 1), out, link;

	(void)state;
	assert_true(cbor_find(c, "a", &out));
	assert_true(cbor_is(&out, "\x61x", 2));
	assert_true(cbor_find(c, "b", &out));
	assert_true(cbor_link(&out, &link));
	assert_true(cbor_is(&link, "yz", 2));
	assert_false(cbor_find(c, "c", &out));
	assert_false(cbor_find(span("\x80", 1), "a", &out));
}

/* The protocol's own examples (atproto.com/specs/cryptography and its
 * interoperability fixtures): the bytes are CBOR of {"hello": "world"}. */
#define P256 "did:key:zDnaembgSGUhZULN2Caob4HLJPaxBh92N7rtH21TErzqf8HQo"
#define K256 "did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc"
static const struct {
	const char *key, *signature;
	enum err want;
} signatures[] = {
	{ P256,
	    "2vZNsG3UKvvO/CDlrdvyZRISOFylinBh0Jupc6KcWoJWExHptCfduPleDbG3rko3YZ"
	    "nn9Lw0IjpixVmexJDegg==",
	    ERR_OK },
	{ K256,
	    "5WpdIuEUUfVUYaozsi8G0B3cWO09cgZbIIwg1t2YKdUn/FEznOndsz/qgiYb89zwxY"
	    "CbB71f7yQK5Lr7NasfoA==",
	    ERR_OK },
	/* The same with n - s in the place of s. */
	{ P256,
	    "2vZNsG3UKvvO/CDlrdvyZRISOFylinBh0Jupc6KcWoKp7O4VS9giSAah8k5IUbXIW0"
	    "0SuOrjfEqQ9HEkN9JGzw==",
	    ERR_DAMAGED },
	/* Another's. */
	{ K256,
	    "2vZNsG3UKvvO/CDlrdvyZRISOFylinBh0Jupc6KcWoJWExHptCfduPleDbG3rko3YZ"
	    "nn9Lw0IjpixVmexJDegg==",
	    ERR_DAMAGED },
	{ K256, "AAAA", ERR_DAMAGED },
	{ NULL, "AAAA", ERR_DENIED },
	{ "", "AAAA", ERR_DENIED },
	{ "-", "AAAA", ERR_DENIED },
	{ "z", "AAAA", ERR_DENIED },
	{ "z0OIl", "AAAA", ERR_DENIED }, /* no digits of base58 */
	/* Ed25519, and the older form without a codec. */
	{ "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", "AAAA",
	    ERR_DENIED },
	{ "zxdM8dSstjrpZaRUwBmDvjGXweKuEMVN95A9oJBFjkWMh", "AAAA", ERR_DENIED },
	{ "z1Q3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc", "AAAA",
	    ERR_DENIED },
};

static void
test_signatures(void **state)
{
	static const char message[] = "\xa1\x65hello\x65world";

	(void)state;
	for (size_t i = 0; i < NELEM(signatures); i++) {
		const char *text = signatures[i].signature;
		uint8_t *sig;
		size_t n;

		assert_int_equal(
		    digest_unbase64(text, strlen(text), &sig, &n), ERR_OK);
		CHECK_ROW(
		    i, multikey_verify(signatures[i].key, message,
			   sizeof(message) - 1, sig, n) == signatures[i].want);
		free(sig);
	}
	assert_string_equal(multikey_curve(P256), "P-256");
	assert_string_equal(multikey_curve(K256), "secp256k1");
	assert_null(multikey_curve("z"));
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *group, *codec;
} groups[] = { { "secp256k1", "\xe7\x01" }, { "P-256", "\x80\x24" } };

static const struct {
	const char *did, *path;
	enum err want;
} questions[] = {
	{ "did:plc:abc", "app.bsky.feed.post/3k", ERR_OK },
	{ "did:plc:abc", "app.bsky.feed.post/3l", ERR_PARSE },
	{ "did:plc:abc", "app.bsky.feed.post/3", ERR_PARSE },
	{ "did:plc:abc", "", ERR_PARSE },
	{ "did:plc:abd", "app.bsky.feed.post/3k", ERR_PARSE },
	{ "did:plc:ab", "app.bsky.feed.post/3k", ERR_PARSE },
};

static void
test_proven(void **state)
{
	char rev[COMMIT_REV_MAX];
	const char *why;
	size_t blocks;

	(void)state;
	for (size_t g = 0; g < NELEM(groups); g++) {
		struct atproto a = { .n = 0 };

		atproto_make(&a, groups[g].group, groups[g].codec);
		assert_int_equal(car_check(a.file, a.n, &blocks), ERR_OK);
		assert_int_equal(blocks, 4);
		for (size_t i = 0; i < NELEM(questions); i++) {
			CHECK_ROW(i, commit_check(a.file, a.n, questions[i].did,
					 questions[i].path, a.key, rev,
					 &why) == questions[i].want);
			CHECK_ROW(i, strcmp(rev, "3l4xyz") == 0);
			CHECK_ROW(
			    i, (why == NULL) == (questions[i].want == ERR_OK));
		}
		assert_int_equal(commit_check(a.file, a.n, atproto_did,
				     atproto_path, K256, rev, &why),
		    ERR_DAMAGED);
		assert_int_equal(commit_check(a.file, a.n, atproto_did,
				     atproto_path, "-", rev, &why),
		    ERR_DENIED);
		EVP_PKEY_free(a.pair);
	}
	assert_int_equal(rows_failed, 0);
}

/* No bit of the commit's block can be turned, and no byte cut. */
static void
test_turned(void **state)
{
	struct atproto a = { .n = 0 };
	char rev[COMMIT_REV_MAX];
	const char *why;

	(void)state;
	atproto_make(&a, "secp256k1", "\xe7\x01");
	for (size_t i = 0; i < 180; i++) {
		a.file[a.commit + i] ^= 1;
		CHECK_ROW(i, commit_check(a.file, a.n, atproto_did,
				 atproto_path, a.key, rev, &why) != ERR_OK);
		a.file[a.commit + i] ^= 1;
	}
	for (size_t n = 0; n < a.n; n++)
		CHECK_ROW(n, commit_check(a.file, n, atproto_did, atproto_path,
				 a.key, rev, &why) == ERR_PARSE);
	EVP_PKEY_free(a.pair);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_items, rows_reset),
		cmocka_unit_test_setup(test_find, rows_reset),
		cmocka_unit_test_setup(test_signatures, rows_reset),
		cmocka_unit_test_setup(test_proven, rows_reset),
		cmocka_unit_test_setup(test_turned, rows_reset),
	};

	return cmocka_run_group_tests_name("commit", tests, NULL, NULL);
}
