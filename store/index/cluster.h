/* SPDX-License-Identifier: ISC */
/* Clusters: documents that are near-duplicates, directly or by a chain. Every
 * document is in one, often alone; a cluster bears the id of its earliest
 * document. DB_CLUSTER holds
 *
 *	'h' HEAD                           -> size, earliest: only of 2 or more
 *	'm' HEAD NAME first_seen MENTION   -> number of the mention
 *
 * HEAD is the number of one of its documents. When two clusters meet, the
 * smaller moves: so no mention moves more than log2(n) times. */
#ifndef STORE_INDEX_CLUSTER_H
#define STORE_INDEX_CLUSTER_H

#include <stdbool.h>
#include <stdint.h>

#include "store/index/row.h"

/* A mention enters or leaves the list of its cluster. */
void cluster_enter(struct txn *t, const struct row *r);
void cluster_leave(struct txn *t, const struct row *r);
/* Makes one cluster of those of two documents. */
void cluster_join(struct txn *t, uint64_t a, uint64_t b);
/* The id that a mention's cluster bears. */
void cluster_id(struct txn *t, const struct row *r, uint8_t out[8]);
/* Calls fn with each mention of r's cluster and name from this time on, in the
 * order in which they were first seen, until it returns false. */
void cluster_each(struct txn *t, const struct row *r, int64_t since,
    bool (*fn)(const struct row *r, void *arg), void *arg);
/* The earliest mention of r's cluster and name, from this time on, that accept
 * says yes to: its number, or 0. */
uint64_t cluster_earliest(struct txn *t, const struct row *r, int64_t since,
    bool (*accept)(const struct row *r, const void *arg), const void *arg);
/* How many documents are in a cluster of another one's: documents less this is
 * the number of clusters. */
uint64_t cluster_followers(struct txn *t);

#endif
