/* SPDX-License-Identifier: ISC */
/* The sweep: what is due before, what came of it after. Between the two the
 * stages run (stages.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/anchor/stamper.h"
#include "crawler/crawl.h"
#include "crawler/machine/census.h"
#include "crawler/pipeline/owed.h"
#include "crawler/pipeline/pipeline.h"
#include "crawler/pipeline/round.h"
#include "crawler/pipeline/stages.h"
#include "crawler/pipeline/sweep_log.h"
#include "crawler/pipeline/views.h"
#include "crawler/seeds/canary.h"
#include "crawler/seeds/voice.h"
#include "crawler/setup.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	DONE_LENGTH = 64, /* answers between the fetch thread and the workers */
	SNAPS_LENGTH = 512 /* read answers before the writer */
};

/* Everything of one sweep; torn down by sweep_fini whatever stands. */
struct sweep {
	const struct crawl_config *c;
	struct crawl_summary *sum;
	struct store *store;
	struct watches watches;
	struct seeds all, expanded; /* as read; with placeholders filled */
	char *seeds_text;           /* owned: the file */
	size_t seeds_len;
	struct arena arena;   /* of the seed views */
	struct round *rounds; /* of the seeds that are due, as fetch_seeds */
	struct pipeline pl;
	char *user_agent;
	struct packed *clocks; /* owned: the census's list, or NULL */
	struct stages stages;
	struct views_sum views;
};

/* ---- preparation ---- */

static void
bad_line(unsigned line, const char *why, void *arg)
{
	const struct sweep *s = arg;

	log_error("%s:%u: %s", s->c->seeds, line, why);
}

static bool
name_wanted(const struct crawl_config *c, const char *name)
{
	for (size_t i = 0; i < c->n_names; i++)
		if (strcmp(c->names[i], name) == 0)
			return true;
	return c->n_names == 0;
}

/* --name: only seeds that watch for one of these, and only these names where a
 * target has placeholders. */
static void
expand(struct sweep *s)
{
	const struct watch **v =
	    mem_array(s->watches.n, sizeof(struct watch *));
	size_t n = 0;

	for (size_t i = 0; i < s->watches.n; i++)
		if (name_wanted(s->c, s->watches.v[i]->name))
			v[n++] = s->watches.v[i];
	seeds_expand(&s->all, v, n, &s->expanded);
	free(v);
}

static enum err
check_names(const struct sweep *s)
{
	if (s->watches.n == 0) {
		log_error("sweep: no name is watched "
			  "(vigie watch add \"Jane Doe\")");
		return ERR_USAGE;
	}
	for (size_t i = 0; i < s->c->n_names; i++) {
		if (watches_have(&s->watches, s->c->names[i]))
			continue;
		log_error("%s: not a watched name (vigie watch list)",
		    s->c->names[i]);
		return ERR_USAGE;
	}
	return ERR_OK;
}

/* A sweep of public addresses says whom to write to. */
static enum err
check_contact(const struct sweep *s)
{
	for (size_t i = 0; i < s->expanded.n; i++) {
		if (s->c->contact != NULL || s->expanded.v[i].private_ok)
			continue;
		log_error("sweep: no contact for the servers' owners "
			  "(--contact you@example.org, or VIGIE_CONTACT)");
		return ERR_USAGE;
	}
	return ERR_OK;
}

static enum err
read_seeds(struct sweep *s)
{
	enum err e = seeds_text(s->c->seeds, &s->seeds_text, &s->seeds_len);

	if (e == ERR_OK)
		e = seeds_parse(
		    s->seeds_text, s->seeds_len, bad_line, s, &s->all);
	if (e != ERR_OK)
		return e == ERR_NOTFOUND ? ERR_USAGE : e;
	s->sum->bad_lines = s->all.bad;
	watches_check(&s->watches, &s->all, s->c->seeds);
	expand(s);
	return ERR_OK;
}

/* A token that cannot be had is said, and the seed is swept without. */
static void
load_token(const struct sweep *s, struct fetch_seed *fs)
{
	const struct seed *seed = fs->seed;
	const char *why;

	if (seed->token == NULL)
		return;
	if (seed->network->gain == NULL)
		log_warn("%s:%u: %s takes no token: not sent", s->c->seeds,
		    seed->line, seed->network->name);
	else if (secret_load(seed->token, seed->network->token_parameter,
		     &fs->secret, &why) != ERR_OK)
		log_error("%s:%u: %s: %s (set it, or take token= out)",
		    s->c->seeds, seed->line, seed->target, why);
}

