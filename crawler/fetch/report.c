/* SPDX-License-Identifier: ISC */
/* What leaves the fetch thread: jobs, kept in a list while the queue is full,
 * since this thread never waits on a queue. */
#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/inside.h"
#include "store/base/clock.h"
#include "store/base/mem.h"

static void
give(struct fetcher *f, struct job *j)
{
	struct ready *r;

	if (f->c.dry_run || f->c.done == NULL) {
		job_free(j);
		return;
	}
	r = mem_zalloc(sizeof(*r));
	r->job = j;
	if (f->ready_last != NULL)
		f->ready_last->next = r;
	else
		f->ready = r;
	f->ready_last = r;
}

/* Is there nothing in it for a worker: no exchange, or a 304 about bytes that
 * were searched for all of today's names, which is a check? */
static bool
is_plain(const struct fetcher *f, struct job *j)
{
	if (j->x == NULL)
		return true;
	j->same = j->kind == JOB_PAGE && j->x->status == 304 &&
		  j->prior.names >= f->c.names && job_is_same(j);
	return j->same;
}

bool
report_flush(struct fetcher *f)
{
	while (f->ready != NULL) {
		struct ready *r = f->ready;
		bool plain = f->c.snaps != NULL && is_plain(f, r->job);
		void *job = r->job;
		enum err e =
		    queue_try_push(plain ? f->c.snaps : f->c.done, &job);

		if (e == ERR_LIMIT)
			return false;
		if (e == ERR_OK)
			f->unacknowledged++;
		else
			job_free(job); /* the writer has failed */
		f->ready = r->next;
		if (f->ready == NULL)
			f->ready_last = NULL;
		free(r);
	}
	return true;
}

void
report_drop(struct fetcher *f)
{
	while (f->ready != NULL) {
		struct ready *r = f->ready;

		f->ready = r->next;
		job_free(r->job);
		free(r);
	}
	f->ready_last = NULL;
}

static void
set_host(struct job *j, struct host *h)
{
	size_t n = strlen(h->key);

	if (n >= sizeof(j->host))
		n = sizeof(j->host) - 1;
	memcpy(j->host, h->key, n);
	j->host[n] = '\0';
	if (!h->remember)
		return;
	h->remember = false;
	j->host_json = host_memory(h, clock_due_ms(), clock_mono_ms());
}

static void
set_item(struct job *j, struct item *it, bool copy)
{
	j->seed = it->seed;
	j->depth = it->depth;
	j->role = it->role;
	j->known = it->known;
	j->prior = it->prior;
	j->via = copy ? mem_strdup(it->via) : it->via;
	j->context = copy ? mem_strdup(it->context) : it->context;
	if (copy) {
		j->prior.etag = mem_strdup(it->prior.etag);
		j->prior.last_modified = mem_strdup(it->prior.last_modified);
	} else {
		memset(&it->prior, 0, sizeof(it->prior));
		it->via = it->context = NULL;
	}
}

void
report_page(struct fetcher *f, struct host *h, struct item *it,
    struct exchange *x, bool again)
{
	struct job *j = job_new(
	    it->kind == ITEM_REQUISITE ? JOB_REQUISITE : JOB_PAGE, NULL);

	j->x = x;
	j->again = again;
	set_host(j, h);
	set_item(j, it, again);
	give(f, j);
}

void
report_robots(struct fetcher *f, const struct host *rules_of,
    const struct item *it, struct exchange *x, char *robots_json)
{
	struct job *j = job_new(JOB_ROBOTS, NULL);

	j->x = x;
	j->seed = it->seed;
	snprintf(j->host, sizeof(j->host), "%s", rules_of->key);
	j->robots_json = robots_json;
	give(f, j);
}

void
report_refused(struct fetcher *f, struct host *h, struct item *it, char *robots,
    const char *why)
{
	struct job *j = job_new(JOB_REFUSED, it->url);

	j->x->outcome = OUTCOME_ROBOTS;
	j->x->why = mem_strdup(why);
	j->x->robots = robots;
	j->x->started_ns = j->x->ended_ns = clock_wall_ns();
	set_host(j, h);
	set_item(j, it, false);
	give(f, j);
}

void
report_host(struct fetcher *f, struct host *h, size_t seed)
{
	struct job *j;

	if (!h->remember)
		return;
	j = job_new(JOB_HOST, NULL);
	j->seed = seed;
	set_host(j, h);
	give(f, j);
}
