/* SPDX-License-Identifier: ISC */
/* One page on the user's own demand: a connection of its own, every answer
 * kept and logged, a checkpoint at once. It may run while a sweep does. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/anchor/anchor.h"
#include "crawler/browser/browser.h"
#include "crawler/crawl.h"
#include "crawler/fetch/address.h"
#include "crawler/normalise/url.h"
#include "crawler/pipeline/pipeline.h"
#include "crawler/setup.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	DONE_LENGTH = 16,
	CONFIG_MAX = 32 * 1024 * 1024,
	STAMP_BEFORE_MS = 5 * 1000 /* a token first, for the lower bound */
};

struct capture {
	const struct crawl_config *c;
	struct store *store;
	struct watches watches;
	struct seed seed;
	struct fetch_seed fetch_seed;
	char *user_agent;
	struct pipeline pl;
	struct parser *parser;
	struct tally tally;
	enum err answered; /* ERR_OK once an answer came */
};

static enum err
set_seed(struct capture *c, const char *typed)
{
	struct link *l;
	enum err e = crawl_url(typed, &c->seed.target);

	if (e != ERR_OK) {
		log_error("%s: not an http(s) address", typed);
		return ERR_USAGE;
	}
	c->seed.network = network_find("site");
	c->seed.key = mem_printf("site %s", c->seed.target);
	c->seed.pages = 1;
	c->seed.delay_ms = -1;
	c->seed.keep_all = true;
	c->seed.private_ok = address_url_is_private(c->seed.target);
	c->fetch_seed.seed = &c->seed;
	page_init(&c->fetch_seed.entry);
	l = page_link(&c->fetch_seed.entry, LINK_PAGE, c->seed.target);
	if (l == NULL)
		return ERR_LIMIT;
	if (c->c->contact == NULL && !c->seed.private_ok) {
		log_error("capture: no contact for the server's owner "
			  "(--contact you@example.org, or VIGIE_CONTACT)");
		return ERR_USAGE;
	}
	return ERR_OK;
}

static enum err
start_parser(struct capture *c)
{
	const struct seed *seed = &c->seed;
	struct buf config;
	enum err e;

	buf_init(&config, CONFIG_MAX);
	e = analyse_config((const struct watch *const *)c->watches.v,
	    c->watches.n, &seed, 1, &config);
	if (e == ERR_OK)
		e = parser_new(setup_sandbox(), config.data, config.len,
		    (unsigned)c->watches.n, &c->parser);
	buf_fini(&config);
	return e;
}

static enum err
open_store(struct capture *c)
{
	enum err e = store_open(c->c->archive, STORE_WRITE, &c->store);

	if (e == ERR_OK)
		e = watches_load(c->store, &c->watches);
	if (e == ERR_OK)
		e = start_parser(c);
	return e;
}

static void
set_pipeline(struct capture *c)
{
	c->user_agent =
	    c->c->contact == NULL
		? mem_strdup("vigie/" VIGIE_VERSION)
		: mem_printf("vigie/" VIGIE_VERSION " (+%s)", c->c->contact);
	c->pl.done = queue_new(DONE_LENGTH, job_free);
	c->pl.store = c->store;
	c->pl.watches = c->watches.v;
	c->pl.n_watches = c->watches.n;
	c->pl.bases = bases_new();
	c->pl.is_capture = true;
	c->pl.note = c->c->note;
	c->pl.fetch = (struct fetch_config){ .store = c->store,
		.seeds = &c->fetch_seed,
		.n_seeds = 1,
		.user_agent = c->user_agent,
		.ca_file = c->c->ca_file,
		.public_ok = c->c->contact != NULL,
		.names = c->watches.generation,
		.limit = UINT64_MAX,
		.once = true,
		.done = c->pl.done };
}

static void *
fetch_thread(void *arg)
{
	struct capture *c = arg;

	if (fetcher_run(c->pl.fetcher) != ERR_OK)
		queue_close(c->pl.done);
	return NULL;
}

/* Reads and writes what comes; *snapshot is the page's own. */
static enum err
receive(struct capture *c, uint64_t *snapshot)
{
	void *item;
	enum err e = ERR_OK;

	while ((item = queue_pop(c->pl.done)) != NULL) {
		struct job *j = item;

		worker_process(&c->pl, c->parser, j);
		if (e == ERR_OK)
			e = writer_write(&c->pl, &j, 1, &c->tally);
		if (e != ERR_OK)
			fetcher_stop(c->pl.fetcher);
		if (e == ERR_OK && j->kind == JOB_PAGE) {
			*snapshot = c->tally.last_snapshot;
			if (j->x->status > 0)
				c->answered = ERR_OK;
			else
				log_error("%s: %s", j->x->url,
				    j->x->why != NULL
					? j->x->why
					: outcome_name(j->x->outcome));
		}
		job_free(j);
	}
	return e;
}

/* A token before the page and tokens after it: between the two lies the
 * exchange (EVIDENCE.md 4.3). Authorities that fail are gaps, no more. */
static enum err
stamp(struct capture *c, bool before)
{
	struct anchor_round r = { .store = c->store,
		.ca_file = c->c->ca_file,
		.first_only = before,
		.gaps = !before };
	enum err e;

	if (before && !anchor_wanted(c->store))
		return ERR_OK;
	e = checkpoint_make(c->store);
	atomic_init(&r.until,
	    clock_mono_ms() + (before ? STAMP_BEFORE_MS : ANCHOR_LIMIT_MS));
	return e == ERR_OK ? anchor_round(&r) : e;
}

/* The page is captured; now as a browser shows it. */
static enum err
show(struct capture *c, uint64_t snapshot)
{
	struct browser_view v = { .store = c->store,
		.fetch = c->pl.fetch,
		.seed = &c->seed,
		.page = snapshot };
	enum err e = browser_show(&v);

	if (e == ERR_NOTFOUND) {
		log_error("capture: there is no browser to show the page with "
			  "(apt-get install chromium)");
		return ERR_SHORT;
	}
	return e;
}

static enum err
run(struct capture *c, uint64_t *snapshot)
{
	struct fetcher *f = NULL;
	pthread_t thread;
	enum err e, shown = ERR_OK;

	set_pipeline(c);
	e = stamp(c, true);
	if (e == ERR_OK)
		e = fetcher_new(&c->pl.fetch, &f);
	if (e != ERR_OK)
		return e;
	c->pl.fetcher = f;
	pthread_create(&thread, NULL, fetch_thread, c);
	e = receive(c, snapshot);
	pthread_join(thread, NULL);
	fetcher_free(f);
	if (e != ERR_OK)
		return e;
	if (c->c->browser && c->answered == ERR_OK)
		shown = show(c, *snapshot);
	e = stamp(c, false);
	if (e != ERR_OK)
		return e;
	return c->answered != ERR_OK ? c->answered : shown;
}

enum err
crawl_capture(
    const struct crawl_config *config, const char *url, uint64_t *snapshot)
{
	struct capture c = { .c = config, .answered = ERR_NET };
	enum err e = set_seed(&c, url);

	*snapshot = 0;
	if (e == ERR_OK)
		e = open_store(&c);
	if (e == ERR_OK)
		e = run(&c, snapshot);
	parser_free(c.parser);
	queue_free(c.pl.done);
	bases_free(c.pl.bases);
	page_fini(&c.fetch_seed.entry);
	free(c.user_agent);
	free(c.seed.key);
	free(c.seed.target);
	watches_fini(&c.watches);
	store_close(c.store);
	return e;
}
