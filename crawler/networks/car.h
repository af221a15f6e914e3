/* SPDX-License-Identifier: ISC */
/* CAR files (ipld.io/specs/transport/car/carv1): blocks, each behind the hash
 * of its bytes. A record of the AT Protocol comes as such a file: the record,
 * the tree that leads to it, and the commit that its author's key has signed;
 * so it can be proven to anybody without the server. */
#ifndef CRAWLER_NETWORKS_CAR_H
#define CRAWLER_NETWORKS_CAR_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/err.h"

struct cbor;

/* Is it a whole CAR file, and each block what its hash says? *blocks of them.
 * ERR_PARSE: it is none, or cut; ERR_DAMAGED: a block is another; ERR_DENIED: a
 * hash is of a kind that is not known (another than SHA-256). */
enum err car_check(const void *data, size_t n, size_t *blocks) MUST_CHECK;

/* Of a file that car_check has found sound: the CID of its first root, and the
 * block of a CID (crawler/parse/cbor.h); false where there is none. Both point
 * into data. */
bool car_root(const void *data, size_t n, struct cbor *cid);
bool car_find(
    const void *data, size_t n, const struct cbor *cid, struct cbor *block);

#endif
