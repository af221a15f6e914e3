/* SPDX-License-Identifier: ISC */
/* The log's Ed25519 key: the file DIR/key (PKCS#8 PEM, mode 0600), made once
 * with the archive, read when a checkpoint is signed and wiped after. */
#ifndef STORE_ARCHIVE_SIGNER_H
#define STORE_ARCHIVE_SIGNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

struct store;

enum { SIGNER_ID_LEN = 4, SIGNER_KEY_LEN = 32, SIGNER_SIG_LEN = 64 };

/* Makes the key file, or takes the one that a first attempt left there. The
 * caller holds the write transaction, so there is one attempt at a time. */
enum err signer_create(
    struct store *st, uint8_t pub[SIGNER_KEY_LEN]) MUST_CHECK;
/* Makes DIR/key.next, the key to come; anew if a first attempt left one. */
enum err signer_next(struct store *st, uint8_t pub[SIGNER_KEY_LEN]) MUST_CHECK;
/* Puts it in the place of DIR/key, whose bytes are overwritten. */
enum err signer_adopt(struct store *st) MUST_CHECK;
/* Signs with the key file (or with the key to come, where a crash came before
 * its adoption), whose public half must be pub. */
enum err signer_sign(struct store *st, const uint8_t pub[SIGNER_KEY_LEN],
    const void *data, size_t n, uint8_t sig[SIGNER_SIG_LEN]) MUST_CHECK;
bool signer_verify(const uint8_t pub[SIGNER_KEY_LEN], const void *data,
    size_t n, const uint8_t sig[SIGNER_SIG_LEN]);
/* C2SP signed-note: the first bytes of SHA-256(name || 0A || 01 || key). */
void signer_id(const char *origin, const uint8_t pub[SIGNER_KEY_LEN],
    uint8_t id[SIGNER_ID_LEN]);
/* The public half of the key file: ERR_NOTFOUND when there is none. */
enum err signer_public(
    struct store *st, uint8_t pub[SIGNER_KEY_LEN]) MUST_CHECK;

#endif
