/* SPDX-License-Identifier: ISC */
/* Any web site: its pages, followed within the seed's directory; feeds and
 * sitemaps met on the way are read as such. What the site asks of robots holds:
 * nofollow on a page, in its headers or on a link. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/feed.h"
#include "crawler/parse/html.h"
#include "crawler/parse/plain.h"
#include "crawler/parse/sitemap.h"

static enum err
start(const struct seed_view *seed, struct page *p)
{

	page_link(p, LINK_PAGE, arena_strdup(&p->arena, seed->target));
	answer_ask(p, seed->scope, "sitemap.xml", NETWORK_ROLE_SITEMAP, NULL);
	return ERR_OK;
}

static bool
accepts(const struct source *s)
{
	return strcmp(s->mime, "text/html") == 0 ||
	       strcmp(s->mime, "application/xhtml+xml") == 0 ||
	       (s->mime[0] == '\0' && answer_is_html(s));
}

/* Sessions and trackers in the query give one page endless addresses: of two
 * that differ in nothing else the plain one is asked for. */
static const char *
plain_href(struct page *p, const char *url)
{
	struct url_parts a, b;
	char *canonical = NULL;
	const char *kept = url;

	if (strchr(url, '?') == NULL && strchr(url, ';') == NULL)
		return url;
	if (url_canonical(url, &canonical) == ERR_OK && url_split(url, &a) &&
	    url_split(canonical, &b) && a.host.n == b.host.n &&
	    strncmp(a.host.s, b.host.s, a.host.n) == 0 &&
	    strcspn(url, ";?") == strcspn(canonical, ";?"))
		kept = arena_strdup(&p->arena, canonical);
	free(canonical);
	return kept;
}

/* Is the link one to follow for this seed, the directory of which is `dir`
 * bytes of its scope? Also sets what it will be. */
static bool
keep_link(const struct source *s, struct page *p, struct link *l, size_t dir)
{
	bool inside = (dir > 0 && strncmp(l->url, s->seed->scope, dir) == 0) ||
		      url_in_dir(l->url, s->seed->scope);

	switch (l->kind) {
	case LINK_PICTURE:
	case LINK_REQUISITE:
	case LINK_PROOF:
		return true;
	case LINK_REDIRECT:
		if (!inside && s->depth == 0)
			(void)page_problem(p,
			    "the seed redirects out of its scope, to %.160s",
			    l->url);
		return inside || s->depth == 0;
	case LINK_LISTING:
		if (l->role == HTML_API || l->role == HTML_EDITURI ||
		    l->role == HTML_SEARCH)
			return false;
		if (l->role == HTML_FEED)
			l->role = 0;
		break;
	case LINK_PERMALINK: /* of a feed: a page of the site like others */
		l->kind = LINK_PAGE;
		break;
	case LINK_PAGE:
		break;
	}
	if (!inside || p->nofollow || l->nofollow || url_is_trap(l->url))
		return false;
	l->url = plain_href(p, l->url);
	return true;
}

static void
sift_links(const struct source *s, struct page *p)
{
	size_t n = 0, dir = url_dir_bytes(s->seed->scope);

	for (size_t i = 0; i < p->n_links; i++)
		if (keep_link(s, p, &p->links[i], dir))
			p->links[n++] = p->links[i];
	p->n_links = n;
}

static bool
ends_with(const char *s, const char *tail)
{
	size_t n = strlen(s), m = strlen(tail);

	return n >= m && strcmp(s + n - m, tail) == 0;
}

/* A document by its type. Pictures, PDF and the like have no text for us,
 * which is no error; but it is no proof either that no name stands in them. */
static enum err
read_document(const struct source *s, struct page *p)
{
	if (accepts(s))
		return html_read(s, p);
	if (ends_with(s->mime, "/xml") || ends_with(s->mime, "+xml"))
		plain_xml(s, p);
	else if (ends_with(s->mime, "json"))
		plain_json(s, p);
	else if (strncmp(s->mime, "text/", 5) == 0)
		plain_text(s, p);
	else if (s->body_len > 0)
		(void)page_problem(p, "no text to read: %.80s", s->mime);
	return ERR_OK;
}

static enum err
parse(const struct source *s, struct page *p)
{
	enum err e;

	if (answer_failed(s, p, &e)) {
		sift_links(s, p);
		return e;
	}
	if (feed_accepts(s))
		e = feed_parse(s, p);
	else if (sitemap_accepts(s))
		e = sitemap_parse(s, p);
	else if (s->role == NETWORK_ROLE_SITEMAP && !accepts(s))
		e = page_problem(p, "no sitemap");
	else
		e = read_document(s, p);
	sift_links(s, p);
	return e;
}

const struct network network_site = {
	.name = "site",
	.does = "visits the pages under",
	.does_fr = "visite les pages sous",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace and what robots.txt asks",
	.verified = "2026-11",
	.known_from = "RFC 9309, HTML Standard, sitemaps.org",
	.also = "any page, sitemap and news sitemap",
	.min_delay_ms = 0,
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
