/* SPDX-License-Identifier: ISC */
/* What libcurl is told once for every transfer: HTTP/1.1, no decoding, no
 * redirects, no proxy, no cookies, no passwords, our own roots. */
#ifndef CRAWLER_FETCH_PROFILE_H
#define CRAWLER_FETCH_PROFILE_H

#include "crawler/fetch/transfer.h"

/* False where this libcurl lacks an option that evidence needs. */
bool profile_set(CURL *c, const struct transfer_common *common);

#endif
