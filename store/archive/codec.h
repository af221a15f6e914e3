/* SPDX-License-Identifier: ISC */
/* Compression of blobs: zstd, alone or with another blob's bytes as prefix.
 * Contexts are kept from one call to the next, a few per store. Any thread. */
#ifndef STORE_ARCHIVE_CODEC_H
#define STORE_ARCHIVE_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/err.h"

struct codec_pool;

struct codec_pool *codec_pool_new(void);
void codec_pool_free(struct codec_pool *p);
/* Compresses; prefix may be NULL. The caller frees *out. False when that
 * saves nothing. */
bool codec_encode(struct codec_pool *p, const void *data, size_t n,
    const void *prefix, size_t prefix_len, void **out, size_t *out_len);
/* Bytes that many others are compressed against, made ready once: the result
 * is read with the same bytes as prefix. NULL where that is not to be had, and
 * then they are as good as a prefix. free(NULL) does nothing. */
struct codec_ready;
struct codec_ready *codec_ready_new(const void *prefix, size_t n);
void codec_ready_free(struct codec_ready *r);
bool codec_encode_ready(struct codec_pool *p, const void *data, size_t n,
    const struct codec_ready *r, void **out, size_t *out_len);
/* The raw_len bytes again, into out. ERR_DAMAGED for anything else; not
 * logged. */
enum err codec_decode(struct codec_pool *p, const void *data, size_t n,
    const void *prefix, size_t prefix_len, void *out,
    size_t raw_len) MUST_CHECK;

/* A leaf's text as it is kept: one byte (0: as it is, 1: zstd with the
 * dictionary of dictionary.h), then the bytes. */
void codec_pack_leaf(
    struct codec_pool *p, const char *text, size_t n, struct buf *out);
/* The text again, with a NUL behind it; the caller frees. ERR_DAMAGED for what
 * is no packed leaf of at most max bytes; not logged. */
enum err codec_unpack_leaf(struct codec_pool *p, const uint8_t *data, size_t n,
    size_t max, char **text, size_t *len) MUST_CHECK;

#endif
