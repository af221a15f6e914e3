/* SPDX-License-Identifier: ISC */
/* The statements of a page's head, judged. */
#include "crawler/parse/head.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/links.h"
#include "crawler/parse/meta.h"
#include "crawler/parse/page.h"
#include "store/base/err.h"

enum {
	HEAD_IDENTITY_MAX = 120, /* bytes: a longer string names nobody */
	HEAD_LANG_MAX = 12,
	HEAD_HEADER_MAX = 512
};

const char *
head_lang(const char *tag, struct page *p)
{
	size_t n = 0, sub = 0;
	char *out;

	if (tag == NULL)
		return NULL;
	while (isalpha((unsigned char)tag[n]))
		n++;
	if (n < 2 || n > 3)
		return NULL;
	if (tag[n] == '-' || tag[n] == '_')
		while (isalnum((unsigned char)tag[n + 1 + sub]))
			sub++;
	if (sub != 2)
		sub = 0;
	out = arena_strndup(&p->arena, tag, n + (sub > 0 ? 1 + sub : 0));
	for (size_t i = 0; out[i] != '\0'; i++)
		out[i] = (char)(i < n ? tolower((unsigned char)out[i])
				      : toupper((unsigned char)out[i]));
	if (sub > 0)
		out[n] = '-';
	return out;
}

/* One word of robots' statements; "googlebot: noindex" speaks to another. */
static void
robots_words(struct page *p, const char *s)
{
	const char *colon = strchr(s, ':');

	if (colon != NULL && strncasecmp(s, "vigie", 5) == 0)
		s = colon + 1;
	else if (colon != NULL && strncasecmp(s, "unavailable", 11) != 0)
		return;
	while (*s != '\0') {
		size_t n = strcspn(s, ", \t;");
		bool none = n == 4 && strncasecmp(s, "none", n) == 0;

		p->noindex = p->noindex || none ||
			     (n == 7 && strncasecmp(s, "noindex", n) == 0);
		p->nofollow = p->nofollow || none ||
			      (n == 8 && strncasecmp(s, "nofollow", n) == 0);
		p->noarchive = p->noarchive ||
			       (n == 9 && strncasecmp(s, "noarchive", n) == 0);
		s += n;
		s += strspn(s, ", \t;");
	}
}

static void
fill_robots(const struct skim *k, const struct source *s, struct page *p)
{
	char header[HEAD_HEADER_MAX];
	const char *v;

	for (size_t i = 0; i < SKIM_METAS_MAX; i++) {
		v = meta_nth(k, META_ROBOTS, i, &p->arena, NULL);
		if (v == NULL)
			break;
		robots_words(p, v);
	}
	if (source_header(s, "X-Robots-Tag", header, sizeof(header)))
		robots_words(p, header);
	v = meta_get(k, META_TDM, &p->arena);
	if ((v != NULL && strcmp(v, "1") == 0) ||
	    (source_header(s, "tdm-reservation", header, sizeof(header)) &&
		strcmp(header, "1") == 0))
		p->tdm_reserved = true;
}

void
head_fill(const struct skim *k, const struct source *s, struct page *p)
{
	char *lang = skim_decode(k->lang, &p->arena);

	p->title = skim_decode(k->title, &p->arena);
	if (p->title == NULL)
		p->title = meta_get(k, META_TITLE, &p->arena);
	p->author = meta_get(k, META_AUTHOR, &p->arena);
	if (p->author != NULL && strstr(p->author, "://") != NULL)
		p->author = NULL;
	p->lang = head_lang(lang, p);
	for (size_t i = 0; p->lang == NULL; i++) {
		const char *v = meta_nth(k, META_LANG, i, &p->arena, NULL);

		if (v == NULL)
			break;
		p->lang = head_lang(v, p);
	}
	fill_robots(k, s, p);
}

static bool
is_front(const char *href)
{
	struct url_parts u;

	return url_split(href, &u) && u.path.n <= 1 && u.query.n == 0;
}

