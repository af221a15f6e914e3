/* SPDX-License-Identifier: ISC */
/* Every network's own shapes, as its documentation has them: what is asked at
 * first, what an answer becomes, where it leads; and then, for all networks and
 * roles alike, what a server may do wrong. */
#include "tests/unit/answers.h"
#include "tests/unit/fixture.h"

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
	{ "publicinbox", "https://i.example/list/", false,
	    "https://i.example/list/?q=d:19700101..&x=A&o=0" },
	{ "publicinbox", "https://i.example/list/new.atom", false,
	    "https://i.example/list/new.atom" },
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
	{ "dsa", "https://transparency.dsa.ec.europa.eu/", false,
	    "https://transparency.dsa.ec.europa.eu/statement?s=Jane%20Doe" },
	{ "dsa", "https://transparency.dsa.ec.europa.eu/statement/uuid/5c6f-1",
	    false,
	    "https://transparency.dsa.ec.europa.eu/statement/uuid/5c6f-1" },
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
	{ "peertube", "https://v.example/", false,
	    "https://v.example/api/v1/search/videos?search=Jane%20Doe"
	    "&sort=-publishedAt&count=15&start=0" },
	{ "dailymotion", "https://www.dailymotion.com/", false,
	    "https://api.dailymotion.com/user/janedoe?fields=id,username,"
	    "screenname,avatar_720_url,created_time,url" },
	{ "marginalia", "https://api2.marginalia-search.com/", false,
	    "https://api2.marginalia-search.com/search?query=%22Jane%20Doe%22"
	    "&count=50" },
	{ "mwmbl", "https://mwmbl.org/", false,
	    "https://mwmbl.org/api/v1/search/?s=Jane%20Doe" },
	{ "hackernews", "https://hn.algolia.com/", false,
	    "https://hn.algolia.com/api/v1/search_by_date?query=%22Jane%20Doe"
	    "%22&tags=(story,comment)&typoTolerance=false&advancedSyntax=true"
	    "&hitsPerPage=100&page=0" },
	{ "gdelt", "https://api.gdeltproject.org/", false,
	    "https://api.gdeltproject.org/api/v2/doc/doc?query=%22Jane%20Doe%22"
	    "&mode=artlist&format=json&sort=datedesc&maxrecords=250" },
	{ "pipermail", "https://l.example/pipermail/a/", false,
	    "https://l.example/pipermail/a/" },
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

/* Whose picture an answer shows: what is compared with --avatar. */
static const struct {
	const char *network, *target, *url;
	unsigned role;
	const char *body; /* or a file of tests/data */
	const char *want; /* of the first document */
} avatars[] = {
	{ "activitypub", "https://m.example/", "https://m.example/users/1",
	    OWN(1), DATA "activitypub-actor.json",
	    "https://m.example/files/a.png" },
	{ "bluesky", "https://public.api.bsky.app/",
	    "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?"
	    "actor=a",
	    OWN(1),
	    "{\"did\":\"did:plc:abc\",\"handle\":\"jane.example\","
	    "\"displayName\":\"Jane Doe\",\"avatar\":\"https://c.example/a\"}",
	    "https://c.example/a" },
	{ "dailymotion", "https://api.dailymotion.com/",
	    "https://api.dailymotion.com/videos?page=1", OWN(0),
	    "{\"list\":[{\"id\":\"x1\",\"title\":\"Jane Doe\",\"url\":"
	    "\"https://d.example/x1\",\"owner.username\":\"bob\","
	    "\"owner.avatar_240_url\":\"https://s.example/b.jpg\"}]}",
	    "https://s.example/b.jpg" },
	{ "discourse", "https://d.example/", "https://d.example/posts.json",
	    OWN(0), DATA "discourse-posts.json",
	    "https://d.example/user_avatar/120/1.png" },
	{ "flarum", "https://f.example/",
	    "https://f.example/api/discussions?page%5Boffset%5D=0", OWN(16),
	    "{\"data\":[{\"type\":\"discussions\",\"id\":\"4\","
	    "\"attributes\":{\"title\":\"Jane Doe?\"},\"relationships\":"
	    "{\"user\":{\"data\":{\"id\":\"2\"}}}}],\"included\":["
	    "{\"type\":\"users\",\"id\":\"2\",\"attributes\":"
	    "{\"username\":\"bob\",\"avatarUrl\":\"/a/2.png\"}}]}",
	    "https://f.example/a/2.png" },
	{ "github", "https://github.com/",
	    "https://api.github.com/search/users?q=x", OWN(1),
	    DATA "github-users.json", "https://a.example/3" },
	{ "gravatar", "https://api.gravatar.com/",
	    "https://api.gravatar.com/v3/profiles/janedoe", OWN(0),
	    DATA "gravatar-profile.json",
	    "https://0.gravatar.com/avatar/aa11" },
	{ "lemmy", "https://l.example/",
	    "https://l.example/api/v3/search?q=Jane&type_=Posts&page=1", OWN(0),
	    "{\"posts\":[{\"post\":{\"name\":\"Jane Doe\",\"ap_id\":"
	    "\"https://l.example/post/1\"},\"creator\":{\"name\":\"bob\","
	    "\"avatar\":\"https://l.example/pictrs/1.png\"}}]}",
	    "https://l.example/pictrs/1.png" },
	{ "mastodon", "https://m.example/",
	    "https://m.example/api/v2/search?q=x&type=accounts", OWN(1),
	    DATA "mastodon-accounts.json", "https://m.example/a.png" },
	{ "nodebb", "https://f.example/",
	    "https://f.example/api/search?term=Jane", OWN(16),
	    DATA "nodebb-search.json", "https://f.example/assets/bob.png" },
	{ "peertube", "https://v.example/",
	    "https://v.example/api/v1/search/videos?search=x&start=0", OWN(0),
	    DATA "peertube-search.json", "https://v.example/b.png" },
	{ "stackexchange", "https://stackoverflow.com/",
	    "https://api.stackexchange.com/2.3/search/excerpts?page=1", OWN(0),
	    "{\"items\":[{\"question_id\":5,\"title\":\"Jane Doe\","
	    "\"excerpt\":\"x\",\"creation_date\":1790000000,\"owner\":"
	    "{\"profile_image\":\"https://i.example/5.png\"}}]}",
	    "https://i.example/5.png" },
	{ "webfinger", "https://m.example/",
	    "https://m.example/.well-known/webfinger?resource=x", OWN(0),
	    "{\"subject\":\"acct:janedoe@m.example\",\"links\":["
	    "{\"rel\":\"http://webfinger.net/rel/profile-page\","
	    "\"href\":\"https://m.example/@janedoe\"},"
	    "{\"rel\":\"http://webfinger.net/rel/avatar\","
	    "\"href\":\"/a/7.jpg\"}]}",
	    "https://m.example/a/7.jpg" },
};

