/* SPDX-License-Identifier: ISC */
/* The archive's own state, its facts, its first leaves. */
#include "store/archive/archive.h"

#include <stdlib.h>
#include <string.h>

#include "store/archive/base_cache.h"
#include "store/archive/codec.h"
#include "store/archive/signer.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/txn.h"

enum { MEMBERS_MAX = 4096 };

struct archive *
archive_new(void)
{
	struct archive *a = mem_zalloc(sizeof(*a));

	a->codecs = codec_pool_new();
	a->bases = base_cache_new();
	a->segments.fd = -1;
	return a;
}

void
archive_free(struct archive *a)
{
	if (a == NULL)
		return;
	segment_fini(&a->segments);
	base_cache_free(a->bases);
	codec_pool_free(a->codecs);
	free(a);
}

/* ---- facts ---- */

char *
archive_fact(struct txn *t, const char *name, size_t *n)
{
	struct key k;
	struct val v;

	key_of_text(&k, name);
	if (!txn_get(t, DB_META, &k, &v))
		return NULL;
	if (n != NULL)
		*n = v.len;
	return txn_copy(&v);
}

void
archive_set_fact(struct txn *t, const char *name, const void *data, size_t n)
{
	struct key k;

	key_of_text(&k, name);
	txn_put(t, DB_META, &k, data, n);
}

enum err
archive_check_schema(struct txn *t)
{
	struct key k;
	uint64_t schema;

	key_of_text(&k, "schema");
	schema = txn_get_uint(t, DB_META, &k, 0);
	if (txn_err(t) != ERR_OK)
		return txn_err(t);
	if (schema == 0)
		return ERR_NOTFOUND;
	if (schema <= STORE_SCHEMA)
		return ERR_OK;
	log_error("%s: written by a newer vigie (schema %llu, this one knows "
		  "%d) (upgrade vigie)",
	    t->st->dir, (unsigned long long)schema, (int)STORE_SCHEMA);
	return ERR_VERSION;
}

/* ---- a new archive ---- */

static void
append(struct txn *t, const char *type, const struct jout *j)
{
	uint64_t seq;

	if (txn_fail(t, j->err) == ERR_OK)
		log_append(t, type, j->out->data, j->out->len, &seq);
}

static void
append_start(struct txn *t, const char *origin)
{
	struct jout j;
	struct buf b;

	buf_init(&b, MEMBERS_MAX);
	jout_begin(&j, &b);
	jout_ktext(&j, "origin", origin);
	jout_ktext(&j, "vigie", VIGIE_VERSION);
	jout_kint(&j, "schema", STORE_SCHEMA);
	jout_ktime(&j, "at", clock_wall_ms());
	append(t, "archive-start", &j);
	buf_fini(&b);
}

static void
append_key(
    struct txn *t, const char *origin, const uint8_t pub[ARCHIVE_KEY_LEN])
{
	uint8_t id[SIGNER_ID_LEN];
	struct jout j;
	struct buf b;

	signer_id(origin, pub, id);
	buf_init(&b, MEMBERS_MAX);
	jout_begin(&j, &b);
	jout_ktext(&j, "algorithm", "ed25519");
	jout_khex(&j, "public_key", pub, ARCHIVE_KEY_LEN);
	jout_khex(&j, "key_id", id, SIGNER_ID_LEN);
	jout_ktime(&j, "at", clock_wall_ms());
	append(t, "key", &j);
	buf_fini(&b);
}

void
archive_create(struct txn *t)
{
	uint8_t id[4], pub[ARCHIVE_KEY_LEN];
	char hex[2 * sizeof(id) + 1], *origin;
	struct key k;

	/* The key comes first: a leaf without one would be a lie, a key
	 * without a leaf is found again by the next attempt. */
	txn_fail(t, signer_create(t->st, pub));
	digest_random(id, sizeof(id));
	digest_hex(id, sizeof(id), hex);
	origin = mem_printf("vigie/%s", hex);
	key_of_text(&k, "schema");
	txn_put_uint(t, DB_META, &k, STORE_SCHEMA);
	archive_set_fact(t, "origin", origin, strlen(origin));
	archive_set_fact(t, "key", pub, sizeof(pub));
	append_start(t, origin);
	append_key(t, origin, pub);
	free(origin);
}

/* ---- transactions ---- */

void
archive_before_commit(struct txn *t)
{
	segment_sync(t);
}

void
archive_before_abort(struct txn *t)
{
	segment_undo(t->st);
}

void
archive_after(struct store *st)
{
	st->archive->segments.begun = false;
	st->archive->log_loaded = false;
}
