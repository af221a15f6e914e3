/* SPDX-License-Identifier: ISC */
/* The dates that the pages of a case state of themselves: derived from the
 * bytes that the bundle holds, so anybody can read them there. */
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "tools/bundle/reading.h"

enum { CLAIMS_MAX = 64 };

struct stating {
	struct arena *arena;
	struct bundle_claim v[CLAIMS_MAX];
	size_t n;
};

static void
take(const char *where, const char *stated, void *arg)
{
	struct stating *s = arg;

	if (s->n == CLAIMS_MAX)
		return;
	s->v[s->n].where = arena_strdup(s->arena, where);
	s->v[s->n++].stated = arena_strdup(s->arena, stated);
}

static bool
is_html(const struct bundle_snapshot *s)
{
	const char *mime = json_get_text(s->doc, "mime");

	return mime != NULL && strstr(mime, "html") != NULL;
}

static enum err
read_one(struct reading *r, struct bundle_exhibit *x,
    const struct bundle_snapshot *s)
{
	struct bundle_case *c = r->c;
	struct stating all = { .arena = &c->arena };
	const char *head = json_get_text(s->doc, "response_head");
	struct bundle_claim *claims;
	char *body;
	size_t n;
	enum err e = bundle_body(c, s, &body, &n);

	if (e != ERR_OK)
		return e == ERR_NOTFOUND || e == ERR_DENIED ? ERR_OK : e;
	/* A page that cannot be read states none. */
	(void)!crawl_dates(
	    s->url, head != NULL ? head : "", body, n, s->at, take, &all);
	free(body);
	claims = arena_alloc(&c->arena, (all.n + 1) * sizeof(claims[0]));
	memcpy(claims, all.v, all.n * sizeof(claims[0]));
	x->claims = claims;
	x->n_claims = all.n;
	return ERR_OK;
}

enum err
reading_claims(struct reading *r)
{
	struct bundle_case *c = r->c;
	enum err e = ERR_OK;

	for (size_t i = 0; i < c->n_exhibits && e == ERR_OK; i++) {
		struct bundle_exhibit *x = &c->exhibits[i];
		const struct bundle_exhibit *before = i > 0 ? x - 1 : x;

		if (x->shown == BUNDLE_NONE ||
		    !is_html(&c->snapshots[x->shown]))
			continue;
		if (before != x && before->shown == x->shown) {
			x->claims = before->claims;
			x->n_claims = before->n_claims;
			continue;
		}
		e = read_one(r, x, &c->snapshots[x->shown]);
	}
	return e;
}
