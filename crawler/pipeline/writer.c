/* SPDX-License-Identifier: ISC */
/* The writer: the one thread with write transactions. What it does for one job
 * stands in apply() from top to bottom: conclude, log, index, remember, find
 * new links. A batch is one transaction, so a record, its bytes, what was
 * concluded from it and the links it led to are there together or not at all.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/harvest.h"
#include "crawler/anchor/stamper.h"
#include "crawler/machine/census.h"
#include "crawler/pipeline/concluded.h"
#include "crawler/pipeline/frontier_link.h"
#include "crawler/pipeline/owed.h"
#include "crawler/pipeline/pipeline.h"
#include "crawler/pipeline/record.h"
#include "crawler/pipeline/refused.h"
#include "crawler/pipeline/round.h"
#include "crawler/pipeline/views.h"
#include "crawler/seeds/voice.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	BATCH_JOBS = 256,
	BATCH_JOBS_FIRST = 16, /* then twice as many each time: what is
				  committed can be the base of more */
	BATCH_MS = 250,   /* a job waits no longer for its commit, and a host,
			     whose pause is rarely shorter, for its links */
	LOOK_MS = 10,     /* between two looks at what has come */
	LOOK_IDLE_MS = 2, /* the same where no more may come */
	CHECKPOINT_LEAVES = 256, /* EVIDENCE.md 4.2 */
	CHECKPOINT_MS = 5 * 60 * 1000,
	RECORD_MAX = 4 * 1024 * 1024
};

/* One batch, as store_batch runs it: again from the start when the map had to
 * grow, so everything it produces is reset at its beginning. */
struct batch {
	struct pipeline *pl;
	struct known_links *known;
	struct job **jobs;
	size_t n;
	struct found **found; /* one a job; owned */
	struct buf lines;     /* JSON lines for on_fetched */
	struct tally tally;   /* of this batch */
};

/* ---- one job ---- */

/* A check confirms prior's snapshot, or names the payload that a later check
 * saw, where that was the last: its own, or the one that a 304 speaks of. */
static void
log_check(struct txn *t, const struct job *j)
{
	const struct exchange *x = j->x;
	bool confirms = j->same && !j->prior.drifted;
	struct check c = { .url = x->url,
		.host = j->host,
		.at = x->started_ns / 1000000,
		.outcome = CHECK_NO_MENTION,
		.status = x->status,
		.same_as = confirms ? j->prior.snapshot : 0 };

	if (confirms)
		c.outcome =
		    x->status == 304 ? CHECK_NOT_MODIFIED : CHECK_SAME_BODY;
	else
		memcpy(c.payload,
		    j->same ? j->prior.payload : x->payload_sha256, SHA256_LEN);
	check_put(t, &c);
}

/* A check, a snapshot of its own, or nothing (a rematch of old bytes). */
static uint64_t
log_exchange(
    struct txn *t, struct batch *b, struct job *j, const struct conclusion *c)
{
	struct record_facts f = { .snapshot = c->snapshot,
		.sweep = b->pl->fetch.sweep,
		.seed = j->kind != JOB_PAGE || b->pl->is_capture
			    ? NULL
			    : b->pl->fetch.seeds[j->seed].seed->key,
		.canonical = c->canonical,
		.change = c->change,
		.absent = c->absent,
		.same_as = c->same_as,
		.note = j->kind == JOB_PAGE ? b->pl->note : NULL };
	struct packed *const blobs[] = { j->body, j->chain, j->framing,
		j->path };
	uint64_t stored = 0, seq;
	struct buf members;

	if (c->is_check) {
		log_check(t, j);
		return 0;
	}
	buf_init(&members, RECORD_MAX);
	if (record_members(j, &f, &members) != ERR_OK)
		log_error("%s: its record is too large", j->x->url);
	for (size_t i = 0; i < NELEM(blobs); i++) {
		uint64_t more = 0;

		if (blobs[i] != NULL)
			blob_put(t, blobs[i], &more);
		stored += more;
	}
	snapshot_put(t, c->snapshot, j->x->url, record_type(j, &f),
	    members.data, members.len, &seq);
	stored += members.len;
	buf_fini(&members);
	return stored;
}

