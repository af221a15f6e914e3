/* SPDX-License-Identifier: ISC */
/* WebSocket, frame by frame. */
#define _GNU_SOURCE /* memmem */
#include "crawler/fetch/websocket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/normalise/url.h"
#include "store/base/mem.h"

enum {
	FIN = 0x80,
	RESERVED = 0x70,
	OPCODE = 0x0f,
	MASKED = 0x80,
	LEN = 0x7f,
	LEN_16 = 126,
	LEN_64 = 127,
	CONTROL = 8, /* opcodes from there on */
	CONTROL_MAX = 125,
	DIGITS_MAX = 18,
	STATUS_SWITCHED = 101
};

/* ---- frames ---- */

bool
websocket_frame(
    const void *data, size_t n, struct websocket_frame *out, bool *bad)
{
	const uint8_t *p = data;
	size_t extra = 0;
	uint64_t len;

	*bad = false;
	if (n < 2)
		return false;
	len = p[1] & LEN;
	if (len == LEN_16)
		extra = 2;
	else if (len == LEN_64)
		extra = 8;
	if (n < 2 + extra)
		return false;
	for (size_t i = 0; i < extra; i++)
		len = (i == 0 ? 0 : len << 8) | p[2 + i];
	out->last = (p[0] & FIN) != 0;
	out->opcode = p[0] & OPCODE;
	out->head = 2 + extra;
	out->len = (size_t)len;
	*bad = (p[0] & RESERVED) != 0 || (p[1] & MASKED) != 0 ||
	       len > WEBSOCKET_FRAME_MAX ||
	       (out->opcode >= CONTROL && len > CONTROL_MAX);
	return true;
}

int64_t
websocket_time(const char *json, size_t n)
{
	static const char key[] = "\"time_us\":";
	const char *end = json + n;
	const char *at = memmem(json, n, key, sizeof(key) - 1);
	int64_t v = 0;

	if (at == NULL)
		return 0;
	at += sizeof(key) - 1;
	for (int i = 0; i < DIGITS_MAX && at < end; i++, at++) {
		if (*at < '0' || *at > '9')
			break;
		v = v * 10 + (*at - '0');
	}
	return v;
}

/* A frame of ours, masked as a client's are (RFC 6455 5.3). */
static void
say(struct websocket *w, unsigned opcode, const char *data, size_t n,
    struct buf *out)
{
	uint8_t head[6] = { (uint8_t)(FIN | opcode), (uint8_t)(MASKED | n) };
	enum err e;

	memcpy(head + 2, &w->mask, sizeof(w->mask));
	e = buf_add(out, head, sizeof(head));
	for (size_t i = 0; i < n && e == ERR_OK; i++)
		e = buf_addc(out, (char)(data[i] ^ (char)head[2 + i % 4]));
	if (e != ERR_OK) /* nobody needs so many answers */
		buf_reset(out);
}

/* What is behind the whole frames is another stretch's. */
static void
cut(struct buf *b, size_t n)
{
	b->len = n;
	if (b->data != NULL)
		b->data[n] = '\0';
}

/* ---- the handshake ---- */

/* The number behind "cursor=" in an address; 0 where there is none. */
static int64_t
cursor_of(const char *url)
{
	static const char key[] = "cursor=";
	const char *at = strstr(url, key);
	int64_t v = 0;

	if (at == NULL)
		return 0;
	at += sizeof(key) - 1;
	for (int i = 0; i < DIGITS_MAX && *at >= '0' && *at <= '9'; i++)
		v = v * 10 + (*at++ - '0');
	return v;
}

void
websocket_ask(struct websocket *w, const char *user_agent,
    const uint8_t random[16], struct exchange *x, struct buf *out)
{
	char *key = digest_base64(random, 16);
	int64_t cursor = cursor_of(x->url);
	struct url_parts u;

	memset(w, 0, sizeof(*w));
	w->x = x;
	w->until = cursor > 0 ? cursor + WEBSOCKET_SPAN_US : 0;
	memcpy(&w->mask, random, sizeof(w->mask));
	snprintf(w->key, sizeof(w->key), "%s", key);
	free(key);
	if (!url_split(x->url, &u) ||
	    buf_addf(&x->request,
		"GET %.*s%s%.*s HTTP/1.1\r\n"
		"Host: %.*s%s%.*s\r\n"
		"User-Agent: %s\r\n"
		"Upgrade: websocket\r\nConnection: Upgrade\r\n"
		"Sec-WebSocket-Version: 13\r\n"
		"Sec-WebSocket-Key: %s\r\n\r\n",
		(int)u.path.n, u.path.s, u.query.s != NULL ? "?" : "",
		(int)u.query.n, u.query.s != NULL ? u.query.s : "",
		(int)u.host.n, u.host.s, u.port.s != NULL ? ":" : "",
		(int)u.port.n, u.port.s != NULL ? u.port.s : "", user_agent,
		w->key) != ERR_OK ||
	    buf_add(out, x->request.data, x->request.len) != ERR_OK)
		buf_reset(out);
}

