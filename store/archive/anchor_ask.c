/* SPDX-License-Identifier: ISC */
/* Questions to authorities: about a checkpoint, or about a digest that is none
 * of the log's. */
#include <stdlib.h>
#include <string.h>

#include "store/archive/anchor.h"
#include "store/archive/archive.h"
#include "store/base/mem.h"

enum err
anchor_ask_digest(const struct authority *a, const uint8_t sha[SHA256_LEN],
    struct anchor_ask **out)
{
	struct anchor_ask *ask = mem_zalloc(sizeof(*ask));
	struct buf der;
	enum err e = ERR_OK;

	ask->number = a->number;
	ask->kind = a->kind;
	ask->url = mem_strdup(a->url);
	ask->name = mem_strdup(a->name);
	ask->roots = mem_strdup(a->roots);
	ask->qualified = a->qualified;
	memcpy(ask->imprint, sha, SHA256_LEN);
	buf_init(&der, STAMP_REQUEST_MAX);
	if (a->kind == ANCHOR_OTS) {
		anchor_ots_ask(ask);
	} else {
		ask->href = mem_strdup(a->url);
		e = stamp_request(ask->imprint, &der);
		ask->request = buf_take(&der, &ask->request_len);
	}
	if (e == ERR_OK)
		*out = ask;
	else
		anchor_ask_free(ask);
	return e;
}

enum err
anchor_ask_new(struct txn *t, uint64_t size, const struct authority *a,
    struct anchor_ask **out)
{
	uint8_t imprint[SHA256_LEN];
	struct key k;
	char *note;
	enum err e;

	anchor_key(&k, size, a->number);
	if (txn_has(t, DB_ANCHOR, &k))
		return ERR_DENIED;
	e = checkpoint_at(t, size, &note);
	if (e != ERR_OK)
		return e;
	digest_sha256(note, strlen(note), imprint);
	free(note);
	e = anchor_ask_digest(a, imprint, out);
	if (e == ERR_OK) {
		(*out)->size = size;
		(*out)->tries = anchor_gap_tries(t, size, a->number);
	}
	return e;
}

void
anchor_ask_free(struct anchor_ask *ask)
{
	if (ask == NULL)
		return;
	free(ask->url);
	free(ask->name);
	free(ask->roots);
	free(ask->href);
	free(ask->request);
	free(ask);
}

static enum err
judge_ots(const struct anchor_ask *ask, const void *reply, size_t n,
    struct anchor_token *out, char **why)
{
	struct buf proof;

	memset(out, 0, sizeof(*out));
	buf_init(&proof, ANCHOR_REPLY_MAX);
	*why = anchor_ots_proof(ask, reply, n, &proof);
	if (*why == NULL)
		out->reply = buf_take(&proof, &out->reply_len);
	buf_fini(&proof);
	return *why == NULL ? ERR_OK : ERR_DENIED;
}

enum err
anchor_judge_digest(const struct anchor_ask *ask, const void *reply, size_t n,
    const char *roots, struct anchor_token *out, char **why)
{
	struct stamp stamp = { .time = 0 };
	enum err e;

	if (ask->kind == ANCHOR_OTS)
		return judge_ots(ask, reply, n, out, why);
	e = stamp_judge(ask->request, ask->request_len, reply, n,
	    ask->roots != NULL ? ask->roots : roots, NULL, &stamp, why);
	if (e != ERR_OK)
		return e;
	out->time = stamp.time;
	out->reply = mem_strndup(reply, n);
	out->reply_len = n;
	out->chain = stamp.chain; /* taken over */
	out->chain_len = stamp.chain_len;
	return ERR_OK;
}

void
anchor_token_fini(struct anchor_token *t)
{
	free(t->reply);
	free(t->chain);
}
