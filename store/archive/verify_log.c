/* SPDX-License-Identifier: ISC */
/* The log, from its first leaf to its last: each leaf's hash, its place, its
 * link to the one before, every node of the tree, what it names, and the
 * checkpoints that were signed on the way. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/check.h"
#include "store/archive/keys.h"
#include "store/archive/log_node.h"
#include "store/archive/snapshot.h"
#include "store/archive/verify_control.h"
#include "store/archive/verify_later.h"
#include "store/base/mem.h"
#include "store/cursor.h"

enum { SALT_HEX = 32 };

/* Where the walk stands. */
struct walk {
	struct verify *v;
	uint64_t seq;
	uint8_t prev[SHA256_LEN]; /* of the leaf before */
	struct tree tree;
	uint64_t next_checkpoint; /* sizes from here on are not looked at yet */
	struct note note;         /* the checkpoint at or after seq */
	uint64_t note_size;       /* its key; UINT64_MAX: no more */
	bool note_ok;             /* it was readable, and is of this log */
	char *note_text;          /* owned: all of it */
	char *origin;             /* owned: the fact */
	uint8_t pub[SIGNER_KEY_LEN]; /* the newest that a leaf declared */
	bool has_pub;
	uint64_t own_snapshots, check_leaves;
	struct verify_control control;
	struct verify_leaf leaf;    /* at seq */
	struct verify_later *later; /* owned */
};

static void
bad_leaf(const struct walk *w, const char *why)
{
	verify_bad(w->v, VERIFY_RECORDS, why, "leaf %" PRIu64, w->seq);
}

/* ---- checkpoints ---- */

static void
bad_checkpoint(const struct walk *w, const char *why)
{
	verify_bad(w->v, VERIFY_CHECKPOINTS, why,
	    "the checkpoint of size %" PRIu64, w->note_size);
}

static void
judge_note(struct walk *w, const struct val *text)
{
	const char *s = (const char *)text->data;

	w->note_ok = false;
	free(w->note_text);
	w->note_text = txn_copy(text);
	if (note_read(s, text->len, &w->note) != ERR_OK)
		bad_checkpoint(w, "it cannot be read");
	else if (w->note.size != w->note_size)
		bad_checkpoint(w, "it is kept under another size");
	else if (w->origin == NULL || strcmp(w->note.origin, w->origin) != 0)
		bad_checkpoint(w, "its origin is another log");
	else
		w->note_ok = true;
}

/* Finds the next checkpoint and judges all of it but its root. */
static void
next_checkpoint(struct walk *w)
{
	struct cursor c;
	struct key k;

	w->note_size = UINT64_MAX;
	key_of_u64(&k, w->next_checkpoint);
	cursor_open(&c, w->v->t, DB_CHECKPOINT);
	if (cursor_seek(&c, &k) && c.key.len == 8) {
		w->note_size = key_read_u64(c.key.data);
		if (w->note_size >= w->v->checkpoints_end)
			w->note_size = UINT64_MAX; /* signed meanwhile */
		else
			judge_note(w, &c.val);
		w->next_checkpoint = w->note_size + 1;
	}
	cursor_close(&c);
}

/* The tree has grown by one leaf. */
static void
at_checkpoint(struct walk *w)
{
	uint8_t root[SHA256_LEN];

	if (w->tree.size != w->note_size)
		return;
	tree_root(&w->tree, root);
	if (w->note_ok && memcmp(root, w->note.root, sizeof(root)) != 0)
		bad_checkpoint(w, "its root is not that of the log");
	else if (w->note_ok &&
		 (!w->has_pub || !note_verify(&w->note, w->note_text, w->pub)))
		bad_checkpoint(w, "its signature does not hold");
	else if (w->note_ok)
		verify_good(w->v, VERIFY_CHECKPOINTS, 1);
	next_checkpoint(w);
}

/* ---- what a leaf says ---- */

