/* SPDX-License-Identifier: ISC */
/* The dates of a page, listed. */
#include "crawler/parse/claims.h"

#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/parse/dating_search.h"
#include "crawler/parse/page.h"
#include "crawler/parse/visible.h"

struct list {
	const struct facts *f;
	struct page *p;
	struct claim *v; /* in the page's arena */
	size_t n;
};

static void
add(struct list *l, const char *kind, const char *key, const char *stated)
{
	struct arena *a = &l->p->arena;
	struct date date;

	if (l->n == CLAIMS_MAX || stated == NULL ||
	    strlen(stated) > CLAIMS_TEXT_MAX ||
	    !dating_parse(stated, l->f->source->at, &date))
		return;
	l->v[l->n++] = (struct claim){
		.where = arena_printf(
		    a, "%s%s%s", kind, key[0] != '\0' ? " " : "", key),
		.stated = arena_strdup(a, stated),
	};
}

static void
by_metas(struct list *l, enum meta_field field)
{
	for (size_t i = 0; i < SKIM_METAS_MAX; i++) {
		const char *key = "";
		const char *v =
		    meta_nth(l->f->skim, field, i, &l->p->arena, &key);

		if (v == NULL)
			return;
		add(l, "meta", key, v);
	}
}

/* What an element that is marked as a date is marked as; NULL for others. */
static const char *
mark_of(const struct dom *d, uint32_t i)
{
	static const char *const props[] = { "datePublished", "dateModified",
		"dateCreated", "uploadDate" };
	const char *prop = dom_attr(d, i, TOKEN_ITEMPROP);
	const char *property = dom_attr(d, i, TOKEN_PROPERTY);

	for (size_t k = 0; k < sizeof(props) / sizeof(props[0]); k++)
		if (dom_has_word(prop, props[k]) ||
		    dom_has_word(property, props[k]))
			return props[k];
	return d->nodes[i].tag == TAG_TIME ? "" : NULL;
}

static void
by_elements(struct list *l)
{
	const struct dom *d = l->f->dom;

	for (uint32_t i = 1; i < d->n && l->n < CLAIMS_MAX; i++) {
		const char *mark, *stated;

		if (d->nodes[i].is_text)
			continue;
		mark = mark_of(d, i);
		if (mark == NULL || dating_in_comment(l->f, i))
			continue;
		stated = dom_attr(d, i, TOKEN_DATETIME);
		if (stated == NULL)
			stated = dom_attr(d, i, TOKEN_CONTENT);
		if (stated == NULL)
			stated = visible_line(d, i, NULL, &l->p->arena);
		add(l, "time", mark, stated);
	}
}

void
claims_find(const struct facts *f, struct page *p)
{
	struct list l = { .f = f, .p = p };

	l.v = arena_alloc(&p->arena, CLAIMS_MAX * sizeof(l.v[0]));
	by_metas(&l, META_PUBLISHED);
	by_metas(&l, META_DATE);
	by_metas(&l, META_MODIFIED);
	add(&l, "json-ld", "datePublished", f->ld->published);
	add(&l, "json-ld", "dateModified", f->ld->modified);
	by_elements(&l);
	p->claims = l.v;
	p->n_claims = l.n;
}
