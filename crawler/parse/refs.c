/* SPDX-License-Identifier: ISC */
/* What tags refer to: links remembered once each, by a hash of the bytes of
 * their href, and the statements of the head. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/pass.h"
#include "store/base/err.h"
#include "store/base/mem.h"

enum { PORTRAIT_HINT_MAX = 64 /* bytes of an attribute */ };

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

struct skim_slice
refs_trim(struct skim_slice v)
{
	while (v.n > 0 && is_space(v.s[0])) {
		v.s++;
		v.n--;
	}
	while (v.n > 0 && is_space(v.s[v.n - 1]))
		v.n--;
	return v;
}

/* Does the list of words hold word? */
static bool
has_word(struct skim_slice list, const char *word)
{
	size_t i = 0, n;

	if (list.n == 0)
		return false;
	n = strlen(word);
	while (i < list.n) {
		size_t from = i;

		while (i < list.n && !is_space(list.s[i]))
			i++;
		if (i - from == n && strncasecmp(list.s + from, word, n) == 0)
			return true;
		i++;
	}
	return false;
}

uint64_t
refs_hash(const char *s, size_t n)
{
	uint64_t h = 0x9e3779b97f4a7c15U ^ n, w;

	for (; n >= sizeof(w); n -= sizeof(w), s += sizeof(w)) {
		memcpy(&w, s, sizeof(w));
		h = (h ^ w) * 0xff51afd7ed558ccdU;
		h ^= h >> 32;
	}
	for (; n > 0; n--, s++)
		h = (h ^ (unsigned char)*s) * 0xff51afd7ed558ccdU;
	return h ^ h >> 29;
}

/* The slot of the link, or the empty one where it belongs. */
static size_t *
slot_of(struct skim *k, struct skim_slice href, enum html_role role)
{
	size_t i = (size_t)refs_hash(href.s, href.n) & (k->cap_slots - 1);

	for (; k->slots[i] != 0; i = (i + 1) & (k->cap_slots - 1)) {
		const struct skim_link *l = &k->links[k->slots[i] - 1];

		if (l->href.n == href.n && l->role == role &&
		    memcmp(l->href.s, href.s, href.n) == 0)
			break;
	}
	return &k->slots[i];
}

static void
grow_links(struct skim *k)
{
	k->cap_links = k->cap_links == 0 ? 128 : k->cap_links * 2;
	k->links = mem_grow(k->links, k->cap_links, sizeof(*k->links));
	free(k->slots);
	k->cap_slots = k->cap_links * 2;
	k->slots = mem_zalloc(k->cap_slots * sizeof(*k->slots));
	for (size_t i = 0; i < k->n_links; i++)
		*slot_of(k, k->links[i].href, k->links[i].role) = i + 1;
}

/* Remembers a link, once; NULL where its address can be none for us. */
static struct skim_link *
add_link(struct pass *p, struct skim_slice href, enum html_role role)
{
	struct skim *k = p->k;
	const char *cut;
	size_t *slot;
	struct skim_link *l;

	href = refs_trim(href);
	cut = href.n == 0 ? NULL : memchr(href.s, '#', href.n);
	if (cut != NULL)
		href.n = (size_t)(cut - href.s);
	if (href.n == 0)
		return NULL;
	if (k->n_links == k->cap_links)
		grow_links(k);
	slot = slot_of(k, href, role);
	if (*slot != 0)
		return &k->links[*slot - 1];
	if (k->n_links >= SKIM_LINKS_MAX) {
		k->truncated = true;
		return NULL;
	}
	*slot = ++k->n_links;
	l = &k->links[k->n_links - 1];
	*l = (struct skim_link){ .href = href,
		.role = role,
		.nofollow = true,
		.noise = p->out == &k->noise };
	return l;
}

/* rel of a or link: followed as soon as one of the links to it may be. */
static void
link_rel(struct skim_link *l, struct skim_slice rel)
{
	if (!has_word(rel, "nofollow"))
		l->nofollow = false;
}

void
refs_close(struct pass *p)
{
	struct skim_link *l;

	if (p->link == 0)
		return;
	l = &p->k->links[p->link - 1];
	if (l->end == 0 && l->noise == (p->out == &p->k->noise))
		l->end = p->out->len;
	p->link = 0;
}

static void
on_anchor(struct pass *p)
{
	struct skim_slice rel = token_attr(&p->token, TOKEN_REL);
	enum html_role role = has_word(rel, "next")   ? HTML_NEXT
			      : has_word(rel, "prev") ? HTML_PREV
						      : HTML_ANCHOR;
	struct skim_link *l;

	refs_close(p);
	if (has_word(rel, "me"))
		(void)add_link(p, token_attr(&p->token, TOKEN_HREF), HTML_ME);
	l = add_link(p, token_attr(&p->token, TOKEN_HREF), role);
	if (l == NULL)
		return;
	link_rel(l, rel);
	if (p->token.tag == TAG_AREA || l->end != 0)
		return;
	l->noise = p->out == &p->k->noise;
	l->start = p->out->len;
	p->link = (size_t)(l - p->k->links) + 1;
}

static const struct {
	const char *rel, *type; /* type NULL: any */
	enum html_role role;
} rels[] = {
	{ "canonical", NULL, HTML_CANONICAL },
	{ "me", NULL, HTML_ME },
	{ "next", NULL, HTML_NEXT },
	{ "prev", NULL, HTML_PREV },
	{ "previous", NULL, HTML_PREV },
	{ "https://api.w.org/", NULL, HTML_API },
	{ "EditURI", NULL, HTML_EDITURI },
	{ "search", "application/opensearchdescription+xml", HTML_SEARCH },
	{ "alternate", "application/rss+xml", HTML_FEED },
	{ "alternate", "application/atom+xml", HTML_FEED },
	{ "alternate", "application/feed+json", HTML_FEED },
	{ "alternate", "application/rdf+xml", HTML_FEED },
	{ "feed", NULL, HTML_FEED },
	{ "alternate", NULL, HTML_ALTERNATE },
	{ "stylesheet", NULL, HTML_REQUISITE },
	{ "icon", NULL, HTML_REQUISITE },
};

