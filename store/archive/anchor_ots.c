/* SPDX-License-Identifier: ISC */
/* OpenTimestamps over checkpoints: a calendar takes the digest at once, and has
 * a Bitcoin block to show for it hours later. The first answer is a leaf
 * "anchor-ok", the better proof a leaf "anchor-upgrade", to which the row leads
 * from then on. Neither counts as a token that later records follow: a calendar
 * signs nothing. */
#include <stdlib.h>
#include <string.h>

#include "store/archive/anchor.h"
#include "store/archive/archive.h"
#include "store/archive/ots.h"
#include "store/base/clock.h"
#include "store/base/mem.h"

enum { LEAF_MAX = 64 * 1024 };

/* ---- asking ---- */

/* "https://calendar/" and "digest". */
static char *
join(const char *url, const char *path)
{
	size_t n = strlen(url);

	return mem_printf(
	    "%s%s%s", url, n > 0 && url[n - 1] == '/' ? "" : "/", path);
}

void
anchor_ots_ask(struct anchor_ask *ask)
{
	ask->href = join(ask->url, "digest");
	ask->request = mem_strndup((const char *)ask->imprint, SHA256_LEN);
	ask->request_len = SHA256_LEN;
}

static enum err
read_proof(struct txn *t, const struct anchor *a, char **bytes, size_t *n,
    struct ots *ots)
{
	enum err e = blob_get(t, a->reply, bytes, n);

	if (e != ERR_OK)
		return e;
	e = ots_read(*bytes, *n, ots);
	if (e == ERR_OK)
		return e;
	free(*bytes);
	return e;
}

enum err
anchor_ask_upgrade(
    struct txn *t, const struct anchor *a, struct anchor_ask **out)
{
	struct ots *ots = mem_alloc(sizeof(*ots));
	struct anchor_ask *ask;
	char *bytes, *path, hex[2 * SHA256_LEN + 1];
	size_t n;
	enum err e = read_proof(t, a, &bytes, &n, ots);

	if (e == ERR_OK)
		free(bytes);
	if (e == ERR_OK &&
	    (ots->pending == 0 || ots->commitment_len > SHA256_LEN))
		e = ERR_PARSE;
	if (e == ERR_OK) {
		digest_hex(ots->commitment, ots->commitment_len, hex);
		path = mem_printf("timestamp/%s", hex);
		ask = mem_zalloc(sizeof(*ask));
		ask->size = a->size;
		ask->number = a->authority;
		ask->kind = ANCHOR_OTS;
		ask->upgrade = true;
		ask->url = mem_strdup(a->url);
		ask->name = mem_strdup(a->name);
		ask->href = join(a->url, path);
		memcpy(ask->imprint, a->imprint, SHA256_LEN);
		free(path);
		*out = ask;
	}
	free(ots);
	return e;
}

/* ---- keeping ---- */

struct keeping {
	const struct anchor_ask *ask;
	const struct ots *ots;
	int64_t time;
	struct packed *proof; /* owned */
};

static void
append(struct txn *t, const struct keeping *k, const char *type, uint64_t *seq)
{
	const uint8_t *sha = blob_packed_sha(k->proof);
	struct buf b;
	struct jout j;

	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	anchor_members(&j, k->ask);
	jout_khex(&j, "imprint_sha256", k->ask->imprint, SHA256_LEN);
	jout_ktime(&j, "time", k->time);
	jout_kbool(&j, "attested", k->ots->attested);
	if (k->ots->attested) {
		jout_kint(&j, "block", (int64_t)k->ots->height);
		jout_khex(&j, "merkle_root", k->ots->root, SHA256_LEN);
	}
	jout_khex(&j, "reply_sha256", sha, SHA256_LEN);
	jout_key(&j, "blobs");
	jout_arr(&j);
	jout_hex(&j, sha, SHA256_LEN);
	jout_arr_end(&j);
	if (txn_fail(t, j.err) == ERR_OK)
		log_append(t, type, b.data, b.len, seq);
	buf_fini(&b);
}

