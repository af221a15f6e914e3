/* SPDX-License-Identifier: ISC */
/* The short way of url_parse, for the links that pages are full of: plain
 * ASCII that only has to be copied behind a part of its base. Where it
 * answers, it answers as url_parse_whole would (fuzz_url asserts it). Internal
 * to url*.c and its tests. */
#ifndef CRAWLER_NORMALISE_URL_SHORT_H
#define CRAWLER_NORMALISE_URL_SHORT_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/normalise/url.h"
#include "crawler/normalise/url_code.h"

/* False where the answer is not certain; out then holds nothing of use. */
bool url_short_parse(struct url_out *out, const char *in, size_t n,
    const struct url_parts *base);

#endif
