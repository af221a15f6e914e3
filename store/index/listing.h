/* SPDX-License-Identifier: ISC */
/* What an incomplete listing (a feed, one page of many) says about an item that
 * it no longer shows. Pure. The entries of a feed slide off its end as new ones
 * come; that an item vanished can be said only where its older neighbours are
 * still there. */
#ifndef STORE_INDEX_LISTING_H
#define STORE_INDEX_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct listing;

/* before, now: the items of two looks, from the top, as tags. newest_first: an
 * earlier look has shown that new items enter at the top. */
struct listing *listing_new(const uint64_t *before, size_t n_before,
    const uint64_t *now, size_t n_now, bool newest_first);
void listing_free(struct listing *l);
/* Was the item taken out? False also when that cannot be known, when it is
 * there still, and when it was not there before. */
bool listing_vanished(const struct listing *l, uint64_t item);
/* Is the item there now? */
bool listing_holds(const struct listing *l, uint64_t item);
/* Do these two looks show that new items enter at the top? */
bool listing_newest_first(const struct listing *l);

#endif
