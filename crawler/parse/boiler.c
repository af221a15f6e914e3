/* SPDX-License-Identifier: ISC */
/* The words. A row with a blank stands for two words in a row ("post-meta",
 * "postMeta", "post_meta"); a row that ends in "*" for all that begin so. */
#include "crawler/parse/boiler.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/memo.h"

enum {
	BOILER_WORDS_MAX = 512, /* bytes of a class or id that are read */
	CALLS_POST = BOILER_NOISE + 1
};

/* In the order of their first letters. */
static const struct {
	const char *word;
	enum boiler kind;
} rows[] = {
	{ "a lire", BOILER_NOISE },
	{ "a2a", BOILER_NOISE },
	{ "abo", BOILER_NOISE },
	{ "ad", BOILER_NOISE },
	{ "addthis*", BOILER_NOISE },
	{ "addtoany*", BOILER_NOISE },
	{ "ads", BOILER_NOISE },
	{ "adsense", BOILER_NOISE },
	{ "advert*", BOILER_NOISE },
	{ "anzeige*", BOILER_NOISE },
	{ "appeal", BOILER_NOISE },
	{ "appstores", BOILER_NOISE },
	{ "article body", BOILER_BODY },
	{ "article content", BOILER_BODY },
	{ "article footer", BOILER_FOOT },
	{ "article info*", BOILER_META },
	{ "article list", BOILER_NOISE },
	{ "article meta", BOILER_META },
	{ "article tags", BOILER_NOISE },
	{ "article text", BOILER_BODY },
	{ "articlebody", BOILER_BODY },
	{ "articlecontent", BOILER_BODY },
	{ "aussi", BOILER_NOISE },
	{ "auteur*", BOILER_META },
	{ "author*", BOILER_META },
	{ "autor*", BOILER_META },
	{ "back to*", BOILER_NOISE },
	{ "banner*", BOILER_NOISE },
	{ "bild*", BOILER_PICTURE },
	{ "bildunterschrift*", BOILER_PICTURE },
	{ "blog content", BOILER_BODY },
	{ "bread crumb*", BOILER_NOISE },
	{ "breadcrumb*", BOILER_NOISE },
	{ "btn", BOILER_NOISE },
	{ "button*", BOILER_NOISE },
	{ "byline*", BOILER_META },
	{ "caption*", BOILER_PICTURE },
	{ "card", BOILER_TEASER },
	{ "cards", BOILER_TEASER },
	{ "categories", BOILER_META },
	{ "category*", BOILER_META },
	{ "catlinks", BOILER_NOISE },
	{ "comentario*", BOILER_COMMENT },
	{ "comment form*", BOILER_NOISE },
	{ "comment respond", BOILER_NOISE },
	{ "comment*", BOILER_COMMENT },
	{ "commentaire*", BOILER_COMMENT },
	{ "commentform*", BOILER_NOISE },
	{ "compartir*", BOILER_NOISE },
	{ "consent*", BOILER_NOISE },
	{ "contact form*", BOILER_NOISE },
	{ "content body", BOILER_BODY },
	{ "contentad*", BOILER_NOISE },
	{ "cookie*", BOILER_NOISE },
	{ "copyright*", BOILER_NOISE },
	{ "credit*", BOILER_META },
	{ "crosslink*", BOILER_NOISE },
	{ "dateline*", BOILER_META },
	{ "disclaimer*", BOILER_NOISE },
	{ "disclosure*", BOILER_NOISE },
	{ "disqus*", BOILER_COMMENT },
	{ "donate*", BOILER_NOISE },
	{ "donation*", BOILER_NOISE },
	{ "dropdown*", BOILER_NOISE },
	{ "editsection*", BOILER_NOISE },
	{ "empfehl*", BOILER_NOISE },
	{ "entry content", BOILER_BODY },
	{ "entry date", BOILER_META },
	{ "entry footer", BOILER_FOOT },
	{ "entry meta", BOILER_META },
	{ "entry utility", BOILER_META },
	{ "etiquetas", BOILER_META },
	{ "factbox*", BOILER_NOISE },
	{ "figcaption*", BOILER_PICTURE },
	{ "figure", BOILER_PICTURE },
	{ "flattr*", BOILER_NOISE },
	{ "follow", BOILER_NOISE },
	{ "foot", BOILER_FOOT },
	{ "footer*", BOILER_FOOT },
	{ "forum", BOILER_COMMENT },
	{ "foto*", BOILER_PICTURE },
	{ "galerie*", BOILER_PICTURE },
	{ "gallery*", BOILER_PICTURE },
	{ "gdpr*", BOILER_NOISE },
	{ "hentry", BOILER_CONTENT },
	{ "image*", BOILER_PICTURE },
	{ "img*", BOILER_PICTURE },
	{ "info box", BOILER_NOISE },
	{ "infobox*", BOILER_NOISE },
	{ "jp relatedposts", BOILER_NOISE },
	{ "keywords", BOILER_META },
	{ "kommentar*", BOILER_COMMENT },
	{ "kontaktformular*", BOILER_NOISE },
	{ "language switch*", BOILER_NOISE },
	{ "legal", BOILER_NOISE },
	{ "legende*", BOILER_PICTURE },
	{ "likes", BOILER_NOISE },
	{ "lire aussi", BOILER_NOISE },
	{ "login*", BOILER_NOISE },
	{ "masthead*", BOILER_NOISE },
	{ "media caption*", BOILER_PICTURE },
	{ "mehr zum*", BOILER_NOISE },
	{ "menu*", BOILER_NOISE },
	{ "meta", BOILER_META },
	{ "metadata", BOILER_META },
	{ "metainfo", BOILER_META },
	{ "modal*", BOILER_NOISE },
	{ "mw jump", BOILER_NOISE },
	{ "nav", BOILER_NOISE },
	{ "navbar*", BOILER_NOISE },
	{ "navi*", BOILER_NOISE },
	{ "newsletter*", BOILER_NOISE },
	{ "next post*", BOILER_NOISE },
	{ "no print", BOILER_NOISE },
	{ "noprint", BOILER_NOISE },
	{ "notas relacionadas", BOILER_NOISE },
	{ "opt in", BOILER_NOISE },
	{ "optout*", BOILER_NOISE },
	{ "outbrain*", BOILER_NOISE },
	{ "overlay*", BOILER_NOISE },
	{ "page links", BOILER_NOISE },
	{ "pager", BOILER_NOISE },
	{ "paginat*", BOILER_NOISE },
	{ "partage*", BOILER_NOISE },
	{ "paywall*", BOILER_NOISE },
	{ "photo*", BOILER_PICTURE },
	{ "picture*", BOILER_PICTURE },
	{ "pingback*", BOILER_COMMENT },
	{ "placeholder*", BOILER_NOISE },
	{ "pop up*", BOILER_NOISE },
	{ "popular*", BOILER_NOISE },
	{ "popup*", BOILER_NOISE },
	{ "post body", BOILER_BODY },
	{ "post content", BOILER_BODY },
	{ "post date", BOILER_META },
	{ "post entry", BOILER_BODY },
	{ "post footer", BOILER_FOOT },
	{ "post info", BOILER_META },
	{ "post meta", BOILER_META },
	{ "post text", BOILER_BODY },
	{ "posted", BOILER_META },
	{ "postmeta*", BOILER_META },
	{ "powiazane*", BOILER_NOISE },
	{ "prev post*", BOILER_NOISE },
	{ "print*", BOILER_NOISE },
	{ "printfooter*", BOILER_NOISE },
	{ "privacy*", BOILER_NOISE },
	{ "promo", BOILER_NOISE },
	{ "promobox*", BOILER_NOISE },
	{ "promos", BOILER_NOISE },
	{ "promotion*", BOILER_NOISE },
	{ "pub", BOILER_NOISE },
	{ "publicidad*", BOILER_NOISE },
	{ "publicite*", BOILER_NOISE },
	{ "published", BOILER_META },
	{ "rating*", BOILER_NOISE },
	{ "ratings", BOILER_NOISE },
	{ "read more", BOILER_NOISE },
	{ "readmore*", BOILER_NOISE },
	{ "recirc*", BOILER_NOISE },
	{ "recommend*", BOILER_NOISE },
	{ "reklama*", BOILER_NOISE },
	{ "relacionad*", BOILER_NOISE },
	{ "related*", BOILER_NOISE },
	{ "replies", BOILER_COMMENT },
	{ "respond", BOILER_NOISE },
	{ "screen reader*", BOILER_NOISE },
	{ "search*", BOILER_NOISE },
	{ "selected podcasts", BOILER_NOISE },
	{ "share*", BOILER_NOISE },
	{ "sharedaddy", BOILER_NOISE },
	{ "shariff*", BOILER_NOISE },
	{ "sharing*", BOILER_NOISE },
	{ "side bar", BOILER_NOISE },
	{ "sidebar*", BOILER_NOISE },
	{ "signup*", BOILER_NOISE },
	{ "similar*", BOILER_NOISE },
	{ "siteinfo", BOILER_NOISE },
	{ "sitemap*", BOILER_NOISE },
	{ "skip*", BOILER_NOISE },
	{ "slideshow*", BOILER_PICTURE },
	{ "social*", BOILER_NOISE },
	{ "spenden*", BOILER_NOISE },
	{ "sponsor*", BOILER_NOISE },
	{ "story body", BOILER_BODY },
	{ "story content", BOILER_BODY },
	{ "subnav*", BOILER_NOISE },
	{ "subscri*", BOILER_NOISE },
	{ "syndication*", BOILER_NOISE },
	{ "taboola*", BOILER_NOISE },
	{ "tag cloud", BOILER_NOISE },
	{ "tag list", BOILER_META },
	{ "tagcloud*", BOILER_NOISE },
	{ "taglist*", BOILER_META },
	{ "tags", BOILER_META },
	{ "teaser*", BOILER_TEASER },
	{ "telegram*", BOILER_NOISE },
	{ "themen*", BOILER_META },
	{ "third party*", BOILER_NOISE },
	{ "timestamp*", BOILER_META },
	{ "toc", BOILER_NOISE },
	{ "toolbar*", BOILER_NOISE },
	{ "topics", BOILER_META },
	{ "trackback*", BOILER_COMMENT },
	{ "trending*", BOILER_NOISE },
	{ "user info", BOILER_META },
	{ "verwandt*", BOILER_NOISE },
	{ "viral*", BOILER_NOISE },
	{ "visual", BOILER_PICTURE },
	{ "vote*", BOILER_NOISE },
	{ "weitere*", BOILER_NOISE },
	{ "werbung*", BOILER_NOISE },
	{ "whatsapp*", BOILER_NOISE },
	{ "widget*", BOILER_NOISE },
	{ "yarpp*", BOILER_NOISE },
};

