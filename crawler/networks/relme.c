/* SPDX-License-Identifier: ISC */
/* rel=me (microformats.org/wiki/rel-me): a page of one's own names one's
 * accounts, and an account that links back to that page is one's own, for only
 * who has both can have made both links. The target is that page, or an
 * account; each account that it names is looked at, and its document says
 * whether it links back: what an impostor cannot fake. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/body.h"
#include "crawler/parse/html.h"
#include "crawler/parse/token.h"

enum role { ROLE_OWN = NETWORK_ROLE_OWN, ROLE_CLAIMED /* context: the page */ };

enum { CLAIMS_MAX = 64 };

/* The addresses to which a page links with rel=me; each is in the arena. */
struct claims {
	const char *urls[CLAIMS_MAX];
	size_t n;
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	answer_ask(p, NULL, seed->target, ROLE_OWN, NULL);
	return ERR_OK;
}

static void
add_claim(const struct source *s, struct page *p, const struct token *t,
    struct claims *out)
{
	struct skim_slice href = token_attr(t, TOKEN_HREF);
	const char *url;

	if (href.s == NULL || out->n == CLAIMS_MAX ||
	    !token_has_word(t, TOKEN_REL, "me"))
		return;
	url = answer_href(p, s->url, skim_decode(href, &p->arena));
	if (url != NULL)
		out->urls[out->n++] = url;
}

static void
find_claims(const struct source *s, struct page *p, struct claims *out)
{
	const char *at, *next, *end;
	struct token t;
	struct body b;

	out->n = 0;
	body_open(&b, s);
	next = b.text;
	end = b.text + b.len;
	while ((next = token_next(next, end, &t, &at)) != NULL)
		if (at[1] != '/')
			add_claim(s, p, &t, out);
	body_close(&b);
}

/* Are two addresses those of one page? */
static bool
is_same(const char *a, const char *b)
{
	char *x = NULL, *y = NULL;
	bool same = url_canonical(a, &x) == ERR_OK &&
		    url_canonical(b, &y) == ERR_OK && strcmp(x, y) == 0;

	free(x);
	free(y);
	return same;
}

static enum err
parse_own(const struct source *s, struct page *p)
{
	struct claims c;

	find_claims(s, p, &c);
	for (size_t i = 0; i < c.n; i++)
		if (!is_same(c.urls[i], s->url))
			answer_ask(p, NULL, c.urls[i], ROLE_CLAIMED, s->url);
	p->listing = true;
	p->ranked = true;
	return c.n > 0 ? ERR_OK
		       : page_problem(p, "the page names no account (rel=me)");
}

/* The account as a profile: its title, and whether it links back. */
static enum err
parse_claimed(const struct source *s, struct page *p)
{
	const char *title, *own = s->context != NULL ? s->context : "";
	bool mutual = false;
	struct claims c;
	struct doc *d;
	enum err e = html_scan(s, p);

	title = p->title;
	answer_no_document(p);
	p->n_links = 0;
	find_claims(s, p, &c);
	for (size_t i = 0; i < c.n && !mutual; i++)
		mutual = is_same(c.urls[i], own);
	d = page_doc(p);
	if (d == NULL)
		return e;
	d->kind = DOC_PROFILE;
	d->native_space = "rel-me";
	d->native_id = arena_strdup(&p->arena, s->url);
	d->url = d->native_id;
	d->title = title;
	d->text = arena_printf(&p->arena, "%s\n%s %s",
	    title != NULL ? title : "",
	    mutual ? "rel=me: links back to" : "rel=me: does not link back to",
	    own);
	d->text_len = strlen(d->text);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	enum err e;

	if (s->role < ROLE_OWN)
		return answer_page(s, p);
	if (answer_failed(s, p, &e))
		return e;
	if (!answer_is_html(s))
		return page_problem(p, "no page where one was due");
	return s->role == ROLE_OWN ? parse_own(s, p) : parse_claimed(s, p);
}

const struct network network_relme = {
	.name = "relme",
	.does = "looks which accounts link back to",
	.does_fr = "regarde quels comptes renvoient à",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "microformats.org/wiki/rel-me, HTML Standard 4.6.7",
	.start = start,
	.accepts = answer_is_nobodys,
	.parse = parse,
};
