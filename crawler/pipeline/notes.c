/* SPDX-License-Identifier: ISC */
/* Documents of the state, gathered: see notes.h. */
#include "crawler/pipeline/notes.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "store/store.h"

static bool
on_note(const char *json, void *arg)
{
	struct notes *all = arg;
	json_t *note = NULL;

	if (json_parse(json, strlen(json), &note) == ERR_OK) {
		if (all->n == all->cap) {
			all->cap = all->cap * 2 + 16;
			all->v = mem_grow(all->v, all->cap, sizeof(json_t *));
		}
		all->v[all->n++] = note;
	}
	return all->n < all->max;
}

enum err
notes_read(struct store *st, const char *space, size_t max, struct notes *out)
{
	struct txn *t = txn_begin(st, TXN_READ);
	enum err e, end;

	*out = (struct notes){ .max = max };
	e = state_each(t, space, on_note, out);
	end = txn_end(t);
	return e == ERR_OK ? end : e;
}

void
notes_fini(struct notes *all)
{
	for (size_t i = 0; i < all->n; i++)
		json_decref(all->v[i]);
	free(all->v);
	*all = (struct notes){ .n = 0 };
}
