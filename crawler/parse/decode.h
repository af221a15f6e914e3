/* SPDX-License-Identifier: ISC */
/* Codings of a stored body undone: content codings (gzip, deflate, br, zstd,
 * three in a row at most) under a ceiling of bytes and of ratio, and the
 * chunked transfer coding (RFC 9112 7.1), reversibly. */
#ifndef CRAWLER_PARSE_DECODE_H
#define CRAWLER_PARSE_DECODE_H

#include <stddef.h>

#include "store/base/buf.h"
#include "store/base/err.h"

enum {
	DECODE_BYTES_MAX = 64 * 1024 * 1024, /* the usual ceiling of out */
	DECODE_RATIO_MAX = 200,              /* out : in, past the free part */
	DECODE_RATIO_FREE = 1024 * 1024,     /* no ratio is looked at before */
	DECODE_CODINGS_MAX = 3               /* in one Content-Encoding */
};

/* Appends the body decoded. content_encoding is the header's value, or NULL.
 * What was decoded before an error is kept: ERR_LIMIT past out->max or the
 * ratio, ERR_PARSE for truncated or broken input, ERR_DENIED for a coding we
 * do not know or too many of them: the bytes are appended as they came, as
 * browsers read what a server calls "utf-8" or "none" coded. */
enum err decode_body(const char *content_encoding, const void *in, size_t n,
    struct buf *out, size_t ratio_max) MUST_CHECK;

/* Takes the chunked coding off. framing gets all that is not body, so that
 * decode_rechunk gives the wire bytes back exactly. ERR_PARSE for a broken
 * chunk or a missing end, with the body so far kept; ERR_LIMIT. */
enum err decode_chunked(
    const char *in, size_t n, struct buf *body, struct buf *framing) MUST_CHECK;
/* The inverse, also of what decode_chunked called broken. */
enum err decode_rechunk(const char *body, size_t n, const char *framing,
    size_t framing_n, struct buf *wire) MUST_CHECK;

#endif
