/* SPDX-License-Identifier: ISC */
/* A seed's rounds: one round visits all that is due of it. It may need several
 * sweeps when it is interrupted, and then goes on where it stopped, so nothing
 * is fetched twice (CLI.md, exit 130). */
#ifndef CRAWLER_PIPELINE_ROUND_H
#define CRAWLER_PIPELINE_ROUND_H

#include "crawler/fetch/fetcher.h"
#include "crawler/seeds/seeds.h"

struct round {
	uint64_t number;  /* state_number of the seed's key */
	uint64_t sweep;   /* in which this round began */
	int64_t started;  /* due clock, ms */
	uint64_t names;   /* register_generation that it matched */
	uint64_t visited; /* pages finished in it */
	char *resume; /* owned: where a round cut by pages= goes on, or NULL */
	bool complete;
	bool cut;    /* its last sweep was interrupted, or is under way */
	bool warned; /* the user was told that robots.txt closes it */
};

/* What is remembered of the seed; zero where nothing is. */
void round_load(struct txn *t, const struct seed *s, struct round *out);
void round_store(struct txn *t, const struct seed *s, const struct round *r);
void round_fini(struct round *r);
/* Is the seed due for a new round (all: in any case)? */
bool round_is_due(const struct round *r, const struct seed *s, int64_t now_ms,
    uint64_t names, bool all);
/* Goes on with a round that was cut short, or whose rest was left to this
 * sweep when nothing new is due; else begins a new one. False: there is
 * nothing to do. */
bool round_begin(struct round *r, bool due, uint64_t sweep, int64_t now_ms);
/* So many more pages of it are finished, in this transaction: pages= holds also
 * when the sweep is killed before round_end. */
void round_visited(struct txn *t, const struct seed *s, uint64_t pages);
/* What the fetch thread made of it. */
void round_end(struct round *r, const struct fetch_result *result,
    uint64_t names, bool interrupted);

#endif
