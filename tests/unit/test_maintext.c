/* SPDX-License-Identifier: ISC */
/* Main text, headline, author and date out of pages as they are built. */
#include "tests/unit/fixture.h"

#include "crawler/parse/byline.h"
#include "crawler/parse/furniture.h"
#include "crawler/parse/hints.h"
#include "crawler/parse/html.h"
#include "crawler/parse/lang.h"

#define PROSE                                                                  \
	"This is a sentence of the article, with a comma, and of a length "    \
	"that makes it prose."
#define MORE                                                                   \
	"Another sentence follows the first one, so that there is an article " \
	"and not a caption."

/* The text of docs[0]. */
static const struct {
	const char *body, *want;
} rows[] = {
	{ "<div class=menu><a href=/>Home</a></div><div id=content><p>" PROSE
	  "</p><p>" MORE "</p></div><div class=sidebar><p>" PROSE "</p></div>",
	    PROSE "\n" MORE },
	{ "<article><h1>T</h1><p class=lead>" PROSE "</p><div class="
	  "entry-content><p>" MORE "</p><p>" MORE "</p></div></article>",
	    PROSE "\n" MORE "\n" MORE },
	{ "<main><p>" PROSE "</p><p>" MORE "</p><h2>Read also</h2><ul><li>"
	  "<a href=1>One</a><li><a href=2>Two</a></ul></main>",
	    PROSE "\n" MORE },
	{ "<main><p>" PROSE "</p><figure><img src=x><figcaption>A picture"
	  "</figcaption></figure><p>" MORE "</p></main>",
	    PROSE "\n" MORE },
	{ "<main class=has-sidebar><p>" PROSE "</p><div class='social-share'>"
	  "Share this page with everybody you know</div><p>" MORE "</p></main>",
	    PROSE "\n" MORE },
	{ "<div class='content-sidebar-wrap'><p>" PROSE "</p><p>" MORE
	  "</p></div>",
	    PROSE "\n" MORE },
	{ "<main><p>" PROSE "</p><p>" MORE "</p><div id=comments><p>" PROSE
	  "</p></div></main>",
	    PROSE "\n" MORE },
	{ "<p>short</p><p>lines</p>", "short\nlines" },
	{ "<script type=application/ld+json>{\"@type\":\"Article\","
	  "\"articleBody\":\"" PROSE " " MORE "\"}</script><p>x</p>",
	    PROSE " " MORE },
	{ "<ruby>\xe5\xad\x90<rt>x</rt></ruby>" PROSE, "\xe5\xad\x90" PROSE },
};

static void
test_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct fixture f;

		fixture_init(&f, "https://a.example/x");
		fixture_body(&f, rows[i].body);
		CHECK_ROW(i, html_parse(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, f.p.n_docs == 1);
		CHECK_ROW(i, same(f.p.docs[0].text, rows[i].want));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *url, *body, *date, *from;
} dates[] = {
	{ "/2021/03/14/x", "<p>" PROSE, "2021-03-14", "url" },
	{ "/news/14-03-2021", "<p>" PROSE, "2021-03-14", "url" },
	{ "/20210314_x.html", "<p>" PROSE, "2021-03-14", "url" },
	{ "/2021/13/14/x", "<p>" PROSE, NULL, NULL },
	{ "/x",
	    "<h1>T</h1><time datetime=2021-03-14T09:00+01:00>x</time><p>" PROSE,
	    "2021-03-14T09:00:00+01:00", "time" },
	{ "/x", "<h1>T</h1><span class=post-date>14 mars 2021</span><p>" PROSE,
	    "2021-03-14", "text byline" },
	{ "/x",
	    "<p>" PROSE "</p><aside><time datetime=2019-01-01>x</time></aside>"
	    "<div itemprop=datePublished content=2021-03-14>y</div>",
	    "2021-03-14", "markup datePublished" },
	{ "/x",
	    "<meta property=article:published_time content="
	    "'0000-00-00'><p>" PROSE,
	    NULL, NULL },
	{ "/2021/03/14/x",
	    "<meta property=article:published_time content="
	    "2021-03-15T01:30:00Z><p>" PROSE,
	    "2021-03-14", "meta article:published_time, day by url" },
	{ "/2021/03/14/x",
	    "<meta property=article:published_time content="
	    "2021-03-15T12:30:00Z><p>" PROSE,
	    "2021-03-15T12:30:00Z", "meta article:published_time" },
	{ "/x", "<p>Hier ist nichts.</p><p>" PROSE, NULL, NULL },
	{ "/x",
	    "<meta property=article:modified_time content=2021-03-15><p>" PROSE,
	    NULL, NULL },
};

