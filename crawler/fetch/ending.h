/* SPDX-License-Identifier: ISC */
/* What a CURLcode means for evidence. Pure. */
#ifndef CRAWLER_FETCH_ENDING_H
#define CRAWLER_FETCH_ENDING_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

#include "crawler/fetch/exchange.h"

struct ending {
	CURLcode rc;
	bool head_done; /* the final head came whole */
	bool any_head;  /* some of a head came */
	bool is_chunked, too_large, forbidden, stalled, connected;
	long os_errno; /* of the failed call; 0: none */
};

enum outcome ending_outcome(const struct ending *e);
/* In one line, which the caller frees: what libcurl said of it ("" for nothing)
 * or, where a ceiling of ours cut it, our own words. */
char *ending_why(const struct ending *e, const char *said);

#endif
