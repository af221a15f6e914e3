/* SPDX-License-Identifier: ISC */
/* HTML into a page, by two readings that must agree (DESIGN.md, "What is
 * looked at twice"). html_scan takes text and links of any page in one pass of
 * some tens of microseconds; html_parse builds the exact tree, and from it the
 * main text, the comments, author, dates and language. Whatever a page holds,
 * both give a page and never an error: broken HTML does not exist.
 *
 * What p->text is: the title in its own line, then the visible text, blocks in
 * lines of their own, without scripts, styles and navigation noise (menus,
 * banners, footers of the page, cookie boxes), then the texts that only some
 * readers are shown (alt, title, aria-label), a line each. A name that stands
 * in the noise alone is not a mention of this page: the noise repeats on all
 * pages of a site, and its links lead to where the name really stands. A page
 * that is nearly all noise by these rules is misjudged by them: there the noise
 * is text too.
 *
 * What the documents are, after html_parse: docs[0] is the page itself, with
 * its main text (of a forum's thread the first post on the page); each comment,
 * and each later post, that could be told apart is one more, its parent_id the
 * url of what it answers. A name that p->text holds and no document's text does
 * (a byline, a caption, an alt) is a mention in docs[0].
 *
 * Ceilings: a tree is built where it is affordable (dom.h), else the scanner's
 * text is the document and p->truncated says so. */
#ifndef CRAWLER_PARSE_HTML_H
#define CRAWLER_PARSE_HTML_H

#include <stddef.h>

#include "store/base/err.h"

struct arena;
struct page;
struct source;

/* What a link of the page is, in link.role; 0 is any other. An adapter may
 * overwrite it with a role of its own. */
enum html_role {
	HTML_ANCHOR,    /* a, area */
	HTML_FRAME,     /* frame, iframe: followed like a page */
	HTML_CANONICAL, /* link rel=canonical, unjudged */
	HTML_NEXT,      /* rel=next or prev, on link or a */
	HTML_PREV,
	HTML_ALTERNATE, /* link rel=alternate: another language or medium */
	HTML_REFRESH,   /* meta refresh: LINK_REDIRECT */
	HTML_FEED,      /* LINK_LISTING: RSS, Atom, JSON Feed */
	HTML_API,       /* LINK_LISTING: rel=https://api.w.org/ */
	HTML_EDITURI,   /* LINK_LISTING: rel=EditURI (RSD) */
	HTML_SEARCH,    /* LINK_LISTING: OpenSearch description */
	HTML_ME,        /* rel=me: no link, but page.me */
	HTML_PICTURE,   /* LINK_PICTURE: an image that may be a portrait */
	HTML_REQUISITE  /* LINK_REQUISITE: images, style sheets, icons */
};

/* The fast reading: text, title, author, lang, canonical, links, identities,
 * robots flags. No map, no documents, no date. LINK_PAGE hrefs are http(s),
 * without fragment, each once. */
enum err html_scan(const struct source *s, struct page *p) MUST_CHECK;
/* The exact reading on top of html_scan's: text with its map, main text,
 * documents, dates, requisites. p is fresh or reset. */
enum err html_parse(const struct source *s, struct page *p) MUST_CHECK;
/* What an adapter calls: html_scan, and html_parse instead where the source
 * asks for it or a name may stand in the text, title, author or identities. */
enum err html_read(const struct source *s, struct page *p) MUST_CHECK;

/* The visible text of a fragment in UTF-8 (a feed's content, a field of an
 * API): blocks in lines, entities decoded, nothing taken for noise. In the
 * arena, NUL-terminated; len may be NULL. */
char *html_text(const char *html, size_t n, struct arena *a, size_t *len);

#endif
