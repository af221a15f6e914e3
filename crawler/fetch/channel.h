/* SPDX-License-Identifier: ISC */
/* A connection to a server that does not speak HTTP: TCP to the one address
 * that was decided on, TLS on it from the first byte or none, its certificate
 * checked as libcurl has it checked (tls.h). It never waits: the caller polls,
 * and keeps the times. */
#ifndef CRAWLER_FETCH_CHANNEL_H
#define CRAWLER_FETCH_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "crawler/fetch/exchange.h"
#include "crawler/fetch/tls.h"

struct channel;

struct channel_peer {
	const struct sockaddr_storage *address; /* without its port */
	unsigned port;
	const char *name; /* as in the URL; brackets of IPv6 are taken off */
	bool name_is_ip;
	struct tls *tls; /* NULL: without TLS; else its roots are loaded */
};

/* What came of a try. */
enum channel_end {
	CHANNEL_DONE,   /* some of it */
	CHANNEL_WAITS,  /* poll for channel_events first */
	CHANNEL_CLOSED, /* the peer has ended it */
	CHANNEL_FAILED  /* channel_outcome and channel_why say how */
};

/* NULL where there is no socket to be had (logged). */
struct channel *channel_new(const struct channel_peer *peer);
/* Ends TLS as it should be, if it stands. NULL does nothing. */
void channel_free(struct channel *c);
int channel_fd(const struct channel *c);
/* POLLIN or POLLOUT, as what waits last wants it. */
short channel_events(const struct channel *c);

/* Connects; CHANNEL_DONE once bytes may go. */
enum channel_end channel_open(struct channel *c);
enum channel_end channel_send(
    struct channel *c, const void *data, size_t n, size_t *sent);
enum channel_end channel_receive(
    struct channel *c, void *out, size_t room, size_t *got);

/* After CHANNEL_FAILED; why is borrowed. */
enum outcome channel_outcome(const struct channel *c);
const char *channel_why(const struct channel *c);
/* Addresses, ports and TLS as the exchange has them; also of a handshake that
 * has failed. */
void channel_record(const struct channel *c, struct exchange *x);

#endif
