/* SPDX-License-Identifier: ISC */
/* What is remembered of URLs, and the small notes. */
#include "store/state/url_state.h"

#include "store/base/mem.h"
#include "store/state/urlkey.h"
#include "store/txn.h"
#include "tests/unit/tmpstore.h"

static const char url[] = "https://a.example/x";
static char date[] = "Sun, 06 Nov 1994 08:49:37 GMT";
static char etag[] = "\"abc\"";

static const struct {
	struct url_state u;
	size_t most; /* bytes of the packed row */
} rows[] = {
	{ { 0 }, 9 },
	{ { .last_sweep = 1, .last_at = 1700000000000, .status = 200 }, 16 },
	{ { .last_sweep = 400,
	      .last_at = 1700000000123,
	      .snapshot = 1000000,
	      .payload = { 1, 2, 3 },
	      .names = 3,
	      .status = 200,
	      .kept = true,
	      .etag = etag,
	      .last_modified = date },
	    62 },
	{ { .mention = true, .failures = 7, .status = 503 }, 10 },
	{ { .listing = true, .last_at = -5 }, 10 },
	{ { .drifted = true, .payload = { 9 } }, 41 },
	{ { .useless_validators = true, .last_modified = etag }, 16 },
	{ { .last_sweep = UINT64_MAX,
	      .last_at = INT64_MIN,
	      .snapshot = UINT64_MAX,
	      .names = UINT64_MAX,
	      .status = -1,
	      .failures = UINT32_MAX },
	    60 },
};

static bool
alike(const struct url_state *a, const struct url_state *b)
{
	return a->last_sweep == b->last_sweep && a->last_at == b->last_at &&
	       a->snapshot == b->snapshot && a->names == b->names &&
	       memcmp(a->payload, b->payload, SHA256_LEN) == 0 &&
	       a->status == b->status && a->kept == b->kept &&
	       a->mention == b->mention && a->listing == b->listing &&
	       a->useless_validators == b->useless_validators &&
	       a->drifted == b->drifted && a->failures == b->failures &&
	       same(a->etag, b->etag) &&
	       same(a->last_modified, b->last_modified);
}

static void
test_url(void **state)
{
	struct url_state got;
	struct txn *t = tmpstore_write();

	(void)state;
	assert_int_equal(state_url_get(t, url, &got), ERR_NOTFOUND);
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct buf b;

		state_url_put(t, url, &rows[i].u);
		CHECK_ROW(i, state_url_get(t, url, &got) == ERR_OK);
		CHECK_ROW(i, alike(&got, &rows[i].u));
		url_state_fini(&got);
		buf_init(&b, 4096);
		url_state_pack(&b, &rows[i].u);
		CHECK_ROW(i, b.len <= rows[i].most);
		/* Cut short, or too long: never taken for a row. */
		for (size_t n = 0; n < b.len; n++)
			CHECK_ROW(i, !url_state_unpack(b.data, n, &got));
		assert_int_equal(buf_addc(&b, 'x'), ERR_OK);
		CHECK_ROW(i, !url_state_unpack(b.data, b.len, &got));
		buf_fini(&b);
	}
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

