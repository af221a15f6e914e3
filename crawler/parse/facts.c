/* SPDX-License-Identifier: ISC */
/* The facts, layer by layer. */
#include "crawler/parse/facts.h"

#include <string.h>
#include <strings.h>

#include "crawler/networks/network.h"
#include "crawler/parse/byline.h"
#include "crawler/parse/head.h"
#include "crawler/parse/headline.h"
#include "crawler/parse/links.h"
#include "crawler/parse/meta.h"
#include "crawler/parse/page.h"

/* A name that is the site's, an address or a role names no author. */
static bool
is_author(const struct facts *f, const char *name, struct arena *a)
{
	static const char *const roles[] = { "admin", "administrator",
		"webmaster", "unknown", "root", "editor", "none", "null" };
	const char *site = meta_get(f->skim, META_SITE_NAME, a);

	if (name == NULL || strstr(name, "://") != NULL ||
	    strncmp(name, "www.", 4) == 0)
		return false;
	for (size_t i = 0; i < NELEM(roles); i++)
		if (strcasecmp(name, roles[i]) == 0)
			return false;
	return site == NULL || strcasecmp(name, site) != 0;
}

static const char *
meta_author(const struct facts *f, struct arena *a)
{
	for (size_t i = 0; i < SKIM_METAS_MAX; i++) {
		const char *v = meta_nth(f->skim, META_AUTHOR, i, a, NULL);

		if (v == NULL)
			break;
		v = byline_clean(v, a);
		if (is_author(f, v, a))
			return v;
	}
	return NULL;
}

static void
fill_author(const struct facts *f, struct page *p, struct doc *doc)
{
	struct arena *a = &p->arena;
	const char *shown, *href = f->ld->author_url;
	uint32_t link = 0;

	shown = byline_find(f->dom, 0, f->comments, a, &link);
	doc->author = f->ld->author;
	if (!is_author(f, doc->author, a))
		doc->author = meta_author(f, a);
	if (doc->author == NULL && is_author(f, shown, a))
		doc->author = shown;
	if (doc->author == NULL)
		doc->author = f->ld->author != NULL
				  ? f->ld->author
				  : meta_get(f->skim, META_AUTHOR, a);
	if (doc->author != NULL && strstr(doc->author, "://") != NULL)
		doc->author = NULL;
	if (href == NULL && doc->author != NULL && shown != NULL &&
	    strcmp(shown, doc->author) == 0 && link != 0)
		href = dom_attr(f->dom, link, "href");
	doc->author_url = links_resolve(f->skim, f->source->url, href, p);
	p->author = doc->author;
}

void
facts_fill(const struct facts *f, struct page *p, struct doc *doc)
{
	const char *title =
	    headline_of(f->skim, f->dom, f->main->root, f->ld, &p->arena);

	if (title != NULL)
		p->title = title;
	doc->title = p->title;
	fill_author(f, p, doc);
	if (p->lang == NULL)
		p->lang = head_lang(f->ld->lang, p);
	doc->lang = p->lang;
}
