/* SPDX-License-Identifier: ISC */
/* A finished tree: its nodes in document order, and what is asked of it. */
#include "crawler/parse/dom.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/dom_build.h"
#include "store/base/mem.h"

/* Puts the nodes into document order; all of them hang on the document. */
static void
sort_nodes(struct dom_build *b)
{
	struct dom *d = b->d;
	struct dom_node *sorted = mem_array(d->n, sizeof(*sorted));
	uint32_t *place = mem_array(d->n, sizeof(*place));
	uint32_t i = 0, n = 0;

	do {
		place[i] = n;
		sorted[n] = d->nodes[i];
		sorted[n].parent = place[d->nodes[i].parent];
		n++;
		if (b->kin[i].first != 0) {
			i = b->kin[i].first;
			continue;
		}
		while (i != 0 && b->kin[i].next == 0)
			i = d->nodes[i].parent;
		i = b->kin[i].next;
	} while (i != 0);
	free(place);
	free(d->nodes);
	d->nodes = sorted;
	d->n = d->cap = n;
}

/* Depths, and where each subtree ends. Formatting that is put right may nest
 * deeper than what was open: such nodes go up beside their parents. ERR_LIMIT
 * where all the depths are too much. */
static enum err
measure(struct dom *d)
{
	size_t steps = 0;

	for (uint32_t i = 1; i < d->n; i++) {
		struct dom_node *node = &d->nodes[i];
		unsigned depth = d->nodes[node->parent].depth + 1U;

		if (depth >= DOM_DEPTH_MAX) {
			d->truncated = true;
			node->parent = d->nodes[node->parent].parent;
			depth = DOM_DEPTH_MAX - 1;
		}
		node->depth = (uint16_t)depth;
		node->past = i + 1;
		steps += depth;
	}
	if (steps > DOM_STEPS_MAX)
		return ERR_LIMIT;
	d->nodes[0].past = d->n;
	for (uint32_t i = d->n; i-- > 1;) {
		const struct dom_node *node = &d->nodes[i];
		struct dom_node *parent = &d->nodes[node->parent];

		if (parent->past < node->past)
			parent->past = node->past;
		if (parent->end < node->end)
			parent->end = node->end;
	}
	d->nodes[0].start = 0;
	d->nodes[0].end = (uint32_t)d->html_len;
	return ERR_OK;
}

enum err
dom_open(struct dom *d, const char *html, size_t n)
{
	struct dom_build b;
	enum err e;

	memset(d, 0, sizeof(*d));
	if (n > DOM_BYTES_MAX)
		return ERR_LIMIT;
	d->html = html;
	d->html_len = n;
	dom_build_init(&b, d);
	e = dom_build(&b);
	if (e == ERR_OK && b.moved)
		sort_nodes(&b);
	dom_build_fini(&b);
	if (e == ERR_OK)
		e = measure(d);
	if (e != ERR_OK)
		dom_close(d);
	return e;
}

void
dom_close(struct dom *d)
{
	free(d->nodes);
	free(d->attrs);
	free(d->chars);
	memset(d, 0, sizeof(*d));
}

const char *
dom_attr(const struct dom *d, uint32_t i, enum token_attr attr)
{
	const struct dom_node *node = &d->nodes[i];
	const struct dom_value *v;

	if ((node->have >> attr & 1) == 0)
		return NULL;
	v = &d->attrs[node->attrs];
	while (v->attr != attr)
		v++;
	return v->value;
}

uint32_t
dom_find(const struct dom *d, uint32_t i, enum tag tag)
{
	uint32_t past = i < d->n ? d->nodes[i].past : d->n;

	for (; i < past; i++)
		if (!d->nodes[i].is_text && d->nodes[i].tag == tag)
			return i;
	return d->n;
}

bool
dom_has_any(const char *list, const char *const *words, size_t count)
{
	if (list == NULL)
		return false;
	while (*list != '\0') {
		size_t n = strcspn(list, " \t\n\f\r");

		/* Most are told apart by their first letter. */
		for (size_t i = 0; i < count && n > 0; i++)
			if ((list[0] | 32) == (words[i][0] | 32) &&
			    strncasecmp(list, words[i], n) == 0 &&
			    words[i][n] == '\0')
				return true;
		list += n;
		list += strspn(list, " \t\n\f\r");
	}
	return false;
}

bool
dom_has_word(const char *list, const char *word)
{
	return dom_has_any(list, &word, 1);
}
