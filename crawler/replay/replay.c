/* SPDX-License-Identifier: ISC */
/* The log read again. */
#include "crawler/replay/replay.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/harvest.h"
#include "crawler/normalise/url.h"
#include "crawler/pipeline/path.h"
#include "crawler/replay/stored.h"
#include "crawler/setup.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { CONFIG_MAX = 32 * 1024 * 1024 };

/* What a capture kept belongs to no seed: any page of a site. */
#define NO_SEED "site http://capture.invalid/"

/* "ADAPTER TARGET", as a leaf has it: its index among the seeds, added if it
 * is new. */
static size_t
seed_of(struct replay *r, const char *key)
{
	for (size_t i = 0; i < r->seeds.n; i++)
		if (strcmp(r->seeds.v[i].key, key) == 0)
			return i;
	return r->seeds.n;
}

static void
add_seed(struct replay *r, const char *key)
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
find_seeds(struct replay *r, struct store *st)
{
	struct txn *t = txn_begin(st, TXN_READ);

	r->size = log_size(t);
	for (uint64_t seq = 0; seq < r->size; seq++) {
		char *text = NULL;
		json_t *leaf = NULL;
		char *key;
		size_t n;

		if (log_get(t, seq, &text, &n) == ERR_OK &&
		    json_parse(text, n, &leaf) == ERR_OK) {
			key = path_seed(t, leaf);
			if (key != NULL)
				add_seed(r, key);
			free(key);
		}
		json_decref(leaf);
		free(text);
	}
	add_seed(r, NO_SEED);
	return txn_end(t);
}

static enum err
start_parser(struct replay *r, const struct watch *const *watches, size_t n)
{
	const struct seed **seeds =
	    mem_array(r->seeds.n, sizeof(struct seed *));
	struct buf config;
	enum err e;

	for (size_t i = 0; i < r->seeds.n; i++)
		seeds[i] = &r->seeds.v[i];
	buf_init(&config, CONFIG_MAX);
	e = analyse_config(watches, n, seeds, r->seeds.n, &config);
	if (e == ERR_OK)
		e = parser_new(setup_sandbox(), config.data, config.len,
		    (unsigned)n, &r->parser);
	buf_fini(&config);
	free(seeds);
	return e;
}

static void
read_body(struct replay *r, struct job *j, const char *body, size_t len)
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
	else if (j->x->outcome != OUTCOME_OK)
		j->harvest->truncated = true;
}

struct job *
replay_read(struct replay *r, struct txn *t, const json_t *leaf, bool *kept)
{
	struct job *j;
	char *body, *key;
	size_t len;

	*kept = false;
	if (stored_job(t, leaf, &j, &body, &len) != ERR_OK || j == NULL)
		return NULL;
	key = path_seed(t, leaf);
	j->seed = seed_of(r, key != NULL ? key : NO_SEED);
	free(key);
	*kept = j->seed < r->seeds.n && j->x->status > 0 && body != NULL;
	if (*kept)
		read_body(r, j, body, len);
	free(body);
	return j;
}

enum err
replay_open(struct replay *r, struct store *st,
    const struct watch *const *watches, size_t n)
{
	enum err e;

	memset(r, 0, sizeof(*r));
	e = find_seeds(r, st);
	return e == ERR_OK ? start_parser(r, watches, n) : e;
}

void
replay_fini(struct replay *r)
{
	parser_free(r->parser);
	seeds_fini(&r->seeds);
}
