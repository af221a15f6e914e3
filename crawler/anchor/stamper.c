/* SPDX-License-Identifier: ISC */
/* Rounds of time stamping in a thread of their own. */
#include "crawler/anchor/stamper.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "crawler/anchor/anchor.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { FAR_MS = 24 * 60 * 60 * 1000 };

struct stamper {
	struct anchor_round round; /* owned by the thread, but for until */
	pthread_t thread;
	pthread_mutex_t mtx;
	pthread_cond_t cond; /* something below has changed */
	/* shared, under mtx */
	bool wanted;      /* a round is to be run */
	bool all;         /* by every authority */
	bool ending;      /* it is the last */
	unsigned rounds;  /* that are over */
	int64_t deadline; /* of the next round */
	int64_t paced_ms; /* when an intermediate round was last wanted */
};

/* The next round's kind; false when there is none any more. */
static bool
next_round(struct stamper *s)
{
	bool go;

	pthread_mutex_lock(&s->mtx);
	while (!s->wanted && !s->ending)
		pthread_cond_wait(&s->cond, &s->mtx);
	go = s->wanted;
	s->round.first_only = !s->all;
	s->round.gaps = s->all;
	s->wanted = s->all = false;
	atomic_store(&s->round.until, s->deadline);
	pthread_mutex_unlock(&s->mtx);
	return go;
}

static void *
run(void *arg)
{
	struct stamper *s = arg;

	while (next_round(s)) {
		if (anchor_round(&s->round) != ERR_OK)
			log_warn("time stamps: this round failed (vigie anchor "
				 "run tries again)");
		pthread_mutex_lock(&s->mtx);
		s->rounds++;
		pthread_cond_broadcast(&s->cond);
		pthread_mutex_unlock(&s->mtx);
	}
	return NULL;
}

/* Signals are the main thread's; what a fault raises stays with who made it. */
static int
start_thread(struct stamper *s)
{
	sigset_t all, old;
	int rc;

	sigfillset(&all);
	sigdelset(&all, SIGBUS);
	sigdelset(&all, SIGSEGV);
	sigdelset(&all, SIGFPE);
	sigdelset(&all, SIGILL);
	pthread_sigmask(SIG_BLOCK, &all, &old);
	rc = pthread_create(&s->thread, NULL, run, s);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return rc;
}

static void
cond_init(pthread_cond_t *cond)
{
	pthread_condattr_t attr;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(cond, &attr);
	pthread_condattr_destroy(&attr);
}

static void
stamper_free(struct stamper *s)
{
	pthread_cond_destroy(&s->cond);
	pthread_mutex_destroy(&s->mtx);
	free(s);
}

struct stamper *
stamper_start(struct store *st, const char *ca_file)
{
	struct stamper *s;

	if (!anchor_wanted(st))
		return NULL;
	s = mem_zalloc(sizeof(*s));
	s->round.store = st;
	s->round.ca_file = ca_file;
	s->deadline = clock_mono_ms() + FAR_MS;
	atomic_init(&s->round.until, s->deadline);
	s->wanted = s->all = true;
	s->paced_ms = clock_mono_ms();
	pthread_mutex_init(&s->mtx, NULL);
	cond_init(&s->cond);
	if (start_thread(s) == 0)
		return s;
	log_warn("time stamps: no thread to ask in");
	stamper_free(s);
	return NULL;
}

void
stamper_checkpoint(struct stamper *s)
{
	int64_t now = clock_mono_ms();

	if (s == NULL)
		return;
	pthread_mutex_lock(&s->mtx);
	if (now - s->paced_ms >= STAMPER_PACE_MS) {
		s->paced_ms = now;
		s->wanted = true;
		pthread_cond_broadcast(&s->cond);
	}
	pthread_mutex_unlock(&s->mtx);
}

void
stamper_wait(struct stamper *s, int ms)
{
	struct timespec until;

	if (s == NULL)
		return;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += ms % 1000 * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_nsec -= 1000000000L;
		until.tv_sec++;
	}
	pthread_mutex_lock(&s->mtx);
	while (s->rounds == 0)
		if (pthread_cond_timedwait(&s->cond, &s->mtx, &until) != 0)
			break;
	pthread_mutex_unlock(&s->mtx);
}

void
stamper_end(struct stamper *s, int ms)
{
	if (s == NULL)
		return;
	pthread_mutex_lock(&s->mtx);
	s->deadline = clock_mono_ms() + ms;
	/* A round under way leaves most of the time to the last one. */
	atomic_store(&s->round.until, clock_mono_ms() + ms / 4);
	s->wanted = s->all = s->ending = true;
	pthread_cond_broadcast(&s->cond);
	pthread_mutex_unlock(&s->mtx);
	pthread_join(s->thread, NULL);
	stamper_free(s);
}
