/* SPDX-License-Identifier: ISC */
/* Another log out of what a merge kept of it (store/merge.h): records verbatim,
 * and proofs from the nodes of its tree, hashed anew. The interface is in
 * store.h. Whether all of it holds is verify_merged.c's to say, and that of
 * whoever is handed the proofs. */
#include <stdlib.h>
#include <string.h>

#include "store/archive/anchor.h"
#include "store/archive/check.h"
#include "store/archive/checkpoint.h"
#include "store/archive/proof.h"
#include "store/archive/purge.h"
#include "store/archive/tree.h"
#include "store/base/lines.h"
#include "store/base/mem.h"

enum { FIRST_LEAVES = 2 /* its origin and its first key */ };

struct merged_log {
	struct txn *t;      /* borrowed */
	struct arena arena; /* of all that follows, but what grows */
	const char *origin;
	const uint64_t *wanted; /* borrowed, while it is read: ascending */
	size_t n_wanted;
	struct merged_leaf *leaves; /* owned, by seq */
	struct anchor *anchors;     /* owned, by size */
	struct merged_note *notes;  /* owned, by size */
	uint64_t *ours;             /* owned: leaves "merge" */
	size_t n_leaves, n_anchors, n_notes, n_ours;
	/* The nodes that each leaf completes, leaf by leaf: those of leaf seq
	 * begin at 2 * seq less the bits that are set in it. */
	uint8_t (*nodes)[SHA256_LEN]; /* owned */
	size_t n_nodes, cap_nodes;
	struct tree tree;
};

/* ---- its tree ---- */

static void
add_hash(struct merged_log *m, const uint8_t hash[SHA256_LEN])
{
	if (m->n_nodes + TREE_LEVELS > m->cap_nodes) {
		m->cap_nodes = m->cap_nodes * 2 + 4 * (size_t)TREE_LEVELS;
		m->nodes = mem_grow(m->nodes, m->cap_nodes, SHA256_LEN);
	}
	m->n_nodes += tree_add(&m->tree, hash, m->nodes + m->n_nodes);
}

static bool
find_node(void *arg, uint64_t seq, unsigned level, uint8_t out[SHA256_LEN])
{
	const struct merged_log *m = arg;
	uint64_t at = 2 * seq + level;

	if (seq >= m->tree.size || level >= tree_completes(seq))
		return false;
	for (; seq != 0; seq &= seq - 1)
		at--;
	memcpy(out, m->nodes[at], SHA256_LEN);
	return true;
}

enum err
merged_log_inclusion(
    struct merged_log *m, uint64_t seq, uint64_t size, struct proof *out)
{
	const struct proof_nodes nodes = { find_node, m };

	return seq < size && size <= m->tree.size &&
		       proof_inclusion(&nodes, seq, size, out)
		   ? ERR_OK
		   : ERR_DAMAGED;
}

enum err
merged_log_consistency(
    struct merged_log *m, uint64_t from, uint64_t to, struct proof *out)
{
	const struct proof_nodes nodes = { find_node, m };

	return from <= to && to <= m->tree.size &&
		       proof_consistency(&nodes, from, to, out)
		   ? ERR_OK
		   : ERR_DAMAGED;
}

/* ---- its records ---- */

static bool
is_wanted(const struct merged_log *m, uint64_t seq, const char *line, size_t n)
{
	size_t lo = 0, hi = m->n_wanted;

	if (seq < FIRST_LEAVES || log_is_type(line, n, "key"))
		return true;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (m->wanted[mid] < seq)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < m->n_wanted && m->wanted[lo] == seq;
}

/* One that an earlier merge had from behind the log's end comes again. */
static void
keep_anchor(struct merged_log *m, uint64_t seq, const json_t *doc)
{
	struct anchor a;

	for (size_t i = 0; i < m->n_anchors; i++)
		if (m->anchors[i].leaf == seq)
			return;
	if (anchor_read(doc, seq, &a) != ERR_OK)
		return;
	a.url = arena_strdup(&m->arena, a.url);
	a.name = arena_strdup(&m->arena, a.name);
	a.policy = arena_strdup(&m->arena, a.policy);
	a.serial = arena_strdup(&m->arena, a.serial);
	m->anchors = mem_grow(m->anchors, m->n_anchors + 1, sizeof(a));
	m->anchors[m->n_anchors++] = a;
}

static void
read_anchor(struct merged_log *m, uint64_t seq, const char *line, size_t n)
{
	json_t *doc;

	if (json_parse(line, n, &doc) != ERR_OK)
		return;
	keep_anchor(m, seq, doc);
	json_decref(doc);
}

/* From behind the log's end. */
static void
read_late(struct merged_log *m, const char *text)
{
	json_t *doc = NULL;

	if (text == NULL || json_parse(text, strlen(text), &doc) != ERR_OK)
		return;
	keep_anchor(m, (uint64_t)json_get_int(doc, "seq", 0), doc);
	json_decref(doc);
}

