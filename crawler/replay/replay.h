/* SPDX-License-Identifier: ISC */
/* crawler/replay: answers that did not come just now, as jobs again: of our own
 * log, or of a foreign WARC.
 *
 * The log read again: each answer whose body was kept is parsed anew, under the
 * seed that asked for it then, and matched with the names given now. Nothing is
 * written here. What reindex and `watch try` share. */
#ifndef CRAWLER_REPLAY_REPLAY_H
#define CRAWLER_REPLAY_REPLAY_H

#include "crawler/pipeline/pipeline.h"
#include "crawler/sandbox/sandbox.h"
#include "crawler/seeds/seeds.h"

struct replay {
	struct seeds seeds;    /* those that the log names */
	struct parser *parser; /* owned */
	uint64_t size;         /* leaves */
};

/* The watches must outlive it. Needs crawl_setup. To be closed in any case. */
enum err replay_open(struct replay *r, struct store *st,
    const struct watch *const *watches, size_t n) MUST_CHECK;
void replay_fini(struct replay *r);
/* The job that wrote this leaf; with its harvest, if its body was *kept and
 * could be read. NULL for a leaf that is no snapshot. The caller frees with
 * job_free. */
struct job *replay_read(
    struct replay *r, struct txn *t, const json_t *leaf, bool *kept) MUST_CHECK;

#endif
