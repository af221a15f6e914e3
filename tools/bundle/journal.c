/* SPDX-License-Identifier: ISC */
/* journal/ and ancres/: what the log says, each statement in a file that stock
 * tools read (the notices tell how):
 *
 *	leaf-N.json, .tlog-proof     a record verbatim; its C2SP tlog-proof@v1
 *	check-sN.json, .txt          one check; its path to "root" in its leaf
 *	path-sN.json                 how sN was come upon: what "path_sha256" of
 *	                             its leaf is the hash of
 *	checkpoint-N.txt             a signed note
 *	consistency-A-B.txt          the log of size B extends that of size A
 *	nuit-DATE-sK-hachages.txt    the hashes of all leaves of a sweep
 *
 * The last three begin with lines "word value"; hashes follow, one a line, in
 * hexadecimal. A log that was merged into ours has its own, in data/repris/. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tools/bundle/journal.h"

enum { HASHES_MAX = 256 << 20 };

static const char dir[] = "data/journal";

static enum err
write_leaf(
    const struct bundle_case *c, const struct bundle_leaf *leaf, struct bag *b)
{
	const struct bundle_checkpoint *k = &c->checkpoints[leaf->checkpoint];
	struct proof p;
	enum err e = log_inclusion(c->t, leaf->seq, k->size, &p);

	return e == ERR_OK ? journal_leaf(b, dir, leaf, k, &p) : e;
}

static enum err
write_check(
    const struct bundle_case *c, const struct bundle_snapshot *s, struct bag *b)
{
	struct check_proof p;
	enum err e = check_prove(c->t, s->number, &p);

	if (e != ERR_OK)
		return e;
	e = journal_check(b, dir, s->number, &p);
	check_proof_fini(&p);
	return e;
}

static enum err
write_consistency(
    const struct bundle_case *c, uint64_t from, uint64_t to, struct bag *b)
{
	struct proof p;
	enum err e = log_consistency(c->t, from, to, &p);

	return e == ERR_OK ? journal_consistency(b, dir, from, to, &p) : e;
}

/* Each checkpoint, each step to the next, and the first to the last. */
static enum err
write_checkpoints(const struct bundle_case *c, struct bag *b)
{
	const struct bundle_checkpoint *k = c->checkpoints;
	enum err e = ERR_OK;

	for (size_t i = 0; i < c->n_checkpoints && e == ERR_OK; i++) {
		journal_checkpoint(b, dir, &k[i]);
		if (i > 0)
			e = write_consistency(c, k[i - 1].size, k[i].size, b);
	}
	if (e == ERR_OK && c->n_checkpoints > 2)
		e = write_consistency(
		    c, k[0].size, k[c->n_checkpoints - 1].size, b);
	return e;
}

/* ---- the hashes of a night ---- */

/* What stands before the sweep is told by the subtrees into which it falls; so
 * the root is rebuilt without a hash of any earlier leaf. */
static enum err
night_text(
    const struct bundle_case *c, const struct bundle_sweep *s, struct buf *to)
{
	uint64_t size = c->checkpoints[s->checkpoint].size;
	char hex[SHA256_HEX];
	struct proof edge;
	enum err e = log_edge(c->t, s->start, &edge);

	if (e == ERR_OK)
		e = buf_addf(to,
		    "sweep %" PRIu64 "\nfrom %" PRIu64 "\nto %" PRIu64 "\n",
		    s->number, s->start, size);
	for (size_t i = 0; i < edge.n && e == ERR_OK; i++) {
		digest_hex(edge.hash[i], SHA256_LEN, hex);
		e = buf_addf(to, "edge %s\n", hex);
	}
	for (uint64_t seq = s->start; seq < size && e == ERR_OK; seq++) {
		uint8_t hash[SHA256_LEN];

		e = log_leaf_hash(c->t, seq, hash);
		digest_hex(hash, SHA256_LEN, hex);
		if (e == ERR_OK)
			e = buf_addf(to, "%s\n", hex);
	}
	return e;
}

static enum err
write_night(
    const struct bundle_case *c, const struct bundle_sweep *s, struct bag *b)
{
	struct buf text;
	enum err e;

	buf_init(&text, HASHES_MAX);
	e = night_text(c, s, &text);
	if (e == ERR_OK)
		bag_add(b, s->hash_file, text.data, text.len);
	buf_fini(&text);
	return e;
}

/* ---- all of it ---- */

static void
write_path(const struct bundle_snapshot *s, struct bag *b)
{
	char name[BUNDLE_NAME_MAX];

	if (s->path == NULL)
		return;
	snprintf(name, sizeof(name), "data/journal/path-s%" PRIu64 ".json",
	    s->number);
	bag_adds(b, name, s->path);
}

enum err
journal_write(const struct bundle_case *c, struct bag *b)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < c->n_leaves && e == ERR_OK; i++)
		e = write_leaf(c, &c->leaves[i], b);
	for (size_t i = 0; i < c->n_snapshots && e == ERR_OK; i++) {
		write_path(&c->snapshots[i], b);
		if (c->snapshots[i].is_check)
			e = write_check(c, &c->snapshots[i], b);
	}
	if (e == ERR_OK)
		e = write_checkpoints(c, b);
	for (size_t i = 0; i < c->n_sweeps && e == ERR_OK; i++)
		if (c->sweeps[i].hash_file != NULL)
			e = write_night(c, &c->sweeps[i], b);
	journal_anchors(b, "data/ancres", c->anchors, c->n_anchors);
	return e == ERR_OK ? elsewhere_write(c, b) : e;
}
