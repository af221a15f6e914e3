/* SPDX-License-Identifier: ISC */
/* Feeds: every format, every place where a field may stand, broken XML, what
 * is hostile. */
#include "tests/unit/fixture.h"

#include "crawler/normalise/url.h"
#include "crawler/parse/feed.h"
#include "store/base/buf.h"

#define ATOM "<feed xmlns='http://www.w3.org/2005/Atom'>"
#define ATOM03 "<feed version='0.3' xmlns='http://purl.org/atom/ns#'>"
#define RSS                                                                    \
	"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "      \
	"xmlns:content='http://purl.org/rss/1.0/modules/content/' "            \
	"xmlns:media='http://search.yahoo.com/mrss/' "                         \
	"xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>"           \
	"<channel>"
#define END "</channel></rss>"

/* One feed, and what its first entry must be. */
static const struct {
	const char *body;
	const char *title, *url, *author, *byline, *published, *text;
} rows[] = {
	{ RSS "<item><title>T</title><link>http://b.example/1</link>"
	      "<description>D</description>"
	      "<pubDate>Fri, 20 Nov 2026 21:30:00 GMT</pubDate>"
	      "<author>j@b.example (Jane Doe)</author></item>" END,
	    "T", "http://b.example/1", "Jane Doe", "j@b.example (Jane Doe)",
	    "2026-11-20T21:30:00Z", "D" },
	{ ATOM "<entry><title>T</title><link href='/1'/>"
	       "<author><name>Jane</name><email>j@b.example</email></author>"
	       "<published>2026-11-20T21:30:00Z</published>"
	       "<updated>2026-11-21T00:00:00Z</updated>"
	       "<content type='html'>&lt;p&gt;Hi &amp;amp; ho&lt;/p&gt;"
	       "</content></entry></feed>",
	    "T", "https://b.example/1", "Jane", "Jane (j@b.example)",
	    "2026-11-20T21:30:00Z", "Hi & ho" },
	{ ATOM "<author><name>Feed</name></author><entry>"
	       "<id>http://b.example/i</id></entry></feed>",
	    NULL, "http://b.example/i", "Feed", "Feed", NULL, NULL },
	{ ATOM "<author><name>Feed</name></author><entry><source><author>"
	       "<name>Source</name></author><title>no</title></source>"
	       "<title>yes</title></entry></feed>",
	    "yes", NULL, "Source", "Source", NULL, NULL },
	{ ATOM03 "<entry><title mode='base64'>SGkgPGI+eW91PC9iPg==</title>"
		 "<issued>2026-11-20T21:30:00Z</issued>"
		 "<created>2026-01-01T00:00:00Z</created></entry></feed>",
	    "Hi you", NULL, NULL, NULL, "2026-11-20T21:30:00Z", NULL },
	{ ATOM "<entry><title type='xhtml'><div xmlns="
	       "'http://www.w3.org/1999/xhtml'>a &lt;b&gt; <i>c</i></div>"
	       "</title><summary>S one</summary>"
	       "<content>C two</content></entry></feed>",
	    "a <b> c", NULL, NULL, NULL, NULL, "S one\nC two" },
	{ ATOM "<entry><summary>The first words of ...</summary><content>The "
	       "first words of it all</content></entry></feed>",
	    NULL, NULL, NULL, NULL, NULL, "The first words of it all" },
	{ ATOM
	    "<entry xml:base='http://c.example/d/'><link "
	    "href='e'/><title type='text'>a &lt;b&gt;</title></entry></feed>",
	    "a <b>", "http://c.example/d/e", NULL, NULL, NULL, NULL },
	{ ATOM "<entry xml:base='javascript:x'><link href='e'/></entry></feed>",
	    NULL, "https://b.example/e", NULL, NULL, NULL, NULL },
	{ RSS
	    "<item><guid>http://b.example/g</guid>"
	    "<dc:creator>Jane Doe</dc:creator>"
	    "<dc:date>2026-11-20T22:30+01:00</dc:date>"
	    "<description>teaser</description><content:encoded>"
	    "<![CDATA[<p>whole <b>te</b>xt</p>]]></content:encoded></item>" END,
	    NULL, "http://b.example/g", "Jane Doe", "Jane Doe",
	    "2026-11-20T22:30:00+01:00", "teaser\nwhole text" },
	{ RSS "<item><guid isPermaLink='false'>http://b.example/g</guid>"
	      "<itunes:author>Pod</itunes:author>"
	      "<media:title>weak</media:title><title>R&amp;amp;D</title>"
	      "<media:description>seen</media:description></item>" END,
	    "R&D", NULL, "Pod", "Pod", NULL, "seen" },
	{ RSS "<item><itunes:author>Pod</itunes:author>"
	      "<author>Jane</author></item>" END,
	    NULL, NULL, "Jane", "Jane", NULL, NULL },
	{ "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
	  "xmlns='http://purl.org/rss/1.0/'><channel><title>no</title>"
	  "</channel><item rdf:about='http://b.example/r'><title>T</title>"
	  "<link>http://b.example/l</link></item></rdf:RDF>",
	    "T", "http://b.example/l", NULL, NULL, NULL, NULL },
	{ "<CHANNEL><ITEM HREF='http://b.example/c'><TITLE>T</TITLE>"
	  "<ABSTRACT>A</ABSTRACT></ITEM></CHANNEL>",
	    "T", "http://b.example/c", NULL, NULL, NULL, "A" },
	{ "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{"
	  "\"id\":7,\"url\":\"/7\",\"title\":\"T\",\"content_html\":\"<p>x</"
	  "p>\""
	  ",\"date_published\":\"2026-11-20T21:30:00Z\",\"authors\":"
	  "[{\"name\":\"A\"},{\"name\":\"B\"}]}]}",
	    "T", "https://b.example/7", "A, B", "A, B", "2026-11-20T21:30:00Z",
	    "x" },
	{ RSS "<item><link>http://track.example/1</link><f:origLink xmlns:f="
	      "'http://rssnamespace.org/feedburner/ext/1.0'>"
	      "http://b.example/o</f:origLink></item>" END,
	    NULL, "http://b.example/o", NULL, NULL, NULL, NULL },
	/* Broken in the ways that feeds are. */
	{ "\n\n<br>Warning: x<br><?xml version='1.0'?>" RSS
	  "<item><title>A & B &nbsp;&eacute; 1 < 2</title></item>" END,
	    "A & B \xc2\xa0\xc3\xa9 1 < 2", NULL, NULL, NULL, NULL, NULL },
	{ RSS "<item><dc:creator>J</dc:creator><x:y>no</x:y>"
	      "<title>T</b></title><description><p>one<br>two</description>"
	      "</item>" END,
	    "T", NULL, "J", "J", NULL, "one\ntwo" },
	{ RSS "<item><title>cut", "cut", NULL, NULL, NULL, NULL, NULL },
	{ RSS "<item><title>a</title><item><title>b</title></item>" END, "a",
	    NULL, NULL, NULL, NULL, NULL },
	{ RSS "<item><description>&lt;iframe src=x /&gt; kept</description>"
	      "</item>" END,
	    NULL, NULL, NULL, NULL, NULL, "kept" },
	{ RSS "<item><pubDate>the day after</pubDate><link>javascript:x</link>"
	      "</item>" END,
	    NULL, NULL, NULL, NULL, NULL, NULL },
	/* Nothing expands: an entity of entities is its own name. */
	{ "<!DOCTYPE rss [<!ENTITY a 'short'><!ENTITY b '&a;&a;'>"
	  "<!ENTITY c SYSTEM 'file:///etc/passwd'>]>" RSS
	  "<item><title>&a; &b; &c;</title></item>" END,
	    "short &b; &c;", NULL, NULL, NULL, NULL, NULL },
};

