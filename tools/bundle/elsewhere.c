/* SPDX-License-Identifier: ISC */
/* Records of a case that came from another archive (vigie merge): each again
 * as it stands in the other log, with its proof to a checkpoint that the other
 * log's key signed, the time stamps over that, and the record of ours by which
 * the other log was taken over. So nobody has to believe that we copied well.
 *
 *	data/repris/ID/          files as those of data/journal/ (journal.c)
 *	data/repris/ID/ancres/   its time stamps, where they came along */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/log.h"
#include "tools/bundle/cited.h"
#include "tools/bundle/journal.h"

enum { ID_MAX = 40, ORIGINS_MAX = 64 };

/* ---- what came from elsewhere ---- */

/* The record that bears the mark of where a snapshot was merged from: its own,
 * of a check the one that gathers it. The caller json_decref()s; NULL for what
 * was not merged. */
static json_t *
marked(struct citing *g, const struct bundle_snapshot *s)
{
	json_t *doc = NULL;
	char *text;
	size_t n;

	if (!s->is_check)
		return json_object_get(s->doc, "merged") != NULL
			   ? json_incref(s->doc)
			   : NULL;
	if (log_get(g->r->t, s->leaf, &text, &n) != ERR_OK)
		return NULL; /* whoever loads the leaf says so */
	if (strstr(text, "\"merged\":") == NULL ||
	    json_parse(text, n, &doc) != ERR_OK)
		doc = NULL;
	free(text);
	if (doc != NULL && json_object_get(doc, "merged") == NULL) {
		json_decref(doc);
		doc = NULL;
	}
	return doc;
}

struct origin {
	const char *name;
	struct set seqs; /* its v: owned */
};

struct origins {
	struct origin v[ORIGINS_MAX];
	size_t n;
};

static void
note_origin(struct citing *g, struct origins *all, const json_t *mark)
{
	const char *name = json_get_text(mark, "origin");
	int64_t seq = json_get_int(mark, "seq", -1);
	size_t i = 0;

	if (name == NULL || seq < 0)
		return;
	while (i < all->n && strcmp(all->v[i].name, name) != 0)
		i++;
	if (i == ORIGINS_MAX)
		return;
	if (i == all->n)
		all->v[all->n++].name = arena_strdup(&g->c->arena, name);
	cited_set_add(&all->v[i].seqs, (uint64_t)seq);
}

static void
find_origins(struct citing *g, struct origins *all)
{
	for (size_t i = 0; i < g->c->n_snapshots; i++) {
		json_t *doc = marked(g, &g->c->snapshots[i]);

		if (doc != NULL)
			note_origin(g, all, json_object_get(doc, "merged"));
		json_decref(doc);
	}
	for (size_t i = 0; i < all->n; i++)
		cited_set_sort(&all->v[i].seqs);
}

/* ---- one other log ---- */

static const struct merged_note *
note_over(const struct merged_log *m, uint64_t seq)
{
	size_t n;
	const struct merged_note *v = merged_log_notes(m, &n);

	for (size_t i = 0; i < n; i++)
		if (v[i].size > seq)
			return &v[i];
	return NULL;
}

/* The size of the checkpoint that a record's proof leads to: the smallest one
 * that holds it and is dated, else the smallest that holds it. 0: none. */
static uint64_t
size_over(const struct merged_log *m, uint64_t seq)
{
	const struct merged_note *note = note_over(m, seq);
	size_t n;
	const struct anchor *v = merged_log_anchors(m, &n);

	for (size_t i = 0; i < n; i++)
		if (v[i].kind == ANCHOR_RFC3161 && v[i].size > seq)
			return v[i].size;
	return note != NULL ? note->size : 0;
}

static void
take_leaf(struct bundle_elsewhere *w, const struct merged_leaf *from)
{
	struct bundle_leaf *to = &w->leaves[w->n_leaves++];

	to->seq = from->seq;
	to->text = from->text;
	to->len = from->len;
	memcpy(to->hash, from->hash, SHA256_LEN);
	to->after = to->before = BUNDLE_NONE;
	if (json_parse(from->text, from->len, &to->doc) != ERR_OK)
		to->doc = NULL;
}

/* The size of the checkpoint whose token this record was made after. */
static uint64_t
size_before(const struct merged_log *m, const struct bundle_leaf *leaf)
{
	const char *after = json_get_text(leaf->doc, "after");
	char hex[SHA256_HEX];
	size_t n;
	const struct anchor *v = merged_log_anchors(m, &n);

	for (size_t i = 0; after != NULL && i < n; i++) {
		digest_hex(v[i].reply, SHA256_LEN, hex);
		if (strcmp(hex, after) == 0)
			return v[i].size;
	}
	return 0;
}

