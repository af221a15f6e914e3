/* SPDX-License-Identifier: ISC */
/* Title, author and date of pages that state several, or hide them. */
#include "tests/unit/fixture.h"

#include "crawler/parse/html.h"

#define PROSE                                                                  \
	"<p>This is a sentence of the article, with a comma, and of a length " \
	"that makes it prose.</p>"
#define LD(text) "<script type=application/ld+json>" text "</script>"

static const struct {
	const char *body, *date, *from;
} dates[] = {
	/* What is called a change is not the day of publication. */
	{ "<h1>T</h1><p class=date>Mis \xc3\xa0 jour le 5 mai 2021</p>"
	  "<p class=date>Publi\xc3\xa9 le 3 mai 2021</p>" PROSE,
	    "2021-05-03", "text byline" },
	{ "<h1>T</h1><i>Zuletzt ge\xc3\xa4ndert:</i> <b class=date>15.10.2021"
	  "</b><i>Erschienen am:</i> <b>13.10.2021</b>" PROSE,
	    "2021-10-13", "text byline" },
	{ "<h1>T</h1><time class=updated datetime=2021-05-05>x</time>"
	  "<time class='entry-date published' "
	  "datetime=2021-05-03>y</time>" PROSE,
	    "2021-05-03", "markup datePublished" },
	{ "<h1>T</h1><time class='published updated' datetime=2021-05-05>"
	  "</time>" PROSE,
	    "2021-05-05", "markup datePublished" },
	{ "<h1>T</h1><p class=date>Updated May 5, 2021</p>" PROSE, "2021-05-05",
	    "text byline, may be of a change" },
	/* Brought out anew, or only mended. */
	{ LD("{\"@type\":\"Article\",\"datePublished\":\"2020-01-02\","
	     "\"dateModified\":\"2021-03-14\"}") "<h1>T</h1><time datetime="
						 "2021-03-14>x</time>" PROSE,
	    "2021-03-14", "time" },
	{ LD("{\"@type\":\"Article\",\"datePublished\":\"2020-01-02\","
	     "\"dateModified\":\"2021-03-14\"}") "<h1>T</h1>Updated <time "
						 "datetime=2021-03-14>x</"
						 "time>" PROSE,
	    "2020-01-02", "json-ld datePublished" },
	/* Places. */
	{ "<aside><h2>Another one, far too long</h2><b class=date>2 mai 2021"
	  "</b></aside><h1>A headline</h1><p class=date>3 mai 2021</p>" PROSE,
	    "2021-05-03", "text byline" },
	{ "<title>The right headline - Site</title><h1>The right headline</h1>"
	  "<b class=date>3 mai 2021</b><h1>Share</h1>" PROSE,
	    "2021-05-03", "text byline" },
	{ "<article>" PROSE PROSE "<div class=sidebar><p>Mise en ligne</p><p>"
	  "3 mai 2021</p></div></article>",
	    "2021-05-03", "text byline" },
	{ "<h1>T</h1><div class=x data-date='3 mai 2021'></div>" PROSE,
	    "2021-05-03", "data-date" },
	{ "<h1>T</h1><td>26 | 01 | 2022</td>" PROSE, "2022-01-26", "text" },
	{ "<meta property=og:image content=https://a.example/up/2021/05/03/"
	  "x.png><h1>T</h1>" PROSE,
	    "2021-05-03", "picture url, may be of a change" },
	/* Scripts: one day, or none. */
	{ "<script>x={\"publishedAt\":\"2021-05-03T10:00:00Z\"}</script>" PROSE,
	    "2021-05-03T10:00:00Z", "script" },
	{ "<script>f(\"{\\\"publish_date\\\":\\\"2021-05-03\\\"}\")</"
	  "script>" PROSE,
	    "2021-05-03", "script" },
	{ "<script>[{\"publishedAt\":\"2021-05-03\"},{\"publishedAt\":"
	  "\"2021-05-04\"}]</script>" PROSE,
	    NULL, NULL },
	{ "<script>{\"publishedAt\":\"2021-05-0</script>" PROSE, NULL, NULL },
	{ "<script>{\"publishedAt", NULL, NULL },
	/* A day without a time, stored as somebody's midnight. */
	{ "<meta property=article:published_time content=2021-05-02T22:00:00Z>"
	  "<h1>T</h1><p>1 mai 2021</p><p>3 mai 2021</p>" PROSE,
	    "2021-05-03", "meta article:published_time, day by text" },
	{ "<meta property=article:published_time content=2021-05-02T22:01:00Z>"
	  "<h1>T</h1><p>1 mai 2021</p><p>3 mai 2021</p>" PROSE,
	    "2021-05-02T22:01:00Z", "meta article:published_time" },
	{ "<meta name=publishedDate content=2021-05-03>" PROSE, "2021-05-03",
	    "meta publishedDate" },
};

