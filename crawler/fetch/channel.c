/* SPDX-License-Identifier: ISC */
/* A non-blocking socket and OpenSSL on it. */
#include "crawler/fetch/channel.h"

#include <errno.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crawler/fetch/address.h"
#include "crawler/normalise/url.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { WHY_MAX = 256 };

struct channel {
	int fd;
	short events;
	bool connected; /* TCP stands */
	bool ready;     /* TLS too, where there is to be any */
	bool usable;    /* nothing fatal happened to ssl */
	SSL_CTX *ctx;   /* owned, or NULL */
	SSL *ssl;       /* owned, or NULL */
	struct tls_seen seen;
	enum outcome outcome;
	char why[WHY_MAX];
};

static enum channel_end
fail(struct channel *c, enum outcome outcome, const char *why)
{
	c->outcome = outcome;
	c->usable = false;
	snprintf(c->why, sizeof(c->why), "%s", why);
	return CHANNEL_FAILED;
}

/* ---- life ---- */

/* The name is what the certificate must be for. */
static bool
set_name(SSL *ssl, const struct channel_peer *peer)
{
	char name[URL_HOST_ROOM];
	size_t n = strlen(peer->name);

	snprintf(name, sizeof(name), "%s", peer->name);
	if (!peer->name_is_ip)
		return SSL_set_tlsext_host_name(ssl, name) == 1 &&
		       SSL_set1_host(ssl, name) == 1;
	if (n >= 2 && peer->name[0] == '[')
		snprintf(
		    name, sizeof(name), "%.*s", (int)(n - 2), peer->name + 1);
	return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), name) == 1;
}

