/* SPDX-License-Identifier: ISC */
/* The threads of a sweep: one fetch thread, N workers, one writer, started and
 * joined in order; the calling thread takes the signals meanwhile. */
#ifndef CRAWLER_PIPELINE_STAGES_H
#define CRAWLER_PIPELINE_STAGES_H

#include <pthread.h>

#include "crawler/crawl.h"
#include "crawler/pipeline/pipeline.h"

enum { STAGES_WORKERS_MAX = 16 };

struct stages {
	const struct crawl_config *config;          /* borrowed */
	struct pipeline *pl;                        /* borrowed */
	struct fetcher *fetcher;                    /* owned */
	struct parser *parsers[STAGES_WORKERS_MAX]; /* owned */
	unsigned n_workers;
	struct tally tally;
	bool interrupted; /* by a signal */
	/* While it runs. */
	atomic_uint workers_left;
	pthread_t main;
};

/* Starts the parser children and the fetch thread's handle. */
enum err stages_init(struct stages *s, const struct crawl_config *c,
    struct pipeline *pl, unsigned n_names) MUST_CHECK;
/* From the first transfer to the last commit. */
void stages_run(struct stages *s);
void stages_fini(struct stages *s);

#endif
