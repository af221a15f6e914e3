/* SPDX-License-Identifier: ISC */
/* Open addressing with linear probing, at most two thirds full. */
#include "crawler/fetch/seen.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/table.h"
#include "store/base/mem.h"

enum { SEEN_CAP_FIRST = 64 };

void
seen_init(struct seen *s)
{
	memset(s, 0, sizeof(*s));
	s->salt = table_salt();
}

void
seen_fini(struct seen *s)
{
	free(s->v);
	memset(s, 0, sizeof(*s));
}

static uint64_t *
place_of(const struct seen *s, uint64_t h)
{
	size_t i = h & (s->cap - 1);

	while (s->v[i] != 0 && s->v[i] != h)
		i = (i + 1) & (s->cap - 1);
	return &s->v[i];
}

bool
seen_has(const struct seen *s, const char *text)
{
	return s->cap > 0 && *place_of(s, table_hash(s->salt, text)) != 0;
}

static void
seen_grow(struct seen *s)
{
	struct seen old = *s;

	s->cap = old.cap > 0 ? 2 * old.cap : SEEN_CAP_FIRST;
	s->v = mem_array(s->cap, sizeof(*s->v));
	for (size_t i = 0; i < old.cap; i++)
		if (old.v[i] != 0)
			*place_of(s, old.v[i]) = old.v[i];
	free(old.v);
}

bool
seen_add(struct seen *s, const char *text)
{
	uint64_t h = table_hash(s->salt, text), *place;

	if (3 * (s->n + 1) > 2 * s->cap)
		seen_grow(s);
	place = place_of(s, h);
	if (*place != 0)
		return false;
	*place = h;
	s->n++;
	return true;
}
