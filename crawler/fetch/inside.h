/* SPDX-License-Identifier: ISC */
/* What the files of the fetch thread share. Private to crawler/fetch: the
 * loop is fetcher.c, one turn of a host is visit.c, robots.txt is rules.c, what
 * leaves the thread is report.c. Everything is owned by the fetch thread but
 * what is marked otherwise. */
#ifndef CRAWLER_FETCH_INSIDE_H
#define CRAWLER_FETCH_INSIDE_H

#include <pthread.h>

#include "crawler/fetch/fetcher.h"
#include "crawler/fetch/frontier.h"
#include "crawler/fetch/host.h"
#include "crawler/fetch/seen.h"
#include "crawler/fetch/talk.h"
#include "crawler/fetch/transfer.h"

enum {
	FETCH_TRIES_MAX = 5,    /* of one URL that is answered 429 or 503 */
	FETCH_QUEUED_LOW = 16,  /* items of a seed at hosts: fewer, */
	FETCH_QUEUED_HIGH = 64, /* and it is filled up to so many */
	FETCH_CONNECT_MS = 30 * 1000,
	/* An answer may be that much older than the commit before a kill -9. */
	FETCH_ASKED_SLACK_MS = 300,
	FETCH_CONNECTIONS_MAX = 256,          /* kept alive between requests */
	REQUISITE_BYTES_MAX = 8 * 1024 * 1024 /* of one body */
};

/* One seed in this process. */
struct seed_run {
	size_t queued, in_flight;
	uint64_t visited;         /* pages finished in this round */
	uint64_t refusals;        /* pages that robots.txt closed */
	uint64_t postponed;       /* left to the next sweep */
	uint64_t requisite_bytes; /* received for its requisites */
	bool hungry;              /* stands in fetcher.hungry */
	bool has_sitemaps;        /* those of robots.txt were offered */
	bool entry_read, entry_failed, entry_refused;
	char *why; /* owned: of the first entry that failed */
};

struct fetcher {
	struct fetch_config c;
	struct seed_run *runs; /* owned: one a seed */
	CURLM *multi;
	struct tls *tls;
	struct resolve *resolve;
	struct transfer_common common;
	struct transfer *all[FETCH_IN_FLIGHT]; /* owned */
	size_t n_all;
	struct transfer *idle[FETCH_IN_FLIGHT]; /* borrowed from all */
	size_t n_idle;
	struct talk *talks[TALK_LINES_MAX]; /* owned */
	size_t n_talks;
	struct hosts *hosts;
	struct frontier *frontier;
	struct seen requisites; /* those of this sweep */
	size_t *hungry;         /* owned: seeds that may get items, a ring */
	size_t hungry_first, n_hungry;
	size_t queued;    /* items that wait at hosts, all kinds */
	int64_t asked_ms; /* wall clock: an earlier process's last answer */
	uint64_t started; /* pages asked for */
	size_t unacknowledged;
	bool cut_short; /* stopped before it was through: links may be unknown
			   that the last answers hold */
	/* Finished, but the queue was full: a list. */
	struct ready {
		struct ready *next;
		struct job *job;
	} * ready, *ready_last; /* owned */
	unsigned dice;          /* state of the jitter */
	struct buf target;      /* scratch: path and query of one request */
	struct fetch_counts counts;

	/* any thread, under mtx */
	pthread_mutex_t mtx;
	struct found *inbox, *inbox_last; /* owned: a list */

	atomic_bool stop; /* any thread */
};

/* ---- fetcher.c ---- */

/* The seed may get more items: it is looked at in the next turn. */
void fetcher_feed(struct fetcher *f, size_t seed);

/* ---- visit.c ---- */

