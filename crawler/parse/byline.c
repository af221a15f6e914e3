/* SPDX-License-Identifier: ISC */
/* Bylines. */
#define _GNU_SOURCE /* memmem */
#include "crawler/parse/byline.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/boiler.h"
#include "crawler/parse/memo.h"
#include "crawler/parse/visible.h"
#include "store/base/err.h"

enum {
	BYLINE_TEXT_MAX = 200, /* bytes of an element that may be one */
	BYLINE_NAME_MAX = 90,
	BYLINE_SPOKEN_MAX = 80, /* bytes of a block that says "by" */
	BYLINE_WORDS_MAX = 9,
	SPOKEN_NODES = 12, /* of an element that is merely a byline */
	RANKS = 10         /* from 0, none, to 9 */
};

/* What stands before a name; the longer of two first. Lower case. */
static const char *const intros[] = { "written by", "posted by", "published by",
	"submitted by", "reported by", "gespeichert von",
	"pressemitteilung von", "words by", "story by", "text by", "by",
	"geschrieben von", "veröffentlicht von", "ein beitrag von",
	"ein artikel von", "artikel von", "redaktion von", "eine kolumne von",
	"ein gastbeitrag von", "ein kommentar von", "gastbeitrag von",
	"blog beitrag von", "blogbeitrag von", "beitrag von", "bericht von",
	"erstellt von", "verfasst von", "text von", "von", "écrit par",
	"publié par", "rédigé par", "proposé par", "posté par",
	"propos recueillis par", "article de", "par", "escrito por",
	"publicado por", "por", "scritto da", "pubblicato da", "di", "da",
	"door", "geschreven door", "autor:", "autorin:", "autoren:", "autor",
	"autorin", "author:", "authors:", "author", "auteur:", "auteur",
	"auteurs", "text:", "texte:", "foto:", "redaktion:", "autore:",
	"words:", "text & fotos:", "text und fotos:", "text & photos:",
	"texte et photos:", "texte et photos :", "texte :", "un article de",
	"une chronique de", "propos recueillis par :", "article by",
	"an article by", "contributed by", "reporting by", "edited by",
	"interview by", "auteur :", "auteurs :", "auteure :", "autrice :" };

/* What ends a name. */
static const char *const ends[] = { " | ", " »", " «", "»", " – ", " — ", " - ",
	" · ", " • ", " / ", " am ", " on ", " le ", " il ", " el ", " in ",
	" um ", " at ", " um ", " vom ", " published", " updated", " posted",
	" publié", " veröffentlicht", " @ ", " (", ": ", "\n", " mit " };

static const char *
skip_marks(const char *s)
{
	while (*s != '\0' &&
	       (isspace((unsigned char)*s) || strchr(":,|-/*>.", *s) != NULL))
		s++;
	while (strncmp(s, "–", 3) == 0 || strncmp(s, "—", 3) == 0 ||
	       strncmp(s, "·", 2) == 0 || strncmp(s, "\xc2\xa0", 2) == 0) {
		s += (unsigned char)*s == 0xc2 ? 2 : 3;
		while (isspace((unsigned char)*s))
			s++;
	}
	return s;
}

static const char *
skip_intro(const char *s)
{
	for (size_t i = 0; i < NELEM(intros); i++) {
		size_t n;

		if ((*s | 32) != (intros[i][0] | 32))
			continue;
		n = strlen(intros[i]);
		if (strncasecmp(s, intros[i], n) != 0)
			continue;
		if (intros[i][n - 1] == ':' || s[n] == ':' ||
		    isspace((unsigned char)s[n]) || s[n] == '\0' ||
		    strncmp(s + n, "\xc2\xa0", 2) == 0)
			return skip_marks(s + n);
	}
	return s;
}

/* Where the name that begins at s ends. */
static size_t
name_length(const char *s)
{
	size_t n = strlen(s), i;

	for (i = 0; i < NELEM(ends); i++) {
		const char *at = strstr(s, ends[i]);

		if (at != NULL && (size_t)(at - s) < n)
			n = (size_t)(at - s);
	}
	/* A date follows: "Jane Doe, 3 May 2021", "Jane Doe 03.05.2021". */
	for (i = 0; i < n; i++)
		if (isdigit((unsigned char)s[i]) && (i == 0 || s[i - 1] == ' '))
			break;
	if (i < n)
		n = i;
	while (n > 0 && (isspace((unsigned char)s[n - 1]) ||
			    strchr(",;:|-/", s[n - 1]) != NULL))
		n--;
	return n;
}

