/* SPDX-License-Identifier: ISC */
/* The clock census (EVIDENCE.md 4.3): of every host that a sweep met, how far
 * its Date header was from this machine's clock. Hundreds of servers that have
 * nothing to do with one another are a witness that no single one is.
 *
 * One sample a host: the one whose answer came soonest, since the header was
 * written within that time. It states whole seconds, so half of one is added.
 * Answers out of a cache (RFC 9111 5.1: they have an Age) are passed over. */
#ifndef CRAWLER_MACHINE_CENSUS_H
#define CRAWLER_MACHINE_CENSUS_H

#include <stdint.h>

#include "crawler/fetch/exchange.h"
#include "store/store.h"

struct census;

struct census *census_new(void);
void census_free(struct census *c);
/* Takes an exchange's Date into account; again makes no difference. NULL does
 * nothing. */
void census_add(struct census *c, const char *host, const struct exchange *x);

struct census_sum {
	uint64_t hosts;
	int64_t median_ms, p5_ms, p95_ms; /* server less local; of hosts > 0 */
};
void census_sum(const struct census *c, struct census_sum *out);
/* The list, a line a host: host:port, offset in ms, time to the first byte in
 * ms, RFC 3339; parted by commas. Packed for census_log; NULL when empty. */
enum err census_pack(
    const struct census *c, struct store *st, struct packed **list) MUST_CHECK;
/* Appends the leaf "clock": the sum, the list's blob ("list_sha256"), and what
 * the kernel says of its clock. */
void census_log(struct txn *t, const struct census *c,
    const struct packed *list, uint64_t sweep);

#endif
