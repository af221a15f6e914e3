/* SPDX-License-Identifier: ISC */
/* store/archive: what was seen. Blobs in append-only segments under their
 * SHA-256, one small JSON text a record in an RFC 6962 tree, checks gathered
 * by host, signed checkpoints, and the verification of all of them. Nothing
 * here is ever rewritten. Private to store/.
 *
 * This header: the archive's own state beside the environment, and its facts
 * in the database "meta":
 *
 *	schema	the version of all formats (STORE_SCHEMA), packed
 *	origin	"vigie/" and 8 hex digits: the name of this log
 *	key	the 32 bytes of its public Ed25519 key
 *	after	SHA-256 of the latest time stamp, hex; absent before the first
 *	after_time	and its time, 8 bytes: ms as int64_t of this machine
 */
#ifndef STORE_ARCHIVE_ARCHIVE_H
#define STORE_ARCHIVE_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/archive/segment.h"
#include "store/archive/tree.h"
#include "store/base/err.h"
#include "store/store.h"

struct base_cache;
struct codec_pool;

enum { ARCHIVE_KEY_LEN = 32, ARCHIVE_ORIGIN_MAX = 256 };

struct archive {
	/* any thread; they hold their own mutex */
	struct codec_pool *codecs; /* owned */
	struct base_cache *bases;  /* owned */
	/* owned by whoever holds the write transaction */
	struct segment_writer segments;
	struct tree log; /* valid while log_loaded */
	bool log_loaded;
	/* While another archive's checks are put: a JSON object that says
	 * whose, for the leaves that gather them; else NULL. Borrowed. */
	const char *merged;
};

/* The archive's state of a store whose environment is open. */
struct archive *archive_new(void);
void archive_free(struct archive *a);
/* Is the schema in the environment ours? ERR_NOTFOUND in an empty one,
 * ERR_VERSION, logged, in one of a newer vigie. */
enum err archive_check_schema(struct txn *t) MUST_CHECK;
/* The first leaves and the facts of a new archive. */
void archive_create(struct txn *t);

/* What a write transaction does to files, before and after its end. */
void archive_before_commit(struct txn *t);
void archive_before_abort(struct txn *t);
void archive_after(struct store *st);

/* A fact: the caller frees; NULL when it is absent. */
char *archive_fact(struct txn *t, const char *name, size_t *n);
void archive_set_fact(
    struct txn *t, const char *name, const void *data, size_t n);

#endif
