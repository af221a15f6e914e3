/* SPDX-License-Identifier: ISC */
/* One exchange as it crossed the wire, with all that EVIDENCE.md 4.1 asks of
 * its provenance. Made by the fetch thread, handed to a worker, then to the
 * writer; owned by whoever holds it. Nothing here is interpreted but what HTTP
 * itself needs. */
#ifndef CRAWLER_FETCH_EXCHANGE_H
#define CRAWLER_FETCH_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/digest.h"
#include "store/base/jout.h"

enum {
	EXCHANGE_BODY_MAX = 32 * 1024 * 1024,
	EXCHANGE_FRAMING_MAX = 4 * 1024 * 1024, /* chunk sizes, trailers */
	EXCHANGE_HEAD_MAX = 256 * 1024,
	EXCHANGE_REQUEST_MAX = 64 * 1024,
	EXCHANGE_TOTAL_MS = 120 * 1000,
	EXCHANGE_STALL_MS = 30 * 1000,
	EXCHANGE_REDIRECTS_MAX = 10
};

/* How it ended. Everything but OK leaves an error record; what was received
 * before stays. */
enum outcome {
	OUTCOME_OK,        /* a whole answer, whatever its status */
	OUTCOME_TRUNCATED, /* the connection ended before the length given */
	OUTCOME_TOO_LARGE, /* one of our ceilings cut it */
	OUTCOME_MALFORMED, /* not HTTP: broken chunk, bad head */
	OUTCOME_TIMEOUT,
	OUTCOME_STALLED,
	OUTCOME_DNS,
	OUTCOME_CONNECT,
	OUTCOME_TLS,
	OUTCOME_RESET,
	OUTCOME_FORBIDDEN_ADDRESS, /* private, loopback: not for this seed */
	OUTCOME_ROBOTS             /* never asked for: robots.txt closes it */
};
const char *outcome_name(enum outcome o);

struct exchange {
	char *url; /* owned: the href asked for */
	enum outcome outcome;
	char *why;  /* owned: the library's words for a failure, or NULL */
	int status; /* 0: no answer */
	/* As sent and as received. */
	struct buf request; /* request line and headers */
	struct buf head;    /* status line and headers of the final answer */
	struct buf
	    body; /* transfer coding removed, content coding as received */
	struct buf framing;  /* chunk-size lines and trailers; empty if none */
	uint64_t wire_bytes; /* head and body as they came */
	uint8_t request_sha256[SHA256_LEN];
	uint8_t response_sha256[SHA256_LEN]; /* head and body, as received */
	uint8_t payload_sha256[SHA256_LEN];  /* body */
	/* Times: wall clock in ns; the duration by the monotonic clock. */
	int64_t started_ns, ended_ns, duration_ns;
	int64_t first_byte_ns; /* from start to the answer's first byte */
	/* Network. */
	char ip[64], local_ip[64]; /* "" when never connected */
	unsigned port, local_port;
	bool reused; /* an earlier exchange had this connection */
	char *dns; /* owned: JSON object: answers, ttl, resolver, hosts; or NULL
		    */
	/* TLS; "" for plain http. */
	char tls_protocol[16], tls_cipher[64];
	uint8_t tls_chain_sha256[SHA256_LEN]; /* of tls_chain */
	char *tls_chain; /* owned: PEM, leaf first, or NULL */
	char *tls_ocsp;  /* owned: the stapled OCSP answer, base64, or NULL */
	int tls_verify;  /* X509_V_OK is 0 */
	bool tls_sct;    /* the leaf carries signed certificate timestamps */
	/* Access. */
	bool redacted;    /* request holds "[token]" where a token was sent */
	bool conditional; /* If-None-Match or If-Modified-Since was sent */
	char *robots; /* owned: JSON object: decision, rule, hash; or NULL */
	int64_t delay_ms; /* the pace that was applied */
};

struct exchange *exchange_new(const char *url);
void exchange_free(struct exchange *x); /* NULL does nothing */
/* A header's value in the answer's head (the last of several), trimmed; false
 * if it is not there or longer than cap - 1. */
bool exchange_header(
    const struct exchange *x, const char *name, char *out, size_t cap);
/* Where a redirect leads; NULL for what is none. The caller frees. */
char *exchange_redirect(const struct exchange *x);
/* Does the status of that address say that nothing is there (any more)? 404 and
 * 410 of HTTP; of NNTP no such group (411), article in the group or at all. */
bool exchange_says_gone(const char *url, int status);
/* Did it give what was asked for, and not something in its place: 2xx; of a
 * stream 101, behind which it flows? */
bool exchange_is_good(const char *url, int status);
/* Is its body the whole of what stands there: 200 of HTTP; of NNTP an article
 * or a range of heads? */
bool exchange_says_all(const char *url, int status);
/* Fills in the digests once the bytes are complete (any thread): that of the
 * payload, and those of the bytes on the wire, which a record states. */
void exchange_hash_payload(struct exchange *x);
void exchange_hash_wire(struct exchange *x);

#endif
