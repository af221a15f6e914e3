/* SPDX-License-Identifier: ISC */
/* Time stamps over checkpoints: asked for, kept, walked. A row leads from
 * (size, authority) to the leaf "anchor-ok" that says everything. */
#include "store/archive/anchor.h"

#include <stdlib.h>
#include <string.h>

#include "store/archive/archive.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/pack.h"

_Static_assert(ANCHOR_REPLY_MAX == (int)STAMP_REPLY_MAX, "one ceiling");

enum {
	LEAF_MAX = 64 * 1024,
	BACKWARDS_MS = 5 * 60 * 1000 /* clocks of authorities may differ so */
};

static const char *const kinds[] = {
	[ANCHOR_RFC3161] = "rfc3161", [ANCHOR_OTS] = "ots"
};

void
anchor_key(struct key *k, uint64_t size, uint64_t authority)
{
	key_init(k);
	key_u64(k, size);
	key_u64(k, authority);
}

/* ---- reading ---- */

static bool
read_digest(const json_t *doc, const char *name, uint8_t out[SHA256_LEN])
{
	const char *hex = json_get_text(doc, name);

	memset(out, 0, SHA256_LEN);
	return hex != NULL && strlen(hex) == 2 * (size_t)SHA256_LEN &&
	       digest_unhex(hex, out, SHA256_LEN);
}

enum err
anchor_read(const json_t *doc, uint64_t leaf, struct anchor *a)
{
	const char *kind = json_get_text(doc, "kind");
	const char *time = json_get_text(doc, "time");

	memset(a, 0, sizeof(*a));
	a->leaf = leaf;
	a->size = (uint64_t)json_get_int(doc, "size", 0);
	a->authority = (uint64_t)json_get_int(doc, "number", 0);
	a->url = json_get_text(doc, "authority");
	a->name = json_get_text(doc, "name");
	a->qualified = json_get_bool(doc, "qualified", false);
	a->policy = json_get_text(doc, "policy");
	a->serial = json_get_text(doc, "serial");
	a->attested = json_get_bool(doc, "attested", false);
	if (a->size == 0 || a->size > leaf || a->url == NULL ||
	    a->name == NULL || kind == NULL || time == NULL ||
	    clock_parse(time, &a->time) != ERR_OK ||
	    !read_digest(doc, "imprint_sha256", a->imprint) ||
	    !read_digest(doc, "reply_sha256", a->reply))
		return ERR_PARSE;
	if (strcmp(kind, kinds[ANCHOR_OTS]) == 0) {
		a->kind = ANCHOR_OTS;
		a->block = (uint64_t)json_get_int(doc, "block", 0);
		return ERR_OK;
	}
	a->kind = ANCHOR_RFC3161;
	time = json_get_text(doc, "certificate_expires");
	if (time == NULL || clock_parse(time, &a->expires) != ERR_OK)
		return ERR_PARSE;
	return read_digest(doc, "request_sha256", a->request) &&
		       read_digest(doc, "chain_sha256", a->chain) &&
		       a->policy != NULL && a->serial != NULL
		   ? ERR_OK
		   : ERR_PARSE;
}

enum err
anchor_leaf(struct txn *t, uint64_t seq, json_t **doc)
{
	char *text;
	size_t n;
	enum err e = log_get(t, seq, &text, &n);

	if (e != ERR_OK)
		return e;
	e = json_parse(text, n, doc);
	free(text);
	return e;
}

enum err
anchor_each(struct txn *t, uint64_t from,
    bool (*fn)(const struct anchor *a, void *arg), void *arg)
{
	struct cursor c;
	struct key k;
	bool ok, go = true;

	key_of_u64(&k, from);
	cursor_open(&c, t, DB_ANCHOR);
	for (ok = cursor_seek(&c, &k); ok && go; ok = cursor_next(&c)) {
		struct unpack u;
		struct anchor a;
		json_t *doc = NULL;
		uint64_t leaf;

		unpack_init(&u, c.val.data, c.val.len);
		leaf = unpack_uint(&u);
		if (c.key.len != 16 || !unpack_done(&u) ||
		    anchor_leaf(t, leaf, &doc) != ERR_OK ||
		    anchor_read(doc, leaf, &a) != ERR_OK ||
		    a.size != key_read_u64(c.key.data) ||
		    a.authority != key_read_u64(c.key.data + 8)) {
			json_decref(doc);
			txn_damaged(t, "the row of a time stamp");
			break;
		}
		go = fn(&a, arg);
		json_decref(doc);
	}
	cursor_close(&c);
	return txn_err(t);
}

/* ---- keeping ---- */

/* What one batch puts: the token as judged, its blobs made ready. */
struct keeping {
	const struct anchor_ask *ask;
	const struct stamp *stamp;
	struct packed *request, *reply, *chain; /* owned */
};

void
anchor_members(struct jout *j, const struct anchor_ask *ask)
{
	jout_ktime(j, "at", clock_wall_ms());
	jout_ktext(j, "authority", ask->url);
	jout_ktext(j, "name", ask->name);
	jout_kint(j, "number", (int64_t)ask->number);
	jout_ktext(j, "kind", kinds[ask->kind]);
	jout_kbool(j, "qualified", ask->qualified);
	jout_kint(j, "size", (int64_t)ask->size);
}

