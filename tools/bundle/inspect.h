/* SPDX-License-Identifier: ISC */
/* A bundle read back by somebody who trusts nothing in it. Nothing is written,
 * nothing unpacked; every file is streamed, those that are parsed have a
 * ceiling. inspect_zip.c opens the ZIP, inspect_bag.c checks the bag,
 * inspect_journal.c the log, inspect_stamps.c the tokens, inspect_bracket.c
 * times between tokens, inspect_elsewhere.c logs that were merged,
 * inspect_wacz.c the exchanges, inspect.c joins them. */
#ifndef TOOLS_BUNDLE_INSPECT_H
#define TOOLS_BUNDLE_INSPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zip.h>

#include "store/base/buf.h"
#include "store/base/digest.h"
#include "store/store.h"
#include "tools/bundle/bundle.h"

enum {
	INSPECT_TEXT_MAX = 8 << 20,       /* bytes of one file that is parsed */
	INSPECT_MANIFEST_MAX = 256 << 20, /* bytes of one manifest */
	INSPECT_HASHES_MAX = 256 << 20,   /* bytes of one hash list */
	INSPECT_LEAVES_MAX = 1000 * 1000,
	INSPECT_KEYS_MAX = 64
};

enum inspect_kind {
	INSPECT_ZIP,
	INSPECT_FILES,
	INSPECT_RECORDS,
	INSPECT_CHECKS,
	INSPECT_CHECKPOINTS,
	INSPECT_CONSISTENCY,
	INSPECT_NIGHTS,
	INSPECT_STAMPS,
	INSPECT_BRACKETS,
	INSPECT_EXCHANGES,
	INSPECT_MERGED,
	INSPECT_KINDS
};

struct inspect_file {
	const char *name; /* without the root; points into the ZIP's name */
	uint64_t index;   /* in the ZIP */
	uint64_t size, packed; /* bytes; as they stand in the ZIP */
	uint32_t crc;
	bool deflated;
	bool hashed, damaged;       /* it was read to its end; it cannot be */
	uint8_t sha256[SHA256_LEN]; /* once hashed: inspect_sha256 */
};

/* What leaves say that exchanges are held against. */
enum inspect_word {
	INSPECT_RESPONSE,
	INSPECT_REQUEST,
	INSPECT_RECORD,
	INSPECT_PATH,
	INSPECT_PIECE /* of a view */
};
struct inspect_hash {
	uint8_t sha256[SHA256_LEN];
	enum inspect_word word;
};

struct inspect_leaf {
	uint64_t seq;
	uint8_t hash[SHA256_LEN], prev[SHA256_LEN], after[SHA256_LEN];
	bool has_prev, has_after;
	int64_t at; /* ms; INT64_MIN: it states none */
};

/* Where a record says that it was merged from. */
struct inspect_mark {
	uint64_t leaf;            /* of ours */
	char *origin;             /* owned: the other log */
	uint64_t seq;             /* in it */
	uint8_t hash[SHA256_LEN]; /* of the record there */
	bool proven;
};

/* The checkpoint up to which our log took another one over. */
struct inspect_merge {
	uint64_t leaf;
	char *origin, *checkpoint; /* owned */
};

/* A token that holds, over the checkpoint of that size. */
struct inspect_token {
	uint64_t size;
	int64_t time; /* ms */
	uint8_t reply[SHA256_LEN];
};

struct inspect {
	zip_t *zip; /* owned */
	char *root; /* owned: "VIGIE-.../" */
	size_t root_len;
	struct inspect_file *files; /* owned, by name */
	size_t n_files;
	/* The log that is read: where its files and its tokens stand. */
	const char *journal, *anchors;
	struct inspect_leaf *leaves; /* owned, by seq */
	size_t n_leaves, cap_leaves;
	struct inspect_hash *hashes; /* owned; sorted by inspect_journal */
	size_t n_hashes, cap_hashes;
	struct inspect_token *tokens; /* owned; as inspect_stamps found them */
	size_t n_tokens;
	struct {
		uint64_t seq; /* of the leaf that declares it */
		uint8_t pub[PROOF_KEY_LEN];
	} keys[INSPECT_KEYS_MAX]; /* by seq */
	size_t n_keys;
	char origin[PROOF_ORIGIN_MAX];
	struct inspect_mark *marks; /* owned, as they were met */
	size_t n_marks, cap_marks;
	struct inspect_merge *merges; /* owned */
	size_t n_merges;
	/* what was found */
	uint64_t good[INSPECT_KINDS], bad[INSPECT_KINDS];
	uint64_t bytes;
	verify_report emit;
	void *arg;
};

void inspect_good(struct inspect *v, enum inspect_kind kind, uint64_t n);
/* Counts it, and names it if it is the first of its kind. */
void inspect_bad(struct inspect *v, enum inspect_kind kind, const char *why,
    const char *fmt, ...) PRINTF_LIKE(4, 5);

/* Opens the ZIP at path and lists its files. ERR_PARSE, logged, for what is no
 * bundle at all. */
enum err inspect_open(struct inspect *v, const char *path) MUST_CHECK;
void inspect_close(struct inspect *v);
/* By name, or NULL. */
const struct inspect_file *inspect_find(
    const struct inspect *v, const char *name);
/* The first file whose name is not before prefix: files are sorted. */
size_t inspect_seek(const struct inspect *v, const char *prefix);
/* The bytes one after the other, until step says no. Whoever reads a file first
 * to its end has it hashed. ERR_DAMAGED when the ZIP does not give them all. */
enum err inspect_stream(struct inspect *v, const struct inspect_file *f,
    bool (*step)(const void *data, size_t n, void *arg), void *arg) MUST_CHECK;
/* All of a file that is no longer than max. ERR_LIMIT, ERR_DAMAGED. */
enum err inspect_read(struct inspect *v, const struct inspect_file *f,
    size_t max, struct buf *out) MUST_CHECK;

/* All of the file of this name, not empty, into a buffer that it makes (and the
 * caller frees, also when it returns false). */
bool inspect_named(struct inspect *v, const char *name, struct buf *out);

/* Its hash; zeros if it cannot be read. */
const uint8_t *inspect_sha256(struct inspect *v, const struct inspect_file *f);
/* Last, for it reads what nobody else has read: what the manifests say of all
 * files. */
void inspect_bag(struct inspect *v);
void inspect_journal(struct inspect *v);
/* Forgets the log that was read, so that another can be. */
void inspect_journal_end(struct inspect *v);
/* After inspect_journal: the logs in data/repris/, each as ours was; and that
 * every record that was merged stands in one of them and says the same. */
void inspect_elsewhere(struct inspect *v);
void inspect_stamps(struct inspect *v);
/* After both: is each record's time one that the tokens on its two sides leave
 * possible? */
void inspect_brackets(struct inspect *v);
/* What dates the whole (stamps.h). */
void inspect_seal(struct inspect *v);
void inspect_wacz(struct inspect *v);

/* A word that leaves say; for inspect_wacz. */
bool inspect_said(const struct inspect *v, enum inspect_word word,
    const uint8_t sha256[SHA256_LEN]);

/* ---- WARC, pushed in pieces ---- */

struct inspect_warc;
struct inspect_warc *inspect_warc_new(struct inspect *v);
/* False when it is no WARC from here on; it has been said. */
bool inspect_warc_push(struct inspect_warc *w, const void *data, size_t n);
/* The end: says what was cut off. Frees. */
void inspect_warc_end(struct inspect_warc *w);

#endif
