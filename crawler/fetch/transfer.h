/* SPDX-License-Identifier: ISC */
/* One request and its answer, through one libcurl easy handle that is used
 * again and again. It fills an exchange with the bytes as they crossed the
 * wire and says how it ended; it decides nothing: what to ask for, when, and
 * whether an address may be visited, is the caller's. */
#ifndef CRAWLER_FETCH_TRANSFER_H
#define CRAWLER_FETCH_TRANSFER_H

#include <curl/curl.h>
#include <stdbool.h>
#include <sys/socket.h>

#include "crawler/fetch/exchange.h"
#include "crawler/fetch/secret.h"
#include "crawler/fetch/tls.h"

/* What all transfers share; borrowed as long as they live. */
struct transfer_common {
	CURLM *multi;
	struct tls *tls;
	const char *user_agent;
	long total_ms, stall_ms, connect_ms; /* ceilings of time */
	bool fresh; /* a connection of its own, no resumed TLS session */
};

struct transfer_request {
	const char *origin; /* "http://host:port/" */
	const char *target; /* path and query, as sent */
	const char *host;   /* as in the URL, with brackets */
	unsigned port;      /* of the URL, also the default one */
	const struct sockaddr_storage *address; /* the only one to connect to */
	bool host_is_ip;
	size_t body_max; /* bytes of the body, EXCHANGE_BODY_MAX at most */
	const char *etag, *last_modified; /* verbatim, or NULL */
	const char *header; /* a line that the network asks for, or NULL */
	const struct secret *secret; /* sent, and not shown; or NULL */
	void *owner;                 /* comes back by transfer_owner */
};

struct transfer;

struct transfer *transfer_new(const struct transfer_common *c);
/* Must not be under way. NULL does nothing. */
void transfer_free(struct transfer *t);
/* Starts; x stays with the transfer until transfer_finish. ERR_NET where
 * libcurl refuses: x is then still the caller's. */
enum err transfer_start(struct transfer *t, const struct transfer_request *r,
    struct exchange *x) MUST_CHECK;
/* The transfer of an easy handle that the multi handle reported. */
struct transfer *transfer_of(CURL *easy);
void *transfer_owner(const struct transfer *t);
/* Takes it off the multi handle and completes the exchange, which is the
 * caller's from now on. Cut short before its end: rc CURLE_ABORTED_BY_CALLBACK,
 * and the exchange is worth nothing. */
struct exchange *transfer_finish(struct transfer *t, CURLcode rc);

#endif
