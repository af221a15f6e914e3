/* SPDX-License-Identifier: ISC */
/* zstd contexts and their use. */
#include "store/archive/codec.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "store/archive/dictionary.h"
#include "store/base/mem.h"
#include "store/pack.h"

enum {
	CODEC_LEVEL = 2,
	CODEC_LEAF_LEVEL = 3,
	CODEC_IDLE_MAX = 16 /* contexts of each kind kept for the next call */
};
enum { LEAF_STORED, LEAF_ZSTD };

struct codec_ready {
	ZSTD_CDict *dict; /* owned */
};

struct codec_pool {
	pthread_mutex_t mtx;
	/* shared, under mtx */
	ZSTD_CCtx *c[CODEC_IDLE_MAX]; /* owned */
	ZSTD_DCtx *d[CODEC_IDLE_MAX]; /* owned */
	size_t n_c, n_d;
	/* read by any thread */
	ZSTD_CDict *leaf_c; /* owned */
	ZSTD_DDict *leaf_d; /* owned */
};

struct codec_pool *
codec_pool_new(void)
{
	struct codec_pool *p = mem_zalloc(sizeof(*p));
	const char *dict;
	size_t n;

	pthread_mutex_init(&p->mtx, NULL);
	dict = dictionary_leaf(&n);
	p->leaf_c = ZSTD_createCDict(dict, n, CODEC_LEAF_LEVEL);
	p->leaf_d = ZSTD_createDDict(dict, n);
	return p;
}

void
codec_pool_free(struct codec_pool *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n_c; i++)
		ZSTD_freeCCtx(p->c[i]);
	for (size_t i = 0; i < p->n_d; i++)
		ZSTD_freeDCtx(p->d[i]);
	ZSTD_freeCDict(p->leaf_c);
	ZSTD_freeDDict(p->leaf_d);
	pthread_mutex_destroy(&p->mtx);
	free(p);
}

static ZSTD_CCtx *
take_c(struct codec_pool *p)
{
	ZSTD_CCtx *c = NULL;

	pthread_mutex_lock(&p->mtx);
	if (p->n_c > 0)
		c = p->c[--p->n_c];
	pthread_mutex_unlock(&p->mtx);
	return c == NULL ? ZSTD_createCCtx() : c;
}

static void
give_c(struct codec_pool *p, ZSTD_CCtx *c)
{
	pthread_mutex_lock(&p->mtx);
	if (p->n_c < CODEC_IDLE_MAX) {
		p->c[p->n_c++] = c;
		c = NULL;
	}
	pthread_mutex_unlock(&p->mtx);
	ZSTD_freeCCtx(c);
}

static ZSTD_DCtx *
take_d(struct codec_pool *p)
{
	ZSTD_DCtx *d = NULL;

	pthread_mutex_lock(&p->mtx);
	if (p->n_d > 0)
		d = p->d[--p->n_d];
	pthread_mutex_unlock(&p->mtx);
	return d == NULL ? ZSTD_createDCtx() : d;
}

static void
give_d(struct codec_pool *p, ZSTD_DCtx *d)
{
	pthread_mutex_lock(&p->mtx);
	if (p->n_d < CODEC_IDLE_MAX) {
		p->d[p->n_d++] = d;
		d = NULL;
	}
	pthread_mutex_unlock(&p->mtx);
	ZSTD_freeDCtx(d);
}

/* One frame of the data, by a context that was told how. False when it saves
 * nothing. */
static bool
compress(ZSTD_CCtx *c, const void *data, size_t n, void **out, size_t *out_len)
{
	size_t room = ZSTD_compressBound(n), rc;
	char *to = mem_alloc(room);

	rc = ZSTD_compress2(c, to, room, data, n);
	if (ZSTD_isError(rc) || rc >= n) {
		free(to);
		return false;
	}
	*out = mem_grow(to, rc, 1); /* gives the rest back */
	*out_len = rc;
	return true;
}

bool
codec_encode(struct codec_pool *p, const void *data, size_t n,
    const void *prefix, size_t prefix_len, void **out, size_t *out_len)
{
	ZSTD_CCtx *c = take_c(p);
	bool ok;

	if (c == NULL) /* no memory for a context: stored is as good */
		return false;
	ZSTD_CCtx_reset(c, ZSTD_reset_session_and_parameters);
	ZSTD_CCtx_setParameter(c, ZSTD_c_compressionLevel, CODEC_LEVEL);
	if (prefix != NULL)
		ZSTD_CCtx_refPrefix(c, prefix, prefix_len);
	ok = compress(c, data, n, out, out_len);
	give_c(p, c);
	return ok;
}

/* Bytes that look like a dictionary of zstd's own would be taken for one, while
 * a prefix never is. */
