/* SPDX-License-Identifier: ISC */
/* The LMDB environment: opened with flags that keep it durable (any of NOSYNC,
 * NOMETASYNC, MAPASYNC, WRITEMAP loses commits in a power cut), its map, its
 * named databases. MDB_NOTLS lets one thread hold a read transaction inside
 * another; it costs one mutex a transaction. */
#define _GNU_SOURCE /* fallocate */
#include "store/env.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	ENV_READERS_MAX = 512,
	ENV_LOCK_BYTES = 64 * (ENV_READERS_MAX + 2), /* one a line of cache */
	ENV_FILL_PERCENT = 70, /* the map grows from here on */
	ENV_WAIT_S = 30,       /* for this process's transactions to end */
	ENV_FILE_MODE = 0600,
	ENV_FULL_BELOW = 1 << 20, /* free bytes of a disk that is full */
	ENV_SLACK_MAX = 4 << 20,  /* bytes that check_length lets be missing */
	ENV_RESIDENT_MAX = 96 << 20
};

static const struct {
	const char *name;
	unsigned flags;
} dbs[] = {
#define DB_ROW(code, name, flags) { name, flags },
	DB_TABLE(DB_ROW)
#undef DB_ROW
};

static size_t map_start = (size_t)1 << 30;

void
env_set_map_start(size_t bytes)
{
	map_start = bytes;
}

char *
env_path(const struct store *st, const char *name)
{
	return mem_printf("%s/%s", st->dir, name);
}

enum err
env_sync_dir(const struct store *st, const char *name)
{
	char *path = env_path(st, name);
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err e = ERR_OK;

	if (fd < 0 || fsync(fd) != 0)
		e = log_sys("%s", path);
	if (fd >= 0)
		close(fd);
	free(path);
	return e;
}

/* What LMDB's words do not say: what to do about it. */
static const char *
advice(int rc)
{
	switch (rc) {
	case ENOSPC:
	case EDQUOT:
		return " (free some space and run it again)";
	case EACCES:
	case EPERM:
	case EROFS:
		return " (check owner and mode of the archive)";
	case MDB_INVALID:
	case MDB_VERSION_MISMATCH:
		return " (not an archive of vigie)";
	case MDB_CORRUPTED:
	case MDB_PAGE_NOTFOUND:
	case MDB_PANIC:
		return " (run `vigie verify`, then restore a backup)";
	case MDB_READERS_FULL:
		return " (too many commands at once: try again later)";
	default:
		return "";
	}
}

static enum err
meaning(int rc)
{
	switch (rc) {
	case ENOSPC:
	case EDQUOT:
		return ERR_FULL;
	case MDB_INVALID:
	case MDB_VERSION_MISMATCH:
	case MDB_CORRUPTED:
	case MDB_PAGE_NOTFOUND:
	case MDB_PANIC:
		return ERR_DAMAGED;
	default:
		return rc > 0 ? ERR_SYS : ERR_DB;
	}
}

