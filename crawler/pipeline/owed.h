/* SPDX-License-Identifier: ISC */
/* Requisites that a page's record asks for and that an interruption kept from
 * being fetched: the next sweep asks for them, and their records say that they
 * were asked for by an earlier one. They have their own time: what a server
 * gives then may differ from what the page was shown with. */
#ifndef CRAWLER_PIPELINE_OWED_H
#define CRAWLER_PIPELINE_OWED_H

#include "crawler/fetch/fetcher.h"
#include "crawler/pipeline/job.h"
#include "crawler/pipeline/pipeline.h"

/* In the page's own transaction: those of found that are requisites. */
void owed_note(struct txn *t, const struct pipeline *pl, const struct job *j,
    const struct found *found);
/* In the transaction of a requisite's answer, whatever it is: it is owed no
 * more, but where it has moved to is. Fills in j->owed_sweep. */
void owed_paid(struct txn *t, const struct pipeline *pl, struct job *j);
/* Before the stages start: asks for what earlier sweeps owe, of those seeds
 * that this one visits. What is lost again (a host that is away, robots.txt)
 * is asked for by OWED_TRIES_MAX sweeps. */
enum { OWED_TRIES_MAX = 3 };
enum err owed_ask(struct pipeline *pl) MUST_CHECK;

#endif
