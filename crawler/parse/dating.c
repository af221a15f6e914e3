/* SPDX-License-Identifier: ISC */
/* Dates of publication, by layers. */
#include "crawler/parse/dating.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/boiler.h"
#include "crawler/parse/facts.h"
#include "crawler/parse/meta.h"
#include "crawler/parse/visible.h"
#include "store/base/err.h"

enum {
	DATING_TEXT_MAX = 200, /* bytes of text that may be a date */
	DATING_LINE_MAX = 500, /* where the element is called one */
	DATING_NEAR = 600,  /* nodes before the main text that are its head */
	DATING_HEAD = 60,   /* nodes of the main text that may date it */
	DATING_KICKER = 40, /* nodes before the headline that belong to it */
	DATING_FOOT = 300,  /* nodes below the article that belong to it */
	DATING_SHORT = 36,  /* bytes of a text that is a date and no more */
	DATING_LEAF = 40,   /* nodes of an element that is merely a date */
	DATING_START = 40 /* bytes of a paragraph before a date that heads it */
};

enum { ISO_DAY = 10 /* bytes of "2021-03-14" */ };

#define DAY_MS (24 * 3600 * (int64_t)1000)

/* What is being filled, and what every layer needs. */
struct search {
	const struct facts *f;
	struct arena *a;
	int64_t now;
	bool inferred;    /* a date completed from today will do */
	struct date date; /* what out->published says */
	struct dating *out;
};

bool
dating_plausible(const struct date *date, int64_t now_ms)
{
	return date->ms >= clock_days(1995, 1, 1) * DAY_MS &&
	       date->ms <= now_ms + 2 * DAY_MS;
}

static const char *
written(const struct date *date, struct arena *a)
{
	char text[CLOCK_TEXT];

	date_format(date, text);
	return arena_strdup(a, text);
}

static bool
parse(const char *s, int64_t now_ms, struct date *out)
{
	size_t at, len, n;

	if (s == NULL)
		return false;
	n = strlen(s);
	if (!date_parse(s, n, now_ms, out) &&
	    !date_find(s, n, now_ms, out, &at, &len) &&
	    !(n > ISO_DAY && date_parse(s, ISO_DAY, now_ms, out)))
		return false;
	return dating_plausible(out, now_ms);
}

/* Takes the string as the date of publication if it is one. */
static bool
publish(struct search *s, const char *v, const char *kind, const char *key)
{
	struct date date;

	if (s->out->published != NULL)
		return true;
	if (!parse(v, s->now, &date) || date.inferred != s->inferred)
		return false;
	s->out->published = written(&date, s->a);
	s->date = date;
	s->out->from = arena_printf(s->a, "%s%s%s%s", kind,
	    key[0] != '\0' ? " " : "", key, date.inferred ? ", inferred" : "");
	return true;
}

bool
dating_element(
    const struct dom *d, uint32_t i, int64_t now_ms, struct date *out)
{
	static const char *const attrs[] = { "datetime", "content", "data-time",
		"data-datetime", "data-date", "title" };
	struct arena a;
	const char *line;
	bool found = false;

	for (size_t k = 0; k < NELEM(attrs); k++)
		if (parse(dom_attr(d, i, attrs[k]), now_ms, out))
			return true;
	arena_init(&a);
	line = visible_line(d, i, NULL, &a);
	if (line != NULL && strlen(line) <= DATING_LINE_MAX)
		found = parse(line, now_ms, out);
	arena_fini(&a);
	return found;
}

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

	for (size_t i = 0; i < NELEM(words); i++)
		for (const char *p = line; *p != '\0'; p++)
			if (strncasecmp(p, words[i], strlen(words[i])) == 0)
				return true;
	return false;
}

/* "Published 29 June" in words says more than a datetime attribute, which is
 * at times that of the last change. */
static bool
shown_published(struct search *s, uint32_t i)
{
	const char *line;
	struct date date;

	if (s->f->dom->nodes[i].tag != TAG_TIME)
		return false;
	line = visible_line(s->f->dom, i, NULL, s->a);
	if (line == NULL || !says_published(line) ||
	    !parse(line, s->now, &date) || date.inferred)
		return false;
	return publish(s, line, "text byline", "");
}

static bool
publish_element(struct search *s, uint32_t i, const char *kind)
{
	struct date date;

	if (shown_published(s, i))
		return true;
	if (!dating_element(s->f->dom, i, s->now, &date) ||
	    date.inferred != s->inferred)
		return false;
	s->out->published = written(&date, s->a);
	s->date = date;
	s->out->from =
	    date.inferred ? arena_printf(s->a, "%s, inferred", kind) : kind;
	return true;
}

