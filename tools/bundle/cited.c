/* SPDX-License-Identifier: ISC */
/* What the log says of a case: the leaves that are disclosed, the sweeps they
 * belong to, the checkpoints that hold them, the time stamps over those. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "tools/bundle/cited.h"

enum {
	FIRST_LEAVES = 2, /* archive-start and key: always disclosed */
	GAPS_MAX = 100,   /* missing time stamps that are shown */
	KEY_WITHIN = 16   /* the key stands among the first leaves */
};

/* ---- sorted sets of numbers ---- */

void
cited_set_add(struct set *s, uint64_t value)
{
	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 64 : s->cap * 2;
		s->v = mem_grow(s->v, s->cap, sizeof(s->v[0]));
	}
	s->v[s->n++] = value;
}

static int
by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void
cited_set_sort(struct set *s)
{
	size_t kept = 0;

	if (s->n > 0)
		qsort(s->v, s->n, sizeof(s->v[0]), by_value);
	for (size_t i = 0; i < s->n; i++)
		if (kept == 0 || s->v[kept - 1] != s->v[i])
			s->v[kept++] = s->v[i];
	s->n = kept;
}

size_t
cited_set_index(const struct set *s, uint64_t value)
{
	const uint64_t *at =
	    s->n == 0 ? NULL
		      : bsearch(&value, s->v, s->n, sizeof(s->v[0]), by_value);

	return at == NULL ? BUNDLE_NONE : (size_t)(at - s->v);
}

/* ---- what there is ---- */

static bool
keep_anchor(const struct anchor *a, void *arg)
{
	struct citing *g = arg;
	struct anchor *to;

	if (g->n_anchors == g->cap_anchors) {
		g->cap_anchors = g->cap_anchors == 0 ? 64 : g->cap_anchors * 2;
		g->anchors =
		    mem_grow(g->anchors, g->cap_anchors, sizeof(g->anchors[0]));
	}
	to = &g->anchors[g->n_anchors++];
	*to = *a;
	to->url = arena_strdup(&g->c->arena, a->url);
	to->name = arena_strdup(&g->c->arena, a->name);
	to->policy = arena_strdup(&g->c->arena, a->policy);
	to->serial = arena_strdup(&g->c->arena, a->serial);
	return true;
}

static enum err
take_stock(struct citing *g)
{
	struct proof_note note;
	char *text;
	enum err e = checkpoint_newest(g->r->t, &text);

	if (e == ERR_NOTFOUND)
		return ERR_SHORT;
	if (e != ERR_OK)
		return e;
	e = proof_note_read(text, strlen(text), &note);
	free(text);
	if (e != ERR_OK)
		return ERR_DAMAGED;
	g->newest = note.size;
	return anchor_each(g->r->t, 0, keep_anchor, g);
}

/* ---- sweeps ---- */

static bool
is_swept(const struct bundle_snapshot *s)
{
	return s->is_check || json_object_get(s->doc, "sweep") != NULL;
}

/* The clock census stands at the end of its sweep; only what was gathered until
 * then comes between. 0: there is none. */
static uint64_t
find_clock(struct citing *g, const struct bundle_sweep *s)
{
	uint64_t found = 0;

	for (uint64_t i = s->end; i-- > s->start + 1 && found == 0;) {
		char *leaf = NULL;
		size_t n;
		bool checks;

		if (log_get(g->r->t, i, &leaf, &n) != ERR_OK)
			return 0;
		checks = log_is_type(leaf, n, "checks");
		if (log_is_type(leaf, n, "clock"))
			found = i;
		free(leaf);
		if (!checks)
			break;
	}
	return found;
}

static void
add_sweep(struct citing *g, const struct span *span)
{
	struct bundle_case *c = g->c;
	struct bundle_sweep *s;

	for (size_t i = 0; i < c->n_sweeps; i++)
		if (c->sweeps[i].start == span->start)
			return;
	s = &c->sweeps[c->n_sweeps++];
	s->number = span->number;
	s->start = span->start;
	s->end = span->end;
	s->ended = span->ended;
	s->checkpoint = BUNDLE_NONE;
	if (s->end >= g->newest) { /* it is still going on */
		s->end = g->newest - 1;
		s->ended = false;
	}
	cited_set_add(&g->leaves, s->start);
	if (!s->ended)
		return;
	cited_set_add(&g->leaves, s->end);
	s->clock = find_clock(g, s);
	if (s->clock != 0)
		cited_set_add(&g->leaves, s->clock);
}

