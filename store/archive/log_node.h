/* SPDX-License-Identifier: ISC */
/* The stored nodes of the log's tree, for what signs and verifies it. */
#ifndef STORE_ARCHIVE_LOG_NODE_H
#define STORE_ARCHIVE_LOG_NODE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/archive/tree.h"
#include "store/store.h"

/* Node `level` of those that leaf seq completes; false when it is not there,
 * or on an error of t. */
bool log_node(
    struct txn *t, uint64_t seq, unsigned level, uint8_t out[SHA256_LEN]);
/* All of them, one after the other; NULL as log_node's false. Valid until t
 * looks again. */
const uint8_t *log_nodes(struct txn *t, uint64_t seq);
/* The tree as it was at that size, from its stored nodes. */
bool log_tree(struct txn *t, uint64_t size, struct tree *tree);

#endif
