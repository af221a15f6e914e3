/* SPDX-License-Identifier: ISC */
/* HTML: text, links and facts by the scanner, the same by the tree, comments
 * and offsets. */
#include "tests/unit/fixture.h"

#include <stdlib.h>

#include "crawler/parse/dom.h"
#include "crawler/parse/flow.h"
#include "crawler/parse/html.h"
#include "crawler/parse/tag.h"
#include "store/base/buf.h"

static const char url[] = "https://a.example/dir/page.html";

/* What html_text makes of a fragment. */
static const struct {
	const char *html, *want;
} texts[] = {
	{ "", "" },
	{ "plain", "plain" },
	{ "<p>one</p><p>two</p>", "one\ntwo" },
	{ "a<br>b<br/>c", "a\nb\nc" },
	{ "Va<b>l&eacute;</b>rie  \n Doe", "Val\xc3\xa9rie Doe" },
	{ "a&nbsp;b", "a\xc2\xa0"
		      "b" },
	{ "<script>var x = '<p>';</script>a<style>p{}</style>b", "ab" },
	{ "<script><!--<script></script>--></script>a", "a" },
	{ "a<!-- <p>no</p> -->b<!-->c<!--->d<!-- x --!>e", "abcde" },
	{ "a<![CDATA[no]]>b", "ab" },
	{ "<textarea>&lt;b></textarea>", "<b>" },
	{ "<xmp>&amp;<b></xmp>", "&amp;<b>" },
	{ "a < b <3 &amp c", "a < b <3 & c" },
	{ "<a href='x>y'>z</a>", "z" },
	{ "<p title=\"a>b\">c", "c" },
	{ "<template>no</template>yes", "yes" },
	{ "<iframe><p>no</p></iframe>yes", "yes" },
	{ "<table><tr><td>a<td>b<tr><td>c</table>", "a\nb\nc" },
	{ "a</ b>c</>d<?php e ?>f", "acdf" },
	{ "<svg><style/>a<title>b</title><![CDATA[c<d]]></svg>e",
	    "a\nb\nc<de" },
	{ "a<b", "a" },
	{ "tail<p ", "tail" },
	{ "x<plaintext><b>&amp;", "x\n<b>&amp;" },
};

static void
test_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(texts); i++) {
		struct arena a;
		size_t n = 0;
		char *got;

		arena_init(&a);
		got = html_text(texts[i].html, strlen(texts[i].html), &a, &n);
		CHECK_ROW(i, same(got, texts[i].want));
		CHECK_ROW(i, n == strlen(texts[i].want));
		arena_fini(&a);
	}
	assert_int_equal(rows_failed, 0);
}

/* The text of a whole page, by both readings; noise is left out. */
static const struct {
	const char *body, *want;
} pages[] = {
	{ "<title>T</title><body><p>x</p>", "T\nx" },
	{ "<nav>menu</nav><p>text</p><footer>end</footer>", "text" },
	{ "<nav>nothing but a menu</nav>", "nothing but a menu" },
	{ "a<img src=x alt='Jane &amp; Doe'>b", "ab\nJane & Doe" },
	{ "<a href=/ title='A title' aria-label=Label>a</a>",
	    "a\nA title\nLabel" },
	{ "<article><header>by Jane</header><footer>kept</footer>t</article>",
	    "by Jane\nkept\nt" },
	{ "<p>\xc3\xa9\xc2\xad</p>", "\xc3\xa9\xc2\xad" },
};

