/* SPDX-License-Identifier: ISC */
/* zstd contexts and their use. */
#include "store/archive/codec.h"

#include <pthread.h>
#include <stdlib.h>
#include <zstd.h>

#include "store/base/mem.h"

enum {
	CODEC_LEVEL = 3,
	CODEC_IDLE_MAX = 16 /* contexts of each kind kept for the next call */
};

struct codec_pool {
	pthread_mutex_t mtx;
	/* shared, under mtx */
	ZSTD_CCtx *c[CODEC_IDLE_MAX]; /* owned */
	ZSTD_DCtx *d[CODEC_IDLE_MAX]; /* owned */
	size_t n_c, n_d;
};

struct codec_pool *
codec_pool_new(void)
{
	struct codec_pool *p = mem_zalloc(sizeof(*p));

	pthread_mutex_init(&p->mtx, NULL);
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

bool
codec_encode(struct codec_pool *p, const void *data, size_t n,
    const void *prefix, size_t prefix_len, void **out, size_t *out_len)
{
	size_t room = ZSTD_compressBound(n), rc;
	ZSTD_CCtx *c = take_c(p);
	char *to;

	if (c == NULL) /* no memory for a context: stored is as good */
		return false;
	to = mem_alloc(room);
	ZSTD_CCtx_reset(c, ZSTD_reset_session_and_parameters);
	ZSTD_CCtx_setParameter(c, ZSTD_c_compressionLevel, CODEC_LEVEL);
	if (prefix != NULL)
		ZSTD_CCtx_refPrefix(c, prefix, prefix_len);
	rc = ZSTD_compress2(c, to, room, data, n);
	give_c(p, c);
	if (ZSTD_isError(rc) || rc >= n) {
		free(to);
		return false;
	}
	*out = mem_grow(to, rc, 1); /* gives the rest back */
	*out_len = rc;
	return true;
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
