/* SPDX-License-Identifier: ISC */
/* Which URL of a seed is next: (1) where the seed begins, (2) its hot members
 * (listings, pages with a mention), (3) links found in this process, in the
 * order of their finding, (4) all members from where the last round stopped,
 * around to there again.
 *
 * Offered is what no one in this process has been offered before, and what no
 * sweep since the round began has visited. Of all members, nothing is held in
 * memory but the position; found links are held up to a ceiling, beyond which
 * a second walk finds them again in the store. */
#ifndef CRAWLER_FETCH_FRONTIER_H
#define CRAWLER_FETCH_FRONTIER_H

#include "crawler/fetch/fetcher.h"
#include "crawler/fetch/item.h"

enum {
	FRONTIER_LINKS_MAX = 100 * 1000, /* found links held, of all seeds */
	FRONTIER_LOOK_MAX = 2000 /* members looked at in one frontier_take */
};

struct frontier;

/* The configuration is borrowed. */
struct frontier *frontier_new(const struct fetch_config *c);
void frontier_free(struct frontier *fr); /* NULL does nothing */
/* Adds up to want items of the seed to out. May add fewer, or none, and still
 * have more: it looks at a bounded number of members in one go. */
void frontier_take(struct frontier *fr, struct txn *t, size_t seed, size_t want,
    struct item_list *out);
bool frontier_has_more(const struct frontier *fr, size_t seed);
/* Links that the writer found to be new. Takes their strings. */
void frontier_found(struct frontier *fr, struct found *found);
/* A listing that robots.txt named. */
void frontier_offer(
    struct frontier *fr, size_t seed, const char *url, unsigned role);
/* The seed has had its pages: nothing more is offered. */
void frontier_close(struct frontier *fr, size_t seed);
/* The item is being asked for: the walk has come so far. */
void frontier_began(struct frontier *fr, const struct item *it);
/* Where the next round goes on; NULL: at the beginning. Borrowed. */
const char *frontier_resume(const struct frontier *fr, size_t seed);

#endif