static void
remember_url(struct txn *t, const struct batch *b, const struct job *j,
    const struct conclusion *c)
{
	struct url_state u = j->prior; /* strings stay the job's */
	const struct exchange *x = j->x;
	char etag[1024], modified[128];

	/* A server that was busy is asked again: it has not been visited. */
	if (!j->again && (j->harvest == NULL || !j->harvest->again))
		u.last_sweep = b->pl->fetch.sweep;
	u.last_at = x->started_ns / 1000000;
	u.failures = x->status == 0 || x->status >= 500 ? u.failures + 1 : 0;
	if (!j->same && x->status > 0) {
		u.drifted = c->is_check;
		u.snapshot = c->is_check ? u.snapshot : c->snapshot;
		u.status = x->status;
		u.kept = j->body != NULL;
		memcpy(u.payload, x->payload_sha256, SHA256_LEN);
		/* They spoke of another: a 304 would vouch for this one. */
		u.etag = u.last_modified = NULL;
	}
	if (c->looked) {
		u.names = b->pl->fetch.names;
		u.mention = c->mention;
		u.listing = j->harvest != NULL && j->harvest->listing;
	}
	if (x->status == 200 && x->outcome == OUTCOME_OK) {
		/* The same bytes under a condition: its validators lie. */
		u.useless_validators = j->same && x->conditional;
		u.etag = exchange_header(x, "ETag", etag, sizeof(etag)) ? etag
									: NULL;
		u.last_modified = exchange_header(x, "Last-Modified", modified,
				      sizeof(modified))
				      ? modified
				      : NULL;
	}
	state_url_put(t, x->url, &u);
}

static void
count(struct tally *n, const struct job *j, const struct conclusion *c)
{
	const struct exchange *x = j->x;

	if (x->outcome == OUTCOME_OK) {
		n->fetched++;
		n->not_modified += x->status == 304;
	}
	n->failed += x->outcome != OUTCOME_OK || x->status >= 500;
	n->bytes_in += x->wire_bytes;
	n->new_mentions += c->new_mentions;
	n->changed += c->changed_mentions;
	n->gone += c->n_gone;
	n->unreachable += c->n_unreachable;
	if (c->snapshot > 0)
		n->last_snapshot = c->snapshot;
}

static void
say(struct batch *b, const struct job *j, const struct conclusion *c)
{
	const struct exchange *x = j->x;
	struct jout o;

	if (b->pl->on_fetched == NULL)
		return;
	jout_begin(&o, &b->lines);
	jout_obj(&o);
	jout_ktext(&o, "url", x->url);
	jout_ktime(&o, "at", x->started_ns / 1000000);
	jout_key(&o, "status");
	if (x->status > 0)
		jout_int(&o, x->status);
	else
		jout_null(&o);
	jout_ktext(&o, "outcome", outcome_name(x->outcome));
	jout_ktext(&o, "change", c->change);
	jout_key(&o, "snapshot");
	if (c->snapshot > 0)
		jout_int(&o, (int64_t)c->snapshot);
	else
		jout_null(&o);
	jout_kint(&o, "bytes", (int64_t)j->payload_len);
	jout_kint(&o, "ms", x->duration_ns / 1000000);
	jout_kint(&o, "mentions",
	    j->harvest != NULL ? (int64_t)j->harvest->n_mentions : 0);
	jout_kint(&o, "new_mentions", (int64_t)c->new_mentions);
	jout_obj_end(&o);
	if (buf_addc(&b->lines, '\n') != ERR_OK)
		log_error("sweep: too many lines in one batch");
}

