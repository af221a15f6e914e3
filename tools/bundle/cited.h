/* SPDX-License-Identifier: ISC */
/* What the log says of a case, while it is read: cited.c, cited_anchor.c. */
#ifndef TOOLS_BUNDLE_CITED_H
#define TOOLS_BUNDLE_CITED_H

#include "tools/bundle/reading.h"

/* Numbers, sorted and each once once all are in. */
struct set {
	uint64_t *v; /* owned */
	size_t n, cap;
};

struct citing {
	struct reading *r;
	struct bundle_case *c;
	struct set leaves, sizes;
	struct anchor *anchors; /* owned: all of the archive's, by size */
	size_t n_anchors, cap_anchors;
	uint64_t newest; /* size of the newest checkpoint */
};

/* The place of value, or BUNDLE_NONE. */
size_t cited_set_index(const struct set *s, uint64_t value);
void cited_set_add(struct set *s, uint64_t value);
void cited_set_sort(struct set *s);
/* The time stamps over the sizes cited, and each leaf's bracket. */
enum err cited_anchors(struct citing *g) MUST_CHECK;
/* One of them, with its bytes. ERR_NOTFOUND, logged: they are not here. */
enum err cited_anchor(struct citing *g, const struct anchor *a,
    struct bundle_anchor *to) MUST_CHECK;
/* Fills in the two tokens between which the leaf was composed, if any. */
void cited_bracket(
    const struct bundle_anchor *anchors, size_t n, struct bundle_leaf *leaf);
/* Reads the logs from which records of the case were merged, and cites what of
 * ours stands for them (elsewhere.c). */
enum err cited_elsewhere(struct citing *g) MUST_CHECK;

#endif