const char *
boiler_word(const char *s, const char **end)
{
	const char *p;

	while (*s != '\0' && !isalnum((unsigned char)*s))
		s++;
	p = s;
	while (isalnum((unsigned char)*p)) {
		bool lower = islower((unsigned char)*p);

		p++;
		if (lower && isupper((unsigned char)*p))
			break;
	}
	*end = p;
	return s;
}

bool
boiler_word_among(
    const char *s, size_t n, const char *const *list, size_t count)
{
	/* Most are told apart by their first letter. */
	for (size_t i = 0; i < count && n > 0; i++)
		if (list[i][0] == (s[0] | 32) &&
		    strncasecmp(s, list[i], n) == 0 && list[i][n] == '\0')
			return true;
	return false;
}

/* Does row match the n bytes at s, and, where it has a second word, what
 * follows in the same name? */
static bool
row_matches(const char *row, const char *s, size_t n)
{
	const char *blank = strchr(row, ' ');
	size_t len = blank == NULL ? strlen(row) : (size_t)(blank - row);
	bool prefix = blank == NULL && row[len - 1] == '*';
	const char *word, *end;

	if (prefix)
		len--;
	if (n < len || (n > len && !prefix) || strncasecmp(row, s, len) != 0)
		return false;
	/* "adKz3" is a name out of a generator, "ad-box" is not. */
	if (len < 3 && isalnum((unsigned char)s[n]))
		return false;
	if (blank == NULL)
		return true;
	if (isspace((unsigned char)s[n]) || s[n] == '\0')
		return false;
	word = boiler_word(s + n, &end);
	return end > word && row_matches(blank + 1, word, (size_t)(end - word));
}

