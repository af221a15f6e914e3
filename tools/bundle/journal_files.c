/* SPDX-License-Identifier: ISC */
/* One file of a log after the other. */
#include "tools/bundle/journal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tools/bundle/stamps.h"

enum { PROOF_TEXT_MAX = 64 * 1024 };

/* Adds what was written; the error so far, else the bag's, if any, later. */
static enum err
put_text(struct bag *b, const char *name, struct buf *text, enum err e)
{
	if (e == ERR_OK)
		bag_add(b, name, text->data, text->len);
	buf_fini(text);
	return e;
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

enum err
journal_leaf(struct bag *b, const char *dir, const struct bundle_leaf *leaf,
    const struct bundle_checkpoint *k, const struct proof *p)
{
	char name[BUNDLE_NAME_MAX];
	struct buf text;

	snprintf(
	    name, sizeof(name), "%s/leaf-%08" PRIu64 ".json", dir, leaf->seq);
	bag_add(b, name, leaf->text, leaf->len);
	snprintf(name, sizeof(name), "%s/leaf-%08" PRIu64 ".tlog-proof", dir,
	    leaf->seq);
	buf_init(&text, PROOF_TEXT_MAX);
	return put_text(b, name, &text, tlog_proof(leaf, p, k, &text));
}

enum err
journal_check(struct bag *b, const char *dir, uint64_t number,
    const struct check_proof *p)
{
	char name[BUNDLE_NAME_MAX];
	struct buf text;
	enum err e;

	snprintf(name, sizeof(name), "%s/check-s%" PRIu64 ".json", dir, number);
	bag_add(b, name, p->entry, p->entry_len);
	snprintf(name, sizeof(name), "%s/check-s%" PRIu64 ".txt", dir, number);
	buf_init(&text, PROOF_TEXT_MAX);
	e = buf_addf(&text,
	    "leaf %" PRIu64 "\nindex %" PRIu64 "\nsize %" PRIu64 "\n", p->leaf,
	    p->index, p->count);
	if (e == ERR_OK)
		e = add_hex(&text, &p->path);
	return put_text(b, name, &text, e);
}

/* ---- checkpoints ---- */

void
journal_checkpoint(
    struct bag *b, const char *dir, const struct bundle_checkpoint *k)
{
	char name[BUNDLE_NAME_MAX];

	snprintf(name, sizeof(name), "%s/checkpoint-%08" PRIu64 ".txt", dir,
	    k->size);
	bag_add(b, name, k->note, k->note_len);
}

enum err
journal_consistency(struct bag *b, const char *dir, uint64_t from, uint64_t to,
    const struct proof *p)
{
	char name[BUNDLE_NAME_MAX];
	struct buf text;
	enum err e;

	snprintf(name, sizeof(name),
	    "%s/consistency-%08" PRIu64 "-%08" PRIu64 ".txt", dir, from, to);
	buf_init(&text, PROOF_TEXT_MAX);
	e = buf_addf(&text, "from %" PRIu64 "\nto %" PRIu64 "\n", from, to);
	if (e == ERR_OK)
		e = add_hex(&text, p);
	return put_text(b, name, &text, e);
}

/* ---- time stamps ---- */

/* Once for all tokens with the same chain. */
static void
put_chain(
    struct bag *b, const char *dir, const struct bundle_anchor *all, size_t i)
{
	const struct bundle_anchor *a = &all[i];
	char name[BUNDLE_NAME_MAX];

	for (size_t k = 0; k < i; k++)
		if (strcmp(all[k].chain_name, a->chain_name) == 0)
			return;
	snprintf(name, sizeof(name), "%s/%s-chaine.pem", dir, a->chain_name);
	bag_add(b, name, a->chain, a->chain_len);
	snprintf(name, sizeof(name), "%s/%s-racine.pem", dir, a->chain_name);
	bag_adds(b, name, stamps_root_of(a->chain));
}

static void
put_anchor(struct bag *b, const char *dir, const struct bundle_anchor *a)
{
	char name[BUNDLE_NAME_MAX];

	snprintf(name, sizeof(name), "%s/%08" PRIu64 ".%s.%s", dir, a->size,
	    a->name, a->kind == ANCHOR_OTS ? "ots" : "tsr");
	bag_add(b, name, a->reply, a->reply_len);
	if (a->request_len == 0)
		return;
	snprintf(name, sizeof(name), "%s/%08" PRIu64 ".%s.tsq", dir, a->size,
	    a->name);
	bag_add(b, name, a->request, a->request_len);
}

void
journal_anchors(struct bag *b, const char *dir,
    const struct bundle_anchor *anchors, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		put_anchor(b, dir, &anchors[i]);
		if (anchors[i].chain_len > 0)
			put_chain(b, dir, anchors, i);
	}
}