static int
by_start(const void *a, const void *b)
{
	const struct bundle_sweep *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

struct missing {
	struct citing *g;
	size_t n;
};

/* A checkpoint since the first sweep of the case that an authority has not
 * dated: the record that says so. */
static bool
add_gap(const struct anchor_gap *gap, void *arg)
{
	struct missing *m = arg;

	if (gap->leaf >= m->g->newest || gap->size < m->g->c->sweeps[0].start)
		return true;
	cited_set_add(&m->g->leaves, gap->leaf);
	return ++m->n < GAPS_MAX;
}

static enum err
find_gaps(struct citing *g)
{
	struct missing m = { g, 0 };

	return g->c->n_sweeps == 0 ? ERR_OK
				   : anchor_gap_each(g->r->t, add_gap, &m);
}

static enum err
find_sweeps(struct citing *g)
{
	struct bundle_case *c = g->c;

	c->sweeps =
	    arena_alloc(&c->arena, (c->n_snapshots + 1) * sizeof(c->sweeps[0]));
	for (size_t i = 0; i < c->n_snapshots; i++) {
		const struct bundle_snapshot *s = &c->snapshots[i];
		struct span span;
		enum err e;

		cited_set_add(&g->leaves, s->leaf);
		if (s->leaf >= g->newest)
			return ERR_SHORT;
		if (!is_swept(s))
			continue;
		e = spans_at(g->r->spans, s->leaf, &span);
		if (e == ERR_OK)
			add_sweep(g, &span);
		else if (e != ERR_NOTFOUND)
			return e;
	}
	if (c->n_sweeps > 0)
		qsort(c->sweeps, c->n_sweeps, sizeof(c->sweeps[0]), by_start);
	return find_gaps(g);
}

/* ---- leaves ---- */

/* The document of a snapshot that has a leaf of its own is parsed already. */
static json_t *
parsed_leaf(const struct bundle_case *c, uint64_t seq)
{
	for (size_t i = 0; i < c->n_snapshots; i++)
		if (!c->snapshots[i].is_check && c->snapshots[i].leaf == seq)
			return json_incref(c->snapshots[i].doc);
	return NULL;
}

static enum err
load_leaf(struct citing *g, uint64_t seq, struct bundle_leaf *out)
{
	char *text;
	enum err e = log_get(g->r->t, seq, &text, &out->len);

	if (e != ERR_OK) {
		log_error(
		    "leaf %" PRIu64 " cannot be read (vigie verify)", seq);
		return e;
	}
	out->seq = seq;
	out->text = arena_strndup(&g->c->arena, text, out->len);
	out->doc = parsed_leaf(g->c, seq);
	if (out->doc == NULL && json_parse(text, out->len, &out->doc) != ERR_OK)
		e = ERR_DAMAGED;
	free(text);
	proof_leaf_hash(out->text, out->len, out->hash);
	return e;
}

static enum err
load_leaves(struct citing *g)
{
	struct bundle_case *c = g->c;
	uint64_t *keys;
	size_t n_keys;
	enum err e = keys_leaves(g->r->t, &keys, &n_keys);

	for (uint64_t i = 0; i < FIRST_LEAVES && i < g->newest; i++)
		cited_set_add(&g->leaves, i);
	for (size_t i = 0; i < n_keys; i++)
		if (keys[i] < g->newest)
			cited_set_add(&g->leaves, keys[i]);
	free(keys);
	cited_set_sort(&g->leaves);
	c->leaves =
	    arena_alloc(&c->arena, (g->leaves.n + 1) * sizeof(c->leaves[0]));
	for (size_t i = 0; i < g->leaves.n && e == ERR_OK; i++) {
		e = load_leaf(g, g->leaves.v[i], &c->leaves[i]);
		c->n_leaves += e == ERR_OK;
	}
	return e;
}

static enum err
read_identity(struct citing *g)
{
	struct bundle_case *c = g->c;

	for (size_t i = 0; i < c->n_leaves && c->leaves[i].seq < KEY_WITHIN;
	     i++) {
		const json_t *doc = c->leaves[i].doc;
		const char *origin = json_get_text(doc, "origin");
		const char *key = json_get_text(doc, "public_key");
		const char *id = json_get_text(doc, "key_id");

		if (origin != NULL && c->origin == NULL)
			c->origin = arena_strdup(&c->arena, origin);
		if (key == NULL || id == NULL || strlen(id) != 8 ||
		    !digest_unhex(key, c->key, sizeof(c->key)))
			continue;
		snprintf(c->key_id, sizeof(c->key_id), "%s", id);
	}
	if (c->origin != NULL && c->key_id[0] != '\0')
		return ERR_OK;
	log_error("export: the log does not begin with its origin and key "
		  "(vigie verify)");
	return ERR_DAMAGED;
}

static void
name_hashes(struct bundle_case *c, struct bundle_sweep *s, const json_t *start)
{
	const char *at = json_get_text(start, "at");
	int64_t ms = 0;
	char day[CLOCK_TEXT];

	if (s->checkpoint == BUNDLE_NONE)
		return;
	if (at != NULL && clock_parse(at, &ms) != ERR_OK)
		ms = 0;
	clock_format(ms, day);
	s->hash_file = arena_printf(&c->arena,
	    "data/journal/nuit-%.10s-s%" PRIu64 "-hachages.txt", day,
	    s->number);
}

static void
link_sweeps(struct citing *g)
{
	struct bundle_case *c = g->c;

	for (size_t i = 0; i < c->n_sweeps; i++) {
		struct bundle_sweep *s = &c->sweeps[i];
		const struct bundle_leaf *start = bundle_leaf_of(c, s->start);
		const struct bundle_leaf *end =
		    s->ended ? bundle_leaf_of(c, s->end) : NULL;
		const struct bundle_leaf *clock =
		    s->clock != 0 ? bundle_leaf_of(c, s->clock) : NULL;

		name_hashes(c, s, start != NULL ? start->doc : NULL);
		s->start_doc = start != NULL ? start->doc : NULL;
		s->end_doc = end != NULL ? end->doc : NULL;
		s->clock_doc = clock != NULL ? clock->doc : NULL;
	}
}

/* ---- checkpoints ---- */

static enum err
size_over(struct citing *g, uint64_t seq, uint64_t *size)
{
	char *note;
	enum err e = checkpoint_over(g->r->t, seq, size, &note);

	if (e == ERR_OK)
		free(note);
	return e == ERR_NOTFOUND ? ERR_SHORT : e;
}

/* The smallest one that holds leaf seq: a stamped one where there is any. */
static enum err
stamped_size_over(struct citing *g, uint64_t seq, uint64_t *size)
{
	size_t lo = 0, hi = g->n_anchors;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (g->anchors[mid].size <= seq)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < g->n_anchors; lo++) {
		if (g->anchors[lo].kind != ANCHOR_RFC3161)
			continue;
		*size = g->anchors[lo].size;
		return ERR_OK;
	}
	return size_over(g, seq, size);
}