static bool
is_name(const char *s, size_t n)
{
	size_t words = 1, letters = 0;

	for (size_t i = 0; i < n; i++) {
		words += s[i] == ' ';
		letters +=
		    isalpha((unsigned char)s[i]) || (unsigned char)s[i] >= 0x80;
	}
	return n >= 2 && n <= BYLINE_NAME_MAX && words <= BYLINE_WORDS_MAX &&
	       letters >= 2 && memchr(s, '@', n) == NULL &&
	       memmem(s, n, "[at]", 4) == NULL &&
	       memmem(s, n, "(at)", 4) == NULL &&
	       !(n > 7 && strncmp(s, "http", 4) == 0);
}

const char *
byline_clean(const char *text, struct arena *a)
{
	const char *s;
	size_t n;

	if (text == NULL)
		return NULL;
	s = skip_intro(skip_marks(text));
	s = skip_intro(s);
	n = name_length(s);
	return is_name(s, n) ? arena_strndup(a, s, n) : NULL;
}

/* By the words that a class or id is made of: "news-list-author". */
static int
rank_of_words(const char *names)
{
	static const char *const good[] = { "author", "authors", "authorname",
		"autor", "autoren", "autorin", "auteur", "auteurs", "autore",
		"byline", "contributor", "writer", "verfasser" };
	static const char *const bad[] = { "bio", "avatar", "image", "img",
		"description", "social", "posts", "photo", "box", "related",
		"more", "icon", "picture" };
	/* Whose name it is did not write the page. */
	static const char *const other[] = { "comment", "comments", "reply",
		"commenter" };
	const char *s, *end;
	bool found = false, spoilt = false;

	if (names == NULL)
		return 0;
	for (s = boiler_word(names, &end); end > s;
	     s = boiler_word(end, &end)) {
		size_t n = (size_t)(end - s);

		found = found || boiler_word_among(s, n, good, NELEM(good));
		spoilt = spoilt || boiler_word_among(s, n, bad, NELEM(bad));
		if (boiler_word_among(s, n, other, NELEM(other)))
			return 0;
	}
	if (!found)
		return 0;
	return spoilt ? 1 : 4;
}

/* The address of a writer's own page. */
static bool
is_author_link(const char *href)
{
	static const char *const parts[] = { "/author/", "/authors/", "/autor/",
		"/autoren/", "/auteur/", "/auteurs/", "/autore/", "/autori/" };

	/* All of them begin so, and next to no link holds that. */
	if (href == NULL || strstr(href, "/aut") == NULL)
		return false;
	for (size_t i = 0; i < NELEM(parts); i++)
		if (strstr(href, parts[i]) != NULL)
			return true;
	return false;
}

/* The best rank of the words of a class or id; 0: none is known. */
static int
rank_listed(const char *list)
{
	static const struct {
		const char *word; /* lower case */
		int rank;
	} words[] = {
		{ "p-author", 7 },
		{ "author-name", 6 },
		{ "author_name", 6 },
		{ "authorname", 6 },
		{ "article-author", 5 },
		{ "article__author", 5 },
		{ "post-author", 5 },
		{ "entry-author", 5 },
		{ "byline-name", 6 },
		{ "byline__name", 6 },
		{ "byline", 4 },
		{ "author", 5 },
		{ "authors", 4 },
		{ "autor", 5 },
		{ "autoren", 4 },
		{ "auteur", 5 },
		{ "autore", 4 },
		{ "post__author", 5 },
		{ "username", 2 },
		{ "fn", 3 },
		{ "writer", 3 },
		{ "signature", 2 },
		{ "creator", 3 },
		{ "postauthor", 5 },
		{ "submitted", 2 },
		{ "contributor", 2 },
	};
	static const char blanks[] = " \t\n\f\r";
	int rank = 0;

	while (list != NULL && *list != '\0') {
		size_t n = strcspn(list, blanks);
		char first = (char)tolower((unsigned char)*list);

		for (size_t w = 0; w < NELEM(words); w++)
			if (words[w].rank > rank && words[w].word[0] == first &&
			    strncasecmp(words[w].word, list, n) == 0 &&
			    words[w].word[n] == '\0')
				rank = words[w].rank;
		list += n;
		list += strspn(list, blanks);
	}
	return rank;
}

