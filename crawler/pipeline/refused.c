/* SPDX-License-Identifier: ISC */
/* The refused jobs of a batch, gathered by host. */
#include "crawler/pipeline/refused.h"

#include <string.h>

#include "store/base/clock.h"
#include "store/base/jout.h"

enum {
	LEAF_BYTES_MAX = 4 * 1024 * 1024,
	LEAF_URLS_MAX = 500 /* addresses in one leaf */
};

static bool
is_refused_by(const struct job *j, const char *host)
{
	return j->kind == JOB_REFUSED && strcmp(j->host, host) == 0;
}

/* The leaf of jobs[0]'s host. */
static void
log_host(struct txn *t, uint64_t sweep, struct job *const *jobs, size_t n)
{
	const char *host = jobs[0]->host, *verdict = jobs[0]->x->robots;
	struct buf members;
	struct jout o;
	size_t urls = 0;
	uint64_t seq;

	buf_init(&members, LEAF_BYTES_MAX);
	jout_begin(&o, &members);
	jout_ktime(&o, "at", clock_wall_ms());
	jout_kint(&o, "sweep", (int64_t)sweep);
	jout_ktext(&o, "host", host);
	jout_ktext(&o, "why", "robots.txt");
	if (verdict != NULL) {
		jout_key(&o, "robots");
		jout_raw(&o, verdict, strlen(verdict));
	}
	jout_key(&o, "urls");
	jout_arr(&o);
	for (size_t i = 0; i < n && urls < LEAF_URLS_MAX; i++) {
		if (!is_refused_by(jobs[i], host))
			continue;
		jout_text(&o, jobs[i]->x->url);
		urls++;
	}
	jout_arr_end(&o);
	if (o.err == ERR_OK)
		log_append(t, "refused", members.data, members.len, &seq);
	buf_fini(&members);
}

/* Is the i-th the first refused job of its host? */
static bool
is_first(struct job *const *jobs, size_t i)
{
	if (jobs[i]->kind != JOB_REFUSED)
		return false;
	for (size_t k = 0; k < i; k++)
		if (is_refused_by(jobs[k], jobs[i]->host))
			return false;
	return true;
}

void
refused_log(struct txn *t, uint64_t sweep, struct job *const *jobs, size_t n)
{
	for (size_t i = 0; i < n && txn_err(t) == ERR_OK; i++)
		if (is_first(jobs, i))
			log_host(t, sweep, jobs + i, n - i);
}
