/* SPDX-License-Identifier: ISC */
/* The keys that have signed this log, one after the other. The first stands in
 * leaf 1; each later one in a leaf "key" that holds a signature of the one
 * before it, over these four lines:
 *
 *	vigie key rotation
 *	ORIGIN
 *	SEQ of that leaf
 *	the new public key, in hex
 *
 * A checkpoint is signed by the newest key whose leaf it covers. */
#ifndef STORE_ARCHIVE_KEYS_H
#define STORE_ARCHIVE_KEYS_H

#include "store/archive/signer.h"
#include "store/base/json.h"
#include "store/txn.h"

/* The key of a leaf "key"; old: the one before it, or NULL for the first. NULL
 * and the key, or what is wrong. */
const char *keys_judge(const json_t *leaf, uint64_t seq, const char *origin,
    const uint8_t *old, uint8_t key[SIGNER_KEY_LEN]);
/* The key that signs a checkpoint of this size. ERR_DAMAGED. */
enum err keys_at(
    struct txn *t, uint64_t size, uint8_t key[SIGNER_KEY_LEN]) MUST_CHECK;

#endif