static enum err
keep(struct txn *t, void *arg)
{
	const struct keeping *k = arg;
	uint64_t seq = 0, stored;
	struct key row;

	anchor_key(&row, k->ask->size, k->ask->number);
	if (!k->ask->upgrade && txn_has(t, DB_ANCHOR, &row))
		return txn_err(t); /* another process was faster */
	blob_put(t, k->proof, &stored);
	append(t, k, k->ask->upgrade ? "anchor-upgrade" : "anchor-ok", &seq);
	txn_put_uint(t, DB_ANCHOR, &row, seq);
	(void)txn_del(t, DB_GAP, &row);
	return txn_err(t);
}

struct finding {
	const struct anchor_ask *ask;
	struct txn *t;
	int64_t time;
	char *bytes; /* owned */
	size_t n;
};

static bool
find(const struct anchor *a, void *arg)
{
	struct finding *f = arg;

	if (a->size != f->ask->size)
		return false;
	if (a->authority != f->ask->number || a->kind != ANCHOR_OTS)
		return true;
	f->time = a->time;
	if (blob_get(f->t, a->reply, &f->bytes, &f->n) != ERR_OK)
		f->bytes = NULL;
	return false;
}

/* The proof that we have, with what the calendar says now. */
static char *
upgrade(struct store *st, const struct anchor_ask *ask, const void *reply,
    size_t n, struct buf *proof, int64_t *time)
{
	struct finding f = { .ask = ask };
	char *why = NULL;

	f.t = txn_begin(st, TXN_READ);
	if (anchor_each(f.t, ask->size, find, &f) != ERR_OK || f.bytes == NULL)
		why = mem_strdup("its first proof cannot be read");
	txn_abort(f.t);
	*time = f.time;
	if (why == NULL && ots_upgrade(f.bytes, f.n, reply, n, proof) != ERR_OK)
		why = mem_strdup("its reply is no timestamp of what it had "
				 "been given");
	free(f.bytes);
	return why;
}

char *
anchor_ots_proof(const struct anchor_ask *ask, const void *reply, size_t n,
    struct buf *proof)
{
	if (ots_begin(ask->imprint, reply, n, proof) == ERR_OK)
		return NULL;
	return mem_strdup("its reply is no OpenTimestamps timestamp");
}

enum err
anchor_ots_keep(struct store *st, const struct anchor_ask *ask,
    const void *reply, size_t n, char **why)
{
	struct ots *ots = mem_alloc(sizeof(*ots));
	struct keeping k = { .ask = ask, .ots = ots, .time = clock_wall_ms() };
	struct buf proof;
	enum err e = ERR_OK;

	buf_init(&proof, OTS_BYTES_MAX);
	*why = ask->upgrade ? upgrade(st, ask, reply, n, &proof, &k.time)
			    : anchor_ots_proof(ask, reply, n, &proof);
	if (*why == NULL && (ots_read(proof.data, proof.len, ots) != ERR_OK ||
				(ots->pending == 0 && !ots->attested)))
		*why = mem_strdup("its proof attests nothing");
	if (*why != NULL)
		e = ERR_DENIED;
	else if (!ask->upgrade || ots->attested)
		e = blob_pack(st, proof.data, proof.len, false, NULL, &k.proof);
	if (e == ERR_OK && k.proof != NULL)
		e = store_batch(st, keep, &k);
	blob_packed_free(k.proof);
	buf_fini(&proof);
	free(ots);
	return e;
}

/* ---- judging ---- */

char *
anchor_ots_judge(struct txn *t, const struct anchor *a)
{
	struct ots *ots = mem_alloc(sizeof(*ots));
	char *bytes, *why = NULL;
	size_t n;

	if (read_proof(t, a, &bytes, &n, ots) != ERR_OK) {
		why = mem_strdup("its proof cannot be read");
	} else {
		free(bytes);
		if (memcmp(ots->sha, a->imprint, SHA256_LEN) != 0)
			why = mem_strdup("it is about another checkpoint");
		else if (ots->attested != a->attested)
			why = mem_strdup("it attests what the log does not "
					 "say, or the other way round");
	}
	free(ots);
	return why;
}