/* The ranks of a class or id by rank_listed and by rank_of_words. */
static int
rank_of_names(struct memo *memo, const char *names, bool listed)
{
	struct memo *m;

	if (names == NULL)
		return 0;
	m = memo_of(memo, names);
	if (m->said == MEMO_NEW)
		m->said = rank_listed(names) * RANKS + rank_of_words(names);
	return listed ? m->said / RANKS : m->said % RANKS;
}

/* How sure an element is a byline; 0: it is none. */
static int
rank_of(const struct dom *d, uint32_t i, struct memo *memo)
{
	const char *prop, *class, *id;
	int rank, other;

	if (d->nodes[i].have == 0)
		return 0;
	prop = dom_attr(d, i, TOKEN_ITEMPROP);
	class = dom_attr(d, i, TOKEN_CLASS);
	id = dom_attr(d, i, TOKEN_ID);
	if (dom_has_word(prop, "author") || dom_has_word(prop, "creator"))
		return 9;
	if (dom_has_word(dom_attr(d, i, TOKEN_REL), "author"))
		return 8;
	rank = rank_of_names(memo, class, true);
	other = rank_of_names(memo, id, true);
	if (other > rank)
		rank = other;
	if (rank == 0)
		rank = rank_of_names(memo, class, false);
	if (rank == 0)
		rank = rank_of_names(memo, id, false);
	if (rank < 3 && d->nodes[i].tag == TAG_A &&
	    is_author_link(dom_attr(d, i, TOKEN_HREF)))
		rank = 3;
	return rank;
}

/* The part of a byline that is the name: itemprop=name, .fn, a lone link. */
static uint32_t
name_within(const struct dom *d, uint32_t i)
{
	uint32_t link = d->n, links = 0;

	for (uint32_t k = i + 1; k < d->nodes[i].past; k++) {
		if (d->nodes[k].is_text)
			continue;
		if (dom_has_word(dom_attr(d, k, TOKEN_ITEMPROP), "name") ||
		    dom_has_word(dom_attr(d, k, TOKEN_CLASS), "fn") ||
		    dom_has_word(dom_attr(d, k, TOKEN_CLASS), "username") ||
		    dom_has_word(
			dom_attr(d, k, TOKEN_CLASS), "username-coloured") ||
		    dom_has_word(dom_attr(d, k, TOKEN_REL), "author"))
			return k;
		if (d->nodes[k].tag == TAG_A) {
			link = k;
			links++;
		}
	}
	return links == 1 ? link : i;
}

static const char *
name_of(const struct dom *d, uint32_t i, struct arena *a)
{
	uint32_t part = name_within(d, i);
	const char *name = NULL;
	const char *content = dom_attr(d, part, TOKEN_CONTENT);

	if (content != NULL)
		name = byline_clean(content, a);
	if (name == NULL)
		name = byline_clean(visible_line(d, part, NULL, a), a);
	if (name == NULL && part != i)
		name = byline_clean(visible_line(d, i, NULL, a), a);
	return name;
}

/* Is every word one of a name: with a capital, or such as stands in names and
 * between them? What is not ASCII is taken for a capital. */
static bool
is_personal(const char *name)
{
	static const char *const small[] = { "de", "du", "des", "da", "di",
		"do", "dos", "del", "della", "la", "le", "van", "von", "vom",
		"zu", "zur", "der", "den", "ten", "ter", "el", "al", "bin",
		"ben", "y", "e", "i", "und", "and", "et", "ed", "en", "og",
		"och", "&", "dpa", "afp", "ap" };

	for (size_t n; *name != '\0'; name += n) {
		bool known = false;

		name += strspn(name, " ,");
		n = strcspn(name, " ,");
		for (size_t i = 0; i < NELEM(small); i++)
			known = known || (strlen(small[i]) == n &&
					     strncmp(name, small[i], n) == 0);
		if (n > 0 && !known && !isupper((unsigned char)*name) &&
		    (unsigned char)*name < 0x80 && strncmp(name, "d'", 2) != 0)
			return false;
	}
	return true;
}

