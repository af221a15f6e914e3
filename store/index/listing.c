/* SPDX-License-Identifier: ISC */
/* Two looks at a listing, compared.
 *
 * Survivors are the items of both looks. Where new items enter at the top, all
 * that stood above the lowest survivor and is not there now was taken out, and
 * what stood below it slid off. Two things blur this:
 *
 * 1. New items below the lowest survivor. Either an older one moved up into the
 *    place of one that was taken out, or the listing grows at its end and
 *    slides off at its top. Then an item counts as taken out only between two
 *    survivors, or when the listing is known to grow at its top.
 * 2. An old item bumped to the top by an edit. The lowest survivor is therefore
 *    sought in the order of now; and (1) asks for two survivors. */
#include "store/index/listing.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"

struct place {
	uint64_t item;
	size_t at;
};

struct listing {
	struct place *before, *now; /* owned; sorted by item, then place */
	size_t n_before, n_now;
	size_t survivors;
	size_t top;    /* the highest survivor's place before */
	size_t lowest; /* place before of the survivor that stands last now */
	bool new_above, new_below; /* than all survivors, now */
	bool newest_first;
};

static int
compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static struct place *
sorted(const uint64_t *items, size_t n)
{
	struct place *p = mem_array(n, sizeof(*p));

	for (size_t i = 0; i < n; i++)
		p[i] = (struct place){ items[i], i };
	if (n > 0)
		qsort(p, n, sizeof(*p), compare);
	return p;
}

/* The item's first place, or NULL. */
static const struct place *
find(const struct place *p, size_t n, uint64_t item)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (p[mid].item < item)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && p[lo].item == item ? &p[lo] : NULL;
}

struct listing *
listing_new(const uint64_t *before, size_t n_before, const uint64_t *now,
    size_t n_now, bool newest_first)
{
	struct listing *l = mem_zalloc(sizeof(*l));

	l->before = sorted(before, n_before);
	l->n_before = n_before;
	l->now = sorted(now, n_now);
	l->n_now = n_now;
	l->newest_first = newest_first;
	l->top = n_before;
	for (size_t i = 0; i < n_now; i++) {
		const struct place *p = find(l->before, n_before, now[i]);

		l->new_below = p == NULL;
		if (p == NULL) {
			l->new_above = l->new_above || l->survivors == 0;
			continue;
		}
		l->survivors++;
		l->lowest = p->at;
		if (p->at < l->top)
			l->top = p->at;
	}
	return l;
}

void
listing_free(struct listing *l)
{
	if (l == NULL)
		return;
	free(l->before);
	free(l->now);
	free(l);
}

bool
listing_holds(const struct listing *l, uint64_t item)
{
	return find(l->now, l->n_now, item) != NULL;
}

bool
listing_vanished(const struct listing *l, uint64_t item)
{
	const struct place *p = find(l->before, l->n_before, item);

	if (p == NULL || l->survivors == 0 || p->at >= l->lowest ||
	    listing_holds(l, item))
		return false;
	if (!l->new_below)
		return true;
	return l->survivors > 1 && (l->newest_first || p->at > l->top);
}

bool
listing_newest_first(const struct listing *l)
{
	return l->survivors > 0 && l->new_above && !l->new_below;
}
