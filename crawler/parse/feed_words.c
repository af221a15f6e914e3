/* SPDX-License-Identifier: ISC */
/* The tables of elements and namespaces. */
#include "crawler/parse/feed_words.h"

#include <string.h>
#include <strings.h>

#include "store/base/err.h"

enum space {
	SPACE_FEED, /* none, RSS, Atom, CDF */
	SPACE_DC,
	SPACE_TERMS,
	SPACE_CONTENT,
	SPACE_XHTML,
	SPACE_MEDIA,
	SPACE_ITUNES,
	SPACE_WFW,
	SPACE_THREAD,
	SPACE_BURNER,
	SPACE_HISTORY,
	SPACE_OTHER
};

/* Where a URI begins so (in any case), or an undeclared prefix is this one, the
 * element is of that space. The narrow before the wide. */
static const struct {
	const char *uri, *prefix;
	enum space space;
} spaces[] = {
	{ "http://purl.org/dc/elements/", "dc", SPACE_DC },
	{ "http://purl.org/dc/terms/", "dcterms", SPACE_TERMS },
	{ "http://purl.org/rss/1.0/modules/content/", "content",
	    SPACE_CONTENT },
	{ "http://www.w3.org/1999/xhtml", "xhtml", SPACE_XHTML },
	{ "http://search.yahoo.com/mrss", "media", SPACE_MEDIA },
	{ "http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes",
	    SPACE_ITUNES },
	{ "http://wellformedweb.org/commentapi/", "wfw", SPACE_WFW },
	{ "http://purl.org/syndication/thread/1.0", "thr", SPACE_THREAD },
	{ "http://rssnamespace.org/feedburner/ext/1.0", "feedburner",
	    SPACE_BURNER },
	{ "http://purl.org/syndication/history/1.0", "fh", SPACE_HISTORY },
	{ "http://purl.org/rss/1.0/modules/rss091", "rss091", SPACE_FEED },
	{ "http://purl.org/rss/1.0/modules/", NULL, SPACE_OTHER },
	{ "http://purl.org/rss/1.0", "rss", SPACE_FEED },
	{ "http://purl.org/net/rss1.1#", NULL, SPACE_FEED },
	{ "http://my.netscape.com/rdf/simple/0.9", NULL, SPACE_FEED },
	{ "http://channel.netscape.com/rdf/simple/0.9", NULL, SPACE_FEED },
	{ "http://backend.userland.com/rss", NULL, SPACE_FEED },
	{ "http://blogs.law.harvard.edu/tech/rss", NULL, SPACE_FEED },
	{ "http://www.w3.org/2005/atom", "atom", SPACE_FEED },
	{ "http://purl.org/atom/ns#", NULL, SPACE_FEED },
	{ "http://purl.org/echo/", NULL, SPACE_FEED },
	{ "http://purl.org/pie/", NULL, SPACE_FEED },
};

