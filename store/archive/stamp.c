/* SPDX-License-Identifier: ISC */
/* Time stamps by OpenSSL's TS module. */
#include "store/archive/stamp.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/mem.h"

enum {
	NONCE_LEN = 8,
	CERTIFICATES_MAX = 4096, /* of one PEM text */
	WHY_MAX = 512
};

/* ---- small things of OpenSSL ---- */

/* OpenSSL's own words for what went wrong, "fallback" where it has none. */
static char *
words(const char *fallback)
{
	const char *data = NULL, *reason;
	int flags = 0;
	unsigned long code =
	    ERR_peek_last_error_all(NULL, NULL, NULL, &data, &flags);
	char *why;

	reason = code == 0 ? NULL : ERR_reason_error_string(code);
	if (reason == NULL)
		reason = fallback;
	if (data != NULL && (flags & ERR_TXT_STRING) != 0 && data[0] != '\0')
		why = mem_printf("%s (%.*s)", reason, WHY_MAX, data);
	else
		why = mem_strdup(reason);
	ERR_clear_error();
	return why;
}

/* Milliseconds since 1970; false for what is no time. */
static bool
time_ms(const ASN1_TIME *t, int64_t *ms)
{
	struct tm tm;

	if (t == NULL || ASN1_TIME_to_tm(t, &tm) != 1)
		return false;
	*ms = (clock_days(tm.tm_year + 1900, (unsigned)tm.tm_mon + 1,
		   (unsigned)tm.tm_mday) *
		      86400 +
		  tm.tm_hour * INT64_C(3600) + tm.tm_min * INT64_C(60) +
		  tm.tm_sec) *
	      1000;
	return true;
}

static STACK_OF(X509) * certificates(const char *pem)
{
	STACK_OF(X509) *all = sk_X509_new_null();
	BIO *bio = BIO_new_mem_buf(pem, -1);
	X509 *cert;

	if (all == NULL || bio == NULL)
		abort(); /* only a lack of memory does this */
	cert = PEM_read_bio_X509(bio, NULL, NULL, NULL);
	while (cert != NULL && sk_X509_num(all) < CERTIFICATES_MAX) {
		if (sk_X509_push(all, cert) == 0)
			abort();
		cert = PEM_read_bio_X509(bio, NULL, NULL, NULL);
	}
	X509_free(cert);
	ERR_clear_error(); /* the end of the text is an error to it */
	BIO_free(bio);
	return all;
}

static void
free_certificates(STACK_OF(X509) * all)
{
	sk_X509_pop_free(all, X509_free);
}

/* ---- the request ---- */

static TS_MSG_IMPRINT *
make_imprint(const uint8_t imprint[SHA256_LEN])
{
	TS_MSG_IMPRINT *m = TS_MSG_IMPRINT_new();
	X509_ALGOR *algo = X509_ALGOR_new();
	uint8_t copy[SHA256_LEN];

	memcpy(copy, imprint, sizeof(copy));
	if (m == NULL || algo == NULL ||
	    X509_ALGOR_set0(algo, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL) !=
		1 ||
	    TS_MSG_IMPRINT_set_algo(m, algo) != 1 ||
	    TS_MSG_IMPRINT_set_msg(m, copy, sizeof(copy)) != 1)
		abort();
	X509_ALGOR_free(algo);
	return m;
}

static ASN1_INTEGER *
make_nonce(void)
{
	ASN1_INTEGER *nonce = ASN1_INTEGER_new();
	uint64_t bits;

	/* Positive, and of full length: no authority trips over its coding. */
	digest_random(&bits, sizeof(bits));
	bits = (bits >> 1) | (uint64_t)1 << 62;
	if (nonce == NULL || ASN1_INTEGER_set_uint64(nonce, bits) != 1)
		abort();
	return nonce;
}

