/* SPDX-License-Identifier: ISC */
/* crawler/pipeline: from a finished fetch to what is logged and concluded.
 *
 * The stages behind the fetch thread: workers read what came and decide what
 * is kept, one writer puts it into the store. Queues pass ownership; see
 * STYLE.md 2 for the drawing. */
#ifndef CRAWLER_PIPELINE_PIPELINE_H
#define CRAWLER_PIPELINE_PIPELINE_H

#include "crawler/fetch/fetcher.h"
#include "crawler/match/watch.h"
#include "crawler/sandbox/sandbox.h"

/* One kept body a directory of a host, which its siblings are stored as
 * differences to. */
struct bases;
struct bases *bases_new(void);
void bases_free(struct bases *b);

struct census;
struct stamper;

/* What all stages share; set before they start, then only read, but for what
 * is atomic or has a lock of its own. */
struct pipeline {
	struct store *store;          /* borrowed */
	struct fetch_config fetch;    /* its seeds are owned by the sweep */
	struct fetcher *fetcher;      /* borrowed; NULL in tests */
	struct watch *const *watches; /* borrowed */
	size_t n_watches;
	struct queue *done;  /* fetch thread -> workers */
	struct queue *snaps; /* workers -> writer */
	struct bases *bases;
	struct stamper *stamper; /* borrowed; NULL: no authority */
	struct census *census;   /* the writer's; NULL for a capture */
	struct voice *voices;    /* the writer's, one a seed; or NULL */
	bool is_capture; /* every answer is kept and logged, nothing is a check
			  */
	const char *note;
	/* The writer's voice: one JSON line a finished fetch, or NULL. */
	void (*on_fetched)(const char *json, void *arg);
	void *arg;
};

/* What came of it; owned by the writer until it has ended. */
struct tally {
	uint64_t fetched, not_modified, skipped_robots, failed;
	uint64_t new_mentions, changed, gone, unreachable;
	uint64_t bytes_in, bytes_stored, last_snapshot;
	enum err err; /* the first failure of the store */
};

/* A worker's body: takes from done, gives to snaps, until done is closed. The
 * parser is its own. */
void worker_run(struct pipeline *pl, struct parser *parser);
/* One job through the worker's hands (capture and tests). */
void worker_process(struct pipeline *pl, struct parser *parser, struct job *j);

/* The writer's body: until snaps is closed and empty. */
void writer_run(struct pipeline *pl, struct tally *tally);
/* Writes these jobs in one transaction; adds to the tally. */
enum err writer_write(struct pipeline *pl, struct job **jobs, size_t n,
    struct tally *tally) MUST_CHECK;

#endif