/* Gives an item to its host, in whose memory t reads if the host is new. */
void visit_push(struct fetcher *f, struct txn *t, struct item *it, bool first);
/* It is the host's turn: asks for what waits first there. */
void visit_turn(struct fetcher *f, struct host *h);
/* Why a host is left alone for the rest of the sweep. */
enum visit_leave {
	LEAVE_FAR,    /* its next turn is too far away */
	LEAVE_SPENT,  /* it fails again and again */
	LEAVE_CLOSED, /* its robots.txt is out of reach */
	LEAVE_UNKNOWN /* its name has no address */
};
/* What waits there is counted as postponed; but what matters (where a seed
 * begins, hot pages) is recorded as not seen, in the last two cases. */
void visit_leave(
    struct fetcher *f, struct host *h, enum visit_leave kind, const char *why);
/* The same, where its next turn is too far away. */
void visit_leave_if_far(struct fetcher *f, struct host *h, size_t seed);

/* ---- door.c ---- */

/* True if the host has an address just now. If not, it has been parked until
 * the name is resolved, or left. */
bool door_has_address(struct fetcher *f, struct host *h);
/* May the seed go to the i-th address of the host? *why if not: the caller
 * frees it. */
bool door_may_enter(const struct fetcher *f, const struct host *h, size_t i,
    size_t seed, char **why);
/* Moves on to an address where the seed may go; *why as above if there is
 * none. */
bool door_find(struct fetcher *f, struct host *h, size_t seed, char **why);

/* ---- ended.c ---- */

/* A transfer has ended. */
void ended_take(struct fetcher *f, struct transfer *t, CURLcode rc);
/* The same of an exchange that never got as far. */
void ended_exchange(struct fetcher *f, struct item *it, struct exchange *x);
/* Cuts it: nothing of it is recorded, its URL stays due. */
void ended_cut(struct fetcher *f, struct transfer *t);
/* The same of what no transfer carried; takes both. */
void ended_dropped(struct fetcher *f, struct item *it, struct exchange *x);
/* The page has been answered or given up: counts it for its seed and reports
 * it. Takes both. */
void ended_page(
    struct fetcher *f, struct host *h, struct item *it, struct exchange *x);

/* ---- rules.c ---- */

/* What the state remembers of a host's robots.txt, if it is fresh. */
void rules_recall(struct fetcher *f, struct host *h, const char *json);
/* Has its copy grown older than a day? Then they are unknown again. */
void rules_age(struct host *h);
/* Puts robots.txt before all that waits at h. */
void rules_ask(struct fetcher *f, struct host *h, size_t seed, const char *url);
/* An answer for it, or what became of the request; takes x, not the item. */
void rules_told(struct fetcher *f, struct item *it, struct exchange *x);
/* It cannot be asked for at all. */
void rules_failed(struct fetcher *f, struct item *it, const char *why);
/* May the page be asked for? *rule as in robots_allows. */
bool rules_allow(const struct host *h, const char *url, const char **rule);
/* The verdict as JSON, for the record; the caller frees. */
char *rules_json(struct host *h, const char *decision, const char *rule);

/* ---- requisite.c ---- */

/* Those among what was found that nobody in this sweep has asked for yet. */
void requisite_take(struct fetcher *f, const struct found *found);
/* Its answer: reports it, and follows where it leads. Takes both. */
void requisite_ended(
    struct fetcher *f, struct host *h, struct item *it, struct exchange *x);
/* It will not be asked for; frees the item. */
void requisite_lost(struct fetcher *f, struct item *it, const char *why);

/* ---- report.c ---- */

/* A page that was asked for; takes x. again: the item is kept and asked for
 * once more, so it is copied from, else its strings are taken. */
void report_page(struct fetcher *f, struct host *h, struct item *it,
    struct exchange *x, bool again);
void report_robots(struct fetcher *f, const struct host *rules_of,
    const struct item *it, struct exchange *x, char *robots_json);
/* Never asked for; why is NULL where a rule closes it. */
void report_refused(struct fetcher *f, struct host *h, struct item *it,
    char *robots, const char *why);
/* What the host taught, if no page carries it. */
void report_host(struct fetcher *f, struct host *h, size_t seed);
/* Gives to the queue what it takes; true if nothing is left. */
bool report_flush(struct fetcher *f);
void report_drop(struct fetcher *f);

#endif
