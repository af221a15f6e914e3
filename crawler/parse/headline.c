/* SPDX-License-Identifier: ISC */
/* Headlines. */
#include "crawler/parse/headline.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/url.h"
#include "crawler/parse/boiler.h"
#include "crawler/parse/meta.h"
#include "crawler/parse/visible.h"
#include "store/base/err.h"
#include "store/base/mem.h"

enum {
	HEADLINE_MIN = 3, /* bytes */
	HEADLINE_MAX = 300,
	HEADLINE_LABEL = 4,   /* letters by which a domain is recognised */
	HEADLINE_LINE = 15,   /* bytes of a heading that is no label */
	HEADLINE_WORD = 4,    /* bytes of a word that says something */
	HEADLINE_SHARED = 50, /* percent of words by which two are alike */
	HEADLINE_PART = 8     /* bytes that must be left of a title */
};

/* How a heading and what the head says agree. */
enum { FIT_NONE, FIT_LIKE = 2, FIT_PART, FIT_BEGINS, FIT_SAME };

/* Letters and digits alone, lower case: how titles are compared. */
static char *
folded(const char *s, struct arena *a)
{
	char *out = arena_strndup(a, s, strlen(s));
	size_t n = 0;

	for (; *s != '\0'; s++)
		if (isalnum((unsigned char)*s))
			out[n++] = (char)tolower((unsigned char)*s);
		else if ((unsigned char)*s >= 0x80)
			out[n++] = *s;
	out[n] = '\0';
	return out;
}

/* What is known of the site, to be taken off titles. Borrowed. */
struct site {
	const char *name;  /* og:site_name or the like, or NULL */
	const char *label; /* of its domain: "example" */
	const char *url;
};

/* Does the part of a title name the site? */
static bool
names_site(const char *part, const struct site *site, struct arena *a)
{
	const char *p = folded(part, a);
	const char *name = site->name == NULL ? "" : folded(site->name, a);
	const char *label = folded(site->label, a);

	if (*p == '\0')
		return true;
	if (*name != '\0' &&
	    (strstr(p, name) != NULL || strstr(name, p) != NULL))
		return true;
	if (strlen(label) < HEADLINE_LABEL)
		return false;
	/* A long part may well speak of the site. */
	return strstr(label, p) != NULL ||
	       (strstr(p, label) != NULL &&
		   strlen(p) <= strlen(label) * 3 + HEADLINE_PART);
}

/* A title without the site's name before or behind it; where strict is not
 * set, without whatever stands behind its last mark. */
static const char *
bare(const char *title, const struct site *site, bool strict, struct arena *a)
{
	static const char *const marks[] = { " | ", " - ", " – ", " — ", " · ",
		" • ", " :: ", " « ", " » ", " ‹ ", " / ", "\xc2\xa0|\xc2\xa0",
		"|" };
	const char *cut = NULL, *last = NULL, *begin = NULL;

	for (size_t i = 0; title != NULL && i < NELEM(marks); i++)
		for (const char *at = strstr(title, marks[i]); at != NULL;
		     at = strstr(at + 1, marks[i])) {
			const char *after = at + strlen(marks[i]);
			char *head =
			    arena_strndup(a, title, (size_t)(at - title));

			if (names_site(after, site, a) &&
			    (cut == NULL || at < cut))
				cut = at;
			if (names_site(head, site, a) && begin == NULL)
				begin = after;
			if (last == NULL || at > last)
				last = at;
		}
	if (cut == NULL && begin != NULL)
		return begin + strspn(begin, " ");
	if (cut == NULL && !strict)
		cut = last;
	while (cut != NULL && cut > title && cut[-1] == ' ')
		cut--;
	if (cut == NULL || cut - title < HEADLINE_PART)
		return title;
	return arena_strndup(a, title, (size_t)(cut - title));
}

