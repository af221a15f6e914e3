/* SPDX-License-Identifier: ISC */
/* What a round asks, and of whom. */
#include "crawler/anchor/anchor_gather.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"

enum {
	GAPS_MAX = 8,    /* earlier checkpoints in one round */
	UPGRADES_MAX = 8 /* proofs that wait for a block, in one round */
};

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)
/* A calendar needs hours; one that has nothing after a month lost it. */
#define UPGRADE_FROM_MS (DAY_MS / 24)
#define UPGRADE_TO_MS (30 * DAY_MS)

struct gathering {
	const struct anchor_round *r;
	struct anchor_ask **asks; /* borrowed: ANCHOR_ASKS_MAX */
	size_t n;
	struct txn *t;
	uint64_t newest; /* size of the newest checkpoint */
	uint64_t size;   /* of the checkpoint in hand */
	uint64_t only;   /* this authority, or 0: any */
};

static bool
gather_one(const struct authority *au, void *arg)
{
	struct gathering *g = arg;
	struct anchor_ask *ask;
	enum err e;

	if (g->only != 0 && au->number != g->only)
		return true;
	if (g->r->wants != NULL && !g->r->wants(au, g->r->arg))
		return true;
	if (g->n == ANCHOR_ASKS_MAX)
		return false;
	/* What stands between two stamps is for those who stamp at once. */
	if (g->r->first_only && au->kind == ANCHOR_OTS)
		return true;
	if (g->r->digest != NULL)
		e = anchor_ask_digest(au, g->r->digest, &ask);
	else
		e = anchor_ask_new(g->t, g->size, au, &ask);
	if (e == ERR_OK)
		g->asks[g->n++] = ask;
	return !g->r->first_only;
}

/* ---- checkpoints that were missed ---- */

struct gaps {
	const struct gathering *g;
	int64_t now;
	uint64_t declared[ANCHOR_ASKS_MAX]; /* authorities */
	size_t n_declared;
	struct {
		uint64_t size, authority;
	} v[GAPS_MAX];
	size_t n;
};

static bool
note_declared(const struct authority *a, void *arg)
{
	struct gaps *all = arg;

	all->declared[all->n_declared++] = a->number;
	return all->n_declared < ANCHOR_ASKS_MAX;
}

static bool
is_declared(const struct gaps *all, uint64_t authority)
{
	for (size_t i = 0; i < all->n_declared; i++)
		if (all->declared[i] == authority)
			return true;
	return false;
}

static bool
note_gap(const struct anchor_gap *g, void *arg)
{
	struct gaps *all = arg;

	if (g->size != all->g->newest && is_declared(all, g->authority) &&
	    (all->g->r->all_gaps || g->next <= all->now)) {
		all->v[all->n].size = g->size;
		all->v[all->n].authority = g->authority;
		all->n++;
	}
	return all->n < GAPS_MAX;
}

static enum err
gather_gaps(struct gathering *g)
{
	struct gaps gaps = { .g = g, .now = clock_wall_ms() };
	enum err e = register_authority_each(g->t, note_declared, &gaps);

	if (e == ERR_OK && gaps.n_declared > 0)
		e = anchor_gap_each(g->t, note_gap, &gaps);
	for (size_t i = 0; i < gaps.n && e == ERR_OK; i++) {
		g->size = gaps.v[i].size;
		g->only = gaps.v[i].authority;
		e = register_authority_each(g->t, gather_one, g);
	}
	return e;
}

/* ---- proofs that wait for a block ---- */

struct waiting {
	struct gathering *g;
	struct gaps *gaps; /* who is declared */
	int64_t now;
	unsigned n;
};

static bool
gather_upgrade(const struct anchor *a, void *arg)
{
	struct waiting *w = arg;
	struct gathering *g = w->g;
	struct anchor_ask *ask;
	int64_t age = w->now - a->time;

	if (a->kind != ANCHOR_OTS || a->attested ||
	    !is_declared(w->gaps, a->authority))
		return true;
	if (!g->r->all_gaps && (age < UPGRADE_FROM_MS || age > UPGRADE_TO_MS))
		return true;
	if (g->n == ANCHOR_ASKS_MAX || w->n == UPGRADES_MAX)
		return false;
	if (anchor_ask_upgrade(g->t, a, &ask) == ERR_OK) {
		g->asks[g->n++] = ask;
		w->n++;
	}
	return true;
}

static enum err
gather_upgrades(struct gathering *g)
{
	struct gaps gaps = { .g = g };
	struct waiting w = { g, &gaps, clock_wall_ms(), 0 };
	enum err e = register_authority_each(g->t, note_declared, &gaps);

	return e == ERR_OK ? anchor_each(g->t, 0, gather_upgrade, &w) : e;
}

/* ---- the newest checkpoint ---- */

/* The size that a note states, in its second line. */
static uint64_t
size_of_note(const char *note)
{
	const char *nl = strchr(note, '\n');

	return nl == NULL ? 0 : strtoull(nl + 1, NULL, 10);
}

static enum err
gather_newest(struct gathering *g)
{
	char *note;
	enum err e = checkpoint_newest(g->t, &note);

	if (e == ERR_NOTFOUND)
		return ERR_OK;
	if (e != ERR_OK)
		return e;
	g->newest = size_of_note(note);
	g->size = g->newest;
	free(note);
	return register_authority_each(g->t, gather_one, g);
}

enum err
anchor_gather(const struct anchor_round *r, struct anchor_ask **asks, size_t *n)
{
	struct gathering g = { .r = r, .asks = asks };
	enum err e;

	g.t = txn_begin(r->store, TXN_READ);
	if (r->digest != NULL)
		e = register_authority_each(g.t, gather_one, &g);
	else
		e = gather_newest(&g);
	if (e == ERR_OK && (r->gaps || r->all_gaps))
		e = gather_gaps(&g);
	if (e == ERR_OK && (r->gaps || r->all_gaps))
		e = gather_upgrades(&g);
	txn_abort(g.t);
	*n = g.n;
	return e;
}

static bool
found_one(const struct authority *a, void *arg)
{
	bool *found = arg;

	(void)a;
	*found = true;
	return false;
}

bool
anchor_wanted(struct store *st)
{
	struct txn *t = txn_begin(st, TXN_READ);
	bool found = false;

	if (register_authority_each(t, found_one, &found) != ERR_OK)
		found = false;
	txn_abort(t);
	return found;
}
