/* SPDX-License-Identifier: ISC */
/* The facts, layer by layer. */
#include "crawler/parse/facts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/byline.h"
#include "crawler/parse/dating.h"
#include "crawler/parse/head.h"
#include "crawler/parse/headline.h"
#include "crawler/parse/links.h"
#include "crawler/parse/meta.h"
#include "crawler/parse/page.h"

enum {
	SHOWN_BEFORE = 80,   /* nodes before the headline that may name it */
	SHOWN_AFTER = 150,   /* and after the article */
	SPOKEN_BEFORE = 400, /* nodes before the main text with a byline */
	AUTHORS_MAX = 1000,  /* bytes of names put together */
	FOLD_ROOM = 128,
	PUBLISHER_MIN = 5 /* letters by which a domain is recognised */
};

/* Letters and digits of ASCII alone, lower case. */
static void
fold_name(const char *s, size_t n, char out[FOLD_ROOM])
{
	size_t k = 0;

	for (size_t i = 0; i < n && k + 1 < FOLD_ROOM; i++)
		if (isalnum((unsigned char)s[i]))
			out[k++] = (char)tolower((unsigned char)s[i]);
	out[k] = '\0';
}

/* Is the name the publisher's own: that of its domain, or of its site? */
static bool
is_publisher(const struct facts *f, const char *name, struct arena *a)
{
	char host[URL_HOST_ROOM], domain[URL_HOST_ROOM];
	char label[FOLD_ROOM], folded[FOLD_ROOM];

	for (size_t i = 0; i < SKIM_METAS_MAX; i++) {
		const char *site =
		    meta_nth(f->skim, META_SITE_NAME, i, a, NULL);

		if (site == NULL)
			break;
		if (strcasecmp(name, site) == 0)
			return true;
	}
	if (!url_host(f->source->url, host) || !url_site(host, domain))
		return false;
	fold_name(domain, strcspn(domain, "."), label);
	fold_name(name, strlen(name), folded);
	return strlen(label) >= PUBLISHER_MIN &&
	       strlen(folded) >= PUBLISHER_MIN &&
	       (strstr(folded, label) != NULL || strstr(label, folded) != NULL);
}

/* An address, a role, or a label without its name is no author. */
static bool
is_author(const char *name)
{
	static const char *const roles[] = { "admin", "administrator",
		"webmaster", "unknown", "root", "editor", "none", "null",
		"author", "authors", "autor", "autoren", "auteur", "name",
		"wordpressadmin", "anonymous", "anonyme", "anonym", "gast",
		"guest", "mehr", "more", "plus", "artikel von", "redaktion von",
		"n/a" };
	static const char *const heads[] = { "Veröffentlicht", "Zuletzt",
		"Published", "Publié", "Updated", "Mis à jour", "Aktualisiert",
		"Posted", "Erstellt", "Comments", "Kommentare" };

	if (name == NULL || strstr(name, "://") != NULL ||
	    strncmp(name, "www.", 4) == 0 || strncmp(name, "Name", 4) == 0)
		return false;
	for (size_t i = 0; i < NELEM(roles); i++)
		if (strcasecmp(name, roles[i]) == 0)
			return false;
	for (size_t i = 0; i < NELEM(heads); i++)
		if (strncasecmp(name, heads[i], strlen(heads[i])) == 0)
			return false;
	return *name != '@';
}

/* The nth place where a name may be stated, best first. */
static const char *
nth_author(const struct facts *f, size_t nth, const char *shown,
    const char *spoken, struct arena *a, bool *done)
{
	switch (nth) {
	case 0:
		return f->ld->author;
	case 1:
		return meta_labelled_author(f->skim, a);
	case 2:
		return shown;
	case 3:
		return spoken;
	default:
		*done = true;
		return meta_get(f->skim, META_HANDLE, a);
	}
}

/* All that the metas of the name by which the ith one is stated say: journals
 * state an author each. *next is the first after them. */
static const char *
meta_authors(const struct facts *f, size_t i, struct arena *a, size_t *next)
{
	const char *key, *other, *all = NULL, *v;

	v = meta_nth(f->skim, META_AUTHOR, i, a, &key);
	for (*next = i; v != NULL;
	     v = meta_nth(f->skim, META_AUTHOR, *next, a, &other)) {
		if (*next > i && strcmp(other, key) != 0)
			break;
		(*next)++;
		v = byline_clean(v, a);
		if (!is_author(v))
			continue;
		if (all == NULL)
			all = v;
		else if (strstr(all, v) == NULL && strlen(all) < AUTHORS_MAX)
			all = arena_printf(a, "%s, %s", all, v);
	}
	return all;
}