/* Every size that is cited; the newest leads to our own log. */
static void
gather_sizes(const struct bundle_elsewhere *w, struct set *sizes)
{
	size_t n;
	const struct merged_note *v = merged_log_notes(w->log, &n);

	for (size_t i = 0; i < w->n_leaves; i++) {
		uint64_t before = size_before(w->log, &w->leaves[i]);

		cited_set_add(sizes, size_over(w->log, w->leaves[i].seq));
		if (before > 0)
			cited_set_add(sizes, before);
	}
	cited_set_add(sizes, v[n - 1].size);
	cited_set_sort(sizes);
}

static enum err
take_checkpoints(
    struct citing *g, struct bundle_elsewhere *w, const struct set *sizes)
{
	w->checkpoints = arena_alloc(
	    &g->c->arena, (sizes->n + 1) * sizeof(w->checkpoints[0]));
	for (size_t i = 0; i < sizes->n; i++) {
		const struct merged_note *note =
		    sizes->v[i] > 0 ? note_over(w->log, sizes->v[i] - 1) : NULL;
		struct bundle_checkpoint *k =
		    &w->checkpoints[w->n_checkpoints++];

		if (note == NULL || note->size != sizes->v[i]) {
			log_error("export: the log %s has no checkpoint of "
				  "size %" PRIu64 " (vigie verify)",
			    w->origin, sizes->v[i]);
			return ERR_DAMAGED;
		}
		k->size = note->size;
		k->note = note->text;
		k->note_len = note->len;
	}
	for (size_t i = 0; i < w->n_leaves; i++)
		w->leaves[i].checkpoint =
		    cited_set_index(sizes, size_over(w->log, w->leaves[i].seq));
	return ERR_OK;
}

/* Those that came along. */
static enum err
take_anchors(
    struct citing *g, struct bundle_elsewhere *w, const struct set *sizes)
{
	size_t n;
	const struct anchor *v = merged_log_anchors(w->log, &n);
	enum err e = ERR_OK;

	w->anchors = arena_alloc(&g->c->arena, (n + 1) * sizeof(w->anchors[0]));
	for (size_t i = 0; i < n && e == ERR_OK; i++) {
		struct bundle_anchor *to = &w->anchors[w->n_anchors];

		if (cited_set_index(sizes, v[i].size) == BUNDLE_NONE ||
		    !blob_has(g->r->t, v[i].reply))
			continue;
		e = cited_anchor(g, &v[i], to);
		w->n_anchors += e == ERR_OK;
	}
	for (size_t i = 0; i < w->n_leaves; i++)
		cited_bracket(w->anchors, w->n_anchors, &w->leaves[i]);
	return e;
}

/* Opens the log; what a merge that was cut short took over is not proven yet.
 */
static enum err
open_one(struct citing *g, const struct origin *o, struct bundle_elsewhere *w)
{
	size_t n_notes = 0, n_ours = 0;
	const uint64_t *ours = NULL;
	enum err e =
	    merged_log_open(g->r->t, o->name, o->seqs.v, o->seqs.n, &w->log);

	if (e == ERR_OK) {
		g->c->n_elsewhere++;
		(void)merged_log_notes(w->log, &n_notes);
		ours = merged_log_ours(w->log, &n_ours);
	}
	if (e == ERR_OK && ours[n_ours - 1] >= g->newest)
		return ERR_SHORT;
	if (e == ERR_OK && n_notes > 0 &&
	    merged_log_size(w->log) > o->seqs.v[o->seqs.n - 1]) {
		cited_set_add(&g->leaves, ours[n_ours - 1]);
		return ERR_OK;
	}
	log_error("export: the merge of %s was cut short, so that its records "
		  "cannot be proven (vigie merge, again)",
	    o->name);
	return e == ERR_OK || e == ERR_NOTFOUND ? ERR_DAMAGED : e;
}

