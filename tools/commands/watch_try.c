/* SPDX-License-Identifier: ISC */
/* vigie watch try: what a name or a query would find in the archive as it is,
 * beside what is found today; nothing is stored. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "crawler/crawl.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "tools/cmd.h"
#include "tools/out.h"

enum {
	SAMPLES = 10, /* of a sort, for people */
	ROW_MAX = 1024 * 1024
};

struct samples {
	const struct global *g;
	const char *name;
	unsigned shown[2]; /* found, lost */
};

/* The object that is printed, and that rows for people are made of. */
static void
found_json(const struct crawl_found *f, const char *name, struct jout *j)
{
	jout_obj(j);
	jout_ktext(j, "tried", f->lost ? "lost" : f->known ? "known" : "new");
	jout_ktext(j, "name", name);
	jout_ktext(j, "match", f->match);
	jout_ktext(j, "matched", f->matched);
	jout_ktext(j, "kind", f->kind);
	jout_ktext(j, "network", f->network);
	jout_ktext(j, "url", f->url);
	jout_ktext(j, "author", f->author);
	jout_ktext(j, "title", f->title);
	jout_ktext(j, "published", f->published);
	jout_ktext(j, "snippet", f->snippet);
	jout_obj_end(j);
}

static void
say_found(const struct crawl_found *f, void *arg)
{
	struct samples *s = arg;
	json_t *row = NULL;
	struct buf b;
	struct jout j;

	if (!s->g->json && s->shown[f->lost]++ >= SAMPLES)
		return;
	buf_init(&b, ROW_MAX);
	jout_begin(&j, &b);
	found_json(f, s->name, &j);
	if (j.err == ERR_OK && s->g->json) {
		out_json(b.data, b.len);
	} else if (j.err == ERR_OK &&
		   json_parse(b.data, b.len, &row) == ERR_OK) {
		out_tried(s->g, row);
		json_decref(row);
	}
	buf_fini(&b);
}

static void
say_sum(const struct global *g, const struct crawl_tried *t)
{
	if (g->json) {
		printf("{\"pages\":%" PRIu64 ",\"found\":%" PRIu64
		       ",\"today\":%" PRIu64 ",\"known\":%" PRIu64
		       ",\"lost\":%" PRIu64 "}\n",
		    t->pages, t->found, t->today, t->known, t->lost);
		return;
	}
	printf(T(g,
		   "would find %" PRIu64 " (pages read again: %" PRIu64
		   "); of %" PRIu64 " found today: %" PRIu64 " stay, %" PRIu64
		   " would go\n",
		   "trouverait %" PRIu64 " (pages relues : %" PRIu64
		   ") ; sur %" PRIu64 " trouvées aujourd'hui : %" PRIu64
		   " restent, %" PRIu64 " partiraient\n"),
	    t->found, t->pages, t->today, t->known, t->lost);
}

/* A watched name by itself is tried as it is watched. */
static void
take_register(struct store *st, const char *name, char **json)
{
	struct txn *t = txn_begin(st, TXN_READ);
	char *kept;

	if (register_watch_get(t, name, &kept) == ERR_OK) {
		free(*json);
		*json = kept;
	}
	txn_abort(t);
}

static enum err
try_json(const struct global *g, const char *name, char **json, bool alone)
{
	struct samples s = { .g = g, .name = name };
	struct crawl_tried sum;
	struct store *st;
	enum err e = cmd_open(g, &st);

	if (e != ERR_OK)
		return e;
	if (alone)
		take_register(st, name, json);
	e = crawl_try(st, *json, say_found, &s, &sum);
	if (e == ERR_OK)
		say_sum(g, &sum);
	store_close(st);
	return e;
}

int
cmd_watch_try(const struct global *g, char *const *argv, int argc)
{
	char *name = NULL, *json = NULL;
	int status = cmd_watch_read(g, argv, argc, &name, &json);
	enum err e;

	if (status != 0)
		return status;
	e = crawl_setup();
	if (e == ERR_OK) {
		e = try_json(g, name, &json, argc == 1);
		crawl_teardown();
	}
	free(name);
	free(json);
	return err_status(e);
}
