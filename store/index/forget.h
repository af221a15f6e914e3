/* SPDX-License-Identifier: ISC */
/* Taking mentions out of the index, for store/forget.c. */
#ifndef STORE_INDEX_FORGET_H
#define STORE_INDEX_FORGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/txn.h"

/* Removes the mention of that number; id gets its public id. */
void forget_mention(struct txn *t, uint64_t number, uint8_t id[8]);
/* The mentions that a snapshot bears on, max at most. */
size_t forget_find(
    struct txn *t, uint64_t snapshot, uint64_t *mentions, size_t max);
/* Is every snapshot gone that bears on this mention? */
bool forget_rests_on(struct txn *t, uint64_t mention,
    bool (*is_gone)(struct txn *t, uint64_t snapshot));

#endif