static void
blob_members(struct jout *j, const struct keeping *k)
{
	const struct {
		const char *name;
		const struct packed *p;
	} blobs[] = { { "request_sha256", k->request },
		{ "reply_sha256", k->reply }, { "chain_sha256", k->chain } };

	for (size_t i = 0; i < NELEM(blobs); i++)
		jout_khex(
		    j, blobs[i].name, blob_packed_sha(blobs[i].p), SHA256_LEN);
	jout_key(j, "blobs");
	jout_arr(j);
	for (size_t i = 0; i < NELEM(blobs); i++)
		jout_hex(j, blob_packed_sha(blobs[i].p), SHA256_LEN);
	jout_arr_end(j);
}

static void
append_ok(struct txn *t, const struct keeping *k, uint64_t *seq)
{
	struct buf b;
	struct jout j;

	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	anchor_members(&j, k->ask);
	jout_khex(&j, "imprint_sha256", k->ask->imprint, SHA256_LEN);
	jout_ktime(&j, "time", k->stamp->time);
	jout_kint(&j, "clock_offset_ms", k->stamp->time - clock_wall_ms());
	jout_ktext(&j, "policy", k->stamp->policy);
	jout_ktext(&j, "serial", k->stamp->serial);
	jout_ktime(&j, "certificate_expires", k->stamp->expires);
	jout_khex(&j, "root_sha256", k->stamp->root, SHA256_LEN);
	jout_kint(&j, "tries", (int64_t)k->ask->tries + 1);
	blob_members(&j, k);
	if (txn_fail(t, j.err) == ERR_OK)
		log_append(t, "anchor-ok", b.data, b.len, seq);
	buf_fini(&b);
}

/* From here on every leaf says that it came after this reply. */
static void
set_after(struct txn *t, const struct keeping *k)
{
	char hex[SHA256_HEX];

	digest_hex(blob_packed_sha(k->reply), SHA256_LEN, hex);
	archive_set_fact(t, "after", hex, strlen(hex));
	archive_set_fact(
	    t, "after_time", &k->stamp->time, sizeof(k->stamp->time));
}

static enum err
keep(struct txn *t, void *arg)
{
	const struct keeping *k = arg;
	uint64_t seq = 0, stored;
	struct key row;

	anchor_key(&row, k->ask->size, k->ask->number);
	if (txn_has(t, DB_ANCHOR, &row))
		return txn_err(t); /* another process was faster */
	blob_put(t, k->request, &stored);
	blob_put(t, k->reply, &stored);
	blob_put(t, k->chain, &stored);
	append_ok(t, k, &seq);
	txn_put_uint(t, DB_ANCHOR, &row, seq);
	(void)txn_del(t, DB_GAP, &row);
	set_after(t, k);
	return txn_err(t);
}

/* A checkpoint holds the hash of an earlier token: it cannot be stamped for a
 * time before that one. */
static char *
judge_order(struct store *st, int64_t time)
{
	struct txn *t = txn_begin(st, TXN_READ);
	size_t n = 0;
	char *fact = archive_fact(t, "after_time", &n), *why = NULL;
	int64_t after = INT64_MIN;

	txn_abort(t);
	if (fact != NULL && n == sizeof(after))
		memcpy(&after, fact, n);
	free(fact);
	if (after != INT64_MIN && time < after - BACKWARDS_MS)
		why = mem_strdup("its time is before that of a token which "
				 "the checkpoint builds on");
	return why;
}

static enum err
put_blobs(struct store *st, struct keeping *k, const void *reply, size_t n)
{
	const struct anchor_ask *ask = k->ask;
	enum err e = blob_pack(
	    st, ask->request, ask->request_len, false, NULL, &k->request);

	if (e == ERR_OK)
		e = blob_pack(st, reply, n, false, NULL, &k->reply);
	if (e == ERR_OK)
		e = blob_pack(st, k->stamp->chain, k->stamp->chain_len, false,
		    NULL, &k->chain);
	if (e == ERR_OK)
		e = store_batch(st, keep, k);
	blob_packed_free(k->request);
	blob_packed_free(k->reply);
	blob_packed_free(k->chain);
	return e;
}

enum err
anchor_keep(struct store *st, const struct anchor_ask *ask, const void *reply,
    size_t n, const char *roots, char **why)
{
	struct stamp stamp = { .time = 0 };
	struct keeping k = { .ask = ask, .stamp = &stamp };
	enum err e;

	if (ask->kind == ANCHOR_OTS)
		return anchor_ots_keep(st, ask, reply, n, why);
	e = stamp_judge(ask->request, ask->request_len, reply, n,
	    ask->roots != NULL ? ask->roots : roots, NULL, &stamp, why);
	if (e != ERR_OK)
		return e;
	*why = judge_order(st, stamp.time);
	e = *why != NULL ? ERR_DENIED : put_blobs(st, &k, reply, n);
	stamp_fini(&stamp);
	return e;
}