/* What the metas state: a person, or else the publisher. */
static const char *
stated_author(const struct facts *f, struct arena *a, const char **publisher)
{
	size_t next = 0, i;

	do {
		const char *v;

		i = next;
		v = meta_authors(f, i, a, &next);
		if (v == NULL)
			continue;
		if (!is_publisher(f, v, a) && f->ld->author == NULL)
			return v;
		*publisher = v;
	} while (next > i);
	return NULL;
}

/* The first statement that names a person; else one that names the publisher.
 */
static const char *
pick_author(const struct facts *f, const char *shown, const char *spoken,
    struct arena *a)
{
	const char *publisher = NULL, *v = stated_author(f, a, &publisher);
	bool done = false;

	if (v != NULL)
		return v;
	for (size_t i = 0; !done; i++) {
		v = nth_author(f, i, shown, spoken, a, &done);
		if (!is_author(v))
			continue;
		if (!is_publisher(f, v, a))
			return v;
		if (publisher == NULL)
			publisher = v;
	}
	return publisher;
}

/* "By Jane Doe" before the article or in it. */
static const char *
spoken_author(const struct facts *f, struct arena *a)
{
	uint32_t root = f->main->root;

	return byline_spoken(f->dom,
	    root > SPOKEN_BEFORE ? root - SPOKEN_BEFORE : 0,
	    f->dom->nodes[root].past, f->comments, a);
}

/* A byline about the headline or the article, else anywhere. */
static const char *
shown_author(const struct facts *f, struct arena *a, uint32_t *link)
{
	uint32_t root = f->main->root, head = f->main->headline;
	uint32_t from = head != 0 && head < root ? head : root;
	uint32_t to = f->dom->nodes[root].past + SHOWN_AFTER;
	const char *name;

	from = from > SHOWN_BEFORE ? from - SHOWN_BEFORE : 0;
	if (to > f->dom->n)
		to = f->dom->n;
	name = byline_find(f->dom, from, to, f->comments, a, link);
	if (name != NULL)
		return name;
	return byline_find(f->dom, 0, f->dom->n, f->comments, a, link);
}

/* A name as people log in, and not as they are called: "jd64". */
static bool
is_login(const char *name)
{
	return strchr(name, ' ') == NULL && !isupper((unsigned char)*name) &&
	       (unsigned char)*name < 0x80;
}

/* Does the byline begin with the author, and name others behind? */
static bool
names_more(const char *shown, const char *author)
{
	static const char *const joints[] = { ", ", " and ", " und ", " et ",
		" & ", " y ", " e " };
	size_t n = strlen(author);

	if (strncmp(shown, author, n) != 0)
		return false;
	for (size_t i = 0; i < NELEM(joints); i++)
		if (strncmp(shown + n, joints[i], strlen(joints[i])) == 0)
			return true;
	return false;
}

static void
fill_author(const struct facts *f, struct page *p, struct doc *doc)
{
	const char *shown, *href = f->ld->author_url;
	const char *spoken = spoken_author(f, &p->arena);
	uint32_t link = 0;

	shown = shown_author(f, &p->arena, &link);
	if (shown != NULL && is_login(shown) && spoken != NULL)
		shown = spoken;
	doc->author = pick_author(f, shown, spoken, &p->arena);
	if (doc->author != NULL && shown != NULL &&
	    names_more(shown, doc->author))
		doc->author = shown;
	if (href == NULL && doc->author != NULL && shown != NULL &&
	    strcmp(shown, doc->author) == 0 && link != 0)
		href = dom_attr(f->dom, link, TOKEN_HREF);
	doc->author_url = links_resolve(f->skim, f->source->url, href, p);
	p->author = doc->author;
}

void
facts_fill(const struct facts *f, struct page *p, struct doc *doc)
{
	struct dating dates;
	const char *title = headline_of(
	    f->skim, f->dom, f->main->root, f->ld, f->source->url, &p->arena);

	if (title != NULL)
		p->title = title;
	doc->title = p->title;
	fill_author(f, p, doc);
	dating_find(f, &p->arena, &dates);
	p->date = doc->published = dates.published;
	p->date_from = doc->published_from = dates.from;
	doc->modified = dates.modified;
	if (p->lang == NULL)
		p->lang = head_lang(f->ld->lang, p);
	doc->lang = p->lang;
}
