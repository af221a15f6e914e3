/* SPDX-License-Identifier: ISC */
/* Four sources a seed, looked at in their order each time. */
#include "crawler/fetch/frontier.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/exchange.h"
#include "crawler/fetch/seen.h"
#include "crawler/normalise/url.h"
#include "store/base/log.h"
#include "store/base/mem.h"

/* A walk over members: from after `at` to the end. */
struct walk {
	bool done;
	char *at; /* owned: the last that was looked at, or NULL */
};

/* Where the walk over all members stands. */
enum part {
	PART_TAIL, /* from behind seed->resume to the end */
	PART_HEAD, /* from the beginning to there */
	PART_WHOLE
};

/* What is known of one seed. */
struct line {
	size_t entry; /* next of fetch_seed.entry.links */
	struct walk hot, all;
	enum part part; /* that `all` goes over */
	bool overflow;  /* links were not held: walk once more */
	struct item_list listings, fresh; /* found in this process */
	bool closed;
	char *began; /* owned: last walked item that was asked for, or NULL */
};

struct frontier {
	const struct fetch_config *c;
	struct line *lines; /* owned: one a seed */
	struct seen seen;   /* URLs offered in this process */
	size_t held;        /* found links in all lists */
};

/* One frontier_take. */
struct taking {
	struct frontier *fr;
	struct txn *t;
	size_t seed, want, looked;
	struct walk *walk;
	const char *stop_at; /* the walk is over behind this URL, or NULL */
	struct item_list *out;
};

struct frontier *
frontier_new(const struct fetch_config *c)
{
	struct frontier *fr = mem_zalloc(sizeof(*fr));

	fr->c = c;
	fr->lines = mem_array(c->n_seeds, sizeof(*fr->lines));
	seen_init(&fr->seen);
	for (size_t i = 0; i < c->n_seeds; i++) {
		struct line *l = &fr->lines[i];

		l->all.at = mem_strdup(c->seeds[i].resume);
		l->part = c->seeds[i].resume == NULL ? PART_WHOLE : PART_TAIL;
		l->hot.done = l->all.done = c->once || c->service;
	}
	return fr;
}

static void
drop_lists(struct frontier *fr, struct line *l)
{
	fr->held -= l->listings.n + l->fresh.n;
	item_list_fini(&l->listings);
	item_list_fini(&l->fresh);
}

void
frontier_free(struct frontier *fr)
{
	if (fr == NULL)
		return;
	for (size_t i = 0; i < fr->c->n_seeds; i++) {
		drop_lists(fr, &fr->lines[i]);
		free(fr->lines[i].hot.at);
		free(fr->lines[i].all.at);
		free(fr->lines[i].began);
	}
	free(fr->lines);
	seen_fini(&fr->seen);
	free(fr);
}

/* ---- what is due ---- */

static bool
is_wanted(const struct taking *k, const char *url, unsigned depth)
{
	return url_is_fetched(url) &&
	       depth <= k->fr->c->seeds[k->seed].seed->depth &&
	       !seen_has(&k->fr->seen, url);
}

/* A page that never changes has been read once and for all, but where it
 * matters that it is still there, or names were added since. */
static bool
is_settled(const struct taking *k, const char *url, const struct url_state *u)
{
	if (url_is_stream(url)) /* what flowed by is gone */
		return exchange_is_good(url, u->status);
	return k->fr->c->seeds[k->seed].seed->network->fixed &&
	       exchange_is_good(url, u->status) && !u->mention &&
	       u->names >= k->fr->c->names;
}

/* Reads what is remembered of it. False if this round has visited it, or none
 * has to any more. */
static bool
is_due(const struct taking *k, const char *url, enum item_kind kind,
    struct url_state *prior, bool *known)
{
	memset(prior, 0, sizeof(*prior));
	*known = state_url_get(k->t, url, prior) == ERR_OK;
	if (!*known || k->fr->c->once ||
	    (prior->last_sweep < k->fr->c->seeds[k->seed].round &&
		(kind == ITEM_ENTRY || !is_settled(k, url, prior))))
		return true;
	url_state_fini(prior);
	return false;
}

/* An item that was made beforehand: out, or freed. */
static void
offer(struct taking *k, struct item *it)
{
	k->looked++;
	if (is_wanted(k, it->url, it->depth) &&
	    is_due(k, it->url, it->kind, &it->prior, &it->known)) {
		seen_add(&k->fr->seen, it->url);
		item_list_add(k->out, it);
	} else {
		item_free(it);
	}
}

static bool
is_full(const struct taking *k)
{
	return k->out->n >= k->want || k->looked >= FRONTIER_LOOK_MAX;
}

/* ---- the four sources ---- */

static void
take_entries(struct taking *k, struct line *l)
{
	const struct page *p = &k->fr->c->seeds[k->seed].entry;

	while (l->entry < p->n_links && !is_full(k)) {
		const struct link *from = &p->links[l->entry++];
		struct item *it = item_new(ITEM_ENTRY, k->seed, from->url);

		it->role = from->role;
		it->context = mem_strdup(from->context);
		it->hot = from->kind == LINK_LISTING;
		offer(k, it);
	}
}

