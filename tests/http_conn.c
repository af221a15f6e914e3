/* SPDX-License-Identifier: ISC */
/* One connection of the test server: reads requests, calls the handler, sends
 * answers. Blocking I/O in a thread of its own; a stop of the server shuts the
 * socket down, which ends every wait here. */
#include "tests/http_conn.h"

#include <errno.h>
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	HEAD_MAX = 256 << 10, /* a request head */
	BODY_MAX = 64 << 20,  /* a request body: read and dropped */
	READ_SIZE = 16 << 10,
	TAIL_SIZE = 16 << 10, /* sent behind the log line */
	JOIN_MAX = 128 << 10, /* head and body up to this leave together */
	ANSWER_MAX = 1 << 30
};

unsigned
http_port(const struct http_conn *c)
{
	return c->srv->port;
}

void
http_close(struct http_conn *c)
{
	c->closing = true;
}

void
http_reset(struct http_conn *c)
{
	c->closing = true;
	c->reset = true;
}

void
http_status(struct http_conn *c, int status)
{
	c->status = status;
}

bool
http_pause(struct http_conn *c, int64_t ms)
{
	struct http_server *srv = c->srv;
	int64_t until = clock_mono_ns() + ms * 1000000;
	struct timespec ts = { .tv_sec = (time_t)(until / 1000000000),
		.tv_nsec = (long)(until % 1000000000) };
	bool stop;
	int rc = 0;

	pthread_mutex_lock(&srv->mtx);
	while (!srv->stop && rc == 0)
		rc = pthread_cond_timedwait(&srv->changed, &srv->mtx, &ts);
	stop = srv->stop;
	pthread_mutex_unlock(&srv->mtx);
	return !stop;
}

/* One write; -1 when the connection is dead. */
static ssize_t
write_some(struct http_conn *c, const char *p, size_t n)
{
	size_t done = 0;

	if (c->ssl == NULL)
		return send(c->fd, p, n, MSG_NOSIGNAL);
	ERR_clear_error();
	return SSL_write_ex(c->ssl, p, n, &done) == 1 ? (ssize_t)done : -1;
}

static ssize_t
read_some(struct http_conn *c, char *p, size_t n)
{
	size_t done = 0;

	if (c->ssl == NULL)
		return recv(c->fd, p, n, 0);
	ERR_clear_error();
	return SSL_read_ex(c->ssl, p, n, &done) == 1 ? (ssize_t)done : -1;
}

bool
http_send(struct http_conn *c, const void *data, size_t n)
{
	const char *p = data;

	while (n > 0 && !c->broken) {
		ssize_t w = write_some(c, p, n);

		if (w < 0 && errno == EINTR && c->ssl == NULL)
			continue;
		if (w <= 0) {
			c->broken = true;
			break;
		}
		p += w;
		n -= (size_t)w;
		c->sent += (uint64_t)w;
	}
	return !c->broken;
}

void
http_finish(struct http_conn *c, const void *data, size_t n)
{
	size_t tail = n < TAIL_SIZE ? n : TAIL_SIZE;
	uint64_t sent;

	http_send(c, data, n - tail);
	sent = c->sent;
	if (!c->broken)
		c->sent += tail; /* what the line is to say */
	http_log_end(c);
	c->finished = true;
	c->sent = sent;
	if (tail > 0)
		http_send(c, (const char *)data + (n - tail), tail);
}

void
http_answer(struct http_conn *c, int status, const char *lines,
    const void *body, size_t n)
{
	char date[64];
	time_t now = time(NULL);
	struct tm tm;
	struct buf b;
	bool bare = c->is_head || status == 304 || status == 204;
	enum err e;

	gmtime_r(&now, &tm);
	strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &tm);
	http_status(c, status);
	buf_init(&b, ANSWER_MAX);
	e = buf_addf(&b, "HTTP/1.1 %d %s\r\nDate: %s\r\n%s", status,
	    http_reason(status), date, lines == NULL ? "" : lines);
	if (e == ERR_OK && status != 304 && status != 204)
		e = buf_addf(&b, "Content-Length: %zu\r\n", n);
	if (e == ERR_OK)
		e = buf_addf(
		    &b, "%s\r\n", c->closing ? "Connection: close\r\n" : "");
	if (e == ERR_OK && !bare && n <= JOIN_MAX) {
		e = buf_add(&b, body, n);
		bare = true;
	}
	if (e != ERR_OK)
		http_close(c);
	else if (bare)
		http_finish(c, b.data, b.len);
	else if (http_send(c, b.data, b.len))
		http_finish(c, body, n);
	buf_fini(&b);
}

