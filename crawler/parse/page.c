/* SPDX-License-Identifier: ISC */
/* The page that parsers fill. */
#include "crawler/parse/page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *
doc_kind_name(enum doc_kind kind)
{
	static const char *const names[] = { [DOC_PAGE] = "page",
		[DOC_POST] = "post",
		[DOC_COMMENT] = "comment",
		[DOC_PROFILE] = "profile",
		[DOC_REVIEW] = "review",
		[DOC_MESSAGE] = "message",
		[DOC_VIDEO] = "video",
		[DOC_IMAGE] = "image" };

	return names[kind];
}

void
page_init(struct page *p)
{
	memset(p, 0, sizeof(*p));
	arena_init(&p->arena);
}

void
page_fini(struct page *p)
{
	arena_fini(&p->arena);
	free(p->docs);
	free(p->links);
	memset(p, 0, sizeof(*p));
}

void
page_reset(struct page *p)
{
	struct page kept = *p;

	arena_reset(&kept.arena);
	memset(p, 0, sizeof(*p));
	p->arena = kept.arena;
	p->docs = kept.docs;
	p->cap_docs = kept.cap_docs;
	p->links = kept.links;
	p->cap_links = kept.cap_links;
}

/* Room for one more element, doubling. */
static void *
grown(void *array, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return array;
	*cap = *cap == 0 ? 16 : *cap * 2;
	return mem_grow(array, *cap, size);
}

struct doc *
page_doc(struct page *p)
{
	if (p->n_docs >= PAGE_DOCS_MAX) {
		p->truncated = true;
		return NULL;
	}
	p->docs = grown(p->docs, p->n_docs, &p->cap_docs, sizeof(*p->docs));
	memset(&p->docs[p->n_docs], 0, sizeof(*p->docs));
	return &p->docs[p->n_docs++];
}

struct link *
page_link(struct page *p, enum link_kind kind, const char *url)
{
	size_t most = p->sitemap ? PAGE_SITEMAP_MAX : PAGE_LINKS_MAX;
	struct link *l;

	if (p->n_links >= most) {
		p->truncated = true;
		return NULL;
	}
	p->links = grown(p->links, p->n_links, &p->cap_links, sizeof(*l));
	l = &p->links[p->n_links++];
	memset(l, 0, sizeof(*l));
	l->kind = kind;
	l->url = url;
	return l;
}

void
page_identity(struct page *p, const char *s, size_t n)
{
	if (n > 0 && p->n_identities < PAGE_IDENTITIES_MAX)
		p->identities[p->n_identities++] =
		    arena_strndup(&p->arena, s, n);
}

enum err
page_problem(struct page *p, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (p->problem == NULL)
		p->problem = arena_strdup(&p->arena, text);
	return ERR_PARSE;
}