static struct merged_leaf *
keep_leaf(struct merged_log *m, uint64_t seq, const uint8_t hash[SHA256_LEN])
{
	struct merged_leaf *l;

	m->leaves = mem_grow(m->leaves, m->n_leaves + 1, sizeof(*m->leaves));
	l = &m->leaves[m->n_leaves++];
	memset(l, 0, sizeof(*l));
	l->seq = seq;
	memcpy(l->hash, hash, SHA256_LEN);
	return l;
}

/* The lines behind the record that begin with a blank. */
static void
keep_entries(
    struct merged_log *m, struct merged_leaf *l, const struct lines *behind)
{
	struct lines at = *behind, before = at;
	const char *line;
	size_t n;

	while (lines_next(&at, &line, &n) && n > 0 && line[0] == ' ')
		before = at;
	l->entries_len = (size_t)(before.p - behind->p);
	l->entries = arena_strndup(&m->arena, behind->p, l->entries_len);
}

static enum err
read_line(struct merged_log *m, const char *line, size_t n,
    const struct lines *behind)
{
	uint64_t seq = m->tree.size;
	uint8_t hash[SHA256_LEN];
	char hex[SHA256_HEX];

	if (n == SHA256_HEX && line[0] == '-') {
		memcpy(hex, line + 1, SHA256_HEX - 1);
		hex[SHA256_HEX - 1] = '\0';
		if (!digest_unhex(hex, hash, SHA256_LEN))
			return ERR_DAMAGED;
		if (is_wanted(m, seq, "", 0))
			return ERR_DAMAGED; /* both go together */
	} else {
		tree_leaf_hash(line, n, hash);
		if (log_is_type(line, n, "anchor-ok"))
			read_anchor(m, seq, line, n);
		if (is_wanted(m, seq, line, n)) {
			struct merged_leaf *l = keep_leaf(m, seq, hash);

			l->text = arena_strndup(&m->arena, line, n);
			l->len = n;
			keep_entries(m, l, behind);
		}
	}
	add_hash(m, hash);
	return ERR_OK;
}

static enum err
read_blob(struct merged_log *m, const char *hex, char **data, size_t *n)
{
	uint8_t sha[SHA256_LEN];

	if (hex == NULL || strlen(hex) != SHA256_HEX - 1 ||
	    !digest_unhex(hex, sha, SHA256_LEN))
		return ERR_DAMAGED;
	purge_successor(m->t, sha);
	return blob_get(m->t, sha, data, n);
}

static enum err
read_chunk(struct merged_log *m, const json_t *item)
{
	struct lines l = { NULL, NULL };
	const char *line;
	char *data;
	size_t n;
	enum err e = read_blob(m, json_get_text(item, "sha256"), &data, &n);

	if (e != ERR_OK)
		return e;
	if (json_get_int(item, "first", -1) != (int64_t)m->tree.size)
		e = ERR_DAMAGED;
	l = (struct lines){ data, data + n };
	while (e == ERR_OK && lines_next(&l, &line, &n))
		if (n == 0 || line[0] != ' ')
			e = read_line(m, line, n, &l);
	free(data);
	return e;
}

/* ---- its checkpoints ---- */

/* The next note: each holds an empty line and is followed by one. */
static bool
next_note(struct lines *l, const char **note, size_t *n)
{
	const char *line;
	size_t len;
	int empty = 0;

	*note = l->p;
	while (empty < 2) {
		if (!lines_next(l, &line, &len))
			return false;
		empty += len == 0;
	}
	*n = (size_t)(l->p - *note) - 1;
	return true;
}

static enum err
read_notes(struct merged_log *m, const json_t *doc)
{
	const char *text;
	char *data;
	size_t n;
	struct lines l;
	enum err e =
	    read_blob(m, json_get_text(doc, "checkpoints_sha256"), &data, &n);

	if (e != ERR_OK)
		return e;
	m->n_notes = 0; /* a later merge has the earlier ones' again */
	l = (struct lines){ data, data + n };
	while (e == ERR_OK && next_note(&l, &text, &n)) {
		struct merged_note *to;
		struct note note;

		e = note_read(text, n, &note);
		m->notes = mem_grow(m->notes, m->n_notes + 1, sizeof(*to));
		to = &m->notes[m->n_notes++];
		to->size = e == ERR_OK ? note.size : 0;
		to->len = n;
		to->text = arena_strndup(&m->arena, text, n);
	}
	free(data);
	return e == ERR_PARSE ? ERR_DAMAGED : e;
}

/* ---- the leaves of ours ---- */

