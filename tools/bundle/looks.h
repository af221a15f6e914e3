/* SPDX-License-Identifier: ISC */
/* Every look that was ever taken at an address, in short, read once an address:
 * what chronologies and the search for robots.txt walk through. */
#ifndef TOOLS_BUNDLE_LOOKS_H
#define TOOLS_BUNDLE_LOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/mem.h"
#include "store/store.h"

struct look {
	uint64_t number; /* of the snapshot or check */
	uint64_t leaf;   /* its own, or the one that gathers it */
	/* The earlier snapshot that it says still holds; 0: none. */
	uint64_t confirms;
	int64_t at;    /* ms */
	bool says;     /* an answer that shows what is there and what is not */
	bool nothing;  /* ... namely nothing: 404, 410 */
	bool absence;  /* its record says that what was there is not */
	bool mentions; /* a page that showed some watched name, which one the
			* record does not say */
	bool in_sweep; /* made by a sweep, not on demand */
	bool changed;  /* its text differed from the last one's */
	uint8_t payload[SHA256_LEN]; /* of its own answer; zero: none */
};

struct looks {
	const char *url;
	struct look *v; /* by time */
	size_t n;
};

struct looks_cache;
struct looks_cache *looks_new(struct txn *t);
void looks_free(struct looks_cache *c);
/* The looks at this address, n being 0 for one never asked for. Valid until
 * looks_free. */
enum err looks_of(struct looks_cache *c, const char *url,
    const struct looks **out) MUST_CHECK;

#endif
