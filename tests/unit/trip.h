/* SPDX-License-Identifier: ISC */
/* For tests of the fetch thread as a whole: a scripted server (tests/httpd) in
 * a directory, seeds, one run of the fetcher, and behind it a thread that does
 * what the pipeline does for it: it keeps the jobs, remembers URLs and hosts
 * in the store, follows the links that it finds, and acknowledges.
 *
 * The server is looked for in $B/tests, else beside the test program. */
#ifndef TESTS_UNIT_TRIP_H
#define TESTS_UNIT_TRIP_H

#include <curl/curl.h>
#include <libgen.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "crawler/fetch/fetcher.h"
#include "crawler/fetch/inside.h"
#include "crawler/normalise/url.h"
#include "store/base/clock.h"
#include "store/base/json.h"
#include "tests/unit/tmpstore.h"

enum { TRIP_SEEDS_MAX = 256, TRIP_JOBS_MAX = 20000, TRIP_PATH = 512 };

static char *trip_program; /* argv[0] of the test */

struct trip {
	char dir[TMPDIR_MAX]; /* what the server serves */
	pid_t server;
	unsigned port;
	struct seed seeds[TRIP_SEEDS_MAX];
	struct fetch_seed due[TRIP_SEEDS_MAX];
	size_t n;
	struct fetch_config c;
	struct fetcher *f;
	struct job *jobs[TRIP_JOBS_MAX]; /* owned */
	size_t n_jobs;
	size_t answers[1000]; /* by status, if forget */
	bool tls;             /* the server speaks TLS */
	bool follow;          /* links of pages become members */
	bool forget; /* nothing is remembered, no job kept but its status */
	/* Seen before a run, for tests that look into it or stop it. */
	void (*before)(struct trip *t);
	void (*on_job)(struct trip *t, struct job *j);
};