static bool
is_hash(const struct leaf_text *t, const uint8_t want[SHA256_LEN])
{
	uint8_t got[SHA256_LEN];

	return leaf_text_sha(t, got) && memcmp(got, want, SHA256_LEN) == 0;
}

/* seq, prev and salt: what every leaf has. */
static void
check_envelope(const struct walk *w)
{
	const struct verify_leaf *l = &w->leaf;

	if (l->type.s == NULL || l->salt.s == NULL || l->salt.n != SALT_HEX)
		bad_leaf(w, "it lacks its type or salt");
	else if (l->seq != (int64_t)w->seq)
		bad_leaf(w, "its seq is another");
	else if (w->seq == 0 ? !l->prev_null : !is_hash(&l->prev, w->prev))
		bad_leaf(w, "prev is not the hash of the leaf before");
	else
		verify_good(w->v, VERIFY_RECORDS, 1);
}

static void
check_blob_named(const struct walk *w, const struct leaf_text *hex)
{
	uint8_t sha[SHA256_LEN];

	if (leaf_text_sha(hex, sha))
		verify_later_blob(w->v, w->later, sha, w->seq);
	else
		bad_leaf(w, "it names a blob by what is no digest");
}

/* "blobs", and "payload_sha256" where "kept" is true. */
static void
check_blobs_named(const struct walk *w)
{
	const struct verify_leaf *l = &w->leaf;

	for (size_t i = 0; i < l->n_blobs; i++)
		check_blob_named(w, &l->blobs[i]);
	if (l->kept && l->payload.s != NULL)
		check_blob_named(w, &l->payload);
}

static void
check_number(struct walk *w)
{
	const struct verify_leaf *l = &w->leaf;
	struct snapshot_row row;

	if (!l->has_snapshot)
		return;
	w->own_snapshots++;
	if (l->snapshot <= 0 ||
	    !snapshot_row_find(w->v->t, (uint64_t)l->snapshot, &row) ||
	    row.leaf != w->seq || row.host != 0)
		verify_bad(w->v, VERIFY_SNAPSHOTS,
		    "it does not lead to its leaf",
		    "snapshot %" PRId64 " of leaf %" PRIu64, l->snapshot,
		    w->seq);
	else
		verify_later_visit(w->v, w->later, l, w->seq);
}

/* The log's first key, or the one that follows. */
static void
take_key(struct walk *w, const json_t *doc)
{
	uint8_t key[SIGNER_KEY_LEN];
	const char *why =
	    keys_judge(doc, w->seq, w->origin != NULL ? w->origin : "",
		w->has_pub ? w->pub : NULL, key);

	if (why != NULL) {
		bad_leaf(w, why);
		return;
	}
	memcpy(w->pub, key, sizeof(key));
	w->has_pub = true;
}

static void
note_merge(struct verify *v, uint64_t seq)
{
	v->merges = mem_grow(v->merges, v->n_merges + 1, sizeof(*v->merges));
	v->merges[v->n_merges++] = seq;
}

static void
check_document(struct walk *w, const char *text, size_t n)
{
	const struct verify_leaf *l = &w->leaf;
	const char *why;

	if (!verify_leaf_read(text, n, &w->leaf)) {
		bad_leaf(w, "it is not JSON");
		return;
	}
	check_envelope(w);
	why = verify_control_leaf(&w->control, w->seq, l);
	if (why != NULL)
		bad_leaf(w, why);
	check_blobs_named(w);
	if (leaf_text_is(&l->type, "checks")) {
		w->check_leaves++;
		verify_checks(w->v, w->seq, l->doc);
	} else {
		check_number(w);
	}
	if (leaf_text_is(&l->type, "merge"))
		note_merge(w->v, w->seq);
	if (leaf_text_is(&l->type, "key"))
		take_key(w, l->doc);
}

/* ---- the walk ---- */

