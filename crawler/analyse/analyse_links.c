/* SPDX-License-Identifier: ISC */
/* The links of a page that the frontier is to know. */
#include "crawler/analyse/analyse_links.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/showing.h"
#include "crawler/normalise/url.h"

enum { TOLD_MAX = 200000 /* links remembered of one seed; then from anew */ };

/* A permalink is followed when its document was found to be a mention. */
static bool
mentioned(const struct page *p, const struct link *l, const struct harvest *h)
{
	const char *url = l->doc < p->n_docs ? p->docs[l->doc].url : NULL;
	char *key;
	bool found = false;

	if (h->n_mentions == 0 ||
	    url_canonical(url != NULL ? url : l->url, &key) != ERR_OK)
		return false;
	for (size_t i = 0; i < h->n_mentions && !found; i++)
		found = strcmp(h->mentions[i].url, key) == 0;
	free(key);
	return found;
}

static bool
link_wanted(const struct page *p, const struct link *l, bool deeper,
    bool canary, const struct harvest *h)
{
	if (canary && l->kind != LINK_REDIRECT)
		return false;
	if (l->url == NULL || l->nofollow || strlen(l->url) > URL_BYTES_MAX ||
	    !url_is_fetched(l->url))
		return false;
	switch (l->kind) {
	case LINK_PAGE:
		return deeper && !p->nofollow;
	case LINK_PERMALINK:
		return mentioned(p, l, h);
	case LINK_PROOF:
		return p->n_docs == 0 || mentioned(p, l, h);
	case LINK_LISTING:
	case LINK_REDIRECT:
		return true;
	case LINK_REQUISITE:
		return h->n_mentions > 0;
	case LINK_PICTURE: /* showing.c's */
		return false;
	}
	return false;
}

/* Was it told already? Most links of a site are on all its pages. (A fragment
 * makes no other page, but is too rare to be looked for here.) */
static bool
is_told(struct seen *told, const struct link *l)
{
	if (told == NULL || l->kind != LINK_PAGE)
		return false;
	if (told->n >= TOLD_MAX) {
		seen_fini(told);
		seen_init(told);
	}
	return !seen_add(told, l->url);
}

void
analyse_links(const struct page *p, bool deeper, bool canary, struct seen *told,
    struct harvest *h)
{
	struct arena *a = &h->arena;
	size_t requisites = 0;

	h->links = arena_alloc(
	    a, (p->n_links + SHOWING_PICTURES_MAX) * sizeof(*h->links));
	for (size_t i = 0; i < p->n_links; i++) {
		const struct link *l = &p->links[i];
		struct harvest_link *to = &h->links[h->n_links];

		if (!link_wanted(p, l, deeper, canary, h))
			continue;
		h->leads = true;
		if (is_told(told, l))
			continue;
		if (l->kind == LINK_REQUISITE &&
		    requisites++ >= HARVEST_REQUISITES_MAX)
			continue;
		to->kind = l->kind;
		/* A fragment is never sent: two of them are one request. */
		to->url = arena_strndup(a, l->url,
		    l->kind == LINK_PROOF ? strlen(l->url)
					  : strcspn(l->url, "#"));
		to->anchor = arena_strdup(a, l->anchor);
		to->context = arena_strdup(a, l->context);
		to->role = l->role;
		h->n_links++;
	}
}
