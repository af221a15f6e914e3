/* SPDX-License-Identifier: ISC */
/* The control leaves of a sweep (EVIDENCE.md 4.2): that it began, under which
 * conditions; that it ended, with its counts; that one was cut short. Missing
 * nights show, because every sweep that began stands in the log. */
#ifndef CRAWLER_PIPELINE_SWEEP_LOG_H
#define CRAWLER_PIPELINE_SWEEP_LOG_H

#include "crawler/crawl.h"
#include "store/store.h"

/* What the first leaf of a sweep says of its circumstances. */
struct sweep_start {
	const char *user_agent;
	const char *seeds_path, *seeds_text; /* file and content */
	size_t seeds_len, seeds_all, seeds_due;
	uint64_t names; /* register_generation */
	size_t n_names;
	/* Of the options, the seeds that are due and the names with their own
	 * options: the same value, the same sweep. */
	uint8_t config_sha256[SHA256_LEN];
	const char *roots; /* JSON object of the certificate roots, or NULL */
};

/* The next sweep's number; logs that the last one was cut short if it was,
 * and turns its pending checks into leaves. */
uint64_t sweep_log_number(struct txn *t);
void sweep_log_start(
    struct txn *t, uint64_t sweep, const struct sweep_start *s);
void sweep_log_end(struct txn *t, const struct crawl_summary *sum);

#endif
