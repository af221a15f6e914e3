/* SPDX-License-Identifier: ISC */
/* The index anew, from the archive and the register alone: the log is read in
 * its order, every body that was kept is parsed again, and the very code of the
 * sweep concludes (concluded.h). So a better parser improves old snapshots. */
#include <stdlib.h>
#include <string.h>

#include "crawler/concluded.h"
#include "crawler/crawl.h"
#include "crawler/harvest.h"
#include "crawler/normalise/url.h"
#include "crawler/setup.h"
#include "crawler/stored.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	STEP = 64, /* leaves a transaction */
	CONFIG_MAX = 32 * 1024 * 1024
};

struct reindex {
	struct store *store;
	struct watches watches;
	struct seeds seeds;             /* those that the log names */
	struct fetch_seed *fetch_seeds; /* owned: what conclude asks of them */
	struct parser *parser;
	struct pipeline pl;
	uint64_t next, size; /* leaves */
	uint64_t mentions;
};

/* ---- the seeds that the log names ---- */

/* "ADAPTER TARGET", as a leaf has it: its index among the seeds, added if it
 * is new. */
static size_t
seed_of(struct reindex *r, const char *key)
{
	for (size_t i = 0; i < r->seeds.n; i++)
		if (strcmp(r->seeds.v[i].key, key) == 0)
			return i;
	return r->seeds.n;
}

static void
add_seed(struct reindex *r, const char *key)
{
	const char *space = strchr(key, ' ');
	struct seed s = { .depth = SEED_DEPTH, .pages = SEED_PAGES };
	char *word;

	if (space == NULL || seed_of(r, key) < r->seeds.n)
		return;
	word = mem_strndup(key, (size_t)(space - key));
	s.network = network_find(word);
	free(word);
	if (s.network == NULL ||
	    url_resolve(NULL, space + 1, &s.target) != ERR_OK)
		return;
	s.key = mem_strdup(key);
	r->seeds.v = mem_grow(r->seeds.v, r->seeds.n + 1, sizeof(*r->seeds.v));
	r->seeds.v[r->seeds.n++] = s;
}

static enum err
find_seeds(struct reindex *r)
{
	struct txn *t = txn_begin(r->store, TXN_READ);

	r->size = log_size(t);
	for (uint64_t seq = 0; seq < r->size; seq++) {
		char *text = NULL;
		json_t *leaf = NULL;
		const char *key;
		size_t n;

		if (log_get(t, seq, &text, &n) == ERR_OK &&
		    json_parse(text, n, &leaf) == ERR_OK) {
			key = json_get_text(leaf, "seed");
			if (key != NULL)
				add_seed(r, key);
		}
		json_decref(leaf);
		free(text);
	}
	/* What a capture kept belongs to no seed: any page of a site. */
	add_seed(r, "site http://capture.invalid/");
	return txn_end(t);
}

static enum err
start_parser(struct reindex *r)
{
	const struct seed **seeds =
	    mem_array(r->seeds.n, sizeof(struct seed *));
	struct buf config;
	enum err e;

	r->fetch_seeds = mem_array(r->seeds.n, sizeof(*r->fetch_seeds));
	for (size_t i = 0; i < r->seeds.n; i++) {
		seeds[i] = &r->seeds.v[i];
		r->fetch_seeds[i].seed = seeds[i];
	}
	buf_init(&config, CONFIG_MAX);
	e = analyse_config((const struct watch *const *)r->watches.v,
	    r->watches.n, seeds, r->seeds.n, &config);
	if (e == ERR_OK)
		e = parser_new(setup_sandbox(), config.data, config.len,
		    (unsigned)r->watches.n, &r->parser);
	buf_fini(&config);
	free(seeds);
	return e;
}

/* ---- leaf by leaf ---- */

static void
read_body(struct reindex *r, struct job *j, const char *body, size_t len)
{
	struct analysis in = { .seed = j->seed,
		.url = j->x->url,
		.status = j->x->status,
		.head = j->x->head.data != NULL ? j->x->head.data : "",
		.head_len = j->x->head.len,
		.body = body,
		.body_len = len,
		.at = j->x->started_ns / 1000000,
		.role = j->role,
		.depth = j->depth,
		.context = j->context,
		.full = true };
	const char *why = "";

	if (parser_run(r->parser, &in, &j->harvest, &why) != ERR_OK)
		log_warn("%s: %s", j->x->url, why);
}

/* A page whose bytes were not kept showed no mention. */
static void
read_nothing(struct job *j)
{
	j->harvest = harvest_new();
	j->harvest->network = "none";
}

static void
apply_snapshot(struct reindex *r, struct txn *t, const json_t *leaf)
{
	const char *key = json_get_text(leaf, "seed");
	struct conclusion c;
	struct job *j;
	char *body;
	size_t len;

	if (stored_job(t, leaf, &j, &body, &len) != ERR_OK || j == NULL)
		return;
	j->seed =
	    seed_of(r, key != NULL ? key : "site http://capture.invalid/");
	r->pl.fetch.sweep = (uint64_t)json_get_int(leaf, "sweep", 0);
	if (j->seed < r->seeds.n && j->x->status > 0 && body != NULL)
		read_body(r, j, body, len);
	else if (j->x->status >= 200 && j->x->status < 300)
		read_nothing(j);
	/* robots.txt is a record without a seed and is no document. */
	if (key != NULL || json_object_get(leaf, "note") != NULL) {
		conclude(t, &r->pl, j,
		    (uint64_t)json_get_int(leaf, "snapshot", 0), &c);
		conclusion_fini(&c);
	}
	free(body);
	job_free(j);
}

/* One entry of a gathered leaf: what it showed is online still. */
static void
apply_check(struct reindex *r, struct txn *t, uint64_t number)
{
	struct snapshot s;
	json_t *entry = NULL;
	const char *url, *at;
	char *canonical;
	int64_t ms;

	if (snapshot_get(t, number, &s) != ERR_OK)
		return;
	if (json_parse(s.record, s.record_len, &entry) == ERR_OK) {
		url = json_get_text(entry, "url");
		at = json_get_text(entry, "at");
		if (url != NULL && at != NULL &&
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
		r->pl.fetch.sweep = (uint64_t)json_get_int(leaf, "sweep", 0);
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

	for (uint64_t seq = r->next; seq < r->next + STEP && seq < r->size;
	     seq++) {
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

	while (e == ERR_OK && r->next < r->size) {
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
		e = find_seeds(&r);
	if (e == ERR_OK)
		e = start_parser(&r);
	r.pl.store = r.store;
	r.pl.watches = r.watches.v;
	r.pl.n_watches = r.watches.n;
	r.pl.fetch.seeds = r.fetch_seeds;
	r.pl.fetch.n_seeds = r.seeds.n;
	if (e == ERR_OK)
		e = rebuild(&r);
	*records = r.size;
	*mentions = r.mentions;
	parser_free(r.parser);
	free(r.fetch_seeds);
	seeds_fini(&r.seeds);
	watches_fini(&r.watches);
	store_close(r.store);
	return e;
}
