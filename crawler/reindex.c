/* SPDX-License-Identifier: ISC */
/* The index anew, from the archive and the register alone: the log is read in
 * its order, every body that was kept is parsed again, and the very code of the
 * sweep concludes (concluded.h). So a better parser improves old snapshots. */
#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/harvest.h"
#include "crawler/crawl.h"
#include "crawler/fetch/exchange.h"
#include "crawler/normalise/url.h"
#include "crawler/pipeline/concluded.h"
#include "crawler/replay/replay.h"
#include "crawler/replay/replay_order.h"
#include "crawler/setup.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { STEP = 64 }; /* leaves a transaction */

struct reindex {
	struct store *store;
	struct watches watches;
	struct replay replay;
	struct fetch_seed *fetch_seeds; /* owned: what conclude asks of them */
	struct pipeline pl;
	uint64_t *order; /* owned: of the leaves; NULL: as they stand */
	uint64_t next;   /* leaf in it */
	uint64_t sweep;  /* of ours, in which we are */
	uint64_t mentions;
};

/* ---- leaf by leaf ---- */

/* A page whose bytes were not kept showed no mention, as far as it was read. */
static void
read_nothing(const json_t *leaf, struct job *j)
{
	j->harvest = harvest_new();
	j->harvest->network = "none";
	j->harvest->truncated = json_get_bool(leaf, "truncated", false);
}

/* A merged look was one of another archive's sweeps. */
static void
set_sweep(struct reindex *r, const json_t *leaf, uint64_t own)
{
	const json_t *merged = json_object_get(leaf, "merged");

	r->pl.fetch.sweep =
	    merged == NULL ? own : (uint64_t)json_get_int(merged, "sweep", 0);
}

/* A robots.txt is a record without a seed and is no document; a page that was
 * captured on demand has none either, but it was read, or found gone (what it
 * was shown with was neither). */
static bool
is_document(const json_t *leaf)
{
	static const char *const signs[] = { "seed", "path_sha256", "note",
		"imported" };
	const char *type = json_get_text(leaf, "type");

	for (size_t i = 0; i < NELEM(signs); i++)
		if (json_object_get(leaf, signs[i]) != NULL)
			return true;
	return !json_get_bool(leaf, "requisite", false) &&
	       (json_object_get(leaf, "adapter") != NULL ||
		   (type != NULL && strcmp(type, "absence") == 0));
}

static void
apply_snapshot(struct reindex *r, struct txn *t, const json_t *leaf)
{
	struct conclusion c;
	bool kept;
	struct job *j = replay_read(&r->replay, t, leaf, &kept);

	if (j == NULL)
		return;
	set_sweep(r, leaf, (uint64_t)json_get_int(leaf, "sweep", 0));
	if (!kept && exchange_is_good(j->x->url, j->x->status))
		read_nothing(leaf, j);
	if (is_document(leaf)) {
		conclude(t, &r->pl, j,
		    (uint64_t)json_get_int(leaf, "snapshot", 0), &c);
		conclusion_fini(&c);
	}
	job_free(j);
}

/* One entry of a gathered leaf: what it showed is online still. Where it was
 * read anew, there was no mention to show. */
static void
apply_check(struct reindex *r, struct txn *t, uint64_t number)
{
	struct snapshot s;
	json_t *entry = NULL;
	const char *url, *at, *outcome;
	char *canonical;
	int64_t ms;

	if (snapshot_get(t, number, &s) != ERR_OK)
		return;
	if (json_parse(s.record, s.record_len, &entry) == ERR_OK) {
		url = json_get_text(entry, "url");
		at = json_get_text(entry, "at");
		outcome = json_get_text(entry, "outcome");
		if (url != NULL && at != NULL && outcome != NULL &&
		    strcmp(outcome, "no-mention") != 0 &&
		    clock_parse(at, &ms) == ERR_OK &&
		    url_canonical(url, &canonical) == ERR_OK) {
			index_unchanged(t, canonical, r->pl.fetch.sweep, ms);
			free(canonical);
		}
	}
	json_decref(entry);
	snapshot_fini(&s);
}

static void
apply_checks(struct reindex *r, struct txn *t, const json_t *leaf)
{
	uint64_t first = (uint64_t)json_get_int(leaf, "first_snapshot", 0);
	uint64_t n = (uint64_t)json_get_int(leaf, "count", 0);

	set_sweep(r, leaf, r->sweep);
	for (uint64_t i = 0; i < n && i < 4096; i++)
		apply_check(r, t, first + i);
}

