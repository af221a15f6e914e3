/* SPDX-License-Identifier: ISC */
/* The arithmetic of politeness.
 *
 * How a host's limit is learned. A refusal (429, 503) doubles the delay. Where
 * it names no time, the delay is halved again after 50 good answers. Where it
 * does, the host tells us plainly when we are too fast, so the delay first
 * shrinks by a tenth every 5 answers until the next refusal; then it is known
 * what the host let through since the pause before, and that becomes the
 * delay, from where it shrinks by a hundredth every 20 answers. On a host that
 * allows 20 requests a second this ends near 50 ms after two refusals. */
#include "crawler/fetch/pace.h"

#include <string.h>

enum {
	SEEK_ANSWERS = 5, /* before the limit is known */
	SEEK_PERCENT = 90,
	HOLD_ANSWERS = 20, /* after */
	HOLD_PERCENT = 99,
	MEASURE_MIN = 20 /* answers without which nothing was measured */
};

void
pace_init(struct pace *p)
{
	memset(p, 0, sizeof(*p));
	p->exact = true;
	p->crawl_delay_ms = -1;
}

void
pace_demand(struct pace *p, int64_t delay_ms, bool exact)
{
	if (delay_ms > p->base_ms)
		p->base_ms = delay_ms;
	p->exact = p->exact && exact;
}

int64_t
pace_shared_ms(const struct pace *p)
{
	int64_t adaptive = PACE_FACTOR * p->response_ms;

	if (adaptive > PACE_ADAPTIVE_MAX_MS)
		adaptive = PACE_ADAPTIVE_MAX_MS;
	return p->exact || p->base_ms > adaptive ? p->base_ms : adaptive;
}

int64_t
pace_gap_ms(const struct pace *p)
{
	int64_t gap = pace_shared_ms(p);

	if (p->crawl_delay_ms > gap)
		gap = p->crawl_delay_ms;
	return p->backoff_ms > gap ? p->backoff_ms : gap;
}

static int64_t
max_ms(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* A refusal: the delay grows, or becomes what was measured. */
static void
learn_refusal(struct pace *p, const struct pace_answer *a, int64_t gap)
{
	int64_t span = a->ended_ms - p->resumed_ms;
	bool told = a->throttle.retry_ms >= 0;

	if (told && p->told && p->accepted >= MEASURE_MIN && span > 0) {
		p->backoff_ms = max_ms(span / p->accepted, gap);
		p->measured = true;
	} else if (told && gap < PACE_BACKOFF_MIN_MS) {
		p->backoff_ms = max_ms(2 * gap, PACE_BACKOFF_MIN_MS);
	} else {
		p->backoff_ms = 2 * max_ms(gap, PACE_BACKOFF_MIN_MS);
	}
	if (p->backoff_ms > PACE_BACKOFF_MAX_MS)
		p->backoff_ms = PACE_BACKOFF_MAX_MS;
	p->told = told;
	p->clean = 0;
	p->accepted = 0;
	p->resumed_ms = a->ended_ms + max_ms(a->throttle.retry_ms, 0);
}

/* A good answer: after some of them the delay shrinks. */
static bool
learn_clean(struct pace *p)
{
	unsigned due = PACE_CLEAN_ANSWERS;
	int64_t percent = 50;

	p->failures = 0;
	p->throttled = 0;
	p->accepted++;
	if (p->backoff_ms == 0)
		return false;
	if (p->told) {
		due = p->measured ? HOLD_ANSWERS : SEEK_ANSWERS;
		percent = p->measured ? HOLD_PERCENT : SEEK_PERCENT;
	}
	if (++p->clean < due)
		return false;
	p->clean = 0;
	p->backoff_ms = p->backoff_ms * percent / 100;
	if (p->backoff_ms <= pace_shared_ms(p)) {
		p->backoff_ms = 0;
		p->measured = false;
	}
	return true;
}

bool
pace_answered(struct pace *p, const struct pace_answer *a)
{
	int64_t old = pace_gap_ms(p), shared, gap;
	bool changed = false;

	p->response_ms = a->response_ms;
	switch (a->kind) {
	case PACE_CLEAN:
		changed = learn_clean(p);
		break;
	case PACE_THROTTLED:
		p->throttled++;
		if (a->throttle.retry_ms < 0)
			p->failures++;
		learn_refusal(p, a, old);
		changed = true;
		break;
	case PACE_FAILED:
		p->failures++;
		break;
	case PACE_NEUTRAL:
		break;
	}
	shared = pace_shared_ms(p);
	gap = pace_gap_ms(p);
	if (!p->exact)
		gap = max_ms(gap, shared + shared * PACE_JITTER_PERCENT *
					       (int64_t)(a->dice % 1001) /
					       100000);
	gap = max_ms(gap, a->throttle.reset_ms);
	if (a->kind == PACE_THROTTLED)
		gap = max_ms(gap, a->throttle.retry_ms);
	/* ended_ms was rounded down: one more keeps the gap whole. */
	p->next_ms = max_ms(p->next_ms, a->ended_ms + gap + (gap > 0 ? 1 : 0));
	return changed || a->throttle.reset_ms > 0;
}

bool
pace_is_spent(const struct pace *p)
{
	return p->failures >= PACE_FAILURES_MAX ||
	       p->throttled >= PACE_THROTTLED_MAX;
}
