/* SPDX-License-Identifier: ISC */
/* What follows from an answer, for the host's clock and for the page. */
#include <stdlib.h>

#include "crawler/fetch/inside.h"
#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "store/base/clock.h"
#include "store/base/mem.h"

/* ---- the host ---- */

static enum pace_kind
kind_of(const struct exchange *x)
{
	switch (x->outcome) {
	case OUTCOME_OK:
		if (x->status == 429 || x->status == 503)
			return PACE_THROTTLED;
		return x->status == 403 || x->status >= 500 ? PACE_FAILED
							    : PACE_CLEAN;
	case OUTCOME_TIMEOUT:
	case OUTCOME_STALLED:
	case OUTCOME_DNS:
	case OUTCOME_CONNECT:
	case OUTCOME_TLS:
	case OUTCOME_RESET:
		return PACE_FAILED;
	case OUTCOME_TRUNCATED:
	case OUTCOME_TOO_LARGE:
	case OUTCOME_MALFORMED:
	case OUTCOME_FORBIDDEN_ADDRESS:
	case OUTCOME_ROBOTS:
		break;
	}
	return PACE_NEUTRAL;
}

/* The clock of the host moves, and the gates that it shares. */
static void
keep_pace(
    struct fetcher *f, struct host *h, const struct exchange *x, bool failed)
{
	struct pace_answer a = { .kind = failed ? kind_of(x) : PACE_NEUTRAL,
		.response_ms = x->duration_ns / 1000000,
		.ended_ms = clock_mono_ms() };
	int64_t shared;

	f->dice = f->dice * 1664525u + 1013904223u;
	a.dice = f->dice >> 8;
	throttle_read(
	    x->head.data, x->head.len, x->ended_ns / 1000000, &a.throttle);
	if (pace_answered(&h->pace, &a))
		h->remember = true;
	shared = pace_shared_ms(&h->pace);
	hosts_ended(f->hosts, h, a.ended_ms + shared + (shared > 0 ? 1 : 0));
}

/* Is it time to let the host be? */
static void
look_after(struct fetcher *f, struct host *h, size_t seed)
{
	if (!h->left && pace_is_spent(&h->pace)) {
		h->remember = true;
		visit_leave(f, h, LEAVE_SPENT,
		    h->pace.failures >= PACE_FAILURES_MAX
			? "five failures in a row"
			: "it keeps asking for rest");
		report_host(f, h, seed);
	}
	visit_leave_if_far(f, h, seed);
}

/* Nobody listens there, but the name has another address. */
static bool
has_other_address(struct fetcher *f, struct host *h, const struct item *it,
    const struct exchange *x)
{
	char *why = NULL;

	if (x->outcome != OUTCOME_CONNECT || h->address + 1 >= h->answer.n ||
	    !door_may_enter(f, h, h->address + 1, it->seed, &why)) {
		free(why);
		return false;
	}
	return true;
}

/* ---- the page ---- */

/* What the status of a first answer means, where few people know it. */
static const char *
status_hint(const struct exchange *x)
{
	if (!url_is_news(x->url))
		return "";
	switch (x->status) {
	case 411:
		return " (no such newsgroup)";
	case 480:
		return " (a login is wanted: token=env:VAR)";
	case 481:
	case 482:
		return " (the login is refused)";
	default:
		return "";
	}
}

static void
note_entry(struct seed_run *run, const struct exchange *x)
{
	if (x->outcome == OUTCOME_OK && x->status < 400) {
		run->entry_read = true;
		return;
	}
	run->entry_failed = true;
	if (run->why != NULL)
		return;
	run->why =
	    x->outcome == OUTCOME_OK
		? mem_printf("%s: %s %d%s", x->url,
		      url_is_news(x->url) ? "NNTP" : "HTTP", x->status,
		      status_hint(x))
		: mem_printf("%s: %s", x->url,
		      x->why != NULL ? x->why : outcome_name(x->outcome));
}

static void
count(struct fetcher *f, const struct exchange *x)
{
	if (x->outcome != OUTCOME_OK || x->status >= 500)
		f->counts.failed++;
	else
		f->counts.fetched++;
	if (x->status == 304)
		f->counts.not_modified++;
}

void
ended_page(
    struct fetcher *f, struct host *h, struct item *it, struct exchange *x)
{
	struct seed_run *run = &f->runs[it->seed];

	if (it->kind == ITEM_REQUISITE) {
		count(f, x);
		requisite_ended(f, h, it, x);
		return;
	}
	run->visited++;
	if (it->kind == ITEM_ENTRY && !network_is_canary(it->context))
		note_entry(run, x);
	count(f, x);
	report_page(f, h, it, x, false);
	fetcher_feed(f, it->seed);
	item_free(it);
}

/* A host that asks for rest has not answered the question: the URL is asked
 * for again when its time has come, and is never "gone" for it. */
static bool
is_asked_again(
    const struct host *h, const struct item *it, const struct exchange *x)
{
	return it->kind != ITEM_REQUISITE && x->outcome == OUTCOME_OK &&
	       (x->status == 429 || x->status == 503) &&
	       it->tries + 1 < FETCH_TRIES_MAX && !h->left &&
	       !pace_is_spent(&h->pace);
}

void
ended_exchange(struct fetcher *f, struct item *it, struct exchange *x)
{
	struct host *h = it->host;
	size_t seed = it->seed;
	bool other = has_other_address(f, h, it, x);

	f->counts.in_flight--;
	f->counts.bytes_in += x->wire_bytes;
	if (item_is_page(it))
		f->runs[seed].in_flight--;
	keep_pace(f, h, x, !other);
	if (other) {
		hosts_use_address(f->hosts, h, h->address + 1);
		exchange_free(x);
		visit_push(f, NULL, it, true);
	} else if (it->kind == ITEM_ROBOTS) {
		rules_told(f, it, x);
		item_free(it);
	} else if (is_asked_again(h, it, x)) {
		it->tries++;
		report_page(f, h, it, x, true);
		visit_push(f, NULL, it, true);
	} else {
		ended_page(f, h, it, x);
	}
	look_after(f, h, seed);
}

void
ended_take(struct fetcher *f, struct transfer *t, CURLcode rc)
{
	struct item *it = transfer_owner(t);
	struct exchange *x = transfer_finish(t, rc);

	f->idle[f->n_idle++] = t;
	ended_exchange(f, it, x);
}

void
ended_cut(struct fetcher *f, struct transfer *t)
{
	struct item *it = transfer_owner(t);
	struct exchange *x = transfer_finish(t, CURLE_ABORTED_BY_CALLBACK);

	f->idle[f->n_idle++] = t;
	ended_dropped(f, it, x);
}

void
ended_dropped(struct fetcher *f, struct item *it, struct exchange *x)
{
	f->counts.in_flight--;
	if (item_is_page(it))
		f->runs[it->seed].in_flight--;
	hosts_ended(f->hosts, it->host, 0);
	exchange_free(x);
	item_free(it);
}
