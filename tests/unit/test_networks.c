/* SPDX-License-Identifier: ISC */
/* Every network's own shapes, as its documentation has them: what is asked at
 * first, what an answer becomes, where it leads; and then, for all networks and
 * roles alike, what a server may do wrong. */
#include "tests/unit/fixture.h"

#define DATA "tests/data/networks/"
#define OWN(n) (NETWORK_ROLE_OWN + (n))

static const char *const handles[] = { "janedoe" };

static void
begin(struct fixture *f, const char *target)
{
	fixture_init(f, target);
	f->seed.handles = handles;
	f->seed.n_handles = 1;
}

/* What a sweep asks first; several rows a network. */
static const struct {
	const char *network, *target;
	bool token;
	const char *want;
} starts[] = {
	{ "mastodon", "https://m.example/", false,
	    "https://m.example/api/v1/timelines/tag/JaneDoe?limit=40" },
	{ "mastodon", "https://m.example", false,
	    "https://m.example/api/v2/search?q=Jane%20Doe&type=accounts"
	    "&limit=40" },
	{ "mastodon", "https://m.example/tags/caf%C3%A9", false,
	    "https://m.example/api/v1/timelines/tag/caf%C3%A9?limit=40" },
	{ "mastodon", "https://m.example/@bob", false,
	    "https://m.example/api/v1/accounts/lookup?acct=bob" },
	{ "mastodon", "https://m.example/", true,
	    "https://m.example/api/v2/search?q=%22Jane%20Doe%22&type=statuses"
	    "&limit=40" },
	{ "bluesky", "https://bsky.app/profile/jane.example", false,
	    "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?"
	    "actor=jane.example" },
	{ "bluesky", "https://public.api.bsky.app", false,
	    "https://public.api.bsky.app/xrpc/app.bsky.actor.searchActors?"
	    "q=Jane%20Doe&limit=100" },
	{ "bluesky", "https://public.api.bsky.app", false,
	    "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?"
	    "actor=janedoe.bsky.social&limit=100&filter=posts_with_replies" },
	{ "lemmy", "https://l.example/", false,
	    "https://l.example/api/v3/search?q=Jane%20Doe&type_=Comments"
	    "&sort=New&limit=50&page=1" },
	{ "stackexchange", "https://stackoverflow.com/", false,
	    "https://api.stackexchange.com/2.3/search/excerpts?"
	    "q=%22Jane%20Doe%22&site=stackoverflow.com&sort=activity"
	    "&order=desc&pagesize=100&page=1" },
	{ "github", "https://github.com/", false,
	    "https://api.github.com/users/janedoe" },
	{ "discourse", "https://d.example/forum/", false,
	    "https://d.example/forum/posts.json" },
	{ "phpbb", "https://f.example/forum/", false,
	    "https://f.example/forum/app.php/feed" },
	{ "phpbb", "https://f.example/feed/topic/3", false,
	    "https://f.example/feed/topic/3" },
	{ "phpbb", "https://f.example/rss-lovers/", false,
	    "https://f.example/rss-lovers/app.php/feed" },
	{ "vbulletin", "https://f.example/external.php?type=RSS2&forumids=3",
	    false, "https://f.example/external.php?type=RSS2&forumids=3" },
	{ "nodebb", "https://f.example/", false,
	    "https://f.example/recentposts.rss" },
	{ "xenforo", "https://f.example/", false,
	    "https://f.example/forums/-/index.rss" },
	{ "vbulletin", "https://f.example/", false,
	    "https://f.example/external.php?type=RSS2" },
	{ "vanilla", "https://f.example/", false,
	    "https://f.example/discussions/feed.rss" },
	{ "invision", "https://f.example/", false,
	    "https://f.example/discover/all.xml" },
	{ "ghost", "https://g.example/", false, "https://g.example/rss/" },
	{ "blogger", "https://b.example/", false,
	    "https://b.example/feeds/posts/default?alt=atom&q=Jane%20Doe"
	    "&max-results=100" },
	{ "substack", "https://s.example/", false, "https://s.example/feed" },
	{ "tumblr", "https://t.example/", false, "https://t.example/rss" },
	{ "scoopit", "https://www.scoop.it/t/harbours", false,
	    "https://www.scoop.it/t/harbours/rss.xml" },
	{ "medium", "https://medium.com/", false,
	    "https://medium.com/feed/tag/JaneDoe" },
	{ "medium", "https://medium.com/@bob", false,
	    "https://medium.com/feed/@bob" },
	{ "flickr", "https://www.flickr.com/", false,
	    "https://api.flickr.com/services/feeds/photos_public.gne?"
	    "tags=JaneDoe&tagmode=all&format=json&nojsoncallback=1" },
	{ "publicinbox", "https://i.example/list/", false,
	    "https://i.example/list/?q=%22Jane%20Doe%22&x=A" },
	{ "hyperkitty", "https://l.example/archives/list/a@l.example/", false,
	    "https://l.example/archives/api/list/a%40l.example/emails/?"
	    "format=json&page=1" },
	{ "bingnews", "https://www.bing.com/", false,
	    "https://www.bing.com/news/search?q=%22Jane%20Doe%22&format=rss"
	    "&count=50" },
	{ "wayback", "https://old.example/a?b=1", false,
	    "https://web.archive.org/cdx/search/cdx?"
	    "url=https%3A%2F%2Fold.example%2Fa%3Fb%3D1&output=json"
	    "&fl=timestamp,original,mimetype,statuscode,digest,length"
	    "&collapse=digest&limit=500" },
	{ "commoncrawl", "https://old.example/a", false,
	    "https://index.commoncrawl.org/collinfo.json" },
	{ "gravatar", "https://api.gravatar.com", false,
	    "https://api.gravatar.com/v3/profiles/janedoe" },
	{ "webfinger", "https://m.example/", false,
	    "https://m.example/.well-known/webfinger?"
	    "resource=acct:janedoe@m.example" },
	{ "crtsh", "https://crt.sh/", false,
	    "https://crt.sh/?q=%25JaneDoe%25&output=json" },
	{ "activitypub", "https://m.example/", false,
	    "https://m.example/.well-known/webfinger?"
	    "resource=acct:janedoe@m.example" },
	{ "activitypub", "https://m.example/@bob", false,
	    "https://m.example/@bob" },
	{ "misskey", "https://m.example/", false,
	    "https://m.example/@janedoe.atom" },
	{ "pixelfed", "https://m.example/", false,
	    "https://m.example/users/janedoe.atom" },
	{ "rdap", "https://rdap.org/", false,
	    "https://rdap.org/domain/JaneDoe.fr" },
	{ "rdap", "https://rdap.org/domain/janed0e.example", false,
	    "https://rdap.org/domain/janed0e.example" },
	{ "bodacc", "https://bodacc-datadila.opendatasoft.com/", false,
	    "https://bodacc-datadila.opendatasoft.com/api/explore/v2.1/catalog/"
	    "datasets/annonces-commerciales/records?where=%22Jane%20Doe%22"
	    "&order_by=dateparution%20desc&limit=100&offset=0" },
	{ "relme", "https://own.example/", false, "https://own.example/" },
	{ "scoopit", "https://www.scoop.it/", false,
	    "https://www.scoop.it/search?q=Jane%20Doe" },
	{ "scoopit", "https://www.scoop.it/t/harbours/rss.xml", false,
	    "https://www.scoop.it/t/harbours/rss.xml" },
	{ "tumblr", "https://api.tumblr.com/", true,
	    "https://api.tumblr.com/v2/tagged?tag=Jane%20Doe&limit=20"
	    "&filter=text" },
	{ "nodebb", "https://f.example/", false,
	    "https://f.example/api/search?term=Jane%20Doe&in=titlesposts"
	    "&sortBy=timestamp" },
	{ "github", "https://api.github.com/", false,
	    "https://api.github.com/search/commits?q=%22Jane%20Doe%22"
	    "&sort=author-date&order=desc&per_page=100&page=1" },
	{ "mastodon", "https://www.tootfinder.ch/", false,
	    "https://www.tootfinder.ch/rest/api/search/Jane%20Doe" },
	{ "flarum", "https://f.example/", false,
	    "https://f.example/api/discussions?filter%5Bq%5D=%22Jane%20Doe%22"
	    "&sort=-createdAt&include=user,mostRelevantPost,"
	    "mostRelevantPost.user&page%5Blimit%5D=20"
	    "&page%5Boffset%5D=0" },
};

