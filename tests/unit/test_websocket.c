/* SPDX-License-Identifier: ISC */
/* WebSocket: frames, the handshake, and where a stretch of a stream ends. */
#include <stdlib.h>

#include "crawler/fetch/websocket.h"
#include "store/base/mem.h"
#include "tests/unit/unit.h"

static const struct {
	const char *bytes;
	size_t n;
	bool whole, bad; /* its head */
	unsigned opcode;
	size_t head, len;
} frames[] = {
	{ "", 0, false, false, 0, 0, 0 },
	{ "\x81", 1, false, false, 0, 0, 0 },
	{ "\x81\x05", 2, true, false, 1, 2, 5 },
	{ "\x81\x7d", 2, true, false, 1, 2, 125 },
	{ "\x81\x7e\x01", 3, false, false, 0, 0, 0 },
	{ "\x81\x7e\x01\x00", 4, true, false, 1, 4, 256 },
	{ "\x81\x7f\0\0\0\0\0\x10\0\0", 10, true, false, 1, 10, 1048576 },
	{ "\x81\x7f\0\0\0\0\0\x10\0\1", 10, true, true, 1, 10, 1048577 },
	{ "\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10, true, true, 1, 10,
	    SIZE_MAX },
	{ "\x81\x85", 2, true, true, 1, 2, 5 }, /* masked */
	{ "\xc1\x05", 2, true, true, 1, 2, 5 }, /* an extension's */
	{ "\x89\x00", 2, true, false, 9, 2, 0 },
	{ "\x89\x7e\x00\x7e", 4, true, true, 9, 4, 126 },
};

static void
test_frames(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(frames); i++) {
		struct websocket_frame f;
		bool bad, whole = websocket_frame(
			      frames[i].bytes, frames[i].n, &f, &bad);

		CHECK_ROW(i, whole == frames[i].whole);
		CHECK_ROW(i, bad == frames[i].bad);
		if (!whole)
			continue;
		CHECK_ROW(i, f.opcode == frames[i].opcode);
		CHECK_ROW(i, f.head == frames[i].head);
		CHECK_ROW(i, f.len == frames[i].len);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *json;
	int64_t want;
} times[] = {
	{ "{\"did\":\"x\",\"time_us\":1795291560000005,\"kind\":1}",
	    1795291560000005 },
	{ "{\"time_us\":}", 0 },
	{ "{\"time_us\":-5}", 0 },
	{ "{\"time_us\":", 0 },
	{ "{}", 0 },
	{ "{\"time_us\":99999999999999999999999}", 999999999999999999 },
};

static void
test_times(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(times); i++)
		CHECK_ROW(i, websocket_time(times[i].json,
				 strlen(times[i].json)) == times[i].want);
	assert_int_equal(rows_failed, 0);
}

/* RFC 6455 1.3: that key, and what the server answers to it. */
static const uint8_t sample[16] = "the sample nonce";
#define ACCEPT "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
#define SWITCHED "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
#define EVENT(t) "\x81\x0f{\"time_us\":" t "}"

static const struct {
	const char *url, *came;
	bool whole;
	int status;
	enum outcome outcome;
	size_t body; /* bytes of it that are kept */
	size_t said; /* behind the request */
} talks[] = {
	{ "ws://h/s", SWITCHED ACCEPT "\r\n", false, 101, OUTCOME_OK, 0, 0 },
	/* Without a cursor the first event is all; nothing behind it. */
	{ "ws://h/s", SWITCHED ACCEPT "\r\n" EVENT("123") EVENT("124"), true,
	    101, OUTCOME_OK, 17, 6 },
	/* With one, a minute. */
	{ "ws://h/s?cursor=100", SWITCHED ACCEPT "\r\n" EVENT("123"), false,
	    101, OUTCOME_OK, 17, 0 },
	{ "ws://h/s?a=b&cursor=100",
	    SWITCHED ACCEPT
	    "\r\n" EVENT("123") "\x81\x14{\"time_us\":60000100}",
	    true, 101, OUTCOME_OK, 39, 6 },
	{ "ws://h/s?cursor=100",
	    SWITCHED ACCEPT "\r\n" EVENT("123") "\x89\x02hi", false, 101,
	    OUTCOME_OK, 21, 8 },
	{ "ws://h/s?cursor=100",
	    SWITCHED ACCEPT "\r\n" EVENT("123") "\x88\x00" EVENT("124"), true,
	    101, OUTCOME_OK, 19, 6 },
	{ "ws://h/s?cursor=100", SWITCHED ACCEPT "\r\n\x81\x81", true, 101,
	    OUTCOME_MALFORMED, 2, 0 },
	/* Servers that do not want to, or cannot. */
	{ "ws://h/s", "HTTP/1.1 429 Busy\r\nRetry-After: 9\r\n\r\n", true, 429,
	    OUTCOME_OK, 0, 0 },
	{ "ws://h/s", SWITCHED "\r\n", true, 101, OUTCOME_MALFORMED, 0, 0 },
	{ "ws://h/s", SWITCHED "Sec-WebSocket-Accept: x\r\n\r\n", true, 101,
	    OUTCOME_MALFORMED, 0, 0 },
	{ "ws://h/s", "200 hi\r\n\r\n", true, 0, OUTCOME_MALFORMED, 0, 0 },
	{ "ws://h/s", "HTTP/1.1 x01 Hm\r\n\r\n", true, 0, OUTCOME_MALFORMED, 0,
	    0 },
};

