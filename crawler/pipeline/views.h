/* SPDX-License-Identifier: ISC */
/* browser=yes: which pages of a sweep are to be shown in a browser, and their
 * showing once the sweep's own fetches are over. What an interruption leaves is
 * shown by the next sweep. */
#ifndef CRAWLER_PIPELINE_VIEWS_H
#define CRAWLER_PIPELINE_VIEWS_H

#include "crawler/pipeline/concluded.h"

enum { VIEWS_MAX = 200 /* of one sweep: each takes seconds */ };

/* In the page's own transaction: a page with a mention, new or changed, of a
 * seed that asks for it. */
void views_note(struct txn *t, const struct pipeline *pl, const struct job *j,
    const struct conclusion *c);

struct views_sum {
	uint64_t made, failed;
};
/* Shows what was noted, of those seeds that ask for it (all of the sweep's, due
 * or not). From the thread that will see them end; no other may write
 * meanwhile but the stamper. ERR_INTERRUPTED; the archive's failures. */
enum err views_make(struct store *st, const struct fetch_config *fetch,
    const struct seeds *seeds, struct views_sum *sum) MUST_CHECK;

#endif
