/* SPDX-License-Identifier: ISC */
/* A snapshot as CLI.md's JSON object, made from its leaf; for a check, from
 * its entry and the snapshot that it confirms. */
#ifndef TOOLS_SNAPSHOT_H
#define TOOLS_SNAPSHOT_H

#include "store/store.h"

/* The caller json_decref()s *out. ERR_DAMAGED for a leaf that is no JSON. */
enum err snapshot_object(
    struct txn *t, const struct snapshot *s, json_t **out) MUST_CHECK;
/* The snapshot by number. ERR_NOTFOUND. */
enum err snapshot_object_at(
    struct txn *t, uint64_t number, json_t **out) MUST_CHECK;
/* "s123" or "S123"; false for anything else. */
bool snapshot_number(const char *id, uint64_t *number);

#endif
