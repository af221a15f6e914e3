/* SPDX-License-Identifier: ISC */
/* The words. A row with a blank stands for two words in a row ("post-meta",
 * "postMeta", "post_meta"); a row that ends in "*" for all that begin so. */
#include "crawler/parse/boiler.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { BOILER_WORDS_MAX = 512 /* bytes of a class or id that are read */ };

static const struct {
	const char *word;
	enum boiler kind;
} rows[] = {
	{ "ad", BOILER_NOISE },
	{ "ads", BOILER_NOISE },
	{ "adsense", BOILER_NOISE },
	{ "advert*", BOILER_NOISE },
	{ "addthis*", BOILER_NOISE },
	{ "addtoany*", BOILER_NOISE },
	{ "a2a", BOILER_NOISE },
	{ "anzeige*", BOILER_NOISE },
	{ "article body", BOILER_BODY },
	{ "article content", BOILER_BODY },
	{ "article text", BOILER_BODY },
	{ "articlebody", BOILER_BODY },
	{ "articlecontent", BOILER_BODY },
	{ "article info*", BOILER_META },
	{ "article meta", BOILER_META },
	{ "article footer", BOILER_NOISE },
	{ "article tags", BOILER_NOISE },
	{ "author*", BOILER_META },
	{ "autor*", BOILER_META },
	{ "auteur*", BOILER_META },
	{ "banner*", BOILER_NOISE },
	{ "blog content", BOILER_BODY },
	{ "bottom", BOILER_NONE },
	{ "breadcrumb*", BOILER_NOISE },
	{ "bread crumb*", BOILER_NOISE },
	{ "button*", BOILER_NOISE },
	{ "btn", BOILER_NOISE },
	{ "byline*", BOILER_META },
	{ "category*", BOILER_META },
	{ "categories", BOILER_META },
	{ "comment*", BOILER_COMMENT },
	{ "commentaire*", BOILER_COMMENT },
	{ "kommentar*", BOILER_COMMENT },
	{ "comentario*", BOILER_COMMENT },
	{ "content body", BOILER_BODY },
	{ "contact", BOILER_NONE },
	{ "cookie*", BOILER_NOISE },
	{ "consent*", BOILER_NOISE },
	{ "copyright*", BOILER_NOISE },
	{ "credit*", BOILER_META },
	{ "dateline*", BOILER_META },
	{ "disclaimer*", BOILER_NOISE },
	{ "disqus*", BOILER_COMMENT },
	{ "donate*", BOILER_NOISE },
	{ "dropdown*", BOILER_NOISE },
	{ "entry content", BOILER_BODY },
	{ "entry meta", BOILER_META },
	{ "entry footer", BOILER_NOISE },
	{ "entry date", BOILER_META },
	{ "entry utility", BOILER_META },
	{ "facebook*", BOILER_NOISE },
	{ "flattr*", BOILER_NOISE },
	{ "foot", BOILER_NOISE },
	{ "footer*", BOILER_NOISE },
	{ "gdpr*", BOILER_NOISE },
	{ "hentry", BOILER_CONTENT },
	{ "hidden*", BOILER_NONE },
	{ "infobox*", BOILER_NONE },
	{ "jp", BOILER_NOISE },
	{ "language switch*", BOILER_NOISE },
	{ "legal", BOILER_NOISE },
	{ "login*", BOILER_NOISE },
	{ "masthead*", BOILER_NOISE },
	{ "menu*", BOILER_NOISE },
	{ "meta", BOILER_META },
	{ "metadata", BOILER_META },
	{ "metainfo", BOILER_META },
	{ "modal*", BOILER_NOISE },
	{ "nav", BOILER_NOISE },
	{ "navbar*", BOILER_NOISE },
	{ "navi*", BOILER_NOISE },
	{ "newsletter*", BOILER_NOISE },
	{ "next post*", BOILER_NOISE },
	{ "noprint", BOILER_NOISE },
	{ "outbrain*", BOILER_NOISE },
	{ "overlay*", BOILER_NOISE },
	{ "page links", BOILER_NOISE },
	{ "pager", BOILER_NOISE },
	{ "paginat*", BOILER_NOISE },
	{ "pingback*", BOILER_COMMENT },
	{ "popup*", BOILER_NOISE },
	{ "popular*", BOILER_NOISE },
	{ "post body", BOILER_BODY },
	{ "post content", BOILER_BODY },
	{ "post text", BOILER_BODY },
	{ "post entry", BOILER_BODY },
	{ "post date", BOILER_META },
	{ "post footer", BOILER_NOISE },
	{ "post info", BOILER_META },
	{ "post meta", BOILER_META },
	{ "posted", BOILER_META },
	{ "postmeta*", BOILER_META },
	{ "prev post*", BOILER_NOISE },
	{ "print*", BOILER_NOISE },
	{ "promo*", BOILER_NOISE },
	{ "published", BOILER_META },
	{ "rating*", BOILER_NOISE },
	{ "read more", BOILER_NOISE },
	{ "recommend*", BOILER_NOISE },
	{ "related*", BOILER_NOISE },
	{ "replies", BOILER_COMMENT },
	{ "respond", BOILER_COMMENT },
	{ "screen reader*", BOILER_NOISE },
	{ "search*", BOILER_NOISE },
	{ "share*", BOILER_NOISE },
	{ "sharing*", BOILER_NOISE },
	{ "shariff*", BOILER_NOISE },
	{ "sidebar*", BOILER_NOISE },
	{ "side bar", BOILER_NOISE },
	{ "signup*", BOILER_NOISE },
	{ "sitemap*", BOILER_NOISE },
	{ "skip*", BOILER_NOISE },
	{ "social*", BOILER_NOISE },
	{ "sponsor*", BOILER_NOISE },
	{ "story body", BOILER_BODY },
	{ "story content", BOILER_BODY },
	{ "subnav*", BOILER_NOISE },
	{ "subscri*", BOILER_NOISE },
	{ "syndication*", BOILER_NOISE },
	{ "taboola*", BOILER_NOISE },
	{ "tag list", BOILER_META },
	{ "tag cloud", BOILER_NOISE },
	{ "tagcloud*", BOILER_NOISE },
	{ "taglist*", BOILER_META },
	{ "tags", BOILER_META },
	{ "teaser*", BOILER_NONE },
	{ "timestamp*", BOILER_META },
	{ "toolbar*", BOILER_NOISE },
	{ "trackback*", BOILER_COMMENT },
	{ "trending*", BOILER_NOISE },
	{ "twitter*", BOILER_NOISE },
	{ "user info", BOILER_META },
	{ "viral*", BOILER_NOISE },
	{ "widget*", BOILER_NOISE },
	{ "yarpp*", BOILER_NOISE },
};

