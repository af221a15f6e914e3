/* SPDX-License-Identifier: ISC */
/* Weights of subtrees: text nodes are counted, then sums rise from the last
 * node to the first, since a parent always stands before its children. */
#include "crawler/parse/weigh.h"

#include <string.h>

#include "store/base/utf8.h"

static const uint8_t clause_marks[128] = {
	[','] = 1, ['.'] = 1, [';'] = 1, ['!'] = 1, ['?'] = 1
};

/* The same in scripts that have their own. */
static bool
is_clause_mark(uint32_t c)
{
	return c == 0x3001 || c == 0x3002 || c == 0xff0c || c == 0x060c;
}

enum { LANES = 16 };

typedef uint8_t lanes __attribute__((vector_size(LANES)));

/* A one a byte, in the bytes of v that are not zero: how many. */
static uint32_t
count_ones(lanes v)
{
	uint64_t w[LANES / sizeof(uint64_t)];

	v &= 1;
	memcpy(w, &v, sizeof(w));
	/* The product's highest byte is the sum of all. */
	return (uint32_t)(((w[0] + w[1]) * 0x0101010101010101U) >> 56);
}

/* Counts sixteen bytes at once: ASCII, and characters of two bytes by their
 * first. False, and nothing counted, where one may be none of these, a blank
 * (U+00A0) or a clause mark (U+060C). */
static bool
count_lanes(const char *s, uint32_t *letters, uint32_t *clauses)
{
	uint64_t w[LANES / sizeof(uint64_t)];
	lanes c, odd;

	memcpy(&c, s, sizeof(c));
	odd = (lanes)(c == 0xc2) | (lanes)(c == 0xd8) | (lanes)(c >= 0xe0);
	memcpy(w, &odd, sizeof(w));
	if ((w[0] | w[1]) != 0)
		return false;
	*letters +=
	    count_ones((lanes)((lanes)(c - 0x21) < 0x5f) | (lanes)(c >= 0xc0));
	*clauses += count_ones((lanes)(c == ',') | (lanes)(c == '.') |
			       (lanes)(c == ';') | (lanes)(c == '!') |
			       (lanes)(c == '?'));
	return true;
}

static void
count_text(const struct dom_node *node, struct weight *w)
{
	const char *s = node->text, *end = s + node->text_len;
	uint32_t letters = 0, clauses = 0;

	while (s < end) {
		unsigned char c = (unsigned char)*s;
		uint32_t code;
		size_t len;

		if (end - s >= LANES && count_lanes(s, &letters, &clauses)) {
			/* The rest of a character that it ended in. */
			for (s += LANES; s < end && (*s & 0xc0) == 0x80;)
				s++;
			continue;
		}
		if (c < 0x80) {
			letters += c > ' ';
			clauses += clause_marks[c];
			s++;
			continue;
		}
		code = utf8_next(s, (size_t)(end - s), &len);
		s += len;
		if (code == 0xa0)
			continue;
		/* A CJK character says about as much as two letters. */
		letters += code >= 0x2e80 && code < 0xfb00 ? 2 : 1;
		clauses += is_clause_mark(code);
	}
	w->text += letters;
	w->commas += clauses;
}

static void
count_element(const struct dom_node *node, struct weight *w)
{
	switch ((int)node->tag) {
	case TAG_A:
		w->links++;
		w->link = w->text;
		break;
	case TAG_LI:
		w->items++;
		break;
	case TAG_P:
	case TAG_BLOCKQUOTE:
	case TAG_PRE:
		w->paras = w->text;
		break;
	default:
		break;
	}
}

static void
raise(struct weight *to, const struct weight *from)
{
	to->text += from->text;
	to->link += from->link;
	to->commas += from->commas;
	to->paras += from->paras;
	to->links += from->links;
	to->items += from->items;
}

struct weight *
weigh(const struct dom *d, const uint8_t *skip)
{
	struct weight *w = mem_zalloc(d->n * sizeof(*w));

	for (uint32_t i = d->n; i-- > 0;) {
		const struct dom_node *node = &d->nodes[i];

		if (node->is_text)
			count_text(node, &w[i]);
		else
			count_element(node, &w[i]);
		if ((skip != NULL && skip[i] != 0) ||
		    (!node->is_text &&
			(tag_flags[node->tag] & TAG_IS_SKIP) != 0))
			w[i] = (struct weight){ 0 };
		if (i > 0)
			raise(&w[node->parent], &w[i]);
	}
	return w;
}

unsigned
weigh_links(const struct weight *w)
{
	return w->text == 0 ? 0 : (unsigned)((uint64_t)w->link * 100 / w->text);
}