enum err
stamp_request(const uint8_t imprint[SHA256_LEN], struct buf *der)
{
	TS_REQ *req = TS_REQ_new();
	TS_MSG_IMPRINT *m = make_imprint(imprint);
	ASN1_INTEGER *nonce = make_nonce();
	unsigned char *bytes = NULL;
	enum err e = ERR_LIMIT;
	int n;

	if (req == NULL || TS_REQ_set_version(req, 1) != 1 ||
	    TS_REQ_set_msg_imprint(req, m) != 1 ||
	    TS_REQ_set_nonce(req, nonce) != 1 ||
	    TS_REQ_set_cert_req(req, 1) != 1)
		abort();
	n = i2d_TS_REQ(req, &bytes);
	if (n > 0 && n <= STAMP_REQUEST_MAX)
		e = buf_add(der, bytes, (size_t)n);
	OPENSSL_free(bytes);
	ASN1_INTEGER_free(nonce);
	TS_MSG_IMPRINT_free(m);
	TS_REQ_free(req);
	return e;
}

/* ---- the reply ---- */

/* What is judged; freed whatever stands. */
struct judged {
	TS_REQ *req;
	TS_RESP *resp;
	STACK_OF(X509) * roots, *helpers;
	X509_STORE *store;
};

static void
judged_fini(struct judged *j)
{
	X509_STORE_free(j->store);
	free_certificates(j->helpers);
	free_certificates(j->roots);
	TS_RESP_free(j->resp);
	TS_REQ_free(j->req);
}

static char *
read_both(struct judged *j, const void *request, size_t request_len,
    const void *reply, size_t reply_len)
{
	const unsigned char *p = request, *q = reply;

	if (request_len > STAMP_REQUEST_MAX)
		return mem_strdup("its request is no request");
	if (reply_len > STAMP_REPLY_MAX)
		return mem_printf(
		    "its reply is longer than %d bytes", STAMP_REPLY_MAX);
	j->req = d2i_TS_REQ(NULL, &p, (long)request_len);
	if (j->req == NULL || p != (const unsigned char *)request + request_len)
		return words("its request is no request");
	j->resp = d2i_TS_RESP(NULL, &q, (long)reply_len);
	if (j->resp == NULL) {
		ERR_clear_error();
		return mem_strdup("its reply is no time-stamp reply");
	}
	if (q != (const unsigned char *)reply + reply_len)
		return mem_strdup("there are bytes behind its reply");
	return NULL;
}

/* The token's own statements; none of them is believed before the signature
 * is verified. */
static char *
read_info(TS_TST_INFO *info, struct stamp *out)
{
	TS_MSG_IMPRINT *m = TS_TST_INFO_get_msg_imprint(info);
	const ASN1_INTEGER *serial = TS_TST_INFO_get_serial(info);
	const ASN1_OCTET_STRING *digest =
	    m == NULL ? NULL : TS_MSG_IMPRINT_get_msg(m);
	BIGNUM *number;
	char *hex;

	if (digest == NULL || ASN1_STRING_length(digest) != SHA256_LEN)
		return mem_strdup("its imprint is of another digest");
	memcpy(out->imprint, ASN1_STRING_get0_data(digest), SHA256_LEN);
	if (!time_ms(TS_TST_INFO_get_time(info), &out->time))
		return mem_strdup("its time cannot be read");
	if (OBJ_obj2txt(out->policy, sizeof(out->policy),
		TS_TST_INFO_get_policy_id(info), 1) <= 0)
		return mem_strdup("its policy cannot be read");
	number = serial == NULL ? NULL : ASN1_INTEGER_to_BN(serial, NULL);
	hex = number == NULL ? NULL : BN_bn2hex(number);
	BN_free(number);
	if (hex == NULL || strlen(hex) >= sizeof(out->serial)) {
		OPENSSL_free(hex);
		return mem_strdup("its serial number cannot be read");
	}
	memcpy(out->serial, hex, strlen(hex) + 1);
	OPENSSL_free(hex);
	return NULL;
}

