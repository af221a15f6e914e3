/* SPDX-License-Identifier: ISC */
/* The LMDB environment of an archive, and the one table of its named
 * databases. Private to store/. A new database is one row here; it is made
 * when an archive is next opened for writing, and reads as empty until then.
 *
 * The map starts at 1 GiB and doubles. It can only be moved while this process
 * has no transaction open, so every transaction holds map_lock for reading. */
#ifndef STORE_ENV_H
#define STORE_ENV_H

#include <lmdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"
#include "store/store.h"

/* The named databases by kind (DESIGN.md): code, name, flags. */
#define DB_ARCHIVE(X)                                                          \
	X(DB_META, "meta", 0)       /* text -> see archive/archive.h */        \
	X(DB_LEAF, "leaf", 0)       /* seq -> the leaf's text */               \
	X(DB_NODE, "node", 0)       /* seq -> tree nodes that it completes */  \
	X(DB_CHECKPOINT, "ckpt", 0) /* size -> signed note */                  \
	X(DB_BLOB, "blob", 0)       /* sha256 -> where and how it is kept */   \
	X(DB_DEPENDANT, "dependant", MDB_DUPSORT) /* base sha256 -> sha256 */  \
	X(DB_SEGMENT, "segment", 0)   /* number -> bytes committed */          \
	X(DB_SNAPSHOT, "snapshot", 0) /* number -> leaf, or gathering leaf */  \
	X(DB_HISTORY, "history", 0)   /* url id, number -> nothing */          \
	X(DB_URL, "url", 0)           /* url id -> URL */                      \
	X(DB_URLID, "urlid", 0)       /* URL -> url id, host id */             \
	X(DB_HOST, "host", 0)         /* host id -> host:port */               \
	X(DB_HOSTID, "hostid", 0)     /* host:port -> host id */               \
	X(DB_PENDING, "pending", 0)   /* host id, running number -> check */   \
	X(DB_CHECK, "check", 0)       /* host id, seq -> checks of one leaf */
#define DB_REGISTER(X)
#define DB_INDEX(X)
#define DB_STATE(X)
#define DB_TABLE(X) DB_ARCHIVE(X) DB_REGISTER(X) DB_INDEX(X) DB_STATE(X)

enum db {
#define DB_ENUM(code, name, flags) code,
	DB_TABLE(DB_ENUM)
#undef DB_ENUM
	    DB_COUNT
};

struct store {
	char *dir; /* owned */
	enum store_mode mode;
	MDB_env *env;              /* owned */
	MDB_dbi dbi[DB_COUNT];     /* 0: not made yet (opened for reading) */
	pthread_rwlock_t map_lock; /* see above */
	int lock_fd;               /* the sweep's lock, -1: not held */
	struct archive *archive;   /* owned: archive/archive.h */
};

/* Logs "WHAT: why" for an LMDB or errno code and returns what it amounts to:
 * ERR_FULL, ERR_DAMAGED, ERR_SYS or ERR_DB. */
enum err env_log(int rc, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The path of a file in the archive; the caller frees. */
char *env_path(const struct store *st, const char *name);
/* Doubles the map once no transaction of this process is open; waits for that
 * when forced, else leaves it for another time. */
enum err env_grow(struct store *st, bool force) MUST_CHECK;
/* Takes over the map size that another process has set. */
enum err env_resized(struct store *st) MUST_CHECK;
/* Tests: archives made from now on start with a map of this size. */
void env_set_map_start(size_t bytes);

#endif
