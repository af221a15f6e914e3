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
#include <stdatomic.h>
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
	X(DB_CHECK, "check", 0)       /* host id, seq -> checks of one leaf */ \
	X(DB_ANCHOR, "anchor", 0)     /* size, authority -> its anchor-ok */   \
	X(DB_GAP, "gap", 0)       /* size, authority -> archive/anchor.h */    \
	X(DB_ERASED, "erased", 0) /* see archive/erase.h */                    \
	X(DB_FORGOTTEN, "forgotten", 0) /* a mention's id -> purge leaf */     \
	X(DB_SUCCESSOR, "successor", 0) /* sha256 -> that in its stead */
#define DB_REGISTER(X)                                                         \
	X(DB_WATCH, "watch", 0)         /* name -> JSON */                     \
	X(DB_AUTHORITY, "authority", 0) /* number -> JSON; 0 -> the newest */  \
	X(DB_LABEL, "label", 0)         /* a mention's id -> JSON */
#define DB_INDEX(X)                                                            \
	X(DB_WORD, "word", 0)       /* kind, text -> number */                 \
	X(DB_ALIAS, "alias", 0)     /* digest of an alias key -> document */   \
	X(DB_DOC, "doc", 0)         /* number -> packed document */            \
	X(DB_NEAR, "near", 0)       /* see index/near.h */                     \
	X(DB_CLUSTER, "cluster", 0) /* see index/cluster.h */                  \
	X(DB_MENTION, "mention", 0) /* number -> packed row */                 \
	X(DB_TEXT, "text", 0)       /* number -> its JSON, all but the end */  \
	X(DB_SHOT, "shot", 0)       /* mention, snapshot -> nothing */         \
	X(DB_ID, "id", 0)           /* mention's id -> number */               \
	X(DB_ORDER, "order", 0)     /* name or 0, ~first_seen, id -> number */ \
	X(DB_SOURCE, "source", 0)   /* URL key -> packed source */             \
	X(DB_SHOWN, "shown", 0)     /* source, mention -> packed sight of it */
#define DB_STATE(X)                                                            \
	X(DB_SEEN, "seen", 0)     /* URL key -> packed url_state */            \
	X(DB_MEMBER, "member", 0) /* seed, URL key -> packed member */         \
	X(DB_HOT, "hot", 0)       /* seed, URL key -> nothing */               \
	X(DB_NOTE, "note", 0)     /* space, key -> JSON */                     \
	X(DB_NUMBER, "number", 0) /* space, key -> number */
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
	atomic_bool need_room;     /* a transaction has filled the map */
	int lock_fd;               /* the sweep's lock, -1: not held */
	struct archive *archive;   /* owned: archive/archive.h */
};

/* Opens DIR/data.mdb into st->env and every named database; ERR_NOTFOUND,
 * unlogged, when a store opened for reading has none. */
enum err env_open(struct store *st) MUST_CHECK;
void env_close(struct store *st);
/* Logs "WHAT: why" for an LMDB or errno code and returns what it amounts to:
 * ERR_FULL, ERR_DAMAGED, ERR_SYS or ERR_DB. */
enum err env_log(int rc, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* What a code of LMDB's writing means: a full disk comes as EIO too. */
int env_cause(const struct store *st, int rc);
/* The path of a file in the archive; the caller frees. */
char *env_path(const struct store *st, const char *name);
/* Makes the names in a directory of the archive durable ("." is its own). */
enum err env_sync_dir(const struct store *st, const char *name) MUST_CHECK;
/* Before a write: doubles the map if a transaction has filled it (env_need_room
 * said so: waits until this process has no transaction open), or if it is
 * 70 % full and nobody reads just now. */
enum err env_make_room(struct store *st) MUST_CHECK;
void env_need_room(struct store *st);
/* After a commit: makes the file as long as it claims to be. */
void env_pad(struct store *st);
/* Takes over the map size that another process has set. */
enum err env_resized(struct store *st) MUST_CHECK;
/* Between the transactions of a long walk: maps the file anew when more than
 * ENV_RESIDENT_MAX bytes of it (and of other files) stand in this process's
 * memory. The kernel would take such pages back, but they count until then. */
void env_rest(struct store *st);
/* Tests: environments opened from now on start with a map of this size. */
void env_set_map_start(size_t bytes);

#endif