/* The roots, at the time that the token states. */
static X509_STORE *
make_store(STACK_OF(X509) * roots, int64_t time)
{
	X509_STORE *store = X509_STORE_new();
	X509_VERIFY_PARAM *param;

	if (store == NULL)
		abort();
	for (int i = 0; i < sk_X509_num(roots); i++)
		(void)X509_STORE_add_cert(store, sk_X509_value(roots, i));
	param = X509_STORE_get0_param(store);
	X509_VERIFY_PARAM_set_time(param, (time_t)(time / 1000));
	/* The user may have named a CA that is not the end of its chain. */
	(void)X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
	return store;
}

/* Signature, chain, imprint, nonce, status: OpenSSL's own judgement. */
static char *
verify(struct judged *j)
{
	TS_VERIFY_CTX *ctx = TS_REQ_to_TS_VERIFY_CTX(j->req, NULL);
	X509_STORE *store = j->store;
	STACK_OF(X509) *helpers = X509_chain_up_ref(j->helpers);
	char *why = NULL;

	if (ctx == NULL || helpers == NULL)
		abort();
	(void)TS_VERIFY_CTX_add_flags(ctx, TS_VFY_VERSION | TS_VFY_SIGNATURE);
	X509_STORE_up_ref(store);
#if OPENSSL_VERSION_NUMBER >= 0x30400000L
	(void)TS_VERIFY_CTX_set0_store(ctx, store);
	(void)TS_VERIFY_CTX_set0_certs(ctx, helpers);
#else
	(void)TS_VERIFY_CTX_set_store(ctx, store);
	(void)TS_VERIFY_CTX_set_certs(ctx, helpers);
#endif
	if (TS_RESP_verify_response(ctx, j->resp) != 1)
		why = words("its signature does not hold");
	TS_VERIFY_CTX_free(ctx);
	return why;
}

static void
keep_chain(STACK_OF(X509) * chain, struct stamp *out)
{
	BIO *bio = BIO_new(BIO_s_mem());
	unsigned len = SHA256_LEN;
	char *data;
	long n;

	if (bio == NULL)
		abort();
	for (int i = 0; i < sk_X509_num(chain); i++)
		(void)PEM_write_bio_X509(bio, sk_X509_value(chain, i));
	n = BIO_get_mem_data(bio, &data);
	if (n > 0 && n <= STAMP_CHAIN_MAX) {
		out->chain = mem_strndup(data, (size_t)n);
		out->chain_len = (size_t)n;
	}
	BIO_free(bio);
	(void)X509_digest(sk_X509_value(chain, sk_X509_num(chain) - 1),
	    EVP_sha256(), out->root, &len);
	(void)time_ms(
	    X509_get0_notAfter(sk_X509_value(chain, 0)), &out->expires);
}

/* The way that the verification went, from the signer to the root. */
static char *
find_chain(struct judged *j, struct stamp *out)
{
	PKCS7 *token = TS_RESP_get_token(j->resp);
	X509_STORE_CTX *ctx = X509_STORE_CTX_new();
	STACK_OF(X509) *helpers = X509_chain_up_ref(j->helpers), *chain;
	STACK_OF(X509) *signers = PKCS7_get0_signers(token, j->helpers, 0);
	char *why = NULL;

	if (ctx == NULL || helpers == NULL)
		abort();
	for (int i = 0; i < sk_X509_num(token->d.sign->cert); i++) {
		X509 *cert = sk_X509_value(token->d.sign->cert, i);

		if (X509_up_ref(cert) != 1 || sk_X509_push(helpers, cert) == 0)
			abort();
	}
	if (signers == NULL || sk_X509_num(signers) != 1 ||
	    X509_STORE_CTX_init(
		ctx, j->store, sk_X509_value(signers, 0), helpers) != 1 ||
	    X509_STORE_CTX_set_purpose(ctx, X509_PURPOSE_TIMESTAMP_SIGN) != 1 ||
	    X509_verify_cert(ctx) != 1) {
		why = words("its chain cannot be built");
	} else {
		chain = X509_STORE_CTX_get0_chain(ctx);
		keep_chain(chain, out);
		if (out->chain == NULL)
			why = mem_strdup("its chain is too long");
	}
	X509_STORE_CTX_free(ctx);
	free_certificates(helpers);
	sk_X509_free(signers);
	return why;
}

