/* SPDX-License-Identifier: ISC */
/* crawler/fetch: what goes out. One thread holds everything here: the curl
 * multi handle, the hosts and their clocks, robots.txt, the frontier's view.
 * So nothing has a lock but the two queues at its ends, and it waits in
 * curl_multi_poll alone.
 *
 * It reads the store (members, URL and host memory) in short read
 * transactions, and writes nothing: what has to be remembered leaves with the
 * jobs, and the writer writes it in the same transaction as the record.
 *
 * Politeness (PERFORMANCE.md 9, CLI.md delay=): one request in flight per
 * host, per address and per registrable domain, the pace counted from the last
 * byte of one answer to the start of the next request. */
#ifndef CRAWLER_FETCH_FETCHER_H
#define CRAWLER_FETCH_FETCHER_H

#include <stdatomic.h>

#include "crawler/fetch/secret.h"
#include "crawler/pipeline/job.h"
#include "crawler/pipeline/queue.h"
#include "crawler/seeds/seeds.h"

enum {
	FETCH_IN_FLIGHT = 64, /* transfers at once, all hosts together */
	FETCH_FAR_MS = 5 * 60 * 1000, /* a turn further away: next sweep */
	FETCH_STOP_MS = 2000 /* after a stop, transfers have this long */
};

/* A seed as this sweep visits it. */
struct fetch_seed {
	const struct seed *seed; /* borrowed */
	uint64_t number;         /* state_number(t, "seed", key) */
	uint64_t round;   /* the sweep in which the present round began: a URL
			     whose last_sweep is not before it has been visited */
	uint64_t visited; /* pages that this round has finished already */
	char *resume; /* owned: URL after which the round goes on, or NULL */
	struct page entry;     /* what network->start gave: where it begins */
	struct secret *secret; /* owned: its token, or NULL */
};

struct fetch_config {
	struct store *store;
	struct fetch_seed *seeds; /* those that are due; owned by the sweep */
	size_t n_seeds;
	const char *user_agent;
	const char *ca_file; /* $VIGIE_CA_FILE, or NULL */
	bool public_ok; /* a contact is set: public addresses may be visited */
	uint64_t sweep; /* this sweep's number */
	uint64_t names; /* register_generation: a page whose prior.names is
			   older and whose body is not kept is due once without
			   conditions */
	uint64_t limit; /* fetches in this sweep; UINT64_MAX: no limit */
	/* A user's own demand for one page (`vigie capture`): a connection of
	 * its own; robots.txt is read and its verdict recorded, but closes
	 * nothing, since a person asked for this very page; links are not
	 * followed, requisites are. */
	bool once;
	/* It asks for nothing by itself, and stays until fetcher_stop: other
	 * threads ask, by fetcher_ask. What will not be asked for is told to
	 * on_lost, from the fetch thread; of all else a job comes. */
	bool service;
	void (*on_lost)(const char *url, const char *why, void *arg);
	void *lost_arg;
	bool dry_run; /* print through on_would and fetch only robots.txt */
	void (*on_would)(const char *url, void *arg);
	void *arg;
	struct queue *done; /* out: struct job *, to the workers */
	/* Out as well, straight to the writer: jobs in which a worker has
	 * nothing to read. NULL: all go to the workers. */
	struct queue *snaps;
};

/* What the writer tells the fetch thread: exactly one for each job of whatever
 * kind, when it is committed (or given up). */
struct found {
	struct found *next; /* the fetch thread's, while it lies in its inbox */
	size_t seed;        /* index into config.seeds */
	bool question;      /* fetcher_ask: it acknowledges nothing */
	struct found_link { /* members that were new, already being written */
		char *url, *via, *context; /* owned */
		unsigned depth, role;
		bool hot;
		bool requisite; /* no member: what a page is shown with */
	} * links;              /* owned */
	size_t n;
};
void found_free(void *found);

/* Counters for progress and the summary; written by the fetch thread. */
struct fetch_counts {
	atomic_ullong fetched, not_modified, refused, failed, postponed;
	atomic_ullong bytes_in, in_flight, waiting;
};

struct fetcher;

/* curl_global_init must have run. ERR_SYS, ERR_NET. */
enum err fetcher_new(
    const struct fetch_config *c, struct fetcher **out) MUST_CHECK;
/* After the threads that pop config.done have ended. NULL does nothing. */
void fetcher_free(struct fetcher *f);
/* The thread's body: returns when nothing is left to do (frontier empty or
 * beyond its limits, every job acknowledged), or after fetcher_stop. Closes
 * config.done. */
enum err fetcher_run(struct fetcher *f) MUST_CHECK;
/* Any thread: acknowledges n jobs with what they led to; takes them. */
void fetcher_found(struct fetcher *f, struct found **found, size_t n);
/* Any thread, of a service: asks for an address as one of that seed, as a
 * page's requisite is asked for. */
void fetcher_ask(struct fetcher *f, size_t seed, const char *url);
/* Any thread: no new transfers, end those under way soon. */
void fetcher_stop(struct fetcher *f);
const struct fetch_counts *fetcher_counts(const struct fetcher *f);
/* After fetcher_run: how far each seed came. */
struct fetch_result {
	bool complete; /* everything due was visited (or pages= was reached) */
	bool failed;   /* its own address could not be read at all */
	bool refused;  /* robots.txt closes its own address */
	uint64_t postponed; /* left to the next sweep: host's turn too far */
	uint64_t visited;   /* pages finished in this round */
	const char
	    *resume;     /* borrowed: URL after which the next round goes on */
	const char *why; /* borrowed: one line for failed, or NULL */
};
void fetcher_result(
    const struct fetcher *f, size_t seed, struct fetch_result *out);

#endif
