/* SPDX-License-Identifier: ISC */
/* vigie history: every snapshot of a page, oldest first, checks included. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "tools/cmd.h"
#include "tools/out.h"
#include "tools/snapshot.h"

const struct option history_options[] = {
	{ NULL, NULL, NULL, NULL },
};

struct walk {
	const struct global *g;
	struct txn *t;
	uint64_t n;
	enum err err;
};

static bool
print_one(const struct snapshot *s, void *arg)
{
	struct walk *w = arg;
	json_t *o = NULL;
	char *text;

	w->err = snapshot_object(w->t, s, &o);
	if (w->err != ERR_OK)
		return false;
	w->n++;
	if (w->g->json) {
		text = json_dumps(o, JSON_COMPACT);
		if (text != NULL)
			out_json(text, strlen(text));
		free(text);
	} else {
		out_snapshot(w->g, o);
	}
	json_decref(o);
	return !ferror(stdout);
}

static enum err
walk_url(struct walk *w, const char *url)
{
	enum err e = snapshot_each(w->t, url, print_one, w);

	return e == ERR_OK ? w->err : e;
}

/* The addresses that a mention was seen at: its own, and what showed it. */
static enum err
walk_mention(struct walk *w, const char *prefix)
{
	char *text = NULL;
	json_t *m = NULL;
	const json_t *numbers;
	const char *url;
	enum err e = index_mention(w->t, prefix, &text);

	if (e == ERR_OK)
		e = json_parse(text, strlen(text), &m);
	url = json_get_text(m, "url");
	if (e == ERR_OK && url != NULL && walk_url(w, url) == ERR_NOTFOUND) {
		/* Its own address was never asked for: a feed showed it. */
		numbers = json_object_get(m, "snapshots");
		for (size_t i = 0; i < json_array_size(numbers); i++) {
			struct snapshot s;
			json_int_t n =
			    json_integer_value(json_array_get(numbers, i));

			if (snapshot_get(w->t, (uint64_t)n, &s) != ERR_OK)
				continue;
			(void)print_one(&s, w);
			snapshot_fini(&s);
		}
	}
	json_decref(m);
	free(text);
	return e;
}

/* The address of snapshot s123. */
static enum err
walk_snapshot(struct walk *w, uint64_t number)
{
	json_t *o = NULL;
	const char *url;
	enum err e = snapshot_object_at(w->t, number, &o);

	if (e != ERR_OK)
		return e;
	url = json_get_text(o, "requested_url");
	e = url == NULL ? ERR_NOTFOUND : walk_url(w, url);
	json_decref(o);
	return e;
}

/* As the user typed it: normalised the way a request for it would be. */
static enum err
walk_address(struct walk *w, const char *typed)
{
	char *href;
	enum err e = crawl_url(typed, &href);

	if (e != ERR_OK)
		return ERR_NOTFOUND;
	e = walk_url(w, href);
	free(href);
	return e;
}

int
cmd_history(const struct global *g, const struct args *a)
{
	struct walk w = { .g = g };
	struct store *st;
	uint64_t number;
	const char *what;
	enum err e;

	if (a->n_operands != 1)
		return cmd_usage("history", "of what? (URL or ID)");
	what = a->operands[0];
	e = cmd_open(g, &st);
	if (e != ERR_OK)
		return err_status(e);
	w.t = txn_begin(st, TXN_READ);
	if (strstr(what, "://") != NULL)
		e = walk_address(&w, what);
	else if (snapshot_number(what, &number))
		e = walk_snapshot(&w, number);
	else
		e = walk_mention(&w, what);
	txn_abort(w.t);
	store_close(st);
	if (e == ERR_NOTFOUND)
		log_error(
		    "%s: never asked for (vigie mentions, vigie stats)", what);
	else if (e == ERR_USAGE)
		log_error(
		    "%s: several mentions begin so (say more of the id)", what);
	return err_status(e);
}