/* NULL when it holds. */
static char *
judge(struct judged *j, struct stamp *out)
{
	TS_TST_INFO *info = TS_RESP_get_tst_info(j->resp);
	char *why;

	if (sk_X509_num(j->roots) == 0)
		return mem_strdup("no root certificate to verify it with");
	if (info == NULL) /* refused: OpenSSL has words for the status */
		j->store = make_store(j->roots, clock_wall_ms());
	else {
		why = read_info(info, out);
		if (why != NULL)
			return why;
		j->store = make_store(j->roots, out->time);
	}
	why = verify(j);
	if (why == NULL && info == NULL)
		why = mem_strdup("there is no token in its reply");
	return why != NULL ? why : find_chain(j, out);
}

static enum err
finish(struct judged *j, struct stamp *s, char *why, struct stamp *out,
    char **why_out)
{
	judged_fini(j);
	ERR_clear_error();
	if (why == NULL) {
		*out = *s;
		return ERR_OK;
	}
	stamp_fini(s);
	*why_out = why;
	return ERR_DENIED;
}

enum err
stamp_judge(const void *request, size_t request_len, const void *reply,
    size_t reply_len, const char *roots, const char *untrusted,
    struct stamp *out, char **why)
{
	struct judged j = { .req = NULL };
	struct stamp s = { .time = 0 };
	char *wrong;

	ERR_clear_error();
	j.roots = certificates(roots);
	j.helpers = certificates(untrusted == NULL ? "" : untrusted);
	wrong = read_both(&j, request, request_len, reply, reply_len);
	if (wrong == NULL)
		wrong = judge(&j, &s);
	return finish(&j, &s, wrong, out, why);
}

enum err
stamp_judge_kept(const void *request, size_t request_len, const void *reply,
    size_t reply_len, const char *chain, struct stamp *out, char **why)
{
	struct judged j = { .req = NULL };
	struct stamp s = { .time = 0 };
	char *wrong;

	ERR_clear_error();
	j.helpers = certificates(chain);
	j.roots = sk_X509_new_null();
	if (j.roots == NULL)
		abort();
	if (sk_X509_num(j.helpers) > 0) {
		X509 *root = sk_X509_pop(j.helpers);

		if (sk_X509_push(j.roots, root) == 0)
			abort();
	}
	wrong = read_both(&j, request, request_len, reply, reply_len);
	if (wrong == NULL)
		wrong = judge(&j, &s);
	return finish(&j, &s, wrong, out, why);
}

enum err
stamp_token(const void *reply, size_t reply_len, char **token, size_t *len)
{
	struct judged j = { .req = NULL };
	const unsigned char *p = reply;
	unsigned char *der = NULL;
	int n = 0;

	if (reply_len <= STAMP_REPLY_MAX)
		j.resp = d2i_TS_RESP(NULL, &p, (long)reply_len);
	if (j.resp != NULL && TS_RESP_get_token(j.resp) != NULL)
		n = i2d_PKCS7(TS_RESP_get_token(j.resp), &der);
	if (n > 0) {
		*token = mem_strndup((const char *)der, (size_t)n);
		*len = (size_t)n;
	}
	OPENSSL_free(der);
	judged_fini(&j);
	ERR_clear_error();
	return n > 0 ? ERR_OK : ERR_PARSE;
}

void
stamp_fini(struct stamp *s)
{
	free(s->chain);
	s->chain = NULL;
}
