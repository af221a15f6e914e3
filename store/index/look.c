/* SPDX-License-Identifier: ISC */
/* Looks at sources: what they show still, and what no longer. */
#include <stdlib.h>

#include "store/base/mem.h"
#include "store/index/listing.h"
#include "store/index/mention.h"
#include "store/index/source.h"
#include "store/store.h"

/* One answer of a source, on its way to all that it showed. */
struct look {
	struct txn *t;
	struct source src;
	uint64_t snapshot, sweep;
	int64_t at;
	unsigned turned; /* mentions whose state became what was asked */
};

/* Gives a mention this source's new result (NULL: it says nothing any more)
 * and counts it if its state thereby became `wanted`. */
static void
conclude(struct look *l, uint64_t mention, const struct sight *before,
    const struct sight *now, enum doc_state wanted)
{
	struct row r;

	if (!row_load(l->t, mention, &r))
		return;
	row_result(&r, before, now, l->sweep);
	if (row_settle(&r, l->sweep) && r.state == wanted)
		l->turned++;
	if (now != NULL && now->state == DOC_ONLINE)
		mention_seen(l->t, &r, l->at, l->sweep);
	else if (now != NULL && now->state != before->state)
		mention_shot(l->t, &r, l->snapshot);
	row_save(l->t, &r, false);
	if (now != NULL)
		sight_save(l->t, l->src.number, mention, now);
	else
		sight_remove(l->t, l->src.number, mention);
}

void
index_page_begin(struct txn *t, const char *source)
{
	struct source s;

	if (!source_find(t, source, &s))
		return;
	s.look++;
	source_save(t, source, &s);
}

/* ---- the end of a look ---- */

static uint64_t *
tags_of(const char *const *items, size_t n)
{
	uint64_t *tags = mem_array(n, sizeof(*tags));

	for (size_t i = 0; i < n; i++)
		tags[i] = index_tag64(items[i]);
	return tags;
}

/* Compares an incomplete listing with its last look and keeps its items for
 * the next. NULL when its items are not known: it says nothing. */
static struct listing *
compare(struct look *l, const char *const *items, size_t n)
{
	struct listing *li;
	uint64_t *before, *now;
	size_t n_before;

	if (items == NULL || n == 0)
		return NULL;
	before = source_items(l->t, l->src.number, &n_before);
	now = tags_of(items, n);
	li = listing_new(before, n_before, now, n, l->src.newest_first);
	l->src.newest_first |= listing_newest_first(li);
	source_save_items(l->t, l->src.number, now, n);
	free(before);
	free(now);
	return li;
}

/* Was a mention that an incomplete listing does not show taken out: with its
 * item, or from the text of one that is listed still? */
static bool
is_taken_out(const struct listing *li, uint64_t item)
{
	return listing_holds(li, item) || listing_vanished(li, item);
}

/* A mention that this look did not show. One that fell off a listing's end is
 * forgotten as far as this source goes, unless it is the direct one. */
static void
miss(struct look *l, uint64_t mention, const struct sight *before, bool gone)
{
	struct sight now = *before;

	now.present = false;
	now.changed = false;
	if (gone) {
		now.state = DOC_GONE;
		now.sweep = l->sweep;
		conclude(l, mention, before, &now, DOC_GONE);
	} else if (before->direct) {
		sight_save(l->t, l->src.number, mention, &now);
	} else {
		conclude(l, mention, before, NULL, DOC_GONE);
	}
}

void
index_page_end(struct txn *t, const char *source, bool complete,
    const char *const *items, size_t n_items, uint64_t snapshot, uint64_t sweep,
    int64_t at, unsigned *gone, unsigned *changed)
{
	struct look l = { t, { 0 }, snapshot, sweep, at, 0 };
	unsigned n_changed = 0;
	uint64_t mention = 0, present = 0;
	struct listing *li;
	struct sight s;
	bool known;

	if (gone != NULL)
		*gone = 0;
	if (changed != NULL)
		*changed = 0;
	if (!source_find(t, source, &l.src))
		return;
	li = complete ? NULL : compare(&l, items, n_items);
	known = complete || li != NULL;
	while (sight_next(t, l.src.number, &mention, &s)) {
		bool shown = s.look == l.src.look;

		n_changed += shown && s.changed;
		if (shown || !s.present || !known)
			present += s.present;
		else
			miss(&l, mention, &s,
			    complete || is_taken_out(li, s.item));
	}
	listing_free(li);
	l.src.present = present;
	source_save(t, source, &l.src);
	if (gone != NULL)
		*gone = l.turned;
	if (changed != NULL)
		*changed = n_changed;
}

void
index_page_rematched(struct txn *t, const char *source)
{
	struct look l = { .t = t };
	uint64_t mention = 0, present = 0;
	struct sight s;

	if (!source_find(t, source, &l.src))
		return;
	while (sight_next(t, l.src.number, &mention, &s)) {
		if (s.present && s.look != l.src.look)
			miss(&l, mention, &s, false);
		else
			present += s.present;
	}
	l.src.present = present;
	source_save(t, source, &l.src);
}

/* ---- answers without a page ---- */

/* Gives the mentions that the source is known to show this state: all of them,
 * or those that its last answer itself showed. */
static void
all_become(struct look *l, enum doc_state state, bool last_alone)
{
	uint64_t mention = 0;
	struct sight s, now;

	while (sight_next(l->t, l->src.number, &mention, &s)) {
		if (!s.present || (last_alone && s.look != l->src.look))
			continue;
		now = s;
		now.state = state;
		now.sweep = l->sweep;
		now.changed = false;
		conclude(l, mention, &s, &now, state);
	}
}

void
index_unchanged(struct txn *t, const char *source, uint64_t sweep, int64_t at)
{
	struct look l = { t, { 0 }, 0, sweep, at, 0 };

	if (source_find(t, source, &l.src) && l.src.present > 0)
		all_become(&l, DOC_ONLINE, true);
}

void
index_absent(struct txn *t, const char *source, enum doc_state state,
    uint64_t snapshot, uint64_t sweep, int64_t at, unsigned *count)
{
	struct look l = { t, { 0 }, snapshot, sweep, at, 0 };

	if (source_find(t, source, &l.src) && l.src.present > 0)
		all_become(&l, state, false);
	if (count != NULL)
		*count = l.turned;
}

bool
index_has_mention(struct txn *t, const char *source)
{
	struct source s;

	return source_find(t, source, &s) && s.present > 0;
}