static bool
end(struct websocket *w, enum outcome outcome, const char *why)
{
	w->x->outcome = outcome;
	if (why != NULL)
		w->x->why = mem_strdup(why);
	w->ended = true;
	w->x = NULL;
	return true;
}

/* Sec-WebSocket-Accept (RFC 6455 4.2.2): the server has understood. */
static bool
is_accepted(const struct websocket *w)
{
	static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
	char got[64], *want, *joined = mem_printf("%s%s", w->key, guid);
	uint8_t sha[SHA1_LEN];
	bool same;

	digest_sha1(joined, strlen(joined), sha);
	want = digest_base64(sha, sizeof(sha));
	same =
	    exchange_header(w->x, "Sec-WebSocket-Accept", got, sizeof(got)) &&
	    strcmp(got, want) == 0;
	free(want);
	free(joined);
	return same;
}

/* Takes bytes up to the end of the head: how many; *done once it is whole. */
static size_t
take_head(struct websocket *w, const char *bytes, size_t len, bool *done)
{
	struct buf *head = &w->x->head;
	size_t i = 0;

	*done = false;
	while (i < len && !*done) {
		if (buf_addc(head, bytes[i++]) != ERR_OK) {
			end(w, OUTCOME_TOO_LARGE, "its head is over the limit");
			return i;
		}
		*done = head->len >= 4 &&
			memcmp(head->data + head->len - 4, "\r\n\r\n", 4) == 0;
	}
	return i;
}

/* Its status line; anything but 101 is the answer. */
static void
greet(struct websocket *w)
{
	const struct buf *head = &w->x->head;

	if (head->len < 13 || strncasecmp(head->data, "HTTP/1.1 ", 9) != 0) {
		end(w, OUTCOME_MALFORMED, "it does not speak HTTP/1.1");
		return;
	}
	w->x->status = (head->data[9] - '0') * 100 +
		       (head->data[10] - '0') * 10 + (head->data[11] - '0');
	if (w->x->status < 100 || w->x->status > 599)
		end(w, OUTCOME_MALFORMED, "its status is none");
	else if (w->x->status != STATUS_SWITCHED)
		end(w, OUTCOME_OK, NULL);
	else if (!is_accepted(w))
		end(w, OUTCOME_MALFORMED, "it does not speak WebSocket");
	w->greeted = true;
}

/* ---- the stream ---- */

/* Is it the end of the stretch: the server's good-bye, or a message, perhaps
 * the last of its frames, whose event is late enough? */
static bool
is_last(struct websocket *w, const struct websocket_frame *f, const char *data)
{
	if (f->opcode == WEBSOCKET_TEXT)
		w->time = 0;
	if (f->opcode <= WEBSOCKET_TEXT && w->time == 0)
		w->time = websocket_time(data, f->len);
	return f->opcode == WEBSOCKET_CLOSE ||
	       (f->opcode <= WEBSOCKET_TEXT && f->last && w->time > 0 &&
		   (w->until == 0 || w->time >= w->until));
}

/* Looks at the frames that are whole. */
static bool
look(struct websocket *w, struct buf *out)
{
	const struct buf *body = &w->x->body;
	struct websocket_frame f;
	bool bad;

	while (
	    websocket_frame(body->data + w->at, body->len - w->at, &f, &bad)) {
		const char *data = body->data + w->at + f.head;

		if (bad)
			return end(w, OUTCOME_MALFORMED, "a frame is broken");
		if (body->len - w->at < f.head + f.len)
			return false;
		w->at += f.head + f.len;
		if (f.opcode == WEBSOCKET_PING)
			say(w, WEBSOCKET_PONG, data, f.len, out);
		if (is_last(w, &f, data)) {
			say(w, WEBSOCKET_CLOSE, NULL, 0, out);
			cut(&w->x->body, w->at);
			return end(w, OUTCOME_OK, NULL);
		}
	}
	return false;
}

bool
websocket_take(
    struct websocket *w, const char *bytes, size_t len, struct buf *out)
{
	bool done = w->greeted;

	if (!w->greeted) {
		size_t n = take_head(w, bytes, len, &done);

		bytes += n;
		len -= n;
		if (done && !w->ended)
			greet(w);
	}
	if (w->ended || !done)
		return w->ended;
	if (w->x->body.len + len > WEBSOCKET_BODY_MAX ||
	    (len > 0 && buf_add(&w->x->body, bytes, len) != ERR_OK)) {
		cut(&w->x->body, w->at);
		return end(w, OUTCOME_OK, NULL); /* as much as is taken */
	}
	return w->x->body.len > w->at && look(w, out);
}
