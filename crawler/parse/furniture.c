/* SPDX-License-Identifier: ISC */
/* Furniture told from content. */
#include "crawler/parse/furniture.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/parse/boiler.h"
#include "crawler/parse/visible.h"
#include "crawler/parse/weigh.h"

enum {
	/* Percent of the page's prose from which an element is spared. */
	SPARE_TAG = 50,
	SPARE_NOISE = 35,
	SPARE_META = 20,
	SPARE_HEADED = 20, /* where the headline is in it */
	SPARE_TEASER = 25,
	PICTURE_MAX = 400, /* characters of a caption */
	REST_MIN = 120,    /* of prose that must be left without comments */
	PROSE_MIN = 40,    /* characters from which a block is prose */
	PROSE_MIN_ITEM = 60,
	PROSE_LINKS = 50 /* percent of links that make it none */
};

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
	case TAG_OBJECT:
	case TAG_AUDIO:
	case TAG_VIDEO:
	case TAG_FIGCAPTION:
	case TAG_RT:
	case TAG_RP:
		return true;
	default:
		return false;
	}
}

static uint32_t
block_of(const struct dom *d, uint32_t i)
{
	while (i != 0 && (d->nodes[i].is_text ||
			     (tag_flags[d->nodes[i].tag] & TAG_IS_BLOCK) == 0))
		i = d->nodes[i].parent;
	return i;
}

uint32_t *
furniture_prose(
    const struct dom *d, const uint8_t *drop, const struct weight *w)
{
	uint32_t *prose = mem_zalloc(d->n * sizeof(*prose));
	struct weight *own = mem_zalloc(d->n * sizeof(*own));

	for (uint32_t i = 1; i < d->n; i++) {
		const struct dom_node *node = &d->nodes[i];

		if (drop[i] != KEEP)
			i = node->past - 1;
		else if (node->is_text)
			own[block_of(d, i)].text += w[i].text;
		else if (node->tag == TAG_A)
			own[block_of(d, i)].link += w[i].link;
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

/* What is being judged. */
struct page_view {
	const struct dom *d;
	const struct weight *w;
	const uint32_t *prose;
	const uint8_t *kinds;
	bool drop_comments;
};

static unsigned
share_of(const struct page_view *v, uint32_t i)
{
	if (v->prose[0] == 0)
		return 0;
	return (unsigned)((uint64_t)v->prose[i] * 100 / v->prose[0]);
}

/* Percent of the prose of the article, main or article body around it. */
static unsigned
share_of_host(const struct page_view *v, uint32_t i)
{
	uint32_t host = v->d->nodes[i].parent;

	while (host != 0 && v->d->nodes[host].tag != TAG_ARTICLE &&
	       v->d->nodes[host].tag != TAG_MAIN &&
	       v->kinds[host] != BOILER_BODY)
		host = v->d->nodes[host].parent;
	if (host == 0 || v->prose[host] == 0)
		return 0;
	return (unsigned)((uint64_t)v->prose[i] * 100 / v->prose[host]);
}

static bool
has_picture(const struct dom *d, uint32_t i)
{
	return dom_find(d, i, TAG_IMG) < d->nodes[i].past ||
	       dom_find(d, i, TAG_VIDEO) < d->nodes[i].past ||
	       dom_find(d, i, TAG_IFRAME) < d->nodes[i].past;
}

static enum drop
judge(const struct page_view *v, uint32_t i)
{
	enum tag tag = (enum tag)v->d->nodes[i].tag;
	unsigned share = share_of(v, i);

	if (v->kinds[i] != BOILER_COMMENT && share_of_host(v, i) >= SPARE_TAG)
		return KEEP;
	if (share >= SPARE_HEADED &&
	    dom_find(v->d, i, TAG_H1) < v->d->nodes[i].past)
		return KEEP;
	if (tag == TAG_HTML || tag == TAG_BODY || tag == TAG_MAIN)
		return KEEP;
	if (is_furniture(tag))
		return share < SPARE_TAG ? DROP_TAG : KEEP;
	switch ((enum boiler)v->kinds[i]) {
	case BOILER_FOOT:
	case BOILER_NOISE:
		return share < SPARE_NOISE ? DROP_WORD : KEEP;
	case BOILER_COMMENT:
		return v->drop_comments ? DROP_COMMENT : KEEP;
	case BOILER_META:
		return share < SPARE_META ? DROP_WORD : KEEP;
	case BOILER_TEASER:
		return share < SPARE_TEASER && v->w[i].links > 0 ? DROP_WORD
								 : KEEP;
	case BOILER_PICTURE:
		return v->w[i].text < PICTURE_MAX && share < SPARE_META &&
			       (has_picture(v->d, i) || v->w[i].text < 150)
			   ? DROP_WORD
			   : KEEP;
	case BOILER_NONE:
	case BOILER_BODY:
	case BOILER_CONTENT:
		break;
	}
	return KEEP;
}

/* Is enough prose left when all that is called comments goes? */
static bool
rest_without_comments(const struct page_view *v)
{
	uint32_t rest = v->prose[0];

	for (uint32_t i = 1; i < v->d->n; i++) {
		enum boiler kind = (enum boiler)v->kinds[i];

		if (kind != BOILER_COMMENT && kind < BOILER_FOOT)
			continue;
		if (kind == BOILER_COMMENT || share_of(v, i) < SPARE_NOISE) {
			rest -= v->prose[i];
			i = v->d->nodes[i].past - 1;
		}
	}
	return rest >= REST_MIN;
}

static void
mark_silent(const struct dom *d, const uint8_t *comments, uint8_t *drop)
{
	for (uint32_t i = 1; i < d->n;) {
		enum tag tag = (enum tag)d->nodes[i].tag;

		if (comments != NULL && comments[i] != 0)
			drop[i] = DROP_COMMENT;
		else if (!d->nodes[i].is_text &&
			 ((tag_flags[tag] & TAG_IS_SKIP) != 0 ||
			     tag == TAG_HEAD))
			drop[i] = DROP_TAG;
		i = drop[i] != KEEP ? d->nodes[i].past : i + 1;
	}
}

void
furniture_mark(const struct dom *d, const uint8_t *kinds,
    const uint8_t *comments, uint8_t *drop)
{
	struct weight *w;
	uint32_t *prose;
	struct page_view v;

	mark_silent(d, comments, drop);
	w = weigh(d, drop);
	prose = furniture_prose(d, drop, w);
	v = (struct page_view){
		.d = d, .w = w, .prose = prose, .kinds = kinds
	};
	v.drop_comments = rest_without_comments(&v);
	for (uint32_t i = 1; i < d->n;) {
		if (drop[i] == KEEP && !d->nodes[i].is_text)
			drop[i] = (uint8_t)judge(&v, i);
		i = drop[i] != KEEP ? d->nodes[i].past : i + 1;
	}
	free(prose);
	free(w);
}
