/* SPDX-License-Identifier: ISC */
/* The main text found. */
#include "crawler/parse/maintext.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/parse/boiler.h"
#include "crawler/parse/weigh.h"

enum {
	SPARE_NOISE = 50, /* percent of the page's text that no furniture has */
	SPARE_META = 25,
	PROSE_MIN = 40, /* characters from which a block is prose */
	PROSE_MIN_ITEM = 60,
	PROSE_LINKS = 50, /* percent of links that make it none */
	DESCEND = 75      /* percent of prose that makes a child the root */
};

enum drop { KEEP, DROP_TAG, DROP_WORD, DROP_LINKS, DROP_COMMENT };

/* Elements that never hold main text, whatever they are called. */
static bool
is_furniture(enum tag tag)
{
	switch ((int)tag) {
	case TAG_NAV:
	case TAG_ASIDE:
	case TAG_FOOTER:
	case TAG_BUTTON:
	case TAG_SELECT:
	case TAG_DATALIST:
	case TAG_TEXTAREA:
	case TAG_NOSCRIPT:
	case TAG_SVG:
	case TAG_DIALOG:
	case TAG_MENU:
	case TAG_HEAD:
	case TAG_OBJECT:
	case TAG_AUDIO:
	case TAG_VIDEO:
		return true;
	default:
		return false;
	}
}

static uint8_t
judge(const struct dom *d, uint32_t i, const struct weight *w)
{
	enum tag tag = (enum tag)d->nodes[i].tag;
	uint64_t share =
	    w[0].text == 0 ? 0 : (uint64_t)w[i].text * 100 / w[0].text;

	if (tag == TAG_HTML || tag == TAG_BODY || tag == TAG_MAIN)
		return KEEP;
	if (is_furniture(tag))
		return share < SPARE_NOISE || tag == TAG_HEAD ? DROP_TAG : KEEP;
	switch (boiler_of(d, i)) {
	case BOILER_NOISE:
	case BOILER_COMMENT:
		return share < SPARE_NOISE ? DROP_WORD : KEEP;
	case BOILER_META:
		return share < SPARE_META ? DROP_WORD : KEEP;
	case BOILER_NONE:
	case BOILER_BODY:
	case BOILER_CONTENT:
		break;
	}
	return KEEP;
}

static void
mark_furniture(const struct dom *d, const uint8_t *comments, uint8_t *drop)
{
	struct weight *w = weigh(d, NULL);

	for (uint32_t i = 1; i < d->n;) {
		if (comments != NULL && comments[i] != 0)
			drop[i] = DROP_COMMENT;
		else if (!d->nodes[i].is_text)
			drop[i] = judge(d, i, w);
		i = drop[i] != KEEP ? d->nodes[i].past : i + 1;
	}
	free(w);
}

static uint32_t
block_of(const struct dom *d, uint32_t i)
{
	while (i != 0 && (d->nodes[i].is_text ||
			     (tag_flags[d->nodes[i].tag] & TAG_IS_BLOCK) == 0))
		i = d->nodes[i].parent;
	return i;
}

/* Prose of each subtree: the text of its blocks that read like sentences. */
static uint32_t *
weigh_prose(const struct dom *d, const uint8_t *drop, const struct weight *w)
{
	uint32_t *prose = mem_zalloc(d->n * sizeof(*prose));
	struct weight *own = mem_zalloc(d->n * sizeof(*own));

	for (uint32_t i = 1; i < d->n; i++) {
		uint32_t b;

		if (drop[i] != KEEP) {
			i = d->nodes[i].past - 1;
			continue;
		}
		if (!d->nodes[i].is_text && d->nodes[i].tag != TAG_A)
			continue;
		b = block_of(d, i);
		if (d->nodes[i].is_text)
			own[b].text += w[i].text;
		else
			own[b].link += w[i].link;
	}
	for (uint32_t i = d->n; i-- > 1;) {
		uint32_t min =
		    d->nodes[i].tag == TAG_LI ? PROSE_MIN_ITEM : PROSE_MIN;

		if (own[i].text >= min && weigh_links(&own[i]) < PROSE_LINKS)
			prose[i] += own[i].text - own[i].link;
		prose[d->nodes[i].parent] += prose[i];
	}
	free(own);
	return prose;
}

/* The child that holds DESCEND percent of the prose; 0 if none does. */
static uint32_t
heavy_child(const struct dom *d, uint32_t i, const uint32_t *prose)
{
	for (uint32_t c = i + 1; c < d->nodes[i].past; c = d->nodes[c].past)
		if (!d->nodes[c].is_text && prose[c] > 0 &&
		    (uint64_t)prose[c] * 100 >= (uint64_t)prose[i] * DESCEND)
			return c;
	return 0;
}

static uint32_t
pick_root(const struct dom *d, const uint32_t *prose)
{
	uint32_t i = 0, c = 0;

	do {
		i = c;
		c = heavy_child(d, i, prose);
	} while (c != 0 && d->nodes[c].tag != TAG_P &&
		 d->nodes[c].tag != TAG_BLOCKQUOTE &&
		 d->nodes[c].tag != TAG_LI);
	return i;
}

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
	case TAG_LI:
		return true;
	default:
		return false;
	}
}

/* Within the root: lists of links, and blocks that are nothing but links. */
static void
drop_links(const struct dom *d, struct maintext *m, const struct weight *w)
{
	for (uint32_t i = m->root + 1; i < d->nodes[m->root].past; i++) {
		const struct dom_node *node = &d->nodes[i];

		if (m->drop[i] != KEEP) {
			i = node->past - 1;
			continue;
		}
		if (node->is_text || !is_list_like((enum tag)node->tag))
			continue;
		if (w[i].links > 1 && weigh_links(&w[i]) > 60) {
			m->drop[i] = DROP_LINKS;
			i = node->past - 1;
		}
	}
}

void
maintext_find(const struct dom *d, const uint8_t *comments, struct maintext *m)
{
	struct weight *w;
	uint32_t *prose;

	m->drop = mem_zalloc(d->n);
	m->root = 0;
	mark_furniture(d, comments, m->drop);
	w = weigh(d, m->drop);
	prose = weigh_prose(d, m->drop, w);
	m->root = pick_root(d, prose);
	drop_links(d, m, w);
	m->text = w[m->root].text;
	free(prose);
	free(w);
}

void
maintext_fini(struct maintext *m)
{
	free(m->drop);
	memset(m, 0, sizeof(*m));
}
