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

enum {
	DATING_TEXT_MAX = 200, /* bytes of text that may be a date */
	DATING_NEAR = 600,  /* nodes before the main text that are its head */
	DATING_HEAD = 60,   /* nodes of the main text that may date it */
	DATING_KICKER = 40, /* nodes before the headline that belong to it */
	DATING_FOOT = 300,  /* nodes below the article that belong to it */
	DATING_SHORT = 36,  /* bytes of a text that is a date and no more */
	DATING_LEAF = 40,   /* nodes of an element that is merely a date */
	DATING_START = 40 /* bytes of a paragraph before a date that heads it */
};

/* "Published on", "Mise en ligne": what stands next to it is the date. */
static bool
says_published(const char *line)
{
	static const char *const words[] = { "publi", "veröffentlicht",
		"mise en ligne", "mis en ligne", "posted", "erstellt am",
		"erschienen", "eingestellt am", "geschrieben am", "gepostet",
		"pubblicato", "opublikowano", "geplaatst", "paru le",
		"posté le", "écrit le", "online seit",
		"stand:", "datum:", "date:", "créé le", "ajouté le",
		"data publikacji" };

	for (const char *p = line; *p != '\0'; p++) {
		/* A word begins here; those of the list are ASCII or é. */
		if (p > line && isalpha((unsigned char)p[-1]))
			continue;
		for (size_t i = 0; i < NELEM(words); i++)
			if ((*p | 32) == (words[i][0] | 32) &&
			    strncasecmp(p, words[i], strlen(words[i])) == 0)
				return true;
	}
	return false;
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
	s->out->from =
	    date.inferred ? arena_printf(s->a, "%s, inferred", kind) : kind;
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

/* Is the node in a comment, or in furniture about other articles? */
static bool
is_elsewhere(const struct facts *f, uint32_t i)
{
	bool near = is_near(f, i);

	for (; i != 0; i = f->dom->nodes[i].parent) {
		unsigned kind;

		if (f->comments != NULL && f->comments[i] != 0)
			return true;
		if (i == f->main->root)
			return false;
		if (!near && (f->dom->nodes[i].tag == TAG_ASIDE ||
				 f->dom->nodes[i].tag == TAG_NAV))
			return true;
		kind = near ? (unsigned)BOILER_NONE : f->main->kinds[i];
		if ((kind == BOILER_COMMENT || kind == BOILER_NOISE) &&
		    (f->main->root < i ||
			f->main->root >= f->dom->nodes[i].past))
			return true;
	}
	return false;
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
is_called_date(const struct dom *d, uint32_t i)
{
	static const enum token_attr attrs[] = { TOKEN_CLASS, TOKEN_ID };

	for (size_t k = 0; k < NELEM(attrs); k++) {
		const char *names = dom_attr(d, i, attrs[k]);

		if (names != NULL && has_date_word(names))
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
	SEEK_SHORT = 16
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
	return dating_publish(
	    s, arena_strndup(s->a, node->text + at, len), "text", "");
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
	if (publish_text(s, i))
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

static bool
seek_at(struct dating_search *s, uint32_t i, unsigned what)
{
	const struct dom_node *node = &s->f->dom->nodes[i];

	if (node->is_text) {
		if ((what & SEEK_PHRASE) != 0 && publish_phrase(s, i))
			return true;
		if ((what & SEEK_SHORT) != 0 && node->text_len > DATING_SHORT)
			return false;
		return (what & (SEEK_TEXT | SEEK_SHORT)) != 0 &&
		       publish_text(s, i);
	}
	if ((what & SEEK_TIME) != 0 && node->tag == TAG_TIME)
		return dating_publish_element(s, i, "time");
	if ((what & SEEK_CALLED) != 0 && node->past - i < DATING_LEAF &&
	    is_called_date(s->f->dom, i))
		return dating_publish_element(s, i, "text byline");
	return false;
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
		if (!is_elsewhere(s->f, i) && seek_at(s, i, what))
			return true;
	return false;
}

/* Around the headline first, then below the article, then anywhere. */
void
dating_by_place(struct dating_search *s)
{
	const struct dom *d = s->f->dom;
	uint32_t root = s->f->main->root, past = d->nodes[root].past;
	uint32_t head = s->f->main->headline;
	uint32_t from = root > DATING_NEAR ? root - DATING_NEAR : 1;

	if (head != 0)
		from = head > DATING_KICKER ? head - DATING_KICKER : 1;
	(void)(seek(s, from, root + DATING_HEAD, SEEK_TIME) ||
	       seek(s, from, root + DATING_HEAD, SEEK_CALLED) ||
	       seek(s, 1, d->n, SEEK_PHRASE) ||
	       seek(s, from, past, SEEK_SHORT) ||
	       seek(s, from, root + DATING_HEAD, SEEK_TEXT) ||
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

/* The day shown about the headline, whatever the attributes say. */
void
dating_by_shown(struct dating_search *s)
{
	const struct dom *d = s->f->dom;
	uint32_t root = s->f->main->root, head = s->f->main->headline;
	uint32_t from = head != 0            ? head
			: root > DATING_NEAR ? root - DATING_NEAR
					     : 1;

	from = from > DATING_KICKER ? from - DATING_KICKER : 1;
	for (uint32_t i = from; i < root + DATING_HEAD && i < d->n; i++)
		if (d->nodes[i].is_text &&
		    d->nodes[i].text_len <= DATING_TEXT_MAX &&
		    !is_elsewhere(s->f, i) && publish_text(s, i))
			return;
}
