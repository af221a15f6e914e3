/* SPDX-License-Identifier: ISC */
/* The tree of a page: where elements end that nobody ended, where misplaced
 * ones go, what attributes and spans say, and where the ceilings are. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/parse/dom.h"
#include "store/base/buf.h"

/* The tree in one line: tags with their content in brackets, text in quotes,
 * "*" behind what is SVG or MathML. */
static char *
drawn(const struct dom *d)
{
	struct buf b;
	char *line;

	buf_init(&b, 1 << 20);
	assert_int_equal(buf_adds(&b, ""), ERR_OK);
	for (uint32_t i = 1; i < d->n; i++) {
		const struct dom_node *node = &d->nodes[i];

		if (i > node->parent + 1)
			assert_int_equal(buf_adds(&b, " "), ERR_OK);
		if (node->is_text)
			assert_int_equal(
			    buf_addf(&b, "'%s'", node->text), ERR_OK);
		else
			assert_int_equal(
			    buf_addf(&b, "%s%s%s",
				node->tag == TAG_OTHER
				    ? "x"
				    : tag_name((enum tag)node->tag),
				node->foreign ? "*" : "",
				node->past > i + 1 ? "(" : ""),
			    ERR_OK);
		for (uint32_t k = i; k != 0 && d->nodes[k].past == i + 1;
		     k = d->nodes[k].parent)
			if (d->nodes[k].past > k + 1)
				assert_int_equal(buf_adds(&b, ")"), ERR_OK);
	}
	line = buf_take(&b, NULL);
	buf_fini(&b);
	return line;
}