/* Where a link in or about the heading leads; NULL if there is none. */
static const char *
heading_href(const struct dom *d, uint32_t i)
{
	uint32_t link = dom_find(d, i, TAG_A);

	if (link == d->n && d->nodes[d->nodes[i].parent].tag == TAG_A)
		link = d->nodes[i].parent;
	return link == d->n ? NULL : dom_attr(d, link, TOKEN_HREF);
}

/* An address from its path on: "" where it has none. */
static const char *
path_of(const char *url)
{
	const char *path = strstr(url, "://");

	return path == NULL ? url : path + 3 + strcspn(path + 3, "/");
}

/* Does the heading lead to the front page, as the site's name does? */
static bool
links_home(const struct dom *d, uint32_t i, const struct site *site)
{
	const char *href = heading_href(d, i), *path;

	if (href == NULL)
		return false;
	path = path_of(href);
	if (path != href && strstr(site->url, path) != NULL && path[0] == '/' &&
	    path[1] != '\0')
		return false;
	return path[0] == '\0' || strcmp(path, "/") == 0;
}

/* Does it lead to the page itself, as the headline of a blog's entry does? */
static bool
links_self(const struct dom *d, uint32_t i, const struct site *site)
{
	const char *href = heading_href(d, i);

	return href != NULL && *path_of(href) == '/' &&
	       strcmp(path_of(href), path_of(site->url)) == 0;
}

/* Is one of the words in the element's class: "page__headline"? */
static bool
has_class_word(
    const struct dom *d, uint32_t i, const char *const *words, size_t count)
{
	const char *names = dom_attr(d, i, TOKEN_CLASS), *end, *s;

	if (names == NULL)
		return false;
	for (s = boiler_word(names, &end); end > s; s = boiler_word(end, &end))
		if (boiler_word_among(s, (size_t)(end - s), words, count))
			return true;
	return false;
}

/* Is it called a line above or below the headline, or its frame? */
static bool
is_kicker(const struct dom *d, uint32_t i)
{
	static const char *const words[] = { "kicker", "overline", "roofline",
		"dachzeile", "pretitle", "eyebrow", "topline", "toptitle",
		"supertitle", "surtitle", "surtitre", "soustitre", "subtitle",
		"subline", "subheadline", "subhead", "spitzmarke", "category",
		"categories", "date", "meta", "badge", "label", "invisible" };

	return d->nodes[i].tag == TAG_SMALL || d->nodes[i].tag == TAG_TIME ||
	       has_class_word(d, i, words, NELEM(words));
}

/* Is the element in a heading called the headline itself? */
static bool
is_inner_headline(const struct dom *d, uint32_t i)
{
	static const char *const names[] = { "headline", "title",
		"headline-text", "title-text" };

	return dom_has_any(dom_attr(d, i, TOKEN_CLASS), names, NELEM(names));
}

/* What the page's first heading that leads to the front page says: the name of
 * the site; or NULL. */
static const char *
home_name(const struct dom *d, const struct site *site, struct arena *a)
{
	const char *line;

	for (uint32_t i = 0; i < d->n; i++) {
		enum tag tag = (enum tag)d->nodes[i].tag;

		if (d->nodes[i].is_text || tag < TAG_H1 || tag > TAG_H3 ||
		    !links_home(d, i, site))
			continue;
		line = visible_line(d, i, NULL, a);
		if (line != NULL && strlen(line) <= HEADLINE_MAX &&
		    strlen(line) >= HEADLINE_MIN)
			return line;
	}
	return NULL;
}

/* How well a heading fits what the head says. */
static int
fit(const char *line, enum tag tag, const char *title, const char *og,
    struct arena *a)
{
	const char *h = folded(line, a), *t = folded(title, a);
	const char *o = folded(og, a);
	size_t n = strlen(h);

