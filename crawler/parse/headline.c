/* SPDX-License-Identifier: ISC */
/* Headlines. */
#include "crawler/parse/headline.h"

#include <ctype.h>
#include <string.h>

#include "crawler/normalise/url.h"
#include "crawler/parse/meta.h"
#include "crawler/parse/visible.h"
#include "store/base/err.h"

enum {
	HEADLINE_MIN = 3, /* bytes */
	HEADLINE_MAX = 300,
	HEADLINE_LABEL = 4,   /* letters by which a domain is recognised */
	HEADLINE_LINE = 15,   /* bytes of a heading that is no label */
	HEADLINE_WORD = 4,    /* bytes of a word that says something */
	HEADLINE_SHARED = 50, /* percent of words by which two are alike */
	HEADLINE_PART = 8     /* bytes that must be left of a title */
};

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
	return strlen(label) >= HEADLINE_LABEL &&
	       (strstr(p, label) != NULL || strstr(label, p) != NULL);
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

/* Does the heading lead to the front page, as the site's name does? */
static bool
links_home(const struct dom *d, uint32_t i, const struct site *site)
{
	uint32_t link = dom_find(d, i, TAG_A);
	const char *href, *path;

	if (link == d->n && d->nodes[d->nodes[i].parent].tag == TAG_A)
		link = d->nodes[i].parent;
	if (link == d->n)
		return false;
	href = dom_attr(d, link, TOKEN_HREF);
	if (href == NULL)
		return false;
	path = strstr(href, "://");
	path = path == NULL ? href : path + 3 + strcspn(path + 3, "/");
	if (path != href && strstr(site->url, path) != NULL && path[0] == '/' &&
	    path[1] != '\0')
		return false;
	return path[0] == '\0' || strcmp(path, "/") == 0;
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

/* How well a heading fits what the head says; 0: not at all. */
static int
fit(const char *line, enum tag tag, const char *title, const char *og,
    struct arena *a)
{
	const char *h = folded(line, a), *t = folded(title, a);
	const char *o = folded(og, a);
	size_t n = strlen(h);

	if (n < HEADLINE_MIN)
		return 0;
	if (strcmp(h, o) == 0)
		return 5;
	if (n >= HEADLINE_PART && n * 2 >= strlen(t) && strncmp(t, h, n) == 0)
		return 4;
	if (tag != TAG_H1)
		return 0;
	if (strncmp(t, h, n) == 0 || strstr(o, h) != NULL)
		return 3;
	if (strstr(t, h) != NULL)
		return 2;
	return n > HEADLINE_PART && ((*o != '\0' && strstr(h, o) != NULL) ||
					(*t != '\0' && strstr(h, t) != NULL))
		   ? 2
		   : 0;
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
	static const char *const names[] = { "entry-title", "post-title",
		"article-title", "article__title", "article-headline",
		"article__headline", "headline", "p-name", "pg-headline",
		"page-title", "post__title", "entry__title", "title",
		"content-title", "single-title", "story-title" };

	return dom_has_any(dom_attr(d, i, TOKEN_CLASS), names, NELEM(names)) ||
	       dom_has_word(dom_attr(d, i, TOKEN_ITEMPROP), "headline");
}

/* The headings of the page weighed. */
struct choice {
	const char *fitting; /* the one that fits best */
	const char *before;  /* the last h1 before the root, or the first */
	const char *called;  /* an h1 that is called the headline */
	unsigned h1;         /* so many h1 there are */
	int fit;
};

static struct choice
choose(const struct dom *d, uint32_t root, const char *title, const char *og,
    const struct site *site, struct arena *a)
{
	struct choice c = { NULL, NULL, NULL, 0, 0 };

	for (uint32_t i = 0; i < d->n; i++) {
		enum tag tag = (enum tag)d->nodes[i].tag;
		const char *line;
		int f;

		if (d->nodes[i].is_text || tag < TAG_H1 || tag > TAG_H3)
			continue;
		line = visible_line(d, i, NULL, a);
		if (line == NULL || strlen(line) > HEADLINE_MAX ||
		    strlen(line) < HEADLINE_MIN || links_home(d, i, site))
			continue;
		f = fit(line, tag, title, og, a);
		if (f > c.fit) {
			c.fitting = line;
			c.fit = f;
		}
		if (tag != TAG_H1)
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
	struct choice c;

	if (url_host(url, host) && url_site(host, domain))
		domain[strcspn(domain, ".")] = '\0';
	if (site.name == NULL)
		site.name = home_name(d, &site, a);
	og = og == NULL ? NULL : bare(og, &site, true, a);
	c = choose(d, root, title != NULL ? title : "", og != NULL ? og : "",
	    &site, a);
	if (c.fit >= 2)
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
