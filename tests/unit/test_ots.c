/* SPDX-License-Identifier: ISC */
/* OpenTimestamps proofs: what they lead to, how an answer is joined to them,
 * and what is refused. */
#include "store/archive/ots.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "tests/unit/unit.h"

#define PENDING                                                                \
	"0083dfe30d2ef90c8e"                                                   \
	"0302"                                                                 \
	"7878"
#define BITCOIN                                                                \
	"000588960d73d71901"                                                   \
	"03"                                                                   \
	"80ea30" /* 800000 */
#define OTHER                                                                  \
	"000102030405060708"                                                   \
	"0141"
#define DEEP "ff08ff08ff08ff08ff08ff08ff08ff08"
#define MANY(x) x x x x x x x x

/* Timestamps of 32 bytes of 0x11. */
static const struct {
	const char *hex;
	enum err want;
	unsigned pending;
	uint64_t height; /* 0: no block */
} rows[] = {
	{ PENDING, ERR_OK, 1, 0 },
	{ "08" PENDING, ERR_OK, 1, 0 },
	{ "f00441424344"
	  "08" PENDING,
	    ERR_OK, 1, 0 },
	{ "f10441424344"
	  "08"
	  "08" BITCOIN,
	    ERR_OK, 0, 800000 },
	{ "ff" PENDING "08" BITCOIN, ERR_OK, 1, 800000 },
	{ "ff08" PENDING "ff08" PENDING "08" BITCOIN, ERR_OK, 2, 800000 },
	{ "ff08ff08" PENDING PENDING OTHER, ERR_OK, 2, 0 },
	{ "ff"
	  "08"
	  "000588960d73d71901"
	  "0101"
	  "08" BITCOIN,
	    ERR_OK, 0, 1 },
	{ "f2"
	  "02"
	  "08" PENDING,
	    ERR_OK, 1, 0 },
	{ OTHER, ERR_OK, 0, 0 },
	{ "", ERR_PARSE, 0, 0 },
	{ "08", ERR_PARSE, 0, 0 },
	{ "ff", ERR_PARSE, 0, 0 },
	{ "ff" PENDING, ERR_PARSE, 0, 0 },
	{ PENDING "00", ERR_PARSE, 0, 0 },
	{ "ffff" PENDING PENDING, ERR_PARSE, 0, 0 },
	{ "07" PENDING, ERR_PARSE, 0, 0 },
	{ "67" PENDING, ERR_PARSE, 0, 0 },
	{ "f004414243", ERR_PARSE, 0, 0 },
	{ "f0ffffffff7f" PENDING, ERR_LIMIT, 0, 0 },
	{ "f0ffffffffffffffffffff01" PENDING, ERR_PARSE, 0, 0 },
	{ "0083dfe30d2ef90c8e"
	  "0902"
	  "7878",
	    ERR_PARSE, 0, 0 },
	/* A block's root has 32 bytes. */
	{ "02" BITCOIN, ERR_PARSE, 0, 0 },
	{ "000588960d73d71901"
	  "0280ea30",
	    ERR_PARSE, 0, 0 },
	{ MANY(DEEP) PENDING, ERR_PARSE, 0, 0 },
	{ MANY(DEEP) DEEP PENDING, ERR_LIMIT, 0, 0 },
};

static const uint8_t sha[SHA256_LEN] = { 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
	0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
	0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
	0x11, 0x11 };

static uint8_t *
unhex(const char *hex, size_t *n)
{
	uint8_t *out = mem_alloc(strlen(hex) / 2 + 1);

	*n = strlen(hex) / 2;
	assert_true(digest_unhex(hex, out, *n));
	return out;
}

static void
test_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct ots *o = mem_zalloc(sizeof(*o));
		struct buf proof;
		size_t n;
		uint8_t *answer = unhex(rows[i].hex, &n);
		enum err e;

		buf_init(&proof, OTS_BYTES_MAX);
		e = ots_begin(sha, answer, n, &proof);
		CHECK_ROW(i, e == rows[i].want);
		if (e == ERR_OK) {
			CHECK_ROW(
			    i, ots_read(proof.data, proof.len, o) == ERR_OK);
			CHECK_ROW(i, o->pending == rows[i].pending);
			CHECK_ROW(i, o->attested == (rows[i].height > 0));
			CHECK_ROW(i, o->height == rows[i].height);
			CHECK_ROW(i, memcmp(o->sha, sha, SHA256_LEN) == 0);
		}
		buf_fini(&proof);
		free(answer);
		free(o);
	}
	assert_int_equal(rows_failed, 0);
}

/* A proof, and the answer to its first pending attestation. */
static const struct {
	const char *first, *answer;
	unsigned pending;
	uint64_t height;
} upgrades[] = {
	{ "08" PENDING, "08" BITCOIN, 1, 800000 },
	{ "ff08" PENDING "08" PENDING, "08" BITCOIN, 2, 800000 },
	{ "ff08" PENDING "08" PENDING, "ff08" OTHER "08" BITCOIN, 2, 800000 },
	{ "08" PENDING, "ff08" PENDING "08" BITCOIN, 2, 800000 },
	{ "ff" PENDING "08" PENDING, BITCOIN, 2, 800000 },
};

static void
test_upgrade(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(upgrades); i++) {
		struct ots *o = mem_zalloc(sizeof(*o));
		struct buf proof, better;
		size_t n, m;
		uint8_t *first = unhex(upgrades[i].first, &n);
		uint8_t *answer = unhex(upgrades[i].answer, &m);

		buf_init(&proof, OTS_BYTES_MAX);
		buf_init(&better, OTS_BYTES_MAX);
		CHECK_ROW(i, ots_begin(sha, first, n, &proof) == ERR_OK);
		CHECK_ROW(i, ots_upgrade(proof.data, proof.len, answer, m,
				 &better) == ERR_OK);
		CHECK_ROW(i, ots_read(better.data, better.len, o) == ERR_OK);
		CHECK_ROW(i, o->pending == upgrades[i].pending);
		CHECK_ROW(i, o->height == upgrades[i].height);
		/* Not an answer: nothing comes of it. */
		buf_reset(&better);
		CHECK_ROW(i, ots_upgrade(proof.data, proof.len, answer, m - 1,
				 &better) != ERR_OK);
		buf_fini(&better);
		buf_fini(&proof);
		free(answer);
		free(first);
		free(o);
	}
	assert_int_equal(rows_failed, 0);
}

/* Every cut of a proof, and every byte of its head changed, is no proof. */
static void
test_damage(void **state)
{
	struct ots *o = mem_zalloc(sizeof(*o));
	struct buf proof;
	size_t n;
	uint8_t *answer = unhex("ff08" PENDING "08" BITCOIN, &n);

	(void)state;
	buf_init(&proof, OTS_BYTES_MAX);
	assert_int_equal(ots_begin(sha, answer, n, &proof), ERR_OK);
	for (size_t cut = 0; cut < proof.len; cut++)
		assert_int_not_equal(ots_read(proof.data, cut, o), ERR_OK);
	for (size_t i = 0; i < 33; i++) {
		proof.data[i] ^= 1;
		assert_int_not_equal(
		    ots_read(proof.data, proof.len, o), ERR_OK);
		proof.data[i] ^= 1;
	}
	buf_fini(&proof);
	free(answer);
	free(o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_upgrade),
		cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests_name("ots", tests, NULL, NULL);
}
