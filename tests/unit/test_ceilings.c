/* SPDX-License-Identifier: ISC */
/* The ceilings of parsers that no test of their own holds: each at its value,
 * and one past it. */
#include <zlib.h>

#include "tests/unit/fixture.h"

#include "crawler/analyse/harvest.h"
#include "crawler/parse/decode.h"
#include "crawler/parse/feed.h"
#include "crawler/parse/feed_entry.h"
#include "crawler/parse/jsonld.h"
#include "crawler/parse/sitemap.h"
#include "crawler/parse/skim.h"
#include "crawler/parse/wikitext.h"
#include "crawler/parse/xml.h"
#include "store/base/buf.h"

/* The text n times. */
static void
repeat(struct buf *b, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_int_equal(buf_adds(b, text), ERR_OK);
}

static void
fixture_take(struct fixture *f, const struct buf *b)
{
	f->s.body = b->data;
	f->s.body_len = b->len;
}

/* ---- coding ---- */

/* n bytes of zlib's own making that shrink a hundredfold, no more. */
static char *
squeezed(size_t n, size_t *len)
{
	char *plain = mem_alloc(n), *out;
	uLongf out_len = compressBound(n);
	uint32_t dice = 1;

	for (size_t i = 0; i < n; i++) {
		if (i % 128 == 0)
			dice = dice * 1664525 + 1013904223;
		plain[i] = (char)(dice >> 24);
	}
	out = mem_alloc(out_len);
	assert_int_equal(
	    compress2((Bytef *)out, &out_len, (Bytef *)plain, n, 1), Z_OK);
	free(plain);
	*len = out_len;
	return out;
}

static void
test_decoded(void **state)
{
	(void)state;
	for (size_t past = 0; past <= 1; past++) {
		size_t n;
		char *in = squeezed((size_t)DECODE_BYTES_MAX + past, &n);
		struct buf b;

		assert_true(DECODE_BYTES_MAX / n < DECODE_RATIO_MAX);
		buf_init(&b, DECODE_BYTES_MAX);
		assert_int_equal(
		    decode_body("deflate", in, n, &b, DECODE_RATIO_MAX),
		    past == 0 ? ERR_OK : ERR_LIMIT);
		assert_int_equal(b.len, DECODE_BYTES_MAX);
		buf_fini(&b);
		free(in);
	}
}

static void
test_codings(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	/* Not gzip at all: three layers are tried, four are not. */
	assert_int_equal(DECODE_CODINGS_MAX, 3);
	assert_int_equal(decode_body("identity, identity, identity", "x", 1, &b,
			     DECODE_RATIO_MAX),
	    ERR_OK);
	assert_int_equal(
	    decode_body("gzip, gzip, gzip", "x", 1, &b, DECODE_RATIO_MAX),
	    ERR_PARSE);
	assert_int_equal(
	    decode_body("gzip, gzip, gzip, gzip", "x", 1, &b, DECODE_RATIO_MAX),
	    ERR_DENIED);
	buf_fini(&b);
}

/* ---- sitemaps ---- */

/* An address that ends with the last byte that is read, and one past it. */
static void
test_sitemap_bytes(void **state)
{
	static const char head[] = "<urlset>";
	static const char url[] = "<url><loc>https://b.example/a</loc></url>";

	(void)state;
	for (size_t past = 0; past <= 1; past++) {
		size_t n = SITEMAP_BYTES_MAX + past;
		char *body = mem_alloc(n);
		struct fixture f;

		memset(body, ' ', n);
		memcpy(body, head, sizeof(head) - 1);
		memcpy(body + sizeof(head), url, sizeof(url) - 1);
		memcpy(body + n - sizeof(url) + 1, url, sizeof(url) - 1);
		body[n - sizeof("a</loc></url>") + 1] = 'b';
		fixture_init(&f, "https://b.example/sitemap.xml");
		f.s.body = body;
		f.s.body_len = n;
		assert_int_equal(sitemap_parse(&f.s, &f.p), ERR_OK);
		assert_true(fixture_has(&f, "https://b.example/a"));
		assert_true(fixture_has(&f, "https://b.example/b"));
		assert_int_equal(f.p.truncated, past > 0);
		fixture_fini(&f);
		free(body);
	}
}

/* ---- XML ---- */

static void
test_namespaces(void **state)
{
	(void)state;
	for (size_t n = XML_NS_MAX; n <= XML_NS_MAX + 1; n++) {
		struct xml_token t;
		struct xml *x;
		struct buf b;
		size_t named = 0;

		/* A declaration an element, the innermost under its prefix. */
		buf_init(&b, 1 << 20);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(
			    buf_addf(&b, "<p%zu:a xmlns:p%zu='u%zu'>", i, i, i),
			    ERR_OK);
		x = xml_new(b.data, b.len);
		while (xml_next(x, &t) == XML_START)
			named += t.uri.n > 0;
		assert_int_equal(named, XML_NS_MAX);
		xml_free(x);
		buf_fini(&b);
	}
}