static void
test_entries(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct fixture f;
		const struct doc *d;

		fixture_init(&f, "https://b.example/feed");
		fixture_body(&f, rows[i].body);
		CHECK_ROW(
		    i, feed_accepts(&f.s) || strstr(rows[i].body, "<br>"));
		CHECK_ROW(i, feed_parse(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, f.p.n_docs > 0 && f.p.listing);
		d = f.p.docs;
		if (f.p.n_docs > 0) {
			CHECK_ROW(i, same(d->title, rows[i].title));
			CHECK_ROW(i, same(d->url, rows[i].url));
			CHECK_ROW(i, same(d->author, rows[i].author));
			CHECK_ROW(i, same(d->byline, rows[i].byline));
			CHECK_ROW(i, same(d->published, rows[i].published));
			CHECK_ROW(i, same(d->text, rows[i].text));
		}
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *body;
	bool accepted;
	const char *problem;
} refused[] = {
	{ "", false, "no feed" },
	{ "<html><body>hello</body></html>", false, "no feed" },
	{ "plain words", false, "no feed" },
	{ "{\"items\":[]}", false, NULL },
	{ "{\"version\":\"https://jsonfeed.org/version/1\"}", true,
	    "no items" },
	{ "{broken", false, "neither" },
	{ RSS END, true, NULL },
};

static void
test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(refused); i++) {
		struct fixture f;
		enum err e;

		fixture_init(&f, "https://b.example/feed");
		fixture_body(&f, refused[i].body);
		CHECK_ROW(i, feed_accepts(&f.s) == refused[i].accepted);
		e = feed_parse(&f.s, &f.p);
		CHECK_ROW(i, (e == ERR_OK) == (refused[i].problem == NULL));
		CHECK_ROW(i, refused[i].problem == NULL ||
				 fixture_says(&f, refused[i].problem));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* Threading, paging, comments, ids: what is beside the fields. */
static void
test_relations(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, "https://b.example/feed");
	fixture_body(&f,
	    ATOM "<link rel='next' href='/feed?page=2'/>"
		 "<link rel='next' href='http://other.example/'/>"
		 "<fh:complete xmlns:fh="
		 "'http://purl.org/syndication/history/1.0'/>"
		 "<entry xml:lang='fr'><id>tag:b.example,2026:1</id>"
		 "<link href='/1#comment-2'/>"
		 "<link rel='replies' type='application/atom+xml' href='/1/c'/>"
		 "<thr:in-reply-to ref='tag:b.example,2026:0' "
		 "xmlns:thr='http://purl.org/syndication/thread/1.0'/>"
		 "</entry><entry><id>2</id></entry></feed>");
	assert_int_equal(feed_parse(&f.s, &f.p), ERR_OK);
	assert_true(fixture_has(&f, "https://b.example/feed?page=2"));
	assert_true(fixture_has(&f, "https://b.example/1/c"));
	assert_false(fixture_has(&f, "http://other.example/"));
	assert_int_equal(fixture_count(&f, LINK_PERMALINK), 1);
	assert_true(f.p.complete);
	assert_int_equal(f.p.n_docs, 2);
	assert_int_equal(f.p.docs[0].kind, DOC_COMMENT);
	assert_string_equal(f.p.docs[0].lang, "fr");
	assert_string_equal(f.p.docs[0].parent_id, "tag:b.example,2026:0");
	assert_string_equal(f.p.docs[0].native_id, "tag:b.example,2026:1");
	assert_string_equal(f.p.docs[0].native_space, "feed:https://b.example");
	assert_string_equal(
	    f.p.docs[1].native_space, "feed:https://b.example/feed");
	fixture_fini(&f);
}

