/* SPDX-License-Identifier: ISC */
/* Active formatting elements (HTML Standard, 13.2.4.3): those that go on in
 * the next block when the one in which they began is closed, and the adoption
 * agency algorithm (13.2.6.4.7) that puts right how they overlap. */
#include <string.h>

#include "crawler/parse/dom_build.h"

enum {
	FORMATS_ALIKE = 3, /* equal ones that are remembered ("Noah's Ark") */
	OUTER_MAX = 8,     /* rounds of the adoption agency */
	INNER_MAX = 3
};

static void
drop(struct dom_build *b, size_t at)
{
	b->n_formats--;
	memmove(&b->formats[at], &b->formats[at + 1],
	    (b->n_formats - at) * sizeof(b->formats[0]));
}

static void
insert(struct dom_build *b, size_t at, uint32_t i)
{
	if (b->n_formats == DOM_FORMATS_MAX) {
		drop(b, 0);
		at -= at > 0;
	}
	memmove(&b->formats[at + 1], &b->formats[at],
	    (b->n_formats - at) * sizeof(b->formats[0]));
	b->formats[at] = i;
	b->n_formats++;
}

/* The first of those that count: what stands behind the last marker. */
static size_t
first(const struct dom_build *b)
{
	size_t k = b->n_formats;

	while (k > 0 && b->formats[k - 1] != 0)
		k--;
	return k;
}

/* The place of a node in the list; n_formats if it is not there. */
static size_t
listed(const struct dom_build *b, uint32_t i)
{
	size_t k = 0;

	while (k < b->n_formats && b->formats[k] != i)
		k++;
	return k;
}

static bool
is_alike(const struct dom *d, uint32_t i, uint32_t k)
{
	const struct dom_node *x = &d->nodes[i], *y = &d->nodes[k];

	if (x->tag != y->tag || x->have != y->have)
		return false;
	for (uint32_t have = x->have, n = 0; have != 0; have &= have - 1, n++)
		if (strcmp(d->attrs[x->attrs + n].value,
			d->attrs[y->attrs + n].value) != 0)
			return false;
	return true;
}

void
dom_format_push(struct dom_build *b, uint32_t i)
{
	size_t alike = 0, from = first(b), oldest = 0;

	for (size_t k = b->n_formats; k > from; k--)
		if (is_alike(b->d, b->formats[k - 1], i)) {
			oldest = k - 1;
			alike++;
		}
	if (alike >= FORMATS_ALIKE)
		drop(b, oldest);
	insert(b, b->n_formats, i);
}

void
dom_format_mark(struct dom_build *b)
{
	insert(b, b->n_formats, 0);
}

void
dom_format_to_mark(struct dom_build *b)
{
	b->n_formats = first(b);
	if (b->n_formats > 0)
		b->n_formats--;
}

void
dom_format_forget(struct dom_build *b, uint32_t i)
{
	size_t at = listed(b, i);

	if (at < b->n_formats)
		drop(b, at);
}

uint32_t
dom_format_find(const struct dom_build *b, enum tag tag)
{
	for (size_t k = b->n_formats; k > 0 && b->formats[k - 1] != 0; k--)
		if (b->d->nodes[b->formats[k - 1]].tag == tag)
			return b->formats[k - 1];
	return 0;
}

void
dom_format_reopen(struct dom_build *b)
{
	size_t k = b->n_formats;

	while (
	    k > 0 && b->formats[k - 1] != 0 && !b->kin[b->formats[k - 1]].open)
		k--;
	for (; k < b->n_formats && b->n_open < DOM_DEPTH_MAX; k++) {
		uint32_t i = dom_clone(b, b->formats[k]);

		/* They begin where they are opened anew. */
		dom_move(b, i, dom_current(b));
		dom_push(b, i);
		b->formats[k] = i;
	}
}

/* The place in the stack of the outermost special element within the one at
 * `from`; n_open if there is none. */
static size_t
furthest_block(const struct dom_build *b, size_t from)
{
	size_t k = from + 1;

	while (
	    k < b->n_open && (dom_rules_of(b, b->stack[k]) & DOM_SPECIAL) == 0)
		k++;
	return k;
}

/* Clones what is open between the formatting element and the block, and hangs
 * the block under it; the outermost of that chain. mark is where in the list
 * the formatting element's own clone will go. */
static uint32_t
inner(struct dom_build *b, size_t from, size_t block, size_t *mark)
{
	uint32_t furthest = b->stack[block], last = furthest;
	size_t k = block;

	for (unsigned n = 1; --k > from; n++) {
		uint32_t node = b->stack[k], clone;
		size_t at = listed(b, node);

		if (n > INNER_MAX && at < b->n_formats) {
			*mark -= at < *mark;
			drop(b, at);
			at = b->n_formats;
		}
		if (at == b->n_formats) {
			dom_remove(b, node);
			continue;
		}
		clone = dom_clone(b, node);
		b->formats[at] = clone;
		b->kin[node].open = false;
		b->kin[clone].open = true;
		b->stack[k] = clone;
		if (last == furthest)
			*mark = at + 1;
		dom_unlink(b, last);
		dom_link(b, last, clone, 0);
		last = clone;
	}
	return last;
}

/* Puts all that is in `from` into `to`. */
static void
move_children(struct dom_build *b, uint32_t from, uint32_t to)
{
	while (b->kin[from].first != 0) {
		uint32_t i = b->kin[from].first;

		dom_unlink(b, i);
		dom_link(b, i, to, 0);
	}
}

/* One round; false when there is nothing more to put right. */
static bool
adopt(struct dom_build *b, uint32_t format)
{
	size_t from = dom_place(b, format), block, mark = listed(b, format);
	uint32_t ancestor, last, clone, furthest;

	if (from == b->n_open) {
		drop(b, mark);
		return false;
	}
	if (!dom_in_scope(b, (enum tag)b->d->nodes[format].tag, DOM_SCOPE))
		return false;
	block = furthest_block(b, from);
	if (block == b->n_open) {
		if (b->ends)
			b->d->nodes[format].end =
			    (uint32_t)(b->at - b->d->html);
		dom_pop_from(b, from);
		dom_format_forget(b, format);
		return false;
	}
	ancestor = from > 0 ? b->stack[from - 1] : 0;
	furthest = b->stack[block];
	last = inner(b, from, block, &mark);
	dom_move(b, last, ancestor);
	clone = dom_clone(b, format);
	move_children(b, furthest, clone);
	dom_link(b, clone, furthest, 0);
	/* Nothing but the list itself changes the count of its entries. */
	mark -= listed(b, format) < mark;
	dom_format_forget(b, format);
	insert(b, mark < b->n_formats ? mark : b->n_formats, clone);
	dom_remove(b, format);
	block = dom_place(b, furthest);
	memmove(&b->stack[block + 2], &b->stack[block + 1],
	    (b->n_open - block - 1) * sizeof(b->stack[0]));
	b->stack[block + 1] = clone;
	b->n_open++;
	b->kin[clone].open = true;
	b->count[b->d->nodes[clone].tag]++;
	return true;
}

bool
dom_format_end(struct dom_build *b, enum tag tag)
{
	uint32_t i = dom_current(b);

	if (dom_is(b, i, tag) && listed(b, i) == b->n_formats) {
		dom_pop_until(b, tag);
		return true;
	}
	for (int round = 0; round < OUTER_MAX; round++) {
		i = dom_format_find(b, tag);
		if (i == 0)
			return round > 0;
		if (!adopt(b, i))
			return true;
	}
	return true;
}