/* Dates come back as the very text that the server sent. */
static void
test_dates(void **state)
{
	static const struct {
		const char *text;
		bool small;
	} dates[] = {
		{ "Sun, 06 Nov 1994 08:49:37 GMT", true },
		{ "Thu, 01 Jan 1970 00:00:00 GMT", true },
		{ "Fri, 31 Dec 9999 23:59:59 GMT", true },
		{ "Thu, 29 Feb 2024 12:00:00 GMT", true },
		{ "Wed, 29 Feb 2023 12:00:00 GMT", false },
		{ "Mon, 06 Nov 1994 08:49:37 GMT", false }, /* a Sunday */
		{ "Sun, 06 Nov 1994 08:49:60 GMT", false },
		{ "Sun, 06 Nov 1994 24:49:37 GMT", false },
		{ "Wed, 31 Dec 1969 23:59:59 GMT", false },
		{ "Sunday, 06-Nov-94 08:49:37 GMT", false },
		{ "Sun, 06 Xxx 1994 08:49:37 GMT", false },
		{ "Sun, 06 Nov 1994 08:49:37 UTC", false },
		{ "Sun, 00 Nov 1994 08:49:37 GMT", false },
		{ "0", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < NELEM(dates); i++) {
		struct url_state u = { .last_modified =
					   mem_strdup(dates[i].text) };
		struct url_state got;
		struct buf b;

		buf_init(&b, 4096);
		url_state_pack(&b, &u);
		CHECK_ROW(i, (b.data[0] != 0) == dates[i].small);
		CHECK_ROW(i, url_state_unpack(b.data, b.len, &got));
		CHECK_ROW(i, same(got.last_modified, dates[i].text));
		url_state_fini(&got);
		url_state_fini(&u);
		buf_fini(&b);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_long_validators(void **state)
{
	struct txn *t = tmpstore_write();
	struct url_state u = { .etag = mem_alloc(1026) }, got;

	(void)state;
	memset(u.etag, 'e', 1024);
	u.etag[1024] = '\0';
	state_url_put(t, url, &u);
	assert_int_equal(state_url_get(t, url, &got), ERR_OK);
	assert_string_equal(got.etag, u.etag);
	url_state_fini(&got);
	u.etag[1024] = 'e';
	u.etag[1025] = '\0';
	state_url_put(t, url, &u);
	assert_int_equal(state_url_get(t, url, &got), ERR_OK);
	assert_null(got.etag);
	url_state_fini(&got);
	url_state_fini(&u);
	tmpstore_end(t);
}

/* A row that makes no sense is one that is not there, and one line says so. */
static void
test_damaged(void **state)
{
	struct txn *t = tmpstore_write();
	struct url_state got;
	struct key k;

	(void)state;
	log_set_sink(tmpdir_keep_line);
	key_init(&k);
	urlkey_add(&k, url);
	txn_put(t, DB_SEEN, &k, "\xff\xff\xff", 3);
	assert_int_equal(state_url_get(t, url, &got), ERR_NOTFOUND);
	assert_non_null(strstr(tmpdir_logged, url));
	tmpstore_end(t);
}

static void
test_notes(void **state)
{
	static const struct {
		const char *space, *key;
	} notes[] = {
		{ "seed", "site https://a.example/" },
		{ "seed", "" },
		{ "robots", "https://a.example:443" },
		{ "", "seed" },
	};
	char *json, *key = mem_alloc(9001);
	struct txn *t = tmpstore_write();

	(void)state;
	memset(key, 'k', 9000);
	key[9000] = '\0';
	for (size_t i = 0; i < NELEM(notes); i++) {
		json = mem_printf("[%zu]", i);
		CHECK_ROW(i, state_get(t, notes[i].space, notes[i].key,
				 &json) == ERR_NOTFOUND);
		state_put(t, notes[i].space, notes[i].key, json);
		free(json);
	}
	for (size_t i = 0; i < NELEM(notes); i++) {
		char *want = mem_printf("[%zu]", i);

		CHECK_ROW(i, state_get(t, notes[i].space, notes[i].key,
				 &json) == ERR_OK);
		CHECK_ROW(i, same(json, want));
		free(json);
		free(want);
	}
	state_put(t, "host", key, "long");
	key[8999] = 'l'; /* another key */
	assert_int_equal(state_get(t, "host", key, &json), ERR_NOTFOUND);
	state_put(t, "host", key, "other");
	state_del(t, "host", key);
	assert_int_equal(state_get(t, "host", key, &json), ERR_NOTFOUND);
	key[8999] = 'k';
	assert_int_equal(state_get(t, "host", key, &json), ERR_OK);
	assert_string_equal(json, "long");
	free(json);
	free(key);
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

static void
test_numbers(void **state)
{
	struct txn *t = tmpstore_write();

	(void)state;
	assert_int_equal(state_number(t, "seed", "a"), 1);
	assert_int_equal(state_number(t, "seed", "b"), 2);
	assert_int_equal(state_number(t, "host", "a"), 1);
	assert_int_equal(state_number(t, "seed", "a"), 1);
	assert_int_equal(state_number(t, "seed", ""), 3);
	assert_int_equal(state_number(t, "seed", ""), 3);
	tmpstore_end(t);
	t = txn_begin(tmpstore, TXN_READ);
	assert_int_equal(state_number(t, "seed", "b"), 2);
	assert_int_equal(state_number(t, "seed", "c"), 0);
	tmpstore_end(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_url),
		TMPSTORE_TEST(test_dates),
		TMPSTORE_TEST(test_long_validators),
		TMPSTORE_TEST(test_damaged),
		TMPSTORE_TEST(test_notes),
		TMPSTORE_TEST(test_numbers),
	};

	return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
