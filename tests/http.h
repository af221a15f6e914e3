/* SPDX-License-Identifier: ISC */
/* The HTTP/1.1 server on which tests and the demonstration network stand: one
 * thread a connection, bound to addresses of 127/8 (or ::1), keep-alive, TLS if
 * asked. Who answers is a callback; what was asked is written to a log, one
 * JSON object a request (http_log.c lists its fields).
 *
 * The log is the witness of politeness tests, so its times are biased in the
 * client's favour by construction: "begin" is read after the request's first
 * byte has arrived, and "end" is read, and the line written, just before the
 * answer's last bytes are sent. A client that waits d after the last byte can
 * therefore never be seen with a gap below d, and who has read a whole answer
 * finds its line in the log. */
#ifndef TESTS_HTTP_H
#define TESTS_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

enum {
	HTTP_HEADERS_MAX = 128, /* header lines a request */
	HTTP_LISTEN_MAX = 1024, /* addresses, a range counts each */
	HTTP_CONNS_MAX = 4096,  /* connections at once */
	HTTP_SECONDS_DEFAULT = 600
};

/* All strings point into the connection's buffer: valid during the call. */
struct http_request {
	const char *method;
	const char *target; /* as sent: path and query */
	const char *path;   /* without the query, not decoded */
	const char *query;  /* behind the "?", or NULL */
	const char *host;   /* lower case, without the port */
	const char *head;   /* the request head as it came, NUL-terminated */
	size_t headers;
	struct {
		const char *name, *value;
	} header[HTTP_HEADERS_MAX];
};

struct http_conn;

/* Answers one request; called in the connection's thread. */
typedef void http_handler(
    struct http_conn *c, const struct http_request *r, void *ctx);

struct http_options {
	char *listen[HTTP_LISTEN_MAX]; /* owned: numeric addresses */
	size_t listens;                /* 0: 127.0.0.1 alone */
	unsigned port;                 /* 0: the kernel picks */
	const char *cert, *key;        /* PEM files, or NULL for plain HTTP */
	const char *staple; /* a DER file: the OCSP answer to staple, or NULL */
	const char *log;    /* appended to; NULL for none */
	const char *port_file; /* the port goes here; NULL: stdout */
	unsigned max_seconds;  /* then the server ends by itself */
	http_handler *handler;
	void (*on_usr1)(void *ctx); /* SIGUSR1, in the main thread; or NULL */
	void *ctx;                  /* borrowed: for both callbacks */
};

void http_options_init(struct http_options *o, http_handler *h, void *ctx);
void http_options_fini(struct http_options *o);
/* Takes the option at argv[*i] with its value, if it is one of the server's:
 * --listen ADDRESS (also 127.0.1.1..200), --port N, --tls CERT KEY,
 * --staple OCSP, --log FILE, --port-file FILE, --max-seconds N. ERR_NOTFOUND:
 * not one of them. */
enum err http_option(
    struct http_options *o, int argc, char **argv, int *i) MUST_CHECK;
/* Serves until SIGTERM, SIGINT, the parent's death or max_seconds. */
enum err http_serve(struct http_options *o) MUST_CHECK;
/* The port that was bound; from callbacks. */
unsigned http_port(const struct http_conn *c);

/* A header's value, the name in any case; NULL if it is not there. */
const char *http_header(const struct http_request *r, const char *name);
/* The words of a status, "Not Found"; never NULL. */
const char *http_reason(int status);
/* The value of a hexadecimal digit; -1: it is none. */
int http_hex(char c);
/* n bytes without their percent escapes into out of size bytes, cut where it
 * ends and closed with a NUL; the length. */
size_t http_decode(const char *s, size_t n, char *out, size_t size);

/* Sends one answer whole: status line, Date, Content-Length, the given lines
 * ("Name: value\r\n" each, or NULL) and the body, unless HEAD or 304 forbids
 * it. */
void http_answer(struct http_conn *c, int status, const char *lines,
    const void *body, size_t n);

/* Answers by hand: http_status once, http_send any number of times, then one
 * http_finish with the last bytes. False: the client is gone or the server is
 * stopping, send no more. */
void http_status(struct http_conn *c, int status);
bool http_send(struct http_conn *c, const void *data, size_t n);
void http_finish(struct http_conn *c, const void *data, size_t n);
/* The connection ends behind this answer; http_reset: with a RST. */
void http_close(struct http_conn *c);
void http_reset(struct http_conn *c);
/* Waits. False: the server is stopping. */
bool http_pause(struct http_conn *c, int64_t ms);

#endif
