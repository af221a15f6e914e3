/* SPDX-License-Identifier: ISC */
/* In which order the log is to be read again. It is the log's own, unless
 * another archive was merged into it: then looks of ours and of theirs stand by
 * their times, for the last look at a page says how it is. */
#ifndef CRAWLER_REPLAY_REPLAY_ORDER_H
#define CRAWLER_REPLAY_REPLAY_ORDER_H

#include <stdint.h>

#include "store/store.h"

/* size leaves, each once; the caller frees. NULL: as they stand. */
uint64_t *replay_order(struct store *st, uint64_t size);

#endif