static void
test_entities(void **state)
{
	(void)state;
	for (unsigned n = XML_ENTITIES_MAX; n <= XML_ENTITIES_MAX + 1; n++) {
		struct xml_token t;
		struct xml *x;
		struct buf b;

		buf_init(&b, 1 << 20);
		repeat(&b, "<!DOCTYPE a [", 1);
		for (unsigned i = 1; i <= n; i++)
			assert_int_equal(
			    buf_addf(&b, "<!ENTITY e%u 'v'>", i), ERR_OK);
		assert_int_equal(buf_addf(&b, "]><a>&e%u;</a>", n), ERR_OK);
		x = xml_new(b.data, b.len);
		assert_int_equal(xml_next(x, &t), XML_START);
		assert_int_equal(xml_next(x, &t), XML_TEXT);
		assert_int_equal(t.text.n, n > XML_ENTITIES_MAX ? 5 : 1);
		xml_free(x);
		buf_fini(&b);
	}
}

/* ---- feeds ---- */

static void
test_feed_text(void **state)
{
	(void)state;
	for (size_t past = 0; past <= 1; past++) {
		struct fixture f;
		struct buf b;

		buf_init(&b, (size_t)2 * FEED_TEXT_MAX);
		repeat(&b, "<rss><channel><item><description>Jane ", 1);
		repeat(&b, "word ", (FEED_TEXT_MAX - 10) / 5);
		while (b.len < sizeof("<rss><channel><item><description>") - 1 +
				   FEED_TEXT_MAX - 4 + past)
			repeat(&b, "x", 1);
		repeat(&b, " end</description></item></channel></rss>", 1);
		fixture_init(&f, "https://b.example/feed");
		fixture_take(&f, &b);
		assert_int_equal(feed_parse(&f.s, &f.p), ERR_OK);
		assert_int_equal(f.p.n_docs, 1);
		/* The last word is whole, or has lost its last byte. */
		assert_string_equal(
		    f.p.docs[0].text + strlen(f.p.docs[0].text) - 3,
		    past == 0 ? "end" : " en");
		fixture_fini(&f);
		buf_fini(&b);
	}
}

static void
test_feed_bases(void **state)
{
	(void)state;
	for (size_t n = FEED_BASES_MAX; n <= FEED_BASES_MAX + 1; n++) {
		struct fixture f;
		char want[256] = "https://b.example/";
		struct buf b;

		buf_init(&b, 1 << 20);
		repeat(&b, "<feed xmlns='http://www.w3.org/2005/Atom'>", 1);
		repeat(&b, "<x xml:base='d/'>", n - 1);
		repeat(&b, "<entry xml:base='e/'><link href='p'/></entry>", 1);
		for (size_t i = 1; i < n; i++)
			memcpy(want + strlen(want), "d/", 3);
		memcpy(want + strlen(want), n > FEED_BASES_MAX ? "p" : "e/p",
		    n > FEED_BASES_MAX ? 2 : 4);
		fixture_init(&f, "https://b.example/feed");
		fixture_take(&f, &b);
		assert_int_equal(feed_parse(&f.s, &f.p), ERR_OK);
		assert_int_equal(f.p.n_docs, 1);
		assert_string_equal(f.p.docs[0].url, want);
		fixture_fini(&f);
		buf_fini(&b);
	}
}

/* ---- wikitext ---- */

static void
test_wikitext(void **state)
{
	(void)state;
	for (size_t n = WIKITEXT_DEPTH_MAX; n <= WIKITEXT_DEPTH_MAX + 1; n++) {
		struct arena a;
		struct buf b;
		char *got;

		buf_init(&b, 1 << 20);
		repeat(&b, "{{t|", n - 1);
		repeat(&b, "[[target|shown]]", 1);
		repeat(&b, "}}", n - 1);
		arena_init(&a);
		got = wikitext_text(b.data, b.len, &a, NULL);
		assert_non_null(strstr(got, "shown"));
		assert_int_equal(
		    strstr(got, "target") != NULL, n > WIKITEXT_DEPTH_MAX);
		arena_fini(&a);
		buf_fini(&b);
	}
}

/* ---- JSON-LD ---- */

enum { SCRIPT_MAX = 2 * 1024 * 1024, AUTHORS_MAX = 20, WAITING_MAX = 4096 };

/* Reads one script; the caller ends the arena. */
static struct jsonld
read_script(struct buf *b, struct arena *a)
{
	struct skim_slice script = { b->data, b->len };
	struct skim k = { .jsonld = &script, .n_jsonld = 1 };
	struct jsonld got;

	arena_init(a);
	jsonld_read(&k, a, &got);
	return got;
}

