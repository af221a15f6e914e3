/* SPDX-License-Identifier: ISC */
/* What an adapter is shown of its seed (networks/network.h). */
#include <string.h>

#include "crawler/match/watch.h"
#include "crawler/seeds/seeds.h"

enum { TOPIC_WORDS_MAX = 4 };

int
seed_only(const struct seed *s, const struct watch *const *watches, size_t n)
{
	for (size_t i = 0; s->name != NULL && i < n; i++)
		if (strcmp(watches[i]->name, s->name) == 0)
			return (int)i;
	return -1;
}

/* Adds the strings of a list. */
static size_t
add_list(const char **to, size_t n, const struct watch_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		to[n++] = list->v[i];
	return n;
}

struct words {
	const char **v;
	size_t n;
};

static bool
add_words(void *arg, const char *words)
{
	struct words *to = arg;

	to->v[to->n++] = words;
	return to->n < TOPIC_WORDS_MAX;
}

/* A topic's label says nothing to a search: the first words of its query do. */
static size_t
add_topic(struct arena *a, const char **to, size_t n, const struct watch *w)
{
	struct words words = { to + n, 0 };
	struct query_fault fault;
	struct query *q;

	if (w->query != NULL && query_parse(a, w->query, &q, &fault) == ERR_OK)
		query_words(q, add_words, &words);
	return n + words.n;
}

/* A search asks for every name that the subject goes by. */
void
seed_view_names(struct arena *a, const struct watch *const *watches, size_t n,
    int only, struct seed_view *view)
{
	size_t most_names = n * TOPIC_WORDS_MAX, most_handles = 0;
	const char **names, **handles;

	for (size_t i = 0; i < n; i++) {
		most_names += watches[i]->also.n;
		most_handles += watches[i]->handles.n;
	}
	names = arena_alloc(a, most_names * sizeof(*names));
	handles = arena_alloc(a, most_handles * sizeof(*handles));
	view->n_names = 0;
	view->n_handles = 0;
	for (size_t i = 0; i < n; i++) {
		const struct watch *w = watches[i];

		if (only >= 0 && (size_t)only != i)
			continue;
		if (w->kind == WATCH_TOPIC)
			view->n_names = add_topic(a, names, view->n_names, w);
		else
			names[view->n_names++] = w->name;
		view->n_names = add_list(names, view->n_names, &w->also);
		view->n_handles =
		    add_list(handles, view->n_handles, &w->handles);
	}
	view->names = names;
	view->handles = handles;
}