static bool
same_site(const char *a, const char *b)
{
	char host[URL_HOST_ROOM], site_a[URL_HOST_ROOM], site_b[URL_HOST_ROOM];

	return url_host(a, host) && url_site(host, site_a) &&
	       url_host(b, host) && url_site(host, site_b) &&
	       strcmp(site_a, site_b) == 0;
}

static bool
accepts(const char *own, const char *href)
{
	return href != NULL && same_site(own, href) &&
	       (!is_front(href) || is_front(own));
}

void
head_canonical(const struct skim *k, const struct source *s, struct page *p)
{
	const char *href;

	for (size_t i = 0; i < k->n_links; i++) {
		if (k->links[i].role != HTML_CANONICAL)
			continue;
		href = links_resolve(
		    k, s->url, skim_decode(k->links[i].href, &p->arena), p);
		if (accepts(s->url, href)) {
			p->canonical = href;
			return;
		}
	}
	href = links_resolve(k, s->url, meta_get(k, META_URL, &p->arena), p);
	if (accepts(s->url, href))
		p->canonical = href;
}

/* Adds s, trimmed, unless it is there already or too long to be a name. */
static void
identity(struct page *p, const char *s, size_t n)
{
	while (n > 0 && (*s == ' ' || *s == '\n')) {
		s++;
		n--;
	}
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\n'))
		n--;
	if (n < 2 || n > HEAD_IDENTITY_MAX)
		return;
	for (size_t i = 0; i < p->n_identities; i++)
		if (strncmp(p->identities[i], s, n) == 0 &&
		    p->identities[i][n] == '\0')
			return;
	page_identity(p, s, n);
}

/* "Jane Doe (@jane) | Site": the whole, and each part. */
static void
title_parts(struct page *p, const char *title)
{
	static const char *const marks[] = { " | ", " - ", " – ", " — ", " · ",
		" • ", " : ", ": ", " « ", " » ", " / ", " (", ")", ", " };
	const char *s = title, *from = title;

	if (title == NULL)
		return;
	identity(p, title, strlen(title));
	while (*s != '\0') {
		size_t n = 0;

		for (size_t i = 0;
		     strchr(" :),", *s) != NULL && i < NELEM(marks) && n == 0;
		     i++)
			if (strncmp(s, marks[i], strlen(marks[i])) == 0)
				n = strlen(marks[i]);
		if (n > 0) {
			identity(p, from, (size_t)(s - from));
			from = s + n;
		}
		s += n > 0 ? n : 1;
	}
	if (from != title)
		identity(p, from, strlen(from));
}

/* "/users/jane-doe/", "/@jane/123": the last segment, and every @handle. */
static void
address_parts(struct page *p, const char *url)
{
	struct url_parts u;
	size_t end;

	if (!url_split(url, &u))
		return;
	for (size_t i = 0; i + 1 < u.path.n; i++) {
		const char *s = u.path.s + i + 1;
		const char *stop = memchr(s, '/', u.path.n - i - 1);

		if (u.path.s[i] == '/' && *s == '@')
			identity(p, s,
			    stop != NULL ? (size_t)(stop - s)
					 : u.path.n - i - 1);
	}
	end = u.path.n;
	while (end > 0 && u.path.s[end - 1] == '/')
		end--;
	for (size_t i = end; i > 0; i--) {
		if (u.path.s[i - 1] != '/')
			continue;
		identity(p, u.path.s + i, end - i);
		break;
	}
}

void
head_identities(const struct skim *k, const struct source *s, struct page *p)
{
	title_parts(p, p->title);
	title_parts(p, meta_get(k, META_TITLE, &p->arena));
	if (p->author != NULL)
		identity(p, p->author, strlen(p->author));
	if (k->h1_end > k->h1_start && k->h1_end <= k->text.len)
		identity(
		    p, k->text.data + k->h1_start, k->h1_end - k->h1_start);
	address_parts(p, s->url);
}
