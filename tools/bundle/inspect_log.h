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

/* The log in v->journal: its records into v, its checkpoints into *log, which
 * the caller ends. */
void inspect_log(struct inspect *v, struct inspect_log *log);
void inspect_log_points(struct inspect *v, struct inspect_log *log);
const struct inspect_point *inspect_log_point(
    const struct inspect_log *log, uint64_t size);
/* Consistency of neighbours, hash lists. */
void inspect_log_rest(struct inspect *v, const struct inspect_log *log);
void inspect_log_fini(struct inspect_log *log);

/* The record by its seq, or NULL. */
const struct inspect_leaf *inspect_leaf(const struct inspect *v, uint64_t seq);

/* For inspect_said, until it is first asked. */
void inspect_keep_hash(struct inspect *v, enum inspect_word word,
    const uint8_t sha256[SHA256_LEN]);
/* The hash that this member of a record states. */
bool inspect_read_hash(
    const json_t *doc, const char *key, uint8_t out[SHA256_LEN]);
/* Each check stands in the record that gathers it (inspect_checks.c). */
void inspect_checks(struct inspect *v);
/* The document in this file, or NULL; the caller json_decref()s. */
json_t *inspect_document(struct inspect *v, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

/* "00000012.json" as 12: digits, without a sign, then exactly suffix. */
bool inspect_number(const char *text, const char *suffix, uint64_t *n);
/* The next line is "WORD number". */
bool inspect_value(struct lines *l, const char *word, uint64_t *n);
/* All lines that are left are hashes. */
bool inspect_path(struct lines *l, struct proof *p);

#endif
