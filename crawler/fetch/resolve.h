/* SPDX-License-Identifier: ISC */
/* Names to addresses, as evidence: which answers, for how long, from which
 * resolver, and whether the hosts file spoke first. By c-ares, whose sockets
 * stand in the fetch thread's one poll: nothing here ever waits. */
#ifndef CRAWLER_FETCH_RESOLVE_H
#define CRAWLER_FETCH_RESOLVE_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "store/base/err.h"

enum {
	RESOLVE_ADDRESSES_MAX = 8,
	RESOLVE_FDS_MAX = 16,       /* sockets that c-ares may hold */
	RESOLVE_IN_FLIGHT_MAX = 32, /* questions at once */
	RESOLVE_TTL_MIN_S = 60,     /* an answer is used at least so long */
	RESOLVE_TTL_MAX_S = 3600,   /* and at most so long */
	RESOLVE_TRY_MS = 3000,      /* of one question to one server */
	RESOLVE_TRIES = 3
};

struct resolve_answer {
	struct sockaddr_storage address[RESOLVE_ADDRESSES_MAX]; /* best first */
	size_t n;        /* 0: the name has none, or nobody answered */
	const char *why; /* when n is 0: static words */
	int64_t ttl_ms;
	char *json; /* owned: name, at, answers, cnames, resolvers, hosts */
};
void resolve_answer_fini(struct resolve_answer *a);

struct resolve;

/* Called once for each question, perhaps before resolve_ask returns; takes
 * what *a owns. */
typedef void resolve_told(void *arg, struct resolve_answer *a);

/* servers: as ares_set_servers_ports_csv takes them, for tests; NULL for the
 * system's. ERR_NET. */
enum err resolve_new(const char *servers, struct resolve **out) MUST_CHECK;
/* Questions under way are told that they came to nothing. NULL does nothing. */
void resolve_free(struct resolve *r);
/* Over RESOLVE_IN_FLIGHT_MAX it waits for its turn. */
void resolve_ask(
    struct resolve *r, const char *name, resolve_told *told, void *arg);
/* For the poll: sockets into fds (room for RESOLVE_FDS_MAX), and how long it
 * may take at most. */
size_t resolve_fds(struct resolve *r, struct curl_waitfd *fds);
int resolve_timeout_ms(struct resolve *r, int max_ms);
/* After the poll. */
void resolve_process(
    struct resolve *r, const struct curl_waitfd *fds, size_t n);

#endif