/* An entry's span leads back to the stored bytes, in any encoding. */
static void
test_spans(void **state)
{
	static const char body[] =
	    "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel>"
	    "<title>\xe9\xe9\xe9</title><item><title>caf\xe9</title></item>"
	    "<item><title>b</title></item></channel></rss>";
	struct fixture f;

	(void)state;
	fixture_init(&f, "https://b.example/feed");
	fixture_body(&f, body);
	assert_int_equal(feed_parse(&f.s, &f.p), ERR_OK);
	assert_int_equal(f.p.n_docs, 2);
	assert_string_equal(f.p.docs[0].title, "caf\xc3\xa9");
	for (size_t i = 0; i < 2; i++) {
		const struct doc *d = &f.p.docs[i];

		assert_memory_equal(body + d->body_start, "<item>", 6);
		assert_memory_equal(body + d->body_end - 7, "</item>", 7);
	}
	fixture_fini(&f);
}

/* The ceiling of entries: at it, and one past it. */
static void
test_ceiling(void **state)
{
	(void)state;
	for (size_t n = FEED_ENTRIES_MAX; n <= FEED_ENTRIES_MAX + 1; n++) {
		struct fixture f;
		struct buf b;

		buf_init(&b, 1 << 20);
		assert_int_equal(buf_adds(&b, "<rss><channel>"), ERR_OK);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(buf_adds(&b, "<item/>"), ERR_OK);
		fixture_init(&f, "https://b.example/feed");
		f.s.body = b.data;
		f.s.body_len = b.len;
		assert_int_equal(feed_parse(&f.s, &f.p), ERR_OK);
		assert_int_equal(f.p.n_docs, FEED_ENTRIES_MAX);
		assert_int_equal(f.p.truncated, n > FEED_ENTRIES_MAX);
		fixture_fini(&f);
		buf_fini(&b);
	}
}

