/* SPDX-License-Identifier: ISC */
/* Nodes of a growing tree: made from tokens, put where they belong. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/dom_build.h"
#include "crawler/parse/entities.h"
#include "crawler/parse/foreign.h"
#include "store/base/mem.h"

enum { NODES_FIRST = 1024 };

void
dom_build_init(struct dom_build *b, struct dom *d)
{
	memset(b, 0, sizeof(*b));
	b->d = d;
	b->at = b->mark = d->html;
	b->end = d->html + d->html_len;
	b->quirks = true;
	b->has_nuls = memchr(d->html, '\0', d->html_len) != NULL;
	/* A reference grows by a fifth at most, and behind each piece of text
	 * there is a byte of markup whose place its NUL can take. */
	d->chars =
	    mem_alloc(d->html_len + d->html_len / 4 + 2 * (size_t)ENTITY_ROOM);
}

void
dom_build_fini(struct dom_build *b)
{
	free(b->kin);
}

uint32_t
dom_current(const struct dom_build *b)
{
	return b->n_open > 0 ? b->stack[b->n_open - 1] : 0;
}

bool
dom_is(const struct dom_build *b, uint32_t i, enum tag tag)
{
	const struct dom_node *node = &b->d->nodes[i];

	return node->tag == tag && !node->foreign && i != 0;
}

unsigned
dom_rules_of(const struct dom_build *b, uint32_t i)
{
	const struct dom_node *node = &b->d->nodes[i];

	if (!node->foreign)
		return dom_rules[node->tag];
	return foreign_hosts_html((enum tag)node->tag) ? DOM_SCOPE | DOM_SPECIAL
						       : 0;
}

bool
dom_same_name(const struct dom_build *b, uint32_t i)
{
	const struct dom_node *node = &b->d->nodes[i];
	const char *name = b->d->html + node->start + 1;

	if (node->tag != b->token.tag)
		return false;
	/* Elements without a row of their own are compared by the letter; each
	 * has its tag in the source. */
	return node->tag != TAG_OTHER ||
	       (strncasecmp(name, b->token.name.s, b->token.name.n) == 0 &&
		   strchr(" \t\n\f\r/>", name[b->token.name.n]) != NULL);
}

static uint32_t
add(struct dom_build *b)
{
	struct dom *d = b->d;

	if (d->n == d->cap) {
		d->cap = d->cap == 0 ? NODES_FIRST : d->cap * 2;
		d->nodes = mem_grow(d->nodes, d->cap, sizeof(*d->nodes));
		b->kin = mem_grow(b->kin, d->cap, sizeof(*b->kin));
	}
	memset(&d->nodes[d->n], 0, sizeof(*d->nodes));
	memset(&b->kin[d->n], 0, sizeof(*b->kin));
	return d->n++;
}

void
dom_link(struct dom_build *b, uint32_t i, uint32_t parent, uint32_t before)
{
	struct dom_kin *kin = &b->kin[i], *up = &b->kin[parent];

	b->d->nodes[i].parent = parent;
	kin->next = before;
	kin->prev = before != 0 ? b->kin[before].prev : up->last;
	if (kin->prev != 0)
		b->kin[kin->prev].next = i;
	else
		up->first = i;
	if (before != 0)
		b->kin[before].prev = i;
	else
		up->last = i;
}

void
dom_unlink(struct dom_build *b, uint32_t i)
{
	struct dom_kin *kin = &b->kin[i];
	struct dom_kin *up = &b->kin[b->d->nodes[i].parent];

	if (kin->prev != 0)
		b->kin[kin->prev].next = kin->next;
	else
		up->first = kin->next;
	if (kin->next != 0)
		b->kin[kin->next].prev = kin->prev;
	else
		up->last = kin->prev;
	kin->prev = kin->next = 0;
	b->moved = true;
}

/* The innermost open element with that tag, as its place in the stack. */
static size_t
innermost(const struct dom_build *b, enum tag tag)
{
	size_t i = b->count[tag] > 0 ? b->n_open : 0;

	while (i > 0 && !dom_is(b, b->stack[i - 1], tag))
		i--;
	return i; /* one more than the place */
}

/* Where a node goes that is to be put into parent: *before is 0 at its end. */
static uint32_t
foster(struct dom_build *b, uint32_t parent, uint32_t *before)
{
	size_t table, template;

	*before = 0;
	if ((dom_rules_of(b, parent) & DOM_FOSTERS) == 0)
		return parent;
	table = innermost(b, TAG_TABLE);
	template = innermost(b, TAG_TEMPLATE);
	if (template > table)
		return b->stack[template - 1];
	if (table == 0)
		return b->stack[0];
	b->moved = true;
	*before = b->stack[table - 1];
	return b->d->nodes[*before].parent;
}

void
dom_move(struct dom_build *b, uint32_t i, uint32_t parent)
{
	uint32_t before;

	if (b->kin[i].prev != 0 || b->kin[i].next != 0 ||
	    b->kin[b->d->nodes[i].parent].first == i)
		dom_unlink(b, i);
	parent = foster(b, parent, &before);
	dom_link(b, i, parent, before);
}

