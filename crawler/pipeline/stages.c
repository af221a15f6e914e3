/* SPDX-License-Identifier: ISC */
/* Threads, signals, progress. */
#define _GNU_SOURCE /* sched_getaffinity */
#include "crawler/pipeline/stages.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "crawler/setup.h"
#include "store/base/mem.h"

enum { PROGRESS_MS = 250, CONFIG_MAX = 32 * 1024 * 1024 };

/* The processors that this process may use, which taskset and containers make
 * fewer than the machine has. */
static unsigned
processors(void)
{
	cpu_set_t set;
	int n = 1;

	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		n = CPU_COUNT(&set);
	return n > 0 ? (unsigned)n : 1;
}

/* How many workers this sweep has; a dry run has none. */
static unsigned
n_workers(const struct crawl_config *c)
{
	unsigned n = c->workers;

	if (c->dry_run)
		return 0;
	if (n == 0)
		n = processors();
	return n < STAGES_WORKERS_MAX ? n : STAGES_WORKERS_MAX;
}

static enum err
start_parsers(struct stages *s, unsigned n_names)
{
	const struct fetch_config *f = &s->pl->fetch;
	const struct seed **seeds =
	    mem_array(f->n_seeds, sizeof(struct seed *));
	struct buf config;
	enum err e;

	for (size_t i = 0; i < f->n_seeds; i++)
		seeds[i] = f->seeds[i].seed;
	buf_init(&config, CONFIG_MAX);
	e = analyse_config((const struct watch *const *)s->pl->watches,
	    s->pl->n_watches, seeds, f->n_seeds, &config);
	for (unsigned i = 0; e == ERR_OK && i < s->n_workers; i++)
		e = parser_new(setup_sandbox(), config.data, config.len,
		    n_names, &s->parsers[i]);
	buf_fini(&config);
	free(seeds);
	return e;
}

enum err
stages_init(struct stages *s, const struct crawl_config *c, struct pipeline *pl,
    unsigned n_names)
{
	enum err e;

	s->config = c;
	s->pl = pl;
	s->n_workers = n_workers(c);
	e = start_parsers(s, n_names);
	if (e == ERR_OK)
		e = fetcher_new(&pl->fetch, &s->fetcher);
	pl->fetcher = s->fetcher;
	return e;
}

void
stages_fini(struct stages *s)
{
	for (unsigned i = 0; i < s->n_workers; i++)
		parser_free(s->parsers[i]);
	fetcher_free(s->fetcher);
}

struct worker_arg {
	struct stages *stages;
	struct parser *parser;
};

static void *
fetch_thread(void *arg)
{
	struct stages *s = arg;

	if (fetcher_run(s->fetcher) != ERR_OK)
		queue_close(s->pl->done);
	return NULL;
}

static void *
worker_thread(void *arg)
{
	struct worker_arg *w = arg;

	worker_run(w->stages->pl, w->parser);
	if (atomic_fetch_sub(&w->stages->workers_left, 1) == 1)
		queue_close(w->stages->pl->snaps);
	return NULL;
}

/* A dry run has no stages behind the fetch thread: each answer (of robots.txt)
 * is acknowledged and forgotten. */
static void
forget_all(struct stages *s)
{
	void *job;

	while ((job = queue_pop(s->pl->done)) != NULL) {
		struct found *none = mem_zalloc(sizeof(*none));

		none->seed = ((struct job *)job)->seed;
		job_free(job);
		fetcher_found(s->fetcher, &none, 1);
	}
}

static void *
writer_thread(void *arg)
{
	struct stages *s = arg;

	if (s->config->dry_run)
		forget_all(s);
	else
		writer_run(s->pl, &s->tally);
	pthread_kill(s->main, SIGUSR1);
	return NULL;
}

/* Until the writer has ended: signals and progress. */
static void
attend(struct stages *s, const sigset_t *signals)
{
	const struct fetch_counts *n = fetcher_counts(s->fetcher);
	const struct timespec wait = { .tv_nsec = PROGRESS_MS * 1000000L };
	int sig = 0;

	while (sig != SIGUSR1) {
		sig = sigtimedwait(signals, NULL, &wait);
		if (sig == SIGINT || sig == SIGTERM) {
			s->interrupted = true;
			fetcher_stop(s->fetcher);
		} else if (sig < 0 && s->config->on_progress != NULL) {
			s->config->on_progress(n->fetched, n->waiting,
			    n->in_flight, 0, s->config->arg);
		}
	}
}

void
stages_run(struct stages *s)
{
	pthread_t fetch, writer, workers[STAGES_WORKERS_MAX] = { 0 };
	struct worker_arg args[STAGES_WORKERS_MAX];
	sigset_t signals, old;

	sigemptyset(&signals);
	sigaddset(&signals, SIGUSR1);
	if (s->config->signals) {
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