static bool
is_dictionary(const void *data, size_t n)
{
	static const uint8_t magic[] = { 0x37, 0xa4, 0x30, 0xec };

	return n >= sizeof(magic) && memcmp(data, magic, sizeof(magic)) == 0;
}

struct codec_ready *
codec_ready_new(const void *prefix, size_t n)
{
	struct codec_ready *r;
	ZSTD_CDict *dict = is_dictionary(prefix, n)
			       ? NULL
			       : ZSTD_createCDict(prefix, n, CODEC_LEVEL);

	if (dict == NULL)
		return NULL;
	r = mem_alloc(sizeof(*r));
	r->dict = dict;
	return r;
}

void
codec_ready_free(struct codec_ready *r)
{
	if (r == NULL)
		return;
	ZSTD_freeCDict(r->dict);
	free(r);
}

bool
codec_encode_ready(struct codec_pool *p, const void *data, size_t n,
    const struct codec_ready *r, void **out, size_t *out_len)
{
	ZSTD_CCtx *c = take_c(p);
	bool ok;

	if (c == NULL)
		return false;
	ZSTD_CCtx_reset(c, ZSTD_reset_session_and_parameters);
	ZSTD_CCtx_refCDict(c, r->dict);
	ok = compress(c, data, n, out, out_len);
	give_c(p, c);
	return ok;
}

enum err
codec_decode(struct codec_pool *p, const void *data, size_t n,
    const void *prefix, size_t prefix_len, void *out, size_t raw_len)
{
	ZSTD_DCtx *d = take_d(p);
	size_t rc;

	if (d == NULL)
		return ERR_SYS;
	ZSTD_DCtx_reset(d, ZSTD_reset_session_and_parameters);
	if (prefix != NULL)
		ZSTD_DCtx_refPrefix(d, prefix, prefix_len);
	rc = ZSTD_decompressDCtx(d, out, raw_len, data, n);
	give_d(p, d);
	return !ZSTD_isError(rc) && rc == raw_len ? ERR_OK : ERR_DAMAGED;
}

/* ---- leaves ---- */

/* Compresses into to; 0 when that fails or saves nothing. */
static size_t
encode_leaf(
    struct codec_pool *p, const char *text, size_t n, char *to, size_t room)
{
	ZSTD_CCtx *c = take_c(p);
	size_t rc;

	if (c == NULL || p->leaf_c == NULL)
		return 0;
	ZSTD_CCtx_reset(c, ZSTD_reset_session_and_parameters);
	ZSTD_CCtx_refCDict(c, p->leaf_c);
	rc = ZSTD_compress2(c, to, room, text, n);
	give_c(p, c);
	return ZSTD_isError(rc) || rc >= n ? 0 : rc;
}

void
codec_pack_leaf(
    struct codec_pool *p, const char *text, size_t n, struct buf *out)
{
	size_t room = ZSTD_compressBound(n);
	char *to = mem_alloc(room);
	size_t len = encode_leaf(p, text, n, to, room);

	pack_u8(out, len == 0 ? LEAF_STORED : LEAF_ZSTD);
	pack_bytes(out, len == 0 ? text : to, len == 0 ? n : len);
	free(to);
}

static enum err
decode_leaf(struct codec_pool *p, const uint8_t *data, size_t n, size_t max,
    char **text, size_t *len)
{
	unsigned long long raw = ZSTD_getFrameContentSize(data, n);
	ZSTD_DCtx *d;
	char *to;
	size_t rc;

	if (raw > max) /* so are the codes for an error */
		return ERR_DAMAGED;
	d = take_d(p);
	if (d == NULL)
		return ERR_SYS;
	to = mem_alloc((size_t)raw + 1);
	ZSTD_DCtx_reset(d, ZSTD_reset_session_and_parameters);
	ZSTD_DCtx_refDDict(d, p->leaf_d);
	rc = ZSTD_decompressDCtx(d, to, (size_t)raw, data, n);
	give_d(p, d);
	if (ZSTD_isError(rc) || rc != raw) {
		free(to);
		return ERR_DAMAGED;
	}
	to[rc] = '\0';
	*text = to;
	*len = rc;
	return ERR_OK;
}

enum err
codec_unpack_leaf(struct codec_pool *p, const uint8_t *data, size_t n,
    size_t max, char **text, size_t *len)
{
	if (n > 0 && data[0] == LEAF_ZSTD)
		return decode_leaf(p, data + 1, n - 1, max, text, len);
	if (n == 0 || data[0] != LEAF_STORED || n - 1 > max)
		return ERR_DAMAGED;
	*text = mem_strndup((const char *)data + 1, n - 1);
	*len = n - 1;
	return ERR_OK;
}
