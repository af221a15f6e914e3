/* SPDX-License-Identifier: ISC */
/* Sweeps by the leaves that open and close them. */
#include "tools/bundle/spans.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/json.h"
#include "store/base/mem.h"

struct spans {
	struct txn *t;  /* borrowed */
	struct span *v; /* owned: found so far */
	size_t n;
};

enum kind { KIND_OTHER, KIND_START, KIND_END };

struct spans *
spans_new(struct txn *t)
{
	struct spans *s = mem_zalloc(sizeof(*s));

	s->t = t;
	return s;
}

void
spans_free(struct spans *s)
{
	if (s == NULL)
		return;
	free(s->v);
	free(s);
}

/* A leaf begins with its type (store.h), so most need no parsing. A purged one
 * opens and closes nothing. */
static enum err
kind_at(struct spans *s, uint64_t seq, enum kind *kind)
{
	char *leaf = NULL;
	size_t n;
	enum err e = log_get(s->t, seq, &leaf, &n);

	*kind = KIND_OTHER;
	if (e == ERR_DENIED)
		return ERR_OK;
	if (e != ERR_OK)
		return e;
	if (log_is_type(leaf, n, "sweep-start"))
		*kind = KIND_START;
	else if (log_is_type(leaf, n, "sweep-end"))
		*kind = KIND_END;
	free(leaf);
	return ERR_OK;
}

static enum err
read_start(struct spans *s, struct span *out)
{
	char *leaf;
	json_t *doc;
	size_t n;
	enum err e = log_get(s->t, out->start, &leaf, &n);

	if (e != ERR_OK)
		return e;
	e = json_parse(leaf, n, &doc);
	free(leaf);
	if (e != ERR_OK)
		return ERR_DAMAGED;
	out->number = (uint64_t)json_get_int(doc, "sweep", 0);
	out->generation = json_get_int(doc, "names_generation", -1);
	json_decref(doc);
	return ERR_OK;
}

/* From the leaf down to the sweep-start that opens its sweep. */
static enum err
find_start(struct spans *s, uint64_t seq, struct span *out)
{
	enum kind kind = KIND_OTHER;
	enum err e = ERR_OK;

	for (uint64_t i = seq + 1; i-- > 0;) {
		e = kind_at(s, i, &kind);
		if (e != ERR_OK)
			return e;
		if (kind == KIND_END && i != seq)
			return ERR_NOTFOUND;
		if (kind == KIND_START) {
			out->start = i;
			return read_start(s, out);
		}
	}
	return ERR_NOTFOUND;
}

static enum err
find_end(struct spans *s, uint64_t seq, struct span *out)
{
	uint64_t size = log_size(s->t);
	enum kind kind = KIND_OTHER;

	out->end = out->start;
	for (uint64_t i = seq; i < size; i++) {
		enum err e = kind_at(s, i, &kind);

		if (e != ERR_OK)
			return e;
		if (kind == KIND_START && i != out->start)
			break;
		out->end = i;
		out->ended = kind == KIND_END;
		if (out->ended)
			break;
	}
	return ERR_OK;
}

enum err
spans_at(struct spans *s, uint64_t seq, struct span *out)
{
	struct span found = { .number = 0 };
	enum err e;

	for (size_t i = 0; i < s->n; i++) {
		if (seq >= s->v[i].start && seq <= s->v[i].end) {
			*out = s->v[i];
			return ERR_OK;
		}
	}
	e = find_start(s, seq, &found);
	if (e == ERR_OK)
		e = find_end(s, seq, &found);
	if (e != ERR_OK)
		return e;
	s->v = mem_grow(s->v, s->n + 1, sizeof(s->v[0]));
	s->v[s->n++] = found;
	*out = found;
	return ERR_OK;
}
