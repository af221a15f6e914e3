/* SPDX-License-Identifier: ISC */
/* journal/ and ancres/: what the log says, each statement in a file that stock
 * tools read (the notices tell how):
 *
 *	leaf-N.json, .tlog-proof   a record verbatim; its C2SP tlog-proof@v1
 *	check-sN.json, .txt        one check; its path to "root" in its leaf
 *	path-sN.json               how sN was come upon: "path_sha256" of its
 *leaf checkpoint-N.txt           a signed note consistency-A-B.txt        that
 *the log of size B extends that of size A nuit-DATE-sK-hachages.txt  the hashes
 *of all leaves of a sweep
 *
 * The last three begin with lines "word value"; hashes follow, one a line, in
 * hexadecimal. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "tools/bundle/bundle.h"
#include "tools/bundle/stamps.h"

enum { PROOF_TEXT_MAX = 64 * 1024, HASHES_MAX = 256 << 20 };

static void
add_buf(struct bag *b, const char *name, struct buf *text, enum err *e)
{
	if (*e == ERR_OK)
		bag_add(b, name, text->data, text->len);
	buf_fini(text);
}

static enum err
add_hex(struct buf *to, const struct proof *p)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < p->n && e == ERR_OK; i++) {
		char hex[SHA256_HEX];

		digest_hex(p->hash[i], SHA256_LEN, hex);
		e = buf_addf(to, "%s\n", hex);
	}
	return e;
}

/* ---- leaves ---- */

/* c2sp.org/tlog-proof: the index, the hashes in base64, the checkpoint. */
static enum err
tlog_proof(const struct bundle_leaf *leaf, const struct proof *p,
    const struct bundle_checkpoint *k, struct buf *to)
{
	enum err e = buf_addf(
	    to, "c2sp.org/tlog-proof@v1\nindex %" PRIu64 "\n", leaf->seq);

	for (size_t i = 0; i < p->n && e == ERR_OK; i++) {
		char *b64 = digest_base64(p->hash[i], SHA256_LEN);

		e = buf_addf(to, "%s\n", b64);
		free(b64);
	}
	if (e == ERR_OK)
		e = buf_addc(to, '\n');
	return e == ERR_OK ? buf_add(to, k->note, k->note_len) : e;
}

static enum err
write_leaf(
    const struct bundle_case *c, const struct bundle_leaf *leaf, struct bag *b)
{
	const struct bundle_checkpoint *k = &c->checkpoints[leaf->checkpoint];
	char name[BUNDLE_NAME_MAX];
	struct proof p;
	struct buf text;
	enum err e = log_inclusion(c->t, leaf->seq, k->size, &p);

	if (e != ERR_OK)
		return e;
	snprintf(name, sizeof(name), "data/journal/leaf-%08" PRIu64 ".json",
	    leaf->seq);
	bag_add(b, name, leaf->text, leaf->len);
	snprintf(name, sizeof(name),
	    "data/journal/leaf-%08" PRIu64 ".tlog-proof", leaf->seq);
	buf_init(&text, PROOF_TEXT_MAX);
	e = tlog_proof(leaf, &p, k, &text);
	add_buf(b, name, &text, &e);
	return e;
}

static enum err
write_check(
    const struct bundle_case *c, const struct bundle_snapshot *s, struct bag *b)
{
	char name[BUNDLE_NAME_MAX];
	struct check_proof p;
	struct buf text;
	enum err e = check_prove(c->t, s->number, &p);

	if (e != ERR_OK)
		return e;
	snprintf(name, sizeof(name), "data/journal/check-s%" PRIu64 ".json",
	    s->number);
	bag_add(b, name, p.entry, p.entry_len);
	snprintf(name, sizeof(name), "data/journal/check-s%" PRIu64 ".txt",
	    s->number);
	buf_init(&text, PROOF_TEXT_MAX);
	e = buf_addf(&text,
	    "leaf %" PRIu64 "\nindex %" PRIu64 "\nsize %" PRIu64 "\n", p.leaf,
	    p.index, p.count);
	if (e == ERR_OK)
		e = add_hex(&text, &p.path);
	add_buf(b, name, &text, &e);
	check_proof_fini(&p);
	return e;
}

/* ---- checkpoints ---- */

static enum err
write_consistency(
    const struct bundle_case *c, uint64_t from, uint64_t to, struct bag *b)
{
	char name[BUNDLE_NAME_MAX];
	struct proof p;
	struct buf text;
	enum err e = log_consistency(c->t, from, to, &p);

	if (e != ERR_OK)
		return e;
	snprintf(name, sizeof(name),
	    "data/journal/consistency-%08" PRIu64 "-%08" PRIu64 ".txt", from,
	    to);
	buf_init(&text, PROOF_TEXT_MAX);
	e = buf_addf(&text, "from %" PRIu64 "\nto %" PRIu64 "\n", from, to);
	if (e == ERR_OK)
		e = add_hex(&text, &p);
	add_buf(b, name, &text, &e);
	return e;
}

/* Each checkpoint, each step to the next, and the first to the last. */
static enum err
write_checkpoints(const struct bundle_case *c, struct bag *b)
{
	const struct bundle_checkpoint *k = c->checkpoints;
	enum err e = ERR_OK;

	for (size_t i = 0; i < c->n_checkpoints && e == ERR_OK; i++) {
		char name[BUNDLE_NAME_MAX];

		snprintf(name, sizeof(name),
		    "data/journal/checkpoint-%08" PRIu64 ".txt", k[i].size);
		bag_add(b, name, k[i].note, k[i].note_len);
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
	add_buf(b, s->hash_file, &text, &e);
	return e;
}

/* ---- time stamps ---- */

static void
write_chain(const struct bundle_case *c, size_t i, struct bag *b)
{
	const struct bundle_anchor *a = &c->anchors[i];
	char name[BUNDLE_NAME_MAX];

	for (size_t k = 0; k < i; k++)
		if (strcmp(c->anchors[k].chain_name, a->chain_name) == 0)
			return;
	snprintf(
	    name, sizeof(name), "data/ancres/%s-chaine.pem", a->chain_name);
	bag_add(b, name, a->chain, a->chain_len);
	snprintf(
	    name, sizeof(name), "data/ancres/%s-racine.pem", a->chain_name);
	bag_adds(b, name, stamps_root_of(a->chain));
}

static void
write_anchor(const struct bundle_case *c, size_t i, struct bag *b)
{
	const struct bundle_anchor *a = &c->anchors[i];
	char name[BUNDLE_NAME_MAX];

	snprintf(name, sizeof(name), "data/ancres/%08" PRIu64 ".%s.%s", a->size,
	    a->name, a->kind == ANCHOR_OTS ? "ots" : "tsr");
	bag_add(b, name, a->reply, a->reply_len);
	if (a->request_len > 0) {
		snprintf(name, sizeof(name), "data/ancres/%08" PRIu64 ".%s.tsq",
		    a->size, a->name);
		bag_add(b, name, a->request, a->request_len);
	}
	if (a->chain_len > 0)
		write_chain(c, i, b);
}

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
	for (size_t i = 0; i < c->n_anchors && e == ERR_OK; i++)
		write_anchor(c, i, b);
	return e;
}
