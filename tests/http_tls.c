/* SPDX-License-Identifier: ISC */
/* The server's certificate, and the OCSP answer that it staples. */
#include <openssl/ssl.h>
#include <stdio.h>

#include "store/base/log.h"
#include "tests/http_conn.h"

enum { STAPLE_MAX = 64 * 1024 };

/* Reads the file anew for each connection that asks: it is small. */
static int
on_status(SSL *ssl, void *arg)
{
	FILE *f = fopen(arg, "rb");
	unsigned char *answer = OPENSSL_malloc(STAPLE_MAX);
	size_t n = 0;

	if (f != NULL && answer != NULL)
		n = fread(answer, 1, STAPLE_MAX, f);
	if (f != NULL)
		fclose(f);
	/* The library takes the bytes. */
	if (n > 0 && SSL_set_tlsext_status_ocsp_resp(ssl, answer, (long)n) == 1)
		return SSL_TLSEXT_ERR_OK;
	OPENSSL_free(answer);
	return SSL_TLSEXT_ERR_NOACK;
}

static void
start_staple(struct http_server *srv)
{
	union {
		const char *in;
		void *out;
	} path = { srv->opt->staple };

	if (path.in == NULL)
		return;
	SSL_CTX_set_tlsext_status_cb(srv->tls, on_status);
	SSL_CTX_set_tlsext_status_arg(srv->tls, path.out);
}

enum err
http_tls_start(struct http_server *srv)
{
	const struct http_options *o = srv->opt;

	if (o->cert == NULL)
		return ERR_OK;
	srv->tls = SSL_CTX_new(TLS_server_method());
	if (srv->tls == NULL ||
	    SSL_CTX_use_certificate_chain_file(srv->tls, o->cert) != 1 ||
	    SSL_CTX_use_PrivateKey_file(srv->tls, o->key, SSL_FILETYPE_PEM) !=
		1) {
		log_error("httpd: %s, %s: not a certificate and its key (PEM)",
		    o->cert, o->key);
		return ERR_USAGE;
	}
	start_staple(srv);
	return ERR_OK;
}
