/* SPDX-License-Identifier: ISC */
/* Comments recognised and taken out. */
#include "crawler/parse/comments.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/boiler.h"
#include "crawler/parse/byline.h"
#include "crawler/parse/dating.h"
#include "crawler/parse/visible.h"
#include "store/base/err.h"

/* An element that is one comment: by class, and an id of digits behind a
 * prefix where one is asked for. */
static const struct {
	const char *class, *id;
	enum doc_kind kind;
} forms[] = {
	{ "comment", NULL, DOC_COMMENT },
	{ "p-comment", NULL, DOC_COMMENT },
	{ "u-comment", NULL, DOC_COMMENT },
	{ "comment-item", NULL, DOC_COMMENT },
	{ "comment_item", NULL, DOC_COMMENT },
	{ "comment-container", NULL, DOC_COMMENT },
	{ "commentaire", NULL, DOC_COMMENT },
	{ "kommentar", NULL, DOC_COMMENT },
	{ "post", "p", DOC_POST }, /* phpBB */
	{ "message", "post-", DOC_POST },
};

static const char *
digits_after(const char *id, const char *prefix)
{
	size_t n = strlen(prefix);

	if (id == NULL || strncasecmp(id, prefix, n) != 0 ||
	    !isdigit((unsigned char)id[n]))
		return NULL;
	return id + n;
}

static bool
is_comment(const struct dom *d, uint32_t i, enum doc_kind *kind)
{
	const char *class = dom_attr(d, i, TOKEN_CLASS);
	const char *type = dom_attr(d, i, TOKEN_ITEMTYPE);

	*kind = DOC_COMMENT;
	if ((tag_flags[d->nodes[i].tag] & TAG_IS_BLOCK) == 0)
		return false;
	if (type != NULL &&
	    (strstr(type, "schema.org/Comment") != NULL ||
		strstr(type, "schema.org/UserComments") != NULL))
		return true;
	for (size_t k = 0; class != NULL && k < NELEM(forms); k++) {
		if (!dom_has_word(class, forms[k].class))
			continue;
		if (forms[k].id != NULL &&
		    digits_after(dom_attr(d, i, TOKEN_ID), forms[k].id) == NULL)
			continue;
		*kind = forms[k].kind;
		return true;
	}
	return false;
}

/* The number of a comment in "li-comment-12", "comment_12"; NULL if none. */
static const char *
number_of(const char *id)
{
	const char *end = id == NULL ? NULL : id + strlen(id);

	while (end != NULL && end > id && isdigit((unsigned char)end[-1]))
		end--;
	return end == NULL || *end == '\0' ? NULL : end;
}

static bool
same_number(const struct dom *d, uint32_t i, uint32_t k)
{
	const char *x = number_of(dom_attr(d, i, TOKEN_ID));
	const char *y = number_of(dom_attr(d, k, TOKEN_ID));

	return x == NULL || y == NULL || strcmp(x, y) == 0;
}

/* The fragment of the permalink: of a link to it, else the element's own id. */
static const char *
fragment_of(const struct dom *d, uint32_t i, uint32_t past, struct arena *a)
{
	const char *id = dom_attr(d, i, TOKEN_ID);
	const char *number = number_of(id);

	for (uint32_t k = i + 1; number != NULL && k < past; k++) {
		const char *href, *hash;

		if (d->nodes[k].is_text || d->nodes[k].tag != TAG_A)
			continue;
		href = dom_attr(d, k, TOKEN_HREF);
		hash = href == NULL ? NULL : strrchr(href, '#');
		if (hash != NULL && number_of(hash) != NULL &&
		    strcmp(number_of(hash), number) == 0 &&
		    strncmp(hash, "#respond", 8) != 0)
			return arena_strdup(a, hash + 1);
	}
	return arena_strdup(a, id);
}

static void
add(struct comments *c, const struct comment *one)
{
	if ((c->n & (c->n - 1)) == 0)
		c->v = mem_grow(c->v, c->n == 0 ? 1 : c->n * 2, sizeof(*c->v));
	c->v[c->n++] = *one;
	c->marks[one->node] = 1;
}

