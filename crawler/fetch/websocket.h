/* SPDX-License-Identifier: ISC */
/* A stretch of a stream over WebSocket (RFC 6455) as an automaton: bytes that
 * came go in, bytes to be sent come out. No socket and no clock. The handshake
 * is the exchange's request and head, the frames its body, byte for byte as
 * they came; what an event says is the adapter's.
 *
 * The address says which stretch: with cursor=T (microseconds of Unix time, as
 * Jetstream has it) the WEBSOCKET_SPAN_US from there, by the "time_us" of the
 * events; without it one event, which tells the stream's own time. */
#ifndef CRAWLER_FETCH_WEBSOCKET_H
#define CRAWLER_FETCH_WEBSOCKET_H

#include <stdbool.h>
#include <stdint.h>

#include "crawler/fetch/exchange.h"

enum {
	WEBSOCKET_SPAN_US = 60 * 1000 * 1000,
	WEBSOCKET_BODY_MAX = 8 * 1024 * 1024, /* of one stretch */
	WEBSOCKET_FRAME_MAX = 1024 * 1024,
	WEBSOCKET_KEY_ROOM = 32
};

/* One frame at the head of a body (RFC 6455 5.2). */
struct websocket_frame {
	bool last; /* of its message */
	unsigned opcode;
	size_t head, len; /* bytes before what it carries, and of that */
};
enum {
	WEBSOCKET_TEXT = 1,
	WEBSOCKET_CLOSE = 8,
	WEBSOCKET_PING,
	WEBSOCKET_PONG
};
/* False while its head is not whole. A masked or oversized frame, which no
 * server sends, has *bad. */
bool websocket_frame(
    const void *data, size_t n, struct websocket_frame *out, bool *bad);
/* "time_us" of an event in JSON; 0 where it has none. */
int64_t websocket_time(const char *json, size_t n);

struct websocket {
	bool greeted;  /* the handshake is done */
	bool ended;    /* the answer is whole */
	size_t at;     /* of the body: the first frame that is not looked at */
	int64_t time;  /* of the message that is being read; 0: not known */
	int64_t until; /* time_us that ends it; 0: the first event does */
	uint32_t mask; /* of what is sent */
	char key[WEBSOCKET_KEY_ROOM];
	struct exchange *x; /* borrowed until it has ended */
};

/* Asks for the address; random makes key and mask. What is to be sent goes to
 * out, here and in websocket_take. */
void websocket_ask(struct websocket *w, const char *user_agent,
    const uint8_t random[16], struct exchange *x, struct buf *out);
/* What came. True once the stretch is whole, or it cannot be: the exchange says
 * which. */
bool websocket_take(
    struct websocket *w, const char *bytes, size_t len, struct buf *out);

#endif
