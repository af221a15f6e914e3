/* SPDX-License-Identifier: ISC */
/* vigie history: every snapshot of a page, oldest first, checks included; and
 * what follows from them: the window in which it appeared and went, with the
 * deadlines that count from there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "tools/bundle/window.h"
#include "tools/cmd.h"
#include "tools/out.h"
#include "tools/snapshot.h"

const struct option history_options[] = {
	{ "window", NULL,
	    "only the window and its deadlines, one object a mention",
	    "seulement la fenêtre et ses délais, un objet par mention" },
	{ NULL, NULL, NULL, NULL },
};

struct history {
	const struct global *g;
	struct txn *t;
	const char *url;  /* whose snapshots; NULL: those of rows */
	const char *also; /* its canonical form, or NULL */
	json_t *rows;     /* owned: numbers, for a page never asked for */
	char **ids;       /* owned: mentions on that page */
	size_t n_ids;
	struct bundle_case windows;
	enum err err; /* of a walk */
};

static void
print(const json_t *o)
{
	char *text = json_dumps(o, JSON_COMPACT);

	if (text != NULL)
		out_json(text, strlen(text));
	free(text);
}

/* ---- which page, which mentions ---- */

static void
add_id(struct history *h, const char *id)
{
	h->ids = mem_grow(h->ids, h->n_ids + 1, sizeof(h->ids[0]));
	h->ids[h->n_ids++] = mem_strdup(id);
}

static bool
is_page(const char *document, const char *page)
{
	size_t n = strcspn(document, "#");

	return page != NULL && strlen(page) == n &&
	       memcmp(document, page, n) == 0;
}

static bool
take_mention(const char *json, size_t n, void *arg)
{
	struct history *h = arg;
	json_t *m = NULL;
	const char *url, *id;

	if (json_parse(json, n, &m) != ERR_OK)
		return true;
	url = json_get_text(m, "url");
	id = json_get_text(m, "id");
	if (url != NULL && id != NULL &&
	    (is_page(url, h->url) || is_page(url, h->also)))
		add_id(h, id);
	json_decref(m);
	return h->n_ids < BUNDLE_EXHIBITS_MAX;
}

/* The canonical address under which the index knows the page. */
static bool
take_canonical(const struct snapshot *s, void *arg)
{
	char **url = arg;
	json_t *doc = NULL;

	if (json_parse(s->record, s->record_len, &doc) == ERR_OK &&
	    json_get_text(doc, "url") != NULL)
		*url = mem_strdup(json_get_text(doc, "url"));
	json_decref(doc);
	return *url == NULL;
}

static enum err
read_page(struct history *h)
{
	const struct mention_filter all = { .since = INT64_MIN };
	char *canonical = NULL;
	enum err e = snapshot_each(h->t, h->url, take_canonical, &canonical);

	h->also = canonical;
	if (e == ERR_OK)
		e = index_mentions(h->t, &all, take_mention, h);
	h->also = NULL;
	free(canonical);
	return e;
}

/* ---- printing ---- */

static bool
print_one(const struct snapshot *s, void *arg)
{
	struct history *h = arg;
	json_t *o = NULL;

	h->err = snapshot_object(h->t, s, &o);
	if (h->err != ERR_OK)
		return false;
	(void)json_object_set_new(
	    o, "proves", window_proves(&h->windows, s->number));
	if (h->g->json)
		print(o);
	else
		out_snapshot(h->g, o);
	json_decref(o);
	return !ferror(stdout);
}

static enum err
print_rows(struct history *h)
{
	enum err e = ERR_OK;

	if (h->url != NULL) {
		e = snapshot_each(h->t, h->url, print_one, h);
		return e == ERR_OK ? h->err : e;
	}
	for (size_t i = 0; i < json_array_size(h->rows); i++) {
		json_int_t n = json_integer_value(json_array_get(h->rows, i));
		struct snapshot s;

		if (snapshot_get(h->t, (uint64_t)n, &s) != ERR_OK)
			continue;
		(void)print_one(&s, h);
		snapshot_fini(&s);
	}
	return h->err;
}

