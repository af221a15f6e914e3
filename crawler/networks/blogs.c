/* SPDX-License-Identifier: ISC */
/* Blogs that are read through their feeds: the newest posts, and for Blogger
 * the search that its feeds offer. The target is the blog's front page. A post
 * that has a mention is read as the page that people see. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/feeds.h"
#include "crawler/networks/listing.h"

/* Ghost: ghost.org/docs, "/rss/". */
static const char *const ghost_feeds[] = { "rss/|feed/", NULL };
static const char *const ghost_marks[] = { "content=\"Ghost " };

/* Blogger: developers.google.com/gdata, "q" is full text; comments apart. The
 * feeds name their next page. */
static const char *const blogger_feeds[] = {
	"feeds/posts/default?alt=atom&q={q}&max-results=100",
	"feeds/posts/default?alt=atom&max-results=100",
	"feeds/comments/default?alt=atom&max-results=100", NULL
};
static const char *const blogger_marks[] = { "content='blogger' name=",
	"content=\"blogger\" name=", "name=\"generator\" content=\"Blogger\"" };

/* Substack: the publication's feed. */
static const char *const substack_feeds[] = { "feed", NULL };
static const char *const substack_marks[] = { "substackcdn.com/" };

/* Misskey and Pixelfed: what an account wrote last. */
static const char *const misskey_feeds[] = { "@{handle}.atom", NULL };
static const char *const misskey_marks[] = { "content=\"Misskey\"" };
static const char *const pixelfed_feeds[] = { "users/{handle}.atom", NULL };
static const char *const pixelfed_marks[] = { "content=\"Pixelfed" };

/* Medium: a tag of the name, unless the target is one account or publication;
 * it resets connections that come less than eight seconds apart. */
static const char *const medium_feeds[] = { "feed/tag/{tag}", "feed/@{handle}",
	NULL };
static const char *const medium_marks[] = { "content=\"Medium\"" };

/* medium.com/WHAT is medium.com/feed/WHAT. */
static enum err
medium_start(const struct seed_view *seed, struct page *p)
{
	const char *who = listing_word(seed, p, "/@");
	const char *root = listing_root(seed, p);

	if (strstr(seed->target, "/feed/") == NULL && who != NULL) {
		listing_ask_for(p, root, "feed/@{}", who, NETWORK_ROLE_OWN);
		return ERR_OK;
	}
	return feeds_start(seed, p, medium_feeds);
}

FEEDS_START(ghost)
FEEDS_START(blogger)
FEEDS_START(substack)
FEEDS_START(misskey)
FEEDS_START(pixelfed)
FEEDS_NETWORK(ghost, .does = "reads the feed of the Ghost blog",
    .does_fr = "lit le flux du blog Ghost", .rate = "the crawler's own pace",
    .known_from = "ghost.org/docs");
FEEDS_NETWORK(blogger,
    .does = "searches posts and reads comments of the Blogger blog",
    .does_fr = "cherche billets et commentaires du blog Blogger",
    .rate = "the crawler's own pace",
    .known_from = "developers.google.com/blogger, clients");
FEEDS_NETWORK(substack, .does = "reads the feed of the Substack publication",
    .does_fr = "lit le flux de la publication Substack",
    .rate = "the crawler's own pace", .known_from = "RSS-Bridge, 2026");
FEEDS_NETWORK(misskey, .does = "reads the feed of each handle on",
    .does_fr = "lit le flux de chaque identifiant sur",
    .rate = "the crawler's own pace",
    .known_from = "Misskey source, ClientServerService; posts by activitypub",
    .min_delay_ms = 1000);
FEEDS_NETWORK(pixelfed, .does = "reads the feed of each handle on",
    .does_fr = "lit le flux de chaque identifiant sur",
    .rate = "the crawler's own pace",
    .known_from = "Pixelfed source, routes; posts by activitypub",
    .min_delay_ms = 1000);
FEEDS_NETWORK(medium, .does = "reads tags and accounts, slowly, on",
    .does_fr = "lit étiquettes et comptes, lentement, sur",
    .rate = "one request a minute",
    .known_from = "clients' reports of 2026; robots.txt could not be read",
    .min_delay_ms = 60000);
