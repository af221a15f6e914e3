/* SPDX-License-Identifier: ISC */
/* A set of texts, kept as salted 64-bit hashes: that two of a million are taken
 * for one has a chance of three in a hundred million. */
#ifndef CRAWLER_FETCH_SEEN_H
#define CRAWLER_FETCH_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct seen {
	uint64_t *v; /* owned; 0: empty */
	size_t cap, n;
	uint64_t salt;
};

void seen_init(struct seen *s);
void seen_fini(struct seen *s);
bool seen_has(const struct seen *s, const char *text);
/* True if it was not there yet. */
bool seen_add(struct seen *s, const char *text);

#endif
