/* SPDX-License-Identifier: ISC */
/* gumbo's tree, taken over into an array. gumbo's memory lies in an arena:
 * its own way of freeing a tree recurses. */
#include "crawler/parse/dom.h"

#include <gumbo.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	DOM_MEMORY_MIN = 64 * 1024 * 1024,
	DOM_MEMORY_TIMES = 64 /* bytes of tree for a byte of page, at most */
};

/* What gumbo may use up. A page of a few bytes can make a tree of gigabytes
 * (formatting elements are reopened in every block), and gumbo does not know
 * how to fail: so its allocator leaves it for good. */
struct budget {
	struct arena *arena;
	size_t max;
	jmp_buf over;
};

/* A node of gumbo's whose children are being visited. */
struct level {
	const GumboVector *children;
	unsigned next;
	uint32_t node; /* ours, to which they belong */
	bool kept;     /* it has an entry of its own to close */
};

static void *
take(void *userdata, size_t n)
{
	struct budget *b = userdata;

	if (n > b->max - b->arena->used)
		longjmp(b->over, 1);
	return arena_alloc(b->arena, n);
}

static void
give_back(void *userdata, void *p)
{
	(void)userdata;
	(void)p;
}

static enum tag
tag_of(const GumboElement *e)
{
	GumboStringPiece name = e->original_tag;
	const char *known = gumbo_normalized_tagname(e->tag);

	if (e->tag != GUMBO_TAG_UNKNOWN)
		return tag_find(known, strlen(known));
	if (name.data == NULL)
		return TAG_OTHER;
	gumbo_tag_from_original_text(&name);
	return tag_find(name.data, name.length);
}

/* The offset of a place that gumbo points at, or a fallback. */
static uint32_t
offset_of(const struct dom *d, const char *at, uint32_t fallback)
{
	if (at == NULL || at < d->html || at > d->html + d->html_len)
		return fallback;
	return (uint32_t)(at - d->html);
}

/* The offset behind a piece of the source. */
static uint32_t
after(const struct dom *d, GumboStringPiece piece, uint32_t fallback)
{
	if (piece.data == NULL)
		return fallback;
	return offset_of(d, piece.data + piece.length, fallback);
}

static struct dom_node *
add(struct dom *d, uint32_t parent)
{
	struct dom_node *node;

	if (d->n == d->cap) {
		d->cap = d->cap == 0 ? 1024 : d->cap * 2;
		d->nodes = mem_grow(d->nodes, d->cap, sizeof(*d->nodes));
	}
	node = &d->nodes[d->n++];
	memset(node, 0, sizeof(*node));
	node->parent = parent;
	node->past = d->n;
	if (d->n > 1)
		node->depth = (uint16_t)(d->nodes[parent].depth + 1);
	return node;
}

static void
add_text(struct dom *d, const GumboNode *from, uint32_t parent)
{
	const GumboText *t = &from->v.text;
	struct dom_node *node = add(d, parent);

	node->is_text = true;
	node->text = t->text;
	node->text_len = (uint32_t)strlen(t->text);
	node->start =
	    offset_of(d, t->original_text.data, d->nodes[parent].start);
	node->end = after(d, t->original_text, node->start);
	if (d->nodes[parent].end < node->end)
		d->nodes[parent].end = node->end;
}

/* Adds an element; its index, or that of the parent where it is too deep. */
static uint32_t
add_element(struct dom *d, const GumboNode *from, uint32_t parent)
{
	const GumboElement *e = &from->v.element;
	struct dom_node *node;

	if (d->nodes[parent].depth + 1 >= DOM_DEPTH_MAX) {
		d->truncated = true;
		return parent;
	}
	node = add(d, parent);
	node->tag = (uint8_t)tag_of(e);
	node->foreign = e->tag_namespace != GUMBO_NAMESPACE_HTML;
	node->origin = from;
	node->start =
	    offset_of(d, e->original_tag.data, d->nodes[parent].start);
	node->end = after(d, e->original_tag, node->start);
	node->end = after(d, e->original_end_tag, node->end);
	return (uint32_t)(node - d->nodes);
}

