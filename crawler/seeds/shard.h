/* SPDX-License-Identifier: ISC */
/* One of several machines that share a list of seeds: each visits the hosts
 * whose registrable domain falls to its share, so that no seed's host is
 * ever visited by two. The rule is arithmetic alone (the first eight bytes,
 * big-endian, of the domain's SHA-256, modulo the number of shares): machines
 * that never heard of each other agree on it, and so do years. */
#ifndef CRAWLER_SEEDS_SHARD_H
#define CRAWLER_SEEDS_SHARD_H

#include <stdbool.h>

enum { SHARD_MAX = 10000 };

struct shard {
	unsigned number; /* from 1 to `of`; of 0: there is but one machine */
	unsigned of;
};

/* "2/8": the second share of eight. False for anything else. */
bool shard_read(const char *text, struct shard *out);
/* Does the host of this address fall to the share? An address without a host
 * falls to the first. */
bool shard_has(const struct shard *s, const char *href);

#endif
