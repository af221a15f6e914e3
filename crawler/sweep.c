/* SPDX-License-Identifier: ISC */
/* The sweep: what is due, the stages started and joined in order, and what
 * came of it. The main thread takes the signals and draws the progress; all
 * else happens in the stages (pipeline.h). */
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "crawler/crawl.h"
#include "crawler/pipeline.h"
#include "crawler/round.h"
#include "crawler/setup.h"
#include "crawler/sweep_log.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	WORKERS_MAX = 16,
	DONE_LENGTH = 64, /* answers between the fetch thread and the workers */
	SNAPS_LENGTH = 512, /* read answers before the writer */
	PROGRESS_MS = 250,
	CONFIG_MAX = 32 * 1024 * 1024
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
	struct fetcher *fetcher;
	struct parser *parsers[WORKERS_MAX];
	unsigned n_workers;
	struct tally tally;
	atomic_uint workers_left;
	pthread_t main;
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
		size_t k = 0;

		while (k < s->watches.n &&
		       strcmp(s->watches.v[k]->name, s->c->names[i]) != 0)
			k++;
		if (k == s->watches.n) {
			log_error("%s: not a watched name (vigie watch list)",
			    s->c->names[i]);
			return ERR_USAGE;
		}
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
	expand(s);
	return ERR_OK;
}

/* The links with which the sweep of a seed begins. */
static void
make_entry(struct sweep *s, struct fetch_seed *fs)
{
	const struct seed *seed = fs->seed;
	struct seed_view view = { .target = seed->target,
		.scope = seed->target,
		.depth = seed->depth,
		.pages = seed->pages };
	const struct watch *const *w =
	    (const struct watch *const *)s->watches.v;

	seed_view_names(&s->arena, w, s->watches.n,
	    seed_only(seed, w, s->watches.n), &view);
	page_init(&fs->entry);
	if (seed->network->start(&view, &fs->entry) != ERR_OK)
		log_error("%s:%u: %s: cannot begin", s->c->seeds, seed->line,
		    seed->target);
}

static bool
seed_wanted(const struct sweep *s, const struct seed *seed)
{
	return seed->name == NULL || name_wanted(s->c, seed->name);
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

		round_fini(r);
		round_load(t, seed, r);
		if (!seed_wanted(s, seed) ||
		    !round_is_due(
			r, seed, now, s->watches.generation, s->c->all))
			continue;
		round_begin(r, f->sweep, now);
		if (!s->c->dry_run)
			round_store(t, seed, r);
		memset(fs, 0, sizeof(*fs));
		fs->seed = seed;
		fs->number = r->number;
		fs->round = r->sweep;
		fs->visited = r->visited;
		fs->resume = r->resume;
		f->n_seeds++;
	}
	start.seeds_due = f->n_seeds;
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

/* ---- stages ---- */

static enum err
start_parsers(struct sweep *s)
{
	const struct seed **seeds =
	    mem_array(s->pl.fetch.n_seeds, sizeof(struct seed *));
	struct buf config;
	enum err e;

	for (size_t i = 0; i < s->pl.fetch.n_seeds; i++)
		seeds[i] = s->pl.fetch.seeds[i].seed;
	buf_init(&config, CONFIG_MAX);
	e = analyse_config((const struct watch *const *)s->watches.v,
	    s->watches.n, seeds, s->pl.fetch.n_seeds, &config);
	for (unsigned i = 0; e == ERR_OK && i < s->n_workers; i++)
		e = parser_new(setup_sandbox(), config.data, config.len,
		    (unsigned)s->watches.n, &s->parsers[i]);
	buf_fini(&config);
	free(seeds);
	return e;
}

struct worker_arg {
	struct sweep *sweep;
	struct parser *parser;
};

static void *
fetch_thread(void *arg)
{
	struct sweep *s = arg;

	if (fetcher_run(s->fetcher) != ERR_OK)
		queue_close(s->pl.done);
	return NULL;
}

static void *
worker_thread(void *arg)
{
	struct worker_arg *w = arg;

	worker_run(&w->sweep->pl, w->parser);
	if (atomic_fetch_sub(&w->sweep->workers_left, 1) == 1)
		queue_close(w->sweep->pl.snaps);
	return NULL;
}

/* A dry run has no stages behind the fetch thread: each answer (of robots.txt)
 * is acknowledged and forgotten. */
static void
forget_all(struct sweep *s)
{
	void *job;

	while ((job = queue_pop(s->pl.done)) != NULL) {
		struct found *none = mem_zalloc(sizeof(*none));

		none->seed = ((struct job *)job)->seed;
		job_free(job);
		fetcher_found(s->fetcher, &none);
	}
}

static void *
writer_thread(void *arg)
{
	struct sweep *s = arg;

	if (s->c->dry_run)
		forget_all(s);
	else
		writer_run(&s->pl, &s->tally);
	pthread_kill(s->main, SIGUSR1);
	return NULL;
}

