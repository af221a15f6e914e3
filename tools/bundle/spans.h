/* SPDX-License-Identifier: ISC */
/* Which sweep a leaf belongs to, and where in the log that sweep begins and
 * ends. Found by walking the log from the leaf, once a sweep. */
#ifndef TOOLS_BUNDLE_SPANS_H
#define TOOLS_BUNDLE_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

struct span {
	uint64_t number;     /* of the sweep */
	uint64_t start, end; /* seq of its sweep-start and of its last leaf */
	bool ended;          /* the last leaf is its sweep-end */
	int64_t generation;  /* of the watched names, as its start says */
};

struct spans;
struct spans *spans_new(struct txn *t);
void spans_free(struct spans *s);
/* The sweep around leaf seq. ERR_NOTFOUND where there is none (a capture
 * between two sweeps). */
enum err spans_at(struct spans *s, uint64_t seq, struct span *out) MUST_CHECK;

#endif
