/* SPDX-License-Identifier: ISC */
/* The order in which many digests are looked up: that of the tables, for one
 * look after the other would touch a page that is far away each time. What is
 * sorted are their first eight bytes, which lie close together and decide. */
#ifndef STORE_ARCHIVE_VERIFY_ORDER_H
#define STORE_ARCHIVE_VERIFY_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/digest.h"

struct verify_order {
	uint64_t first; /* bytes of the digest, as a number */
	size_t at;      /* its place in the caller's array */
};

void verify_order_set(
    struct verify_order *o, const uint8_t sha[SHA256_LEN], size_t at);
/* Equal digests lie together, by place if they were set so; among them may lie
 * others that begin alike. */
void verify_order_sort(struct verify_order *o, size_t n);

#endif
