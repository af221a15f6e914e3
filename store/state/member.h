/* SPDX-License-Identifier: ISC */
/* The packed form of struct member (store.h). Private to store/. */
#ifndef STORE_STATE_MEMBER_H
#define STORE_STATE_MEMBER_H

#include "store/base/mem.h"
#include "store/store.h"

/* Texts over this are cut off whole: they are hints, not evidence. */
enum { MEMBER_TEXT_MAX = 8 * 1024 };

/* A via that begins like the URL (most do) costs only what differs; the URL
 * itself is left out where its key gives it back (plain). */
void member_pack(struct buf *b, const struct member *m, bool plain);
/* The row at the key of a URL (urlkey.h), into the arena. False for bytes that
 * are no member's. */
bool member_unpack(struct arena *a, const uint8_t *key, size_t key_len,
    const void *data, size_t n, struct member *out);

#endif
