/* SPDX-License-Identifier: ISC */
/* TLS as evidence: the roots against which a chain is checked, and what is
 * recorded of a connection. The roots are Mozilla's, as Debian ships them one
 * by one, without what an administrator or a proxy added to the system's own
 * bundle; $VIGIE_CA_FILE adds to them, and the record says so. They are read
 * once and shared, since reading them anew costs 17 ms a connection
 * (PERFORMANCE.md 3.2). */
#ifndef CRAWLER_FETCH_TLS_H
#define CRAWLER_FETCH_TLS_H

#include <openssl/ssl.h>

#include "crawler/fetch/exchange.h"

enum { TLS_CHAIN_MAX = 20 /* certificates of a chain that are kept */ };

struct tls;

/* What a handshake showed, kept for the case that it fails. */
struct tls_seen {
	STACK_OF(X509) * chain; /* owned: leaf first, or NULL */
	int verify;
};

struct tls *tls_new(const char *ca_file);
void tls_free(struct tls *t);
/* Reads the roots if that was not done. ERR_SYS when there are none, or when
 * the file of the user's own cannot be read (logged). */
enum err tls_load(struct tls *t) MUST_CHECK;
/* The roots as a JSON object; NULL before tls_load. Borrowed. */
const char *tls_roots(const struct tls *t);
/* The same as PEM, after tls_load; the caller frees. */
char *tls_roots_pem(const struct tls *t);
/* Makes a new connection's context check against the roots and leave what it
 * saw in *seen, which lives as long as the connection. */
void tls_setup(struct tls *t, SSL_CTX *ctx, struct tls_seen *seen);
/* Fills the TLS fields of x from a connection that stands. What is dear to
 * compute is kept with the connection. */
void tls_record(SSL *ssl, struct exchange *x);
/* Fills what a failed handshake left. */
void tls_record_failed(const struct tls_seen *seen, struct exchange *x);
void tls_seen_reset(struct tls_seen *seen);

#endif