static enum err
take_merge(struct merged_log *m, uint64_t seq, const json_t *doc)
{
	const json_t *list = json_object_get(doc, "leaves");
	const char *origin = json_get_text(doc, "origin");
	const json_t *item;
	enum err e = ERR_OK;
	size_t k;

	if (origin == NULL || strcmp(origin, m->origin) != 0)
		return ERR_OK;
	m->ours = mem_grow(m->ours, m->n_ours + 1, sizeof(m->ours[0]));
	m->ours[m->n_ours++] = seq;
	for (size_t i = 0; i < json_array_size(list) && e == ERR_OK; i++)
		e = read_chunk(m, json_array_get(list, i));
	json_array_foreach(json_object_get(doc, "anchors"), k, item)
	{
		read_late(m, json_string_value(item));
	}
	return e == ERR_OK ? read_notes(m, doc) : e;
}

static enum err
read_all(struct merged_log *m)
{
	uint64_t size = log_size(m->t);
	enum err e = ERR_OK;

	for (uint64_t seq = 0; seq < size && e == ERR_OK; seq++) {
		json_t *doc = NULL;
		char *text = NULL;
		size_t n;

		e = log_get(m->t, seq, &text, &n);
		if (e == ERR_OK && log_is_type(text, n, "merge")) {
			e = json_parse(text, n, &doc);
			if (e == ERR_OK)
				e = take_merge(m, seq, doc);
		}
		if (e == ERR_DENIED)
			e = ERR_OK; /* forgotten, and so none of these */
		json_decref(doc);
		free(text);
	}
	return e == ERR_OK && m->n_ours == 0 ? ERR_NOTFOUND : e;
}

static int
by_size(const void *a, const void *b)
{
	const struct anchor *x = a, *y = b;

	return (x->size > y->size) - (x->size < y->size);
}

enum err
merged_log_open(struct txn *t, const char *origin, const uint64_t *wanted,
    size_t n, struct merged_log **out)
{
	struct merged_log *m = mem_zalloc(sizeof(*m));
	enum err e;

	m->t = t;
	m->wanted = wanted;
	m->n_wanted = n;
	arena_init(&m->arena);
	tree_init(&m->tree);
	m->origin = arena_strdup(&m->arena, origin);
	e = read_all(m);
	m->wanted = NULL;
	m->n_wanted = 0;
	if (m->n_anchors > 0)
		qsort(m->anchors, m->n_anchors, sizeof(m->anchors[0]), by_size);
	if (e == ERR_OK)
		*out = m;
	else
		merged_log_free(m);
	return e;
}

void
merged_log_free(struct merged_log *m)
{
	if (m == NULL)
		return;
	free(m->leaves);
	free(m->anchors);
	free(m->notes);
	free(m->ours);
	free(m->nodes);
	arena_fini(&m->arena);
	free(m);
}

/* ---- what it holds ---- */

const struct merged_leaf *
merged_log_leaves(const struct merged_log *m, size_t *n)
{
	*n = m->n_leaves;
	return m->leaves;
}

uint64_t
merged_log_size(const struct merged_log *m)
{
	return m->tree.size;
}

const struct anchor *
merged_log_anchors(const struct merged_log *m, size_t *n)
{
	*n = m->n_anchors;
	return m->anchors;
}

const struct merged_note *
merged_log_notes(const struct merged_log *m, size_t *n)
{
	*n = m->n_notes;
	return m->notes;
}

const uint64_t *
merged_log_ours(const struct merged_log *m, size_t *n)
{
	*n = m->n_ours;
	return m->ours;
}

/* ---- checks ---- */

static bool
is_entry(const char *text, size_t n, const char *url, const char *at)
{
	const char *its_url, *its_at;
	json_t *doc;
	bool is;

	if (json_parse(text, n, &doc) != ERR_OK)
		return false;
	its_url = json_get_text(doc, "url");
	its_at = json_get_text(doc, "at");
	is = its_url != NULL && its_at != NULL && strcmp(its_url, url) == 0 &&
	     strcmp(its_at, at) == 0;
	json_decref(doc);
	return is;
}

enum err
merged_leaf_check(const struct merged_leaf *leaf, const char *url,
    const char *at, struct check_proof *out)
{
	uint8_t(*h)[SHA256_LEN] = mem_array(CHECK_LEAF_MAX, SHA256_LEN);
	struct lines l = { leaf->entries, leaf->entries + leaf->entries_len };
	struct check_proof p = { .leaf = leaf->seq };
	const char *line;
	size_t n;

	while (p.count < CHECK_LEAF_MAX && lines_next(&l, &line, &n)) {
		if (p.entry == NULL && is_entry(line + 1, n - 1, url, at)) {
			p.index = p.count;
			p.entry = mem_strndup(line + 1, n - 1);
			p.entry_len = n - 1;
		}
		tree_leaf_hash(line + 1, n - 1, h[p.count++]);
	}
	if (p.entry != NULL) {
		check_path(h, (size_t)p.count, p.index, &p.path);
		*out = p;
	}
	free(h);
	return p.entry != NULL ? ERR_OK : ERR_NOTFOUND;
}
