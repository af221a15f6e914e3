/* SPDX-License-Identifier: ISC */
/* vigie export: the evidence bundle of some mentions, as one ZIP. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "tools/bundle/bundle.h"
#include "tools/cmd.h"
#include "tools/out.h"

enum { STAMPERS_MAX = 32 };

const struct option export_options[] = {
	{ "o", "FILE", "where the bundle goes", "où va le dossier" },
	{ "name", "NAME", "the mentions of this watched name",
	    "les mentions de ce nom surveillé" },
	{ "since", "WHEN", "first seen since: a date, or an age such as 7d",
	    "vues depuis : une date, ou une durée comme 7d" },
	{ "case", "REF", "the case's reference, for names and reports",
	    "la référence de l'affaire, pour les noms et les rapports" },
	{ "number", "N", "number of the bundle (else the next one)",
	    "numéro du dossier (sinon le suivant)" },
	{ "unstamped", NULL, "do not ask the time-stamp authorities to date it",
	    "ne pas le faire dater par les autorités d'horodatage" },
	{ "pdf", NULL, "the reports as PDF too (by Chromium)",
	    "les rapports aussi en PDF (par Chromium)" },
	{ "force", NULL, "overwrite a file that is there",
	    "remplacer un fichier existant" },
	{ NULL, NULL, NULL, NULL },
};

/* ---- the number of the bundle ---- */

static unsigned
last_number(struct txn *t)
{
	int64_t n = 0;
	char *text = NULL;
	json_t *j = NULL;

	if (state_get(t, "export", "last", &text) == ERR_OK &&
	    json_parse(text, strlen(text), &j) == ERR_OK)
		n = json_get_int(j, "number", 0);
	json_decref(j);
	free(text);
	return n > 0 && n < BUNDLE_SEQ_MAX ? (unsigned)n : 0;
}

static bool
read_number(const char *text, unsigned *n)
{
	unsigned long v;
	char *end;

	if (text == NULL)
		return true;
	v = strtoul(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end != '\0' || v == 0 ||
	    v > BUNDLE_SEQ_MAX)
		return false;
	*n = (unsigned)v;
	return true;
}

/* ---- what the log keeps of it ---- */

struct handed {
	const struct bundle_case *c;
	struct bundle_stamping stamping;
	uint8_t tagmanifest[SHA256_LEN];
};

static enum err
members(const struct handed *h, struct buf *b)
{
	struct jout j;

	jout_begin(&j, b);
	jout_ktext(&j, "bundle", h->c->root);
	jout_ktext(&j, "case", h->c->ref_typed);
	jout_khex(
	    &j, "tagmanifest_sha256", h->tagmanifest, sizeof(h->tagmanifest));
	jout_ktime(&j, "at", clock_wall_ms());
	jout_kint(&j, "time_stamps", h->stamping.kept);
	jout_kint(&j, "time_stamps_missing", h->stamping.missed);
	jout_key(&j, "mentions");
	jout_arr(&j);
	for (size_t i = 0; i < h->c->n_exhibits; i++)
		jout_text(&j, h->c->exhibits[i].id);
	jout_arr_end(&j);
	return j.err;
}

/* Runs again when the map had to grow. */
static enum err
log_handed(struct txn *t, void *arg)
{
	const struct handed *h = arg;
	struct buf b;
	uint64_t seq;
	char text[64];
	enum err e;

	buf_init(&b, 1 << 20);
	e = members(h, &b);
	if (e == ERR_OK) {
		log_append(t, "export", b.data, b.len, &seq);
		snprintf(text, sizeof(text), "{\"number\":%u}", h->c->seq);
		state_put(t, "export", "last", text);
		e = txn_err(t);
	}
	buf_fini(&b);
	return e;
}

/* ---- the command ---- */

/* "2 exhibits, ", "1 pièce, " */
static void
count(const struct global *g, size_t n, const char *en, const char *fr)
{
	bool many = g->french ? n > 1 : n != 1;

	printf("%zu %s%s, ", n, T(g, en, fr), many ? "s" : "");
}

static void
report(const struct global *g, const struct handed *h, const char *path)
{
	const struct bundle_case *c = h->c;
	struct out_row r;

	if (!g->json) {
		if (g->verbosity < 0)
			return;
		out_text(stdout, path);
		fputs(T(g, ": ", " : "), stdout);
		count(g, c->n_exhibits, "exhibit", "pièce");
		count(g, c->n_snapshots, "exchange", "échange");
		count(g, c->n_leaves, "record", "enregistrement");
		if (h->stamping.kept == 0)
			fputs(T(g, "dated by no authority",
				  "daté par aucune autorité"),
			    stdout);
		else
			printf(T(g, "authorities that dated it: %u",
				   "autorités qui l'ont daté : %u"),
			    h->stamping.kept);
		printf(" (%s)\n", c->root);
		return;
	}
	out_row_begin(&r);
	jout_ktext(&r.j, "file", path);
	jout_ktext(&r.j, "bundle", c->root);
	jout_kint(&r.j, "number", c->seq);
	jout_kint(&r.j, "exhibits", (int64_t)c->n_exhibits);
	jout_kint(&r.j, "exchanges", (int64_t)c->n_snapshots);
	jout_kint(&r.j, "records", (int64_t)c->n_leaves);
	jout_kint(&r.j, "time_stamps", (int64_t)c->n_anchors);
	jout_kint(&r.j, "stamped", h->stamping.kept);
	jout_kint(&r.j, "unstamped", h->stamping.missed);
	jout_khex(
	    &r.j, "tagmanifest_sha256", h->tagmanifest, sizeof(h->tagmanifest));
	out_row_end(&r);
}