/* A line is cut at its ceiling, not past it; authors stop at theirs. */
static void
test_lines(void **state)
{
	struct fixture f;
	struct buf b;

	(void)state;
	for (size_t n = FEED_LINE_MAX; n <= FEED_LINE_MAX + 1; n++) {
		buf_init(&b, 1 << 20);
		assert_int_equal(buf_adds(&b, RSS "<item><title>"), ERR_OK);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(buf_addc(&b, 'a'), ERR_OK);
		assert_int_equal(buf_adds(&b, "</title>"), ERR_OK);
		for (size_t i = 0; i < 9; i++)
			assert_int_equal(
			    buf_adds(&b, "<author>J</author>"), ERR_OK);
		fixture_init(&f, "https://b.example/feed");
		f.s.body = b.data;
		f.s.body_len = b.len;
		assert_int_equal(feed_parse(&f.s, &f.p), ERR_OK);
		assert_int_equal(strlen(f.p.docs[0].title), FEED_LINE_MAX);
		assert_string_equal(
		    f.p.docs[0].author, "J, J, J, J, J, J, J, J");
		fixture_fini(&f);
		buf_fini(&b);
	}
}

/* A page in place of a feed names the feed; the one that it names may not send
 * us on again. */
static void
test_adapter(void **state)
{
	struct fixture f;
	const struct link *l;

	(void)state;
	fixture_init(&f, "https://b.example/");
	assert_int_equal(network_feed.start(&f.seed, &f.p), ERR_OK);
	l = fixture_link(&f, "https://b.example/");
	fixture_follow(&f, l);
	fixture_head(&f, 200, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n");
	fixture_body(&f,
	    "<html><head><link rel=alternate type='application/atom+xml' "
	    "href='/atom'></head><body><a href='/x'>Jane</a></body></html>");
	assert_int_equal(fixture_parse(&f, &network_feed), ERR_PARSE);
	assert_true(fixture_says(&f, "HTML where a feed was due"));
	assert_int_equal(f.p.n_links, 1);
	assert_int_equal(f.p.n_docs, 0);
	l = fixture_link(&f, "https://b.example/atom");
	fixture_follow(&f, l);
	assert_int_equal(fixture_parse(&f, &network_feed), ERR_PARSE);
	assert_int_equal(f.p.n_links, 0);
	f.s.role = 0; /* the page of an entry */
	f.s.full = true;
	assert_int_equal(fixture_parse(&f, &network_feed), ERR_OK);
	assert_true(f.p.n_docs > 0);
	assert_int_equal(fixture_count(&f, LINK_PAGE), 0);
	fixture_head(&f, 301, "HTTP/1.1 301 Moved\r\nLocation: /new\r\n");
	assert_int_equal(fixture_parse(&f, &network_feed), ERR_OK);
	l = fixture_link(&f, "https://b.example/new");
	assert_int_equal(l->kind, LINK_REDIRECT);
	assert_int_equal(l->role, f.s.role);
	fixture_head(&f, 503, "HTTP/1.1 503 Busy\r\n");
	assert_int_equal(fixture_parse(&f, &network_feed), ERR_PARSE);
	assert_true(fixture_says(&f, "503"));
	fixture_fini(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_entries, rows_reset),
		cmocka_unit_test_setup(test_refused, rows_reset),
		cmocka_unit_test(test_relations),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_adapter),
	};

	return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
