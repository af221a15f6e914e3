/* SPDX-License-Identifier: ISC */
/* Two threads and a list of answers. */
#include "crawler/browser/recorder.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "crawler/pipeline/pipeline.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { DONE_LENGTH = 16 };

struct recorder {
	struct pipeline pl;
	struct seed seed;
	struct fetch_seed fetch_seed;
	pthread_t fetching, writing;
	int bell; /* owned: an eventfd, rung for each answer */

	pthread_mutex_t mtx;
	/* shared, under mtx */
	struct waiting {
		struct waiting *next;
		struct recorder_answer a;
	} * first, *last; /* owned */
	enum err err;
};

/* Takes url and why. */
static void
answer(struct recorder *r, char *url, uint64_t snapshot, char *why)
{
	static const uint64_t one = 1;
	struct waiting *w = mem_zalloc(sizeof(*w));

	w->a = (struct recorder_answer){ url, snapshot, why };
	pthread_mutex_lock(&r->mtx);
	if (r->last != NULL)
		r->last->next = w;
	else
		r->first = w;
	r->last = w;
	pthread_mutex_unlock(&r->mtx);
	if (write(r->bell, &one, sizeof(one)) != sizeof(one))
		log_debug("browser: %s", strerror(errno));
}

static void
on_lost(const char *url, const char *why, void *arg)
{
	answer(arg, mem_strdup(url), 0, mem_strdup(why));
}

/* ---- the threads ---- */

static void *
fetch_thread(void *arg)
{
	struct recorder *r = arg;

	if (fetcher_run(r->pl.fetcher) != ERR_OK)
		queue_close(r->pl.done);
	return NULL;
}

/* Reads nothing: what the browser asks for is kept as it is. */
static void
write_one(struct recorder *r, struct job *j)
{
	struct tally n = { .err = ERR_OK };
	enum err e;

	worker_process(&r->pl, NULL, j);
	e = writer_write(&r->pl, &j, 1, &n);
	if (e != ERR_OK) {
		pthread_mutex_lock(&r->mtx);
		if (r->err == ERR_OK)
			r->err = e;
		pthread_mutex_unlock(&r->mtx);
		fetcher_stop(r->pl.fetcher);
	}
	if (j->kind != JOB_REQUISITE)
		return;
	answer(r, mem_strdup(j->x->url), e == ERR_OK ? n.last_snapshot : 0,
	    e == ERR_OK ? NULL : mem_strdup("the archive cannot be written"));
}

static void *
write_thread(void *arg)
{
	struct recorder *r = arg;
	void *item;

	while ((item = queue_pop(r->pl.done)) != NULL) {
		write_one(r, item);
		job_free(item);
	}
	return NULL;
}

/* ---- life ---- */

static void
set_pipeline(struct recorder *r, const struct browser_view *v)
{
	struct fetch_config *f = &r->pl.fetch;

	r->seed = *v->seed;
	r->seed.keep_all = true;
	r->fetch_seed.seed = &r->seed;
	page_init(&r->fetch_seed.entry);
	*f = v->fetch;
	f->store = v->store;
	f->seeds = &r->fetch_seed;
	f->n_seeds = 1;
	f->limit = UINT64_MAX;
	f->snaps = NULL;
	f->service = true;
	f->on_lost = on_lost;
	f->lost_arg = r;
	f->done = queue_new(DONE_LENGTH, job_free);
	r->pl.done = f->done;
	r->pl.store = v->store;
	r->pl.bases = bases_new();
	r->pl.is_capture = true;
}

static void
release(struct recorder *r)
{
	struct recorder_answer a;

	fetcher_free(r->pl.fetcher);
	queue_free(r->pl.done);
	bases_free(r->pl.bases);
	page_fini(&r->fetch_seed.entry);
	while (recorder_take(r, &a))
		recorder_answer_fini(&a);
	if (r->bell >= 0)
		close(r->bell);
	pthread_mutex_destroy(&r->mtx);
	free(r);
}

enum err
recorder_start(const struct browser_view *v, struct recorder **out)
{
	struct recorder *r = mem_zalloc(sizeof(*r));
	enum err e = ERR_OK;

	pthread_mutex_init(&r->mtx, NULL);
	set_pipeline(r, v);
	r->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (r->bell < 0)
		e = log_sys("browser: eventfd");
	if (e == ERR_OK)
		e = fetcher_new(&r->pl.fetch, &r->pl.fetcher);
	if (e != ERR_OK) {
		release(r);
		return e;
	}
	pthread_create(&r->writing, NULL, write_thread, r);
	pthread_create(&r->fetching, NULL, fetch_thread, r);
	*out = r;
	return ERR_OK;
}

void
recorder_stop(struct recorder *r)
{
	if (r == NULL)
		return;
	fetcher_stop(r->pl.fetcher);
	pthread_join(r->fetching, NULL);
	pthread_join(r->writing, NULL);
	release(r);
}

/* ---- questions and answers ---- */

void
recorder_ask(struct recorder *r, const char *url)
{
	fetcher_ask(r->pl.fetcher, 0, url);
}

int
recorder_fd(const struct recorder *r)
{
	return r->bell;
}

bool
recorder_take(struct recorder *r, struct recorder_answer *a)
{
	struct waiting *w;
	uint64_t rung;

	pthread_mutex_lock(&r->mtx);
	w = r->first;
	if (w != NULL) {
		r->first = w->next;
		if (r->first == NULL)
			r->last = NULL;
	} else if (r->bell >= 0 &&
		   read(r->bell, &rung, sizeof(rung)) != sizeof(rung)) {
		/* It was not rung: nothing to take off. */
		rung = 0;
	}
	pthread_mutex_unlock(&r->mtx);
	if (w == NULL)
		return false;
	*a = w->a;
	free(w);
	return true;
}

void
recorder_answer_fini(struct recorder_answer *a)
{
	free(a->url);
	free(a->why);
}

enum err
recorder_err(struct recorder *r)
{
	enum err e;

	pthread_mutex_lock(&r->mtx);
	e = r->err;
	pthread_mutex_unlock(&r->mtx);
	return e;
}
