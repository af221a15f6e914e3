/* SPDX-License-Identifier: ISC */
/* HTML of any bytes: the scanner never misses a word that the tree's visible
 * text holds, what it keeps apart as noise adds up to the whole, offsets lie
 * in the body, and the page that comes out is well-formed. */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/body.h"
#include "crawler/parse/claims.h"
#include "crawler/parse/dom.h"
#include "crawler/parse/flow.h"
#include "crawler/parse/html.h"
#include "crawler/parse/skim.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"
#include "tests/fuzz/fuzz.h"

/* ASCII letters and digits alone, NUL-terminated. */
static char *
squeezed(const char *s, size_t n)
{
	char *out = mem_alloc(n + 1);
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (isalnum((unsigned char)s[i]))
			out[k++] = s[i];
	out[k] = '\0';
	return out;
}

/* In SVG and MathML that is not closed as it should be, only a tree knows where
 * a <style> is raw text and where it is not. */
static bool
has_foreign(const struct dom *d)
{
	for (uint32_t i = 0; i < d->n; i++)
		if (d->nodes[i].foreign)
			return true;
	return false;
}

/* Each word of the text node stands in the scanner's text. */
static void
check_words(const struct dom_node *node, const char *all)
{
	const char *s = node->text;

	while (*s != '\0') {
		size_t n = 0;
		char *word;

		while (isalnum((unsigned char)s[n]))
			n++;
		if (n > 0) {
			word = mem_strndup(s, n);
			fuzz_check(strstr(all, word) != NULL);
			free(word);
		}
		s += n > 0 ? n : 1;
	}
}

/* Nodes stand in document order, spans lie in one another, text is whole. */
static void
check_tree(const struct dom *d)
{
	fuzz_check(d->nodes[0].past == d->n);
	for (uint32_t i = 1; i < d->n; i++) {
		const struct dom_node *node = &d->nodes[i];
		const struct dom_node *parent = &d->nodes[node->parent];

		fuzz_check(node->parent < i && i < node->past);
		fuzz_check(node->past <= parent->past && !parent->is_text);
		fuzz_check(node->depth == parent->depth + 1);
		fuzz_check(node->depth < DOM_DEPTH_MAX);
		fuzz_check(
		    node->start <= node->end && node->end <= parent->end);
		fuzz_check(
		    !node->is_text || strlen(node->text) == node->text_len);
	}
}

static void
check_scanner(const char *html, size_t n)
{
	struct flow all;
	struct dom d;
	char *text;

	flow_init(&all, NULL);
	skim_fragment(&all, html, n);
	text = squeezed(all.len > 0 ? all.data : "", all.len);
	if (dom_open(&d, html, n) == ERR_OK) {
		check_tree(&d);
		for (uint32_t i = has_foreign(&d) ? d.n : 1; i < d.n; i++)
			if (!d.nodes[i].is_text &&
			    (tag_flags[d.nodes[i].tag] & TAG_IS_SKIP) != 0)
				i = d.nodes[i].past - 1;
			else if (d.nodes[i].is_text)
				check_words(&d.nodes[i], text);
		dom_close(&d);
	}
	free(text);
	flow_fini(&all);
}

static size_t
letters(const char *s, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		k += isalnum((unsigned char)s[i]) != 0;
	return k;
}

/* Text, noise and title are the whole: nothing falls between them. */
static void
check_parts(const char *html, size_t n)
{
	struct flow all, title;
	struct skim k;

	flow_init(&all, NULL);
	flow_init(&title, NULL);
	skim_fragment(&all, html, n);
	skim_init(&k, html, n);
	flow_text(&title, k.title.s == NULL ? "" : k.title.s, k.title.n);
	fuzz_check(letters(all.data, all.len) ==
		   letters(k.text.data, k.text.len) +
		       letters(k.noise.data, k.noise.len) +
		       letters(title.data, title.len));
	skim_fini(&k);
	flow_fini(&title);
	flow_fini(&all);
}

static void
check_map(const struct flow_span *map, size_t len, size_t body_len)
{
	for (size_t i = 0; map != NULL && i < len; i++)
		fuzz_check(map[i].from <= map[i].to && map[i].to <= body_len);
}

static void
check_page(const struct page *p, size_t body_len)
{
	fuzz_check(p->text != NULL && utf8_valid(p->text, p->text_len));
	fuzz_check(strlen(p->text) == p->text_len);
	check_map(p->map, p->text_len, body_len);
	fuzz_check(p->n_claims <= CLAIMS_MAX);
	for (size_t i = 0; i < p->n_claims; i++)
		fuzz_check(strlen(p->claims[i].stated) <= CLAIMS_TEXT_MAX);
	for (size_t i = 0; i < p->n_docs; i++) {
		const struct doc *d = &p->docs[i];

		fuzz_check(d->text != NULL && strlen(d->text) == d->text_len);
		fuzz_check(d->body_start <= d->body_end);
		fuzz_check(d->body_end <= body_len);
		check_map(d->map, d->text_len, body_len);
	}
	for (size_t i = 0; i < p->n_links; i++)
		fuzz_check(url_is_http(p->links[i].url));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *html = mem_strndup((const char *)data, size);
	struct source s = { .url = "https://a.example/dir/page.html",
		.head = "",
		.mime = "text/html",
		.content_type = "",
		.body = html,
		.body_len = size,
		.at = 1795000000000,
		.full = true,
		.claims = true };
	struct page p;
	struct body b;

	body_open(&b, &s);
	check_scanner(b.text, b.len);
	check_parts(b.text, b.len);
	body_close(&b);
	page_init(&p);
	fuzz_check(html_scan(&s, &p) == ERR_OK);
	check_page(&p, size);
	page_reset(&p);
	fuzz_check(html_read(&s, &p) == ERR_OK);
	fuzz_check(p.n_docs > 0);
	check_page(&p, size);
	page_fini(&p);
	free(html);
	return 0;
}