/* What stands in the body; the whole where want begins with "html". */
static const struct {
	const char *html, *want;
} trees[] = {
	{ "", "html(head body)" },
	{ "a", "html(head body('a'))" },
	{ "<title>a<b>&amp;</title>b", "html(head(title('a<b>&')) body('b'))" },
	{ "<meta><p>a", "html(head(meta) body(p('a')))" },
	{ "<head><link></head> <title>t</title>a",
	    "html(head(link title('t')) ' ' body('a'))" },
	{ "<html><body>a</body></html>b", "html(head body('ab'))" },
	{ "<frameset><frame>a<noframes>b</noframes></frameset>",
	    "html(head frameset(frame noframes))" },
	{ "<noscript><img></noscript>a", "html(head(noscript) body(img 'a'))" },
	/* end tags that are left out */
	{ "<p>a<p>b", "p('a') p('b')" },
	{ "<p>a<div>b</div>c", "p('a') div('b') 'c'" },
	{ "a</p>b", "'a' p 'b'" },
	{ "<ul><li>a<li>b<ul><li>c</ul></ul>",
	    "ul(li('a') li('b' ul(li('c'))))" },
	{ "<dl><dt>a<dd>b<dt>c</dl>", "dl(dt('a') dd('b') dt('c'))" },
	{ "<h1>a<h2>b</h1>c", "h1('a') h2('b') 'c'" },
	{ "<div><span>a</div>b", "div(span('a')) 'b'" },
	{ "<span><div>a</span>b</div>", "span(div('ab'))" },
	{ "<foo>a<bar>b</foo>c", "x('a' x('b')) 'c'" },
	{ "<select><option>a<option>b<div>c</select>d",
	    "select(option('a') option('bc')) 'd'" },
	{ "<ruby>a<rt>b<rt>c</ruby>", "ruby('a' rt('b') rt('c'))" },
	{ "<button>a<button>b", "button('a') button('b')" },
	{ "<form>a<form>b</form>c", "form('ab') 'c'" },
	{ "a<br>b</br>c<hr>d", "'a' br 'b' br 'c' hr 'd'" },
	{ "<image>a", "img 'a'" },
	{ "a<b", "'a'" },
	{ "a<!-- b -->c", "'a' 'c'" },
	{ "a < b </ c>d", "'a < b ' 'd'" },
	/* formatting across blocks */
	{ "<p><b>a<p>c", "p(b('a')) p(b('c'))" },
	{ "<b>a<i>b</b>c</i>d", "b('a' i('b')) i('c') 'd'" },
	{ "<b>a<p>b</b>c</p>d", "b('a') p(b('b') 'c') 'd'" },
	{ "<a>a<div>b<div>c</a>d</div>e</div>",
	    "a('a') div(a('b') div(a('c') 'd') 'e')" },
	{ "<a>a<a>b", "a('a') a('b')" },
	{ "<b><b><b><b>a<p>b", "b(b(b(b('a' p('b')))))" },
	{ "<p><b><b><b><b><p>a", "p(b(b(b(b)))) p(b(b(b('a'))))" },
	{ "<nobr>a<nobr>b", "nobr('a') nobr('b')" },
	{ "<b><object>a</b>b</object>c", "b(object('ab') 'c')" },
	/* tables */
	{ "<table><tr><td>a<td>b<tr><td>c</table>d",
	    "table(tbody(tr(td('a') td('b')) tr(td('c')))) 'd'" },
	{ "<table>a<tr><td>b</table>", "'a' table(tbody(tr(td('b'))))" },
	{ "<table><div>a<tr><td>b", "div('a') table(tbody(tr(td('b'))))" },
	{ "<table><td><table><td>a</table>b</table>c",
	    "table(tbody(tr(td(table(tbody(tr(td('a')))) 'b')))) 'c'" },
	{ "<table><table>a", "table 'a' table" },
	{ "<table><caption>a<tr><td>b",
	    "table(caption('a') tbody(tr(td('b'))))" },
	{ "<table><col><tr><td>a", "table(colgroup(col) tbody(tr(td('a'))))" },
	{ "<td>a</td>b", "'ab'" },
	{ "<table><tr><b>a<td>b</table>c",
	    "b('a') table(tbody(tr(td('b')))) b('c')" },
	{ "<table><td><select><tr><td>a",
	    "table(tbody(tr(td(select)) tr(td('a'))))" },
	{ "<p><table><td>a", "p(table(tbody(tr(td('a')))))" },
	{ "<!doctype html><p><table><td>a", "p table(tbody(tr(td('a'))))" },
	{ "<table><input type=hidden><input>", "input table(input)" },
	/* raw text, SVG */
	{ "a<script><p>b</script>c<style>d</style>", "'a' script 'c' style" },
	{ "<textarea><p>&lt;</textarea>b", "textarea('<p><') 'b'" },
	{ "<xmp><p>&lt;</xmp>b", "xmp('<p>&lt;') 'b'" },
	{ "<plaintext><p>a</p>", "plaintext('<p>a</p>')" },
	{ "<template><tr>a</template>b",
	    "html(head(template(tr 'a')) body('b'))" },
	{ "<svg><path/><title>a</title><style>b</style></svg>c",
	    "svg*(x* title*('a') style*('b')) 'c'" },
	{ "<svg><g><p>a", "svg*(x*) p('a')" },
	{ "<svg><desc><p>a</desc>b", "svg*(desc*(p('ab')))" },
	{ "<svg><![CDATA[<a>]]></svg><![CDATA[b]]>c", "svg*('<a>') 'c'" },
};

/* The whole tree, or what is in its body. */
static char *
tree_of(const char *html, bool whole)
{
	static const char head[] = "html(head body(";
	struct dom d;
	char *line;
	size_t n;

	assert_int_equal(dom_open(&d, html, strlen(html)), ERR_OK);
	line = drawn(&d);
	dom_close(&d);
	n = strlen(line);
	if (whole || strncmp(line, head, sizeof(head) - 1) != 0)
		return line;
	line[n - 2] = '\0';
	memmove(line, line + sizeof(head) - 1, n - sizeof(head));
	return line;
}

