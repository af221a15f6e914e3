/* SPDX-License-Identifier: ISC */
/* Keys of the named databases: pieces one after the other, so that LMDB's
 * order of bytes is the order of the pieces. Numbers are big-endian. */
#ifndef STORE_KEY_H
#define STORE_KEY_H

#include <stddef.h>
#include <stdint.h>

enum {
	KEY_MAX = 511,     /* LMDB's own limit, for keys and DUPSORT values */
	KEY_TEXT_MAX = 400 /* the usual `max` of key_text */
};

struct key {
	size_t len;
	uint8_t data[KEY_MAX];
};

void key_init(struct key *k);
void key_u8(struct key *k, uint8_t v);
void key_u32(struct key *k, uint32_t v);
void key_u64(struct key *k, uint64_t v);
/* A piece of a fixed length, such as a digest. */
void key_bytes(struct key *k, const void *data, size_t n);
/* A text, without a terminator: follow it by key_u8(k, 0) where more pieces
 * come. One longer than max bytes (URLs are) becomes its first max - 32 bytes,
 * a 0xff that no UTF-8 holds, and its SHA-256: max + 1 bytes that still sort
 * near their neighbours and stand for this text alone. Keep the whole text in
 * the value where it is wanted back. */
void key_text(struct key *k, const char *s, size_t max);
/* The whole key in one call, for the commonest kinds. */
void key_of_u64(struct key *k, uint64_t v);
void key_of_text(struct key *k, const char *s);
/* Big-endian numbers out of a key that a cursor stands on. */
uint32_t key_read_u32(const uint8_t *p);
uint64_t key_read_u64(const uint8_t *p);

#endif
