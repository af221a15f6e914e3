/* SPDX-License-Identifier: ISC */
/* Dates by the place where they stand: about the headline, in elements that are
 * called dates, in short texts. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/boiler.h"
#include "crawler/parse/dating_search.h"
#include "crawler/parse/visible.h"
#include "store/base/err.h"

#define HOUR_MS ((int64_t)3600 * 1000)

enum {
	DATING_TEXT_MAX = 200, /* bytes of text that may be a date */
	DATING_NEAR = 600,  /* nodes before the main text that are its head */
	DATING_HEAD = 60,   /* nodes of the main text that may date it */
	DATING_KICKER = 40, /* nodes before the headline that belong to it */
	DATING_FOOT = 300,  /* nodes below the article that belong to it */
	DATING_SHORT = 36,  /* bytes of a text that is a date and no more */
	DATING_LEAF = 40,   /* nodes of an element that is merely a date */
	DATING_LABEL = 8,   /* nodes before a date that may say what it is */
	DATING_LABEL_BYTES = 60,
	DATING_START = 40 /* bytes of a paragraph before a date that heads it */
};

static bool
is_blank(const char *s)
{
	return s[strspn(s, " \t\r\n\f")] == '\0';
}

/* Where the last of the words begins in n bytes of text, counted from 1; 0:
 * none of them is said. */
static size_t
said(const char *text, size_t n, const char *const *words, size_t count)
{
	for (size_t at = n; at-- > 0;) {
		const char *p = text + at;

		if (at > 0 && isalpha((unsigned char)p[-1]))
			continue;
		for (size_t i = 0; i < count; i++)
			/* Most are told apart by their first two letters. */
			if ((*p | 32) == (words[i][0] | 32) &&
			    (p[1] | 32) == (words[i][1] | 32) &&
			    strncasecmp(p, words[i], strlen(words[i])) == 0)
				return at + 1;
	}
	return 0;
}

/* "Published on", "Mise en ligne": what stands next to it is the date. */
static size_t
said_published(const char *text, size_t n)
{
	static const char *const words[] = { "publi", "veröffentlicht",
		"mise en ligne", "mis en ligne", "posted", "erstellt am",
		"erschienen", "eingestellt am", "geschrieben am", "gepostet",
		"pubblicato", "opublikowano", "geplaatst", "paru le",
		"posté le", "écrit le", "online seit",
		"stand:", "datum:", "date:", "créé le", "ajouté le",
		"data publikacji" };

	return said(text, n, words, NELEM(words));
}

/* "Updated", "Mis à jour le": what stands next to it is another date. */
static size_t
said_changed(const char *text, size_t n)
{
	static const char *const words[] = { "updated", "last update",
		"modified", "last modif", "last edit", "last change", "revised",
		"mis à jour", "mise à jour", "modifié", "actualisé",
		"dernière mod", "maj le", "maj :", "aktualisier", "geändert",
		"letzte änderung", "letztes update", "bearbeitet",
		"überarbeitet", "actualizado", "modificado", "aggiornat",
		"modificato", "atualizado", "bijgewerkt", "gewijzigd",
		"aktualizacja" };

	return said(text, n, words, NELEM(words));
}

static bool
says_published(const char *line)
{
	return said_published(line, strlen(line)) > 0;
}

/* Is it said right before a date that the date is that of a change? */
static bool
labels_change(const char *text, size_t n)
{
	size_t changed = said_changed(text, n);

	return changed > 0 && changed > said_published(text, n);
}

/* The text before node i, if it is a label: short, and with no date in it. */
static bool
follows_change(const struct dom *d, uint32_t i)
{
	for (uint32_t n = 1; n <= DATING_LABEL && n < i; n++) {
		const struct dom_node *node = &d->nodes[i - n];

		if (!node->is_text || is_blank(node->text))
			continue;
		return node->text_len <= DATING_LABEL_BYTES &&
		       strpbrk(node->text, "0123456789") == NULL &&
		       labels_change(node->text, node->text_len);
	}
	return false;
}

/* Does the element, or the label before it, say that its date is the one of
 * the last change? "entry-date published updated" is what WordPress calls a
 * page that was never changed. */
