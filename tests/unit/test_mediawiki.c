/* SPDX-License-Identifier: ISC */
/* MediaWiki: where its API is found, the walk through it, the shapes of its
 * answers; and wikitext as plain text. */
#include "tests/unit/fixture.h"

#include "crawler/parse/wikitext.h"

#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define HTML_HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
#define API "https://w.example/w/api.php"
#define INFO                                                                   \
	"?action=query&format=json&formatversion=2&maxlag=5&meta=siteinfo"     \
	"&siprop=general%7Cnamespaces%7Cstatistics"
#define PAGES                                                                  \
	API "?action=query&format=json&formatversion=2&maxlag=5"               \
	    "&prop=revisions%7Cinfo&inprop=url&rvslots=main"                   \
	    "&rvprop=ids%7Ctimestamp%7Cuser%7Ccomment%7Csha1%7Csize%7Ccontent"
#define WALK0 PAGES "&generator=allpages&gaplimit=50&gapnamespace=0"
#define SEARCH                                                                 \
	PAGES "&generator=search&gsrnamespace=*&gsrlimit=50"                   \
	      "&gsrsearch=%22Jane%20Doe%22"

static const struct network *const mw = &network_mediawiki;

/* At the first part of the walk through the articles. */
static void
at_walk(struct fixture *f)
{
	fixture_init(f, API);
	assert_int_equal(mw->start(&f->seed, &f->p), ERR_OK);
	fixture_follow(f, fixture_link(f, API INFO));
	fixture_head(f, 200, JSON_HEAD);
	fixture_file(f, "tests/data/networks/mediawiki-siteinfo.json");
	assert_int_equal(fixture_parse(f, mw), ERR_OK);
	assert_int_equal(f->p.n_links, 2); /* neither interface nor modules */
	fixture_follow(f, fixture_link(f, WALK0));
}

static void
test_discovery(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, "https://w.example/wiki/");
	assert_int_equal(mw->start(&f.seed, &f.p), ERR_OK);
	fixture_follow(
	    &f, fixture_link(&f, "https://w.example/wiki/api.php" INFO));
	fixture_head(&f, 404, "HTTP/1.1 404 No\r\n");
	fixture_body(&f, "<html>no</html>");
	assert_int_equal(fixture_parse(&f, mw), ERR_PARSE);
	fixture_follow(&f, fixture_link(&f, API INFO));
	assert_int_equal(fixture_parse(&f, mw), ERR_PARSE);
	fixture_follow(&f, fixture_link(&f, "https://w.example/wiki/"));
	fixture_head(&f, 200, HTML_HEAD);
	fixture_body(&f,
	    "<html><head><link rel='EditURI' type='application/rsd+xml' "
	    "href='//w.example/x/api.php?action=rsd'></head></html>");
	assert_int_equal(fixture_parse(&f, mw), ERR_OK);
	assert_int_equal(f.p.n_links, 1);
	assert_true(fixture_has(&f, "https://w.example/x/api.php" INFO));
	fixture_body(&f, "<html>no wiki</html>");
	assert_int_equal(fixture_parse(&f, mw), ERR_PARSE);
	assert_int_equal(f.p.n_links, 0);
	fixture_fini(&f);
}

static void
test_pages(void **state)
{
	struct fixture f;
	const struct doc *d;

	(void)state;
	at_walk(&f);
	fixture_file(&f, "tests/data/networks/mediawiki-pages.json");
	assert_int_equal(fixture_parse(&f, mw), ERR_PARSE);
	assert_true(fixture_says(&f, "1 of 4 pages of another shape"));
	assert_int_equal(f.p.n_docs, 2);
	d = &f.p.docs[0];
	assert_string_equal(d->native_id, "2");
	assert_string_equal(d->native_space, "mediawiki:" API);
	assert_string_equal(d->title, "Page 1");
	assert_string_equal(d->author, "Ann");
	assert_string_equal(d->text, "Jane Doe is a person.");
	assert_string_equal(d->published, "2026-11-20T21:30:00Z");
	assert_string_equal(d->published_from, "mediawiki revision timestamp");
	assert_string_equal(d->revision, "9");
	assert_string_equal(
	    d->sha1, "b5e67b9189d06a49bb0371759898ac74325d0289");
	assert_string_equal(
	    d->stable_url, "https://w.example/wiki/Page_1?oldid=9");
	d = &f.p.docs[1];
	assert_null(d->author);
	assert_string_equal(d->text, "{\"a\": 1}");
	assert_string_equal(d->published_from, "mediawiki first revision");
	assert_string_equal(
	    d->stable_url, "https://w.example/index.php?title=Page_2&oldid=5");
	/* It goes on where the wiki says. */
	fixture_follow(
	    &f, fixture_link(&f,
		    WALK0 "&gapcontinue=Page_3&continue=gapcontinue%7C%7C"));
	assert_false(f.p.complete);
	/* And stops where it says the same again. */
	assert_int_equal(fixture_parse(&f, mw), ERR_PARSE);
	assert_true(fixture_says(&f, "the same continuation again"));
	assert_int_equal(fixture_count(&f, LINK_LISTING), 0);
	/* The end of a list in one part proves what is not in it. */
	fixture_follow(&f, &(struct link){ .url = WALK0,
			       .role = f.s.role,
			       .context = "1 &generator=allpages" });
	fixture_body(&f, "{\"batchcomplete\":true}");
	assert_int_equal(fixture_parse(&f, mw), ERR_OK);
	assert_true(f.p.complete);
	fixture_fini(&f);
}