static void
print_windows(struct history *h)
{
	for (size_t i = 0; i < h->windows.n_exhibits; i++) {
		json_t *o = window_object(
		    &h->windows, &h->windows.exhibits[i], clock_due_ms());

		if (h->g->json)
			print(o);
		else
			out_window(h->g, o);
		json_decref(o);
	}
}

static enum err
print_all(struct history *h, const struct args *a)
{
	bool alone = options_has(a, "window");
	union {
		char **in;
		const char *const *out;
	} ids = { h->ids };
	enum err e =
	    bundle_windows_read(h->t, ids.out, h->n_ids, h->url, &h->windows);

	if (e != ERR_OK)
		return e;
	if (!alone)
		e = print_rows(h);
	/* JSON Lines are of one kind: rows, or windows. */
	if (e == ERR_OK && (alone || !h->g->json))
		print_windows(h);
	bundle_case_fini(&h->windows);
	return e;
}

/* ---- of what ---- */

/* A mention, at its own address; where that was never asked for, at what showed
 * it. */
static enum err
of_mention(struct history *h, const struct args *a)
{
	char *text = NULL, *url = NULL, *canonical = NULL;
	json_t *m = NULL;
	enum err e = index_mention(h->t, a->operands[0], &text);

	if (e == ERR_OK)
		e = json_parse(text, strlen(text), &m);
	if (e == ERR_OK && json_get_text(m, "url") != NULL) {
		url = mem_strdup(json_get_text(m, "url"));
		url[strcspn(url, "#")] = '\0';
	}
	if (e == ERR_OK && json_get_text(m, "id") != NULL) {
		add_id(h, json_get_text(m, "id"));
		if (url != NULL && snapshot_each(h->t, url, take_canonical,
				       &canonical) == ERR_OK)
			h->url = url;
		h->rows = json_incref(json_object_get(m, "snapshots"));
		e = print_all(h, a);
		h->url = NULL;
	}
	json_decref(m);
	free(canonical);
	free(url);
	free(text);
	return e;
}

/* The address of snapshot s123. */
static enum err
of_snapshot(struct history *h, const struct args *a, uint64_t number)
{
	json_t *o = NULL;
	enum err e = snapshot_object_at(h->t, number, &o);

	if (e != ERR_OK)
		return e;
	h->url = json_get_text(o, "requested_url");
	e = h->url == NULL ? ERR_NOTFOUND : read_page(h);
	if (e == ERR_OK)
		e = print_all(h, a);
	h->url = NULL;
	json_decref(o);
	return e;
}

/* As the user typed it: normalised the way a request for it would be. */
static enum err
of_address(struct history *h, const struct args *a)
{
	char *href;
	enum err e = crawl_address(a->operands[0], &href);

	if (e != ERR_OK)
		return ERR_NOTFOUND;
	h->url = href;
	e = read_page(h);
	if (e == ERR_OK)
		e = print_all(h, a);
	h->url = NULL;
	free(href);
	return e;
}

static enum err
history(struct history *h, const struct args *a)
{
	uint64_t number;

	if (strstr(a->operands[0], "://") != NULL)
		return of_address(h, a);
	if (snapshot_number(a->operands[0], &number))
		return of_snapshot(h, a, number);
	return of_mention(h, a);
}

int
cmd_history(const struct global *g, const struct args *a)
{
	struct history h = { .g = g };
	struct store *st;
	enum err e;

	if (a->n_operands != 1)
		return cmd_usage("history", "of what? (URL or ID)");
	e = cmd_open(g, &st);
	if (e != ERR_OK)
		return err_status(e);
	h.t = txn_begin(st, TXN_READ);
	e = history(&h, a);
	txn_abort(h.t);
	store_close(st);
	if (e == ERR_NOTFOUND)
		log_error("%s: never asked for (vigie mentions, vigie stats)",
		    a->operands[0]);
	else if (e == ERR_USAGE)
		log_error("%s: several mentions begin so (say more of the id)",
		    a->operands[0]);
	for (size_t i = 0; i < h.n_ids; i++)
		free(h.ids[i]);
	free(h.ids);
	json_decref(h.rows);
	return err_status(e);
}
