/* SPDX-License-Identifier: ISC */
/* WARC 1.1 (ISO 28500:2017), one gzip member a record, into a spool; and for
 * each answer the line by which players find it (CDXJ).
 *
 * A block is what crossed the wire, byte for byte, so WARC-Block-Digest of a
 * response is the "response_sha256" of its leaf. Payload-Digest is left out
 * where the transfer coding is chunked: the right value is one that common
 * checkers call wrong (EVIDENCE.md 2.4). */
#ifndef TOOLS_BUNDLE_WARC_H
#define TOOLS_BUNDLE_WARC_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/err.h"
#include "tools/bundle/spool.h"

/* What a record is to say of itself; NULL: nothing. All borrowed. */
struct warc_record {
	const char *type;         /* "response", "request"... */
	const char *uuid;         /* without "urn:uuid:" */
	const char *uri;          /* WARC-Target-URI */
	int64_t date;             /* ms: when the capture event began */
	const char *content_type; /* of the block */
	const char *ip;
	const char *concurrent_to; /* uuid */
	const char *refers_to;     /* uuid; revisit and metadata alone */
	const char *refers_to_uri;
	int64_t refers_to_date;     /* ms */
	const char *profile;        /* of a revisit */
	const char *payload_sha256; /* hex */
	const char *truncated;
	const char *filename; /* of a warcinfo */
	/* The block, in two parts. */
	const void *head;
	size_t head_len;
	const void *body;
	size_t body_len;
};

/* Where it went: offset and length of the gzip member, and its SHA-256. */
struct warc_place {
	uint64_t offset, length;
	size_t fields_len, block_len; /* inside it, once inflated */
	char sha256[65];
};

enum err warc_write(struct spool *to, const struct warc_record *r,
    struct warc_place *at) MUST_CHECK;
/* An identifier made from another one and a word: the same, the same. */
void warc_uuid(const char *from, const char *word, char out[37]);
/* The key of CDXJ: "org,example)/path?query", ports and case as pywb has them.
 * The caller frees. */
char *warc_surt(const char *url);

#endif
