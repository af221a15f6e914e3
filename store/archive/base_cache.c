/* SPDX-License-Identifier: ISC */
/* A short list, newest first, searched from its head. */
#include "store/archive/base_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"

struct base_cache {
	pthread_mutex_t mtx;
	/* shared, under mtx */
	struct base *list[BASE_CACHE_ENTRIES]; /* a reference each */
	size_t n, bytes;
};

struct base_cache *
base_cache_new(void)
{
	struct base_cache *c = mem_zalloc(sizeof(*c));

	pthread_mutex_init(&c->mtx, NULL);
	return c;
}

static void
drop(struct base *b)
{
	if (--b->refs > 0)
		return;
	codec_ready_free(b->ready);
	free(b->data);
	free(b);
}

static void
drop_oldest(struct base_cache *c)
{
	struct base *b = c->list[--c->n];

	c->bytes -= b->len;
	drop(b);
}

void
base_cache_free(struct base_cache *c)
{
	if (c == NULL)
		return;
	while (c->n > 0)
		drop_oldest(c);
	pthread_mutex_destroy(&c->mtx);
	free(c);
}

/* Finds it and moves it to the head. */
static struct base *
find(struct base_cache *c, const uint8_t sha[SHA256_LEN])
{
	for (size_t i = 0; i < c->n; i++) {
		struct base *b = c->list[i];

		if (memcmp(b->sha, sha, SHA256_LEN) != 0)
			continue;
		memmove(c->list + 1, c->list, i * sizeof(struct base *));
		c->list[0] = b;
		b->refs++;
		return b;
	}
	return NULL;
}

struct base *
base_cache_get(struct base_cache *c, const uint8_t sha[SHA256_LEN])
{
	struct base *b;

	pthread_mutex_lock(&c->mtx);
	b = find(c, sha);
	pthread_mutex_unlock(&c->mtx);
	return b;
}

struct base *
base_cache_put(struct base_cache *c, const uint8_t sha[SHA256_LEN],
    unsigned depth, char *data, size_t len)
{
	struct base *b;

	pthread_mutex_lock(&c->mtx);
	b = find(c, sha); /* another thread may have been faster */
	if (b != NULL) {
		pthread_mutex_unlock(&c->mtx);
		free(data);
		return b;
	}
	b = mem_zalloc(sizeof(*b));
	memcpy(b->sha, sha, SHA256_LEN);
	b->depth = depth;
	b->data = data;
	b->len = len;
	b->refs = 2; /* the caller's and the list's */
	if (c->n == BASE_CACHE_ENTRIES)
		drop_oldest(c);
	memmove(c->list + 1, c->list, c->n * sizeof(struct base *));
	c->list[0] = b;
	c->n++;
	c->bytes += len;
	while (c->n > 1 && c->bytes > BASE_CACHE_BYTES_MAX)
		drop_oldest(c);
	pthread_mutex_unlock(&c->mtx);
	return b;
}

const struct codec_ready *
base_cache_ready(struct base_cache *c, struct base *b)
{
	const struct codec_ready *r;

	pthread_mutex_lock(&c->mtx);
	if (b->uses++ == 1 && b->len <= BASE_READY_MAX)
		b->ready = codec_ready_new(b->data, b->len);
	r = b->ready;
	pthread_mutex_unlock(&c->mtx);
	return r;
}

void
base_cache_release(struct base_cache *c, struct base *b)
{
	if (b == NULL)
		return;
	pthread_mutex_lock(&c->mtx);
	drop(b);
	pthread_mutex_unlock(&c->mtx);
}