static void
test_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(dates); i++) {
		struct fixture f;

		fixture_init(&f, "https://a.example/x");
		fixture_body(&f, dates[i].body);
		CHECK_ROW(i, html_parse(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, same(f.p.date, dates[i].date));
		CHECK_ROW(i, same(f.p.date_from, dates[i].from));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *body, *title;
} titles[] = {
	/* A lone h1 that has other words than the head. */
	{ "<title>20 ideas for small rooms - Site</title><meta property="
	  "og:title content='Clever ideas for a room'><h1 class=entry-title>"
	  "Twenty clever ideas when you are tight on space</h1>" PROSE,
	    "Twenty clever ideas when you are tight on space" },
	/* But not the name of the site, nor one that leads home. */
	{ "<title>A fine day - Gazette of the Town</title><h1><a href=/>"
	  "Gazette of the Town</a></h1>" PROSE,
	    "A fine day" },
	{ "<title>A fine day at the sea</title><meta property=og:site_name "
	  "content='Gazette of the Town'><h1>Gazette of the Town</h1>" PROSE,
	    "A fine day at the sea" },
	/* Lines above and below the headline, in the same heading. */
	{ "<h1><span class=roofline>Housing</span> The firm in "
	  "sorrow</h1>" PROSE,
	    "The firm in sorrow" },
	{ "<h1>The firm in sorrow<br><small>02.02.2022 | "
	  "News</small></h1>" PROSE,
	    "The firm in sorrow" },
	{ "<h1><i>Housing</i> <b class=headline>The firm in "
	  "sorrow</b></h1>" PROSE,
	    "The firm in sorrow" },
	{ "<h1><small>by firm</small></h1>" PROSE, "by firm" },
	{ "<title>Housing: the firm</title><meta property=og:title content="
	  "'Housing: the firm'><h1><span class=kicker>Housing:</span> the firm"
	  "</h1>" PROSE,
	    "Housing: the firm" },
	{ "<title>The firm in sorrow</title><meta property=og:title content="
	  "'The firm in sorrow'><h1>The firm in sorrow <i>How it all began</i>"
	  "</h1>" PROSE,
	    "The firm in sorrow" },
	{ "<title>The firm in sorrow</title><h1>Press release: The firm in "
	  "sorrow</h1>" PROSE,
	    "The firm in sorrow" },
	/* The heading that leads to the page itself. */
	{ "<title>Blog archive for all of 2021</title><h2>Pages and more</h2>"
	  "<h2><a href=https://a.example/x rel=bookmark>A fine day at the sea"
	  "</a></h2>" PROSE,
	    "A fine day at the sea" },
};

static void
test_titles(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(titles); i++) {
		struct fixture f;

		fixture_init(&f, "https://a.example/x");
		fixture_body(&f, titles[i].body);
		CHECK_ROW(i, html_parse(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, same(f.p.title, titles[i].title));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *body, *author;
} authors[] = {
	{ "<h1>T</h1><byline>Von Jane Doe, dpa</byline>" PROSE,
	    "Jane Doe, dpa" },
	{ "<h1>T</h1><em>Par Jane de La Tour</em>" PROSE, "Jane de La Tour" },
	{ "<h1>T</h1>" PROSE "<p>By <b>Jane Doe</b> and <b>John Roe</b><br>"
	  "Nairobi, Kenya</p>" PROSE,
	    "Jane Doe and John Roe" },
	{ "<h1>T</h1><p>Texte et photos : Jane Doe</p>" PROSE, "Jane Doe" },
	/* "By" is not always said of an author. */
	{ "<h1>T</h1><p>Von Lyon nach Mailand</p>" PROSE, NULL },
	{ "<h1>T</h1><p class=comment-author>John Roe</p>" PROSE, NULL },
	{ "<meta name=author content='jane[at]a.example'><h1>T</h1>" PROSE,
	    NULL },
	{ "<meta name=author content=Anonyme><h1>T</h1>" PROSE, NULL },
	/* All of them. */
	{ "<meta name=citation_author content='Jane Doe'><meta name="
	  "citation_author content='John Roe'><h1>T</h1>" PROSE,
	    "Jane Doe, John Roe" },
	{ "<meta name=author content='Jane Doe'><h1>T</h1><p class=byline>By "
	  "Jane Doe, John Roe</p>" PROSE,
	    "Jane Doe, John Roe" },
	{ "<meta name=author content='Jane Doe'><h1>T</h1><p class=byline>By "
	  "Jane Doeson</p>" PROSE,
	    "Jane Doe" },
	/* The publisher, by whatever name, is the author of last resort. */
	{ "<meta property=og:site_name content=Portal><meta name=publisher "
	  "content='The Firm'><meta name=author content='The Firm'><h1>T</h1>"
	  "<p class=byline>By Jane Doe</p>" PROSE,
	    "Jane Doe" },
	{ "<meta name=publisher content='The Firm'><meta name=author content="
	  "'The Firm'><h1>T</h1>" PROSE,
	    "The Firm" },
	/* Who put it there, and who wrote it. */
	{ "<h1>T</h1><p class=submitted>jd64</p><p>Blogbeitrag von Jane Doe"
	  "</p>" PROSE,
	    "Jane Doe" },
};

static void
test_authors(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(authors); i++) {
		struct fixture f;

		fixture_init(&f, "https://a.example/x");
		fixture_body(&f, authors[i].body);
		CHECK_ROW(i, html_parse(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, same(f.p.author, authors[i].author));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_dates, rows_reset),
		cmocka_unit_test_setup(test_titles, rows_reset),
		cmocka_unit_test_setup(test_authors, rows_reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
