/* SPDX-License-Identifier: ISC */
/* Public keys as DID documents state them (atproto.com/specs/cryptography): a
 * Multikey is "z" and base58btc of a multicodec and a compressed point, of
 * secp256k1 or P-256. */
#ifndef CRAWLER_NETWORKS_MULTIKEY_H
#define CRAWLER_NETWORKS_MULTIKEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

enum { MULTIKEY_SIGNATURE = 64 /* r and s, 32 bytes each */ };

/* Is the ECDSA signature over the bytes' SHA-256 by that key? A high s is none:
 * the protocol allows one form of each signature. ERR_DENIED: the key is of
 * another kind; ERR_DAMAGED: it did not sign these bytes. */
enum err multikey_verify(const char *key, const void *data, size_t n,
    const uint8_t *signature, size_t signature_len) MUST_CHECK;
/* "secp256k1" or "P-256"; NULL for another kind of key. */
const char *multikey_curve(const char *key);

#endif
