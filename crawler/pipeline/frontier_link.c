/* SPDX-License-Identifier: ISC */
/* Links into the frontier, each once. */
#include "crawler/pipeline/frontier_link.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/harvest.h"
#include "crawler/normalise/url.h"
#include "store/base/mem.h"

enum {
	KNOWN_MAX =
	    4 * 1024 * 1024, /* entries; then it forgets and starts anew */
	KNOWN_MIN = 1024,
	ROLE_HOPS_SHIFT =
	    24 /* redirects so far stand above the adapter's role */
};

/* An open table of 64-bit digests; 0 is an empty place. */
struct known_links {
	uint64_t *v; /* owned */
	size_t cap, n;
	size_t n_fresh; /* added since the last commit */
};

struct known_links *
known_links_new(void)
{
	struct known_links *k = mem_zalloc(sizeof(*k));

	k->cap = KNOWN_MIN;
	k->v = mem_array(k->cap, sizeof(*k->v));
	return k;
}

void
known_links_free(struct known_links *k)
{
	if (k == NULL)
		return;
	free(k->v);
	free(k);
}

static void
forget_all(struct known_links *k)
{
	memset(k->v, 0, k->cap * sizeof(*k->v));
	k->n = 0;
	k->n_fresh = 0;
}

void
known_links_commit(struct known_links *k)
{
	k->n_fresh = 0;
}

/* A rolled back batch is rare (the map grew): forgetting all of it costs look
 * ups, nothing else. */
void
known_links_rollback(struct known_links *k)
{
	if (k->n_fresh > 0)
		forget_all(k);
}

/* Where h is, or where it would go. */
static size_t
place(const uint64_t *v, size_t cap, uint64_t h)
{
	size_t i = (size_t)h & (cap - 1);

	while (v[i] != 0 && v[i] != h)
		i = (i + 1) & (cap - 1);
	return i;
}

static void
grow(struct known_links *k)
{
	size_t cap = k->cap * 2;
	uint64_t *v = mem_array(cap, sizeof(*v));

	for (size_t i = 0; i < k->cap; i++)
		if (k->v[i] != 0)
			v[place(v, cap, k->v[i])] = k->v[i];
	free(k->v);
	k->v = v;
	k->cap = cap;
}

/* What stands for the URL in the table. */
static uint64_t
digest_of(size_t seed, const char *url)
{
	uint64_t h = digest_fast(url, strlen(url)) ^
		     (seed + 1) * UINT64_C(0x9e3779b97f4a7c15);

	return h + (h == 0);
}

static bool
is_known(const struct known_links *k, uint64_t h)
{
	return k->v[place(k->v, k->cap, h)] == h;
}

/* Of one that is not known. */
static void
add(struct known_links *k, uint64_t h)
{
	if (k->n >= KNOWN_MAX)
		forget_all(k);
	if (k->n * 2 >= k->cap)
		grow(k);
	k->v[place(k->v, k->cap, h)] = h;
	k->n++;
	k->n_fresh++;
}

/* The depth and role of a link, or false if it is not to be followed. */
static bool
place_in_frontier(const struct pipeline *pl, const struct job *j,
    const struct harvest_link *l, struct member *m)
{
	unsigned hops = j->role >> ROLE_HOPS_SHIFT;

	m->role = l->role & ((1U << ROLE_HOPS_SHIFT) - 1);
	m->depth = j->depth + 1;
	switch (l->kind) {
	case LINK_REDIRECT:
		m->depth = j->depth;
		m->role |= (hops + 1) << ROLE_HOPS_SHIFT;
		return hops < EXCHANGE_REDIRECTS_MAX;
	case LINK_LISTING:
	case LINK_PROOF:
		m->depth = j->depth;
		m->hot = true;
		return true;
	case LINK_PERMALINK:
		m->hot = true;
		return true;
	case LINK_PAGE:
		return j->depth < pl->fetch.seeds[j->seed].seed->depth &&
		       !url_is_trap(l->url);
	case LINK_PICTURE:
		m->depth = j->depth;
		m->hot = j->harvest->n_mentions > 0;
		return true;
	case LINK_REQUISITE:
		return false;
	}
	return false;
}

static void
tell(struct found *out, const struct member *m)
{
	struct found_link *l;

	out->links = mem_grow(out->links, out->n + 1, sizeof(*out->links));
	l = &out->links[out->n++];
	memset(l, 0, sizeof(*l));
	l->url = mem_strdup(m->url);
	l->via = mem_strdup(m->via);
	l->context = mem_strdup(m->context);
	l->depth = m->depth;
	l->role = m->role;
	l->hot = m->hot;
}

void
frontier_links(struct txn *t, const struct pipeline *pl,
    struct known_links *known, const struct job *j, const struct conclusion *c,
    struct found *out)
{
	const struct harvest *h = j->harvest;
	uint64_t seed = pl->fetch.seeds[j->seed].number;

	/* The page itself rises when it shows something. */
	if (c->mention && !j->prior.mention) {
		struct member self = { .url = j->x->url,
			.depth = j->depth,
			.role = j->role,
			.hot = true,
			.via = j->via,
			.context = j->context };

		(void)state_member_put(t, seed, &self);
	}
	if (h == NULL)
		return;
	for (size_t i = 0; i < h->n_links; i++) {
		struct member m = { .url = h->links[i].url,
			.via = j->x->url,
			.context = h->links[i].context };
		uint64_t digest;

		/* Old bytes: their pages are known, what portraits were added
		 * since may make their pictures matter. */
		if (j->rematched && h->links[i].kind != LINK_PICTURE)
			continue;
		/* First of all: most links of a site are on all its pages. */
		digest = digest_of(j->seed, m.url);
		if (is_known(known, digest) ||
		    !place_in_frontier(pl, j, &h->links[i], &m))
			continue;
		add(known, digest);
		if (state_member_put(t, seed, &m))
			tell(out, &m);
	}
}

/* Is it asked for as a picture, and so to be kept? */
static bool
is_picture(const struct harvest *h, const char *url)
{
	for (size_t i = 0; i < h->n_links; i++)
		if (h->links[i].kind == LINK_PICTURE &&
		    strcmp(h->links[i].url, url) == 0)
			return true;
	return false;
}

void
frontier_requisites(const struct pipeline *pl, const struct job *j,
    const struct conclusion *c, struct found *out)
{
	const struct harvest *h = j->harvest;

	/* A page that shows what it showed was fetched with them then. */
	if (h == NULL || c->is_check ||
	    strcmp(c->change, change_name(CHANGE_SAME)) == 0)
		return;
	for (size_t i = 0; i < h->n_links; i++) {
		const struct member m = { .url = h->links[i].url };

		if (h->links[i].kind != LINK_REQUISITE ||
		    (!pl->is_capture && is_picture(h, m.url)))
			continue;
		tell(out, &m);
		out->links[out->n - 1].requisite = true;
	}
}
