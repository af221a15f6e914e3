/* SPDX-License-Identifier: ISC */
/* Parameters of a query that say nothing of the document: trackers, session
 * ids, AMP switches. Our own lists. Internal to url*.c. */
#ifndef CRAWLER_NORMALISE_URL_NOISE_H
#define CRAWLER_NORMALISE_URL_NOISE_H

#include <stdbool.h>

#include "crawler/normalise/url.h"

/* What is noise on this host beyond the general: names in spaces, or "". */
const char *url_noise_site(struct url_slice host);
/* piece is "name=value" or "name", percent-encoding normalised. */
bool url_noise_is(const char *site_noise, struct url_slice piece);

#endif
