/* SPDX-License-Identifier: ISC */
/* vigie mentions: what was found, newest first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "tools/cmd.h"
#include "tools/out.h"

const struct option mentions_options[] = {
	{ "name", "NAME", "only of this watched name",
	    "seulement ce nom surveillé" },
	{ "since", "WHEN", "first seen since: a date, or an age such as 7d",
	    "vues depuis : une date, ou une durée comme 7d" },
	{ "network", "N", "only from this network (site, feed, ...)",
	    "seulement ce réseau (site, feed…)" },
	{ "state", "S", "online, changed, gone or unreachable",
	    "online, changed, gone ou unreachable" },
	{ "match", "M", "exact, variant, lookalike, handle or avatar",
	    "exact, variant, lookalike, handle ou avatar" },
	{ "band", "B", "mine, doubtful or not-mine: whose it is",
	    "mine, doubtful ou not-mine : de qui il s'agit" },
	{ "cluster", NULL, "near-duplicates once, by their earliest",
	    "les copies une seule fois, par la plus ancienne" },
	{ NULL, NULL, NULL, NULL },
};

enum { ROW_MAX = 64 * 1024 * 1024 }; /* bytes of one object */

struct listing {
	const struct global *g;
	struct txn *t;
	struct crawl_judge *judge;
	bool cluster;
	const char *band; /* NULL: any */
	struct buf row;
	uint64_t n;
};

static bool
print_one(const char *json, size_t n, void *arg)
{
	struct listing *l = arg;
	enum crawl_band band;
	json_t *m = NULL;

	buf_reset(&l->row);
	if (crawl_judge_mention(l->judge, json, n, &l->row, &band) != ERR_OK ||
	    (l->band != NULL && strcmp(crawl_band_word(band), l->band) != 0))
		return true;
	if (l->cluster && crawl_add_copies(l->t, &l->row) != ERR_OK)
		return true;
	l->n++;
	if (l->g->json) {
		out_json(l->row.data, l->row.len);
	} else if (json_parse(l->row.data, l->row.len, &m) == ERR_OK) {
		if (l->n > 1)
			putchar('\n');
		out_mention(l->g, m);
		json_decref(m);
	}
	return !ferror(stdout);
}

static bool
one_of(const char *v, const char *const *words, size_t n)
{
	for (size_t i = 0; v != NULL && i < n; i++)
		if (strcmp(v, words[i]) == 0)
			return true;
	return v == NULL;
}

/* No mention of a name that is not watched, or of a network that is none, is no
 * "nothing found". */
static void
warn_of_strangers(struct txn *t, const struct mention_filter *f)
{
	char *json = NULL;

	if (f->name != NULL &&
	    register_watch_get(t, f->name, &json) == ERR_NOTFOUND)
		log_warn("%s: not a watched name (vigie watch list)", f->name);
	if (f->network != NULL && !crawl_has_network(f->network))
		log_warn(
		    "%s: no such network (vigie sources --all)", f->network);
	free(json);
}

int
cmd_mentions(const struct global *g, const struct args *a)
{
	static const char *const states[] = { "online", "changed", "gone",
		"unreachable" };
	static const char *const matches[] = { "exact", "variant", "lookalike",
		"handle", "avatar" };
	const char *since = options_value(a, "since");
	struct mention_filter f = { .name = options_value(a, "name"),
		.network = options_value(a, "network"),
		.state = options_value(a, "state"),
		.match = options_value(a, "match"),
		.since = INT64_MIN,
		.cluster = options_has(a, "cluster") };
	static const char *const bands[] = { "mine", "doubtful", "not-mine" };
	struct listing l = { .g = g, .band = options_value(a, "band") };
	struct store *st;
	struct txn *t;
	enum err e;

	if (a->n_operands > 0)
		return cmd_usage(
		    "mentions", "%s: takes no operand", a->operands[0]);
	if (!one_of(f.state, states, NELEM(states)))
		return cmd_usage(
		    "mentions", "--state: %s: no such state", f.state);
	if (!one_of(f.match, matches, NELEM(matches)))
		return cmd_usage(
		    "mentions", "--match: %s: no such match", f.match);
	if (!one_of(l.band, bands, NELEM(bands)))
		return cmd_usage(
		    "mentions", "--band: %s: no such band", l.band);
	if (since != NULL &&
	    clock_parse_when(since, clock_wall_ms(), &f.since) != ERR_OK)
		return cmd_usage("mentions",
		    "--since: %s: not a date nor an age such as 7d", since);
	e = cmd_open(g, &st);
	if (e != ERR_OK)
		return err_status(e);
	t = txn_begin(st, TXN_READ);
	l.t = t;
	l.cluster = f.cluster;
	l.judge = crawl_judge_new(t, g->french);
	buf_init(&l.row, ROW_MAX);
	e = index_mentions(t, &f, print_one, &l);
	buf_fini(&l.row);
	crawl_judge_free(l.judge);
	if (e == ERR_OK && l.n == 0)
		warn_of_strangers(t, &f);
	txn_abort(t);
	store_close(st);
	if (e == ERR_OK && l.n == 0 && !g->json && g->verbosity >= 0)
		puts(T(g, "no mention", "aucune mention"));
	return err_status(e);
}
