/* SPDX-License-Identifier: ISC */
/* WARC records: fields in their place, one gzip member each, digests, and the
 * keys of the index. */
#include "tools/bundle/warc.h"

#include <stdlib.h>
#include <unistd.h>
#define ZLIB_CONST /* next_in is only read */
#include <zlib.h>

#include "store/base/mem.h"
#include "tests/unit/tmpdir.h"
#include "tests/unit/unit.h"
#include "tools/bundle/inspect.h"

static const struct {
	const char *url, *want;
} keys[] = {
	{ "https://example.org/path", "org,example)/path" },
	{ "https://www.example.org/", "org,example)/" },
	{ "https://example.org", "org,example)/" },
	{ "https://example.org?q=1", "org,example)/?q=1" },
	{ "http://a.b.Example.org:8080/X?Y=Z", "org,example,b,a:8080)/x?y=z" },
	{ "http://127.0.0.1:81/a", "127.0.0.1:81)/a" },
	{ "http://[::1]:81/a", "[::1]:81)/a" },
	{ "https://example.org/a#b", "org,example)/a" },
};

static void
test_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(keys); i++) {
		char *got = warc_surt(keys[i].url);

		CHECK_ROW(i, same(got, keys[i].want));
		free(got);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_uuid(void **state)
{
	char a[37], b[37], c[37];

	(void)state;
	warc_uuid("x", "request", a);
	warc_uuid("x", "request", b);
	warc_uuid("x", "metadata", c);
	assert_string_equal(a, b);
	assert_string_not_equal(a, c);
	assert_int_equal(strlen(a), 36);
	assert_int_equal(a[14], '8'); /* RFC 9562: its version */
	assert_non_null(strchr("89ab", a[19]));
}

/* ---- records ---- */

static char dir[TMPDIR_MAX], path[TMPDIR_MAX + 8];

static int
setup(void **state)
{
	(void)state;
	tmpdir_make(dir);
	snprintf(path, sizeof(path), "%s/x", dir);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	tmpdir_remove(dir);
	return 0;
}

static const struct warc_record response = {
	.type = "response",
	.uuid = "00000000-0000-8000-8000-000000000001",
	.uri = "http://a.example/\r\nWARC-Type: warcinfo",
	.date = 1795257476692,
	.content_type = "application/http;msgtype=response",
	.ip = "192.0.2.1",
	.head = "HTTP/1.1 200 OK\r\n\r\n",
	.head_len = 19,
	.body = "hello",
	.body_len = 5,
};

/* Writes it twice; the bytes of the second member, inflated. */
static size_t
second(char *out, size_t cap, struct warc_place at[2])
{
	struct spool *s = spool_new(path);
	char raw[4096];
	z_stream z;
	int fd;

	assert_int_equal(warc_write(s, &response, &at[0]), ERR_OK);
	assert_int_equal(warc_write(s, &response, &at[1]), ERR_OK);
	assert_int_equal(spool_flush(s, &fd), ERR_OK);
	assert_int_equal(spool_len(s), at[1].offset + at[1].length);
	assert_int_equal(pread(fd, raw, at[1].length, (off_t)at[1].offset),
	    (ssize_t)at[1].length);
	memset(&z, 0, sizeof(z));
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	z.next_in = (const Bytef *)raw;
	z.avail_in = (uInt)at[1].length;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)cap;
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	inflateEnd(&z);
	spool_free(s);
	return z.total_out;
}

static void
test_record(void **state)
{
	static const char want[] =
	    "WARC/1.1\r\nWARC-Type: response\r\n"
	    "WARC-Record-ID: <urn:uuid:00000000-0000-8000-8000-000000000001>"
	    "\r\nWARC-Target-URI: http://a.example/\r\n"
	    "WARC-Date: 2026-11-21T10:37:56.692Z\r\n"
	    "WARC-IP-Address: 192.0.2.1\r\n"
	    "WARC-Block-Digest: sha256:";
	struct warc_place at[2];
	char out[4096];
	size_t n = second(out, sizeof(out), at);

	(void)state;
	assert_memory_equal(out, want, sizeof(want) - 1);
	assert_int_equal(at[0].length, at[1].length);
	assert_int_equal(at[1].offset, at[0].length);
	assert_int_equal(at[1].block_len, 24);
	assert_int_equal(n, at[1].fields_len + 24 + 4);
	assert_memory_equal(
	    out + at[1].fields_len, "HTTP/1.1 200 OK\r\n\r\nhello\r\n\r\n", 28);
}

/* ---- read back ---- */

static void
ignore(const struct verify_line *line, void *arg)
{
	(void)line;
	(void)arg;
}

static void
test_read_back(void **state)
{
	struct inspect_hash known = { .word = INSPECT_RESPONSE };
	struct inspect v = { .emit = ignore, .hashes = &known, .n_hashes = 1 };
	struct spool *s = spool_new(path);
	struct inspect_warc *w = inspect_warc_new(&v);
	struct warc_place at;
	char raw[4096];
	int fd;

	(void)state;
	digest_sha256("HTTP/1.1 200 OK\r\n\r\nhello", 24, known.sha256);
	assert_int_equal(warc_write(s, &response, &at), ERR_OK);
	assert_int_equal(spool_flush(s, &fd), ERR_OK);
	assert_int_equal(pread(fd, raw, at.length, 0), (ssize_t)at.length);
	assert_true(inspect_warc_push(w, raw, (size_t)at.length));
	inspect_warc_end(w);
	assert_int_equal(v.good[INSPECT_EXCHANGES], 1);
	assert_int_equal(v.bad[INSPECT_EXCHANGES], 0);
	known.sha256[0] ^= 1; /* a record of which no leaf speaks */
	w = inspect_warc_new(&v);
	assert_false(inspect_warc_push(w, raw, (size_t)at.length));
	inspect_warc_end(w);
	assert_int_equal(v.bad[INSPECT_EXCHANGES], 1);
	w = inspect_warc_new(&v); /* cut short */
	(void)inspect_warc_push(w, raw, (size_t)at.length - 9);
	inspect_warc_end(w);
	assert_int_equal(v.bad[INSPECT_EXCHANGES], 2);
	spool_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_keys, rows_reset),
		cmocka_unit_test(test_uuid),
		cmocka_unit_test_setup_teardown(test_record, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_read_back, setup, teardown),
	};

	return cmocka_run_group_tests_name("warc", tests, NULL, NULL);
}
