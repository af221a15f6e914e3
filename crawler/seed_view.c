/* SPDX-License-Identifier: ISC */
/* What an adapter is shown of its seed (networks/network.h). */
#include <string.h>

#include "crawler/match/watch.h"
#include "crawler/seeds.h"

int
seed_only(const struct seed *s, const struct watch *const *watches, size_t n)
{
	for (size_t i = 0; s->name != NULL && i < n; i++)
		if (strcmp(watches[i]->name, s->name) == 0)
			return (int)i;
	return -1;
}

void
seed_view_names(struct arena *a, const struct watch *const *watches, size_t n,
    int only, struct seed_view *view)
{
	const char **names = arena_alloc(a, n * sizeof(*names));
	const char **handles = arena_alloc(a, n * sizeof(*handles));

	view->n_names = 0;
	view->n_handles = 0;
	for (size_t i = 0; i < n; i++) {
		const struct watch *w = watches[i];

		if (only >= 0 && (size_t)only != i)
			continue;
		names[view->n_names++] = w->name;
		if (w->handles.n > 0)
			handles[view->n_handles++] = w->handles.v[0];
	}
	view->names = names;
	view->handles = handles;
}
