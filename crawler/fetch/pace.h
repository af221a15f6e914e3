/* SPDX-License-Identifier: ISC */
/* The clock of one host: when it may be asked again (PERFORMANCE.md 9, CLI.md
 * delay=). Pure arithmetic on the times it is given, in milliseconds of the
 * monotonic clock; every pause is counted from the last byte received.
 *
 * Invariants: (1) next_ms never lies before the end of the last answer plus
 * the longest of all delays that hold; (2) what the host itself asked for
 * (Retry-After, Crawl-delay, rate limits) is never shortened; (3) jitter only
 * lengthens. */
#ifndef CRAWLER_FETCH_PACE_H
#define CRAWLER_FETCH_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "crawler/fetch/throttle.h"

enum {
	PACE_DEFAULT_MS = 1000,
	PACE_FACTOR = 4, /* times the last response time */
	PACE_ADAPTIVE_MAX_MS = 30 * 1000,
	PACE_JITTER_PERCENT = 20,
	PACE_BACKOFF_MIN_MS = 100, /* what a delay under it is doubled from */
	PACE_BACKOFF_MAX_MS = 60 * 60 * 1000,
	PACE_CLEAN_ANSWERS = 50, /* after which a doubled delay is halved */
	PACE_FAILURES_MAX = 5,   /* in a row: the host is left alone */
	PACE_THROTTLED_MAX = 8   /* 429s in a row: likewise */
};

struct pace {
	int64_t base_ms; /* what the seeds ask for: the longest of them */
	bool exact;      /* all of them want it exactly as given */
	int64_t crawl_delay_ms; /* of robots.txt; -1: none */
	/* What the host's refusals have taught. */
	int64_t backoff_ms; /* 0: nothing */
	bool told;          /* the refusal named a time (Retry-After) */
	bool measured;      /* backoff_ms is what the host let through */
	unsigned clean;     /* good answers since backoff_ms last moved */
	int64_t resumed_ms; /* end of the last pause that a refusal led to */
	unsigned accepted;  /* good answers since then */
	/* In a row. */
	unsigned failures, throttled;
	int64_t response_ms; /* how long the last answer took */
	int64_t next_ms;     /* not to be asked before */
};

enum pace_kind {
	PACE_CLEAN,     /* any answer that is none of the others */
	PACE_THROTTLED, /* 429, 503 */
	PACE_FAILED,    /* 403, other 5xx, no answer */
	PACE_NEUTRAL    /* says nothing about the host's health */
};

struct pace_answer {
	enum pace_kind kind;
	int64_t response_ms;
	int64_t ended_ms; /* when the last byte had come */
	struct throttle throttle;
	unsigned dice; /* any number: the jitter */
};

void pace_init(struct pace *p);
/* A seed that visits this host wants delay_ms between requests. */
void pace_demand(struct pace *p, int64_t delay_ms, bool exact);
/* The pace as it stands: from the end of an answer to the next request,
 * without the pauses that are over by themselves. */
int64_t pace_gap_ms(const struct pace *p);
/* The part of it that also holds for other hosts on the same address. */
int64_t pace_shared_ms(const struct pace *p);
/* Takes an answer in and moves next_ms. True if what was learned changed and
 * should be remembered. */
bool pace_answered(struct pace *p, const struct pace_answer *a);
/* Too many failures in a row. */
bool pace_is_spent(const struct pace *p);

#endif
