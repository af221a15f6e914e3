/* SPDX-License-Identifier: ISC */
/* What the pages of a case were shown with, and what proves them: the exchanges
 * of their pictures and style sheets, of what an author has signed and the key
 * to it, and of where those led. A page's record names the addresses;
 * of the looks at each, the nearest in time to the page's own is taken. */
#include <stdlib.h>
#include <string.h>

#include "tools/bundle/reading.h"

static int64_t
apart(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

static enum err
want_nearest(struct reading *r, const char *url, int64_t at)
{
	const struct looks *looks;
	const struct look *best = NULL;
	enum err e = looks_of(r->looks, url, &looks);

	for (size_t i = 0; e == ERR_OK && i < looks->n; i++)
		if (best == NULL ||
		    apart(looks->v[i].at, at) < apart(best->at, at))
			best = &looks->v[i];
	if (best != NULL)
		reading_want(r, best->number);
	return e;
}

/* Those of a list in the record. */
static enum err
want_all(struct reading *r, const struct bundle_snapshot *s, const char *member)
{
	const json_t *list = json_object_get(s->doc, member), *item;
	enum err e = ERR_OK;
	size_t i;

	json_array_foreach(list, i, item)
	{
		if (e == ERR_OK && json_is_string(item))
			e = want_nearest(r, json_string_value(item), s->at);
	}
	return e;
}

enum err
reading_requisites(struct reading *r, const struct bundle_snapshot *s)
{
	const char *to = json_get_text(s->doc, "redirect");
	enum err e = want_all(r, s, "requisites");

	if (e == ERR_OK)
		e = want_all(r, s, "proofs");
	if (e == ERR_OK && to != NULL)
		e = want_nearest(r, to, s->at);
	return e;
}
