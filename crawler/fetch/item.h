/* SPDX-License-Identifier: ISC */
/* One URL that is to be asked for: made by the frontier, waiting at its host,
 * then on the way with its transfer. Owned by whoever holds it. */
#ifndef CRAWLER_FETCH_ITEM_H
#define CRAWLER_FETCH_ITEM_H

#include <stdbool.h>

#include "store/store.h"

struct host;

enum item_kind {
	ITEM_ENTRY,     /* where the seed begins */
	ITEM_MEMBER,    /* a page of its frontier */
	ITEM_REQUISITE, /* what a page of it is shown with */
	ITEM_ROBOTS     /* robots.txt, or where it was redirected to */
};

struct item {
	struct item *next; /* in the list that holds it */
	enum item_kind kind;
	size_t seed;               /* index into the sweep's seeds */
	char *url, *via, *context; /* owned; the last two may be NULL */
	unsigned depth, role;
	bool hot;
	bool walked;            /* it came from the walk over all members */
	unsigned tries;         /* answers that asked us to come again */
	struct url_state prior; /* owned; zero if never fetched */
	bool known;
	struct host *host; /* borrowed: where it waits, or is asked */
	unsigned hops;     /* ITEM_ROBOTS, ITEM_REQUISITE: redirects so far */
	/* ITEM_ROBOTS */
	struct host *rules_of; /* borrowed: the host whose rules these are */
};

struct item *item_new(enum item_kind kind, size_t seed, const char *url);
void item_free(struct item *it); /* NULL does nothing */
/* Is it one of the seed's pages, which pages= counts? */
bool item_is_page(const struct item *it);

/* A first-in, first-out list of them. */
struct item_list {
	struct item *first, *last;
	size_t n;
};
void item_list_add(struct item_list *l, struct item *it);
void item_list_add_first(struct item_list *l, struct item *it);
struct item *item_list_take(struct item_list *l); /* NULL: empty */
void item_list_fini(struct item_list *l);

#endif