static enum err
read_one(struct citing *g, const struct origin *o, struct bundle_elsewhere *w)
{
	const char *slash = strrchr(o->name, '/');
	const struct merged_leaf *leaves;
	struct set sizes = { .v = NULL };
	char id[ID_MAX];
	size_t n;
	enum err e = open_one(g, o, w);

	if (e != ERR_OK)
		return e;
	bag_safe_name(slash != NULL ? slash + 1 : o->name, id, sizeof(id));
	w->origin = o->name;
	w->dir = arena_printf(&g->c->arena, "data/repris/%s", id);
	leaves = merged_log_leaves(w->log, &n);
	w->leaves = arena_alloc(&g->c->arena, (n + 1) * sizeof(w->leaves[0]));
	for (size_t i = 0; i < n; i++)
		take_leaf(w, &leaves[i]);
	gather_sizes(w, &sizes);
	e = take_checkpoints(g, w, &sizes);
	if (e == ERR_OK)
		e = take_anchors(g, w, &sizes);
	free(sizes.v);
	return e;
}

enum err
cited_elsewhere(struct citing *g)
{
	struct bundle_case *c = g->c;
	struct origins all = { .n = 0 };
	enum err e = ERR_OK;

	find_origins(g, &all);
	c->elsewhere =
	    arena_alloc(&c->arena, (all.n + 1) * sizeof(c->elsewhere[0]));
	for (size_t i = 0; i < all.n && e == ERR_OK; i++)
		e = read_one(g, &all.v[i], &c->elsewhere[c->n_elsewhere]);
	for (size_t i = 0; i < all.n; i++)
		free(all.v[i].seqs.v);
	return e;
}

/* ---- writing ---- */

static enum err
write_leaves(const struct bundle_elsewhere *w, struct bag *b)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < w->n_leaves && e == ERR_OK; i++) {
		const struct bundle_leaf *leaf = &w->leaves[i];
		const struct bundle_checkpoint *k =
		    &w->checkpoints[leaf->checkpoint];
		struct proof p;

		e = merged_log_inclusion(w->log, leaf->seq, k->size, &p);
		if (e == ERR_OK)
			e = journal_leaf(b, w->dir, leaf, k, &p);
	}
	return e;
}

static enum err
write_checkpoints(const struct bundle_elsewhere *w, struct bag *b)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < w->n_checkpoints && e == ERR_OK; i++) {
		const struct bundle_checkpoint *k = &w->checkpoints[i];
		struct proof p;

		journal_checkpoint(b, w->dir, k);
		if (i == 0)
			continue;
		e = merged_log_consistency(w->log, k[-1].size, k->size, &p);
		if (e == ERR_OK)
			e = journal_consistency(
			    b, w->dir, k[-1].size, k->size, &p);
	}
	return e;
}

/* The record of the other log that gathers this check, or NULL. */
static const struct merged_leaf *
gathering(const struct bundle_case *c, const struct bundle_elsewhere *w,
    const struct bundle_snapshot *s)
{
	const struct bundle_leaf *own = bundle_leaf_of(c, s->leaf);
	const json_t *mark =
	    own != NULL ? json_object_get(own->doc, "merged") : NULL;
	const char *origin = json_get_text(mark, "origin");
	int64_t seq = json_get_int(mark, "seq", -1);
	size_t n;
	const struct merged_leaf *v = merged_log_leaves(w->log, &n);

	if (origin == NULL || strcmp(origin, w->origin) != 0)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if ((int64_t)v[i].seq == seq)
			return &v[i];
	return NULL;
}

static enum err
write_checks(const struct bundle_case *c, const struct bundle_elsewhere *w,
    struct bag *b)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < c->n_snapshots && e == ERR_OK; i++) {
		const struct bundle_snapshot *s = &c->snapshots[i];
		const struct merged_leaf *leaf =
		    s->is_check ? gathering(c, w, s) : NULL;
		const char *at = json_get_text(s->doc, "at");
		struct check_proof p;

		if (leaf == NULL || at == NULL ||
		    merged_leaf_check(leaf, s->url, at, &p) != ERR_OK)
			continue;
		e = journal_check(b, w->dir, s->number, &p);
		check_proof_fini(&p);
	}
	return e;
}

enum err
elsewhere_write(const struct bundle_case *c, struct bag *b)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < c->n_elsewhere && e == ERR_OK; i++) {
		const struct bundle_elsewhere *w = &c->elsewhere[i];
		char dir[BUNDLE_NAME_MAX];

		e = write_leaves(w, b);
		if (e == ERR_OK)
			e = write_checkpoints(w, b);
		if (e == ERR_OK)
			e = write_checks(c, w, b);
		snprintf(dir, sizeof(dir), "%s/ancres", w->dir);
		journal_anchors(b, dir, w->anchors, w->n_anchors);
	}
	return e;
}
