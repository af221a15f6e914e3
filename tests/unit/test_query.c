/* SPDX-License-Identifier: ISC */
/* Queries: which documents they hold of, how they are said back, and where the
 * wrong ones go wrong. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/match/query.h"
#include "store/base/clock.h"

static const struct query_doc doc = {
	.title = "Été à Lyon : l'avis d'une cliente",
	.text = "Valérie Thuillier répare des vélos à Lyon depuis dix ans.\n"
		"Un client mécontent parle d'arnaque. #BoycottVélo 東京都で",
	.author = "Jean Dupont",
	.handle = "jdupont",
	.url = "https://www.blog.example:8080/avis/42?x=1",
	.network = "wordpress",
	.kind = "post",
	.lang = "fr-FR",
	.published = "2026-11-03T10:00:00Z",
};

static const struct {
	const char *query;
	bool holds;
} rows[] = {
	{ "lyon", true },
	{ "LYON", true },
	{ "ete", true },
	{ "lyo", false },
	{ "lyo*", true },
	{ "arnaque paris", false },
	{ "arnaque lyon", true },
	{ "arnaque AND lyon", true },
	{ "arnaque OR paris", true },
	{ "paris OR marseille", false },
	{ "NOT paris", true },
	{ "NOT lyon", false },
	{ "-paris", true },
	{ "lyon -arnaque", false },
	{ "lyon NOT paris", true },
	{ "lyon AND NOT arnaque", false },
	{ "NOT NOT lyon", true },
	{ "paris OR lyon AND arnaque", true },
	{ "lyon OR paris AND marseille", true },
	{ "(lyon OR paris) AND marseille", false },
	{ "NOT (paris OR marseille)", true },
	{ "\"valerie thuillier\"", true },
	{ "\"thuillier valerie\"", false },
	{ "“Valérie Thuillier”", true },
	{ "« Valérie Thuillier »", true },
	{ "\"lyon depuis dix ans\"", true },
	{ "d'arnaque", true },
	{ "valerie NEAR/1 thuillier", true },
	{ "thuillier NEAR/1 valerie", true },
	{ "thuillier ONEAR/1 valerie", false },
	{ "valerie ONEAR/1 thuillier", true },
	{ "valerie NEAR/4 velos", true },
	{ "valerie NEAR/3 velos", false },
	{ "\"valerie thuillier\" NEAR/3 velos", true },
	{ "\"valerie thuillier\" NEAR/2 velos", false },
	{ "(client OR cliente) NEAR/2 mécontent", true },
	{ "cliente NEAR/500 velos", false },
	{ "velos NEAR (dix NEAR/1 ans)", true },
	{ "(dix NEAR/1 ans) ONEAR/9 arnaque", true },
	{ "NOT valerie NEAR/3 velos", true },
	{ "valerie NEAR/1 valerie", false },
	{ "title:lyon", true },
	{ "title:arnaque", false },
	{ "title:\"a lyon\"", true },
	{ "TITLE:Avis", true },
	{ "author:dupont", true },
	{ "author:jdupont", true },
	{ "author:martin", false },
	{ "handle:jdupont", true },
	{ "handle:dupont", false },
	{ "site:blog.example", true },
	{ "site:example", true },
	{ "site:log.example", false },
	{ "site:https://www.blog.example/avis/", true },
	{ "site:blog.example/avis/4", false },
	{ "site:blog.example:8080", true },
	{ "site:blog.example:80", false },
	{ "network:wordpress", true },
	{ "network:feed", false },
	{ "lang:fr", true },
	{ "lang:fr-FR", true },
	{ "lang:f", false },
	{ "kind:post", true },
	{ "kind:page", false },
	{ "date:2026", true },
	{ "date:2026-11", true },
	{ "date:2026-11-03", true },
	{ "date:2026-11-04", false },
	{ "since:2026-11-01", true },
	{ "since:2026-11-04", false },
	{ "since:5d", true },
	{ "since:1d", false },
	{ "until:2026-11-03", true },
	{ "until:2026-11-02", false },
	{ "tag:boycottvelo", true },
	{ "#boycottvélo", true },
	{ "#boycott", false },
	{ "min_len:100", true },
	{ "min_len:100000", false },
	{ "max_len:100000", true },
	{ "東京", true },
	{ "京東", false },
};

static const struct {
	const char *query;
	size_t at;
	const char *word;
} faults[] = {
	{ " ", 2, "" },
	{ "a AND", 6, "" },
	{ "AND a", 1, "AND" },
	{ "a OR OR b", 6, "OR" },
	{ "(a OR b", 1, "(" },
	{ "é (a OR b", 3, "(" },
	{ "a)", 2, ")" },
	{ "()", 2, ")" },
	{ "a \"b c", 3, "\"" },
	{ "« b", 1, "«" },
	{ "a and b", 3, "and" },
	{ "a near/3 b", 3, "near/3" },
	{ "a NEAR/0 b", 3, "NEAR/0" },
	{ "a NEAR/1001 b", 3, "NEAR/1001" },
	{ "a NEAR/99999999999999999999 b", 3, "NEAR/99999999999999999999" },
	{ "a NEAR (b AND c)", 3, "NEAR" },
	{ "a NEAR NOT b", 3, "NEAR" },
	{ "a NEAR title:b", 3, "NEAR" },
	{ "rating:3", 1, "rating:3" },
	{ "title:", 1, "title:" },
	{ "a !!", 3, "!!" },
	{ "ab*", 1, "ab*" },
	{ "abc*d", 1, "abc*d" },
	{ "kind:thing", 1, "kind:thing" },
	{ "since:yesterday", 1, "since:yesterday" },
	{ "date:20", 1, "date:20" },
	{ "min_len:x", 1, "min_len:x" },
	{ "site:/", 1, "site:/" },
};

static const struct {
	const char *query, *en, *fr;
} said[] = {
	{ "lyon (vélo OR arnaque) -paris",
	    "“lyon” and (“vélo” or “arnaque”) and not “paris”",
	    "« lyon » et (« vélo » ou « arnaque ») et sans « paris »" },
	{ "NOT (a OR b)", "not (“a” or “b”)", "sans (« a » ou « b »)" },
	{ "a NEAR/3 b", "“a” at most 3 words from “b”",
	    "« a » à 3 mots au plus de « b »" },
	{ "title:lyon since:2026-11-01",
	    "“lyon” in the title and published since 2026-11-01",
	    "« lyon » dans le titre et publié depuis 2026-11-01" },
	{ "arnaq*", "a word beginning with “arnaq”", "un mot en « arnaq »" },
};

static void
test_holds(void **state)
{
	struct query_doc d = doc;

	(void)state;
	d.text_len = strlen(d.text);
	assert_int_equal(clock_parse("2026-11-06", &d.at), ERR_OK);
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct query_fault fault = { 0 };
		struct query *q = NULL;
		struct arena a;
		enum err e;

		arena_init(&a);
		e = query_parse(&a, rows[i].query, &q, &fault);
		CHECK_ROW(i, e == ERR_OK);
		CHECK_ROW(
		    i, e != ERR_OK || query_holds(q, &d) == rows[i].holds);
		arena_fini(&a);
	}
	assert_int_equal(rows_failed, 0);
}

/* A document that states nothing is nobody's, and breaks nothing. */
static void
test_nothing(void **state)
{
	const struct query_doc none = { .text = NULL };

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct query_fault fault;
		struct query *q;
		struct arena a;

		arena_init(&a);
		assert_int_equal(
		    query_parse(&a, rows[i].query, &q, &fault), ERR_OK);
		CHECK_ROW(i,
		    query_holds(q, &none) ==
			(strncmp(rows[i].query, "NOT", 3) == 0
				? strncmp(rows[i].query, "NOT NOT", 7) != 0
				: rows[i].query[0] == '-' ||
				      strncmp(rows[i].query, "max", 3) == 0));
		arena_fini(&a);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(faults); i++) {
		struct query_fault fault = { 0 };
		struct query *q;
		struct arena a;

		arena_init(&a);
		CHECK_ROW(i,
		    query_parse(&a, faults[i].query, &q, &fault) == ERR_PARSE);
		CHECK_ROW(i, fault.at == faults[i].at);
		CHECK_ROW(i, same(fault.word, faults[i].word));
		CHECK_ROW(i, fault.en != NULL && fault.fr != NULL);
		arena_fini(&a);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(said); i++) {
		struct query_fault fault;
		struct query *q;
		struct arena a;
		struct buf en, fr;

		arena_init(&a);
		buf_init(&en, 4096);
		buf_init(&fr, 4096);
		assert_int_equal(
		    query_parse(&a, said[i].query, &q, &fault), ERR_OK);
		CHECK_ROW(i, query_explain(q, false, &en) == ERR_OK);
		CHECK_ROW(i, query_explain(q, true, &fr) == ERR_OK);
		CHECK_ROW(i, same(en.data, said[i].en));
		CHECK_ROW(i, same(fr.data, said[i].fr));
		if (!same(en.data, said[i].en) || !same(fr.data, said[i].fr))
			fprintf(stderr, "# %s | %s\n", en.data, fr.data);
		buf_fini(&fr);
		buf_fini(&en);
		arena_fini(&a);
	}
	assert_int_equal(rows_failed, 0);
}