static struct found *
apply(struct txn *t, struct batch *b, struct job *j)
{
	struct found *found = mem_zalloc(sizeof(*found));
	struct conclusion c;

	found->seed = j->seed;
	if (j->host_json != NULL)
		state_put(t, "host", j->host, j->host_json);
	if (j->robots_json != NULL)
		state_put(t, "robots", j->host, j->robots_json);
	if (j->kind == JOB_HOST)
		return found;
	if (j->kind == JOB_REFUSED) {
		conclude_refused(t, b->pl, j, &c);
		b->tally.skipped_robots++;
		b->tally.unreachable += c.n_unreachable;
		conclusion_fini(&c);
		return found;
	}
	if (j->kind == JOB_REQUISITE)
		owed_paid(t, b->pl, j);
	conclude(t, b->pl, j, j->same || j->silent ? 0 : snapshot_next(t), &c);
	b->tally.bytes_stored += log_exchange(t, b, j, &c);
	if (j->kind != JOB_ROBOTS && !b->pl->is_capture)
		remember_url(t, b, j, &c);
	if (j->kind == JOB_PAGE && !b->pl->is_capture)
		frontier_links(t, b->pl, b->known, j, &c, found);
	if (j->kind == JOB_PAGE) {
		frontier_requisites(b->pl, j, &c, found);
		owed_note(t, b->pl, j, found);
		views_note(t, b->pl, j, &c);
	}
	count(&b->tally, j, &c);
	census_add(b->pl->census, j->host, j->x);
	if (b->pl->voices != NULL)
		voice_hear(&b->pl->voices[j->seed], j);
	say(b, j, &c);
	conclusion_fini(&c);
	return found;
}

/* ---- how far the seeds have come ---- */

static bool
is_visit(const struct job *j, size_t seed)
{
	return j->kind == JOB_PAGE && !j->again && j->seed == seed;
}

/* Visits of the i-th job's seed among the jobs from there on; 0 where they were
 * counted before, with an earlier one. */
static uint64_t
visits_from(const struct batch *b, size_t i)
{
	size_t seed = b->jobs[i]->seed;
	uint64_t n = 0;

	for (size_t k = 0; k < i; k++)
		if (b->jobs[k]->seed == seed)
			return 0;
	for (size_t k = i; k < b->n; k++)
		n += is_visit(b->jobs[k], seed);
	return n;
}

static void
remember_visits(struct txn *t, const struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		uint64_t n = visits_from(b, i);

		if (n > 0)
			round_visited(
			    t, b->pl->fetch.seeds[b->jobs[i]->seed].seed, n);
	}
}

/* ---- batches ---- */

static void
batch_reset(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		found_free(b->found[i]);
		b->found[i] = NULL;
	}
	buf_reset(&b->lines);
	memset(&b->tally, 0, sizeof(b->tally));
	known_links_rollback(b->known);
}

/* When hosts were last asked, for a sweep that begins a moment after this one
 * (fetch/visit.c). */
static void
remember_asked(struct txn *t, const struct batch *b)
{
	char text[48];

	if (b->tally.fetched + b->tally.failed == 0 ||
	    b->jobs[0]->imported != NULL)
		return;
	snprintf(text, sizeof(text), "{\"at\":%" PRId64 "}", clock_wall_ms());
	state_put(t, "sweep", "asked", text);
}

static enum err
batch_apply(struct txn *t, void *arg)
{
	struct batch *b = arg;

	batch_reset(b);
	for (size_t i = 0; i < b->n && txn_err(t) == ERR_OK; i++) {
		b->found[i] = apply(t, b, b->jobs[i]);
	}
	refused_log(t, b->pl->fetch.sweep, b->jobs, b->n);
	if (!b->pl->is_capture)
		remember_visits(t, b);
	remember_asked(t, b);
	return txn_err(t);
}

static void
tally_add(struct tally *to, const struct tally *n)
{
	to->fetched += n->fetched;
	to->not_modified += n->not_modified;
	to->skipped_robots += n->skipped_robots;
	to->failed += n->failed;
	to->new_mentions += n->new_mentions;
	to->changed += n->changed;
	to->gone += n->gone;
	to->unreachable += n->unreachable;
	to->bytes_in += n->bytes_in;
	to->bytes_stored += n->bytes_stored;
	if (n->last_snapshot > 0)
		to->last_snapshot = n->last_snapshot;
}

/* Each whole line to whoever listens. */
static void
speak(const struct pipeline *pl, char *lines)
{
	while (lines != NULL && *lines != '\0') {
		char *nl = strchr(lines, '\n');

		if (nl == NULL)
			return;
		*nl = '\0';
		pl->on_fetched(lines, pl->arg);
		lines = nl + 1;
	}
}

