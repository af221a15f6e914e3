/* SPDX-License-Identifier: ISC */
/* Forgetting what came by a merge: the other log is kept verbatim (merge.h), so
 * the record that is purged stands there a second time. */
#ifndef STORE_MERGE_ERASE_H
#define STORE_MERGE_ERASE_H

#include "store/archive/purge.h"

/* For each record of the purge that was merged: its line in the other log's
 * blob becomes its hash, in a blob that stands in the stead of the one that had
 * it. The other log's tree, root and proofs hold as before. After purge_share,
 * in the same transaction. */
void merge_erase(struct txn *t, struct purge *p);

#endif