/* n times the piece, then the tail. */
static enum err
parse_many(const char *piece, size_t n, const char *tail)
{
	struct query_fault fault = { 0 };
	struct query *q;
	struct arena a;
	struct buf b;
	enum err e = ERR_OK;

	arena_init(&a);
	buf_init(&b, 1 << 20);
	for (size_t i = 0; i < n && e == ERR_OK; i++)
		e = buf_adds(&b, piece);
	if (e == ERR_OK)
		e = buf_adds(&b, tail);
	assert_int_equal(e, ERR_OK);
	e = query_parse(&a, b.data, &q, &fault);
	if (e == ERR_OK)
		(void)query_holds(q, &doc);
	buf_fini(&b);
	arena_fini(&a);
	return e;
}

static void
test_ceilings(void **state)
{
	(void)state;
	assert_int_equal(parse_many("(", QUERY_DEPTH_MAX, "a"), ERR_PARSE);
	assert_int_equal(parse_many("-", QUERY_DEPTH_MAX, "a"), ERR_OK);
	assert_int_equal(parse_many("-", QUERY_DEPTH_MAX + 1, "a"), ERR_PARSE);
	assert_int_equal(
	    parse_many("a ", QUERY_NODES_MAX / 2 - 1, "a"), ERR_OK);
	assert_int_equal(parse_many("a ", QUERY_NODES_MAX / 2, "a"), ERR_PARSE);
	assert_int_equal(parse_many("a", 16384, ""), ERR_PARSE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_holds, rows_reset),
		cmocka_unit_test_setup(test_nothing, rows_reset),
		cmocka_unit_test_setup(test_faults, rows_reset),
		cmocka_unit_test_setup(test_said, rows_reset),
		cmocka_unit_test(test_ceilings),
	};

	return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
