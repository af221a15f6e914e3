/* SPDX-License-Identifier: ISC */
/* Forums that are read through their feeds, which most have switched on. A
 * feed holds the newest posts of all rooms; the thread of one that has a
 * mention is read as the page that people see. The target is the forum's front
 * page, or one feed of it (one room, one thread). */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/feeds.h"

/* phpBB: ATOM, on by default; "app.php" where addresses are not rewritten,
 * "feed.php" before 3.1 (phpbb/feed). */
static const char *const phpbb_feeds[] = { "app.php/feed|feed|feed.php",
	"app.php/feed/topics_active|feed/topics_active|"
	"feed.php?mode=topics_active",
	NULL };

static const char *const phpbb_marks[] = { "<body id=\"phpbb\"",
	"https://www.phpbb.com/", "phpBB Limited", "phpBB Group" };

/* XenForo: one feed for all rooms (xenforo.com/docs). */
static const char *const xenforo_feeds[] = {
	"forums/-/index.rss|index.php?forums/-/index.rss", NULL
};

static const char *const xenforo_marks[] = { "<html id=\"XF\"",
	"data-app=\"public\"", "XenForo Ltd" };

/* vBulletin 3 to 5: external.php. */
static const char *const vbulletin_feeds[] = {
	"external.php?type=RSS2|external?type=rss2", NULL
};

static const char *const vbulletin_marks[] = { "content=\"vBulletin",
	"Powered by vBulletin", "vBulletin Solutions" };

/* Vanilla: discussions and comments. */
static const char *const vanilla_feeds[] = { "discussions/feed.rss",
	"discussions/comments/feed.rss|activity/feed.rss", NULL };

static const char *const vanilla_marks[] = { "Powered by Vanilla",
	"content=\"Vanilla", "/applications/vanilla/" };

/* Invision Community: every room has ID.xml; "discover/all.xml" is all. */
static const char *const invision_feeds[] = {
	"discover/all.xml|index.php?/discover/all.xml|forums/index.xml", NULL
};

static const char *const invision_marks[] = { "Invision Community",
	"data-ips-hook", "ipsApp_front" };

FEEDS_START(phpbb)
FEEDS_NETWORK(phpbb, .does = "reads the feeds of the phpBB forum",
    .does_fr = "lit les flux du forum phpBB", .rate = "the crawler's own pace",
    .known_from = "phpBB source, phpbb/feed");
FEEDS_START(xenforo)
FEEDS_NETWORK(xenforo, .does = "reads the feed of the XenForo forum",
    .does_fr = "lit le flux du forum XenForo", .rate = "the crawler's own pace",
    .known_from = "feed addresses in XenForo boards' own pages");
FEEDS_START(vbulletin)
FEEDS_NETWORK(vbulletin, .does = "reads the feed of the vBulletin forum",
    .does_fr = "lit le flux du forum vBulletin",
    .rate = "the crawler's own pace",
    .known_from = "feed addresses published by vBulletin boards");
FEEDS_START(vanilla)
FEEDS_NETWORK(vanilla, .does = "reads the feeds of the Vanilla forum",
    .does_fr = "lit les flux du forum Vanilla",
    .rate = "the crawler's own pace",
    .known_from = "Vanilla source, discussionscontroller");
FEEDS_START(invision)
FEEDS_NETWORK(invision, .does = "reads the feed of the Invision forum",
    .does_fr = "lit le flux du forum Invision",
    .rate = "the crawler's own pace",
    .known_from = "feed addresses published by Invision boards");
