/* SPDX-License-Identifier: ISC */
/* RFC 3161 time stamps: the request that is sent, the reply that is judged.
 * Knows nothing of the network or the store. A reply counts only when all of
 * it holds: status granted, the imprint and nonce of the request, a signature
 * of a certificate for time stamping, and its chain up to a given root, all as
 * of the time that the token itself states. So a token stays good when its
 * authority's certificate has expired (EVIDENCE.md 0.5, `-attime`), while one
 * that an expired certificate signs today does not. */
#ifndef STORE_ARCHIVE_STAMP_H
#define STORE_ARCHIVE_STAMP_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/digest.h"
#include "store/base/err.h"

enum {
	STAMP_REQUEST_MAX = 256,
	STAMP_REPLY_MAX = 64 * 1024,
	STAMP_CHAIN_MAX = 256 * 1024, /* PEM */
	STAMP_POLICY_MAX = 128,
	STAMP_SERIAL_MAX = 64
};

/* What a token that holds says. */
struct stamp {
	int64_t time;    /* genTime, ms */
	int64_t expires; /* the signing certificate's notAfter, ms */
	char policy[STAMP_POLICY_MAX]; /* dotted */
	char serial[STAMP_SERIAL_MAX]; /* hex */
	uint8_t imprint[SHA256_LEN];
	char *chain; /* owned: PEM, the signer first, the root last */
	size_t chain_len;
	uint8_t root[SHA256_LEN]; /* fingerprint of that root */
};

/* The DER of a request: SHA-256 imprint, a nonce of 8 bytes, certReq. */
enum err stamp_request(
    const uint8_t imprint[SHA256_LEN], struct buf *der) MUST_CHECK;
/* Judges a reply to that request. roots: PEM, one of which must end the chain;
 * untrusted: PEM of certificates that may help, or NULL. ERR_DENIED with *why
 * (the caller frees) when it does not hold; nothing is logged. */
enum err stamp_judge(const void *request, size_t request_len, const void *reply,
    size_t reply_len, const char *roots, const char *untrusted,
    struct stamp *out, char **why) MUST_CHECK;
/* The same where the chain was kept: its last certificate is the root. */
enum err stamp_judge_kept(const void *request, size_t request_len,
    const void *reply, size_t reply_len, const char *chain, struct stamp *out,
    char **why) MUST_CHECK;
/* The bare token (CMS, DER) of a reply; the caller frees. ERR_PARSE. */
enum err stamp_token(
    const void *reply, size_t reply_len, char **token, size_t *len) MUST_CHECK;
void stamp_fini(struct stamp *s);

#endif
