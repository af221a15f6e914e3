/* SPDX-License-Identifier: ISC */
/* Digests in the order of the tables. */
#include "store/archive/verify_order.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

void
verify_order_set(
    struct verify_order *o, const uint8_t sha[SHA256_LEN], size_t at)
{
	uint64_t first;

	memcpy(&first, sha, sizeof(first));
	o->first = be64toh(first);
	o->at = at;
}

static int
by_first(const void *a, const void *b)
{
	const struct verify_order *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

void
verify_order_sort(struct verify_order *o, size_t n)
{
	if (n > 0)
		qsort(o, n, sizeof(*o), by_first);
}
