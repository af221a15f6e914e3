/* SPDX-License-Identifier: ISC */
/* What an answer's head says about when to come back: Retry-After, and the
 * rate-limit headers in the forms that servers really send. */
#ifndef CRAWLER_FETCH_THROTTLE_H
#define CRAWLER_FETCH_THROTTLE_H

#include <stddef.h>
#include <stdint.h>

enum { THROTTLE_DAYS_MAX = 30 /* a longer wait is taken for this one */ };

struct throttle {
	int64_t retry_ms; /* Retry-After: wait so long; -1: not said */
	int64_t reset_ms; /* the allowance is used up and renewed in so long;
			     -1: not said, or some is left */
};

/* now_ms is the wall clock, for dates where the answer has no Date of its
 * own. Waits are rounded up, never negative. */
void throttle_read(
    const char *head, size_t n, int64_t now_ms, struct throttle *out);

#endif
