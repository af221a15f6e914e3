/* SPDX-License-Identifier: ISC */
/* The raw bytes of the blobs that were bases lately: the pages of a site share
 * theirs. A few, least recently used first out. Any thread. */
#ifndef STORE_ARCHIVE_BASE_CACHE_H
#define STORE_ARCHIVE_BASE_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "store/archive/codec.h"
#include "store/base/digest.h"

enum {
	BASE_READY_MAX = 256 << 10,     /* longer ones are never made ready */
	BASE_BYTES_MAX = 4 << 20,       /* longer blobs are no bases */
	BASE_CACHE_BYTES_MAX = 8 << 20, /* of all entries */
	BASE_CACHE_ENTRIES = 64
};

/* Shared by whoever holds a reference; its bytes never change. */
struct base {
	uint8_t sha[SHA256_LEN];
	unsigned depth; /* bases under it */
	size_t len;
	char *data; /* owned */
	/* under the cache's mutex */
	unsigned refs, uses;
	struct codec_ready *ready; /* owned; never changed once it is set */
};

struct base_cache;

struct base_cache *base_cache_new(void);
/* Only when no base is held any more. */
void base_cache_free(struct base_cache *c);
/* NULL when it is not there. Each one got is given back. */
struct base *base_cache_get(
    struct base_cache *c, const uint8_t sha[SHA256_LEN]);
/* Takes data over and returns it as a base that the caller holds. */
struct base *base_cache_put(struct base_cache *c, const uint8_t sha[SHA256_LEN],
    unsigned depth, char *data, size_t len);
/* The base made ready (codec.h), which is worth it from the second use on: NULL
 * at the first. Lives as long as the base is held. */
const struct codec_ready *base_cache_ready(
    struct base_cache *c, struct base *b);
void base_cache_release(struct base_cache *c, struct base *b); /* or NULL */

#endif
