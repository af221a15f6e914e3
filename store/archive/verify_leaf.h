/* SPDX-License-Identifier: ISC */
/* What verification asks of every leaf, read from its text. Most leaves are
 * plain JSON and of a type that is asked no more: they need no document. */
#ifndef STORE_ARCHIVE_VERIFY_LEAF_H
#define STORE_ARCHIVE_VERIFY_LEAF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/digest.h"
#include "store/base/json.h"

/* A text member; points into the leaf's text or its document. */
struct leaf_text {
	const char *s; /* without a NUL; NULL: not there, or no text */
	size_t n;
};

struct verify_leaf {
	struct leaf_text type, salt, prev, after, at;
	struct leaf_text payload, requested_url, url;
	bool prev_null, after_null; /* there, and null */
	bool kept, has_merged, has_snapshot;
	int64_t seq;             /* -1: not there, or no integer */
	int64_t snapshot;        /* 0: the same */
	struct leaf_text *blobs; /* owned: s NULL where an item is no text */
	size_t n_blobs, cap_blobs;
	/* owned; NULL where the members above say all that is asked */
	json_t *doc;
};

/* False when it is not JSON; *leaf, zeroed before its first use, keeps its room
 * from one leaf to the next. The text must outlive what points into it. */
bool verify_leaf_read(const char *text, size_t n, struct verify_leaf *leaf);
void verify_leaf_fini(struct verify_leaf *leaf);
bool leaf_text_is(const struct leaf_text *t, const char *word);
/* Is it the hex of a SHA-256? */
bool leaf_text_sha(const struct leaf_text *t, uint8_t out[SHA256_LEN]);

#endif
