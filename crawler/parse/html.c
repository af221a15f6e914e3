/* SPDX-License-Identifier: ISC */
/* HTML read: the fast way for every page, the exact way for those that may
 * hold a name. */
#include "crawler/parse/html.h"

#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/parse/body.h"
#include "crawler/parse/exact.h"
#include "crawler/parse/head.h"
#include "crawler/parse/links.h"
#include "crawler/parse/page.h"
#include "crawler/parse/skim.h"

/* Where noise has so many times the text, it is none. */
enum { HTML_NOISE_TIMES = 20 };

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
	bool noise = k->text.len * HTML_NOISE_TIMES < k->noise.len;
	char *to =
	    arena_take(&p->arena, title + k->text.len + k->noise.len +
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
	to[p->text_len] = '\0';
	p->text = to;
}

/* What both readings share. */
struct reading {
	struct body body;
	struct skim skim;
};

static void
begin(struct reading *r, const struct source *s, struct page *p)
{
	body_open(&r->body, s);
	p->charset = r->body.charset;
	p->truncated = p->truncated || r->body.truncated;
	skim_init(&r->skim, r->body.text, r->body.len);
	head_fill(&r->skim, s, p);
	head_canonical(&r->skim, s, p);
	links_fill(&r->skim, s->url, p);
	join_text(&r->skim, p);
	head_identities(&r->skim, s, p);
}

static void
end(struct reading *r)
{
	skim_fini(&r->skim);
	body_close(&r->body);
}

enum err
html_scan(const struct source *s, struct page *p)
{
	struct reading r;

	begin(&r, s, p);
	end(&r);
	return ERR_OK;
}

enum err
html_parse(const struct source *s, struct page *p)
{
	struct reading r;

	begin(&r, s, p);
	links_requisites(&r.skim, s->url, p);
	exact_fill(s, &r.skim, &r.body, p);
	end(&r);
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
	struct reading r;

	begin(&r, s, p);
	if (may_hold_name(s, p)) {
		links_requisites(&r.skim, s->url, p);
		exact_fill(s, &r.skim, &r.body, p);
	}
	end(&r);
	return ERR_OK;
}
