/* SPDX-License-Identifier: ISC */
/* A feed by its address: RSS, Atom, JSON Feed. Its entries are the documents;
 * older pages of a paged feed follow, permalinks where there is a mention. */
#include "crawler/parse/feed.h"

#include "crawler/networks/answer.h"
#include "crawler/parse/html.h"

enum role { ROLE_FEED = NETWORK_ROLE_OWN, ROLE_NAMED };

static enum err
start(const struct seed_view *seed, struct page *p)
{
	answer_ask(p, NULL, seed->target, ROLE_FEED, NULL);
	return ERR_OK;
}

static bool
accepts(const struct source *s)
{
	return feed_accepts(s);
}

/* A page stands where the feed was due: the feeds that it names are read, once;
 * its other links are none of ours. */
static enum err
parse_page(const struct source *s, struct page *p)
{
	size_t n = 0;
	enum err e = html_scan(s, p);

	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < p->n_links; i++) {
		bool feed = p->links[i].kind == LINK_LISTING &&
			    p->links[i].role == HTML_FEED &&
			    s->role != ROLE_NAMED;

		if (!feed && p->links[i].kind != LINK_REDIRECT)
			continue;
		p->links[n] = p->links[i];
		p->links[n++].role = ROLE_NAMED;
	}
	p->n_links = n;
	answer_no_document(p);
	return page_problem(p, "HTML where a feed was due%s",
	    n > 0 ? ": reading the feeds that it names" : "");
}

static enum err
parse(const struct source *s, struct page *p)
{
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	if (feed_accepts(s) || !answer_is_html(s))
		return feed_parse(s, p);
	if (s->role == ROLE_FEED || s->role == ROLE_NAMED)
		return parse_page(s, p);
	return answer_page(s, p); /* an entry's permalink */
}

const struct network network_feed = {
	.name = "feed",
	.does = "reads the feed",
	.does_fr = "lit le flux",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace; conditional requests",
	.verified = "2026-11",
	.known_from = "RSS 2.0, RFC 4287, RFC 4685, RFC 5005, jsonfeed.org",
	.also = "Hugo, Jekyll, any RSS, Atom or JSON Feed",
	.min_delay_ms = 0,
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