static void
by_meta_field(struct search *s, enum meta_field field)
{
	for (size_t i = 0; i < SKIM_METAS_MAX; i++) {
		const char *key;
		const char *v = meta_nth(s->f->skim, field, i, s->a, &key);

		if (v == NULL || publish(s, v, "meta", key))
			return;
	}
}

static void
by_meta(struct search *s)
{
	by_meta_field(s, META_PUBLISHED);
}

static void
by_jsonld(struct search *s)
{
	publish(s, s->f->ld->published, "json-ld", "datePublished");
}

static bool
in_comment(const struct facts *f, uint32_t i)
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

/* Microdata and microformats: an element that says what its date is. */
static bool
is_published_element(const struct dom *d, uint32_t i)
{
	const char *prop = dom_attr(d, i, "itemprop");
	const char *class = dom_attr(d, i, "class");

	return dom_has_word(prop, "datePublished") ||
	       dom_has_word(prop, "dateCreated") ||
	       dom_has_word(dom_attr(d, i, "property"), "datePublished") ||
	       dom_has_word(class, "dt-published") ||
	       dom_attr(d, i, "pubdate") != NULL ||
	       (dom_has_word(class, "published") &&
		   (d->nodes[i].tag == TAG_TIME ||
		       d->nodes[i].tag == TAG_ABBR));
}

static void
by_markup(struct search *s)
{
	const struct dom *d = s->f->dom;

	for (uint32_t i = 1; i < d->n; i++)
		if (!d->nodes[i].is_text && is_published_element(d, i) &&
		    !in_comment(s->f, i) &&
		    publish_element(s, i, "markup datePublished"))
			return;
}

static unsigned
digits(const char *s, size_t n)
{
	unsigned v = 0;

	for (size_t i = 0; i < n; i++) {
		if (!isdigit((unsigned char)s[i]))
			return 0;
		v = v * 10 + (unsigned)(s[i] - '0');
	}
	return v;
}

/* Up to three runs of digits at p, one mark between them: their lengths and
 * values; how many there are. */
static size_t
runs(const char *p, size_t len[3], unsigned value[3])
{
	size_t n = 0;

	while (n < 3) {
		len[n] = strspn(p, "0123456789");
		if (len[n] == 0 || len[n] > 8)
			break;
		value[n] = digits(p, len[n]);
		p += len[n];
		n++;
		if (*p == '\0' || strchr("/-_.", *p) == NULL)
			break;
		p++;
	}
	return n;
}

/* A day in the address: 2021/03/14, 2021-03-14, 20210314, 14-03-2021. */
static bool
url_day(const char *p, unsigned *y, unsigned *m, unsigned *d)
{
	size_t len[3];
	unsigned v[3];
	size_t n = runs(p, len, v);

	if (n > 0 && len[0] == 8) {
		*y = v[0] / 10000;
		*m = v[0] / 100 % 100;
		*d = v[0] % 100;
	} else if (n == 3 && len[0] == 4 && len[1] <= 2 && len[2] <= 2) {
		*y = v[0];
		*m = v[1];
		*d = v[2];
	} else if (n == 3 && len[0] <= 2 && len[1] <= 2 && len[2] == 4) {
		*y = v[2];
		*m = v[1];
		*d = v[0];
	} else {
		return false;
	}
	return *y >= 1995 && *y <= 2100 && clock_is_date((int)*y, *m, *d);
}

static void
by_url(struct search *s)
{
	const char *p = strstr(s->f->source->url, "://");
	unsigned y, m, d;
	char text[32];

	for (p = p == NULL ? NULL : strchr(p + 3, '/'); p != NULL && *p != '\0';
	     p++) {
		if (strchr("/-_", *p) == NULL || !url_day(p + 1, &y, &m, &d))
			continue;
		(void)snprintf(text, sizeof(text), "%04u-%02u-%02u", y, m, d);
		if (publish(s, text, "url", ""))
			return;
	}
}

