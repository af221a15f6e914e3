/* SPDX-License-Identifier: ISC */
/* Answers of time servers. */
#include "crawler/machine/sntp.h"

#include <stdbool.h>

#include "tests/unit/unit.h"

/* 2026-11-21 10:00:00 UTC, and the same as seconds since 1900. */
#define LOCAL_MS INT64_C(1795255200000)
#define LOCAL_1900 UINT32_C(4004244000)

static const uint8_t sent[8] = "nonce123";

struct answer {
	uint8_t head;
	uint8_t stratum;
	uint32_t received, transmitted; /* seconds since 1900 */
	bool other_nonce;
	size_t len;
};

static void
put32(uint8_t *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> (24 - 8 * i));
}

static const struct {
	struct answer a;
	bool ok;
	int64_t offset;
} rows[] = {
	{ { 0x24, 2, LOCAL_1900, LOCAL_1900, false, 48 }, true, -100 },
	{ { 0x24, 1, LOCAL_1900 + 60, LOCAL_1900 + 60, false, 48 }, true,
	    59900 },
	{ { 0x24, 2, LOCAL_1900 - 60, LOCAL_1900 - 60, false, 60 }, true,
	    -60100 },
	/* The second era: 200 years on is nearer than 72 years back. */
	{ { 0x24, 2, 5, 5, false, 48 }, true,
	    (INT64_C(4294967296) + 5 - LOCAL_1900) * 1000 - 100 },
	{ { 0x23, 2, LOCAL_1900, LOCAL_1900, false, 48 }, false, 0 },
	{ { 0xe4, 2, LOCAL_1900, LOCAL_1900, false, 48 }, false, 0 },
	{ { 0x24, 0, LOCAL_1900, LOCAL_1900, false, 48 }, false, 0 },
	{ { 0x24, 16, LOCAL_1900, LOCAL_1900, false, 48 }, false, 0 },
	{ { 0x24, 2, LOCAL_1900, 0, false, 48 }, false, 0 },
	{ { 0x24, 2, LOCAL_1900, LOCAL_1900, true, 48 }, false, 0 },
	{ { 0x24, 2, LOCAL_1900, LOCAL_1900, false, 47 }, false, 0 },
	{ { 0x24, 2, LOCAL_1900, LOCAL_1900, false, 0 }, false, 0 },
};

static void
test_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		const struct answer *a = &rows[i].a;
		uint8_t p[64] = { a->head, a->stratum };
		int64_t offset = 0;
		enum err e;

		memcpy(p + 24, sent, sizeof(sent));
		p[24] ^= a->other_nonce;
		put32(p + 32, a->received);
		put32(p + 40, a->transmitted);
		/* 200 ms there and back */
		e = sntp_read(
		    p, a->len, sent, LOCAL_MS, LOCAL_MS + 200, &offset);
		CHECK_ROW(i, (e == ERR_OK) == rows[i].ok);
		CHECK_ROW(i, offset == rows[i].offset);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_answers, rows_reset),
	};

	return cmocka_run_group_tests_name("sntp", tests, NULL, NULL);
}