void
comments_find(const struct dom *d, struct arena *a, struct comments *c)
{
	uint32_t open[DOM_DEPTH_MAX + 1]; /* 1 + index of those around i */
	size_t depth = 0;
	bool first_post = false;

	memset(c, 0, sizeof(*c));
	c->marks = mem_zalloc(d->n);
	for (uint32_t i = 1; i < d->n; i++) {
		struct comment one = { .node = i };

		while (depth > 0 &&
		       d->nodes[c->v[open[depth - 1] - 1].node].past <= i)
			depth--;
		if (d->nodes[i].is_text || !is_comment(d, i, &one.kind))
			continue;
		one.parent = depth > 0 ? open[depth - 1] : 0;
		/* A box within a box of the same comment is not an answer. */
		if (one.parent != 0 &&
		    same_number(d, c->v[one.parent - 1].node, i))
			continue;
		/* The first post of a thread is what the page is about. */
		if (one.kind == DOC_POST && !first_post) {
			first_post = true;
			continue;
		}
		if (c->n >= COMMENTS_MAX) {
			c->truncated = true;
			break;
		}
		one.id = fragment_of(d, i, d->nodes[i].past, a);
		add(c, &one);
		open[depth++] = (uint32_t)c->n;
	}
}

void
comments_fini(struct comments *c)
{
	free(c->v);
	free(c->marks);
	memset(c, 0, sizeof(*c));
}

/* The element in which the comment's own words stand, or the comment. */
static uint32_t
content_of(const struct dom *d, uint32_t i, const uint8_t *skip)
{
	static const char *const words[] = { "comment-content", "comment-text",
		"comment_text", "comment-body-text", "commenttext",
		"comment__content", "comment__text", "comment_content",
		"commentbody", "content", "e-content", "p-content", "texte",
		"messageText", "comment-entry" };

	for (uint32_t k = i + 1; k < d->nodes[i].past; k++) {
		const char *prop;

		if (d->nodes[k].is_text)
			continue;
		if (skip[k] != 0) {
			k = d->nodes[k].past - 1;
			continue;
		}
		prop = dom_attr(d, k, TOKEN_ITEMPROP);
		if (dom_has_word(prop, "text") ||
		    dom_has_word(prop, "commentText"))
			return k;
		if (dom_has_any(
			dom_attr(d, k, TOKEN_CLASS), words, NELEM(words)))
			return k;
	}
	return i;
}

/* Leaves out of a comment what is about it: its head, links to answer it. */
static void
mark_about(const struct dom *d, uint32_t i, const uint8_t *kinds, uint8_t *skip)
{
	static const char *const words[] = { "reply", "comment-author",
		"comment-reply-link", "says" };

	for (uint32_t k = i + 1; k < d->nodes[i].past; k++) {
		enum tag tag = (enum tag)d->nodes[k].tag;

		if (skip[k] != 0 || d->nodes[k].is_text) {
			k = skip[k] != 0 ? d->nodes[k].past - 1 : k;
			continue;
		}
		if (tag == TAG_HEADER || tag == TAG_FOOTER || tag == TAG_FORM ||
		    tag == TAG_TIME || tag == TAG_BUTTON || tag == TAG_CITE ||
		    kinds[k] == BOILER_META || kinds[k] == BOILER_NOISE ||
		    dom_has_any(
			dom_attr(d, k, TOKEN_CLASS), words, NELEM(words)))
			skip[k] = 1;
	}
}

/* The first date in the comment: of <time> alone, and only one that needs no
 * guess; or of any element that is called one. */
