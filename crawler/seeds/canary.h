/* SPDX-License-Identifier: ISC */
/* A search is asked, beside the watched names, for a word that it always finds:
 * where it finds that no more, "nothing found" proves nothing
 * (NETWORKS.md 2.1). What came of it is heard by voice.h. */
#ifndef CRAWLER_SEEDS_CANARY_H
#define CRAWLER_SEEDS_CANARY_H

struct network;
struct page;
struct seed_view;

/* Adds to the links with which a sweep of the seed begins the first question of
 * its network, asked for the network's canary. Nothing where it has none, or
 * where the target says itself what is asked. */
void canary_add(
    const struct network *n, const struct seed_view *seed, struct page *entry);

#endif