static const struct {
	enum space space;
	const char *name;
	struct feed_word word;
} words[] = {
	{ SPACE_FEED, "rss", { FEED_IS_FEED, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "channel", { FEED_IS_FEED, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "feed", { FEED_IS_FEED, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "item", { FEED_IS_ENTRY, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "entry", { FEED_IS_ENTRY, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "image", { FEED_IS_SKIPPED, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "textinput",
	    { FEED_IS_SKIPPED, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "contributor",
	    { FEED_IS_SKIPPED, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "source", { FEED_IS_SOURCE, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "author", { FEED_IS_AUTHOR, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "name", { FEED_IS_NAME, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "email", { FEED_IS_MAIL, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "uri", { FEED_IS_WHO_URL, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "url", { FEED_IS_WHO_URL, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "homepage",
	    { FEED_IS_WHO_URL, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "title", { FEED_IS_TITLE, FEED_GUESS, NULL, false } },
	{ SPACE_FEED, "link", { FEED_IS_LINK, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "guid", { FEED_IS_ID, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "id", { FEED_IS_ID, FEED_PLAIN, NULL, false } },
	{ SPACE_FEED, "description",
	    { FEED_IS_SUMMARY, FEED_HTML, NULL, false } },
	{ SPACE_FEED, "abstract", { FEED_IS_SUMMARY, FEED_HTML, NULL, false } },
	{ SPACE_FEED, "summary", { FEED_IS_SUMMARY, FEED_GUESS, NULL, false } },
	{ SPACE_FEED, "content", { FEED_IS_CONTENT, FEED_GUESS, NULL, false } },
	{ SPACE_FEED, "fullitem", { FEED_IS_CONTENT, FEED_HTML, NULL, false } },
	{ SPACE_FEED, "body", { FEED_IS_CONTENT, FEED_HTML, NULL, false } },
	{ SPACE_FEED, "pubdate",
	    { FEED_IS_PUBLISHED, FEED_PLAIN, "feed pubDate", false } },
	{ SPACE_FEED, "published",
	    { FEED_IS_PUBLISHED, FEED_PLAIN, "atom published", false } },
	{ SPACE_FEED, "issued",
	    { FEED_IS_PUBLISHED, FEED_PLAIN, "atom issued", false } },
	{ SPACE_FEED, "updated",
	    { FEED_IS_UPDATED, FEED_PLAIN, "atom updated", false } },
	{ SPACE_FEED, "modified",
	    { FEED_IS_UPDATED, FEED_PLAIN, "atom modified", false } },
	{ SPACE_FEED, "created",
	    { FEED_IS_CREATED, FEED_PLAIN, "atom created", false } },
	{ SPACE_FEED, "language",
	    { FEED_IS_LANGUAGE, FEED_PLAIN, NULL, false } },
	{ SPACE_DC, "title", { FEED_IS_TITLE, FEED_GUESS, NULL, true } },
	{ SPACE_DC, "description", { FEED_IS_SUMMARY, FEED_HTML, NULL, true } },
	{ SPACE_DC, "creator", { FEED_IS_AUTHOR, FEED_PLAIN, NULL, false } },
	{ SPACE_DC, "author", { FEED_IS_AUTHOR, FEED_PLAIN, NULL, false } },
	{ SPACE_DC, "date",
	    { FEED_IS_UPDATED, FEED_PLAIN, "feed dc:date", false } },
	{ SPACE_DC, "language", { FEED_IS_LANGUAGE, FEED_PLAIN, NULL, false } },
	{ SPACE_TERMS, "issued",
	    { FEED_IS_PUBLISHED, FEED_PLAIN, "feed dcterms:issued", false } },
	{ SPACE_TERMS, "created",
	    { FEED_IS_CREATED, FEED_PLAIN, "feed dcterms:created", false } },
	{ SPACE_TERMS, "modified",
	    { FEED_IS_UPDATED, FEED_PLAIN, "feed dcterms:modified", false } },
	{ SPACE_CONTENT, "encoded",
	    { FEED_IS_CONTENT, FEED_HTML, NULL, false } },
	{ SPACE_XHTML, "body", { FEED_IS_CONTENT, FEED_XHTML, NULL, false } },
	{ SPACE_MEDIA, "title", { FEED_IS_TITLE, FEED_GUESS, NULL, true } },
	{ SPACE_MEDIA, "description",
	    { FEED_IS_SUMMARY, FEED_GUESS, NULL, true } },
	{ SPACE_ITUNES, "title", { FEED_IS_TITLE, FEED_GUESS, NULL, true } },
	{ SPACE_ITUNES, "author", { FEED_IS_AUTHOR, FEED_PLAIN, NULL, true } },
	{ SPACE_ITUNES, "summary",
	    { FEED_IS_SUMMARY, FEED_GUESS, NULL, true } },
	{ SPACE_ITUNES, "owner", { FEED_IS_SKIPPED, FEED_PLAIN, NULL, false } },
	{ SPACE_WFW, "commentrss",
	    { FEED_IS_COMMENTS, FEED_PLAIN, NULL, false } },
	{ SPACE_THREAD, "in-reply-to",
	    { FEED_IS_REPLY, FEED_PLAIN, NULL, false } },
	{ SPACE_BURNER, "origlink",
	    { FEED_IS_ORIGINAL, FEED_PLAIN, NULL, false } },
	{ SPACE_HISTORY, "complete",
	    { FEED_IS_COMPLETE, FEED_PLAIN, NULL, false } },
};

/* Does the URI begin with this, in any case? */
static bool
begins(struct xml_str s, const char *with)
{
	size_t n = strlen(with);

	return s.n >= n && strncasecmp(s.s, with, n) == 0;
}

static enum space
space_of(const struct xml_token *t)
{
	for (size_t i = 0; i < NELEM(spaces); i++) {
		if (t->uri.n > 0 && begins(t->uri, spaces[i].uri))
			return spaces[i].space;
		if (t->uri.n == 0 && t->prefix.n > 0 &&
		    spaces[i].prefix != NULL &&
		    xml_is(t->prefix, spaces[i].prefix))
			return spaces[i].space;
	}
	return t->prefix.n == 0 ? SPACE_FEED : SPACE_OTHER;
}

const struct feed_word *
feed_words_find(const struct xml_token *t)
{
	enum space space = space_of(t);

	if (space == SPACE_OTHER)
		return NULL;
	for (size_t i = 0; i < NELEM(words); i++)
		if (words[i].space == space && xml_is(t->name, words[i].name))
			return &words[i].word;
	return NULL;
}