static bool
is_change(const struct dom *d, uint32_t i, struct arena *a)
{
	static const char *const changed[] = { "updated", "modified",
		"dt-updated", "dateModified", "modified-date", "date-modified",
		"updated-date", "date-updated", "last-updated" };
	static const char *const published[] = { "published", "dt-published",
		"datePublished" };
	const char *class = dom_attr(d, i, TOKEN_CLASS);
	const char *prop = dom_attr(d, i, TOKEN_ITEMPROP);
	const char *line;

	if (dom_has_any(class, published, NELEM(published)) ||
	    dom_has_any(prop, published, NELEM(published)))
		return false;
	if (dom_has_any(class, changed, NELEM(changed)) ||
	    dom_has_any(prop, changed, NELEM(changed)) || follows_change(d, i))
		return true;
	line = visible_line(d, i, NULL, a);
	return line != NULL && labels_change(line, strcspn(line, "0123456789"));
}

/* "Published 29 June" in words says more than a datetime attribute, which is
 * at times that of the last change. */
static bool
shown_published(struct dating_search *s, uint32_t i)
{
	const char *line;
	struct date date;

	if (s->f->dom->nodes[i].tag != TAG_TIME)
		return false;
	line = visible_line(s->f->dom, i, NULL, s->a);
	if (line == NULL || !says_published(line) ||
	    !dating_parse(line, s->now, &date) || date.inferred)
		return false;
	return dating_publish(s, line, "text byline", "");
}

bool
dating_publish_element(struct dating_search *s, uint32_t i, const char *kind)
{
	struct date date;

	if (shown_published(s, i))
		return true;
	if (!dating_element(s->f->dom, i, s->now, &date) ||
	    date.inferred != s->inferred)
		return false;
	s->out->published = dating_written(&date, s->a);
	s->date = date;
	s->out->from = dating_from(s, kind, "", &date);
	return true;
}

bool
dating_in_comment(const struct facts *f, uint32_t i)
{
	for (; i != 0; i = f->dom->nodes[i].parent)
		if ((f->comments != NULL && f->comments[i] != 0) ||
		    f->main->kinds[i] == BOILER_COMMENT)
			return true;
	return false;
}

/* Does the node stand by the headline, or in the article or right before it? */
static bool
is_near(const struct facts *f, uint32_t i)
{
	uint32_t root = f->main->root, head = f->main->headline;

	return (head != 0 && i >= head && i < head + DATING_HEAD) ||
	       (i + DATING_KICKER >= root && i < f->dom->nodes[root].past);
}

/* Is it furniture of the page, and not of the article alone? */
static bool
is_foreign(const struct facts *f, uint32_t i, unsigned kind)
{
	return (kind == BOILER_COMMENT || kind == BOILER_NOISE) &&
	       (f->main->root < i || f->main->root >= f->dom->nodes[i].past);
}

/* Is the node in a comment, or in furniture about other articles? A date that
 * says of itself that it is the one of publication may stand in a sidebar, if
 * that is part of the same <article>. */
static bool
is_elsewhere(const struct facts *f, uint32_t i, bool labelled)
{
	const struct dom_node *nodes = f->dom->nodes;
	uint32_t root = f->main->root;
	bool near = is_near(f, i), foreign = false;

	for (; i != 0; i = nodes[i].parent) {
		if (f->comments != NULL && f->comments[i] != 0)
			return true;
		if (i == root)
			return foreign;
		if (labelled && nodes[i].tag == TAG_ARTICLE && root > i &&
		    root < nodes[i].past)
			return false;
		/* One that ends before the headline belongs to others. */
		if ((!near || nodes[i].past <= f->main->headline) &&
		    (nodes[i].tag == TAG_ASIDE || nodes[i].tag == TAG_NAV))
			return true;
		foreign =
		    foreign || (!near && is_foreign(f, i, f->main->kinds[i]));
		if (foreign && !labelled)
			return true;
	}
	return foreign;
}

/* Does a class or id hold one of the words by which dates are called? */
static bool
has_date_word(const char *names)
{
	static const char *const words[] = { "date", "datum", "published",
		"publish", "pubdate", "posted", "created", "dateline",
		"timestamp", "time", "fecha", "data", "publication", "datetime",
		"erstellt", "veroeffentlicht", "byline", "meta", "info",
		"entrydate", "postdate", "postmetadata", "submitted", "zeit",
		"day", "dates", "subline", "details", "author", "autor",
		"auteur" };
	const char *end, *s = boiler_word(names, &end);

	for (; end > s; s = boiler_word(end, &end))
		if (boiler_word_among(
			s, (size_t)(end - s), words, NELEM(words)))
			return true;
	return false;
}