static const struct anchor *
anchor_by_reply(const struct citing *g, const char *hex)
{
	uint8_t sha[SHA256_LEN];

	if (hex == NULL || strlen(hex) != SHA256_HEX - 1 ||
	    !digest_unhex(hex, sha, SHA256_LEN))
		return NULL;
	for (size_t i = 0; i < g->n_anchors; i++)
		if (memcmp(g->anchors[i].reply, sha, SHA256_LEN) == 0)
			return &g->anchors[i];
	return NULL;
}

/* Every size that is cited. */
static enum err
gather_sizes(struct citing *g)
{
	struct bundle_case *c = g->c;
	uint64_t size = 0;
	enum err e = ERR_OK;

	for (size_t i = 0; i < c->n_leaves && e == ERR_OK; i++) {
		const struct anchor *after = anchor_by_reply(
		    g, json_get_text(c->leaves[i].doc, "after"));

		e = stamped_size_over(g, c->leaves[i].seq, &size);
		cited_set_add(&g->sizes, size);
		if (after != NULL)
			cited_set_add(&g->sizes, after->size);
	}
	for (size_t i = 0; i < c->n_sweeps && e == ERR_OK; i++) {
		e = size_over(g, c->sweeps[i].end, &size);
		cited_set_add(&g->sizes, size);
	}
	cited_set_add(&g->sizes, g->newest);
	cited_set_sort(&g->sizes);
	return e;
}

static enum err
load_checkpoints(struct citing *g)
{
	struct bundle_case *c = g->c;
	enum err e = gather_sizes(g);

	if (e != ERR_OK)
		return e;
	c->checkpoints = arena_alloc(
	    &c->arena, (g->sizes.n + 1) * sizeof(c->checkpoints[0]));
	for (size_t i = 0; i < g->sizes.n && e == ERR_OK; i++) {
		struct bundle_checkpoint *k = &c->checkpoints[i];
		char *note = NULL;

		e = checkpoint_at(g->r->t, g->sizes.v[i], &note);
		if (e != ERR_OK)
			return e == ERR_NOTFOUND ? ERR_DAMAGED : e;
		k->size = g->sizes.v[i];
		k->note_len = strlen(note);
		k->note = arena_strndup(&c->arena, note, k->note_len);
		c->n_checkpoints++;
		free(note);
	}
	for (size_t i = 0; i < c->n_leaves && e == ERR_OK; i++) {
		uint64_t size = 0;

		e = stamped_size_over(g, c->leaves[i].seq, &size);
		c->leaves[i].checkpoint = cited_set_index(&g->sizes, size);
	}
	for (size_t i = 0; i < c->n_sweeps && e == ERR_OK; i++) {
		uint64_t size = 0;

		e = size_over(g, c->sweeps[i].end, &size);
		c->sweeps[i].checkpoint = cited_set_index(&g->sizes, size);
	}
	return e;
}

enum err
reading_cited(struct reading *r)
{
	struct citing g = { .r = r, .c = r->c };
	enum err e = take_stock(&g);

	if (e == ERR_OK)
		e = find_sweeps(&g);
	if (e == ERR_OK)
		e = cited_elsewhere(&g);
	if (e == ERR_OK)
		e = load_leaves(&g);
	if (e == ERR_OK)
		e = read_identity(&g);
	if (e == ERR_OK)
		e = load_checkpoints(&g);
	if (e == ERR_OK)
		e = cited_anchors(&g);
	if (e == ERR_OK)
		link_sweeps(&g);
	free(g.leaves.v);
	free(g.sizes.v);
	free(g.anchors);
	return e;
}