static bool
feed(struct websocket *w, const char *bytes, size_t n, size_t step,
    struct buf *out)
{
	bool whole = false;

	for (size_t i = 0; i < n && !whole; i += step)
		whole = websocket_take(
		    w, bytes + i, n - i < step ? n - i : step, out);
	return whole;
}

/* What came, with the NULs of empty frames. */
static size_t
length_of(const char *came)
{
	const char *end = strstr(came, "\x88");

	return end == NULL || end[1] != '\0'
		   ? strlen(came)
		   : (size_t)(end - came) + 2 + strlen(end + 2);
}

static void
check_talk(size_t i, size_t step)
{
	struct exchange *x = exchange_new(talks[i].url);
	struct websocket w;
	struct buf out;
	size_t asked;

	buf_init(&out, 65536);
	websocket_ask(&w, "vigie/0", sample, x, &out);
	asked = out.len;
	CHECK_ROW(i, asked > 0 && asked == x->request.len);
	CHECK_ROW(
	    i, strstr(out.data, "Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") != NULL);
	CHECK_ROW(i, feed(&w, talks[i].came, length_of(talks[i].came), step,
			 &out) == talks[i].whole);
	CHECK_ROW(i, talks[i].status == 0 || x->status == talks[i].status);
	CHECK_ROW(i, x->outcome == talks[i].outcome);
	CHECK_ROW(i, x->body.len == talks[i].body);
	CHECK_ROW(i, out.len - asked == talks[i].said);
	CHECK_ROW(i, x->outcome == OUTCOME_OK || x->why != NULL);
	buf_fini(&out);
	exchange_free(x);
}

static void
test_talks(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(talks); i++) {
		check_talk(i, 1);
		check_talk(i, 7);
		check_talk(i, 4096);
	}
	assert_int_equal(rows_failed, 0);
}

/* As much as is taken is taken in whole frames. */
static void
test_ceiling(void **state)
{
	static const char begin[] = SWITCHED ACCEPT "\r\n";
	enum { FRAME = 65539 };
	struct exchange *x = exchange_new("ws://h/s?cursor=100");
	char *frame = mem_zalloc(FRAME);
	struct websocket w;
	struct buf out;
	bool whole = false;
	int n = 0;

	(void)state;
	buf_init(&out, 65536);
	memcpy(frame, "\x81\x7e\xff\xff", 4);
	websocket_ask(&w, "vigie/0", sample, x, &out);
	assert_false(feed(&w, begin, sizeof(begin) - 1, 4096, &out));
	while (!whole && n++ < 1000)
		whole = websocket_take(&w, frame, FRAME, &out);
	assert_true(whole);
	assert_int_equal(x->outcome, OUTCOME_OK);
	assert_int_equal(
	    x->body.len, WEBSOCKET_BODY_MAX / FRAME * (size_t)FRAME);
	free(frame);
	buf_fini(&out);
	exchange_free(x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_frames, rows_reset),
		cmocka_unit_test_setup(test_times, rows_reset),
		cmocka_unit_test_setup(test_talks, rows_reset),
		cmocka_unit_test_setup(test_ceiling, rows_reset),
	};

	return cmocka_run_group_tests_name("websocket", tests, NULL, NULL);
}
