/* SPDX-License-Identifier: ISC */
/* Leaves about pages that were never asked for since robots.txt closes them:
 * one a host and batch, with the addresses and the verdict. */
#ifndef CRAWLER_PIPELINE_REFUSED_H
#define CRAWLER_PIPELINE_REFUSED_H

#include "crawler/pipeline/job.h"

/* Of these jobs, those that were refused. */
void refused_log(
    struct txn *t, uint64_t sweep, struct job *const *jobs, size_t n);

#endif
