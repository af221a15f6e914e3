/* SPDX-License-Identifier: ISC */
/* From what the user asked for to exhibits: mentions by id or by filter, in the
 * order in which they were first seen. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "tools/bundle/reading.h"

/* ---- what is wanted ---- */

struct mentions {
	json_t **v; /* owned, and what they point to */
	size_t n, cap;
	enum err err;
};

static const char *
text_or(const json_t *doc, const char *key, const char *fallback)
{
	const char *text = json_get_text(doc, key);

	return text != NULL ? text : fallback;
}

static void
keep(struct mentions *m, json_t *doc)
{
	if (m->n == m->cap) {
		m->cap = m->cap == 0 ? 32 : m->cap * 2;
		m->v = mem_grow(m->v, m->cap, sizeof(json_t *));
	}
	m->v[m->n++] = doc;
}

static bool
take(const char *json, size_t n, void *arg)
{
	struct mentions *m = arg;
	json_t *doc = NULL;

	m->err = json_parse(json, n, &doc);
	if (m->err != ERR_OK)
		return false;
	keep(m, doc);
	if (m->n > BUNDLE_EXHIBITS_MAX) {
		log_error("export: more than %d mentions (say which: --name, "
			  "--since, ids)",
		    (int)BUNDLE_EXHIBITS_MAX);
		m->err = ERR_LIMIT;
	}
	return m->err == ERR_OK;
}

static enum err
take_id(struct txn *t, const char *id, struct mentions *m)
{
	char *json;
	enum err e = index_mention(t, id, &json);

	if (e == ERR_NOTFOUND)
		log_error("%s: no such mention (vigie mentions)", id);
	else if (e == ERR_USAGE)
		log_error("%s: several mentions begin so, or fewer than 4 "
			  "characters (say more of the id)",
		    id);
	if (e != ERR_OK)
		return e;
	(void)take(json, strlen(json), m);
	free(json);
	return m->err;
}

/* Ids beside --name or --since: none is dropped in silence. */
static enum err
check_ids(const struct mentions *m, const struct mention_filter *f)
{
	for (size_t i = 0; i < m->n; i++) {
		const char *seen = json_get_text(m->v[i], "first_seen");
		const char *name = json_get_text(m->v[i], "name");
		int64_t ms = INT64_MAX;

		if (seen != NULL && clock_parse(seen, &ms) != ERR_OK)
			ms = INT64_MAX;
		if (ms >= f->since && (f->name == NULL || name == NULL ||
					  strcmp(name, f->name) == 0))
			continue;
		log_error("%s: not one of those that --name and --since ask "
			  "for (leave the id out, or them)",
		    text_or(m->v[i], "id", ""));
		return ERR_NOTFOUND;
	}
	return ERR_OK;
}

static int
by_first_seen(const void *a, const void *b)
{
	json_t *const *x = a, *const *y = b;
	const char *s = json_get_text(*x, "first_seen");
	const char *t = json_get_text(*y, "first_seen");
	int c = s == NULL || t == NULL ? 0 : strcmp(s, t);

	if (c != 0)
		return c;
	s = json_get_text(*x, "id");
	t = json_get_text(*y, "id");
	return s == NULL || t == NULL ? 0 : strcmp(s, t);
}

/* Sorted, each once. */
static void
sort(struct mentions *m)
{
	size_t kept = 0;

	if (m->n == 0)
		return;
	qsort(m->v, m->n, sizeof(json_t *), by_first_seen);
	for (size_t i = 0; i < m->n; i++) {
		if (kept > 0 && by_first_seen(&m->v[kept - 1], &m->v[i]) == 0)
			json_decref(m->v[i]);
		else
			m->v[kept++] = m->v[i];
	}
	m->n = kept;
}

/* ---- exhibits ---- */

static int64_t
time_of(const json_t *doc, const char *key)
{
	const char *text = json_get_text(doc, key);
	int64_t ms;

	return text != NULL && clock_parse(text, &ms) == ERR_OK ? ms : 0;
}

/* Takes the mention. */
static void
fill(struct reading *r, struct bundle_exhibit *x, json_t *mention)
{
	char *more = NULL;

	x->mention = mention;
	x->id = text_or(mention, "id", "");
	x->url = text_or(mention, "url", "");
	x->name = text_or(mention, "name", "");
	x->title = json_get_text(mention, "title");
	x->snippet = text_or(mention, "snippet", "");
	x->published = json_get_text(mention, "published");
	x->published_from = json_get_text(mention, "published_from");
	x->first_seen = time_of(mention, "first_seen");
	x->last_seen = time_of(mention, "last_seen");
	x->shown = BUNDLE_NONE;
	x->last_absent = x->import_claim = INT64_MIN;
	x->absent_snapshot = BUNDLE_NONE;
	x->first_snapshot = BUNDLE_NONE;
	x->last_snapshot = BUNDLE_NONE;
	if (index_mention_private(r->t, x->id, &more) == ERR_OK) {
		if (json_parse(more, strlen(more), &x->more) != ERR_OK)
			x->more = NULL;
		free(more);
	}
}

enum err
reading_exhibits(struct reading *r, const struct bundle_wanted *w)
{
	struct mentions m = { .v = NULL };
	enum err e = ERR_OK;

	for (size_t i = 0; i < w->n_ids && e == ERR_OK; i++)
		e = take_id(r->t, w->ids[i], &m);
	if (e == ERR_OK && w->n_ids > 0)
		e = check_ids(&m, &w->filter);
	else if (e == ERR_OK)
		e = index_mentions(r->t, &w->filter, take, &m);
	if (e == ERR_OK)
		e = m.err;
	if (e == ERR_OK && m.n == 0) {
		log_error("export: no mention answers to that (vigie "
			  "mentions)");
		e = ERR_NOTFOUND;
	}
	if (e == ERR_OK) {
		sort(&m);
		r->c->exhibits =
		    arena_alloc(&r->c->arena, m.n * sizeof(r->c->exhibits[0]));
		r->c->n_exhibits = m.n;
	}
	for (size_t i = 0; i < m.n; i++) {
		if (e != ERR_OK) {
			json_decref(m.v[i]);
			continue;
		}
		r->c->exhibits[i].number = (unsigned)i + 1;
		fill(r, &r->c->exhibits[i], m.v[i]);
	}
	free(m.v);
	return e;
}

void
reading_page(struct reading *r, const char *url)
{
	struct bundle_exhibit *x = arena_alloc(&r->c->arena, sizeof(*x));

	*x = (struct bundle_exhibit){
		.number = 1,
		.id = "",
		.url = arena_strdup(&r->c->arena, url),
		.name = "",
		.snippet = "",
		.shown = BUNDLE_NONE,
		.last_absent = INT64_MIN,
		.import_claim = INT64_MIN,
		.absent_snapshot = BUNDLE_NONE,
		.first_snapshot = BUNDLE_NONE,
		.last_snapshot = BUNDLE_NONE,
	};
	r->c->exhibits = x;
	r->c->n_exhibits = 1;
}