/* The links with which the sweep of a seed begins. */
static void
make_entry(struct sweep *s, struct fetch_seed *fs)
{
	const struct seed *seed = fs->seed;
	struct seed_view view = { .target = seed->target,
		.scope = seed->target,
		.depth = seed->depth,
		.pages = seed->pages,
		.token = seed->token != NULL };
	const struct watch *const *w =
	    (const struct watch *const *)s->watches.v;

	seed_view_names(&s->arena, w, s->watches.n,
	    seed_only(seed, w, s->watches.n), &view);
	load_token(s, fs);
	page_init(&fs->entry);
	if (seed->network->start(&view, &fs->entry) != ERR_OK)
		log_error("%s:%u: %s: cannot begin", s->c->seeds, seed->line,
		    seed->target);
	else if (fs->entry.n_links == 0)
		log_warn("%s:%u: %s: nothing to ask for (declare a handle: "
			 "vigie watch add NAME --handle H)",
		    s->c->seeds, seed->line, seed->target);
	canary_add(fs->seed->network, &view, &fs->entry);
}

static bool
seed_wanted(const struct sweep *s, const struct seed *seed)
{
	return shard_has(&s->c->shard, seed->target) &&
	       (seed->name == NULL || name_wanted(s->c, seed->name));
}

/* What this sweep was told: options, due seeds, names with their options. */
static void
hash_config(const struct sweep *s, uint8_t sha[SHA256_LEN])
{
	struct digest *d = digest_begin();
	char numbers[96];

	snprintf(numbers, sizeof(numbers), "%d %llu %llu %u/%u\n", s->c->all,
	    (unsigned long long)s->c->limit,
	    (unsigned long long)s->watches.generation, s->c->shard.number,
	    s->c->shard.of);
	digest_add(d, numbers, strlen(numbers));
	digest_add(d, s->user_agent, strlen(s->user_agent) + 1);
	for (size_t i = 0; i < s->pl.fetch.n_seeds; i++) {
		const char *key = s->pl.fetch.seeds[i].seed->key;

		digest_add(d, key, strlen(key) + 1);
	}
	for (size_t i = 0; i < s->watches.n; i++) {
		const char *name = s->watches.v[i]->name;

		digest_add(d, name, strlen(name) + 1);
	}
	digest_end(d, sha);
}

/* Which seeds are due; and the sweep's first leaf. */
static enum err
begin_rounds(struct txn *t, void *arg)
{
	struct sweep *s = arg;
	struct fetch_config *f = &s->pl.fetch;
	int64_t now = clock_due_ms();
	struct sweep_start start = { .user_agent = s->user_agent,
		.seeds_path = s->c->seeds,
		.seeds_text = s->seeds_text,
		.seeds_len = s->seeds_len,
		.seeds_all = s->expanded.n,
		.names = s->watches.generation,
		.n_names = s->watches.n };

	f->n_seeds = 0;
	f->sweep = s->c->dry_run ? UINT64_MAX : sweep_log_number(t);
	for (size_t i = 0; i < s->expanded.n; i++) {
		const struct seed *seed = &s->expanded.v[i];
		struct fetch_seed *fs = &f->seeds[f->n_seeds];
		struct round *r = &s->rounds[f->n_seeds];
		bool due;

		round_fini(r);
		round_load(t, seed, r);
		if (!seed_wanted(s, seed))
			continue;
		due = round_is_due(
		    r, seed, now, s->watches.generation, s->c->all);
		if (!round_begin(r, due, f->sweep, now))
			continue;
		if (!s->c->dry_run)
			round_store(t, seed, r);
		memset(fs, 0, sizeof(*fs));
		fs->seed = seed;
		fs->number = r->number;
		fs->round = r->sweep;
		fs->visited = r->visited;
		fs->resume = r->resume;
		voice_begin(&s->pl.voices[f->n_seeds], t, seed);
		f->n_seeds++;
	}
	start.seeds_due = f->n_seeds;
	hash_config(s, start.config_sha256);
	if (!s->c->dry_run)
		sweep_log_start(t, f->sweep, &start);
	return txn_err(t);
}