static void
test_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(pages); i++) {
		struct fixture f;

		fixture_init(&f, url);
		fixture_body(&f, pages[i].body);
		CHECK_ROW(i, html_scan(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, same(f.p.text, pages[i].want));
		page_reset(&f.p);
		CHECK_ROW(i, html_parse(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, same(f.p.text, pages[i].want));
		CHECK_ROW(i, f.p.n_docs == 1);
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *body;
	enum link_kind kind;
	const char *want; /* the first of that kind, or NULL for none */
	unsigned role;
	size_t count;
	bool nofollow;
	const char *anchor;
} links[] = {
	{ "<a href='b'>x  <b>y</b></a>", LINK_PAGE, "https://a.example/dir/b",
	    HTML_ANCHOR, 1, false, "x y" },
	{ "<a href='/b#c'></a><a href='/b'></a><a href=' /b '></a>", LINK_PAGE,
	    "https://a.example/b", HTML_ANCHOR, 1, false, NULL },
	{ "<base href='https://b.example/x/'><a href='y?a=1&amp;b=2'>t</a>",
	    LINK_PAGE, "https://b.example/x/y?a=1&b=2", HTML_ANCHOR, 1, false,
	    "t" },
	{ "<a href='javascript:x'></a><a href='mailto:a@b'></a>"
	  "<a href='#top'></a><a href=''></a><a>x</a>",
	    LINK_PAGE, NULL, 0, 0, false, NULL },
	{ "<a rel='ugc nofollow' href=/b>t</a>", LINK_PAGE,
	    "https://a.example/b", HTML_ANCHOR, 1, true, "t" },
	{ "<a rel=nofollow href=/b>t</a><a href=/b>u</a>", LINK_PAGE,
	    "https://a.example/b", HTML_ANCHOR, 1, false, "t" },
	{ "<a rel=next href=?p=2>n</a>", LINK_PAGE,
	    "https://a.example/dir/page.html?p=2", HTML_NEXT, 1, false, "n" },
	{ "<link rel=alternate type=application/rss+xml href=/feed>",
	    LINK_LISTING, "https://a.example/feed", HTML_FEED, 1, false, NULL },
	{ "<link rel='https://api.w.org/' href=/wp-json/>", LINK_LISTING,
	    "https://a.example/wp-json/", HTML_API, 1, false, NULL },
	{ "<link rel=EditURI href=/rsd>", LINK_LISTING, "https://a.example/rsd",
	    HTML_EDITURI, 1, false, NULL },
	{ "<iframe src=/f></iframe>", LINK_PAGE, "https://a.example/f",
	    HTML_FRAME, 1, false, NULL },
	{ "<meta http-equiv=Refresh content=\"0; URL='/next'\">", LINK_REDIRECT,
	    "https://a.example/next", HTML_REFRESH, 1, false, NULL },
	{ "<meta http-equiv=refresh content='600'>", LINK_REDIRECT, NULL, 0, 0,
	    false, NULL },
	{ "<area href=/map>", LINK_PAGE, "https://a.example/map", HTML_ANCHOR,
	    1, false, NULL },
	{ "<img src=/i.png>", LINK_REQUISITE, NULL, 0, 0, false, NULL },
	{ "<img src=/i.png class='x'>", LINK_PICTURE, NULL, 0, 0, false, NULL },
	{ "<img src=/i.png class='x Avatar-64'>", LINK_PICTURE,
	    "https://a.example/i.png", HTML_PICTURE, 1, false, NULL },
	{ "<img alt='Le portrait de J.' src=i.png>", LINK_PICTURE,
	    "https://a.example/dir/i.png", HTML_PICTURE, 1, false, NULL },
	{ "<img src=/profiles/7.jpg>", LINK_PICTURE,
	    "https://a.example/profiles/7.jpg", HTML_PICTURE, 1, false, NULL },
	{ "<meta property=og:image content='/og.png'>", LINK_PICTURE,
	    "https://a.example/og.png", HTML_PICTURE, 1, false, NULL },
};

static const struct link *
first_link(const struct page *p, enum link_kind kind)
{
	for (size_t i = 0; i < p->n_links; i++)
		if (p->links[i].kind == kind)
			return &p->links[i];
	return NULL;
}

static void
test_links(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(links); i++) {
		struct fixture f;
		const struct link *l;

		fixture_init(&f, url);
		fixture_body(&f, links[i].body);
		CHECK_ROW(i, html_scan(&f.s, &f.p) == ERR_OK);
		l = first_link(&f.p, links[i].kind);
		CHECK_ROW(
		    i, fixture_count(&f, links[i].kind) == links[i].count);
		CHECK_ROW(i, same(l == NULL ? NULL : l->url, links[i].want));
		CHECK_ROW(i, l == NULL || l->role == links[i].role);
		CHECK_ROW(i, l == NULL || l->nofollow == links[i].nofollow);
		CHECK_ROW(i, l == NULL || same(l->anchor, links[i].anchor));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* What a page is shown with; want NULL: nothing is fetched for it. */
static const struct {
	const char *body, *want;
} requisites[] = {
	{ "<img src=/i.png>", "https://a.example/i.png" },
	{ "<img src=' i.png '>", "https://a.example/b/i.png" },
	{ "<img src=i.png srcset='l.png 2x'>", "https://a.example/b/i.png" },
	{ "<img srcset='s.png 1x, l.png 2x'>", "https://a.example/b/s.png" },
	{ "<img srcset='s.png, l.png 2x'>", "https://a.example/b/s.png" },
	{ "<img srcset=',,'>", NULL },
	{ "<img src='data:image/gif;base64,R0' srcset='s.png 1x'>",
	    "https://a.example/b/s.png" },
	{ "<img src='data:image/gif;base64,R0'>", NULL },
	{ "<img src=''>", NULL },
	{ "<link rel=stylesheet href=s.css>", "https://a.example/b/s.css" },
	{ "<link rel='shortcut icon' href=/f.ico>", "https://a.example/f.ico" },
	{ "<link rel=preload href=s.css>", NULL },
	{ "<script src=s.js></script>", NULL },
};

static void
test_me(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, "https://a.example/b/c");
	fixture_body(&f, "<link rel=me href=https://b.example/j><a href=/x>x"
			 "</a><a rel='me nofollow' href='d'>me</a>");
	assert_int_equal(html_scan(&f.s, &f.p), ERR_OK);
	assert_int_equal(f.p.n_me, 2);
	assert_string_equal(f.p.me[0], "https://b.example/j");
	assert_string_equal(f.p.me[1], "https://a.example/b/d");
	fixture_fini(&f);
}

static void
test_requisites(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(requisites); i++) {
		struct fixture f;
		const struct link *l;

		fixture_init(&f, "https://a.example/b/c");
		fixture_body(&f, requisites[i].body);
		CHECK_ROW(i, html_parse(&f.s, &f.p) == ERR_OK);
		l = first_link(&f.p, LINK_REQUISITE);
		CHECK_ROW(
		    i, same(l == NULL ? NULL : l->url, requisites[i].want));
		CHECK_ROW(i, l == NULL || !l->nofollow);
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* A page with n links, one under the ceiling and one past it. */
static void
test_link_ceiling(void **state)
{
	static const struct {
		size_t n;
		bool truncated;
	} counts[] = { { PAGE_LINKS_MAX, false },
		{ PAGE_LINKS_MAX + 1, true } };

	(void)state;
	for (size_t i = 0; i < NELEM(counts); i++) {
		struct fixture f;
		struct buf b;

		buf_init(&b, 1 << 20);
		for (size_t k = 0; k < counts[i].n; k++)
			assert_int_equal(
			    buf_addf(&b, "<a href=/%zu>x</a>", k), ERR_OK);
		fixture_init(&f, url);
		fixture_body(&f, b.data);
		CHECK_ROW(i, html_scan(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, f.p.n_links == PAGE_LINKS_MAX);
		CHECK_ROW(i, f.p.truncated == counts[i].truncated);
		fixture_fini(&f);
		buf_fini(&b);
	}
	assert_int_equal(rows_failed, 0);
}

/* Deeper than the tree may be: no word is lost, and it is said. */
static void
test_depth_ceiling(void **state)
{
	static const struct {
		int n;
		bool truncated;
	} depths[] = { { 500, false }, { 520, true }, { 50000, true } };

	(void)state;
	for (size_t i = 0; i < NELEM(depths); i++) {
		struct fixture f;
		struct buf b;

		buf_init(&b, 1 << 20);
		for (int k = 0; k < depths[i].n; k++)
			assert_int_equal(buf_adds(&b, "<div>"), ERR_OK);
		assert_int_equal(buf_adds(&b, "deepest words"), ERR_OK);
		fixture_init(&f, url);
		fixture_body(&f, b.data);
		CHECK_ROW(i, html_parse(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, f.p.truncated == depths[i].truncated);
		CHECK_ROW(i, same(f.p.text, "deepest words"));
		fixture_fini(&f);
		buf_fini(&b);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *body;
	const char *title, *author, *date, *from, *lang, *canonical;
} facts[] = {
	{ "<html lang=fr-ca><title>A headline here - Site</title>"
	  "<h1>A headline here</h1>",
	    "A headline here", NULL, NULL, NULL, "fr-CA", NULL },
	{ "<meta name=author content='Jane Doe'><meta "
	  "property=article:published_time content=2021-03-14T10:00:00+01:00>",
	    NULL, "Jane Doe", "2021-03-14T10:00:00+01:00",
	    "meta article:published_time", NULL, NULL },
	{ "<script type=application/ld+json>{\"@graph\":[{\"@type\":"
	  "\"NewsArticle\",\"headline\":\"H\",\"author\":[{\"@id\":\"#j\"}],"
	  "\"datePublished\":\"2021-03-14\"},{\"@id\":\"#j\",\"@type\":"
	  "\"Person\",\"name\":\"Jane Doe\"}]}</script>",
	    "H", "Jane Doe", "2021-03-14", "json-ld datePublished", NULL,
	    NULL },
	{ "<link rel=canonical href=/2021/03/14/x/><p>a", NULL, NULL, NULL,
	    NULL, NULL, "https://a.example/2021/03/14/x/" },
	{ "<link rel=canonical href=https://evil.example/>", NULL, NULL, NULL,
	    NULL, NULL, NULL },
	{ "<link rel=canonical href=/>", NULL, NULL, NULL, NULL, NULL, NULL },
	{ "<h1>Titre</h1><p class=byline>Par <a rel=author href=/a>Jane "
	  "Doe</a>, le 14 mars 2021</p>",
	    "Titre", "Jane Doe", "2021-03-14", "text byline", NULL, NULL },
	{ "<p>Le chat est sur la table et il ne veut pas que les autres "
	  "chats soient avec lui dans la maison.</p>",
	    NULL, NULL, NULL, NULL, "fr", NULL },
	{ "<time datetime=1970-01-01>x</time>", NULL, NULL, NULL, NULL, NULL,
	    NULL },
};

static void
test_facts(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(facts); i++) {
		struct fixture f;

		fixture_init(&f, url);
		f.s.at = 1795000000000;
		fixture_body(&f, facts[i].body);
		CHECK_ROW(i, html_parse(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, same(f.p.title, facts[i].title));
		CHECK_ROW(i, same(f.p.author, facts[i].author));
		CHECK_ROW(i, same(f.p.date, facts[i].date));
		CHECK_ROW(i, same(f.p.date_from, facts[i].from));
		CHECK_ROW(i, same(f.p.lang, facts[i].lang));
		CHECK_ROW(i, same(f.p.canonical, facts[i].canonical));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static const char thread[] =
    "<title>T</title><article><h1>T</h1><p>The article says something of some "
    "length, with a comma or two, so that it is prose.</p></article>"
    "<ol class=commentlist><li class='comment even' id=comment-12>"
    "<cite class=fn>Max</cite> <span class=says>says:</span>"
    "<a href='?x#comment-12'><time datetime=2021-03-15T08:00:00Z>then</time>"
    "</a><div class=comment-content><p>First!</p></div>"
    "<ul class=children><li class=comment id=comment-13><cite class=fn><a "
    "href=https://eva.example/>Eva</a></cite><div class=comment-content>"
    "Second.</div></li></ul></li></ol>";

static void
test_comments(void **state)
{
	struct fixture f;
	const struct doc *d;

	(void)state;
	fixture_init(&f, url);
	f.s.at = 1795000000000;
	fixture_body(&f, thread);
	assert_int_equal(html_parse(&f.s, &f.p), ERR_OK);
	assert_int_equal(f.p.n_docs, 3);
	d = f.p.docs;
	assert_null(strstr(d[0].text, "First"));
	assert_int_equal(d[1].kind, DOC_COMMENT);
	assert_string_equal(d[1].text, "First!");
	assert_string_equal(d[1].author, "Max");
	assert_string_equal(d[1].published, "2021-03-15T08:00:00Z");
	assert_string_equal(
	    d[1].url, "https://a.example/dir/page.html#comment-12");
	assert_string_equal(d[1].parent_id, url);
	assert_string_equal(d[2].text, "Second.");
	assert_string_equal(d[2].author_url, "https://eva.example/");
	assert_string_equal(d[2].parent_id, d[1].url);
	assert_true(d[1].body_start > 0 && d[1].body_end > d[2].body_end);
	fixture_fini(&f);
}

/* Offsets lead to the bytes of the body, whatever its encoding. */
static void
test_map(void **state)
{
	static const struct {
		const char *type, *body, *word, *source;
	} maps[] = {
		{ "text/html; charset=utf-8", "<p>\xc3\xa9t\xc3\xa9 Doe</p>",
		    "Doe", "Doe" },
		{ "text/html; charset=iso-8859-1", "<p>\xe9t\xe9 Doe</p>",
		    "Doe", "Doe" },
		{ "text/html; charset=utf-8", "\xef\xbb\xbf<b>&eacute;</b>Doe",
		    "Doe", "Doe" },
		{ "text/html; charset=utf-8", "<p>Ren&eacute;</p>",
		    "Ren\xc3\xa9", "Ren&eacute;" },
		{ "text/html; charset=utf-8", "<p>R&#101;n&#233 x</p>",
		    "Ren\xc3\xa9", "R&#101;n&#233" },
		{ "text/html; charset=iso-8859-1", "<p>Ren\xe9</p>",
		    "Ren\xc3\xa9", "Ren\xe9" },
		/* Of an attribute, its value. */
		{ "text/html", "<img alt=Doe>", "Doe", "Doe" },
		{ "text/html", "<img alt='at Doe&#39;s'>", "at Doe's",
		    "at Doe&#39;s" },
	};

	(void)state;
	for (size_t i = 0; i < NELEM(maps); i++) {
		const struct flow_span *first, *last;
		struct fixture f;
		const char *at;

		fixture_init(&f, url);
		f.s.content_type = maps[i].type;
		fixture_body(&f, maps[i].body);
		CHECK_ROW(i, html_parse(&f.s, &f.p) == ERR_OK);
		at = strstr(f.p.text, maps[i].word);
		CHECK_ROW(i, at != NULL && f.p.map != NULL);
		if (at == NULL || f.p.map == NULL)
			continue;
		first = &f.p.map[at - f.p.text];
		last = first + strlen(maps[i].word) - 1;
		CHECK_ROW(i, last->to - first->from == strlen(maps[i].source));
		CHECK_ROW(i, strncmp(maps[i].body + first->from, maps[i].source,
				 strlen(maps[i].source)) == 0);
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

/* Every row of the table is found under its name, and nothing else is. */
static void
test_tags(void **state)
{
	(void)state;
	for (int t = 1; t < TAG_COUNT; t++) {
		const char *name = tag_name((enum tag)t);

		CHECK_ROW(t, (int)tag_find(name, strlen(name)) == t);
	}
	assert_int_equal(tag_find("DIV", 3), TAG_DIV);
	assert_int_equal(tag_find("h\x11", 2), TAG_OTHER);
	assert_int_equal(tag_find("x-jane-doe", 10), TAG_OTHER);
	assert_int_equal(tag_find("", 0), TAG_OTHER);
	assert_int_equal(rows_failed, 0);
}

static bool
holds_jane(const char *text, size_t n, void *arg)
{
	(void)n;
	(void)arg;
	return strstr(text, "Jane") != NULL;
}

/* html_read builds the tree only where a name may stand. */
static void
test_read(void **state)
{
	static const struct {
		const char *body;
		size_t docs;
	} reads[] = {
		{ "<p>nobody</p>", 0 },
		{ "<p>Jane</p>", 1 },
		{ "<meta name=author content=Jane><p>x", 1 },
	};

	(void)state;
	for (size_t i = 0; i < NELEM(reads); i++) {
		struct fixture f;

		fixture_init(&f, url);
		f.s.candidate = holds_jane;
		fixture_body(&f, reads[i].body);
		CHECK_ROW(i, html_read(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, f.p.n_docs == reads[i].docs);
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_text, rows_reset),
		cmocka_unit_test_setup(test_pages, rows_reset),
		cmocka_unit_test_setup(test_links, rows_reset),
		cmocka_unit_test(test_me),
		cmocka_unit_test_setup(test_requisites, rows_reset),
		cmocka_unit_test_setup(test_link_ceiling, rows_reset),
		cmocka_unit_test_setup(test_depth_ceiling, rows_reset),
		cmocka_unit_test_setup(test_facts, rows_reset),
		cmocka_unit_test(test_comments),
		cmocka_unit_test_setup(test_map, rows_reset),
		cmocka_unit_test_setup(test_tags, rows_reset),
		cmocka_unit_test_setup(test_read, rows_reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
