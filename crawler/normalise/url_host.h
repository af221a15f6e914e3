/* SPDX-License-Identifier: ISC */
/* The host parser of the URL Standard (3.5): domains through UTS #46, IPv4 in
 * all its spellings, IPv6, opaque hosts. Internal to url*.c. */
#ifndef CRAWLER_NORMALISE_URL_HOST_H
#define CRAWLER_NORMALISE_URL_HOST_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/normalise/url_code.h"
#include "store/base/err.h"

enum { URL_HOST_INPUT_MAX = 2048 /* of a host that needs UTS #46 */ };

/* Writes the serialised host. ERR_PARSE is the specification's failure;
 * ERR_LIMIT for one that is too long to be looked at. */
enum err url_host_parse(
    struct url_out *out, const char *in, size_t n, bool opaque) MUST_CHECK;
/* Does an ASCII domain end in a number, so that it must be an IPv4 address? */
bool url_host_ends_in_number(const char *s, size_t n);

#endif
