/* SPDX-License-Identifier: ISC */
/* Resolving a page's links. Most of a page's hrefs are resolved for nothing
 * but the frontier's memory, so the base is taken apart once, what cannot be
 * an address of ours is left before it is parsed, and all lies in the arena. */
#include "crawler/parse/links.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/normalise/url.h"
#include "crawler/parse/meta.h"
#include "crawler/parse/page.h"
#include "crawler/parse/pass.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

enum { REFRESH_MAX_S = 30 /* a slower meta refresh is no redirect */ };

/* Addresses that the page has already, by hash: open addressing over indexes
 * into p->links, plus one. */
struct seen {
	size_t *slots; /* owned */
	size_t cap;
};

static bool
seen_before(struct seen *seen, const struct page *p, const char *url,
    enum link_kind kind)
{
	size_t i = (size_t)refs_hash(url, strlen(url)) & (seen->cap - 1);

	for (; seen->slots[i] != 0; i = (i + 1) & (seen->cap - 1)) {
		const struct link *l = &p->links[seen->slots[i] - 1];

		if (l->kind == kind && strcmp(l->url, url) == 0)
			return true;
	}
	seen->slots[i] = p->n_links + 1;
	return false;
}

/* A scheme of its own that is not ours: mailto:, javascript:, tel:. */
static bool
is_foreign(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n &&
	       ((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z')))
		i++;
	if (i == 0 || i >= n || s[i] != ':')
		return false;
	return !(i == 4 && strncasecmp(s, "http", 4) == 0) &&
	       !(i == 5 && strncasecmp(s, "https", 5) == 0);
}

static const char *
resolve(struct page *p, const char *ref, size_t n, const struct url_parts *base)
{
	const char *cut = n == 0 ? NULL : memchr(ref, '#', n);
	char *href;

	if (cut != NULL)
		n = (size_t)(cut - ref);
	if (n == 0 || is_foreign(ref, n) ||
	    url_parse_in(&p->arena, ref, n, base, &href) != ERR_OK ||
	    !url_is_http(href))
		return NULL;
	return href;
}

/* The base, split; it points into the arena or into url. */
static bool
base_of(const struct skim *k, const char *url, struct page *p,
    struct url_parts *base)
{
	struct url_parts own;
	char *ref = skim_decode(k->base, &p->arena);
	char *href;

	if (!url_split(url, &own))
		return false;
	*base = own;
	if (ref == NULL ||
	    url_parse_in(&p->arena, ref, strlen(ref), &own, &href) != ERR_OK ||
	    !url_is_http(href))
		return true;
	return url_split(href, base);
}

/* The anchor's text, shortened, in one line. */
static const char *
anchor_of(const struct skim *k, const struct skim_link *l, struct arena *a)
{
	const struct flow *f = l->noise ? &k->noise : &k->text;
	size_t from = l->start, to = l->end;
	char *text;

	while (from < to && (f->data[from] == ' ' || f->data[from] == '\n'))
		from++;
	while (to > from && (f->data[to - 1] == ' ' || f->data[to - 1] == '\n'))
		to--;
	if (to <= from || to > f->len)
		return NULL;
	if (to - from > PAGE_ANCHOR_MAX)
		to = from + utf8_floor(f->data + from, PAGE_ANCHOR_MAX);
	text = arena_strndup(a, f->data + from, to - from);
	for (char *s = text; *s != '\0'; s++)
		if (*s == '\n')
			*s = ' ';
	return text;
}

static enum link_kind
kind_of(enum html_role role)
{
	switch (role) {
	case HTML_FEED:
	case HTML_API:
	case HTML_EDITURI:
	case HTML_SEARCH:
		return LINK_LISTING;
	case HTML_REFRESH:
		return LINK_REDIRECT;
	case HTML_PICTURE:
		return LINK_PICTURE;
	case HTML_REQUISITE:
		return LINK_REQUISITE;
	case HTML_ANCHOR:
	case HTML_FRAME:
	case HTML_CANONICAL:
	case HTML_NEXT:
	case HTML_PREV:
	case HTML_ALTERNATE:
	case HTML_ME:
		break;
	}
	return LINK_PAGE;
}

static void
add(struct page *p, struct seen *seen, const char *href, enum html_role role,
    bool nofollow, const char *anchor)
{
	enum link_kind kind = kind_of(role);
	struct link *l;

	if (href == NULL || p->n_links >= PAGE_LINKS_MAX) {
		p->truncated = p->truncated || href != NULL;
		return;
	}
	if (seen_before(seen, p, href, kind))
		return;
	l = page_link(p, kind, href);
	if (l == NULL)
		return;
	l->role = role;
	l->nofollow = nofollow;
	l->anchor = anchor;
}

static void
add_me(struct page *p, const char *href)
{
	if (href != NULL && p->n_me < PAGE_ME_MAX)
		p->me[p->n_me++] = href;
}

static void
add_skimmed(const struct skim *k, const struct url_parts *base, struct page *p,
    struct seen *seen, bool requisites)
{
	for (size_t i = 0; i < k->n_links; i++) {
		const struct skim_link *l = &k->links[i];
		const char *ref = l->href.s;
		size_t n = l->href.n;

		if ((l->role == HTML_REQUISITE) != requisites)
			continue;
		if (memchr(ref, '&', n) != NULL) {
			ref = skim_decode(l->href, &p->arena);
			n = ref == NULL ? 0 : strlen(ref);
		}
		if (l->role == HTML_ME)
			add_me(p, resolve(p, ref, n, base));
		else
			add(p, seen, resolve(p, ref, n, base), l->role,
			    l->nofollow, anchor_of(k, l, &p->arena));
	}
}

/* <meta http-equiv=refresh content="0; url='there'">, by the HTML Standard's
 * "shared declarative refresh steps", without its oddest forms. */
static const char *
refresh_target(char *content)
{
	char *s = content;
	long seconds = strtol(s, &s, 10);

	if (s == content || seconds < 0 || seconds > REFRESH_MAX_S)
		return NULL;
	s += strspn(s, "0123456789. \t\n\r");
	if (*s == ';' || *s == ',')
		s++;
	s += strspn(s, " \t\n\r");
	if (strncasecmp(s, "url", 3) == 0) {
		s += 3;
		s += strspn(s, " \t\n\r");
		if (*s == '=')
			s++;
		s += strspn(s, " \t\n\r");
	}
	if (*s == '"' || *s == '\'') {
		char quote = *s++;

		s[strcspn(s, quote == '"' ? "\"" : "'")] = '\0';
	}
	return *s == '\0' ? NULL : s;
}

static void
add_refresh(const struct skim *k, const char *url, const struct url_parts *base,
    struct page *p, struct seen *seen)
{
	for (size_t i = 0; i < k->n_metas; i++) {
		const char *ref = NULL, *href;
		char *content;

		if (!skim_is(k->metas[i].key, "refresh"))
			continue;
		content = skim_decode(k->metas[i].content, &p->arena);
		if (content != NULL)
			ref = refresh_target(content);
		if (ref == NULL)
			continue;
		href = resolve(p, ref, strlen(ref), base);
		if (href != NULL && strcmp(href, url) != 0)
			add(p, seen, href, HTML_REFRESH, false, NULL);
		return;
	}
}

/* The picture that stands for the page. */
static void
add_picture(const struct skim *k, const struct url_parts *base, struct page *p,
    struct seen *seen)
{
	const char *ref = meta_get(k, META_PICTURE, &p->arena);

	if (ref == NULL)
		return;
	p->picture = resolve(p, ref, strlen(ref), base);
	add(p, seen, p->picture, HTML_PICTURE, false, NULL);
}

/* The links of one sort, added to those that the page has. */
static void
fill(const struct skim *k, const char *url, struct page *p, bool requisites)
{
	struct url_parts base;
	struct seen seen = { NULL, 64 };

	if (!base_of(k, url, p, &base))
		return;
	while (seen.cap < 2 * (p->n_links + k->n_links + 3))
		seen.cap *= 2;
	seen.slots = mem_zalloc(seen.cap * sizeof(*seen.slots));
	add_skimmed(k, &base, p, &seen, requisites);
	if (!requisites) {
		p->html = true;
		add_refresh(k, url, &base, p, &seen);
		add_picture(k, &base, p, &seen);
	}
	free(seen.slots);
	p->truncated = p->truncated || k->truncated;
}

void
links_fill(const struct skim *k, const char *url, struct page *p)
{
	fill(k, url, p, false);
}

void
links_requisites(const struct skim *k, const char *url, struct page *p)
{
	fill(k, url, p, true);
}

const char *
links_resolve(
    const struct skim *k, const char *url, const char *ref, struct page *p)
{
	struct url_parts base;

	if (ref == NULL || !base_of(k, url, p, &base))
		return NULL;
	return resolve(p, ref, strlen(ref), &base);
}
