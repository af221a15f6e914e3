/* SPDX-License-Identifier: ISC */
/* Bing News: the press by RSS, allowed to all robots. What it finds is somebody
 * else's page, whose address is wrapped in one of Bing's. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/parse/feed.h"

enum role { ROLE_SEARCH = NETWORK_ROLE_OWN };

static enum err
start(const struct seed_view *seed, struct page *p)
{
	if (strstr(seed->target, "q=") != NULL)
		answer_ask(p, NULL, seed->target, ROLE_SEARCH, NULL);
	else
		listing_ask(seed, p, listing_root(seed, p),
		    "news/search?q={Q}&format=rss&count=50", ROLE_SEARCH);
	return ERR_OK;
}

/* ".../apiclick.aspx?...&url=TARGET&...": the target. */
static const char *
unwrapped(struct page *p, const char *url)
{
	const char *at = url != NULL ? strstr(url, "apiclick.aspx?") : NULL;
	const char *href;

	at = at != NULL ? strstr(at, "url=") : NULL;
	if (at == NULL)
		return url;
	href = answer_href(
	    p, NULL, listing_decoded(p, at + 4, strcspn(at + 4, "&#")));
	return href != NULL ? href : url;
}

static enum err
parse(const struct source *s, struct page *p)
{
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	if (s->role < ROLE_SEARCH)
		return answer_page(s, p);
	if (!feed_accepts(s))
		return page_problem(p, answer_is_html(s)
					   ? "HTML where a feed was due"
					   : "no feed where one was due");
	e = feed_parse(s, p);
	p->n_links = 0;
	for (size_t i = 0; i < p->n_docs; i++)
		p->docs[i].url = unwrapped(p, p->docs[i].url);
	answer_found(p);
	return e;
}

static bool
accepts(const struct source *s)
{
	return strstr(s->url, "bing.com/news/") != NULL;
}

const struct network network_bingnews = {
	.name = "bingnews",
	.does = "searches the press through",
	.does_fr = "cherche dans la presse par",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-08",
	.known_from = "robots.txt of www.bing.com, clients",
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