	if (n < HEADLINE_MIN)
		return FIT_NONE;
	if (strcmp(h, o) == 0)
		return FIT_SAME;
	if (n >= HEADLINE_PART && n * 2 >= strlen(t) && strncmp(t, h, n) == 0)
		return FIT_BEGINS;
	if (tag != TAG_H1)
		return FIT_NONE;
	if (strncmp(t, h, n) == 0 || strstr(o, h) != NULL)
		return FIT_PART;
	if (strstr(t, h) != NULL)
		return FIT_LIKE;
	if (n > HEADLINE_PART && ((*o != '\0' && strstr(h, o) != NULL) ||
				     (*t != '\0' && strstr(h, t) != NULL)))
		return FIT_LIKE;
	return FIT_NONE;
}

/* The text of a heading but for the kickers in it; NULL where it has none, or
 * nothing else. */
static const char *
without_inner_kickers(const struct dom *d, uint32_t i, struct arena *a)
{
	const char *line = NULL;
	uint8_t *skip = NULL;

	for (uint32_t k = i + 1; k < d->nodes[i].past; k++) {
		if (d->nodes[k].is_text)
			continue;
		if (is_inner_headline(d, k)) {
			line = visible_line(d, k, NULL, a);
			goto out;
		}
		if (!is_kicker(d, k))
			continue;
		if (skip == NULL)
			skip = mem_zalloc(d->n);
		skip[k] = 1;
		k = d->nodes[k].past - 1;
	}
	if (skip != NULL)
		line = visible_line(d, i, skip, a);
out:
	free(skip);
	return line;
}

/* What is stated of the title: <title> and og:title; "" for none. */
struct stated {
	const char *title, *og;
};

/* A heading in one line, without the kickers in it unless the title has them,
 * too; NULL where nothing is left. *how is its fit. */
static const char *
heading_line(const struct dom *d, uint32_t i, const struct stated *to,
    struct arena *a, int *how)
{
	enum tag tag = (enum tag)d->nodes[i].tag;
	const char *full = visible_line(d, i, NULL, a), *line;
	int best;

	*how = 0;
	if (full == NULL)
		return NULL;
	line = without_inner_kickers(d, i, a);
	best = fit(full, tag, to->title, to->og, a);
	if (line == NULL || strcmp(line, full) == 0) {
		*how = best;
		return full;
	}
	*how = fit(line, tag, to->title, to->og, a);
	if (best <= *how)
		return line;
	*how = best;
	return full;
}

/* Of the words of a text that say something, how many percent the other one
 * has, too. */
static unsigned
shared_words(const char *text, const char *other, struct arena *a)
{
	unsigned words = 0, shared = 0;
	const char *where = folded(other, a);
	size_t n;

	for (; *text != '\0'; text += n) {
		text += strspn(text, " ");
		n = strcspn(text, " ");
		const char *word = folded(arena_strndup(a, text, n), a);

		if (strlen(word) < HEADLINE_WORD)
			continue;
		words++;
		shared += strstr(where, word) != NULL;
	}
	return words == 0 ? 0 : shared * 100 / words;
}

/* Is the heading called the headline by its class, or by itemprop? */
static bool
is_called_headline(const struct dom *d, uint32_t i)
{
	static const char *const words[] = { "headline", "title", "titre",
		"titel", "heading" };

	return has_class_word(d, i, words, NELEM(words)) ||
	       dom_has_word(dom_attr(d, i, TOKEN_CLASS), "p-name") ||
	       dom_has_word(dom_attr(d, i, TOKEN_ITEMPROP), "headline");
}

/* The headings of the page weighed. */
struct choice {
	const char *fitting; /* the one that fits best */
	enum tag fitting_tag;
	const char *before; /* the last h1 before the root, or the first */
	const char *called; /* an h1 that is called the headline */
	unsigned h1;        /* so many h1 there are */
	int fit;
};