/* Compares the nodes that this leaf completes with the stored ones. */
static void
check_nodes(struct walk *w, const uint8_t hash[SHA256_LEN])
{
	uint8_t done[TREE_LEVELS][SHA256_LEN];
	unsigned n = tree_add(&w->tree, hash, done);
	const uint8_t *kept = log_nodes(w->v->t, w->seq);

	for (unsigned i = 0; i < n; i++) {
		if (kept != NULL && memcmp(kept + i * (size_t)SHA256_LEN,
					done[i], SHA256_LEN) == 0)
			verify_good(w->v, VERIFY_TREE, 1);
		else
			verify_bad(w->v, VERIFY_TREE,
			    "it is not the hash of what it stands for",
			    "node %u of leaf %" PRIu64, i, w->seq);
	}
}

static void
check_leaf(struct walk *w)
{
	uint8_t hash[SHA256_LEN];
	char *text;
	size_t n;
	enum err e = log_get(w->v->t, w->seq, &text, &n);

	if (e == ERR_OK) {
		tree_leaf_hash(text, n, hash);
		check_document(w, text, n);
		free(text);
	} else {
		if (e != ERR_DENIED)
			bad_leaf(w, "it cannot be read");
		/* The tree goes on with the hash that is kept of it. */
		memset(hash, 0, sizeof(hash));
		verify_step(w->v);
		(void)log_node(w->v->t, w->seq, 0, hash);
		if (e == ERR_DENIED)
			verify_control_missing(&w->control, w->seq, hash);
	}
	check_nodes(w, hash);
	memcpy(w->prev, hash, sizeof(hash));
	at_checkpoint(w);
}

/* Numbers follow one another without gaps, each row leading into the log. */
static void
check_numbers(struct walk *w)
{
	struct verify *v = w->v;
	uint64_t expected = 1, own = 0, rows = 0;
	struct snapshot_row row = { 0, 0, 0, 0 };

	for (; expected < v->next_snapshot; expected += row.count) {
		verify_step(v);
		if (!snapshot_row_find(v->t, expected, &row) ||
		    row.first != expected || row.leaf >= v->size) {
			verify_bad(v, VERIFY_SNAPSHOTS,
			    "it leads nowhere in the log", "snapshot %" PRIu64,
			    expected);
			return;
		}
		own += row.host == 0 &&
		       !verify_control_is_missing(&w->control, row.leaf);
		rows++;
		verify_good(v, VERIFY_SNAPSHOTS, row.count);
	}
	if (rows != v->n_snapshots || own != w->own_snapshots)
		verify_bad(v, VERIFY_SNAPSHOTS,
		    "there are more or fewer than in the log",
		    "%" PRIu64 " snapshots", expected - 1);
}

static void
check_counts(struct walk *w)
{
	struct verify *v = w->v;

	if (w->note_size != UINT64_MAX)
		bad_checkpoint(w, "the log is shorter than that");
	if (w->check_leaves != v->n_checks && v->kinds[VERIFY_CHECKS].bad == 0)
		verify_bad(v, VERIFY_CHECKS,
		    "there are more or fewer than in the log",
		    "%" PRIu64 " gatherings of checks", v->n_checks);
	check_numbers(w);
}

void
verify_log(struct verify *v, uint64_t *tokens)
{
	struct walk w = { .v = v };

	w.origin = archive_fact(v->t, "origin", NULL);
	w.later = verify_later_new();
	tree_init(&w.tree);
	verify_control_init(&w.control);
	next_checkpoint(&w);
	for (; w.seq < v->size; w.seq++) {
		verify_step(v);
		check_leaf(&w);
		if (verify_enough(v, VERIFY_RECORDS) ||
		    verify_enough(v, VERIFY_TREE))
			break; /* what follows would be as bad */
	}
	verify_later_end(v, w.later);
	verify_step(v);
	if (w.seq == v->size)
		check_counts(&w);
	verify_control_report(v, &w.control);
	*tokens = w.control.tokens;
	verify_control_fini(&w.control);
	verify_leaf_fini(&w.leaf);
	memcpy(v->key, w.pub, sizeof(v->key));
	v->has_key = w.has_pub;
	free(w.note_text);
	free(w.origin);
}
