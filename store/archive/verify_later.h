/* SPDX-License-Identifier: ISC */
/* What leaves name in other tables, looked up many together. */
#ifndef STORE_ARCHIVE_VERIFY_LATER_H
#define STORE_ARCHIVE_VERIFY_LATER_H

#include "store/archive/verify.h"
#include "store/archive/verify_leaf.h"

struct verify_later;

struct verify_later *verify_later_new(void);
/* Leaf seq names this blob: it must be in the archive. */
void verify_later_blob(struct verify *v, struct verify_later *l,
    const uint8_t sha[SHA256_LEN], uint64_t seq);
/* Leaf seq is a snapshot: its URL, as requested or in the end, must have it in
 * its history. */
void verify_later_visit(struct verify *v, struct verify_later *l,
    const struct verify_leaf *leaf, uint64_t seq);
/* Looks up what is left, and frees. */
void verify_later_end(struct verify *v, struct verify_later *l);

#endif
