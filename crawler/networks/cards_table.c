/* SPDX-License-Identifier: ISC */
/* Access cards of networks without an adapter. Tier A is open and not yet
 * built; B wants the user's own key; C is closed to programs: what a person
 * saves or exports may be imported; T is gone, and lives in archives. */
#include "crawler/networks/cards_table.h"

#include "store/base/err.h"

static const struct card cards[] = {
	{ "dsa-research", 'B',
	    "queries over all statements of six months, for researchers with "
	    "an account; the daily files are gigabytes",
	    "dsa: its public search" },
	{ "google-groups", 'T', "no feed; Usenet ended there in February 2024",
	    NULL },
	{ "wayback-save", 'B',
	    "a copy made by the Internet Archive, with a free key", "wayback" },
	{ "discourse-search", 'B',
	    "search with a key of the forum; robots.txt closes it to others",
	    "discourse: the newest posts" },
	{ "brave", 'B', "search with a key; storage depends on the plan",
	    NULL },
	{ "mojeek", 'B', "search with a key", NULL },
	{ "searxng", 'B', "search on a server of one's own", NULL },
	{ "youtube", 'B',
	    "search and comments with a key; robots.txt closes "
	    "the feeds",
	    "capture" },
	{ "vimeo", 'B', "search with an application's token", "capture" },
	{ "legifrance", 'B', "decisions and texts with a key", NULL },
	{ "threads", 'B', "keyword search once the application is approved",
	    "capture" },
	{ "x", 'B', "recent search, paid by the post", "capture" },
	{ "facebook-page", 'B', "one's own page with its token", "capture" },
	{ "instagram", 'B', "30 hashtags a week; one's own account",
	    "capture" },
	{ "linkedin-own", 'B',
	    "one's own data, members in the EEA and "
	    "Switzerland",
	    "capture" },
	{ "google-reviews-own", 'B', "all reviews of one's own listing",
	    "capture" },
	{ "google-reviews", 'B', "five reviews of a place with a key",
	    "capture" },
	{ "tripadvisor", 'B',
	    "five reviews with a key; only the id may be "
	    "kept",
	    "capture" },
	{ "trustpilot", 'B', "a business account; robots.txt closes the site",
	    "capture" },
	{ "reddit", 'C', "closed to programs without an older key", "capture" },
	{ "pinterest", 'C', "robots.txt closes the site; own pins by key",
	    "capture" },
	{ "telegram", 'C', "terms forbid collection; one's own export",
	    "capture" },
	{ "tiktok", 'C', "closed; what a known address says of itself",
	    "capture" },
	{ "facebook", 'C', "terms and robots.txt close people and groups",
	    "capture" },
	{ "linkedin", 'C', "no automated access without written permission",
	    "capture" },
	{ "xing", 'C', "terms and robots.txt", "capture" },
	{ "snapchat", 'C', "terms and robots.txt", "capture" },
	{ "quora", 'C', "terms and robots.txt", "capture" },
	{ "glassdoor", 'C', "terms and robots.txt", "capture" },
	{ "instagram-people", 'C', "terms and robots.txt", "capture" },
	{ "google-search", 'C', "no lawful automatic access; alerts by mail",
	    "bingnews, gdelt, marginalia" },
	{ "google-news", 'C',
	    "robots.txt closes the feed, whose licence is for personal readers",
	    "bingnews, gdelt" },
	{ "google-alerts", 'C',
	    "the feed's licence is for personal readers; alerts by mail",
	    "bingnews, gdelt" },
	{ "viadeo", 'T', "closed; archives only", "wayback" },
	{ "google-plus", 'T', "closed in 2019; archives only", "wayback" },
	{ "picasa", 'T', "closed in 2016; archives only", "wayback" },
	{ "fancy", 'T', "gone; archives only", "wayback" },
	{ "skyblog", 'T', "closed in 2023; archives only", "wayback" },
	{ "photobucket", 'T', "behind a paywall; archives only", "wayback" },
};

const struct card *
cards_table_at(size_t i)
{
	return i < NELEM(cards) ? &cards[i] : NULL;
}