/* A dry run reads the same, and writes nothing. */
static enum err
begin(struct sweep *s)
{
	struct txn *t;

	if (!s->c->dry_run)
		return store_batch(s->store, begin_rounds, s);
	t = txn_begin(s->store, TXN_READ);
	(void)begin_rounds(t, s);
	return txn_end(t);
}

static enum err
prepare(struct sweep *s)
{
	const struct crawl_config *c = s->c;
	enum err e = store_open(c->archive, STORE_WRITE, &s->store);

	if (e == ERR_OK)
		e = store_lock(s->store);
	if (e == ERR_OK)
		e = watches_load(s->store, &s->watches);
	if (e == ERR_OK)
		e = check_names(s);
	if (e == ERR_OK)
		e = read_seeds(s);
	if (e == ERR_OK)
		e = check_contact(s);
	if (e != ERR_OK)
		return e;
	s->user_agent =
	    c->contact == NULL
		? mem_strdup("vigie/" VIGIE_VERSION)
		: mem_printf("vigie/" VIGIE_VERSION " (+%s)", c->contact);
	s->rounds = mem_array(s->expanded.n + 1, sizeof(*s->rounds));
	s->pl.voices = mem_array(s->expanded.n + 1, sizeof(*s->pl.voices));
	s->pl.fetch = (struct fetch_config){ .store = s->store,
		.seeds =
		    mem_array(s->expanded.n + 1, sizeof(*s->pl.fetch.seeds)),
		.user_agent = s->user_agent,
		.ca_file = c->ca_file,
		.public_ok = c->contact != NULL,
		.names = s->watches.generation,
		.limit = c->limit,
		.dry_run = c->dry_run,
		.on_would = c->on_would,
		.arg = c->arg };
	e = begin(s);
	for (size_t i = 0; e == ERR_OK && i < s->pl.fetch.n_seeds; i++)
		make_entry(s, &s->pl.fetch.seeds[i]);
	s->sum->sweep = s->pl.fetch.sweep;
	s->sum->seeds = s->pl.fetch.n_seeds;
	s->sum->seeds_due = s->pl.fetch.n_seeds;
	return e;
}

/* ---- the end ---- */

static void
judge_seed(struct sweep *s, size_t i)
{
	const struct seed *seed = s->pl.fetch.seeds[i].seed;
	struct fetch_result r;
	struct round *round = &s->rounds[i];

	fetcher_result(s->stages.fetcher, i, &r);
	s->sum->postponed += r.postponed;
	if (!r.refused && voice_is_mute(&s->pl.voices[i], r.failed)) {
		s->sum->seeds_failed++;
		voice_blame(&s->pl.voices[i], seed, s->c->seeds, r.why);
	}
	if (r.refused) {
		s->sum->seeds_refused++;
		if (!round->warned)
			log_warn("%s:%u: %s: closed by robots.txt "
				 "(it is left alone)",
			    s->c->seeds, seed->line, seed->target);
	}
	round_end(round, &r, s->watches.generation, s->stages.interrupted);
	s->pl.fetch.seeds[i].resume = NULL; /* it was the round's */
}

static void
keep_voice(const struct sweep *s, struct txn *t, size_t i)
{
	const struct seed *seed = s->pl.fetch.seeds[i].seed;
	struct voice_memory m;

	voice_keep(t, seed, &s->pl.voices[i],
	    s->rounds[i].complete && !s->stages.interrupted, clock_due_ms(),
	    &m);
	voice_warn(&s->pl.voices[i], &m, seed, s->c->seeds);
}

static enum err
end_rounds(struct txn *t, void *arg)
{
	struct sweep *s = arg;

	for (size_t i = 0; i < s->pl.fetch.n_seeds; i++) {
		round_store(t, s->pl.fetch.seeds[i].seed, &s->rounds[i]);
		keep_voice(s, t, i);
	}
	census_log(t, s->pl.census, s->clocks, s->sum->sweep);
	sweep_log_end(t, s->sum);
	return txn_err(t);
}

static void
sum_up(struct sweep *s)
{
	const struct tally *n = &s->stages.tally;

	s->sum->interrupted = s->stages.interrupted;
	s->sum->views = s->views.made;
	s->sum->fetched = n->fetched;
	s->sum->not_modified = n->not_modified;
	s->sum->skipped_robots = n->skipped_robots;
	s->sum->failed = n->failed;
	s->sum->new_mentions = n->new_mentions;
	s->sum->changed = n->changed;
	s->sum->gone = n->gone;
	s->sum->unreachable = n->unreachable;
	s->sum->bytes_in = n->bytes_in;
	s->sum->bytes_stored = n->bytes_stored;
	for (size_t i = 0; i < s->pl.fetch.n_seeds; i++)
		judge_seed(s, i);
}