/* Where the head ends (behind the blank line); 0: not yet. */
static size_t
head_end(const struct buf *b)
{
	const char *p = b->data;
	size_t left = b->len;

	while (left >= 4) {
		const char *cr = memchr(p, '\r', left - 3);

		if (cr == NULL)
			return 0;
		if (memcmp(cr, "\r\n\r\n", 4) == 0)
			return (size_t)(cr - b->data) + 4;
		left -= (size_t)(cr + 1 - p);
		p = cr + 1;
	}
	return 0;
}

/* Adds what the client sent next to c->in. */
static bool
fill(struct http_conn *c)
{
	ssize_t n;

	if (buf_reserve(&c->in, READ_SIZE) != ERR_OK)
		return false;
	do {
		n = read_some(c, c->in.data + c->in.len, READ_SIZE);
	} while (n < 0 && errno == EINTR && c->ssl == NULL);
	if (n <= 0)
		return false;
	c->in.len += (size_t)n;
	return true;
}

static void
began(struct http_conn *c)
{
	c->begin_us = clock_mono_ns() / 1000;
	c->wall_ms = clock_wall_ms();
}

/* Drops the last request from the buffer and waits for a whole head. */
static bool
read_head(struct http_conn *c)
{
	size_t end;

	memmove(c->in.data, c->in.data + c->used, c->in.len - c->used);
	c->in.len -= c->used;
	c->used = 0;
	if (c->in.len == 0 && !fill(c))
		return false;
	began(c);
	end = head_end(&c->in);
	while (end == 0) {
		if (c->in.len > HEAD_MAX || !fill(c))
			return false;
		end = head_end(&c->in);
	}
	c->used = end;
	return true;
}

/* Cuts "a b c\r\n" in place: NULs behind the method and the target. */
static bool
cut_request_line(struct http_request *r, char *line)
{
	char *target = strchr(line, ' ');
	char *version = target == NULL ? NULL : strchr(target + 1, ' ');

	if (version == NULL || strncmp(version + 1, "HTTP/1.", 7) != 0)
		return false;
	*target++ = '\0';
	*version = '\0';
	r->method = line;
	r->target = target;
	r->query = strchr(target, '?');
	return *target == '/' || strcmp(target, "*") == 0;
}

/* Cuts the lines behind the first into names and values. */
static bool
cut_headers(struct http_request *r, char *p)
{
	for (char *eol = strstr(p, "\r\n"); eol != NULL && eol != p;
	     eol = strstr(p, "\r\n")) {
		char *colon;

		*eol = '\0';
		colon = strchr(p, ':');
		if (colon == NULL || r->headers == HTTP_HEADERS_MAX)
			return false;
		*colon = '\0';
		r->header[r->headers].name = p;
		r->header[r->headers].value =
		    colon + 1 + strspn(colon + 1, " \t");
		r->headers++;
		p = eol + 2;
	}
	return true;
}

static char *
host_of(const struct http_conn *c)
{
	const char *h = http_header(&c->r, "Host");
	size_t n;
	char *host;

	if (h == NULL || *h == '\0')
		return mem_strdup(c->listener->name);
	n = *h == '[' ? strcspn(h, "]") + (strchr(h, ']') != NULL)
		      : strcspn(h, ":");
	host = mem_strndup(h, n);
	for (char *p = host; *p != '\0'; p++)
		*p = (char)(*p >= 'A' && *p <= 'Z' ? *p + ('a' - 'A') : *p);
	return host;
}