/* Writes text to the end of chars, references decoded; room is there. */
static void
put_chars(struct dom_build *b, const char *s, size_t n, bool attribute)
{
	struct dom *d = b->d;
	const char *end = s + n;

	while (s < end) {
		const char *amp = memchr(s, '&', (size_t)(end - s));
		size_t run = (size_t)((amp == NULL ? end : amp) - s);
		size_t got = 0, taken;

		memcpy(d->chars + d->n_chars, s, run);
		d->n_chars += run;
		s += run;
		if (amp == NULL)
			return;
		taken = entities_next(s, (size_t)(end - s), attribute,
		    d->chars + d->n_chars, &got);
		if (taken == 0) {
			d->chars[d->n_chars] = '&';
			taken = got = 1;
		}
		d->n_chars += got;
		s += taken;
	}
}

/* What was written from `from` on, without the NULs of the source. */
static void
end_chars(struct dom_build *b, size_t from)
{
	struct dom *d = b->d;
	size_t to = from;

	for (size_t i = from; b->has_nuls && i < d->n_chars; i++)
		if (d->chars[i] != '\0')
			d->chars[to++] = d->chars[i];
	if (b->has_nuls)
		d->n_chars = to;
	d->chars[d->n_chars++] = '\0';
}

void
dom_adopt_attrs(struct dom_build *b, uint32_t i)
{
	struct dom *d = b->d;
	struct dom_node *node = &d->nodes[i];

	if (node->have != 0 || b->token.have == 0)
		return;
	b->text = 0;
	node->have = b->token.have;
	node->attrs = d->n_attrs;
	for (unsigned k = 1; node->have >> k != 0; k++) {
		struct skim_slice v = b->token.attrs[k];
		size_t from = d->n_chars;

		if ((node->have >> k & 1) == 0)
			continue;
		if (d->n_attrs == d->cap_attrs) {
			d->cap_attrs =
			    d->cap_attrs == 0 ? NODES_FIRST : d->cap_attrs * 2;
			d->attrs =
			    mem_grow(d->attrs, d->cap_attrs, sizeof(*d->attrs));
		}
		if (v.n > 0) {
			put_chars(b, v.s, v.n, true);
			end_chars(b, from);
		}
		d->attrs[d->n_attrs++] = (struct dom_value){ (enum token_attr)k,
			v.n > 0 ? d->chars + from : "" };
	}
}

uint32_t
dom_implied(struct dom_build *b, enum tag tag)
{
	uint32_t i = add(b);
	struct dom_node *node = &b->d->nodes[i];

	node->tag = (uint8_t)tag;
	node->start = node->end = (uint32_t)(b->mark - b->d->html);
	if (i > 0)
		dom_link(b, i, dom_current(b), 0);
	b->text = 0;
	return i;
}

uint32_t
dom_element(struct dom_build *b, bool fosters)
{
	uint32_t i = add(b), parent = dom_current(b), before = 0;
	struct dom_node *node = &b->d->nodes[i];

	node->tag = (uint8_t)b->token.tag;
	node->start = (uint32_t)(b->mark - b->d->html);
	node->end = (uint32_t)(b->at - b->d->html);
	if (b->token.have != 0)
		dom_adopt_attrs(b, i);
	if (fosters)
		parent = foster(b, parent, &before);
	dom_link(b, i, parent, before);
	b->text = 0;
	return i;
}

uint32_t
dom_clone(struct dom_build *b, uint32_t i)
{
	uint32_t k = add(b);
	const struct dom_node *from = &b->d->nodes[i];
	struct dom_node *node = &b->d->nodes[k];

	node->tag = from->tag;
	node->have = from->have;
	node->attrs = from->attrs;
	node->start = node->end = from->start;
	b->text = 0;
	return k;
}

void
dom_text(
    struct dom_build *b, uint32_t parent, const char *s, size_t n, unsigned how)
{
	struct dom *d = b->d;
	uint32_t before = 0, i = b->text;
	struct dom_node *node;
	size_t from;

	if ((how & DOM_TEXT_FOSTERS) != 0)
		parent = foster(b, parent, &before);
	if (i != 0 && d->nodes[i].parent == parent &&
	    b->kin[i].next == before) {
		d->n_chars--; /* over its NUL */
	} else {
		i = add(b);
		dom_link(b, i, parent, before);
		d->nodes[i].is_text = true;
		d->nodes[i].start = (uint32_t)(s - d->html);
		d->nodes[i].text = d->chars + d->n_chars;
	}
	node = &d->nodes[i];
	from = d->n_chars;
	if ((how & DOM_TEXT_RAW) == 0) {
		put_chars(b, s, n, false);
	} else {
		memcpy(d->chars + d->n_chars, s, n);
		d->n_chars += n;
	}
	end_chars(b, from);
	node->text_len += (uint32_t)(d->n_chars - 1 - from);
	node->end = (uint32_t)(s - d->html + (ptrdiff_t)n);
	b->text = i;
}