static bool
find_date(const struct dom *d, uint32_t i, const uint8_t *skip, int64_t now,
    bool times, struct date *date, bool *is_time)
{
	static const char *const words[] = { "comment-meta", "commentmetadata",
		"comment-date", "date", "author", "time" };

	for (uint32_t k = i + 1; k < d->nodes[i].past; k++) {
		if (skip[k] != 0 || d->nodes[k].is_text) {
			k = skip[k] != 0 ? d->nodes[k].past - 1 : k;
			continue;
		}
		*is_time = d->nodes[k].tag == TAG_TIME;
		if (!*is_time &&
		    (times || !dom_has_any(dom_attr(d, k, TOKEN_CLASS), words,
				  NELEM(words))))
			continue;
		if (dating_element(d, k, now, date) &&
		    !(times && date->inferred))
			return true;
	}
	return false;
}

/* What a <time> states goes before the words around it. */
static void
date_comment(const struct dom *d, uint32_t i, const uint8_t *skip, int64_t now,
    struct arena *a, struct doc *doc)
{
	struct date date;
	char text[CLOCK_TEXT];
	bool is_time;

	if (!find_date(d, i, skip, now, true, &date, &is_time) &&
	    !find_date(d, i, skip, now, false, &date, &is_time))
		return;
	date_format_shown(&date, text);
	doc->published = arena_strdup(a, text);
	doc->published_from = is_time ? "comment time" : "comment text";
	if (date.inferred)
		doc->published_from = "comment text, inferred";
}

static const char *
url_of(const char *page, const char *fragment, struct arena *a)
{
	if (fragment == NULL)
		return NULL;
	return arena_printf(
	    a, "%.*s#%s", (int)strcspn(page, "#"), page, fragment);
}

/* Everything in the comment that belongs to another one. */
static void
mark_answers(
    const struct dom *d, const struct comments *c, uint32_t i, uint8_t *skip)
{
	memset(skip + i, 0, d->nodes[i].past - i);
	for (uint32_t k = i + 1; k < d->nodes[i].past; k++)
		skip[k] = c->marks[k];
}

/* What all comments of a page are written with. */
struct writer {
	const struct dom *d;
	const struct comments *c;
	const uint8_t *kinds;
	const char *page_url;
	int64_t now;
	uint8_t *skip; /* a byte a node */
	struct page *p;
};

static void
write_one(struct writer *w, const struct comment *one)
{
	const struct dom *d = w->d;
	struct arena *a = &w->p->arena;
	struct doc *doc = page_doc(w->p);
	uint32_t i = one->node, link = 0;
	const char *href = NULL;
	struct flow f;

	if (doc == NULL)
		return;
	mark_answers(d, w->c, i, w->skip);
	doc->kind = one->kind;
	doc->url = url_of(w->page_url, one->id, a);
	doc->author = byline_find(d, i, d->nodes[i].past, w->skip, a, &link);
	if (link != 0)
		href = dom_attr(d, link, TOKEN_HREF);
	if (href != NULL && url_is_http(href))
		doc->author_url = arena_strdup(a, href);
	date_comment(d, i, w->skip, w->now, a, doc);
	doc->lang = w->p->lang;
	doc->thread_id = w->page_url;
	doc->parent_id = w->page_url;
	if (one->parent != 0)
		doc->parent_id =
		    url_of(w->page_url, w->c->v[one->parent - 1].id, a);
	mark_about(d, i, w->kinds, w->skip);
	flow_init(&f, d->html);
	visible_write(d, content_of(d, i, w->skip), w->skip, &f);
	doc->text = flow_copy(&f, a, &doc->text_len, &doc->map);
	flow_fini(&f);
	doc->body_start = d->nodes[i].start;
	doc->body_end = d->nodes[i].end;
}

void
comments_write(const struct dom *d, const struct comments *c,
    const uint8_t *kinds, const struct source *s, struct page *p)
{
	struct writer w = { .d = d,
		.c = c,
		.kinds = kinds,
		.page_url = p->canonical,
		.now = s->at,
		.p = p };

	if (w.page_url == NULL)
		w.page_url = arena_strdup(&p->arena, s->url);
	w.skip = mem_zalloc(d->n);
	for (size_t k = 0; k < c->n; k++)
		write_one(&w, &c->v[k]);
	free(w.skip);
}
