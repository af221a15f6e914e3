/* SPDX-License-Identifier: ISC */
/* public-inbox, an archive of mailing lists. "x=A" asks for Atom: two hundred
 * mails, whole, the newest first. All mails are those since 1970, as far back
 * as a walk goes; beyond, the search finds the names as they are written. What
 * finds nothing is answered with 404. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/feeds.h"
#include "crawler/networks/listing.h"
#include "crawler/parse/feed.h"

enum role {
	ROLE_LIST = NETWORK_ROLE_OWN,
	ROLE_WALK = NETWORK_ROLE_OWN + 16, /* behind those of feeds.h */
	ROLE_FOUND
};

enum {
	MAILS_EACH = 200, /* public-inbox's own maximum */
	WALK_MAX = 10     /* such answers */
};

static const char *const feeds[] = { "new.atom", NULL };

static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *dir = listing_dir(seed, p);

	if (strstr(seed->target, "x=A") != NULL ||
	    strstr(seed->target, ".atom") != NULL)
		return feeds_start(seed, p, feeds);
	listing_ask(seed, p, dir, "?q=d:19700101..&x=A&o=0", ROLE_WALK);
	listing_ask(seed, p, dir, "?q={Q}&x=A", ROLE_FOUND);
	return ERR_OK;
}

/* Mails in a feed; the page of each shows that mail and its thread. */
static enum err
read_mails(const struct source *s, struct page *p)
{
	enum err e = feed_parse(s, p);

	p->n_links = 0;
	for (size_t i = 0; i < p->n_docs; i++) {
		p->docs[i].kind = DOC_MESSAGE;
		answer_permalink(p, &p->docs[i], true);
	}
	return e;
}

static enum err
parse_found(const struct source *s, struct page *p)
{
	enum err e;

	p->ranked = true;
	if (answer_failed(s, p, &e))
		return answer_nobody(s, p, e);
	return read_mails(s, p);
}

/* Where the list has no search, its newest mails. */
static enum err
parse_walk(const struct source *s, struct page *p)
{
	enum err e;

	if (answer_failed(s, p, &e) || !feed_accepts(s)) {
		if (p->n_links == 0)
			listing_ask(s->seed, p, listing_dir(s->seed, p),
			    feeds[0], ROLE_LIST);
		return e != ERR_OK ? e : page_problem(p, "no search");
	}
	e = read_mails(s, p);
	if (p->n_docs >= MAILS_EACH)
		listing_next_number(s, p, "o", 0, MAILS_EACH, WALK_MAX);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	enum err e;

	if (s->role == ROLE_WALK)
		return parse_walk(s, p);
	if (s->role == ROLE_FOUND)
		return parse_found(s, p);
	if (s->role >= ROLE_LIST && feed_accepts(s))
		return answer_failed(s, p, &e) ? e : read_mails(s, p);
	return feeds_parse(s, p, feeds);
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "public-inbox.git",
		"https://public-inbox.org/" };

	return answer_is_page_of(s, marks, NELEM(marks));
}

const struct network network_publicinbox = {
	.name = "publicinbox",
	.does = "searches mails of the list",
	.does_fr = "cherche les messages de la liste",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "public-inbox 1.9, its own pages' help",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