static struct choice
choose(const struct dom *d, uint32_t root, const struct stated *to,
    const struct site *site, struct arena *a)
{
	struct choice c = { .fit = FIT_NONE };

	for (uint32_t i = 0; i < d->n; i++) {
		enum tag tag = (enum tag)d->nodes[i].tag;
		const char *line;
		int f;

		if (d->nodes[i].is_text || tag < TAG_H1 || tag > TAG_H3)
			continue;
		line = heading_line(d, i, to, a, &f);
		if (f < FIT_BEGINS && links_self(d, i, site))
			f = FIT_BEGINS;
		if (line == NULL || strlen(line) > HEADLINE_MAX ||
		    strlen(line) < HEADLINE_MIN || links_home(d, i, site))
			continue;
		if (f > c.fit) {
			c.fitting = line;
			c.fitting_tag = tag;
			c.fit = f;
		}
		if (tag != TAG_H1 || names_site(line, site, a))
			continue;
		c.h1++;
		if (i <= root || c.before == NULL)
			c.before = line;
		if (c.called == NULL && is_called_headline(d, i))
			c.called = line;
	}
	return c;
}

/* A headline with a kicker before it, or a second line behind it, where the
 * page states the headline without: these are no part of the title. What
 * stands first must be stated twice, by <title> too. */
static const char *
without_kicker(
    const char *line, const char *stated, const char *title, struct arena *a)
{
	const char *l = folded(line, a), *s = folded(stated, a);
	size_t n = strlen(l), m = strlen(s);

	if (m < HEADLINE_PART || n <= m)
		return line;
	if (strcmp(l + n - m, s) == 0)
		return stated;
	return title != NULL && strncmp(l, s, m) == 0 &&
		       strcmp(folded(title, a), s) == 0
		   ? stated
		   : line;
}

/* The same by every statement of the head. */
static const char *
without_kickers(const struct skim *k, const char *line, const char *og,
    const char *title, struct arena *a)
{
	const char *v,
	    *got = og == NULL ? line : without_kicker(line, og, title, a);

	for (size_t i = 0; got == line && i < SKIM_METAS_MAX; i++) {
		v = meta_nth(k, META_TITLE, i, a, NULL);
		if (v == NULL)
			break;
		got = without_kicker(line, v, title, a);
	}
	if (got == line && title != NULL)
		got = without_kicker(line, title, NULL, a);
	return got;
}

/* Is the h1 the headline although the head has other words for it? */
static bool
is_headline(
    const struct choice *c, const char *title, const char *og, struct arena *a)
{
	const char *line = c->called != NULL ? c->called : c->before;

	if (line == NULL || strlen(line) < HEADLINE_LINE)
		return false;
	return c->h1 == 1 ||
	       (og != NULL && shared_words(og, line, a) >= HEADLINE_SHARED) ||
	       (title != NULL &&
		   shared_words(title, line, a) >= HEADLINE_SHARED);
}

const char *
headline_of(const struct skim *k, const struct dom *d, uint32_t root,
    const struct jsonld *ld, const char *url, struct arena *a)
{
	const char *title = skim_decode(k->title, a);
	const char *og = meta_get(k, META_TITLE, a);
	char host[URL_HOST_ROOM], domain[URL_HOST_ROOM] = "";
	struct site site = { meta_get(k, META_SITE_NAME, a), domain, url };
	struct stated to;
	struct choice c;

	if (url_host(url, host) && url_site(host, domain))
		domain[strcspn(domain, ".")] = '\0';
	if (site.name == NULL)
		site.name = home_name(d, &site, a);
	og = og == NULL ? NULL : bare(og, &site, true, a);
	to.title = title != NULL ? title : "";
	to.og = og != NULL ? og : "";
	c = choose(d, root, &to, &site, a);
	if (c.fit >= FIT_LIKE &&
	    !(c.fit < FIT_SAME && c.called != NULL && c.fitting_tag != TAG_H1 &&
		is_headline(&c, title, og, a)))
		return without_kickers(k, c.fitting, og, title, a);
	if (is_headline(&c, title, og, a))
		return c.called != NULL ? c.called : c.before;
	if (ld->headline != NULL && ld->rank > 2)
		return ld->headline;
	if (og != NULL)
		return og;
	if (c.before != NULL)
		return c.before;
	return title != NULL ? bare(title, &site, false, a) : ld->headline;
}