static void
apply_refused(struct txn *t, const json_t *leaf)
{
	const json_t *urls = json_object_get(leaf, "urls");
	const char *at = json_get_text(leaf, "at");
	int64_t ms;

	if (at == NULL || clock_parse(at, &ms) != ERR_OK)
		return;
	for (size_t i = 0; i < json_array_size(urls); i++) {
		const char *url = json_string_value(json_array_get(urls, i));
		char *canonical;

		if (url == NULL || url_canonical(url, &canonical) != ERR_OK)
			continue;
		index_absent(t, canonical, DOC_UNREACHABLE, 0,
		    (uint64_t)json_get_int(leaf, "sweep", 0), ms, NULL);
		free(canonical);
	}
}

static void
apply_leaf(struct reindex *r, struct txn *t, const json_t *leaf)
{
	const char *type = json_get_text(leaf, "type");

	if (type == NULL)
		return;
	if (strcmp(type, "sweep-start") == 0)
		r->sweep = (uint64_t)json_get_int(leaf, "sweep", 0);
	else if (strcmp(type, "checks") == 0)
		apply_checks(r, t, leaf);
	else if (strcmp(type, "refused") == 0)
		apply_refused(t, leaf);
	else
		apply_snapshot(r, t, leaf);
}

static enum err
step(struct txn *t, void *arg)
{
	struct reindex *r = arg;

	for (uint64_t i = r->next; i < r->next + STEP && i < r->replay.size;
	     i++) {
		uint64_t seq = r->order != NULL ? r->order[i] : i;
		char *text = NULL;
		json_t *leaf = NULL;
		size_t n;

		if (log_get(t, seq, &text, &n) == ERR_OK &&
		    json_parse(text, n, &leaf) == ERR_OK)
			apply_leaf(r, t, leaf);
		json_decref(leaf);
		free(text);
	}
	return txn_err(t);
}

static enum err
clear(struct txn *t, void *arg)
{
	(void)arg;
	index_clear(t);
	return txn_err(t);
}

static bool
count_one(const char *json, size_t n, void *arg)
{
	uint64_t *count = arg;

	(void)json;
	(void)n;
	(*count)++;
	return true;
}

static enum err
rebuild(struct reindex *r)
{
	struct mention_filter all = { .since = INT64_MIN };
	struct txn *t;
	enum err e = store_batch(r->store, clear, NULL);

	r->order = replay_order(r->store, r->replay.size);
	while (e == ERR_OK && r->next < r->replay.size) {
		e = store_batch(r->store, step, r);
		r->next += STEP;
	}
	if (e != ERR_OK)
		return e;
	t = txn_begin(r->store, TXN_READ);
	e = index_mentions(t, &all, count_one, &r->mentions);
	txn_abort(t);
	return e;
}

/* What conclude asks of the pipeline. */
static void
seed_views(struct reindex *r)
{
	const struct seeds *s = &r->replay.seeds;

	r->fetch_seeds = mem_array(s->n, sizeof(*r->fetch_seeds));
	for (size_t i = 0; i < s->n; i++)
		r->fetch_seeds[i].seed = &s->v[i];
	r->pl.store = r->store;
	r->pl.watches = r->watches.v;
	r->pl.n_watches = r->watches.n;
	r->pl.fetch.seeds = r->fetch_seeds;
	r->pl.fetch.n_seeds = s->n;
}

enum err
crawl_reindex(
    const struct crawl_config *c, uint64_t *records, uint64_t *mentions)
{
	struct reindex r = { .store = NULL };
	enum err e = store_open(c->archive, STORE_WRITE, &r.store);

	if (e == ERR_OK)
		e = store_lock(r.store);
	if (e == ERR_OK)
		e = watches_load(r.store, &r.watches);
	if (e == ERR_OK)
		e = replay_open(&r.replay, r.store,
		    (const struct watch *const *)r.watches.v, r.watches.n);
	seed_views(&r);
	if (e == ERR_OK)
		e = rebuild(&r);
	*records = r.replay.size;
	*mentions = r.mentions;
	replay_fini(&r.replay);
	free(r.fetch_seeds);
	free(r.order);
	watches_fini(&r.watches);
	store_close(r.store);
	return e;
}