static inline void
trip_file(const struct trip *t, const char *name, const char *text)
{
	char path[TRIP_PATH];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", t->dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static inline bool
trip_find(char path[TRIP_PATH])
{
	const char *b = getenv("B");
	char *own = mem_strdup(trip_program);

	if (b != NULL)
		snprintf(path, TRIP_PATH, "%s/tests/httpd", b);
	else
		snprintf(path, TRIP_PATH, "%s/../httpd", dirname(own));
	free(own);
	return access(path, X_OK) == 0;
}

/* Starts the server, whose script is `behave`; false if it is not built. */
static inline bool
trip_serve(struct trip *t, const char *behave, const char *const *more)
{
	char path[TRIP_PATH], port[TRIP_PATH], log[TRIP_PATH];
	const char *argv[32] = { path, "--root", t->dir, "--port-file", port,
		"--log", log };
	size_t n = 7;
	FILE *f;

	tmpdir_make(t->dir);
	if (!trip_find(path))
		return false;
	trip_file(t, "behave", behave);
	snprintf(port, sizeof(port), "%s/.port", t->dir);
	snprintf(log, sizeof(log), "%s/.log", t->dir);
	assert_int_equal(mkfifo(port, 0600), 0);
	for (; more != NULL && *more != NULL && n < 31; more++)
		argv[n++] = *more;
	t->server = fork();
	if (t->server == 0) {
		execv(path, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	f = fopen(port, "r");
	assert_non_null(f);
	assert_int_equal(fscanf(f, "%u", &t->port), 1);
	fclose(f);
	return true;
}

static inline void
trip_seed(struct trip *t, const char *host, const char *path, int64_t delay_ms)
{
	struct seed *s = &t->seeds[t->n];
	struct fetch_seed *d = &t->due[t->n];
	struct txn *txn = tmpstore_write();
	struct link *l;

	s->network = &network_site;
	s->target = mem_printf(
	    "%s://%s:%u%s", t->tls ? "https" : "http", host, t->port, path);
	s->key = mem_printf("site %s", s->target);
	s->pages = SEED_PAGES;
	s->depth = SEED_DEPTH;
	s->delay_ms = delay_ms;
	s->private_ok = true;
	s->exact_delay = delay_ms >= 0;
	d->seed = s;
	d->number = state_number(txn, "seed", s->key);
	d->round = 1;
	tmpstore_end(txn);
	page_init(&d->entry);
	l = page_link(&d->entry, LINK_PAGE, s->target);
	assert_non_null(l);
	t->n++;
}

/* One more place where the seed begins. */
static inline void
trip_entry(struct trip *t, size_t seed, const char *path)
{
	char *url = NULL;

	assert_int_equal(
	    url_resolve(t->seeds[seed].target, path, &url), ERR_OK);
	assert_non_null(page_link(&t->due[seed].entry, LINK_PAGE,
	    arena_strdup(&t->due[seed].entry.arena, url)));
	free(url);
}

/* ---- what the pipeline does ---- */

static inline void
trip_follow(
    const struct job *j, struct txn *t, uint64_t seed, struct found *found)
{
	const char *p = j->x->body.data;

	while (p != NULL && (p = strstr(p, "href=\"")) != NULL) {
		const char *end = strchr(p + 6, '"');
		char *ref, *url = NULL;
		struct member m = { .depth = j->depth + 1, .via = j->x->url };

		if (end == NULL)
			return;
		ref = mem_strndup(p + 6, (size_t)(end - p - 6));
		p = end;
		if (url_resolve(j->x->url, ref, &url) == ERR_OK) {
			m.url = url;
			if (state_member_put(t, seed, &m)) {
				found->links = mem_grow(found->links,
				    found->n + 1, sizeof(*found->links));
				found->links[found->n++] =
				    (struct found_link){ .url = mem_strdup(url),
					    .via = mem_strdup(j->x->url),
					    .depth = m.depth };
			}
		}
		free(url);
		free(ref);
	}
}

static inline void
trip_remember(const struct job *j, struct txn *t, uint64_t sweep)
{
	struct url_state u = { .last_sweep = j->again ? 0 : sweep,
		.status = j->x->status };
	char etag[200], modified[200];

	if (exchange_header(j->x, "ETag", etag, sizeof(etag)))
		u.etag = etag;
	if (exchange_header(j->x, "Last-Modified", modified, sizeof(modified)))
		u.last_modified = modified;
	state_url_put(t, j->x->url, &u);
}

static inline void *
trip_pipeline(void *arg)
{
	struct trip *t = arg;
	struct job *j = queue_pop(t->c.done);

	while (j != NULL) {
		struct found *found = mem_zalloc(sizeof(*found));
		struct txn *txn;

		found->seed = j->seed;
		if (t->forget) {
			t->answers[j->x != NULL ? j->x->status % 1000 : 0]++;
			job_free(j);
			fetcher_found(t->f, &found, 1);
			j = queue_pop(t->c.done);
			continue;
		}
		txn = tmpstore_write();
		if (j->host_json != NULL)
			state_put(txn, "host", j->host, j->host_json);
		if (j->robots_json != NULL)
			state_put(txn, "robots", j->host, j->robots_json);
		if (j->kind == JOB_PAGE) {
			trip_remember(j, txn, t->c.sweep);
			if (t->follow)
				trip_follow(
				    j, txn, t->due[j->seed].number, found);
		}
		if (txn_end(txn) != ERR_OK)
			abort();
		if (t->on_job != NULL)
			t->on_job(t, j);
		if (t->n_jobs == TRIP_JOBS_MAX)
			abort();
		t->jobs[t->n_jobs++] = j;
		fetcher_found(t->f, &found, 1);
		j = queue_pop(t->c.done);
	}
	return NULL;
}

/* One sweep. The fetch thread is this one. */
static inline void
trip_run(struct trip *t)
{
	pthread_t other;

	t->c.store = tmpstore;
	t->c.seeds = t->due;
	t->c.n_seeds = t->n;
	t->c.user_agent = "vigie/test (+https://vigie.example)";
	t->c.sweep = t->c.sweep > 0 ? t->c.sweep : 1;
	t->c.limit = t->c.limit > 0 ? t->c.limit : UINT64_MAX;
	t->c.done = queue_new(8, job_free);
	assert_int_equal(fetcher_new(&t->c, &t->f), ERR_OK);
	if (t->before != NULL)
		t->before(t);
	assert_int_equal(pthread_create(&other, NULL, trip_pipeline, t), 0);
	assert_int_equal(fetcher_run(t->f), ERR_OK);
	pthread_join(other, NULL);
}

/* After a run: forgets its jobs and its fetcher, so that another may begin. */
static inline void
trip_rest(struct trip *t)
{
	fetcher_free(t->f);
	t->f = NULL;
	queue_free(t->c.done);
	t->c.done = NULL;
	for (size_t i = 0; i < t->n_jobs; i++)
		job_free(t->jobs[i]);
	t->n_jobs = 0;
}

static inline void
trip_end(struct trip *t)
{
	trip_rest(t);
	if (t->server > 0) {
		kill(t->server, SIGTERM);
		waitpid(t->server, NULL, 0);
	}
	for (size_t i = 0; i < t->n; i++) {
		free(t->seeds[i].target);
		free(t->seeds[i].key);
		free(t->due[i].resume);
		page_fini(&t->due[i].entry);
	}
	tmpdir_remove(t->dir);
	free(t);
}

/* A server with this script; the test is skipped where it is not built. */
static inline struct trip *
trip_begin(const char *behave)
{
	struct trip *t = mem_zalloc(sizeof(*t));

	if (!trip_serve(t, behave, NULL)) {
		trip_end(t);
		skip();
	}
	return t;
}

/* ---- what was seen ---- */

/* The job of this kind whose URL ends so; the last of several. */
static inline struct job *
trip_job(const struct trip *t, enum job_kind kind, const char *tail)
{
	struct job *got = NULL;

	for (size_t i = 0; i < t->n_jobs; i++) {
		struct job *j = t->jobs[i];
		size_t n = j->x != NULL ? strlen(j->x->url) : 0;

		if (j->kind == kind && n >= strlen(tail) &&
		    strcmp(j->x->url + n - strlen(tail), tail) == 0)
			got = j;
	}
	return got;
}

/* The same where there must be one. */
static inline struct job *
trip_need(const struct trip *t, enum job_kind kind, const char *tail)
{
	struct job *j = trip_job(t, kind, tail);

	if (j == NULL) {
		fprintf(
		    stderr, "# no job of kind %d for %s\n", (int)kind, tail);
		abort();
	}
	return j;
}

static inline size_t
trip_count(const struct trip *t, enum job_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_jobs; i++)
		n += t->jobs[i]->kind == kind;
	return n;
}

/* The server's log, an array of its lines; the caller json_decref()s. */
static inline json_t *
trip_log(const struct trip *t)
{
	char path[TRIP_PATH];
	json_t *all = json_array(), *one;
	FILE *f;

	snprintf(path, sizeof(path), "%s/.log", t->dir);
	f = fopen(path, "r");
	if (f == NULL)
		return all;
	one = json_loadf(f, JSON_DISABLE_EOF_CHECK, NULL);
	while (one != NULL) {
		json_array_append_new(all, one);
		one = json_loadf(f, JSON_DISABLE_EOF_CHECK, NULL);
	}
	fclose(f);
	return all;
}

/* The smallest, or largest, value of a numeric field in the log; -1 if there
 * is none. */
static inline double
trip_log_edge(const struct trip *t, const char *field, bool largest)
{
	json_t *log = trip_log(t), *line;
	double edge = -1;
	size_t i;

	json_array_foreach(log, i, line)
	{
		const json_t *v = json_object_get(line, field);
		double d = json_number_value(v);

		if (json_is_number(v) &&
		    (edge < 0 || (largest ? d > edge : d < edge)))
			edge = d;
	}
	json_decref(log);
	return edge;
}

static inline double
trip_log_min(const struct trip *t, const char *field)
{
	return trip_log_edge(t, field, false);
}

static inline double
trip_log_max(const struct trip *t, const char *field)
{
	return trip_log_edge(t, field, true);
}

static inline size_t
trip_log_count(const struct trip *t, const char *path)
{
	json_t *log = trip_log(t), *line;
	size_t i, n = 0;

	json_array_foreach(log, i, line)
	{
		const char *got = json_get_text(line, "path");

		n += got != NULL && (path == NULL || strcmp(got, path) == 0);
	}
	json_decref(log);
	return n;
}

#endif
