/* SPDX-License-Identifier: ISC */
/* The time stamps over the checkpoints that a case cites. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/log.h"
#include "tools/bundle/cited.h"

/* A blob into the arena; one that is all zero is none. */
static enum err
load_blob(struct citing *g, const uint8_t sha[SHA256_LEN], const char **out,
    size_t *n)
{
	static const uint8_t none[SHA256_LEN];
	char *bytes;
	enum err e;

	*out = NULL;
	*n = 0;
	if (memcmp(sha, none, SHA256_LEN) == 0)
		return ERR_OK;
	e = blob_get(g->r->t, sha, &bytes, n);
	if (e != ERR_OK)
		return e;
	*out = arena_strndup(&g->c->arena, bytes, *n);
	free(bytes);
	return ERR_OK;
}

enum err
cited_anchor(struct citing *g, const struct anchor *a, struct bundle_anchor *to)
{
	char sha8[9];
	enum err e;

	to->kind = a->kind;
	to->size = a->size;
	to->name = a->name;
	to->url = a->url;
	to->qualified = a->qualified;
	to->attested = a->attested;
	to->block = a->block;
	to->time = a->time;
	to->policy = a->policy;
	to->serial = a->serial;
	digest_hex(a->reply, SHA256_LEN, to->reply_sha256);
	digest_hex(a->chain, 4, sha8);
	to->chain_name = arena_printf(&g->c->arena, "%s-%s", a->name, sha8);
	e = load_blob(g, a->reply, &to->reply, &to->reply_len);
	if (e == ERR_OK)
		e = load_blob(g, a->request, &to->request, &to->request_len);
	if (e == ERR_OK)
		e = load_blob(g, a->chain, &to->chain, &to->chain_len);
	if (e != ERR_OK)
		log_error("export: the time stamp of %s over checkpoint "
			  "%" PRIu64 " cannot be read (vigie verify)",
		    a->name, a->size);
	return e;
}

void
cited_bracket(
    const struct bundle_anchor *anchors, size_t n, struct bundle_leaf *leaf)
{
	/* What was merged was seen elsewhere, before our own token. */
	const char *after = json_object_get(leaf->doc, "merged") != NULL
				? NULL
				: json_get_text(leaf->doc, "after");

	leaf->after = leaf->before = BUNDLE_NONE;
	for (size_t i = 0; i < n; i++) {
		const struct bundle_anchor *a = &anchors[i];

		if (after != NULL && strcmp(a->reply_sha256, after) == 0)
			leaf->after = i;
		if (a->kind != ANCHOR_RFC3161 || a->size <= leaf->seq)
			continue;
		if (leaf->before == BUNDLE_NONE ||
		    a->time < anchors[leaf->before].time)
			leaf->before = i;
	}
}

enum err
cited_anchors(struct citing *g)
{
	struct bundle_case *c = g->c;
	enum err e = ERR_OK;

	c->anchors =
	    arena_alloc(&c->arena, (g->n_anchors + 1) * sizeof(c->anchors[0]));
	for (size_t i = 0; i < g->n_anchors && e == ERR_OK; i++) {
		if (cited_set_index(&g->sizes, g->anchors[i].size) ==
		    BUNDLE_NONE)
			continue;
		e = cited_anchor(g, &g->anchors[i], &c->anchors[c->n_anchors]);
		c->n_anchors += e == ERR_OK;
	}
	for (size_t i = 0; i < c->n_leaves; i++)
		cited_bracket(c->anchors, c->n_anchors, &c->leaves[i]);
	return e;
}
