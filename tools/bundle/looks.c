/* SPDX-License-Identifier: ISC */
/* Looks at addresses, cached: a hundred exhibits may hang on one feed that was
 * fetched every night for years. */
#include "tools/bundle/looks.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/json.h"

struct looks_cache {
	struct txn *t;          /* borrowed */
	struct looks **buckets; /* owned, and what they point to */
	size_t n, cap;          /* addresses; slots, a power of two */
};

enum { SLOTS_FIRST = 256 };

struct looks_cache *
looks_new(struct txn *t)
{
	struct looks_cache *c = mem_zalloc(sizeof(*c));

	c->t = t;
	c->cap = SLOTS_FIRST;
	c->buckets = mem_zalloc(c->cap * sizeof(struct looks *));
	return c;
}

static void
free_looks(struct looks *l)
{
	union {
		const char *in;
		void *out;
	} url = { l->url };

	free(url.out);
	free(l->v);
	free(l);
}

void
looks_free(struct looks_cache *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->cap; i++)
		if (c->buckets[i] != NULL)
			free_looks(c->buckets[i]);
	free(c->buckets);
	free(c);
}

/* ---- the table ---- */

static struct looks **
slot_of(struct looks **buckets, size_t cap, const char *url)
{
	size_t i = (size_t)digest_fast(url, strlen(url)) & (cap - 1);

	while (buckets[i] != NULL && strcmp(buckets[i]->url, url) != 0)
		i = (i + 1) & (cap - 1);
	return &buckets[i];
}

static void
grow(struct looks_cache *c)
{
	size_t cap = c->cap * 2;
	struct looks **wider = mem_zalloc(cap * sizeof(struct looks *));

	for (size_t i = 0; i < c->cap; i++)
		if (c->buckets[i] != NULL)
			*slot_of(wider, cap, c->buckets[i]->url) =
			    c->buckets[i];
	free(c->buckets);
	c->buckets = wider;
	c->cap = cap;
}

/* ---- reading ---- */

struct gathering {
	struct looks *into;
	size_t cap;
};

static void
read_look(const struct snapshot *s, const json_t *doc, struct look *l)
{
	const char *hex = json_get_text(doc, "payload_sha256");
	const char *at = json_get_text(doc, "at");
	const char *change = json_get_text(doc, "change");
	const char *type = json_get_text(doc, "type");
	const char *mime = json_get_text(doc, "mime");
	const char *asked = json_get_text(doc, "requested_url"),
		   *url = asked != NULL ? asked : json_get_text(doc, "url");
	int64_t same_as = json_get_int(doc, "same_as", 0);

	int status = (int)json_get_int(doc, "status", 0);

	l->number = s->number;
	l->leaf = s->leaf;
	l->confirms = same_as > 0 ? (uint64_t)same_as : 0;
	if (at == NULL || clock_parse(at, &l->at) != ERR_OK)
		l->at = 0;
	/* A login wall, a busy server and a redirect say nothing of it. */
	l->nothing = crawl_status_is_gone(url, status);
	l->says = crawl_status_shows(url, status) &&
		  json_get_text(doc, "error") == NULL &&
		  (l->nothing || json_get_text(doc, "problem") == NULL);
	l->mentions = json_array_size(json_object_get(doc, "passages")) > 0 &&
		      mime != NULL && strstr(mime, "html") != NULL;
	l->absence = type != NULL && strcmp(type, "absence") == 0;
	l->in_sweep =
	    s->is_check || json_object_get(doc, "sweep") != NULL ||
	    json_get_int(json_object_get(doc, "merged"), "sweep", 0) > 0;
	l->changed = change != NULL && strcmp(change, "changed") == 0;
	if (hex != NULL && strlen(hex) == SHA256_HEX - 1)
		(void)digest_unhex(hex, l->payload, SHA256_LEN);
}

static bool
gather(const struct snapshot *s, void *arg)
{
	struct gathering *g = arg;
	json_t *doc = NULL;

	if (json_parse(s->record, s->record_len, &doc) != ERR_OK)
		return true; /* verification names it; it proves nothing */
	if (g->into->n == g->cap) {
		g->cap = g->cap == 0 ? 16 : g->cap * 2;
		g->into->v =
		    mem_grow(g->into->v, g->cap, sizeof(g->into->v[0]));
	}
	memset(&g->into->v[g->into->n], 0, sizeof(g->into->v[0]));
	read_look(s, doc, &g->into->v[g->into->n++]);
	json_decref(doc);
	return true;
}

enum err
looks_of(struct looks_cache *c, const char *url, const struct looks **out)
{
	struct looks **slot = slot_of(c->buckets, c->cap, url);
	struct gathering g = { .cap = 0 };
	enum err e;

	if (*slot != NULL) {
		*out = *slot;
		return ERR_OK;
	}
	g.into = mem_zalloc(sizeof(*g.into));
	g.into->url = mem_strdup(url);
	e = snapshot_each(c->t, url, gather, &g);
	if (e != ERR_OK && e != ERR_NOTFOUND) {
		free_looks(g.into);
		return e;
	}
	*slot = g.into;
	*out = g.into;
	c->n++;
	if (c->n * 2 > c->cap)
		grow(c);
	return ERR_OK;
}