/* Reads the case; once more after a checkpoint where the log has grown past
 * the newest one. */
static enum err
read_case(struct store *st, struct bundle_wanted *w, bool numbered,
    struct bundle_case *c, struct txn **t)
{
	enum err e;

	for (int tries = 0;; tries++) {
		*t = txn_begin(st, TXN_READ);
		if (!numbered)
			w->seq = last_number(*t) + 1;
		e = bundle_case_read(*t, w, c);
		if (e == ERR_OK)
			return e;
		txn_abort(*t);
		if (e != ERR_SHORT || tries > 0)
			return e;
		e = checkpoint_make(st);
		if (e != ERR_OK)
			return e;
	}
}

struct naming {
	struct bundle_case *c;
	size_t n; /* authorities */
};

static bool
count_one(const struct authority *a, void *arg)
{
	struct naming *n = arg;

	(void)a;
	return ++n->n < STAMPERS_MAX;
}

static bool
name_one(const struct authority *a, void *arg)
{
	struct naming *n = arg;

	n->c->stampers[n->c->n_stampers++] = (struct bundle_stamper){
		.name = arena_strdup(&n->c->arena, a->name),
		.url = arena_strdup(&n->c->arena, a->url),
		.ots = a->kind == ANCHOR_OTS,
	};
	return n->c->n_stampers < n->n;
}

/* Who is to date the whole: its notices name them. */
static enum err
name_stampers(struct txn *t, struct bundle_case *c)
{
	struct naming n = { c, 0 };
	enum err e = register_authority_each(t, count_one, &n);

	if (e != ERR_OK || n.n == 0)
		return e;
	c->stampers = arena_alloc(&c->arena, n.n * sizeof(c->stampers[0]));
	return register_authority_each(t, name_one, &n);
}

static enum err
export_case(const struct global *g, struct bundle_wanted *w, const char *path,
    bool stamped)
{
	struct handed h = { .c = NULL };
	struct bundle_case c;
	struct store *st;
	struct txn *t;
	bool short_of;
	enum err e = cmd_open_write(g, &st);

	if (e != ERR_OK)
		return e;
	e = read_case(st, w, w->seq > 0, &c, &t);
	if (e != ERR_OK) {
		store_close(st);
		return e;
	}
	h.stamping.store = st;
	h.stamping.ca_file = getenv("VIGIE_CA_FILE");
	if (stamped)
		e = name_stampers(t, &c);
	if (e == ERR_OK)
		e = bundle_write(
		    &c, path, stamped ? &h.stamping : NULL, h.tagmanifest);
	txn_abort(t);
	h.c = &c;
	if (e == ERR_OK)
		e = store_batch(st, log_handed, &h);
	if (e == ERR_OK)
		report(g, &h, path);
	short_of = h.stamping.missed > 0 || (w->pdf && !c.pdf);
	bundle_case_fini(&c);
	store_close(st);
	return e == ERR_OK && short_of ? ERR_SHORT : e;
}

int
cmd_export(const struct global *g, const struct args *a)
{
	const char *path = options_value(a, "o");
	const char *since = options_value(a, "since");
	struct bundle_wanted w = { .ids = a->operands,
		.n_ids = a->n_operands,
		.filter = { .name = options_value(a, "name"),
		    .since = INT64_MIN },
		.ref = options_value(a, "case"),
		.pdf = options_has(a, "pdf"),
		.date = clock_wall_ms() };

	if (path == NULL || path[0] == '\0')
		return cmd_usage("export", "where to? (-o FILE)");
	if (since != NULL &&
	    clock_parse_when(since, clock_wall_ms(), &w.filter.since) != ERR_OK)
		return cmd_usage("export", "--since %s: not a time", since);
	if (!read_number(options_value(a, "number"), &w.seq))
		return cmd_usage(
		    "export", "--number: from 1 to %d", (int)BUNDLE_SEQ_MAX);
	if (!options_has(a, "force") && access(path, F_OK) == 0)
		return cmd_usage(
		    "export", "%s: it is there already (--force)", path);
	return err_status(
	    export_case(g, &w, path, !options_has(a, "unstamped")));
}