static void
test_jsonld_bytes(void **state)
{
	static const char object[] =
	    "{\"@type\":\"Article\",\"headline\":\"shown\"}";

	(void)state;
	for (size_t past = 0; past <= 1; past++) {
		struct jsonld got;
		struct arena a;
		struct buf b;

		buf_init(&b, SCRIPT_MAX + 1);
		repeat(&b, object, 1);
		repeat(&b, " ", SCRIPT_MAX + past - b.len);
		got = read_script(&b, &a);
		assert_int_equal(got.headline != NULL, past == 0);
		arena_fini(&a);
		buf_fini(&b);
	}
}

static void
test_jsonld_authors(void **state)
{
	struct jsonld got;
	struct arena a;
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	repeat(&b, "{\"@type\":\"Article\",\"author\":[", 1);
	for (size_t i = 0; i <= AUTHORS_MAX; i++)
		assert_int_equal(buf_addf(&b, "%s\"Author %02zu.\"",
				     i > 0 ? "," : "", i + 1),
		    ERR_OK);
	repeat(&b, "]}", 1);
	got = read_script(&b, &a);
	assert_non_null(strstr(got.author, "Author 20."));
	assert_null(strstr(got.author, "Author 21."));
	arena_fini(&a);
	buf_fini(&b);
}

/* An article and, behind it, n lists: the last comes first, so that the article
 * waits longest. */
static void
test_jsonld_waiting(void **state)
{
	(void)state;
	for (size_t past = 0; past <= 1; past++) {
		struct jsonld got;
		struct arena a;
		struct buf b;

		buf_init(&b, 1 << 20);
		repeat(&b, "[{\"@type\":\"Article\",\"headline\":\"x\"}", 1);
		repeat(&b, ",[]", WAITING_MAX - 1 + past);
		repeat(&b, "]", 1);
		got = read_script(&b, &a);
		CHECK_ROW(past, (got.headline != NULL) == (past == 0));
		arena_fini(&a);
		buf_fini(&b);
	}
	assert_int_equal(rows_failed, 0);
}

/* ---- what a parser child answers ---- */

static const struct mention plain_mention = { .match = "exact",
	.matched = "Jane Doe",
	.network = "site",
	.kind = "page",
	.url = "http://a.example/",
	.snippet = "x" };

static void
test_harvest_mentions(void **state)
{
	(void)state;
	for (size_t past = 0; past <= 1; past++) {
		struct harvest *h = harvest_new(), *back = NULL;
		size_t n = HARVEST_MENTIONS_MAX + past;
		struct buf b;

		h->network = "site";
		h->n_mentions = n;
		h->mentions =
		    arena_alloc(&h->arena, n * sizeof(h->mentions[0]));
		for (size_t i = 0; i < n; i++)
			h->mentions[i] = plain_mention;
		buf_init(&b, HARVEST_WIRE_MAX);
		assert_int_equal(harvest_pack(h, &b), ERR_OK);
		assert_int_equal(harvest_unpack(b.data, b.len, 1, &back),
		    past == 0 ? ERR_OK : ERR_PARSE);
		assert_true(past == 1 || back->n_mentions == n);
		harvest_free(back);
		harvest_free(h);
		buf_fini(&b);
	}
}

static void
test_harvest_bytes(void **state)
{
	struct harvest *h = harvest_new();
	size_t head, n;
	char *title;
	struct buf b;

	(void)state;
	h->network = "site";
	h->title = "";
	buf_init(&b, HARVEST_WIRE_MAX);
	assert_int_equal(harvest_pack(h, &b), ERR_OK);
	head = b.len;
	n = HARVEST_WIRE_MAX - head;
	title = arena_alloc(&h->arena, n + 2);
	memset(title, 'x', n + 1);
	h->title = title;
	buf_reset(&b);
	assert_int_equal(harvest_pack(h, &b), ERR_LIMIT);
	title[n - 16] = '\0'; /* its length takes a few bytes more */
	buf_reset(&b);
	assert_int_equal(harvest_pack(h, &b), ERR_OK);
	assert_true(b.len <= HARVEST_WIRE_MAX && b.len + 32 > HARVEST_WIRE_MAX);
	harvest_free(h);
	buf_fini(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decoded),
		cmocka_unit_test(test_codings),
		cmocka_unit_test(test_sitemap_bytes),
		cmocka_unit_test(test_namespaces),
		cmocka_unit_test(test_entities),
		cmocka_unit_test(test_feed_text),
		cmocka_unit_test(test_feed_bases),
		cmocka_unit_test(test_wikitext),
		cmocka_unit_test(test_jsonld_bytes),
		cmocka_unit_test(test_jsonld_authors),
		cmocka_unit_test_setup(test_jsonld_waiting, rows_reset),
		cmocka_unit_test(test_harvest_mentions),
		cmocka_unit_test(test_harvest_bytes),
	};

	return cmocka_run_group_tests_name("ceilings", tests, NULL, NULL);
}
