/* SPDX-License-Identifier: ISC */
/* Checkpoints, consistency and hash lists of a bundle, and the small text files
 * in which they stand: "word value" lines, then hashes in hexadecimal. */
#ifndef TOOLS_BUNDLE_INSPECT_LOG_H
#define TOOLS_BUNDLE_INSPECT_LOG_H

#include "store/base/lines.h"
#include "tools/bundle/inspect.h"

/* A checkpoint that is signed. */
struct inspect_point {
	uint64_t size;
	uint8_t root[SHA256_LEN];
	char *text; /* owned */
	size_t len;
};

struct inspect_log {
	struct inspect_point *points; /* owned, by size */
	size_t n;
};

void inspect_log_points(struct inspect *v, struct inspect_log *log);
const struct inspect_point *inspect_log_point(
    const struct inspect_log *log, uint64_t size);
/* Consistency of neighbours, hash lists. */
void inspect_log_rest(struct inspect *v, const struct inspect_log *log);
void inspect_log_fini(struct inspect_log *log);

/* The record by its seq, or NULL. */
const struct inspect_leaf *inspect_leaf(const struct inspect *v, uint64_t seq);

/* "00000012.json" as 12: digits, without a sign, then exactly suffix. */
bool inspect_number(const char *text, const char *suffix, uint64_t *n);
/* The next line is "WORD number". */
bool inspect_value(struct lines *l, const char *word, uint64_t *n);
/* All lines that are left are hashes. */
bool inspect_path(struct lines *l, struct proof *p);

#endif