static bool
on_member(const struct member *m, void *arg)
{
	struct taking *k = arg;
	struct url_state prior;
	struct item *it;
	bool known;

	k->walk->done = k->stop_at != NULL && strcmp(m->url, k->stop_at) == 0;
	k->looked++;
	free(k->walk->at);
	k->walk->at = mem_strdup(m->url);
	if (is_wanted(k, m->url, m->depth) &&
	    is_due(k, m->url, ITEM_MEMBER, &prior, &known)) {
		it = item_new(ITEM_MEMBER, k->seed, m->url);
		it->depth = m->depth;
		it->role = m->role;
		it->hot = m->hot;
		it->walked = k->walk == &k->fr->lines[k->seed].all;
		it->via = mem_strdup(m->via);
		it->context = mem_strdup(m->context);
		it->prior = prior;
		it->known = known;
		seen_add(&k->fr->seen, it->url);
		item_list_add(k->out, it);
	}
	return !k->walk->done && !is_full(k);
}

static void
take_walk(struct taking *k, struct walk *w, bool hot_only, const char *stop_at)
{
	char *from = mem_strdup(w->at);
	enum err e;

	k->walk = w;
	k->stop_at = stop_at;
	e = state_member_each(k->t, k->fr->c->seeds[k->seed].number, hot_only,
	    from, on_member, k);
	if (e != ERR_OK || !is_full(k))
		w->done = true;
	free(from);
}

static void
take_list(struct taking *k, struct item_list *l)
{
	while (l->n > 0 && !is_full(k)) {
		k->fr->held--;
		offer(k, item_list_take(l));
	}
}

static void
walk_again(struct line *l, enum part part)
{
	l->part = part;
	l->all.done = false;
	free(l->all.at);
	l->all.at = NULL;
}

/* From the last stop to the end, then from the beginning to that stop; and
 * over everything once more for links that were not held. */
static void
take_all(struct taking *k, struct line *l)
{
	const char *resume = k->fr->c->seeds[k->seed].resume;

	while (!l->all.done && !is_full(k)) {
		take_walk(
		    k, &l->all, false, l->part == PART_HEAD ? resume : NULL);
		if (!l->all.done)
			continue;
		if (l->part == PART_TAIL) {
			walk_again(l, PART_HEAD);
		} else if (l->overflow) {
			l->overflow = false;
			walk_again(l, PART_WHOLE);
		}
	}
}

void
frontier_take(struct frontier *fr, struct txn *t, size_t seed, size_t want,
    struct item_list *out)
{
	struct taking k = { .fr = fr,
		.t = t,
		.seed = seed,
		.want = out->n + want,
		.out = out };
	struct line *l = &fr->lines[seed];

	if (l->closed)
		return;
	take_entries(&k, l);
	if (!is_full(&k) && !l->hot.done)
		take_walk(&k, &l->hot, true, NULL);
	take_list(&k, &l->listings);
	take_list(&k, &l->fresh);
	if (!is_full(&k))
		take_all(&k, l);
}

bool
frontier_has_more(const struct frontier *fr, size_t seed)
{
	const struct line *l = &fr->lines[seed];

	return !l->closed &&
	       (l->entry < fr->c->seeds[seed].entry.n_links || !l->hot.done ||
		   !l->all.done || l->listings.n > 0 || l->fresh.n > 0);
}

/* ---- what comes in ---- */

static void
hold(struct frontier *fr, size_t seed, struct item *it)
{
	struct line *l = &fr->lines[seed];

	if (l->closed || fr->c->once || seen_has(&fr->seen, it->url) ||
	    it->depth > fr->c->seeds[seed].seed->depth) {
		item_free(it);
		return;
	}
	if (fr->held >= FRONTIER_LINKS_MAX) {
		/* It is a member in the store: another walk will meet it. */
		l->overflow = !l->all.done;
		if (l->all.done)
			walk_again(l, PART_WHOLE);
		item_free(it);
		return;
	}
	fr->held++;
	item_list_add(it->hot ? &l->listings : &l->fresh, it);
}

void
frontier_found(struct frontier *fr, struct found *found)
{
	for (size_t i = 0; i < found->n; i++) {
		struct found_link *from = &found->links[i];
		struct item *it;

		if (from->requisite)
			continue;
		it = item_new(ITEM_MEMBER, found->seed, from->url);
		it->via = from->via;
		it->context = from->context;
		it->depth = from->depth;
		it->role = from->role;
		it->hot = from->hot;
		from->via = from->context = NULL;
		hold(fr, found->seed, it);
	}
}

void
frontier_offer(struct frontier *fr, size_t seed, const char *url, unsigned role)
{
	struct item *it = item_new(ITEM_MEMBER, seed, url);

	it->role = role;
	it->hot = true;
	hold(fr, seed, it);
}

void
frontier_close(struct frontier *fr, size_t seed)
{
	struct line *l = &fr->lines[seed];

	l->closed = true;
	drop_lists(fr, l);
}

void
frontier_began(struct frontier *fr, const struct item *it)
{
	struct line *l = &fr->lines[it->seed];

	if (!it->walked)
		return;
	free(l->began);
	l->began = mem_strdup(it->url);
}

const char *
frontier_resume(const struct frontier *fr, size_t seed)
{
	const struct line *l = &fr->lines[seed];

	if (l->all.done && !l->closed)
		return NULL;
	return l->began != NULL ? l->began : fr->c->seeds[seed].resume;
}
