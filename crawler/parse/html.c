/* SPDX-License-Identifier: ISC */
/* HTML read: the fast way for every page, the exact way for those that may
 * hold a name. */
#include "crawler/parse/html.h"

#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/parse/body.h"
#include "crawler/parse/comments.h"
#include "crawler/parse/facts.h"
#include "crawler/parse/head.h"
#include "crawler/parse/links.h"
#include "crawler/parse/page.h"
#include "crawler/parse/skim.h"
#include "crawler/parse/visible.h"

enum {
	HTML_TEXT_FEW = 200,  /* bytes of text that are suspiciously few */
	HTML_NOISE_TIMES = 20 /* likewise, beside so many times of noise */
};

char *
html_text(const char *html, size_t n, struct arena *a, size_t *len)
{
	struct flow f;
	char *text;

	flow_init(&f, NULL);
	skim_fragment(&f, html, n);
	text = flow_copy(&f, a, len, NULL);
	flow_fini(&f);
	return text;
}

static void
add_line(char *to, size_t *len, const char *s, size_t n)
{
	while (n > 0 && (s[n - 1] == '\n' || s[n - 1] == ' '))
		n--;
	if (n == 0)
		return;
	if (*len > 0)
		to[(*len)++] = '\n';
	memcpy(to + *len, s, n);
	*len += n;
}

/* The page's text: title, text, noise where that is nearly all, extras. */
static void
join_text(const struct skim *k, struct page *p)
{
	size_t title = p->title == NULL ? 0 : strlen(p->title);
	bool noise = k->text.len < HTML_TEXT_FEW ||
		     k->text.len * HTML_NOISE_TIMES < k->noise.len;
	char *to =
	    arena_alloc(&p->arena, title + k->text.len + k->noise.len +
				       k->extra.len + k->noise_extra.len + 8);

	if (title > 0)
		add_line(to, &p->text_len, p->title, title);
	add_line(to, &p->text_len, k->text.data, k->text.len);
	if (noise)
		add_line(to, &p->text_len, k->noise.data, k->noise.len);
	add_line(to, &p->text_len, k->extra.data, k->extra.len);
	if (noise)
		add_line(
		    to, &p->text_len, k->noise_extra.data, k->noise_extra.len);
	p->text = to;
}

static void
scan(const struct source *s, const struct skim *k, struct page *p)
{
	head_fill(k, s, p);
	head_canonical(k, s, p);
	links_fill(k, s->url, p);
	join_text(k, p);
	head_identities(k, s, p);
}

enum err
html_scan(const struct source *s, struct page *p)
{
	struct body b;
	struct skim k;

	body_open(&b, s);
	p->charset = b.charset;
	p->truncated = p->truncated || b.truncated;
	skim_init(&k, b.text, b.len, false);
	scan(s, &k, p);
	skim_fini(&k);
	body_close(&b);
	return ERR_OK;
}

/* A thread is as old as its first post. */
static void
date_thread(struct page *p)
{
	if (p->n_docs < 2 || p->docs[1].kind != DOC_POST ||
	    p->docs[1].published == NULL)
		return;
	p->date = p->docs[0].published = p->docs[1].published;
	p->date_from = p->docs[0].published_from = "first post";
}

/* The documents, from the tree. */
static void
exact(const struct source *s, const struct skim *k, const struct body *b,
    struct page *p)
{
	struct maintext m;
	struct jsonld ld;
	struct dom d;
	struct flow f;
	struct comments comments;
	struct facts facts = {
		.source = s, .skim = k, .dom = &d, .main = &m, .ld = &ld
	};
	struct doc *doc;

	if (dom_open(&d, b->text, b->len) != ERR_OK) {
		p->truncated = true;
		return;
	}
	jsonld_read(k, &p->arena, &ld);
	comments_find(&d, &p->arena, &comments);
	facts.comments = comments.marks;
	maintext_find(&d, comments.marks, &m);
	flow_init(&f, b->text);
	maintext_write(&d, &m, &f);
	doc = page_doc(p);
	doc->text = flow_copy(&f, &p->arena, &doc->text_len, &doc->map);
	facts_fill(&facts, p, doc);
	comments_write(&d, &comments, s, p);
	date_thread(p);
	comments_fini(&comments);
	flow_fini(&f);
	maintext_fini(&m);
	dom_close(&d);
}

enum err
html_parse(const struct source *s, struct page *p)
{
	struct body b;
	struct skim k;

	body_open(&b, s);
	p->charset = b.charset;
	p->truncated = p->truncated || b.truncated;
	skim_init(&k, b.text, b.len, true);
	scan(s, &k, p);
	exact(s, &k, &b, p);
	skim_fini(&k);
	body_close(&b);
	return ERR_OK;
}

/* May a name stand in what the scanner found? */
static bool
may_hold_name(const struct source *s, const struct page *p)
{
	if (s->full)
		return true;
	if (s->candidate == NULL)
		return false;
	if (s->candidate(p->text, p->text_len, s->candidate_arg))
		return true;
	for (size_t i = 0; i < p->n_identities; i++)
		if (s->candidate(p->identities[i], strlen(p->identities[i]),
			s->candidate_arg))
			return true;
	return false;
}

enum err
html_read(const struct source *s, struct page *p)
{
	enum err e = s->full ? ERR_OK : html_scan(s, p);

	if (e != ERR_OK || !may_hold_name(s, p))
		return e;
	page_reset(p);
	return html_parse(s, p);
}
