/* SPDX-License-Identifier: ISC */
/* The tree's text, documents and facts, put into the page. */
#include "crawler/parse/exact.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/parse/body.h"
#include "crawler/parse/claims.h"
#include "crawler/parse/comments.h"
#include "crawler/parse/facts.h"
#include "crawler/parse/hints.h"
#include "crawler/parse/lang.h"
#include "crawler/parse/meta.h"
#include "crawler/parse/page.h"
#include "crawler/parse/visible.h"

enum {
	EXACT_MAIN_MIN = 120, /* characters that make a main text */
	/* JSON-LD has so many times as much: the page shows but a part. */
	EXACT_BODY_TIMES = 2
};

/* All that is built for one page, and taken down at the end. */
struct exact {
	const struct source *s;
	const struct skim *k;
	struct page *p;
	struct dom dom;
	struct jsonld ld;
	struct comments comments;
	struct maintext main;
};

/* Offsets in the UTF-8 text become offsets in the stored body. */
static void
map_to_body(struct body *b, struct page *p)
{
	const uint32_t *at = body_offsets(b);

	if (at == NULL)
		return;
	for (size_t k = 0; k <= p->n_docs; k++) {
		struct doc *d = k < p->n_docs ? &p->docs[k] : NULL;
		const struct flow_span *from = d != NULL ? d->map : p->map;
		size_t n = d != NULL ? d->text_len : p->text_len;
		struct flow_span *to;

		if (d != NULL && d->body_end > 0) {
			d->body_start = at[d->body_start];
			d->body_end = at[d->body_end];
		}
		if (from == NULL)
			continue;
		to = arena_take(&p->arena, (n + 1) * sizeof(*to));
		for (size_t i = 0; i < n; i++)
			to[i] = (struct flow_span){ at[from[i].from],
				at[from[i].to] };
		to[n] = (struct flow_span){ 0, 0 };
		if (d != NULL)
			d->map = to;
		else
			p->map = to;
	}
}

/* The page's visible text, by the same order as the scanner's. */
static void
fill_text(struct exact *x)
{
	uint8_t *noise = visible_noise(&x->dom);
	struct flow f;

	flow_init(&f, x->dom.html);
	visible_write(&x->dom, 0, noise, &f);
	flow_break(&f);
	visible_extra(&x->dom, 0, noise, &f);
	x->p->text = flow_copy(&f, &x->p->arena, &x->p->text_len, &x->p->map);
	flow_fini(&f);
	free(noise);
}

static enum doc_kind
kind_of(const struct exact *x)
{
	for (size_t i = 0; i < x->k->n_metas; i++) {
		const struct skim_meta *m = &x->k->metas[i];

		if (!skim_is(m->key, "og:type"))
			continue;
		if (skim_is(m->content, "profile"))
			return DOC_PROFILE;
		if (skim_is(m->content, "article"))
			return DOC_POST;
	}
	if (x->ld.type != NULL && strcmp(x->ld.type, "ProfilePage") == 0)
		return DOC_PROFILE;
	if (x->ld.type != NULL && strcmp(x->ld.type, "Review") == 0)
		return DOC_REVIEW;
	return x->ld.is_article ? DOC_POST : DOC_PAGE;
}

/* The text of the page's own document: the main text; where there is next to
 * none of it, what JSON-LD calls it, or the text without comments. */
static void
main_text(struct exact *x, struct doc *doc)
{
	struct flow f;

	flow_init(&f, x->dom.html);
	if (x->ld.body != NULL &&
	    (x->main.text < EXACT_MAIN_MIN ||
		strlen(x->ld.body) / EXACT_BODY_TIMES > x->main.text)) {
		doc->text = x->ld.body;
		doc->text_len = strlen(doc->text);
	} else {
		maintext_write(&x->dom, &x->main, &f);
		if (f.len == 0)
			visible_write(&x->dom, 0, x->comments.marks, &f);
		doc->text =
		    flow_copy(&f, &x->p->arena, &doc->text_len, &doc->map);
	}
	flow_fini(&f);
}

static void
fill_docs(struct exact *x)
{
	struct facts facts = { .source = x->s,
		.skim = x->k,
		.dom = &x->dom,
		.main = &x->main,
		.ld = &x->ld,
		.comments = x->comments.marks };
	struct doc *doc = page_doc(x->p);
	const char *title;

	if (doc == NULL)
		return;
	doc->kind = kind_of(x);
	doc->url = x->p->canonical;
	main_text(x, doc);
	facts_fill(&facts, x->p, doc);
	if (x->s->claims)
		claims_find(&facts, x->p);
	if (x->p->lang == NULL)
		x->p->lang = lang_guess(doc->text, doc->text_len);
	doc->lang = x->p->lang;
	if (doc->kind == DOC_PROFILE)
		doc->handle = meta_get(x->k, META_USERNAME, &x->p->arena);
	title = skim_decode(x->k->title, &x->p->arena);
	x->p->soft_404 = hints_soft_404(title, x->p->title, doc->text_len);
	x->p->login_wall =
	    hints_login_wall(&x->dom, title, x->p->title, doc->text_len);
	if (x->p->author != NULL)
		page_identity(x->p, x->p->author, strlen(x->p->author));
	comments_write(&x->dom, &x->comments, x->main.kinds, x->s, x->p);
}

/* No tree: the scanner's text is the document. */
static void
without_tree(struct page *p)
{
	struct doc *doc = page_doc(p);

	p->truncated = true;
	if (doc == NULL)
		return;
	doc->kind = DOC_PAGE;
	doc->url = p->canonical;
	doc->title = p->title;
	doc->author = p->author;
	doc->lang = p->lang;
	doc->text = p->text;
	doc->text_len = p->text_len;
}

void
exact_fill(const struct source *s, const struct skim *k, struct body *b,
    struct page *p)
{
	struct exact x = { .s = s, .k = k, .p = p };

	if (dom_open(&x.dom, b->text, b->len) != ERR_OK) {
		without_tree(p);
		return;
	}
	jsonld_read(k, &p->arena, &x.ld);
	comments_find(&x.dom, &p->arena, &x.comments);
	maintext_find(&x.dom, x.comments.marks, &x.main);
	fill_text(&x);
	fill_docs(&x);
	map_to_body(b, p);
	p->truncated = p->truncated || x.dom.truncated || x.comments.truncated;
	maintext_fini(&x.main);
	comments_fini(&x.comments);
	dom_close(&x.dom);
}