/* Does a class or id call the element a date? */
static bool
is_called_date(struct dating_search *s, uint32_t i)
{
	static const enum token_attr attrs[] = { TOKEN_CLASS, TOKEN_ID };

	for (size_t k = 0; k < NELEM(attrs); k++) {
		const char *names = dom_attr(s->f->dom, i, attrs[k]);
		struct memo *m;

		if (names == NULL)
			continue;
		m = memo_of(s->called, names);
		if (m->said == MEMO_NEW)
			m->said = has_date_word(names);
		if (m->said != 0)
			return true;
	}
	return false;
}

/* What kinds of elements a span of the page is searched for. */
enum {
	SEEK_TIME = 1,
	SEEK_CALLED = 2,
	SEEK_TEXT = 4,
	SEEK_PHRASE = 8,
	SEEK_SHORT = 16,
	SEEK_DATA = 32
};

/* A text node with a date: a short one, or one that begins with it. */
static bool
publish_text(struct dating_search *s, uint32_t i)
{
	const struct dom_node *node = &s->f->dom->nodes[i];
	enum tag parent = (enum tag)s->f->dom->nodes[node->parent].tag;
	struct date date;
	size_t at, len;

	if ((tag_flags[parent] & TAG_IS_SKIP) != 0 ||
	    strpbrk(node->text, "0123456789") == NULL ||
	    !date_find(node->text, node->text_len, s->now, &date, &at, &len) ||
	    (node->text_len > DATING_TEXT_MAX && at > DATING_START))
		return false;
	if (!s->changed && (labels_change(node->text, at) ||
			       (strspn(node->text, " \t\r\n\f") == at &&
				   follows_change(s->f->dom, i))))
		return false;
	return dating_publish(
	    s, arena_strndup(s->a, node->text + at, len), "text", "");
}

/* The first text behind node i, if that is a date. */
static bool
publish_next(struct dating_search *s, uint32_t i)
{
	const struct dom *d = s->f->dom;

	for (uint32_t n = i + 1; n <= i + DATING_LABEL && n < d->n; n++) {
		if (d->nodes[n].tag == TAG_TIME)
			return dating_publish_element(s, n, "text byline");
		if (d->nodes[n].is_text && !is_blank(d->nodes[n].text))
			return d->nodes[n].text_len <= DATING_SHORT &&
			       dating_publish(
				   s, d->nodes[n].text, "text byline", "");
	}
	return false;
}

/* "Published on" in a short block, with the date in it or right behind it. */
static bool
publish_phrase(struct dating_search *s, uint32_t i)
{
	const struct dom *d = s->f->dom;
	const struct dom_node *node = &d->nodes[i];
	uint32_t parent = node->parent;
	struct date date;

	if (node->text_len > DATING_TEXT_MAX || !says_published(node->text))
		return false;
	if (publish_text(s, i) || publish_next(s, i))
		return true;
	for (int up = 0; up < 3 && parent != 0; up++) {
		if (d->nodes[parent].past - parent > DATING_LEAF)
			return false;
		if (dating_element(d, parent, s->now, &date))
			return dating_publish_element(s, parent, "text byline");
		parent = d->nodes[parent].parent;
	}
	return false;
}

/* Most nodes are none of those sought: that is seen at once. */
static bool
is_sought(const struct dom_node *node, uint32_t i, unsigned what)
{
	const uint32_t names = 1U << TOKEN_CLASS | 1U << TOKEN_ID;

	if (node->is_text)
		return (what & SEEK_TEXT) != 0 ||
		       ((what & SEEK_PHRASE) != 0 &&
			   node->text_len <= DATING_TEXT_MAX) ||
		       ((what & SEEK_SHORT) != 0 &&
			   node->text_len <= DATING_SHORT);
	return ((what & SEEK_TIME) != 0 && node->tag == TAG_TIME) ||
	       ((what & SEEK_DATA) != 0 &&
		   (node->have >> TOKEN_DATA_DATE & 1) != 0) ||
	       ((what & SEEK_CALLED) != 0 && (node->have & names) != 0 &&
		   node->past - i < DATING_LEAF);
}

