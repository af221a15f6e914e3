/* SPDX-License-Identifier: ISC */
/* The main text found. */
#include "crawler/parse/maintext.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/parse/boiler.h"
#include "crawler/parse/furniture.h"
#include "crawler/parse/visible.h"
#include "crawler/parse/weigh.h"

enum {
	DESCEND = 75,      /* percent of prose that makes a child the root */
	DESCEND_BODY = 90, /* from an element that says it is the article */
	PROSE_FEW = 80,    /* characters of prose that are next to none */
	LEAD_MIN = 50,     /* characters of a block between headline and root */
	LEAD_LINKS = 30,   /* percent of links that make it none */
	TITLED_MIN = 8,    /* bytes by which a heading is known in a title */
	LEAD_NODES =
	    1500,  /* how far before the root a headline is looked for */
	DENSE = 60 /* percent of links from which a list is furniture */
};

/* May the element be the root of the article? A list or a quotation is only a
 * part of one. */
static bool
can_be_root(enum tag tag)
{
	switch ((int)tag) {
	case TAG_P:
	case TAG_BLOCKQUOTE:
	case TAG_UL:
	case TAG_OL:
	case TAG_DL:
	case TAG_LI:
	case TAG_PRE:
	case TAG_A:
	case TAG_SPAN:
		return false;
	default:
		return true;
	}
}

/* The child that holds most of the prose; 0 if none does. */
static uint32_t
heavy_child(const struct dom *d, const uint8_t *kinds, uint32_t i,
    const uint32_t *prose)
{
	uint64_t least = (uint64_t)prose[i] *
			 (kinds[i] == BOILER_BODY ? DESCEND_BODY : DESCEND);

	for (uint32_t c = i + 1; c < d->nodes[i].past; c = d->nodes[c].past)
		if (!d->nodes[c].is_text && prose[c] > 0 &&
		    (uint64_t)prose[c] * 100 >= least)
			return c;
	return 0;
}

/* A page of short lines has no prose: then any text outside links counts. */
static void
count_all_text(const struct dom *d, const struct weight *w, uint32_t *prose)
{
	for (uint32_t i = 0; i < d->n; i++)
		prose[i] = w[i].text - w[i].link;
}

static uint32_t
pick_root(const struct dom *d, const uint8_t *kinds, const uint32_t *prose)
{
	uint32_t i = 0, c = 0;

	do {
		i = c;
		c = heavy_child(d, kinds, i, prose);
	} while (c != 0 && can_be_root((enum tag)d->nodes[c].tag));
	return i;
}

static bool
is_heading(enum tag tag)
{
	return tag >= TAG_H1 && tag <= TAG_H6;
}

/* Blocks that may be furniture by their links alone. */
static bool
is_list_like(enum tag tag)
{
	switch ((int)tag) {
	case TAG_UL:
	case TAG_OL:
	case TAG_DL:
	case TAG_DIV:
	case TAG_SECTION:
	case TAG_TABLE:
	case TAG_P:
		return true;
	default:
		return false;
	}
}

/* Is it a block without blocks in it? */
static bool
is_leaf_block(const struct dom *d, uint32_t i)
{
	if (d->nodes[i].is_text ||
	    (tag_flags[d->nodes[i].tag] & TAG_IS_BLOCK) == 0)
		return false;
	for (uint32_t k = i + 1; k < d->nodes[i].past; k++)
		if (!d->nodes[k].is_text &&
		    (tag_flags[d->nodes[k].tag] & TAG_IS_BLOCK) != 0 &&
		    d->nodes[k].tag != TAG_BR)
			return false;
	return true;
}

static bool
says_furniture(const struct dom *d, uint32_t i, struct arena *a)
{
	const char *line = visible_line(d, i, NULL, a);

	return line != NULL && furniture_phrase(line);
}

/* Within the root: lists of links, blocks that are nothing but links, blocks
 * with the words of furniture. */
static void
drop_blocks(const struct dom *d, struct maintext *m, const struct weight *w)
{
	struct arena a;

	arena_init(&a);
	for (uint32_t i = m->root + 1; i < d->nodes[m->root].past; i++) {
		const struct dom_node *node = &d->nodes[i];
		unsigned links = weigh_links(&w[i]);
		enum tag tag = (enum tag)node->tag;

		if (m->drop[i] != KEEP) {
			i = node->past - 1;
			continue;
		}
		if (node->is_text)
			continue;
		if (is_list_like(tag) &&
		    ((w[i].links > 1 && links > DENSE) || links > 95))
			m->drop[i] = DROP_LINKS;
		else if (w[i].text > 0 && w[i].text < 90 &&
			 is_leaf_block(d, i) && says_furniture(d, i, &a))
			m->drop[i] = DROP_PHRASE;
		if (m->drop[i] != KEEP)
			i = node->past - 1;
	}
	arena_fini(&a);
}

