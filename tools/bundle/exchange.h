/* SPDX-License-Identifier: ISC */
/* The bytes of one exchange out of its record: what WARC and the sheets show.
 */
#ifndef TOOLS_BUNDLE_EXCHANGE_H
#define TOOLS_BUNDLE_EXCHANGE_H

#include "tools/bundle/bundle.h"

struct exchange_bytes {
	struct buf request, head; /* as sent and as received */
	struct buf wire;          /* the body as it crossed the wire */
	bool has_body;            /* wire holds all of it (it may be empty) */
	bool chunked;
};

/* Reads them; what the archive does not have stays empty. has_body is only set
 * when head and wire give the leaf's response_sha256. */
enum err exchange_read(const struct bundle_case *c,
    const struct bundle_snapshot *s, struct exchange_bytes *x) MUST_CHECK;
void exchange_fini(struct exchange_bytes *x);
/* "example.org" of the URL, as a part of a file's name. */
void exchange_host(const char *url, char *out, size_t cap);
/* The OCSP answer that the server stapled (RFC 6066 8), and the name of its
 * file in the bag; the caller frees *der. False: it brought none. */
bool exchange_staple(const struct bundle_snapshot *s,
    char name[BUNDLE_NAME_MAX], uint8_t **der, size_t *n);

#endif