/* May an element of this kind be a byline and no more? */
static bool
may_speak(enum tag tag)
{
	static const enum tag tags[] = { TAG_P, TAG_SPAN, TAG_LI, TAG_TD,
		TAG_EM, TAG_I, TAG_B, TAG_STRONG, TAG_SMALL, TAG_CITE,
		TAG_OTHER };

	if (tag_flags[tag] == TAG_IS_BLOCK)
		return true;
	for (size_t i = 0; i < NELEM(tags); i++)
		if (tag == tags[i])
			return true;
	return false;
}

/* The text of an element up to its first line break: bylines head paragraphs,
 * too. */
static const char *
first_line(const struct dom *d, uint32_t i, struct arena *a)
{
	uint32_t end = dom_find(d, i, TAG_BR);
	struct flow f;
	char *line;

	if (end == d->n)
		return visible_line(d, i, NULL, a);
	flow_init(&f, NULL);
	for (uint32_t k = i + 1; k < end; k = d->nodes[k].past)
		if (d->nodes[k].past <= end)
			visible_write(d, k, NULL, &f);
	line = flow_copy(&f, a, NULL, NULL);
	flow_fini(&f);
	return line;
}

/* Does the first text in an element begin as a byline does? Asked before its
 * whole text is put together. */
static bool
begins_spoken(const struct dom *d, uint32_t i)
{
	for (uint32_t k = i + 1; k < d->nodes[i].past; k++) {
		const char *text;

		if (!d->nodes[k].is_text)
			continue;
		text = skip_marks(d->nodes[k].text);
		if (*text != '\0')
			return skip_intro(text) != text;
	}
	return false;
}

/* "By Jane Doe" in an element of its own, or at the head of one. */
static const char *
spoken(const struct dom *d, uint32_t i, struct arena *a)
{
	const char *line, *name;

	if (!may_speak((enum tag)d->nodes[i].tag) ||
	    d->nodes[i].past - i > SPOKEN_NODES || !begins_spoken(d, i))
		return NULL;
	line = first_line(d, i, a);
	if (line == NULL || strlen(line) > BYLINE_SPOKEN_MAX)
		return NULL;
	line = skip_marks(line);
	name = skip_intro(line);
	if (name == line ||
	    !(isupper((unsigned char)*name) || (unsigned char)*name >= 0x80))
		return NULL;
	name = byline_clean(line, a);
	return name != NULL && is_personal(name) ? name : NULL;
}

const char *
byline_spoken(const struct dom *d, uint32_t from, uint32_t to,
    const uint8_t *skip, struct arena *a)
{
	const char *name = NULL;

	for (uint32_t i = from; i < to && name == NULL; i++) {
		if (skip != NULL && skip[i] != 0)
			i = d->nodes[i].past - 1;
		else if (!d->nodes[i].is_text)
			name = spoken(d, i, a);
	}
	return name;
}

const char *
byline_find(const struct dom *d, uint32_t from, uint32_t to,
    const uint8_t *skip, struct arena *a, uint32_t *link)
{
	struct memo memo[MEMO_PLACES] = { { NULL, 0 } };
	const char *best = NULL;
	int rank = 0;

	*link = 0;
	for (uint32_t i = from; i < to; i++) {
		const char *name;
		int r;

		if (skip != NULL && skip[i] != 0) {
			i = d->nodes[i].past - 1;
			continue;
		}
		r = d->nodes[i].is_text ? 0 : rank_of(d, i, memo);
		if (r <= rank)
			continue;
		name = name_of(d, i, a);
		if (name == NULL)
			continue;
		best = name;
		rank = r;
		*link = dom_find(d, i, TAG_A);
		if (*link == d->n)
			*link = 0;
	}
	return best;
}