enum err
env_log(int rc, const char *fmt, ...)
{
	char what[1024], why[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	/* mdb_strerror is not safe in threads for codes of errno. */
	if (rc <= 0)
		snprintf(why, sizeof(why), "%s", mdb_strerror(rc));
	else
		log_words(rc, why, sizeof(why));
	log_error("%s: %s%s", what, why, advice(rc));
	return meaning(rc);
}

/* LMDB says EIO for a write that was cut short, which is how most file systems
 * run full. */
int
env_cause(const struct store *st, int rc)
{
	struct statvfs fs;

	if (rc != EIO || statvfs(st->dir, &fs) != 0)
		return rc;
	return (uint64_t)fs.f_bavail * fs.f_frsize < ENV_FULL_BELOW ? ENOSPC
								    : rc;
}

/* ---- the map ---- */

static size_t
map_size(struct store *st, size_t *used)
{
	MDB_envinfo info;
	MDB_stat stat;

	(void)mdb_env_info(st->env, &info);
	(void)mdb_env_stat(st->env, &stat);
	*used = (info.me_last_pgno + 1) * stat.ms_psize;
	return info.me_mapsize;
}

/* Alone with the map: no transaction of this process is open. */
static bool
lock_map(struct store *st, bool wait)
{
	struct timespec until;

	if (!wait)
		return pthread_rwlock_trywrlock(&st->map_lock) == 0;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += ENV_WAIT_S;
	if (pthread_rwlock_timedwrlock(&st->map_lock, &until) == 0)
		return true;
	log_error("%s: the map cannot grow: a transaction stays open", st->dir);
	return false;
}

/* Size 0 takes the one that is in the file. */
static enum err
set_map_size(struct store *st, size_t size)
{
	int rc = mdb_env_set_mapsize(st->env, size);

	pthread_rwlock_unlock(&st->map_lock);
	if (rc != 0)
		return env_log(rc, "%s: map of %zu bytes", st->dir, size);
	return ERR_OK;
}

enum err
env_resized(struct store *st)
{
	return lock_map(st, true) ? set_map_size(st, 0) : ERR_DB;
}

/* Bytes of mapped files in memory: proc(5), the third number of statm. */
static uint64_t
resident(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	uint64_t pages = 0;
	char line[128], *at = line;

	if (f == NULL)
		return 0;
	if (fgets(line, sizeof(line), f) != NULL)
		for (int i = 0; i < 3; i++)
			pages = strtoull(at, &at, 10);
	fclose(f);
	return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

void
env_rest(struct store *st)
{
	if (resident() > ENV_RESIDENT_MAX && lock_map(st, false) &&
	    set_map_size(st, 0) != ERR_OK)
		log_debug("%s: the map stays as it is", st->dir);
}

void
env_need_room(struct store *st)
{
	atomic_store(&st->need_room, true);
}

enum err
env_make_room(struct store *st)
{
	bool must = atomic_load(&st->need_room);
	size_t size, used;
	enum err e;

	pthread_rwlock_rdlock(&st->map_lock);
	size = map_size(st, &used);
	pthread_rwlock_unlock(&st->map_lock);
	if (!must && used < size / 100 * ENV_FILL_PERCENT)
		return ERR_OK;
	if (size > SIZE_MAX / 2)
		return ERR_LIMIT;
	if (!lock_map(st, must)) /* unless it must, another time will do */
		return must ? ERR_DB : ERR_OK;
	e = set_map_size(st, size * 2);
	if (e == ERR_OK)
		atomic_store(&st->need_room, false);
	return e;
}

/* ---- opening ---- */

/* LMDB leaves pages at the end of its file unwritten when they were freed again
 * in the same transaction. With the file as long as it claims to be, one that
 * is shorter can be told from it. Whoever writes next may have made it longer
 * already: fallocate never makes a file shorter, which ftruncate would. */
void
env_pad(struct store *st)
{
	size_t used;
	struct stat sb;
	mdb_filehandle_t fd;

	(void)map_size(st, &used);
	if (mdb_env_get_fd(st->env, &fd) == 0 && fstat(fd, &sb) == 0 &&
	    (size_t)sb.st_size < used &&
	    fallocate(fd, 0, (off_t)used - 1, 1) != 0)
		log_debug("%s: data.mdb stays short", st->dir);
}

/* An incomplete copy is cut short: touching the map past the end of the file
 * would raise SIGBUS, so it is refused here. A crash between a commit and
 * env_pad may have left a few pages off. */
static enum err
check_length(struct store *st, const char *path)
{
	size_t used, slack;
	struct stat sb;

	(void)map_size(st, &used);
	slack = used / 8 < ENV_SLACK_MAX ? used / 8 : ENV_SLACK_MAX;
	if (stat(path, &sb) != 0)
		return log_sys("%s", path);
	if ((size_t)sb.st_size >= used - slack)
		return ERR_OK;
	log_error("%s: damaged: %zu bytes of %zu are there (restore a backup)",
	    path, (size_t)sb.st_size, used);
	return ERR_DAMAGED;
}

static int
open_file(struct store *st, const char *path, unsigned flags)
{
	int rc = mdb_env_create(&st->env);

	if (rc == 0)
		rc = mdb_env_set_maxdbs(st->env, DB_COUNT);
	if (rc == 0)
		rc = mdb_env_set_maxreaders(st->env, ENV_READERS_MAX);
	if (rc == 0)
		rc = mdb_env_set_mapsize(st->env, map_start);
	if (rc == 0)
		rc = mdb_env_open(
		    st->env, path, flags | MDB_NOTLS, ENV_FILE_MODE);
	if (rc != 0)
		env_close(st); /* LMDB wants that after a failure too */
	return rc;
}

static int
open_dbs(struct store *st, MDB_txn *txn, unsigned create)
{
	for (int i = 0; i < DB_COUNT; i++) {
		int rc;

		if (st->dbi[i] != 0)
			continue;
		rc = mdb_dbi_open(
		    txn, dbs[i].name, dbs[i].flags | create, &st->dbi[i]);
		if (rc == MDB_NOTFOUND && create == 0)
			st->dbi[i] = 0;
		else if (rc != 0)
			return rc;
	}
	return 0;
}

static bool
has_all_dbs(const struct store *st)
{
	for (int i = 0; i < DB_COUNT; i++)
		if (st->dbi[i] == 0)
			return false;
	return true;
}

/* Opens what exists in a read transaction, so that a command need not wait for
 * a sweep's batch, and makes what does not. */
static int
open_all_dbs(struct store *st)
{
	MDB_txn *txn;
	int rc = mdb_txn_begin(st->env, NULL, MDB_RDONLY, &txn);

	if (rc != 0)
		return rc;
	rc = open_dbs(st, txn, 0);
	if (rc == 0)
		rc = mdb_txn_commit(txn); /* keeps the handles */
	else
		mdb_txn_abort(txn);
	if (rc != 0 || st->mode == STORE_READ || has_all_dbs(st))
		return rc;
	rc = mdb_txn_begin(st->env, NULL, 0, &txn);
	if (rc != 0)
		return rc;
	rc = open_dbs(st, txn, MDB_CREATE);
	if (rc != 0) {
		mdb_txn_abort(txn);
		return rc;
	}
	return mdb_txn_commit(txn);
}

/* LMDB maps its lock file, whose blocks come when they are first touched: on a
 * full disk that raises SIGBUS, so they are asked for before. A file system
 * that cannot give them is taken as it is. */
static enum err
reserve_lock(const struct store *st)
{
	char *path = env_path(st, "lock.mdb");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, ENV_FILE_MODE);
	enum err e = ERR_OK;

	if (fd < 0 ||
	    (fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, ENV_LOCK_BYTES) != 0 &&
		errno == ENOSPC))
		e = log_sys("%s", path);
	if (fd >= 0)
		close(fd);
	free(path);
	return e;
}