static void
test_trees(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(trees); i++) {
		bool whole = strncmp(trees[i].want, "html", 4) == 0;
		char *got = tree_of(trees[i].html, whole);

		CHECK_ROW(i, same(got, trees[i].want));
		if (!same(got, trees[i].want))
			fprintf(stderr, "#   %s: %s\n", trees[i].html, got);
		free(got);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_attributes(void **state)
{
	static const char html[] =
	    "<p ID=a Class='b &amp; c' title=\"&copy=1\" data-date=x onclick=y "
	    "id=z lang alt=''>t";
	static const struct {
		enum token_attr attr;
		const char *want;
	} rows[] = {
		{ TOKEN_ID, "a" },
		{ TOKEN_CLASS, "b & c" },
		{ TOKEN_TITLE, "&copy=1" },
		{ TOKEN_DATA_DATE, "x" },
		{ TOKEN_LANG, "" },
		{ TOKEN_ALT, "" },
		{ TOKEN_HREF, NULL },
		{ TOKEN_DATA_TIME, NULL },
	};
	struct dom d;
	uint32_t p;

	(void)state;
	assert_int_equal(dom_open(&d, html, strlen(html)), ERR_OK);
	p = dom_find(&d, 0, TAG_P);
	for (size_t i = 0; i < NELEM(rows); i++)
		CHECK_ROW(i, same(dom_attr(&d, p, rows[i].attr), rows[i].want));
	dom_close(&d);
	assert_int_equal(rows_failed, 0);
}

/* What of the source an element spans, with its end tag or without. */
static void
test_spans(void **state)
{
	static const struct {
		const char *html;
		enum tag tag;
		const char *want;
	} rows[] = {
		{ "a<p>b</p>c", TAG_P, "<p>b</p>" },
		{ "a<p>b<div>c</div>", TAG_P, "<p>b" },
		{ "<ul><li>a <b>b</b><li>c</ul>", TAG_LI, "<li>a <b>b</b>" },
		{ "<table><td>a</table>b", TAG_TABLE, "<table><td>a</table>" },
		{ "<article>a<script>b</script></article>c", TAG_SCRIPT,
		    "<script>b</script>" },
	};

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		const struct dom_node *node;
		struct dom d;

		assert_int_equal(
		    dom_open(&d, rows[i].html, strlen(rows[i].html)), ERR_OK);
		node = &d.nodes[dom_find(&d, 0, rows[i].tag)];
		CHECK_ROW(i, node->end - node->start == strlen(rows[i].want));
		CHECK_ROW(i, strncmp(rows[i].html + node->start, rows[i].want,
				 strlen(rows[i].want)) == 0);
		dom_close(&d);
	}
	assert_int_equal(rows_failed, 0);
}

/* A piece, so many times. */
static char *
times(const char *head, const char *piece, size_t n)
{
	struct buf b;
	char *all;

	buf_init(&b, 1 << 26);
	assert_int_equal(buf_adds(&b, head), ERR_OK);
	while (n-- > 0)
		assert_int_equal(buf_adds(&b, piece), ERR_OK);
	all = buf_take(&b, NULL);
	buf_fini(&b);
	return all;
}

/* Pages that are made to cost: what becomes of each, and none takes long. */
static void
test_ceilings(void **state)
{
	static const struct {
		const char *head, *piece;
		size_t n;
		enum err want;
		bool truncated;
	} rows[] = {
		{ "", "<div>", 500, ERR_OK, false },
		{ "", "<div>", 600, ERR_OK, true },
		{ "", "<div><a>", 100000, ERR_OK, true },
		{ "", "<b><p>", 20000, ERR_OK, false },
		{ "", "<p><i></p>", 20000, ERR_OK, false },
		{ "<p><b id=1><b id=2><b id=3><b id=4><b id=5><b id=6><b id=7>",
		    "<p>x", 1000000, ERR_LIMIT, false },
		{ "<table>", "<a>x", 20000, ERR_OK, false },
		{ "", "<form><div></form>", 2000, ERR_OK, true },
		{ "", "<a><div></a>", 2000, ERR_OK, true },
		{ "", "<a><div></a>", 400000, ERR_LIMIT, false },
		{ "<b><i><u><s>", "</b><p><b>", 5000, ERR_OK, false },
		{ "<p>", "<span></zzz>", 20000, ERR_OK, true },
	};

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		char *html = times(rows[i].head, rows[i].piece, rows[i].n);
		struct dom d;
		enum err e = dom_open(&d, html, strlen(html));

		CHECK_ROW(i, e == rows[i].want);
		if (e == ERR_OK) {
			CHECK_ROW(i, d.truncated == rows[i].truncated);
			for (uint32_t k = 0; k < d.n; k++)
				if (d.nodes[k].depth >= DOM_DEPTH_MAX)
					rows_failed++;
			dom_close(&d);
		}
		free(html);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_trees, rows_reset),
		cmocka_unit_test_setup(test_attributes, rows_reset),
		cmocka_unit_test_setup(test_spans, rows_reset),
		cmocka_unit_test_setup(test_ceilings, rows_reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