/* Names that speak of something else: "has-sidebar", "category-cookies", and
 * what follows the "--" of a modifier. */
static bool
is_aside(const char *name, size_t n)
{
	static const char *const heads[] = { "has-", "no-", "with-", "without-",
		"is-", "elementor", "et_pb", "tag-", "category-", "not-", "js-",
		"has_", "no_" };

	for (size_t i = 0; i < NELEM(heads); i++)
		if (n >= strlen(heads[i]) &&
		    strncasecmp(name, heads[i], strlen(heads[i])) == 0)
			return true;
	return false;
}

/* The first row that begins with that letter or a later one. */
static size_t
first_row(int letter)
{
	size_t lo = 0, hi = NELEM(rows);

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (rows[mid].word[0] < letter)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* What one word says, where it says more than what was found. */
static enum boiler
word_of(const char *s, size_t n, enum boiler found)
{
	int letter = tolower((unsigned char)*s);

	for (size_t i = first_row(letter);
	     i < NELEM(rows) && rows[i].word[0] == letter; i++)
		if (rows[i].kind > found && row_matches(rows[i].word, s, n))
			found = rows[i].kind;
	return found;
}

/* One name: its words, up to a modifier. */
static enum boiler
name_of(const char *name, size_t n)
{
	enum boiler found = BOILER_NONE;
	const char *s = name, *end;

	while (true) {
		s = boiler_word(s, &end);
		if (end == s || s >= name + n ||
		    (s > name + 1 && s[-1] == '-' && s[-2] == '-'))
			return found;
		found = word_of(s, (size_t)(end - s), found);
		s = end;
	}
}

static enum boiler
words_of(const char *names)
{
	enum boiler found = BOILER_NONE, kind;
	size_t i = 0;

	while (names != NULL && names[i] != '\0' && i < BOILER_WORDS_MAX) {
		size_t n = strcspn(names + i, " \t\n\r\f");

		kind = n == 0 || is_aside(names + i, n) ? BOILER_NONE
							: name_of(names + i, n);
		found = kind > found ? kind : found;
		i += n;
		i += strspn(names + i, " \t\n\r\f");
	}
	return found;
}

static enum boiler
role_of(const char *role)
{
	static const char *const noise[] = { "navigation", "banner", "search",
		"contentinfo", "complementary", "menu", "dialog", "toolbar" };

	for (size_t i = 0; role != NULL && i < NELEM(noise); i++)
		if (strcasecmp(role, noise[i]) == 0)
			return BOILER_NOISE;
	return BOILER_NONE;
}

/* What a class says, and CALLS_POST where it calls the element a post:
 * WordPress adds categories, tags and authors as classes to a post. */
static int
class_says(struct memo *memo, const char *class)
{
	static const char *const posts[] = { "hentry", "h-entry", "type-post",
		"type-page" };
	struct memo *m = memo_of(memo, class);

	if (m->said == MEMO_NEW)
		m->said = dom_has_any(class, posts, NELEM(posts))
			      ? CALLS_POST
			      : (int)words_of(class);
	return m->said;
}

/* What the element's attributes say; the strongest word wins. */
static enum boiler
kind_of(const struct dom *d, uint32_t i, struct memo *memo)
{
	enum boiler kind, by_id, by_role;
	const char *prop, *class;
	int said;
	enum tag tag = (enum tag)d->nodes[i].tag;

	if (d->nodes[i].have == 0)
		return BOILER_NONE;
	prop = dom_attr(d, i, TOKEN_ITEMPROP);
	class = dom_attr(d, i, TOKEN_CLASS);
	if (prop != NULL && (strcasecmp(prop, "articleBody") == 0 ||
				strcasecmp(prop, "reviewBody") == 0))
		return BOILER_BODY;
	said = class == NULL ? (int)BOILER_NONE : class_says(memo, class);
	if (said == CALLS_POST)
		return BOILER_CONTENT;
	kind = (enum boiler)said;
	/* A heading's id is made of its own words. */
	by_id = tag >= TAG_H1 && tag <= TAG_H6
		    ? BOILER_NONE
		    : words_of(dom_attr(d, i, TOKEN_ID));
	by_role = role_of(dom_attr(d, i, TOKEN_ROLE));
	if (by_id > kind)
		kind = by_id;
	return by_role > kind ? by_role : kind;
}

uint8_t *
boiler_all(const struct dom *d)
{
	struct memo memo[MEMO_PLACES] = { { NULL, 0 } };
	uint8_t *kinds = mem_zalloc(d->n);

	for (uint32_t i = 0; i < d->n; i++)
		kinds[i] = (uint8_t)kind_of(d, i, memo);
	return kinds;
}