/* Until the writer has ended: signals and progress. */
static void
attend(struct sweep *s, const sigset_t *signals)
{
	const struct fetch_counts *n = fetcher_counts(s->fetcher);
	const struct timespec wait = { .tv_nsec = PROGRESS_MS * 1000000L };
	int sig = 0;

	while (sig != SIGUSR1) {
		sig = sigtimedwait(signals, NULL, &wait);
		if (sig == SIGINT || sig == SIGTERM) {
			s->sum->interrupted = true;
			fetcher_stop(s->fetcher);
		} else if (sig < 0 && s->c->on_progress != NULL) {
			s->c->on_progress(
			    n->fetched, n->waiting, n->in_flight, 0, s->c->arg);
		}
	}
}

static void
run_stages(struct sweep *s)
{
	pthread_t fetch, writer, workers[WORKERS_MAX];
	struct worker_arg args[WORKERS_MAX];
	sigset_t signals, old;

	sigemptyset(&signals);
	sigaddset(&signals, SIGUSR1);
	if (s->c->signals) {
		sigaddset(&signals, SIGINT);
		sigaddset(&signals, SIGTERM);
	}
	pthread_sigmask(SIG_BLOCK, &signals, &old);
	s->main = pthread_self();
	s->workers_left = s->n_workers;
	pthread_create(&writer, NULL, writer_thread, s);
	for (unsigned i = 0; i < s->n_workers; i++) {
		args[i] = (struct worker_arg){ s, s->parsers[i] };
		pthread_create(&workers[i], NULL, worker_thread, &args[i]);
	}
	pthread_create(&fetch, NULL, fetch_thread, s);
	attend(s, &signals);
	pthread_join(fetch, NULL);
	for (unsigned i = 0; i < s->n_workers; i++)
		pthread_join(workers[i], NULL);
	pthread_join(writer, NULL);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

/* ---- the end ---- */

static void
judge_seed(struct sweep *s, size_t i)
{
	const struct seed *seed = s->pl.fetch.seeds[i].seed;
	struct fetch_result r;
	struct round *round = &s->rounds[i];

	fetcher_result(s->fetcher, i, &r);
	s->sum->postponed += r.postponed;
	if (r.failed) {
		s->sum->seeds_failed++;
		log_error("%s:%u: %s: %s", s->c->seeds, seed->line,
		    seed->target, r.why != NULL ? r.why : "not reached");
	}
	if (r.refused) {
		s->sum->seeds_refused++;
		if (!round->warned)
			log_warn("%s:%u: %s: closed by robots.txt "
				 "(it is left alone)",
			    s->c->seeds, seed->line, seed->target);
	}
	round_end(round, &r, s->watches.generation);
	s->pl.fetch.seeds[i].resume = NULL; /* it was the round's */
}

static enum err
end_rounds(struct txn *t, void *arg)
{
	struct sweep *s = arg;

	for (size_t i = 0; i < s->pl.fetch.n_seeds; i++)
		round_store(t, s->pl.fetch.seeds[i].seed, &s->rounds[i]);
	sweep_log_end(t, s->sum);
	return txn_err(t);
}

static void
sum_up(struct sweep *s)
{
	const struct tally *n = &s->tally;

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
	if (s->tally.err != ERR_OK)
		return s->tally.err;
	if (s->sum->interrupted)
		return ERR_INTERRUPTED;
	if (s->sum->seeds_failed > 0 || s->sum->bad_lines > 0)
		return ERR_SHORT;
	return ERR_OK;
}

static enum err
run(struct sweep *s)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	enum err e;

	if (s->c->dry_run)
		s->n_workers = 0;
	else if (s->c->workers > 0)
		s->n_workers = s->c->workers;
	else
		s->n_workers = cpus > 0 ? (unsigned)cpus : 1;
	if (s->n_workers > WORKERS_MAX)
		s->n_workers = WORKERS_MAX;
	s->pl.store = s->store;
	s->pl.watches = s->watches.v;
	s->pl.n_watches = s->watches.n;
	s->pl.on_fetched = s->c->on_fetched;
	s->pl.arg = s->c->arg;
	s->pl.done = queue_new(DONE_LENGTH, job_free);
	s->pl.snaps = queue_new(SNAPS_LENGTH, job_free);
	s->pl.bases = bases_new();
	s->pl.fetch.done = s->pl.done;
	e = start_parsers(s);
	if (e == ERR_OK)
		e = fetcher_new(&s->pl.fetch, &s->fetcher);
	if (e != ERR_OK)
		return e;
	s->pl.fetcher = s->fetcher;
	run_stages(s);
	sum_up(s);
	if (s->c->dry_run)
		return verdict(s);
	e = s->tally.err == ERR_OK ? store_batch(s->store, end_rounds, s)
				   : s->tally.err;
	if (e == ERR_OK)
		e = checkpoint_make(s->store);
	return e == ERR_OK ? verdict(s) : e;
}

static void
sweep_fini(struct sweep *s)
{
	for (unsigned i = 0; i < s->n_workers; i++)
		parser_free(s->parsers[i]);
	fetcher_free(s->fetcher);
	for (size_t i = 0; i < s->pl.fetch.n_seeds; i++)
		page_fini(&s->pl.fetch.seeds[i].entry);
	for (size_t i = 0; s->rounds != NULL && i <= s->expanded.n; i++)
		round_fini(&s->rounds[i]);
	free(s->rounds);
	free(s->pl.fetch.seeds);
	queue_free(s->pl.done);
	queue_free(s->pl.snaps);
	bases_free(s->pl.bases);
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