/* An answer without the pages' addresses. */
static void
test_address(void **state)
{
	struct fixture f;

	(void)state;
	at_walk(&f);
	fixture_body(&f,
	    "{\"query\":{\"pages\":[{\"pageid\":7,\"title\":\"P\","
	    "\"revisions\":[{\"revid\":9,\"content\":\"Jane Doe\"}]}]}}");
	assert_int_equal(fixture_parse(&f, mw), ERR_OK);
	assert_int_equal(f.p.n_docs, 1);
	assert_string_equal(
	    f.p.docs[0].url, "https://w.example/w/index.php?curid=7");
	assert_string_equal(f.p.docs[0].stable_url,
	    "https://w.example/w/index.php?curid=7&oldid=9");
	fixture_fini(&f);
}

/* More than the seed may walk: the wiki's own search. */
static void
test_search(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, API);
	f.seed.pages = 1;
	assert_int_equal(mw->start(&f.seed, &f.p), ERR_OK);
	fixture_follow(&f, fixture_link(&f, API INFO));
	fixture_head(&f, 200, JSON_HEAD);
	fixture_file(&f, "tests/data/networks/mediawiki-siteinfo.json");
	assert_int_equal(fixture_parse(&f, mw), ERR_OK);
	assert_true(fixture_says(&f, "searching"));
	assert_int_equal(f.p.n_links, 1);
	fixture_follow(&f, fixture_link(&f, SEARCH));
	fixture_file(&f, "tests/data/networks/mediawiki-pages.json");
	(void)fixture_parse(&f, mw);
	assert_int_equal(f.p.n_docs, 2);
	assert_false(f.p.complete);
	assert_int_equal(fixture_count(&f, LINK_LISTING), 1);
	/* The tenth part of a search is its last. */
	f.s.context = "10 &generator=search";
	(void)fixture_parse(&f, mw);
	assert_int_equal(fixture_count(&f, LINK_LISTING), 0);
	assert_true(f.p.truncated);
	fixture_fini(&f);
}

static const struct {
	int status;
	const char *body, *problem;
	bool again, login;
} bad[] = {
	{ 200, "{\"error\":{\"code\":\"maxlag\",\"info\":\"7 s\"}}", "maxlag",
	    true, false },
	{ 200, "{\"error\":{\"code\":\"readapidenied\"}}", "readapidenied",
	    false, true },
	{ 200, "{\"error\":7}", "without a code", false, false },
	{ 200, "[]", "another shape", false, false },
	{ 200, "<html>x</html>", "HTML where JSON was due", false, false },
	{ 503, "{}", "503", false, false },
};

static void
test_bad_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct fixture f;

		at_walk(&f);
		fixture_head(&f, bad[i].status, JSON_HEAD);
		fixture_body(&f, bad[i].body);
		CHECK_ROW(i, fixture_parse(&f, mw) == ERR_PARSE);
		CHECK_ROW(i, fixture_says(&f, bad[i].problem));
		CHECK_ROW(i, f.p.again == bad[i].again);
		CHECK_ROW(i, f.p.login_wall == bad[i].login);
		CHECK_ROW(i, f.p.n_docs == 0);
		/* What cannot be walked may be searched. */
		CHECK_ROW(i, fixture_has(&f, SEARCH) ==
				 (!bad[i].again && bad[i].status < 500));
		fixture_fini(&f);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *wikitext, *want;
} texts[] = {
	{ "", "" },
	{ "'''Jane''' ''Doe''", "Jane Doe" },
	{ "a [[b]] [[c|d]] [[:File:e]]", "a b d :File:e" },
	{ "[[File:x.jpg|thumb|Jane [[Doe|D.]]|alt=p]]",
	    "thumb\nJane D.\nalt=p" },
	{ "[https://x.example/ words] [https://y.example/]",
	    "words https://y.example/" },
	{ "{{Box|name=Jane Doe|born=1980}} {{stub}}.", "Jane Doe\n1980 ." },
	{ "{{a|{{b|c}}|d=[[e|f]]}}", "c\nf" },
	{ "== Head ==\ntext\ngoes on\n\nnew\n* item\n# next",
	    "Head\ntext goes on\nnew\nitem\nnext" },
	{ "{| class=x\n|+ cap\n|-\n! a !! b\n|-\n| style=\"y\" | c || d\n|}\ne",
	    "cap\na\nb\nc\nd\ne" },
	{ "{|\n| a | b | c=d | e\n|}", "a b | c=d | e" },
	{ "x<!-- no -->y<ref name=a>src</ref> z<br/>w", "xy\nsrc\nz\nw" },
	{ "<nowiki>[[a]]</nowiki> &eacute; &nbsp;__TOC__ {{{p|q}}}",
	    "[[a]] \xc3\xa9 \xc2\xa0 q" },
	{ "[[unclosed and | bars | keep", "bars\nkeep" },
	{ "{{unclosed", "unclosed" },
	{ "]] }} |} |", "]] }} |} |" },
};

static void
test_wikitext(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(texts); i++) {
		struct arena a;
		size_t n;
		char *got;

		arena_init(&a);
		got = wikitext_text(
		    texts[i].wikitext, strlen(texts[i].wikitext), &a, &n);
		CHECK_ROW(i, same(got, texts[i].want) && n == strlen(got));
		if (!same(got, texts[i].want))
			fprintf(stderr, "# got \"%s\"\n", got);
		arena_fini(&a);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_discovery),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_address),
		cmocka_unit_test(test_search),
		cmocka_unit_test_setup(test_bad_answers, rows_reset),
		cmocka_unit_test_setup(test_wikitext, rows_reset),
	};

	return cmocka_run_group_tests_name("mediawiki", tests, NULL, NULL);
}
