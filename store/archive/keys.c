/* SPDX-License-Identifier: ISC */
/* Keys, and how one follows another. */
#include "store/archive/keys.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/archive.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { TEXT_MAX = 1024, LEAF_MAX = 64 * 1024, FIRST_LEAF = 1 };

/* The fact that names the leaves of later keys: 8 bytes each, of this machine.
 */
static const char fact[] = "key_leaves";

static char *
signed_text(const char *origin, uint64_t seq, const uint8_t key[SIGNER_KEY_LEN])
{
	char hex[2 * SIGNER_KEY_LEN + 1];

	digest_hex(key, SIGNER_KEY_LEN, hex);
	return mem_printf(
	    "vigie key rotation\n%s\n%" PRIu64 "\n%s\n", origin, seq, hex);
}

/* ---- one leaf ---- */

static bool
read_key(const json_t *leaf, uint8_t key[SIGNER_KEY_LEN])
{
	const char *hex = json_get_text(leaf, "public_key");

	return hex != NULL && strlen(hex) == 2 * (size_t)SIGNER_KEY_LEN &&
	       digest_unhex(hex, key, SIGNER_KEY_LEN);
}

const char *
keys_judge(const json_t *leaf, uint64_t seq, const char *origin,
    const uint8_t *old, uint8_t key[SIGNER_KEY_LEN])
{
	const char *hex = json_get_text(leaf, "signature");
	uint8_t sig[SIGNER_SIG_LEN];
	char *text;
	bool good;

	if (!read_key(leaf, key))
		return "its key cannot be read";
	if (old == NULL)
		return NULL;
	text = signed_text(origin, seq, key);
	good = hex != NULL && strlen(hex) == 2 * (size_t)SIGNER_SIG_LEN &&
	       digest_unhex(hex, sig, sizeof(sig)) &&
	       signer_verify(old, text, strlen(text), sig);
	free(text);
	return good ? NULL : "its key is not signed by the one before it";
}

/* ---- the leaves ---- */

static enum err
read_leaf(struct txn *t, uint64_t seq, uint8_t key[SIGNER_KEY_LEN])
{
	char *text = NULL;
	json_t *leaf = NULL;
	size_t n;
	enum err e = log_get(t, seq, &text, &n);

	if (e == ERR_OK)
		e = json_parse(text, n, &leaf);
	if (e == ERR_OK && !read_key(leaf, key))
		e = ERR_PARSE;
	json_decref(leaf);
	free(text);
	return e == ERR_OK ? e : ERR_DAMAGED;
}

enum err
keys_leaves(struct txn *t, uint64_t **leaves, size_t *n)
{
	size_t len = 0;
	char *later = archive_fact(t, fact, &len);

	*n = 1 + len / sizeof(uint64_t);
	*leaves = mem_array(*n, sizeof(uint64_t));
	(*leaves)[0] = FIRST_LEAF;
	if (later != NULL)
		memcpy(*leaves + 1, later, (*n - 1) * sizeof(uint64_t));
	free(later);
	return txn_err(t);
}

enum err
keys_at(struct txn *t, uint64_t size, uint8_t key[SIGNER_KEY_LEN])
{
	uint64_t *leaves, seq = FIRST_LEAF;
	size_t n;
	enum err e = keys_leaves(t, &leaves, &n);

	for (size_t i = 0; i < n; i++)
		if (leaves[i] < size)
			seq = leaves[i];
	free(leaves);
	return e == ERR_OK ? read_leaf(t, seq, key) : e;
}

/* ---- a new one ---- */

static enum err
compose(struct txn *t, const uint8_t old[SIGNER_KEY_LEN],
    const uint8_t key[SIGNER_KEY_LEN], struct jout *j)
{
	char *origin = archive_fact(t, "origin", NULL), *text;
	uint8_t sig[SIGNER_SIG_LEN], id[SIGNER_ID_LEN];
	enum err e;

	if (origin == NULL)
		return txn_damaged(t, "its origin");
	text = signed_text(origin, log_size(t), key);
	e = signer_sign(txn_store(t), old, text, strlen(text), sig);
	signer_id(origin, key, id);
	jout_ktext(j, "algorithm", "ed25519");
	jout_khex(j, "public_key", key, SIGNER_KEY_LEN);
	jout_khex(j, "key_id", id, SIGNER_ID_LEN);
	jout_ktime(j, "at", clock_wall_ms());
	jout_khex(j, "replaces", old, SIGNER_KEY_LEN);
	jout_khex(j, "signature", sig, SIGNER_SIG_LEN);
	free(text);
	free(origin);
	return e != ERR_OK ? e : j->err;
}

static void
note_leaf(struct txn *t, uint64_t seq)
{
	uint64_t *leaves;
	size_t n;

	if (keys_leaves(t, &leaves, &n) != ERR_OK)
		return;
	leaves = mem_grow(leaves, n + 1, sizeof(*leaves));
	leaves[n] = seq;
	archive_set_fact(t, fact, leaves + 1, n * sizeof(*leaves));
	free(leaves);
}

static enum err
rotate(struct txn *t, void *arg)
{
	const uint8_t *key = arg;
	uint8_t old[SIGNER_KEY_LEN];
	uint64_t seq;
	struct buf b;
	struct jout j;

	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	if (txn_fail(t, keys_at(t, log_size(t), old)) == ERR_OK &&
	    txn_fail(t, compose(t, old, key, &j)) == ERR_OK) {
		log_append(t, "key", b.data, b.len, &seq);
		archive_set_fact(t, "key", key, SIGNER_KEY_LEN);
		note_leaf(t, seq);
	}
	buf_fini(&b);
	return txn_err(t);
}

enum err
keys_renew(struct store *st)
{
	uint8_t key[SIGNER_KEY_LEN];
	enum err e = checkpoint_make(st); /* by the old one, over all so far */

	if (e == ERR_OK)
		e = signer_next(st, key);
	if (e == ERR_OK)
		e = store_batch(st, rotate, key);
	if (e == ERR_OK)
		e = signer_adopt(st);
	return e == ERR_OK ? checkpoint_make(st) : e;
}