static void
test_avatars(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(avatars); i++) {
		const struct network *n = network_find(avatars[i].network);
		struct fixture f;

		begin(&f, avatars[i].target);
		f.s.url = avatars[i].url;
		f.s.role = avatars[i].role;
		if (avatars[i].body[0] == '{')
			fixture_body(&f, avatars[i].body);
		else
			fixture_file(&f, avatars[i].body);
		/* Some of the files have broken entries besides. */
		(void)fixture_parse(&f, n);
		CHECK_ROW(i, f.p.n_docs > 0 &&
				 same(f.p.docs[0].avatar_url, avatars[i].want));
		if (f.p.n_docs > 0 &&
		    !same(f.p.docs[0].avatar_url, avatars[i].want))
			fprintf(stderr, "# %s: %s\n", avatars[i].network,
			    f.p.docs[0].avatar_url ? f.p.docs[0].avatar_url
						   : "none");
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
	{ "publicinbox", "https://i.example/list/",
	    "https://i.example/list/?q=%22Jane%20Doe%22&x=A", OWN(17), 404, "",
	    "<html><title>search results</title>", NULL, NULL },
	{ "publicinbox", "https://i.example/list/",
	    "https://i.example/list/?q=d:19700101..&x=A&o=0", OWN(16), 404, "",
	    "<html><title>search results</title>", "status 404",
	    "https://i.example/list/new.atom" },
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

/* Tested in a file of its own, or by its row in `starts`. */
static bool
has_tests(const char *name)
{
	static const char *const elsewhere[] = { "wordpress", "mediawiki",
		"dokuwiki", "feed", "site", "auto", "usenet" };

	for (size_t i = 0; i < NELEM(elsewhere); i++)
		if (strcmp(elsewhere[i], name) == 0)
			return true;
	for (size_t i = 0; i < NELEM(starts); i++)
		if (strcmp(starts[i].network, name) == 0)
			return true;
	return false;
}

/* Every row of the table has its card, and a test. */
static void
test_cards(void **state)
{
	const struct network *n;

	(void)state;
	for (size_t i = 0; (n = network_at(i)) != NULL; i++) {
		CHECK_ROW(i, network_find(n->name) == n);
		CHECK_ROW(i, has_tests(n->name));
		CHECK_ROW(i, n->does != NULL && n->does_fr != NULL);
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
		cmocka_unit_test_setup(test_avatars, rows_reset),
		cmocka_unit_test_setup(test_refusals, rows_reset),
		cmocka_unit_test_setup(test_walks, rows_reset),
		cmocka_unit_test_setup(test_times, rows_reset),
		cmocka_unit_test_setup(test_hostile, rows_reset),
		cmocka_unit_test_setup(test_cards, rows_reset),
	};

	return cmocka_run_group_tests_name("networks", tests, NULL, NULL);
}