/* An element ends: its subtree, and where no end tag stood, its span. */
static void
close_node(struct dom *d, uint32_t i)
{
	struct dom_node *node = &d->nodes[i];
	struct dom_node *parent = &d->nodes[node->parent];

	node->past = d->n;
	if (node->parent != i && parent->end < node->end)
		parent->end = node->end;
}

static void
copy_tree(struct dom *d, const GumboNode *document)
{
	struct level *stack = NULL;
	size_t depth = 0, cap = 0;

	add(d, 0);
	d->nodes[0].end = (uint32_t)d->html_len;
	cap = 256;
	stack = mem_array(cap, sizeof(*stack));
	stack[depth++] =
	    (struct level){ &document->v.document.children, 0, 0, true };
	while (depth > 0) {
		struct level *l = &stack[depth - 1];
		const GumboNode *from;
		uint32_t node;

		if (l->next >= l->children->length) {
			if (l->kept)
				close_node(d, l->node);
			depth--;
			continue;
		}
		from = l->children->data[l->next++];
		if (from->type == GUMBO_NODE_TEXT ||
		    from->type == GUMBO_NODE_WHITESPACE ||
		    from->type == GUMBO_NODE_CDATA)
			add_text(d, from, l->node);
		if (from->type != GUMBO_NODE_ELEMENT)
			continue;
		node = add_element(d, from, l->node);
		if (depth == cap) {
			cap *= 2;
			stack = mem_grow(stack, cap, sizeof(*stack));
			l = &stack[depth - 1];
		}
		stack[depth++] = (struct level){ &from->v.element.children, 0,
			node, node != l->node };
	}
	free(stack);
}

/* gumbo aborts on some CDATA sections in tables. A blank makes them bogus
 * comments, as they are everywhere but in SVG and MathML, and moves nothing. */
static const char *
without_cdata(struct dom *d, const char *html, size_t n)
{
	static const char mark[] = "<![CDATA[";
	size_t len = sizeof(mark) - 1;
	const char *end = html + n, *at = html;
	char *copy = NULL;

	while ((size_t)(end - at) >= len) {
		at = memchr(at, '<', (size_t)(end - at));
		if (at == NULL || (size_t)(end - at) < len)
			break;
		if (memcmp(at, mark, len) == 0) {
			if (copy == NULL)
				copy = arena_strndup(&d->arena, html, n);
			copy[at - html + 2] = ' ';
		}
		at++;
	}
	return copy != NULL ? copy : html;
}

enum err
dom_open(struct dom *d, const char *html, size_t n)
{
	GumboOptions options = kGumboDefaultOptions;
	struct budget budget;
	GumboOutput *tree;

	memset(d, 0, sizeof(*d));
	if (n > DOM_BYTES_MAX)
		return ERR_LIMIT;
	arena_init(&d->arena);
	d->html = without_cdata(d, html, n);
	d->html_len = n;
	budget.arena = &d->arena;
	budget.max = d->arena.used + DOM_MEMORY_MIN + n * DOM_MEMORY_TIMES;
	options.allocator = take;
	options.deallocator = give_back;
	options.userdata = &budget;
	options.max_errors = 0;
	if (setjmp(budget.over) != 0) {
		arena_fini(&d->arena);
		return ERR_LIMIT;
	}
	tree = gumbo_parse_with_options(&options, d->html, n);
	copy_tree(d, tree->document);
	return ERR_OK;
}

void
dom_close(struct dom *d)
{
	free(d->nodes);
	arena_fini(&d->arena);
	memset(d, 0, sizeof(*d));
}

const char *
dom_attr(const struct dom *d, uint32_t i, const char *name)
{
	const GumboNode *from = d->nodes[i].origin;
	const GumboAttribute *a;

	if (from == NULL)
		return NULL;
	a = gumbo_get_attribute(&from->v.element.attributes, name);
	return a == NULL ? NULL : a->value;
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
dom_has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	while (list != NULL && *list != '\0') {
		size_t len = strcspn(list, " \t\n\f\r");

		if (len == n && strncasecmp(list, word, n) == 0)
			return true;
		list += len;
		list += strspn(list, " \t\n\f\r");
	}
	return false;
}