static enum err
verdict(const struct sweep *s)
{
	if (s->stages.tally.err != ERR_OK)
		return s->stages.tally.err;
	if (s->sum->interrupted)
		return ERR_INTERRUPTED;
	if (s->views.failed > 0 || s->sum->seeds_failed > 0 ||
	    s->sum->bad_lines > 0)
		return ERR_SHORT;
	return ERR_OK;
}

static enum err
run(struct sweep *s)
{
	enum err e;

	s->pl.store = s->store;
	s->pl.watches = s->watches.v;
	s->pl.n_watches = s->watches.n;
	s->pl.on_fetched = s->c->on_fetched;
	s->pl.arg = s->c->arg;
	s->pl.done = queue_new(DONE_LENGTH, job_free);
	s->pl.snaps = queue_new(SNAPS_LENGTH, job_free);
	s->pl.bases = bases_new();
	s->pl.census = census_new();
	s->pl.fetch.done = s->pl.done;
	s->pl.fetch.snaps = s->pl.snaps;
	if (!s->c->dry_run) {
		e = checkpoint_make(s->store);
		if (e != ERR_OK)
			return e;
		s->pl.stamper = stamper_start(s->store, s->c->ca_file);
	}
	e = stages_init(&s->stages, s->c, &s->pl, (unsigned)s->watches.n);
	if (e != ERR_OK)
		return e;
	if (!s->c->dry_run) {
		e = owed_ask(&s->pl);
		if (e != ERR_OK)
			return e;
	}
	stamper_wait(s->pl.stamper, STAMPER_BEGIN_MS);
	stages_run(&s->stages);
	if (!s->c->dry_run && !s->stages.interrupted &&
	    s->stages.tally.err == ERR_OK)
		e = views_make(s->store, &s->pl.fetch, &s->expanded, &s->views);
	if (e == ERR_INTERRUPTED)
		s->stages.interrupted = true;
	sum_up(s);
	if (s->c->dry_run)
		return verdict(s);
	if (e == ERR_OK || e == ERR_INTERRUPTED)
		e = s->stages.tally.err;
	if (e == ERR_OK)
		e = census_pack(s->pl.census, s->store, &s->clocks);
	if (e == ERR_OK)
		e = store_batch(s->store, end_rounds, s);
	if (e == ERR_OK)
		e = checkpoint_make(s->store);
	return e == ERR_OK ? verdict(s) : e;
}

static void
sweep_fini(struct sweep *s)
{
	stamper_end(s->pl.stamper,
	    s->sum->interrupted ? STAMPER_INTERRUPTED_MS : STAMPER_END_MS);
	stages_fini(&s->stages);
	for (size_t i = 0; i < s->pl.fetch.n_seeds; i++) {
		secret_free(s->pl.fetch.seeds[i].secret);
		page_fini(&s->pl.fetch.seeds[i].entry);
	}
	for (size_t i = 0; s->rounds != NULL && i <= s->expanded.n; i++)
		round_fini(&s->rounds[i]);
	free(s->rounds);
	free(s->pl.fetch.seeds);
	queue_free(s->pl.done);
	queue_free(s->pl.snaps);
	bases_free(s->pl.bases);
	blob_packed_free(s->clocks);
	census_free(s->pl.census);
	free(s->pl.voices);
	free(s->user_agent);
	free(s->seeds_text);
	seeds_fini(&s->expanded);
	seeds_fini(&s->all);
	watches_fini(&s->watches);
	arena_fini(&s->arena);
	store_close(s->store);
}

enum err
crawl_sweep(const struct crawl_config *c, struct crawl_summary *out)
{
	struct sweep s = { .c = c, .sum = out };
	enum err e;

	memset(out, 0, sizeof(*out));
	arena_init(&s.arena);
	out->started = clock_wall_ms();
	e = prepare(&s);
	if (e == ERR_OK)
		e = run(&s);
	out->ended = clock_wall_ms();
	sweep_fini(&s);
	return e;
}