static void
test_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(dates); i++) {
		struct fixture f;
		char url[128];

		snprintf(url, sizeof(url), "https://a.example%s", dates[i].url);
		fixture_init(&f, url);
		fixture_body(&f, dates[i].body);
		CHECK_ROW(i, html_parse(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, same(f.p.date, dates[i].date));
		CHECK_ROW(i, same(f.p.date_from, dates[i].from));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *line, *name;
} bylines[] = {
	{ "By Jane Doe", "Jane Doe" },
	{ "Par Jane Doe, le 3 mai 2021", "Jane Doe" },
	{ "von Jane Doe | 03.05.2021", "Jane Doe" },
	{ "Jane Doe \xe2\x80\x93 Redaktion", "Jane Doe" },
	{ "Written by: Jane Doe", "Jane Doe" },
	{ "jane@a.example", NULL },
	{ "12 May 2021", NULL },
	{ "By", NULL },
	{ "", NULL },
};

static void
test_bylines(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < NELEM(bylines); i++)
		CHECK_ROW(i,
		    same(byline_clean(bylines[i].line, &a), bylines[i].name));
	arena_fini(&a);
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *body, *title;
} titles[] = {
	{ "<title>A long headline | The Site</title><p>x", "A long headline" },
	{ "<title>The Site: home</title><h1><a href=/>The Site</a></h1>"
	  "<h2>A long headline</h2>",
	    "The Site: home" },
	{ "<title>A long headline - The Site</title><h1>The Site</h1>"
	  "<h2>A long headline</h2>",
	    "A long headline" },
	{ "<meta property=og:title content='A long headline'><h1>Kicker: A "
	  "long headline</h1>",
	    "A long headline" },
	{ "<meta property=og:site_name content='My Site'><title>My Site - A "
	  "long headline</title>",
	    "A long headline" },
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
	const char *body;
	bool soft_404, wall;
} hints[] = {
	{ "<title>Page introuvable</title><h1>Page introuvable</h1>", true,
	    false },
	{ "<title>404 Not Found</title>", true, false },
	{ "<title>Peugeot 404</title><h1>A fine car</h1>", false, false },
	{ "<title>Connexion</title><form><input type=password></form>", false,
	    true },
	{ "<title>Jane</title><form><input type=password></form>", false,
	    false },
	{ "<p>nothing special</p>", false, false },
};

static void
test_hints(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(hints); i++) {
		struct fixture f;

		fixture_init(&f, "https://a.example/x");
		fixture_body(&f, hints[i].body);
		CHECK_ROW(i, html_parse(&f.s, &f.p) == ERR_OK);
		CHECK_ROW(i, f.p.soft_404 == hints[i].soft_404);
		CHECK_ROW(i, f.p.login_wall == hints[i].wall);
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *text, *lang;
} langs[] = {
	{ "Le chat est sur la table et il ne veut pas que nous soyons avec lui "
	  "dans cette maison.",
	    "fr" },
	{ "The cat is on the table and it does not want that we are with it in "
	  "this house.",
	    "en" },
	{ "Die Katze ist auf dem Tisch und sie will nicht, dass wir mit ihr in "
	  "diesem Haus sind.",
	    "de" },
	{ "El gato no est\xc3\xa1 en la mesa y no quiere que los otros lleguen "
	  "con \xc3\xa9l a la casa.",
	    "es" },
	{ "lorem ipsum", NULL },
	{ "", NULL },
};

static void
test_langs(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(langs); i++)
		CHECK_ROW(
		    i, same(lang_guess(langs[i].text, strlen(langs[i].text)),
			   langs[i].lang));
	assert_int_equal(rows_failed, 0);
}

static void
test_phrases(void **state)
{
	(void)state;
	assert_true(furniture_phrase("Read also: something else"));
	assert_true(furniture_phrase("\xc2\xbb Anzeige"));
	assert_true(furniture_phrase("Vous aimerez aussi"));
	assert_false(furniture_phrase("The related work is described below, "
				      "in a sentence that is far too long to "
				      "be a heading."));
	assert_false(furniture_phrase("News from Jane"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_text, rows_reset),
		cmocka_unit_test_setup(test_dates, rows_reset),
		cmocka_unit_test_setup(test_bylines, rows_reset),
		cmocka_unit_test_setup(test_titles, rows_reset),
		cmocka_unit_test_setup(test_hints, rows_reset),
		cmocka_unit_test_setup(test_langs, rows_reset),
		cmocka_unit_test(test_phrases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