static enum err
write_batch(struct pipeline *pl, struct known_links *known, struct job **jobs,
    size_t n, struct tally *tally)
{
	struct batch b = { .pl = pl, .known = known, .jobs = jobs, .n = n };
	enum err e;

	b.found = mem_array(n, sizeof(struct found *));
	buf_init(&b.lines, SIZE_MAX / 2);
	e = store_batch(pl->store, batch_apply, &b);
	if (e == ERR_OK) {
		known_links_commit(known);
		tally_add(tally, &b.tally);
		speak(pl, b.lines.data);
	}
	if (e == ERR_OK && pl->fetcher != NULL)
		fetcher_found(pl->fetcher, b.found, n);
	for (size_t i = 0; i < n; i++)
		found_free(b.found[i]);
	free(b.found);
	buf_fini(&b.lines);
	return e;
}

enum err
writer_write(
    struct pipeline *pl, struct job **jobs, size_t n, struct tally *tally)
{
	struct known_links *known = known_links_new();
	enum err e = write_batch(pl, known, jobs, n, tally);

	known_links_free(known);
	return e;
}

/* Nothing is under way that could fill this batch: waiting would only keep the
 * fetch thread from the links that are in it. */
static bool
idle(const struct pipeline *pl, size_t n)
{
	const struct fetch_counts *c;

	if (pl->fetcher == NULL)
		return true;
	c = fetcher_counts(pl->fetcher);
	return c->in_flight == 0 && c->waiting == 0 &&
	       queue_length(pl->done) == 0 && n > 0;
}

/* Gathers jobs until the batch is full, old, or all there is. It looks at what
 * has come from time to time: a wake-up for each job would cost more than most
 * jobs do. */
static size_t
gather(struct pipeline *pl, struct job **jobs, size_t most)
{
	int64_t until, left = BATCH_MS;
	size_t n = 1;

	jobs[0] = queue_pop(pl->snaps);
	if (jobs[0] == NULL)
		return 0;
	until = clock_mono_ms() + BATCH_MS;
	while (n < most && left > 0 && !queue_is_over(pl->snaps)) {
		int64_t wait_ms = idle(pl, n) ? LOOK_IDLE_MS : LOOK_MS;
		size_t room = most - n;
		size_t more = queue_take(pl->snaps, (void **)&jobs[n], room,
		    room, (int)(left < wait_ms ? left : wait_ms));

		if (more == 0 && idle(pl, n))
			break;
		n += more;
		left = until - clock_mono_ms();
	}
	return n;
}

static enum err
checkpoint_if_due(
    struct pipeline *pl, uint64_t *leaves, int64_t *made_ms, bool now)
{
	struct txn *t = txn_begin(pl->store, TXN_READ);
	uint64_t size = log_size(t);
	enum err e;

	txn_abort(t);
	if (!now && size < *leaves + CHECKPOINT_LEAVES &&
	    clock_mono_ms() < *made_ms + CHECKPOINT_MS)
		return ERR_OK;
	*leaves = size;
	*made_ms = clock_mono_ms();
	e = checkpoint_make(pl->store);
	if (e == ERR_OK)
		stamper_checkpoint(pl->stamper);
	return e;
}

void
writer_run(struct pipeline *pl, struct tally *tally)
{
	struct job **jobs = mem_array(BATCH_JOBS, sizeof(struct job *));
	struct known_links *known = known_links_new();
	int64_t made_ms = clock_mono_ms();
	uint64_t leaves = 0;
	size_t n, most = BATCH_JOBS_FIRST;

	tally->err = checkpoint_if_due(pl, &leaves, &made_ms, true);
	while (tally->err == ERR_OK && (n = gather(pl, jobs, most)) > 0) {
		most = most * 2 < BATCH_JOBS ? most * 2 : BATCH_JOBS;
		tally->err = write_batch(pl, known, jobs, n, tally);
		for (size_t i = 0; i < n; i++)
			job_free(jobs[i]);
		if (tally->err == ERR_OK)
			tally->err =
			    checkpoint_if_due(pl, &leaves, &made_ms, false);
	}
	if (tally->err != ERR_OK) {
		queue_abandon(pl->snaps);
		if (pl->fetcher != NULL)
			fetcher_stop(pl->fetcher);
	}
	known_links_free(known);
	free(jobs);
}
