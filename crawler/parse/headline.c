/* SPDX-License-Identifier: ISC */
/* Headlines. */
#include "crawler/parse/headline.h"

#include <ctype.h>
#include <string.h>

#include "crawler/parse/meta.h"
#include "crawler/parse/visible.h"
#include "store/base/err.h"

enum {
	HEADLINE_MIN = 3, /* bytes */
	HEADLINE_MAX = 300,
	HEADLINE_PART = 12 /* bytes that must be left of a title */
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

/* Is one of them the other, or a part of it, but for punctuation? */
static bool
akin(const char *x, const char *y, struct arena *a)
{
	const char *p, *q;

	if (x == NULL || y == NULL)
		return false;
	p = folded(x, a);
	q = folded(y, a);
	if (*p == '\0' || *q == '\0')
		return false;
	return strstr(p, q) != NULL || strstr(q, p) != NULL;
}

const char *
headline_bare(const char *title, const char *site, struct arena *a)
{
	static const char *const marks[] = { " | ", " - ", " – ", " — ", " · ",
		" • ", " :: ", " « ", " » ", " ‹ ", " / ", ": " };
	const char *cut = NULL, *last = NULL;
	size_t n;

	if (title == NULL)
		return NULL;
	for (size_t i = 0; i < NELEM(marks); i++)
		for (const char *at = strstr(title, marks[i]); at != NULL;
		     at = strstr(at + 1, marks[i])) {
			if (site != NULL && cut == NULL &&
			    akin(at + strlen(marks[i]), site, a))
				cut = at;
			if (last == NULL || at > last)
				last = marks[i][0] == ':' ? last : at;
		}
	if (cut == NULL)
		cut = last;
	if (cut == NULL || cut - title < HEADLINE_PART)
		return title;
	n = (size_t)(cut - title);
	return arena_strndup(a, title, n);
}

/* The h1 that says what the title says; else the last one before the root. */
static const char *
best_h1(const struct dom *d, uint32_t root, const char *title, const char *og,
    struct arena *a)
{
	const char *before = NULL, *match = NULL;

	for (uint32_t i = 0; i < d->n; i++) {
		const char *line;

		if (d->nodes[i].is_text || d->nodes[i].tag != TAG_H1)
			continue;
		line = visible_line(d, i, NULL, a);
		if (line == NULL || strlen(line) < HEADLINE_MIN ||
		    strlen(line) > HEADLINE_MAX)
			continue;
		if ((akin(line, title, a) || akin(line, og, a)) &&
		    (match == NULL || strlen(line) > strlen(match)))
			match = line;
		if (i <= root || before == NULL)
			before = line;
	}
	return match != NULL ? match : before;
}

const char *
headline_of(const struct skim *k, const struct dom *d, uint32_t root,
    const struct jsonld *ld, struct arena *a)
{
	const char *title = skim_decode(k->title, a);
	const char *og = meta_get(k, META_TITLE, a);
	const char *site = meta_get(k, META_SITE_NAME, a);
	const char *h1 = best_h1(d, root, title, og, a);

	if (h1 != NULL && (akin(h1, title, a) || akin(h1, og, a)))
		return h1;
	if (ld->headline != NULL && akin(ld->headline, title, a))
		return ld->headline;
	if (og != NULL)
		return headline_bare(og, site, a);
	if (h1 != NULL)
		return h1;
	return title != NULL ? headline_bare(title, site, a) : ld->headline;
}
