/* SPDX-License-Identifier: ISC */
/* The whole URL algorithm behind url_parse. Internal to url*.c and its tests.
 */
#ifndef CRAWLER_NORMALISE_URL_PARSE_H
#define CRAWLER_NORMALISE_URL_PARSE_H

#include <stddef.h>

#include "crawler/normalise/url.h"
#include "crawler/normalise/url_code.h"

/* The basic URL parser (4.4) and serialiser (4.5). base may be NULL. */
enum err url_parse_whole(struct url_out *out, const char *in, size_t n,
    const struct url_parts *base) MUST_CHECK;

#endif
