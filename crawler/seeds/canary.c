/* SPDX-License-Identifier: ISC */
/* The word that is always found. */
#include "crawler/seeds/canary.h"

#include <string.h>

#include "crawler/networks/network.h"

static bool
asks_for(const struct page *entry, const char *url)
{
	for (size_t i = 0; i < entry->n_links; i++)
		if (strcmp(entry->links[i].url, url) == 0)
			return true;
	return false;
}

void
canary_add(
    const struct network *n, const struct seed_view *seed, struct page *entry)
{
	struct seed_view view = *seed;
	struct page probe;
	struct link *l = NULL;

	if (n->canary == NULL || entry->n_links == 0)
		return;
	view.names = &n->canary;
	view.n_names = 1;
	view.n_handles = 0;
	page_init(&probe);
	if (n->start(&view, &probe) == ERR_OK && probe.n_links > 0 &&
	    !asks_for(entry, probe.links[0].url))
		l = page_link(entry, LINK_LISTING,
		    arena_strdup(&entry->arena, probe.links[0].url));
	if (l != NULL) {
		l->role = probe.links[0].role;
		l->context = NETWORK_CANARY;
	}
	page_fini(&probe);
}