/* One word of a name begins at s; *end gets where it ends. "postMeta2" is
 * post, Meta, 2. */
static const char *
next_word(const char *s, const char **end)
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
	if (blank == NULL)
		return true;
	if (isspace((unsigned char)s[n]) || s[n] == '\0')
		return false;
	word = next_word(s + n, &end);
	return end > word && row_matches(blank + 1, word, (size_t)(end - word));
}

static enum boiler
words_of(const char *names)
{
	enum boiler found = BOILER_NONE;
	const char *s = names, *end;
	size_t left = BOILER_WORDS_MAX;

	while (s != NULL && left > 0) {
		s = next_word(s, &end);
		if (end == s || (size_t)(end - names) > BOILER_WORDS_MAX)
			break;
		for (size_t i = 0; i < NELEM(rows); i++)
			if (tolower((unsigned char)*s) == rows[i].word[0] &&
			    rows[i].kind > found &&
			    row_matches(rows[i].word, s, (size_t)(end - s)))
				found = rows[i].kind;
		s = end;
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

enum boiler
boiler_of(const struct dom *d, uint32_t i)
{
	enum boiler by_class, by_id, by_role;
	const char *prop = dom_attr(d, i, "itemprop");

	if (d->nodes[i].is_text || d->nodes[i].origin == NULL)
		return BOILER_NONE;
	if (prop != NULL && (strcasecmp(prop, "articleBody") == 0 ||
				strcasecmp(prop, "reviewBody") == 0))
		return BOILER_BODY;
	by_class = words_of(dom_attr(d, i, "class"));
	by_id = words_of(dom_attr(d, i, "id"));
	by_role = role_of(dom_attr(d, i, "role"));
	if (by_id > by_class)
		by_class = by_id;
	return by_role > by_class ? by_role : by_class;
}
