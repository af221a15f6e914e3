/* SPDX-License-Identifier: ISC */
/* Merkle proofs checked (RFC 9162 2.1.3.2, 2.1.4.2), notes read, trees that go
 * on from an edge: for a reader who has no archive and trusts nothing. */
#include <stdlib.h>
#include <string.h>

#include "store/archive/checkpoint.h"
#include "store/archive/keys.h"
#include "store/archive/log_node.h"
#include "store/archive/ots.h"
#include "store/archive/stamp.h"
#include "store/base/mem.h"
#include "store/store.h"

/* ---- proofs ---- */

void
proof_leaf_hash(const void *data, size_t n, uint8_t out[SHA256_LEN])
{
	tree_leaf_hash(data, n, out);
}

/* Past the levels on which fn is a left child without a sibling. */
static void
climb(uint64_t *fn, uint64_t *sn)
{
	while ((*fn & 1) == 0 && *fn != 0) {
		*fn >>= 1;
		*sn >>= 1;
	}
}

bool
proof_includes(const struct proof *p, const uint8_t leaf[SHA256_LEN],
    uint64_t index, uint64_t size, const uint8_t root[SHA256_LEN])
{
	uint64_t fn = index, sn = size - 1;
	uint8_t r[SHA256_LEN];

	if (index >= size || p->n > PROOF_MAX)
		return false;
	memcpy(r, leaf, sizeof(r));
	for (size_t i = 0; i < p->n; i++) {
		if (sn == 0)
			return false;
		if ((fn & 1) != 0 || fn == sn) {
			tree_node_hash(p->hash[i], r, r);
			climb(&fn, &sn);
		} else {
			tree_node_hash(r, p->hash[i], r);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && memcmp(r, root, sizeof(r)) == 0;
}

/* One step of a consistency proof: fr grows to the smaller root, sr to the
 * greater. */
static void
join(uint8_t fr[SHA256_LEN], uint8_t sr[SHA256_LEN],
    const uint8_t c[SHA256_LEN], uint64_t *fn, uint64_t *sn)
{
	if ((*fn & 1) != 0 || *fn == *sn) {
		tree_node_hash(c, fr, fr);
		tree_node_hash(c, sr, sr);
		climb(fn, sn);
	} else {
		tree_node_hash(sr, c, sr);
	}
	*fn >>= 1;
	*sn >>= 1;
}

bool
proof_extends(const struct proof *p, uint64_t from,
    const uint8_t root_from[SHA256_LEN], uint64_t to,
    const uint8_t root_to[SHA256_LEN])
{
	uint64_t fn = from - 1, sn = to - 1;
	uint8_t fr[SHA256_LEN], sr[SHA256_LEN];
	bool whole = (from & fn) == 0; /* a power of two: told by its root */
	size_t i = 0;

	if (from == to)
		return p->n == 0 && memcmp(root_from, root_to, sizeof(fr)) == 0;
	if (from == 0 || from > to || p->n == 0 || p->n > PROOF_MAX)
		return false;
	for (; (fn & 1) != 0; fn >>= 1)
		sn >>= 1;
	memcpy(fr, whole ? root_from : p->hash[i++], sizeof(fr));
	memcpy(sr, fr, sizeof(sr));
	for (; i < p->n; i++) {
		if (sn == 0)
			return false;
		join(fr, sr, p->hash[i], &fn, &sn);
	}
	return sn == 0 && memcmp(fr, root_from, sizeof(fr)) == 0 &&
	       memcmp(sr, root_to, sizeof(sr)) == 0;
}

/* ---- growing ---- */

struct proof_tree {
	struct tree tree;
};

enum err
log_edge(struct txn *t, uint64_t size, struct proof *out)
{
	struct tree tree;

	if (size > log_size(t))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	if (!log_tree(t, size, &tree))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_DAMAGED;
	out->n = 0;
	for (unsigned i = TREE_LEVELS; i-- > 0;)
		if ((size >> i & 1) != 0)
			memcpy(out->hash[out->n++], tree.edge[i], SHA256_LEN);
	return ERR_OK;
}

struct proof_tree *
proof_tree_new(uint64_t size, const struct proof *edge)
{
	struct proof_tree *g = mem_zalloc(sizeof(*g));
	size_t n = 0;

	g->tree.size = size;
	for (unsigned i = TREE_LEVELS; i-- > 0;) {
		if ((size >> i & 1) == 0)
			continue;
		if (n < edge->n)
			memcpy(g->tree.edge[i], edge->hash[n], SHA256_LEN);
		n++;
	}
	if (n == edge->n)
		return g;
	free(g);
	return NULL;
}

void
proof_tree_free(struct proof_tree *g)
{
	free(g);
}

void
proof_tree_add(struct proof_tree *g, const uint8_t leaf[SHA256_LEN])
{
	uint8_t done[TREE_LEVELS][SHA256_LEN];

	(void)tree_add(&g->tree, leaf, done);
}

void
proof_tree_root(const struct proof_tree *g, uint8_t root[SHA256_LEN])
{
	tree_root(&g->tree, root);
}

/* ---- notes ---- */

enum err
proof_note_read(const char *text, size_t n, struct proof_note *out)
{
	struct note note;
	enum err e = note_read(text, n, &note);

	if (e != ERR_OK)
		return e;
	memset(out, 0, sizeof(*out));
	memcpy(out->origin, note.origin, sizeof(out->origin));
	out->size = note.size;
	memcpy(out->root, note.root, sizeof(out->root));
	out->signed_len = note.body_len;
	memcpy(out->signature, note.sig, sizeof(out->signature));
	memcpy(out->key_id, note.key_id, sizeof(out->key_id));
	return ERR_OK;
}

bool
proof_note_signed(const struct proof_note *note, const char *text,
    const uint8_t key[PROOF_KEY_LEN])
{
	uint8_t id[SIGNER_ID_LEN];

	signer_id(note->origin, key, id);
	return memcmp(id, note->key_id, sizeof(id)) == 0 &&
	       signer_verify(key, text, note->signed_len, note->signature);
}

enum err
proof_ots_read(const void *bytes, size_t n, struct proof_ots *out)
{
	struct ots *ots = mem_alloc(sizeof(*ots));
	enum err e = ots_read(bytes, n, ots);

	memcpy(out->imprint, ots->sha, SHA256_LEN);
	memcpy(out->root, ots->root, SHA256_LEN);
	out->attested = ots->attested;
	out->height = ots->height;
	free(ots);
	return e;
}

bool
proof_key(const json_t *leaf, uint64_t seq, const char *origin,
    const uint8_t *old, uint8_t key[PROOF_KEY_LEN])
{
	return keys_judge(leaf, seq, origin, old, key) == NULL;
}

/* ---- time stamps ---- */

enum err
proof_stamp_check(const void *request, size_t request_len, const void *reply,
    size_t reply_len, const char *chain, struct proof_stamp *out)
{
	struct stamp stamp;
	char *why = NULL;
	enum err e;

	if (request_len > STAMP_REQUEST_MAX || reply_len > STAMP_REPLY_MAX ||
	    strlen(chain) > STAMP_CHAIN_MAX)
		return ERR_LIMIT;
	e = stamp_judge_kept(
	    request, request_len, reply, reply_len, chain, &stamp, &why);
	free(why);
	if (e != ERR_OK)
		return e;
	out->time = stamp.time;
	memcpy(out->imprint, stamp.imprint, SHA256_LEN);
	stamp_fini(&stamp);
	return ERR_OK;
}

enum err
proof_stamp_token(
    const void *reply, size_t reply_len, char **token, size_t *len)
{
	return stamp_token(reply, reply_len, token, len);
}