/* Headings that nothing follows, before the next of their rank or the end. */
static void
drop_headings(const struct dom *d, struct maintext *m, const struct weight *w)
{
	uint32_t open[8] = { 0 }; /* by rank: the heading without text yet */

	for (uint32_t i = m->root + 1; i <= d->nodes[m->root].past; i++) {
		bool end = i == d->nodes[m->root].past;
		enum tag tag = end ? TAG_H1 : (enum tag)d->nodes[i].tag;

		if (!end && m->drop[i] != KEEP) {
			i = d->nodes[i].past - 1;
			continue;
		}
		if (!end && d->nodes[i].is_text) {
			if (w[i].text > 0)
				memset(open, 0, sizeof(open));
			continue;
		}
		if (!end && !is_heading(tag))
			continue;
		for (size_t r = (size_t)(tag - TAG_H1); r < 6; r++) {
			if (open[r] != 0)
				m->drop[open[r]] = DROP_HEADING;
			open[r] = 0;
		}
		if (end)
			break;
		open[tag - TAG_H1] = i;
		i = d->nodes[i].past - 1;
	}
}

/* The last headline before the root: h1, or the nearest h2 if there is none. */
static uint32_t
nearest_heading(const struct dom *d, const struct maintext *m, uint32_t least)
{
	uint32_t h2 = 0;

	for (uint32_t i = m->root; i-- > least;) {
		if (d->nodes[i].is_text || d->nodes[i].past > m->root)
			continue;
		if (d->nodes[i].tag == TAG_H1)
			return i;
		if (d->nodes[i].tag == TAG_H2 && h2 == 0)
			h2 = i;
	}
	return h2;
}

/* The heading, from before the root to its end, that the page's title repeats:
 * an h1 or the first of a lower rank; 0: none. */
static uint32_t
titled_heading(const struct dom *d, const struct maintext *m, uint32_t least)
{
	struct arena a;
	const char *title, *line;
	uint32_t found = 0, node = dom_find(d, 0, TAG_TITLE);

	if (node == d->n)
		return 0;
	arena_init(&a);
	title = visible_line(d, node, NULL, &a);
	for (uint32_t i = least; title != NULL && i < d->nodes[m->root].past;
	     i++) {
		enum tag tag = (enum tag)d->nodes[i].tag;

		if (d->nodes[i].is_text || tag < TAG_H1 || tag > TAG_H3 ||
		    (found != 0 && tag != TAG_H1))
			continue;
		line = visible_line(d, i, NULL, &a);
		if (line == NULL || strlen(line) < TITLED_MIN ||
		    strstr(title, line) == NULL)
			continue;
		found = i;
		if (tag == TAG_H1)
			break;
	}
	arena_fini(&a);
	return found;
}

static uint32_t
headline(const struct dom *d, const struct maintext *m)
{
	uint32_t least = m->root > LEAD_NODES ? m->root - LEAD_NODES : 0;
	uint32_t i = titled_heading(d, m, least);

	if (i == 0)
		i = nearest_heading(d, m, least);
	if (i == 0)
		i = dom_find(d, m->root, TAG_H1);
	if (i == d->n)
		i = dom_find(d, m->root, TAG_H2);
	return i == d->n ? 0 : i;
}

/* Blocks of prose between the headline and the root open the article. */
static void
find_leads(const struct dom *d, struct maintext *m, const struct weight *w)
{
	uint32_t head = headline(d, m);

	m->headline = head;
	if (head == 0 || head >= m->root)
		return;
	for (uint32_t i = d->nodes[head].past; i < m->root; i++) {
		if (m->drop[i] != KEEP) {
			i = d->nodes[i].past - 1;
			continue;
		}
		if (d->nodes[i].past > m->root || !is_leaf_block(d, i) ||
		    w[i].text < LEAD_MIN || weigh_links(&w[i]) > LEAD_LINKS)
			continue;
		if (m->n_leads < MAINTEXT_LEADS_MAX)
			m->leads[m->n_leads++] = i;
		i = d->nodes[i].past - 1;
	}
}

void
maintext_find(const struct dom *d, const uint8_t *comments, struct maintext *m)
{
	struct weight *w;
	uint32_t *prose;

	memset(m, 0, sizeof(*m));
	m->drop = mem_zalloc(d->n);
	m->kinds = boiler_all(d);
	furniture_mark(d, m->kinds, comments, m->drop);
	w = weigh(d, m->drop);
	prose = furniture_prose(d, m->drop, w);
	if (prose[0] < PROSE_FEW)
		count_all_text(d, w, prose);
	m->root = pick_root(d, m->kinds, prose);
	drop_blocks(d, m, w);
	drop_headings(d, m, w);
	find_leads(d, m, w);
	/* The title is a field of its own. */
	if (m->headline > m->root && d->nodes[m->headline].tag == TAG_H1)
		m->drop[m->headline] = DROP_HEADING;
	m->text = w[m->root].text;
	free(prose);
	free(w);
}

void
maintext_write(const struct dom *d, const struct maintext *m, struct flow *out)
{
	for (size_t i = 0; i < m->n_leads; i++)
		visible_write(d, m->leads[i], m->drop, out);
	visible_write(d, m->root, m->drop, out);
}

void
maintext_fini(struct maintext *m)
{
	free(m->drop);
	free(m->kinds);
	memset(m, 0, sizeof(*m));
}