/* A file without bytes is what a crash leaves of one that was being made. */
static enum err
check_there(const char *path)
{
	struct stat sb;

	if (stat(path, &sb) == 0)
		return sb.st_size > 0 ? ERR_OK : ERR_NOTFOUND;
	return errno == ENOENT || errno == ENOTDIR ? ERR_NOTFOUND
						   : log_sys("%s", path);
}

enum err
env_open(struct store *st)
{
	char *path = env_path(st, "data.mdb");
	unsigned flags = st->mode == STORE_READ ? MDB_RDONLY : 0;
	int rc, dead;
	enum err e = ERR_OK;

	if (st->mode == STORE_WRITE)
		e = reserve_lock(st);
	if (e != ERR_OK)
		goto out;

	if (st->mode == STORE_READ) {
		e = check_there(path);
		if (e != ERR_OK)
			goto out;
	}
	rc = open_file(st, st->dir, flags);
	/* A directory that this user may not write: nobody to exclude there. */
	if (st->mode == STORE_READ && (rc == EACCES || rc == EROFS))
		rc = open_file(st, st->dir, flags | MDB_NOLOCK);
	if (rc != 0) {
		e = env_log(env_cause(st, rc), "%s", path);
		goto out;
	}
	(void)mdb_reader_check(st->env, &dead);
	e = check_length(st, path);
	if (e != ERR_OK)
		goto out;
	rc = open_all_dbs(st);
	if (rc != 0)
		e = env_log(env_cause(st, rc), "%s", path);
out:
	if (e != ERR_OK)
		env_close(st);
	free(path);
	return e;
}

void
env_close(struct store *st)
{
	if (st->env != NULL)
		mdb_env_close(st->env);
	st->env = NULL;
}