static bool
make_tls(struct channel *c, const struct channel_peer *peer)
{
	c->ctx = SSL_CTX_new(TLS_client_method());
	if (c->ctx == NULL)
		return false;
	tls_setup(peer->tls, c->ctx, &c->seen);
	SSL_CTX_set_verify(c->ctx, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_mode(c->ctx, SSL_MODE_ENABLE_PARTIAL_WRITE |
				     SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	c->ssl = SSL_new(c->ctx);
	return c->ssl != NULL &&
	       SSL_CTX_set_min_proto_version(c->ctx, TLS1_2_VERSION) == 1 &&
	       set_name(c->ssl, peer) && SSL_set_fd(c->ssl, c->fd) == 1;
}

static void
begin(struct channel *c, const struct channel_peer *peer)
{
	struct sockaddr_storage to = *peer->address;
	socklen_t n = sizeof(struct sockaddr_in);

	if (to.ss_family == AF_INET6) {
		((struct sockaddr_in6 *)&to)->sin6_port =
		    htons((uint16_t)peer->port);
		n = sizeof(struct sockaddr_in6);
	} else {
		((struct sockaddr_in *)&to)->sin_port =
		    htons((uint16_t)peer->port);
	}
	c->events = POLLOUT;
	if (connect(c->fd, (struct sockaddr *)&to, n) != 0 &&
	    errno != EINPROGRESS)
		(void)fail(c, OUTCOME_CONNECT, strerror(errno));
}

struct channel *
channel_new(const struct channel_peer *peer)
{
	struct channel *c = mem_zalloc(sizeof(*c));

	c->usable = true;
	c->fd = socket(peer->address->ss_family,
	    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (c->fd < 0) {
		(void)log_sys("socket");
		channel_free(c);
		return NULL;
	}
	if (peer->tls != NULL && !make_tls(c, peer)) {
		log_error("%s: OpenSSL refuses the connection", peer->name);
		channel_free(c);
		return NULL;
	}
	begin(c, peer);
	return c;
}

void
channel_free(struct channel *c)
{
	if (c == NULL)
		return;
	if (c->ssl != NULL && c->ready && c->usable)
		(void)SSL_shutdown(c->ssl);
	SSL_free(c->ssl);
	SSL_CTX_free(c->ctx);
	tls_seen_reset(&c->seen);
	if (c->fd >= 0)
		close(c->fd);
	free(c);
}

int
channel_fd(const struct channel *c)
{
	return c->fd;
}

short
channel_events(const struct channel *c)
{
	return c->events;
}

/* ---- moving ---- */

/* What OpenSSL's answer to a call means. */
static enum channel_end
tls_end(struct channel *c, int rc)
{
	char text[WHY_MAX];
	unsigned long code;

	switch (SSL_get_error(c->ssl, rc)) {
	case SSL_ERROR_WANT_READ:
		c->events = POLLIN;
		return CHANNEL_WAITS;
	case SSL_ERROR_WANT_WRITE:
		c->events = POLLOUT;
		return CHANNEL_WAITS;
	case SSL_ERROR_ZERO_RETURN:
		return CHANNEL_CLOSED;
	case SSL_ERROR_SYSCALL:
		ERR_clear_error();
		c->usable = false;
		return fail(c, c->ready ? OUTCOME_RESET : OUTCOME_TLS,
		    errno != 0 ? strerror(errno) : "the connection was cut");
	default:
		break;
	}
	code = ERR_get_error();
	ERR_clear_error();
	ERR_error_string_n(code, text, sizeof(text));
	if (c->seen.verify != X509_V_OK)
		snprintf(text, sizeof(text), "%s",
		    X509_verify_cert_error_string(c->seen.verify));
	return fail(c, c->ready ? OUTCOME_RESET : OUTCOME_TLS, text);
}

enum channel_end
channel_open(struct channel *c)
{
	socklen_t n = sizeof(int);
	struct pollfd p = { .fd = c->fd, .events = POLLOUT };
	int error = 0, rc;

	if (!c->usable)
		return CHANNEL_FAILED;
	if (!c->connected) {
		if (poll(&p, 1, 0) == 0)
			return CHANNEL_WAITS;
		if (getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &n) != 0)
			error = errno;
		if (error != 0)
			return fail(c, OUTCOME_CONNECT, strerror(error));
		c->connected = true;
	}
	if (c->ssl != NULL && !c->ready) {
		errno = 0;
		rc = SSL_connect(c->ssl);
		if (rc != 1)
			return tls_end(c, rc);
	}
	c->ready = true;
	c->events = POLLIN;
	return CHANNEL_DONE;
}

/* What the socket's own answer means: n bytes, or errno. */
static enum channel_end
plain_end(struct channel *c, ssize_t n, short events, size_t *moved)
{
	if (n > 0) {
		*moved = (size_t)n;
		return CHANNEL_DONE;
	}
	if (n == 0)
		return CHANNEL_CLOSED;
	if (errno != EAGAIN && errno != EINTR)
		return fail(c, OUTCOME_RESET, strerror(errno));
	c->events = events;
	return CHANNEL_WAITS;
}

enum channel_end
channel_send(struct channel *c, const void *data, size_t n, size_t *sent)
{
	int rc;

	if (!c->usable)
		return CHANNEL_FAILED;
	if (c->ssl == NULL)
		return plain_end(
		    c, send(c->fd, data, n, MSG_NOSIGNAL), POLLOUT, sent);
	errno = 0;
	rc = SSL_write_ex(c->ssl, data, n, sent);
	return rc == 1 ? CHANNEL_DONE : tls_end(c, rc);
}

enum channel_end
channel_receive(struct channel *c, void *out, size_t room, size_t *got)
{
	int rc;

	if (!c->usable)
		return CHANNEL_FAILED;
	if (c->ssl == NULL)
		return plain_end(c, recv(c->fd, out, room, 0), POLLIN, got);
	errno = 0;
	rc = SSL_read_ex(c->ssl, out, room, got);
	return rc == 1 ? CHANNEL_DONE : tls_end(c, rc);
}

/* ---- what is told of it ---- */

enum outcome
channel_outcome(const struct channel *c)
{
	return c->outcome;
}

const char *
channel_why(const struct channel *c)
{
	return c->why;
}

static unsigned
port_of(const struct sockaddr_storage *ss)
{
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)ss;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)ss;

	return ntohs(ss->ss_family == AF_INET6 ? v6->sin6_port : v4->sin_port);
}

void
channel_record(const struct channel *c, struct exchange *x)
{
	struct sockaddr_storage here, there;
	socklen_t here_n = sizeof(here), there_n = sizeof(there);

	if (c->connected &&
	    getsockname(c->fd, (struct sockaddr *)&here, &here_n) == 0 &&
	    getpeername(c->fd, (struct sockaddr *)&there, &there_n) == 0) {
		address_format((struct sockaddr *)&there, x->ip);
		address_format((struct sockaddr *)&here, x->local_ip);
		x->port = port_of(&there);
		x->local_port = port_of(&here);
	}
	if (c->ssl != NULL && c->ready)
		tls_record(c->ssl, x);
	else
		tls_record_failed(&c->seen, x);
}