static bool
seek_at(struct dating_search *s, uint32_t i, unsigned what)
{
	const struct dom_node *node = &s->f->dom->nodes[i];
	const char *kind;

	if (node->is_text) {
		if ((what & SEEK_PHRASE) != 0 && publish_phrase(s, i))
			return true;
		if ((what & SEEK_SHORT) != 0 && node->text_len > DATING_SHORT)
			return false;
		return (what & (SEEK_TEXT | SEEK_SHORT)) != 0 &&
		       publish_text(s, i);
	}
	if ((what & SEEK_TIME) != 0 && node->tag == TAG_TIME)
		kind = "time";
	else if ((what & SEEK_CALLED) != 0 && node->past - i < DATING_LEAF &&
		 is_called_date(s, i))
		kind = "text byline";
	else if ((what & SEEK_DATA) != 0 &&
		 dom_attr(s->f->dom, i, TOKEN_DATA_DATE) != NULL)
		kind = "data-date";
	else
		return false;
	if (!s->changed && is_change(s->f->dom, i, s->a))
		return false;
	return dating_publish_element(s, i, kind);
}

static bool
seek(struct dating_search *s, uint32_t from, uint32_t to, unsigned what)
{
	if (to > s->f->dom->n)
		to = s->f->dom->n;
	/* "Hier" in running text is no date: "here" in German. */
	if (s->inferred)
		what &= SEEK_TIME | SEEK_CALLED;
	if (what == 0)
		return false;
	for (uint32_t i = from; i < to; i++)
		if (is_sought(&s->f->dom->nodes[i], i, what) &&
		    !is_elsewhere(s->f, i, what == SEEK_PHRASE) &&
		    seek_at(s, i, what))
			return true;
	return false;
}

/* Where the head of the article begins. */
static uint32_t
head_from(const struct facts *f)
{
	uint32_t root = f->main->root, head = f->main->headline;

	if (head != 0)
		return head > DATING_KICKER ? head - DATING_KICKER : 1;
	return root > DATING_NEAR ? root - DATING_NEAR : 1;
}

void
dating_by_head(struct dating_search *s)
{
	uint32_t to = s->f->main->root + DATING_HEAD, from = head_from(s->f);

	(void)(seek(s, from, to, SEEK_TIME) || seek(s, from, to, SEEK_CALLED));
}

void
dating_by_place(struct dating_search *s)
{
	const struct dom *d = s->f->dom;
	uint32_t root = s->f->main->root, from = head_from(s->f);

	(void)(seek(s, from, root + DATING_HEAD, SEEK_TIME) ||
	       seek(s, from, root + DATING_HEAD, SEEK_CALLED) ||
	       seek(s, 1, d->n, SEEK_PHRASE) ||
	       seek(s, from, d->nodes[root].past, SEEK_SHORT) ||
	       seek(s, from, root + DATING_HEAD, SEEK_DATA));
}

void
dating_by_text(struct dating_search *s)
{
	const struct dom *d = s->f->dom;
	uint32_t root = s->f->main->root, past = d->nodes[root].past;
	uint32_t from = head_from(s->f);

	(void)(seek(s, from, root + DATING_HEAD, SEEK_TEXT) ||
	       seek(s, past, past + DATING_FOOT, SEEK_TIME | SEEK_CALLED) ||
	       seek(s, root, past, SEEK_TIME | SEEK_CALLED));
}

/* Weaker metas, and dates farther from the article. */
void
dating_by_distance(struct dating_search *s)
{
	const struct dom *d = s->f->dom;

	dating_by_meta(s, META_DATE);
	if (s->out->published == NULL)
		(void)(seek(s, 1, d->n, SEEK_TIME) ||
		       seek(s, 1, d->n, SEEK_CALLED) ||
		       seek(s, d->nodes[s->f->main->root].past, d->n,
			   SEEK_TEXT));
}

/* The day shown about the headline, whatever the attributes say. The first one
 * counts; but a moment on the hour may be somebody's midnight, stored for a day
 * without a time, and then any of them will do. */
void
dating_by_shown(struct dating_search *s, const struct date *own)
{
	const struct dom *d = s->f->dom;
	uint32_t root = s->f->main->root;
	bool whole = own->ms % HOUR_MS == 0;
	uint32_t from =
	    whole && root > DATING_NEAR ? root - DATING_NEAR : head_from(s->f);

	for (uint32_t i = from; i < root + DATING_HEAD && i < d->n; i++) {
		if (!d->nodes[i].is_text ||
		    d->nodes[i].text_len > DATING_TEXT_MAX ||
		    is_elsewhere(s->f, i, false) || !publish_text(s, i))
			continue;
		if (dating_is_neighbour(own, &s->date))
			return;
		s->out->published = NULL;
		if (!whole)
			return;
	}
}