static void
on_link(struct pass *p)
{
	struct skim_slice rel = token_attr(&p->token, TOKEN_REL);
	struct skim_slice type = token_attr(&p->token, TOKEN_TYPE);
	struct skim_link *l;

	for (size_t i = 0; i < NELEM(rels); i++) {
		if (!has_word(rel, rels[i].rel) ||
		    (rels[i].type != NULL && !skim_is(type, rels[i].type)))
			continue;
		/* JSON of an API is an alternate of WordPress, not a page. */
		if (rels[i].role == HTML_ALTERNATE && type.n > 0 &&
		    !skim_is(type, "text/html"))
			return;
		l = add_link(
		    p, token_attr(&p->token, TOKEN_HREF), rels[i].role);
		if (l != NULL)
			link_rel(l, rel);
		return;
	}
}

static void
on_source(struct pass *p, struct skim_slice href, enum html_role role)
{
	struct skim_link *l = add_link(p, href, role);

	if (l != NULL)
		l->nofollow = false;
}

/* The address of a picture: its src; else, or where that is a placeholder in
 * the page itself, the first candidate of its srcset. */
static struct skim_slice
picture(const struct pass *p)
{
	struct skim_slice src = refs_trim(token_attr(&p->token, TOKEN_SRC));
	struct skim_slice set = refs_trim(token_attr(&p->token, TOKEN_SRCSET));
	size_t n = 0;

	if (set.n == 0 ||
	    (src.n > 0 && (src.n < 5 || strncasecmp(src.s, "data:", 5) != 0)))
		return src;
	while (n < set.n && !is_space(set.s[n]))
		n++;
	while (n > 0 && set.s[n - 1] == ',')
		n--;
	set.n = n;
	return set;
}

/* Words by which sites call a picture of somebody. Every <img> of every page is
 * asked for them: their first two letters are looked for, and seldom met. */
static bool
names_portrait(struct skim_slice v)
{
	static const char *const words[] = { "avatar", "portrait", "profil",
		"userpic", "u-photo" };

	for (size_t i = 0; i + 1 < v.n; i++) {
		int c = v.s[i] | 0x20, next = v.s[i + 1] | 0x20;

		if (!(c == 'a' && next == 'v') &&
		    !(c == 'p' && (next == 'o' || next == 'r')) &&
		    !(c == 'u' && (next == 's' || next == '-')))
			continue;
		for (size_t k = 0; k < NELEM(words); k++) {
			size_t n = strlen(words[k]);

			if (n <= v.n - i &&
			    strncasecmp(v.s + i, words[k], n) == 0)
				return true;
		}
	}
	return false;
}

/* Does the tag call its image somebody's picture? Of a long text the beginning
 * is enough, of an address the end: its host says nothing. */
static bool
is_portrait(const struct token *t)
{
	static const enum token_attr attrs[] = { TOKEN_CLASS, TOKEN_ID,
		TOKEN_ITEMPROP, TOKEN_ALT, TOKEN_SRC };

	for (size_t i = 0; i < NELEM(attrs); i++) {
		struct skim_slice v = token_attr(t, attrs[i]);

		if (v.n > PORTRAIT_HINT_MAX) {
			if (attrs[i] == TOKEN_SRC)
				v.s += v.n - PORTRAIT_HINT_MAX;
			v.n = PORTRAIT_HINT_MAX;
		}
		if (names_portrait(v))
			return true;
	}
	return false;
}

static void
on_meta(struct pass *p)
{
	static const enum token_attr keys[] = { TOKEN_NAME, TOKEN_PROPERTY,
		TOKEN_ITEMPROP, TOKEN_HTTP_EQUIV };
	struct skim_slice content =
	    refs_trim(token_attr(&p->token, TOKEN_CONTENT));
	struct skim *k = p->k;

	for (size_t i = 0; i < NELEM(keys) && content.n > 0; i++) {
		struct skim_slice key = token_attr(&p->token, keys[i]);

		if (key.n == 0 || k->n_metas >= SKIM_METAS_MAX)
			continue;
		if (k->metas == NULL)
			k->metas = mem_array(SKIM_METAS_MAX, sizeof(*k->metas));
		k->metas[k->n_metas++] =
		    (struct skim_meta){ refs_trim(key), content };
	}
}

void
refs_start(struct pass *p)
{
	struct skim *k = p->k;

	switch ((int)p->token.tag) {
	case TAG_A:
	case TAG_AREA:
		on_anchor(p);
		break;
	case TAG_LINK:
		on_link(p);
		break;
	case TAG_META:
		on_meta(p);
		break;
	case TAG_BASE:
		if (k->base.s == NULL)
			k->base = refs_trim(token_attr(&p->token, TOKEN_HREF));
		break;
	case TAG_HTML:
		if (k->lang.s == NULL)
			k->lang = refs_trim(token_attr(&p->token, TOKEN_LANG));
		break;
	case TAG_FRAME:
	case TAG_IFRAME:
		on_source(p, token_attr(&p->token, TOKEN_SRC), HTML_FRAME);
		break;
	case TAG_IMG:
	case TAG_IMAGE:
		on_source(p, picture(p), HTML_REQUISITE);
		if (is_portrait(&p->token))
			on_source(p, picture(p), HTML_PICTURE);
		break;
	default:
		break;
	}
}