/* Makes c->r of the head in the buffer. False: it is no HTTP/1 request. */
static bool
parse_head(struct http_conn *c)
{
	struct http_request *r = &c->r;
	char *eol, *path;

	free(c->head);
	free(c->fields);
	free(c->host);
	memset(r, 0, sizeof(*r));
	c->head = mem_strndup(c->in.data, c->used);
	/* The path wants an end of its own: the target is kept whole too. */
	c->fields = mem_alloc(2 * c->used + 2);
	memcpy(c->fields, c->in.data, c->used);
	c->fields[c->used] = '\0';
	c->host = NULL;
	r->head = c->head;
	eol = strstr(c->fields, "\r\n");
	if (eol == NULL)
		return false;
	*eol = '\0';
	if (!cut_request_line(r, c->fields) || !cut_headers(r, eol + 2))
		return false;
	path = c->fields + c->used + 1;
	memcpy(path, r->target, strlen(r->target) + 1);
	path[strcspn(path, "?")] = '\0';
	r->path = path;
	r->query = r->query == NULL ? NULL : r->query + 1;
	c->host = host_of(c);
	r->host = c->host;
	c->is_head = strcmp(r->method, "HEAD") == 0;
	return true;
}

/* Reads and drops the request's body. */
static bool
skip_body(struct http_conn *c)
{
	const char *length = http_header(&c->r, "Content-Length");
	unsigned long n = length == NULL ? 0 : strtoul(length, NULL, 10);

	if (n > BODY_MAX)
		return false;
	while (c->in.len - c->used < n) {
		size_t had = c->in.len - c->used;

		n -= had;
		c->in.len = c->used;
		if (!fill(c))
			return false;
	}
	c->used += n;
	return true;
}

static bool
wants_close(const struct http_request *r)
{
	const char *v = http_header(r, "Connection");

	return v != NULL && strcasecmp(v, "close") == 0;
}

static bool
serve_one(struct http_conn *c)
{
	if (!read_head(c))
		return false;
	if (!parse_head(c) || !skip_body(c)) {
		log_warn(
		    "httpd: request %zu bytes long not understood", c->used);
		return false;
	}
	c->closing = wants_close(&c->r);
	c->status = 0;
	c->sent = 0;
	c->finished = false;
	http_log_begin(c);
	c->srv->opt->handler(c, &c->r, c->srv->opt->ctx);
	if (!c->finished)
		http_log_end(c); /* cut off, by us or by the client */
	return !c->closing && !c->broken && c->finished;
}

static bool
start_tls(struct http_conn *c)
{
	if (c->srv->tls == NULL)
		return true;
	c->ssl = SSL_new(c->srv->tls);
	if (c->ssl == NULL || SSL_set_fd(c->ssl, c->fd) != 1)
		return false;
	ERR_clear_error();
	return SSL_accept(c->ssl) == 1;
}

/* Nothing may be left unread behind a polite close, or the kernel would turn
 * it into a RST and take the answer's last bytes back. */
static void
linger(struct http_conn *c)
{
	const struct linger hard = { .l_onoff = 1, .l_linger = 0 };
	char sink[READ_SIZE];

	if (c->reset) {
		setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
		return;
	}
	if (c->ssl != NULL && !c->broken)
		SSL_shutdown(c->ssl);
	shutdown(c->fd, SHUT_WR);
	for (int i = 0; i < 64 && recv(c->fd, sink, sizeof(sink), 0) > 0; i++)
		continue;
}

void
http_conn_run(struct http_conn *c)
{
	buf_init(&c->in, HEAD_MAX + 2 * READ_SIZE);
	if (buf_reserve(&c->in, READ_SIZE) == ERR_OK && start_tls(c)) {
		while (serve_one(c))
			continue;
		linger(c);
	}
	SSL_free(c->ssl);
	buf_fini(&c->in);
	free(c->head);
	free(c->fields);
	free(c->host);
}
