/* SPDX-License-Identifier: ISC */
/* What leaves name in other tables. Digests and URLs are scattered over theirs,
 * so that one look after the other would touch a page that is far away each
 * time: they are gathered, and looked up in the order of the table. */
#include "store/archive/verify_later.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/blob.h"
#include "store/archive/snapshot.h"
#include "store/archive/url.h"
#include "store/archive/verify_order.h"
#include "store/base/mem.h"

enum {
	BLOBS_AT_ONCE = 1 << 20,
	VISITS_AT_ONCE = 1 << 18,
	VISITS_BYTES_MAX = 32 << 20, /* of their URLs */
	AHEAD = 8 /* places that are asked for before their turn */
};

struct named {
	uint8_t sha[SHA256_LEN];
	uint64_t seq; /* of the leaf */
};

struct visit {
	/* Either has it in its history; in the arena, other may be NULL. */
	const char *url, *other;
	uint64_t id; /* of url; 0: it has none */
	uint64_t number, seq;
};

struct verify_later {
	struct named *blobs;        /* owned */
	struct verify_order *order; /* owned: of the blobs */
	struct visit *visits;       /* owned */
	size_t n_blobs, n_visits;
	struct arena urls;
};

/* ---- blobs ---- */

static void
look_up_blobs(struct verify *v, struct verify_later *l)
{
	const struct verify_order *order = l->order;
	struct blob_row row;
	char hex[SHA256_HEX];

	for (size_t i = 0; i < l->n_blobs; i++)
		verify_order_set(&l->order[i], l->blobs[i].sha, i);
	verify_order_sort(l->order, l->n_blobs);
	for (size_t i = 0; i < l->n_blobs; i++) {
		const struct named *b = &l->blobs[order[i].at];

		if (i + AHEAD < l->n_blobs)
			__builtin_prefetch(&l->blobs[order[i + AHEAD].at]);
		if (i > 0 && memcmp(b->sha, l->blobs[order[i - 1].at].sha,
				 SHA256_LEN) == 0)
			continue;
		verify_step(v);
		if (blob_row_get(v->t, b->sha, &row))
			continue;
		digest_hex(b->sha, SHA256_LEN, hex);
		verify_bad(v, VERIFY_BLOBS, "it is not in the archive",
		    "blob %s, named by leaf %" PRIu64, hex, b->seq);
	}
	l->n_blobs = 0;
}

/* ---- visits ---- */

static int
by_url(const void *a, const void *b)
{
	const struct visit *x = a, *y = b;

	return strcmp(x->url, y->url);
}

static int
by_id(const void *a, const void *b)
{
	const struct visit *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static void
find_ids(struct verify *v, struct verify_later *l)
{
	qsort(l->visits, l->n_visits, sizeof(l->visits[0]), by_url);
	for (size_t i = 0; i < l->n_visits; i++) {
		struct visit *s = &l->visits[i];
		struct url_row row;

		verify_step(v);
		s->id = url_find(v->t, s->url, &row) ? row.id : 0;
	}
}

static void
look_up_visits(struct verify *v, struct verify_later *l)
{
	if (l->n_visits == 0)
		return;
	find_ids(v, l);
	qsort(l->visits, l->n_visits, sizeof(l->visits[0]), by_id);
	for (size_t i = 0; i < l->n_visits; i++) {
		struct visit *s = &l->visits[i];

		verify_step(v);
		if (!snapshot_in_history_of(v->t, s->id, s->number) &&
		    !snapshot_in_history(v->t, s->other, s->number))
			verify_bad(v, VERIFY_SNAPSHOTS,
			    "it is not in the history of its URL",
			    "snapshot %" PRIu64 " of leaf %" PRIu64, s->number,
			    s->seq);
	}
	l->n_visits = 0;
	arena_reset(&l->urls);
}

/* ---- what leaves say ---- */

struct verify_later *
verify_later_new(void)
{
	struct verify_later *l = mem_zalloc(sizeof(*l));

	arena_init(&l->urls);
	l->blobs = mem_array(BLOBS_AT_ONCE, sizeof(l->blobs[0]));
	l->order = mem_array(BLOBS_AT_ONCE, sizeof(l->order[0]));
	l->visits = mem_array(VISITS_AT_ONCE, sizeof(l->visits[0]));
	return l;
}

void
verify_later_blob(struct verify *v, struct verify_later *l,
    const uint8_t sha[SHA256_LEN], uint64_t seq)
{
	struct named *b;

	if (l->n_blobs > 0 &&
	    memcmp(l->blobs[l->n_blobs - 1].sha, sha, SHA256_LEN) == 0)
		return;
	if (l->n_blobs == BLOBS_AT_ONCE)
		look_up_blobs(v, l);
	b = &l->blobs[l->n_blobs++];
	memcpy(b->sha, sha, SHA256_LEN);
	b->seq = seq;
}

void
verify_later_visit(struct verify *v, struct verify_later *l,
    const struct verify_leaf *leaf, uint64_t seq)
{
	const struct leaf_text *asked = &leaf->requested_url;
	const struct leaf_text *url = &leaf->url;
	bool same = asked->s != NULL && url->s != NULL && asked->n == url->n &&
		    memcmp(asked->s, url->s, url->n) == 0;
	struct visit *s;

	if (l->n_visits == VISITS_AT_ONCE || l->urls.used > VISITS_BYTES_MAX)
		look_up_visits(v, l);
	s = &l->visits[l->n_visits++];
	s->url =
	    asked->s != NULL ? arena_strndup(&l->urls, asked->s, asked->n) : "";
	s->other = url->s != NULL && !same
		       ? arena_strndup(&l->urls, url->s, url->n)
		       : NULL;
	s->number = (uint64_t)leaf->snapshot;
	s->seq = seq;
}

void
verify_later_end(struct verify *v, struct verify_later *l)
{
	look_up_blobs(v, l);
	look_up_visits(v, l);
	free(l->blobs);
	free(l->order);
	arena_fini(&l->urls);
	free(l->visits);
	free(l);
}
