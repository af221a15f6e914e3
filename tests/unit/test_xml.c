/* SPDX-License-Identifier: ISC */
/* The tolerant XML scanner: its events in words, what is repaired, ceilings. */
#include "tests/unit/unit.h"

#include <stdbool.h>
#include <stdlib.h>

#include "crawler/parse/xml.h"
#include "store/base/buf.h"

/* Events as "<name a=v>", "</name>" and text between bars. */
static char *
events(const char *xml, bool *faulty)
{
	struct xml *x = xml_new(xml, strlen(xml));
	struct xml_token t;
	enum xml_event ev;
	struct buf b;
	enum err e = ERR_OK;

	buf_init(&b, 1 << 20);
	do {
		ev = xml_next(x, &t);
		if (ev == XML_START)
			e = buf_addf(&b, "<%.*s", (int)t.name.n, t.name.s);
		for (size_t i = 0; ev == XML_START && i < t.n_attrs; i++)
			e = buf_addf(&b, " %.*s=%s", (int)t.attrs[i].name.n,
			    t.attrs[i].name.s, t.attrs[i].value.s);
		if (ev == XML_START && t.uri.n > 0)
			e = buf_addf(&b, " @%.*s", (int)t.uri.n, t.uri.s);
		if (ev == XML_START)
			e = buf_adds(&b, ">");
		if (ev == XML_END)
			e = buf_addf(&b, "</%.*s>", (int)t.name.n, t.name.s);
		if (ev == XML_TEXT)
			e = buf_addf(&b, "|%.*s|", (int)t.text.n, t.text.s);
	} while (ev != XML_EOF && e == ERR_OK);
	*faulty = xml_fault(x, NULL) != NULL;
	xml_free(x);
	return buf_take(&b, NULL);
}

static const struct {
	const char *xml, *want;
	bool faulty;
} rows[] = {
	{ "", "", false },
	{ "<a/>", "<a></a>", false },
	{ "<a b='1' c=\"&amp;&#65;&eacute;\">x</a>",
	    "<a b=1 c=&A\xc3\xa9>|x|</a>", false },
	{ "<?xml version='1.0'?><!-- <x> --><a>&lt;</a>", "<a>|<|</a>", false },
	{ "<a><![CDATA[<b>&amp;]]></a>", "<a>|<b>&amp;|</a>", false },
	{ "<a xmlns='u'><b xmlns='v'/><c/></a>",
	    "<a @u><b @v></b><c @u></c></a>", false },
	{ "<x:a xmlns:x='u&amp;v'><x:b/></x:a>", "<a @u&v><b @u&v></b></a>",
	    false },
	{ "<!DOCTYPE a [<!ENTITY e 'x>'><!ENTITY p SYSTEM 'f'>]><a>&e;&p;</a>",
	    "<a>|x>&p;|</a>", true },
	{ "<!DOCTYPE a [<!ENTITY l0 'x'><!ENTITY l1 '&l0;&l0;'>]><a>&l1;</a>",
	    "<a>|&l1;|</a>", true },
	/* Repaired. */
	{ "<a>1 < 2 & 3", "<a>|1 < 2 & 3|</a>", true },
	{ "<a><b><c>x</b></a>", "<a><b><c>|x|</c></b></a>", true },
	{ "<a>x</b></a>", "<a>|x|</a>", true },
	{ "<A>x</a>", "<A>|x|</A>", false },
	{ "<a b=c d e='f' e='g'/>", "<a b=c d= e=f></a>", true },
	{ "<a b='c", "<a b='c></a>", true },
	{ "<a><![CDATA[x", "<a>|x|</a>", true },
	{ "<a><!-- x", "<a></a>", true },
	{ "<p:a/>", "<a></a>", true },
	{ "<a>\x01&#1;&#0;</a>", "<a>|  \xef\xbf\xbd|</a>", false },
	{ "</a>", "", true },
	{ "<", "|<|", true },
	{ "<a", "<a></a>", true },
};

static void
test_events(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		bool faulty;
		char *got = events(rows[i].xml, &faulty);

		CHECK_ROW(i, same(got, rows[i].want));
		CHECK_ROW(i, faulty == rows[i].faulty);
		if (!same(got, rows[i].want))
			fprintf(stderr, "# got %s\n", got);
		free(got);
	}
	assert_int_equal(rows_failed, 0);
}

/* At the ceiling of depth and one past it: every START has its END. */
static void
test_depth(void **state)
{
	(void)state;
	for (unsigned n = XML_DEPTH_MAX; n <= XML_DEPTH_MAX + 1; n++) {
		unsigned starts = 0, ends = 0, deepest = 0;
		struct xml_token t;
		enum xml_event ev;
		struct xml *x;
		struct buf b;

		buf_init(&b, 1 << 20);
		for (unsigned i = 0; i < n; i++)
			assert_int_equal(buf_adds(&b, "<a>"), ERR_OK);
		x = xml_new(b.data, b.len);
		do {
			ev = xml_next(x, &t);
			starts += ev == XML_START;
			ends += ev == XML_END;
			deepest = t.depth > deepest ? t.depth : deepest;
		} while (ev != XML_EOF);
		assert_int_equal(starts, XML_DEPTH_MAX);
		assert_int_equal(ends, XML_DEPTH_MAX);
		assert_int_equal(deepest, XML_DEPTH_MAX);
		xml_free(x);
		buf_fini(&b);
	}
}

/* Attributes and entities: at their ceilings and one past them. */
static void
test_tables(void **state)
{
	(void)state;
	for (size_t n = XML_ATTRS_MAX; n <= XML_ATTRS_MAX + 1; n++) {
		struct xml_token t;
		struct xml *x;
		struct buf b;

		buf_init(&b, 1 << 20);
		assert_int_equal(buf_adds(&b, "<a"), ERR_OK);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(buf_addf(&b, " a%zu='v'", i), ERR_OK);
		assert_int_equal(buf_adds(&b, "/>"), ERR_OK);
		x = xml_new(b.data, b.len);
		assert_int_equal(xml_next(x, &t), XML_START);
		assert_int_equal(t.n_attrs, XML_ATTRS_MAX);
		assert_string_equal(xml_attr(&t, "A63"), "v");
		assert_null(xml_attr(&t, "a64"));
		xml_free(x);
		buf_fini(&b);
	}
	for (size_t n = XML_ENTITY_BYTES_MAX; n <= XML_ENTITY_BYTES_MAX + 1;
	     n++) {
		char text[256];
		struct xml_token t;
		struct xml *x;

		snprintf(text, sizeof(text),
		    "<!DOCTYPE a [<!ENTITY e '%0*d'>]><a>&e;</a>", (int)n, 0);
		x = xml_new(text, strlen(text));
		assert_int_equal(xml_next(x, &t), XML_START);
		assert_int_equal(xml_next(x, &t), XML_TEXT);
		assert_int_equal(t.text.n, n > XML_ENTITY_BYTES_MAX ? 3 : n);
		xml_free(x);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_events, rows_reset),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_tables),
	};

	return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