static void
test_starts(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(starts); i++) {
		const struct network *n = network_find(starts[i].network);
		struct fixture f;

		begin(&f, starts[i].target);
		f.seed.token = starts[i].token;
		CHECK_ROW(i, n != NULL && n->start(&f.seed, &f.p) == ERR_OK);
		CHECK_ROW(i, fixture_has(&f, starts[i].want));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* One good answer: how many documents, what the first says, where it leads.
 * NULL: not looked at. */
static const struct {
	const char *network, *target, *url;
	unsigned role;
	const char *context, *file;
	size_t docs;
	const char *id, *address, *title, *author, *handle, *published, *text;
	const char *link, *problem;
} answers[] = {
	{ "mastodon", "https://m.example/",
	    "https://m.example/api/v1/timelines/tag/JaneDoe?limit=40", OWN(0),
	    NULL, DATA "mastodon-tag.json", 4,
	    "https://m.example/users/jane/statuses/110",
	    "https://m.example/@jane/110", NULL, "Jane Doe", "jane",
	    "2026-11-20T10:00:00Z", "Hello harbour\ntwo",
	    "https://m.example/api/v1/statuses/110", "2 of 6 posts" },
	{ "mastodon", "https://m.example/",
	    "https://m.example/api/v2/search?q=x&type=accounts", OWN(1), NULL,
	    DATA "mastodon-accounts.json", 1, "https://m.example/users/jane",
	    "https://m.example/@jane", "Jane Doe", "Jane Doe", "jane",
	    "2022-11-05T00:00:00Z", "Sailor & cook",
	    "https://m.example/api/v1/accounts/7/statuses?limit=40",
	    "1 of 2 accounts" },
	{ "mastodon", "https://m.example/",
	    "https://m.example/api/v1/statuses/110", OWN(5), NULL,
	    DATA "mastodon-status.json", 1, NULL, NULL, NULL, NULL, NULL, NULL,
	    NULL, "https://m.example/api/v1/statuses/110/history", NULL },
	{ "mastodon", "https://m.example/",
	    "https://m.example/api/v1/statuses/110/context", OWN(6), NULL,
	    DATA "mastodon-context.json", 1, "https://x.example/s/111", NULL,
	    NULL, "bob", "bob@x.example", NULL, "Jane Doe lies", NULL, NULL },
	{ "mastodon", "https://m.example/",
	    "https://m.example/api/v1/statuses/110/history", OWN(7), "U",
	    DATA "mastodon-history.json", 1, "U version 1", NULL, NULL,
	    "Jane Doe", NULL, "2026-11-20T10:00:00Z", "first words of Jane Doe",
	    NULL, NULL },
	{ "bluesky", "https://public.api.bsky.app/",
	    "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?"
	    "actor=a",
	    OWN(2), NULL, DATA "bluesky-feed.json", 2,
	    "at://did:plc:abc/app.bsky.feed.post/3k",
	    "https://bsky.app/profile/did:plc:abc/post/3k", NULL, "Jane Doe",
	    "jane.example", "2026-11-20T10:00:00Z", "Good morning, Jane Doe",
	    "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?"
	    "actor=a&cursor=2026-11-19T00%3A00%3A00Z%3A%3Ax",
	    "2 of 4 posts" },
	{ "bluesky", "https://public.api.bsky.app/",
	    "https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread?u",
	    OWN(4), NULL, DATA "bluesky-thread.json", 2, NULL, NULL, NULL, NULL,
	    NULL, NULL, NULL, "https://plc.directory/did:plc:abc", NULL },
	{ "bluesky", "https://pds.example/",
	    "https://pds.example/xrpc/app.bsky.feed.getPostThread?u", OWN(4),
	    NULL, DATA "bluesky-thread.json", 2, NULL, NULL, NULL, NULL, NULL,
	    NULL, NULL,
	    "https://pds.example/xrpc/com.atproto.sync.getRecord?"
	    "did=did:plc:abc&collection=app.bsky.feed.post&rkey=3k",
	    NULL },
	{ "bluesky", "https://public.api.bsky.app/",
	    "https://plc.directory/did:plc:abc", OWN(5), "did:plc:abc 3k",
	    DATA "bluesky-did.json", 0, NULL, NULL, NULL, NULL, NULL, NULL,
	    NULL,
	    "https://pds.example/xrpc/com.atproto.sync.getRecord?"
	    "did=did:plc:abc&collection=app.bsky.feed.post&rkey=3k",
	    NULL },
	{ "bluesky", "https://public.api.bsky.app/",
	    "https://public.api.bsky.app/xrpc/app.bsky.actor.searchActors?q=x",
	    OWN(0), NULL, DATA "bluesky-actors.json", 1, "did:plc:abc",
	    "https://bsky.app/profile/did:plc:abc", "NOT Jane Doe",
	    "NOT Jane Doe", "jane.example", "2024-01-01T00:00:00Z", "me",
	    "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?"
	    "actor=did%3Aplc%3Aabc&limit=100&filter=posts_with_replies",
	    NULL },
	{ "lemmy", "https://l.example/",
	    "https://l.example/api/v3/search?q=Jane&type_=Posts&page=1", OWN(0),
	    NULL, DATA "lemmy-search.json", 3, "https://l.example/post/1",
	    "https://l.example/post/1", "About Jane Doe", "bob", "bob",
	    "2026-11-19T08:00:00.123Z", "She *sails*.",
	    "https://l.example/comment/9", "1 of 2 items" },
	{ "lemmy", "https://l.example/",
	    "https://l.example/api/v4/search?search_term=Jane", OWN(1), NULL,
	    DATA "lemmy-search4.json", 1, "https://l.example/post/3", NULL,
	    NULL, NULL, NULL, NULL, NULL,
	    "https://l.example/api/v4/search?search_term=Jane&page_cursor=P2",
	    NULL },
	{ "peertube", "https://v.example/",
	    "https://v.example/api/v1/search/videos?search=x&start=0", OWN(0),
	    NULL, DATA "peertube-search.json", 1, "https://v.example/w/1", NULL,
	    "Jane Doe sails", "Bob", "bob", "2026-11-18T08:00:00Z", "A film",
	    "https://v.example/w/1", "1 of 2 items" },
	{ "hackernews", "https://hn.algolia.com/",
	    "https://hn.algolia.com/api/v1/search_by_date?page=0", OWN(0), NULL,
	    DATA "hackernews-search.json", 2, "100",
	    "https://news.ycombinator.com/item?id=100", "Ask: Jane Doe", "bob",
	    "bob", "2026-09-21T14:13:20Z", "Why?",
	    "https://hacker-news.firebaseio.com/v0/item/101.json",
	    "1 of 3 items" },
	{ "hackernews", "https://hn.algolia.com/",
	    "https://hacker-news.firebaseio.com/v0/item/101.json", OWN(1), NULL,
	    DATA "hackernews-item.json", 1, "101",
	    "https://news.ycombinator.com/item?id=101", NULL, "eve", NULL, NULL,
	    "Jane's book", NULL, NULL },
	{ "stackexchange", "https://stackoverflow.com/",
	    "https://api.stackexchange.com/2.3/search/excerpts?page=1", OWN(0),
	    NULL, DATA "stackexchange-excerpts.json", 2, "question 5",
	    "https://stackoverflow.com/q/5", "Who is \"Jane Doe\"?", NULL, NULL,
	    "2026-09-21T14:13:20Z", "the Jane", "https://stackoverflow.com/a/6",
	    "1 of 3 items" },
	{ "github", "https://github.com/",
	    "https://api.github.com/search/issues?q=x&page=1", OWN(0), NULL,
	    DATA "github-issues.json", 1, "issue 900",
	    "https://github.com/a/b/issues/1", "Credit Jane Doe", "bob", "bob",
	    "2026-11-01T00:00:00Z", "please", "https://github.com/a/b/issues/1",
	    "1 of 2 items" },
	{ "github", "https://github.com/",
	    "https://api.github.com/search/users?q=x", OWN(1), NULL,
	    DATA "github-users.json", 1, "user 3", "https://github.com/janedoe",
	    NULL, "janedoe", "janedoe", NULL, NULL,
	    "https://api.github.com/users/janedoe", NULL },
	{ "discourse", "https://d.example/", "https://d.example/posts.json",
	    OWN(0), NULL, DATA "discourse-posts.json", 2, "post 123",
	    "https://d.example/t/news/9/2", "News", "Bob", "bob",
	    "2026-11-20T10:00:00Z", "Jane Doe left",
	    "https://d.example/posts.json?before=100", "1 of 3 posts" },
	{ "discourse", "https://d.example/",
	    "https://d.example/latest.json?page=0", OWN(1), NULL,
	    DATA "discourse-latest.json", 0, NULL, NULL, NULL, NULL, NULL, NULL,
	    NULL, "https://d.example/t/10.json", NULL },
	{ "discourse", "https://d.example/", "https://d.example/t/9/2.json",
	    OWN(2), NULL, DATA "discourse-topic.json", 1, "post 123",
	    "https://d.example/t/news/9/2", "News", "Bob", NULL, NULL, NULL,
	    NULL, NULL },
	{ "phpbb", "https://f.example/", "https://f.example/app.php/feed",
	    OWN(0), NULL, DATA "forum-feed.xml", 1, NULL,
	    "https://f.example/viewtopic.php?p=12#p12", "News", "bob", NULL,
	    "2026-11-20T10:00:00Z", "Jane Doe was here", NULL, NULL },
	{ "flarum", "https://f.example/",
	    "https://f.example/api/discussions?page%5Boffset%5D=0", OWN(16),
	    NULL, DATA "flarum-search.json", 2, "discussion 4",
	    "https://f.example/d/4", "Jane Doe?", "Bob", "bob",
	    "2026-11-01T10:00:00Z", "Jane Doe?", "https://f.example/d/4",
	    NULL },
	{ "flickr", "https://www.flickr.com/",
	    "https://api.flickr.com/services/feeds/photos_public.gne", OWN(0),
	    NULL, DATA "flickr-tag.json", 1,
	    "https://www.flickr.com/photos/1/2/",
	    "https://www.flickr.com/photos/1/2/", "Harbour", "Bob B", NULL,
	    "2026-11-10T10:00:00Z", "with Jane Doe", NULL, NULL },
	{ "dailymotion", "https://api.dailymotion.com/",
	    "https://api.dailymotion.com/videos?page=1", OWN(0), NULL,
	    DATA "dailymotion-videos.json", 1, "x1",
	    "https://www.dailymotion.com/video/x1", "Jane Doe en mer", "Bob",
	    "bob", "2026-09-21T14:13:20Z", "a\nb",
	    "https://api.dailymotion.com/videos?page=2", NULL },
	{ "bingnews", "https://www.bing.com/",
	    "https://www.bing.com/news/search?q=x&format=rss", OWN(0), NULL,
	    DATA "bingnews.xml", 1, NULL, "https://press.example/a?b=1",
	    "Jane Doe wins", NULL, NULL, "2026-11-20T10:00:00Z",
	    "At the harbour", "https://press.example/a?b=1", NULL },
	{ "gdelt", "https://api.gdeltproject.org/",
	    "https://api.gdeltproject.org/api/v2/doc/doc?query=x", OWN(0), NULL,
	    DATA "gdelt-articles.json", 2, NULL, "https://press.example/a",
	    "Jane Doe wins", NULL, NULL, "2026-11-17T21:30:00Z",
	    "Jane Doe wins", "https://press.example/a", NULL },
	{ "marginalia", "https://api2.marginalia-search.com/",
	    "https://api2.marginalia-search.com/search?query=x", OWN(0), NULL,
	    DATA "marginalia-results.json", 1, NULL, "https://small.example/",
	    "Jane Doe's page", NULL, NULL, NULL, "about her",
	    "https://small.example/", NULL },
	{ "mwmbl", "https://api.mwmbl.org/",
	    "https://api.mwmbl.org/api/v1/search/?s=x", OWN(0), NULL,
	    DATA "mwmbl-results.json", 1, NULL, "https://small.example/",
	    "Jane Doe", NULL, NULL, NULL, "of the harbour", NULL,
	    "1 of 2 items" },
	{ "wayback", "https://old.example/a",
	    "https://web.archive.org/cdx/search/cdx?url=x", OWN(0), NULL,
	    DATA "wayback-index.json", 2,
	    "20190305101500 https://old.example/a",
	    "https://web.archive.org/web/20190305101500/https://old.example/a",
	    NULL, NULL, NULL, "2019-03-05T10:15:00Z", NULL,
	    "https://web.archive.org/web/20190305101500id_/"
	    "https://old.example/a",
	    "1 of 3 captures" },
	{ "commoncrawl", "https://old.example/a",
	    "https://index.commoncrawl.org/CC-MAIN-2026-43-index?url=x", OWN(0),
	    NULL, DATA "commoncrawl-index.json", 1,
	    "20240305101500 https://old.example/a", "https://old.example/a",
	    NULL, NULL, NULL, "2024-03-05T10:15:00Z", NULL, NULL,
	    "1 of 2 lines" },
	{ "commoncrawl", "https://old.example/a",
	    "https://index.commoncrawl.org/collinfo.json", OWN(2), NULL,
	    DATA "commoncrawl-crawls.json", 0, NULL, NULL, NULL, NULL, NULL,
	    NULL, NULL,
	    "https://index.commoncrawl.org/CC-MAIN-2026-43-index?"
	    "url=https%3A%2F%2Fold.example%2Fa&output=json",
	    NULL },
	{ "gravatar", "https://api.gravatar.com/",
	    "https://api.gravatar.com/v3/profiles/janedoe", OWN(0), NULL,
	    DATA "gravatar-profile.json", 1, "aa11",
	    "https://gravatar.com/janedoe", "Jane Doe", "Jane Doe", "janedoe",
	    NULL, "sailor", NULL, NULL },
	{ "webfinger", "https://m.example/",
	    "https://m.example/.well-known/webfinger?resource=x", OWN(0), NULL,
	    DATA "webfinger.json", 1, "acct:janedoe@m.example",
	    "https://m.example/@janedoe", NULL, NULL, "janedoe@m.example", NULL,
	    "https://m.example/@janedoe\n", "https://m.example/@janedoe",
	    NULL },
	{ "crtsh", "https://crt.sh/", "https://crt.sh/?q=x", OWN(0), NULL,
	    DATA "crtsh.json", 1, "55", "https://crt.sh/?id=55",
	    "login.janed0e.example", NULL, "janed0e",
	    "2026-11-01T10:00:00.100Z", NULL, NULL, NULL },
	{ "hyperkitty", "https://l.example/archives/list/a@l.example/",
	    "https://l.example/archives/api/list/a@l.example/emails/?page=1",
	    OWN(0), NULL, DATA "hyperkitty-emails.json", 1, "m1@x", NULL,
	    "Jane Doe", "Bob", NULL, "2026-11-01T10:00:00Z", NULL,
	    "https://l.example/archives/api/list/a@l.example/email/H/", NULL },
	{ "hyperkitty", "https://l.example/archives/list/a@l.example/",
	    "https://l.example/archives/api/list/a@l.example/email/H/", OWN(1),
	    NULL, DATA "hyperkitty-email.json", 1, "m1@x", NULL, "Jane Doe",
	    "Bob", NULL, NULL, "She was here.", NULL, NULL },
	{ "mastodon", "https://www.tootfinder.ch/",
	    "https://www.tootfinder.ch/rest/api/search/Jane", OWN(9), NULL,
	    DATA "tootfinder.json", 1,
	    "https://x.example/users/eve/statuses/77",
	    "https://x.example/@eve/77", NULL, "Eve", "eve@x.example",
	    "2026-11-19T10:00:00Z", "Jane Doe!", "https://x.example/@eve/77",
	    NULL },
	{ "activitypub", "https://m.example/",
	    "https://m.example/.well-known/webfinger?resource=x", OWN(0), NULL,
	    DATA "activitypub-webfinger.json", 0, NULL, NULL, NULL, NULL, NULL,
	    NULL, NULL, "https://m.example/users/1", NULL },
	{ "activitypub", "https://m.example/", "https://m.example/users/1",
	    OWN(1), NULL, DATA "activitypub-actor.json", 1,
	    "https://m.example/users/1", "https://m.example/@janedoe",
	    "Jane Doe", "Jane Doe", "janedoe", "2022-11-05T00:00:00Z",
	    "Sailor & cook", "https://m.example/users/1/outbox", NULL },
	{ "activitypub", "https://m.example/",
	    "https://m.example/users/1/outbox", OWN(2), NULL,
	    DATA "activitypub-outbox.json", 0, NULL, NULL, NULL, NULL, NULL,
	    NULL, NULL, "https://m.example/users/1/outbox?page=true", NULL },
	{ "activitypub", "https://m.example/",
	    "https://m.example/users/1/outbox?page=true", OWN(2), NULL,
	    DATA "activitypub-page.json", 2, "https://m.example/notes/9",
	    "https://m.example/notes/9", NULL, NULL, "1",
	    "2026-11-20T10:00:00Z", "Jane Doe\nsails",
	    "https://m.example/users/1/outbox?until=3&page=true",
	    "2 of 6 objects" },
	{ "activitypub", "https://m.example/",
	    "https://m.example/users/1/outbox?page=true", OWN(2), NULL,
	    DATA "activitypub-page.json", 2, NULL, NULL, NULL, NULL, NULL, NULL,
	    NULL, "https://m.example/notes/6", "2 of 6 objects" },
	{ "activitypub", "https://m.example/notes/9",
	    "https://m.example/notes/9", OWN(1), NULL,
	    DATA "activitypub-tombstone.json", 1, "https://m.example/notes/9",
	    "https://m.example/notes/9", NULL, NULL, NULL, NULL, NULL, NULL,
	    NULL },
	{ "rdap", "https://rdap.org/",
	    "https://rdap.org/domain/janed0e.example", OWN(0), NULL,
	    DATA "rdap-domain.json", 1, "JANED0E.EXAMPLE", NULL,
	    "janed0e.example", NULL, "janed0e", "2026-09-01T08:00:00Z",
	    "registrar: Cheap Names SAS\nname server: ns1.cheap.example\n",
	    NULL, NULL },
	{ "bodacc", "https://bodacc.example/",
	    "https://bodacc.example/api/explore/v2.1/x?offset=0", OWN(0), NULL,
	    DATA "bodacc-records.json", 2, "A202602220001",
	    "https://www.bodacc.fr/pages/annonces-commerciales-detail/"
	    "?q.id=id:A202602220001",
	    "Cr\xc3\xa9"
	    "ations",
	    "Greffe du tribunal de commerce de Paris", NULL, "2026-11-17",
	    "DOE, Jane \nParis \n123 456 789 123456789 \npp Jane DOE Paris \n"
	    "{broken \n",
	    NULL, "1 of 3 notices" },
	{ "relme", "https://own.example/", "https://own.example/", OWN(0), NULL,
	    DATA "relme-own.html", 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
	    "https://m.example/@janedoe", NULL },
	{ "relme", "https://own.example/", "https://m.example/@janedoe", OWN(1),
	    "https://own.example/", DATA "relme-claimed.html", 1,
	    "https://m.example/@janedoe", "https://m.example/@janedoe",
	    "Jane Doe (@janedoe)", NULL, NULL, NULL,
	    "Jane Doe (@janedoe)\nrel=me: links back to https://own.example/",
	    NULL, NULL },
	{ "relme", "https://own.example/", "https://m.example/@janedoe", OWN(1),
	    "https://another.example/", DATA "relme-claimed.html", 1, NULL,
	    NULL, NULL, NULL, NULL, NULL,
	    "Jane Doe (@janedoe)\nrel=me: does not link back to "
	    "https://another.example/",
	    NULL, NULL },
	{ "scoopit", "https://www.scoop.it/",
	    "https://www.scoop.it/search?q=Jane", OWN(16), NULL,
	    DATA "scoopit-search.html", 2, NULL, "https://press.example/jane",
	    "Jane Doe & the sea", NULL, NULL, NULL, "She sails.\nAgain.",
	    "https://www.scoop.it/t/sea/p/42", NULL },
	{ "tumblr", "https://api.tumblr.com/",
	    "https://api.tumblr.com/v2/tagged?tag=x", OWN(16), NULL,
	    DATA "tumblr-tagged.json", 1, "9000000000000000009",
	    "https://harbour.example/post/9", "Jane", "The harbour", "harbour",
	    "2026-09-21T14:13:20Z", "Jane Doe sails.",
	    "https://harbour.example/post/9", "1 of 2 items" },
	{ "nodebb", "https://f.example/",
	    "https://f.example/api/search?term=Jane", OWN(16), NULL,
	    DATA "nodebb-search.json", 1, "post 5", "https://f.example/post/5",
	    "News & more", "Bob", "bob", "2026-09-21T14:13:20Z",
	    "Jane Doe left", "https://f.example/post/5", "1 of 2 posts" },
	{ "nodebb", "https://f.example/", "https://f.example/api/recent",
	    OWN(17), NULL, DATA "nodebb-recent.json", 0, NULL, NULL, NULL, NULL,
	    NULL, NULL, NULL, "https://f.example/api/topic/4", NULL },
	{ "github", "https://github.com/",
	    "https://api.github.com/search/commits?q=x&page=1", OWN(3), NULL,
	    DATA "github-commits.json", 1, "commit abc123",
	    "https://github.com/a/b/commit/abc123", "a/b", "Bob B", NULL,
	    "2026-10-01T08:00:00Z", "thank Jane Doe",
	    "https://github.com/a/b/commit/abc123", NULL },
	{ "pipermail", "https://l.example/pipermail/a/",
	    "https://l.example/pipermail/a/2026-November.txt", OWN(2), NULL,
	    DATA "pipermail-month.txt", 2, "<1@x>", NULL, "[list] The harbour",
	    "Jane D\xc3\xb6\xc3\xa9", NULL, "2026-11-17T20:30:00Z",
	    "Hello,\nFrom here the sea is grey.\n\n", NULL, NULL },
};

static void
check_doc(size_t i, const struct doc *d)
{
	CHECK_ROW(
	    i, answers[i].id == NULL || same(d->native_id, answers[i].id));
	CHECK_ROW(
	    i, answers[i].address == NULL || same(d->url, answers[i].address));
	CHECK_ROW(
	    i, answers[i].title == NULL || same(d->title, answers[i].title));
	CHECK_ROW(
	    i, answers[i].author == NULL || same(d->author, answers[i].author));
	CHECK_ROW(
	    i, answers[i].handle == NULL || same(d->handle, answers[i].handle));
	CHECK_ROW(i, answers[i].published == NULL ||
			 same(d->published, answers[i].published));
	CHECK_ROW(i, answers[i].text == NULL || same(d->text, answers[i].text));
}

static void
test_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(answers); i++) {
		const struct network *n = network_find(answers[i].network);
		struct fixture f;
		enum err e;

		begin(&f, answers[i].target);
		f.s.url = answers[i].url;
		f.s.role = answers[i].role;
		f.s.context = answers[i].context;
		fixture_file(&f, answers[i].file);
		e = fixture_parse(&f, n);
		CHECK_ROW(i, (e == ERR_OK) == (answers[i].problem == NULL));
		CHECK_ROW(i, answers[i].problem == NULL ||
				 fixture_says(&f, answers[i].problem));
		CHECK_ROW(i, f.p.n_docs == answers[i].docs);
		if (f.p.n_docs > 0 && answers[i].docs > 0)
			check_doc(i, &f.p.docs[0]);
		CHECK_ROW(i, answers[i].link == NULL ||
				 fixture_has(&f, answers[i].link));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* What says "no" and is an answer, and what says "no" and is none. */
static const struct {
	const char *network, *target, *url;
	unsigned role;
	int status;
	const char *head, *body, *problem, *link;
} refusals[] = {
	{ "bluesky", "https://public.api.bsky.app/",
	    "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?a",
	    OWN(1), 400, "",
	    "{\"error\":\"InvalidRequest\",\"message\":\"Profile not found\"}",
	    NULL, NULL },
	{ "bluesky", "https://public.api.bsky.app/",
	    "https://public.api.bsky.app/xrpc/app.bsky.feed.searchPosts?q",
	    OWN(3), 400, "", "{\"error\":\"x\",\"message\":\"Auth required\"}",
	    "Auth required", NULL },
	{ "mastodon", "https://m.example/",
	    "https://m.example/api/v1/accounts/lookup?acct=x", OWN(3), 404, "",
	    "{\"error\":\"Record not found\"}", NULL, NULL },
	{ "mastodon", "https://m.example/",
	    "https://m.example/api/v1/timelines/tag/JaneDoe?limit=40", OWN(0),
	    422, "", "{\"error\":\"closed\"}", "status 422",
	    "https://m.example/tags/JaneDoe.rss" },
	{ "lemmy", "https://l.example/",
	    "https://l.example/api/v3/search?q=Jane%20Doe&type_=Posts&page=1",
	    OWN(0), 404, "", "", "status 404",
	    "https://l.example/api/v4/search?search_term=Jane%20Doe"
	    "&type_=Posts&sort=New&limit=50" },
	{ "stackexchange", "https://stackoverflow.com/",
	    "https://api.stackexchange.com/2.3/search/excerpts?page=1", OWN(0),
	    400, "", "{\"error_id\":502,\"error_name\":\"throttle_violation\"}",
	    "requests are used up", NULL },
	{ "github", "https://github.com/",
	    "https://api.github.com/search/issues?q=x", OWN(0), 403,
	    "HTTP/1.1 403 No\r\nX-RateLimit-Remaining: 0\r\n", "{}",
	    "searches are used up", NULL },
	{ "github", "https://github.com/",
	    "https://api.github.com/users/janedoe", OWN(2), 404, "", "{}", NULL,
	    NULL },
	{ "discourse", "https://d.example/", "https://d.example/posts.json",
	    OWN(0), 403, "", "{}", "status 403",
	    "https://d.example/latest.json?page=0" },
	{ "phpbb", "https://f.example/", "https://f.example/app.php/feed",
	    OWN(0), 404, "", "", "status 404", "https://f.example/feed" },
	{ "phpbb", "https://f.example/", "https://f.example/feed", OWN(1), 200,
	    "", "<html>no</html>", "HTML where a feed was due",
	    "https://f.example/feed.php" },
	{ "gravatar", "https://api.gravatar.com/",
	    "https://api.gravatar.com/v3/profiles/janedoe", OWN(0), 404, "",
	    "{}", NULL, NULL },
	{ "webfinger", "https://m.example/",
	    "https://m.example/.well-known/webfinger?resource=x", OWN(0), 404,
	    "", "", NULL, NULL },
	{ "activitypub", "https://m.example/",
	    "https://m.example/.well-known/webfinger?resource=x", OWN(0), 404,
	    "", "{}", NULL, NULL },
	{ "activitypub", "https://m.example/", "https://m.example/users/1",
	    OWN(1), 401, "", "{\"error\":\"Request not signed\"}", "status 401",
	    NULL },
	{ "rdap", "https://rdap.org/", "https://rdap.org/domain/janedoe.fr",
	    OWN(0), 404, "", "", NULL, NULL },
	{ "nodebb", "https://f.example/", "https://f.example/recentposts.rss",
	    OWN(0), 404, "", "", "status 404", "https://f.example/api/recent" },
	{ "mastodon", "https://m.example/",
	    "https://m.example/api/v1/accounts/lookup?acct=janedoe", OWN(3),
	    401, "", "{}", "status 401", "https://m.example/@janedoe.rss" },
	{ "relme", "https://own.example/", "https://own.example/", OWN(0), 200,
	    "", "<html><title>x</title></html>", "names no account", NULL },
	{ "hackernews", "https://hn.algolia.com/",
	    "https://hacker-news.firebaseio.com/v0/item/1.json", OWN(1), 200,
	    "", "null", NULL, NULL },
	{ "gdelt", "https://api.gdeltproject.org/",
	    "https://api.gdeltproject.org/api/v2/doc/doc?query=x", OWN(0), 200,
	    "", "Please limit requests to one every 5 seconds", "no JSON",
	    NULL },
	{ "commoncrawl", "https://old.example/",
	    "https://index.commoncrawl.org/CC-index?url=x", OWN(0), 404, "",
	    "{\"message\":\"No Captures found\"}", NULL, NULL },
};

static void
test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(refusals); i++) {
		const struct network *n = network_find(refusals[i].network);
		struct fixture f;
		enum err e;

		begin(&f, refusals[i].target);
		f.s.url = refusals[i].url;
		f.s.role = refusals[i].role;
		fixture_head(&f, refusals[i].status, refusals[i].head);
		fixture_body(&f, refusals[i].body);
		e = fixture_parse(&f, n);
		CHECK_ROW(i, (e == ERR_OK) == (refusals[i].problem == NULL));
		CHECK_ROW(i, refusals[i].problem == NULL
				 ? f.p.problem == NULL
				 : fixture_says(&f, refusals[i].problem));
		CHECK_ROW(i, f.p.n_docs == 0);
		CHECK_ROW(i, refusals[i].link == NULL
				 ? f.p.n_links == 0
				 : fixture_has(&f, refusals[i].link));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* A walk ends: at an empty page, at the same page again, at the seed's limit.
 */
static const struct {
	const char *context, *body;
	unsigned pages;
	bool goes_on;
} walks[] = {
	{ NULL, "{\"has_more\":true,\"list\":[{\"id\":\"a\"}]}", 20, true },
	{ "2 b", "{\"has_more\":true,\"list\":[{\"id\":\"a\"}]}", 20, true },
	{ "2 a", "{\"has_more\":true,\"list\":[{\"id\":\"a\"}]}", 20, false },
	{ NULL, "{\"has_more\":true,\"list\":[]}", 20, false },
	{ NULL, "{\"has_more\":false,\"list\":[{\"id\":\"a\"}]}", 20, false },
	{ "3 b", "{\"has_more\":true,\"list\":[{\"id\":\"a\"}]}", 3, false },
	{ "10 b", "{\"has_more\":true,\"list\":[{\"id\":\"a\"}]}", 20, false },
	{ "99999999999999999999 b",
	    "{\"has_more\":true,\"list\":[{\"id\":\"a\"}]}", 20, false },
	{ NULL, "{\"has_more\":\"yes\",\"list\":[{\"id\":\"a\"}]}", 20, false },
};

static void
test_walks(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(walks); i++) {
		struct fixture f;

		begin(&f, "https://api.dailymotion.com/");
		f.seed.pages = walks[i].pages;
		f.s.url = "https://api.dailymotion.com/videos?search=x&page=1";
		f.s.role = OWN(0);
		f.s.context = walks[i].context;
		fixture_body(&f, walks[i].body);
		(void)fixture_parse(&f, &network_dailymotion);
		CHECK_ROW(i,
		    (fixture_count(&f, LINK_LISTING) == 1) == walks[i].goes_on);
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* Dates: only what a document could have. */
static const struct {
	const char *time, *want;
} times[] = {
	{ "1790000000", "2026-09-21T14:13:20Z" },
	{ "\"1790000000\"", "2026-09-21T14:13:20Z" },
	{ "1790000000123", "2026-09-21T14:13:20.123Z" },
	{ "\"2026-11-20T10:00:00+01:00\"", "2026-11-20T09:00:00Z" },
	{ "\"2026-11-20\"", "2026-11-20" },
	{ "\"0000-01-01T00:00:00Z\"", NULL },
	{ "\"9999-12-31T00:00:00Z\"", NULL },
	{ "253402300800", "1978-01-11T21:31:40.800Z" },
	{ "9223372036854775807", NULL },
	{ "-5", NULL },
	{ "0", NULL },
	{ "[]", NULL },
	{ "1.5", NULL },
	{ "\"yesterday\"", NULL },
};

static void
test_times(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(times); i++) {
		char body[256];
		struct fixture f;

		begin(&f, "https://api.dailymotion.com/");
		f.s.url = "https://api.dailymotion.com/videos?page=1";
		f.s.role = OWN(0);
		snprintf(body, sizeof(body),
		    "{\"list\":[{\"id\":1,\"created_time\":%s}]}",
		    times[i].time);
		fixture_body(&f, body);
		(void)fixture_parse(&f, &network_dailymotion);
		CHECK_ROW(i, f.p.n_docs == 1);
		CHECK_ROW(i, f.p.n_docs == 1 &&
				 same(f.p.docs[0].published, times[i].want));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* Bodies that are nobody's answer: none is believed, and none ends us. */
static const char *const hostile[] = { "", "null", "{}", "[]", "[[]]", "7",
	"\"text\"", "{\"data\":", "[null,null]", "[{}]", "{\"items\":{}}",
	"{\"items\":[[],{},null,7,\"x\"]}", "{\"accounts\":7}",
	"{\"feed\":[{\"post\":7}]}", "{\"thread\":[]}",
	"{\"thread\":{\"parent\":7,\"replies\":{}}}",
	"{\"data\":[{\"id\":[]}]}",
	"{\"posts\":[{\"post\":[]}],\"comments\":7}",
	"{\"latest_posts\":[{\"id\":\"-1\",\"topic_id\":{}}]}",
	"{\"topic_list\":{\"topics\":{}}}", "{\"results\":[{\"url\":\"x:y\"}]}",
	"{\"links\":[7],\"subject\":7}", "{\"service\":{\"0\":7}}",
	"<!doctype html><html><form><input type=password></form></html>",
	"<!doctype html><html><title>Just a moment...</title></html>",
	"<rss><channel><item><link>javascript:x</link></item></channel></rss>",
	"<feed><entry><id>", "\x1f\x8b\x08\x00zzzz", "From ",
	"From x  2026\n\n", "\xff\xfe\x00\x01", "HTTP/1.1 200 OK\r\n\r\n{}" };

static void
test_hostile(void **state)
{
	const struct network *n;
	size_t row = 0;

	(void)state;
	for (size_t k = 0; (n = network_at(k)) != NULL; k++) {
		for (unsigned r = 0; r < 34 * NELEM(hostile); r++, row++) {
			unsigned role = r / (unsigned)NELEM(hostile);
			struct fixture f;
			enum err e;

			begin(&f, "https://h.example/list/a/");
			f.s.url = "https://h.example/list/a/?page=1";
			f.s.role = role == 0 ? 0 : OWN(role - 1);
			fixture_body(&f, hostile[r % NELEM(hostile)]);
			e = fixture_parse(&f, n);
			CHECK_ROW(row, e == ERR_OK || f.p.problem != NULL);
			for (size_t i = 0; i < f.p.n_links; i++)
				CHECK_ROW(row,
				    strncmp(f.p.links[i].url, "http", 4) == 0);
			fixture_fini(&f);
		}
	}
	assert_int_equal(rows_failed, 0);
}

/* Every row of the table has its card. */
static void
test_cards(void **state)
{
	const struct network *n;

	(void)state;
	for (size_t i = 0; (n = network_at(i)) != NULL; i++) {
		CHECK_ROW(i, network_find(n->name) == n);
		CHECK_ROW(i, n->class != NULL && n->auth != NULL);
		CHECK_ROW(i, n->terms != NULL && n->rate != NULL);
		CHECK_ROW(i, n->verified != NULL && n->known_from != NULL);
		CHECK_ROW(i, n->start != NULL && n->parse != NULL);
		CHECK_ROW(i, n->accepts != NULL);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_starts, rows_reset),
		cmocka_unit_test_setup(test_answers, rows_reset),
		cmocka_unit_test_setup(test_refusals, rows_reset),
		cmocka_unit_test_setup(test_walks, rows_reset),
		cmocka_unit_test_setup(test_times, rows_reset),
		cmocka_unit_test_setup(test_hostile, rows_reset),
		cmocka_unit_test_setup(test_cards, rows_reset),
	};

	return cmocka_run_group_tests_name("networks", tests, NULL, NULL);
}
