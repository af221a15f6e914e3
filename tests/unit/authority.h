/* SPDX-License-Identifier: ISC */
/* A time-stamp authority in the test's own process: a root, a signing
 * certificate, and replies to requests. */
#ifndef TESTS_UNIT_AUTHORITY_H
#define TESTS_UNIT_AUTHORITY_H

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

#include "store/base/mem.h"
#include "tests/unit/unit.h"

struct tsa {
	EVP_PKEY *root_key, *key;
	X509 *root, *cert;
	char *pem; /* the root */
};

static inline X509 *
tsa_certificate(const char *name, EVP_PKEY *key, X509 *issuer,
    EVP_PKEY *issuer_key, const char *usage, long from_s, long to_s)
{
	X509 *cert = X509_new();
	X509_NAME *subject = X509_get_subject_name(cert);
	X509_EXTENSION *ext;
	X509V3_CTX ctx;

	X509_set_version(cert, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), issuer == NULL ? 1 : 2);
	X509_gmtime_adj(X509_getm_notBefore(cert), from_s);
	X509_gmtime_adj(X509_getm_notAfter(cert), to_s);
	X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
	    (const unsigned char *)name, -1, -1, 0);
	X509_set_issuer_name(
	    cert, X509_get_subject_name(issuer == NULL ? cert : issuer));
	X509_set_pubkey(cert, key);
	X509V3_set_ctx(
	    &ctx, issuer == NULL ? cert : issuer, cert, NULL, NULL, 0);
	ext = X509V3_EXT_conf_nid(NULL, &ctx,
	    issuer == NULL ? NID_basic_constraints : NID_ext_key_usage, usage);
	X509_add_ext(cert, ext, -1);
	X509_EXTENSION_free(ext);
	X509_sign(cert, issuer_key, EVP_sha256());
	return cert;
}

/* to_s: when the signing certificate expires, from now on. */
static inline void
tsa_init(struct tsa *a, const char *name, long to_s)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *data;
	long n;

	a->root_key = EVP_EC_gen("P-256");
	a->key = EVP_EC_gen("P-256");
	a->root = tsa_certificate(name, a->root_key, NULL, a->root_key,
	    "critical,CA:TRUE", -86400L * 1000, 86400L * 1000);
	a->cert = tsa_certificate("signer", a->key, a->root, a->root_key,
	    "critical,timeStamping", -86400L * 500, to_s);
	PEM_write_bio_X509(bio, a->root);
	n = BIO_get_mem_data(bio, &data);
	a->pem = mem_strndup(data, (size_t)n);
	BIO_free(bio);
}

static inline void
tsa_fini(struct tsa *a)
{
	EVP_PKEY_free(a->root_key);
	EVP_PKEY_free(a->key);
	X509_free(a->root);
	X509_free(a->cert);
	free(a->pem);
}

static inline ASN1_INTEGER *
tsa_serial(TS_RESP_CTX *ctx, void *arg)
{
	ASN1_INTEGER *n = ASN1_INTEGER_new();

	(void)ctx;
	(void)arg;
	ASN1_INTEGER_set(n, 4711);
	return n;
}

static long tsa_time; /* the clock of tsa_reply; 0: the real one */

static inline int
tsa_clock(TS_RESP_CTX *ctx, void *arg, long *sec, long *usec)
{
	(void)ctx;
	(void)arg;
	*sec = tsa_time != 0 ? tsa_time : (long)time(NULL);
	*usec = 0;
	return 1;
}

/* The reply as DER; the caller OPENSSL_free()s. */
static inline unsigned char *
tsa_reply(struct tsa *a, const void *request, size_t request_len, size_t *len)
{
	TS_RESP_CTX *ctx = TS_RESP_CTX_new();
	BIO *bio = BIO_new_mem_buf(request, (int)request_len);
	ASN1_OBJECT *policy = OBJ_txt2obj("1.2.3.4", 1);
	STACK_OF(X509) *chain = sk_X509_new_null();
	unsigned char *der = NULL;
	TS_RESP *resp;
	int n;

	sk_X509_push(chain, a->root);
	TS_RESP_CTX_set_signer_cert(ctx, a->cert);
	TS_RESP_CTX_set_signer_key(ctx, a->key);
	TS_RESP_CTX_set_signer_digest(ctx, EVP_sha256());
	TS_RESP_CTX_set_ess_cert_id_digest(ctx, EVP_sha256());
	TS_RESP_CTX_set_certs(ctx, chain);
	TS_RESP_CTX_set_def_policy(ctx, policy);
	TS_RESP_CTX_add_md(ctx, EVP_sha256());
	TS_RESP_CTX_set_serial_cb(ctx, tsa_serial, NULL);
	TS_RESP_CTX_set_time_cb(ctx, tsa_clock, NULL);
	resp = TS_RESP_create_response(ctx, bio);
	n = resp == NULL ? 0 : i2d_TS_RESP(resp, &der);
	*len = n > 0 ? (size_t)n : 0;
	TS_RESP_free(resp);
	sk_X509_free(chain);
	ASN1_OBJECT_free(policy);
	BIO_free(bio);
	TS_RESP_CTX_free(ctx);
	return der;
}

#endif
