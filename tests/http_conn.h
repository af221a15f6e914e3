/* SPDX-License-Identifier: ISC */
/* What the files of the test server share: the server, its listeners and its
 * connections. Callers outside see http.h alone. */
#ifndef TESTS_HTTP_CONN_H
#define TESTS_HTTP_CONN_H

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <pthread.h>

#include "store/base/buf.h"
#include "tests/http.h"

/* What is known of one host or one address: how many requests are being
 * answered, and when the last answer ended. */
struct http_tally {
	char *name; /* owned */
	unsigned in_flight;
	int64_t end_us; /* monotonic; 0: none yet */
};

struct http_listener {
	int fd;
	char name[INET6_ADDRSTRLEN];
};

struct http_server {
	const struct http_options *opt;  /* borrowed from http_serve's caller */
	SSL_CTX *tls;                    /* owned; NULL: plain HTTP */
	struct http_listener *listeners; /* owned */
	size_t nlisteners;
	unsigned port;
	int log_fd; /* -1: no log */
	pthread_mutex_t mtx;
	pthread_cond_t changed; /* stop was set, or a connection ended */
	/* shared, under mtx */
	bool stop;
	uint64_t conns_seen, requests_seen;
	unsigned conns_open;
	struct http_conn *conns;    /* linked: those that are open */
	struct http_tally *tallies; /* owned: hosts and addresses */
	size_t ntallies;
	struct buf line; /* the log line in the making */
};

struct http_conn {
	struct http_server *srv;              /* borrowed */
	const struct http_listener *listener; /* borrowed from srv */
	struct http_conn *next;               /* under srv->mtx */
	int fd;
	SSL *ssl; /* owned, or NULL */
	uint64_t number;
	unsigned client_port;
	/* owned by the connection's thread */
	struct buf in;         /* what was received */
	size_t used;           /* bytes of in that belong to this request */
	struct http_request r; /* points into head and host */
	char *head, *fields;   /* owned: the head as sent, and cut up */
	char *host;            /* owned */
	bool is_head, closing, reset, broken, finished;
	int status;
	uint64_t sent; /* bytes of this answer */
	/* what the log says of this request */
	uint64_t seq;
	int64_t begin_us, wall_ms;
	int64_t host_gap_us, addr_gap_us; /* -1: the first one */
	unsigned host_flying, addr_flying, conns_open;
};

/* http_conn.c: serves fd until it closes, then frees c. */
void http_conn_run(struct http_conn *c);

/* http_log.c: a request began; its answer is about to end. */
void http_log_begin(struct http_conn *c);
void http_log_end(struct http_conn *c);

/* http_tls.c: the context of srv, where its options name a certificate. */
enum err http_tls_start(struct http_server *srv) MUST_CHECK;

#endif