/* Does a class or id call the element a date? */
static bool
is_called_date(const struct dom *d, uint32_t i)
{
	static const char *const words[] = { "date", "datum", "published",
		"publish", "pubdate", "posted", "created", "dateline",
		"timestamp", "time", "fecha", "data", "publication", "datetime",
		"erstellt", "veroeffentlicht", "byline", "meta", "info",
		"entrydate", "postdate", "postmetadata", "submitted", "zeit",
		"day", "dates", "subline", "details" };
	static const char *const attrs[] = { "class", "id" };

	for (size_t k = 0; k < NELEM(attrs); k++) {
		const char *s = dom_attr(d, i, attrs[k]), *end;

		while (s != NULL) {
			s = boiler_word(s, &end);
			if (end == s)
				break;
			for (size_t w = 0; w < NELEM(words); w++)
				if ((size_t)(end - s) == strlen(words[w]) &&
				    strncasecmp(
					s, words[w], strlen(words[w])) == 0)
					return true;
			s = end;
		}
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
publish_text(struct search *s, uint32_t i)
{
	const struct dom_node *node = &s->f->dom->nodes[i];
	enum tag parent = (enum tag)s->f->dom->nodes[node->parent].tag;
	struct date date;
	size_t at, len;

	if ((tag_flags[parent] & TAG_IS_SKIP) != 0 || node->text_len < 6 ||
	    !date_find(node->text, node->text_len, s->now, &date, &at, &len) ||
	    (node->text_len > DATING_TEXT_MAX && at > DATING_START))
		return false;
	return publish(
	    s, arena_strndup(s->a, node->text + at, len), "text", "");
}

/* "Published on" in a short block, with the date in it or right behind it. */
static bool
publish_phrase(struct search *s, uint32_t i)
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
			return publish_element(s, parent, "text byline");
		parent = d->nodes[parent].parent;
	}
	return false;
}

static bool
seek_at(struct search *s, uint32_t i, unsigned what)
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
		return publish_element(s, i, "time");
	if ((what & SEEK_CALLED) != 0 && node->past - i < DATING_LEAF &&
	    is_called_date(s->f->dom, i))
		return publish_element(s, i, "text byline");
	return false;
}

static bool
seek(struct search *s, uint32_t from, uint32_t to, unsigned what)
{
	if (to > s->f->dom->n)
		to = s->f->dom->n;
	for (uint32_t i = from; i < to; i++)
		if (!is_elsewhere(s->f, i) && seek_at(s, i, what))
			return true;
	return false;
}

/* Around the headline first, then below the article, then anywhere. */
static void
by_place(struct search *s)
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
static void
by_distance(struct search *s)
{
	const struct dom *d = s->f->dom;

	by_meta_field(s, META_DATE);
	if (s->out->published == NULL)
		(void)(seek(s, 1, d->n, SEEK_TIME) ||
		       seek(s, 1, d->n, SEEK_CALLED) ||
		       seek(s, d->nodes[s->f->main->root].past, d->n,
			   SEEK_TEXT));
}

/* A moment told in UTC whose day is another one to readers: by the address, or
 * by a date that is shown. Then the day as they see it is what is known in the
 * page's own time. */
static bool
is_next_day(const struct date *own, const struct date *other)
{
	int64_t apart = own->ms - other->ms;

	return other->ms / DAY_MS != own->ms / DAY_MS &&
	       apart < DAY_MS * 3 / 2 && apart > -DAY_MS * 3 / 2;
}

/* The day shown about the headline, whatever the attributes say. */
static void
seek_shown(struct search *s)
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

static void
localise(struct search *s)
{
	struct search again = *s;
	struct dating shown = { NULL, NULL, NULL };
	const char *from = s->out->from;

	if (s->out->published == NULL || !s->date.has_zone ||
	    s->date.offset_min != 0 || s->date.precision != DATE_TIME)
		return;
	again.out = &shown;
	by_url(&again);
	if (shown.published == NULL || !is_next_day(&s->date, &again.date)) {
		shown = (struct dating){ NULL, NULL, NULL };
		seek_shown(&again);
	}
	if (shown.published == NULL || !is_next_day(&s->date, &again.date))
		return;
	s->out->published = shown.published;
	s->out->from = arena_printf(s->a, "%s, day by %s", from, shown.from);
}

static void
find_modified(struct search *s)
{
	struct date date;

	if (parse(s->f->ld->modified, s->now, &date)) {
		s->out->modified = written(&date, s->a);
		return;
	}
	for (size_t i = 0; i < SKIM_METAS_MAX; i++) {
		const char *v =
		    meta_nth(s->f->skim, META_MODIFIED, i, s->a, NULL);

		if (v == NULL)
			return;
		if (!parse(v, s->now, &date))
			continue;
		s->out->modified = written(&date, s->a);
		return;
	}
}

void
dating_find(const struct facts *f, struct arena *a, struct dating *out)
{
	static void (*const layers[])(struct search *) = { by_meta, by_jsonld,
		by_markup, by_url, by_place, by_distance };
	struct search s = { .f = f, .a = a, .now = f->source->at, .out = out };

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < NELEM(layers) && out->published == NULL; i++)
		layers[i](&s);
	s.inferred = true;
	for (size_t i = 0; i < NELEM(layers) && out->published == NULL; i++)
		layers[i](&s);
	s.inferred = false;
	localise(&s);
	find_modified(&s);
}
