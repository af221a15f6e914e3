/* SPDX-License-Identifier: ISC */
/* An archive's directory: made, opened, locked, closed. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/archive/archive.h"
#include "store/archive/checkpoint.h"
#include "store/archive/erase.h"
#include "store/backup.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/txn.h"

enum { DIR_MODE = 0700 };

/* ---- directories ---- */

static enum err
make_dir(const char *path)
{
	struct stat sb;

	if (mkdir(path, DIR_MODE) == 0)
		return ERR_OK;
	if (errno != EEXIST)
		return log_sys("%s", path);
	if (stat(path, &sb) != 0)
		return log_sys("%s", path);
	if (S_ISDIR(sb.st_mode))
		return ERR_OK;
	log_error("%s: a file is in the way (name a directory)", path);
	return ERR_SYS;
}

/* With its parents: ~/.local/share may not exist yet. */
static enum err
make_dirs(const char *dir)
{
	char *path = mem_strdup(dir);
	enum err e = ERR_OK;

	for (char *p = path; e == ERR_OK && *p != '\0'; p++) {
		if (*p != '/' || p == path)
			continue;
		*p = '\0';
		/* What exists may lie where this user can look, and no more. */
		if (access(path, F_OK) != 0)
			e = make_dir(path);
		*p = '/';
	}
	free(path);
	return e == ERR_OK ? make_dir(dir) : e;
}

/* ---- opening ---- */

static enum err
check_schema(struct store *st)
{
	struct txn *t = txn_begin(st, TXN_READ);
	enum err e = txn_err(t);

	if (e == ERR_OK)
		e = archive_check_schema(t);
	txn_abort(t);
	return e;
}

static enum err
create(struct txn *t, void *arg)
{
	enum err e = archive_check_schema(t);

	(void)arg;
	if (e == ERR_NOTFOUND) /* else another process was first */
		archive_create(t);
	return e == ERR_NOTFOUND ? txn_err(t) : e;
}

/* checkpoints.txt is written after the log it speaks of: where it stands alone,
 * a log was lost, and a new one in its place would hide that. */
static bool
was_there(const struct store *st)
{
	char *path = env_path(st, "checkpoints.txt");
	struct stat sb;
	bool there = stat(path, &sb) == 0 && sb.st_size > 0;

	free(path);
	return there;
}

static enum err
missing(const struct store *st)
{
	if (was_there(st)) {
		log_error("%s: damaged: data.mdb is missing or empty, and "
			  "checkpoints.txt speaks of a log (restore a backup)",
		    st->dir);
		return ERR_DAMAGED;
	}
	log_error("%s: no archive here (`vigie watch add NAME` or `vigie "
		  "sweep` makes one; -a DIR names another)",
	    st->dir);
	return ERR_NOTFOUND;
}

/* The directory's own name; a parent that may not be read is left alone. */
static enum err
sync_parent(const struct store *st)
{
	char *parent = env_path(st, "..");
	bool readable = access(parent, R_OK) == 0;

	free(parent);
	return readable ? env_sync_dir(st, "..") : ERR_OK;
}

/* A backup that is written to says so in its log; what a crash kept from being
 * erased, though it was forgotten, is erased. */
static enum err
take_over(struct store *st)
{
	struct txn *t = txn_begin(st, TXN_READ);
	bool due = erase_is_due(t);
	enum err e = txn_end(t);

	if (e == ERR_OK)
		e = backup_restored(st);
	return e == ERR_OK && due ? erase_segments(st) : e;
}

/* Its files, its databases, its schema, in that order. */
static enum err
open_files(struct store *st)
{
	enum err e;

	if (st->mode == STORE_WRITE) {
		char *blobs = env_path(st, "blobs");

		e = make_dirs(st->dir);
		if (e == ERR_OK)
			e = make_dir(blobs);
		free(blobs);
		if (e != ERR_OK)
			return e;
	}
	e = env_open(st);
	if (e == ERR_OK)
		e = check_schema(st);
	if (e == ERR_OK && st->mode == STORE_WRITE)
		return take_over(st);
	if (e != ERR_NOTFOUND)
		return e;
	if (st->mode == STORE_READ || was_there(st))
		return missing(st);
	e = store_batch(st, create, NULL);
	if (e == ERR_OK)
		e = env_sync_dir(st, ".");
	return e == ERR_OK ? sync_parent(st) : e;
}

enum err
store_open(const char *dir, enum store_mode mode, struct store **out)
{
	struct store *st = mem_zalloc(sizeof(*st));
	enum err e;

	st->dir = mem_strdup(dir);
	st->mode = mode;
	st->lock_fd = -1;
	pthread_rwlock_init(&st->map_lock, NULL); /* prefers readers: they
						     may be nested */
	st->archive = archive_new();
	e = open_files(st);
	if (e == ERR_OK && mode == STORE_WRITE)
		e = checkpoint_mirror(st); /* a crash may have cut it off */
	if (e != ERR_OK) {
		store_close(st);
		return e;
	}
	*out = st;
	return ERR_OK;
}

void
store_close(struct store *st)
{
	if (st == NULL)
		return;
	env_close(st);
	archive_free(st->archive);
	pthread_rwlock_destroy(&st->map_lock);
	if (st->lock_fd >= 0)
		close(st->lock_fd);
	free(st->dir);
	free(st);
}

const char *
store_dir(const struct store *st)
{
	return st->dir;
}

/* ---- damage ---- */

/* LMDB reads through a map: a page that the disk cannot give, or that a cut
 * file lacks, is no error code but a signal. */
static void
end_by_damage(int sig)
{
	static const char line[] =
	    "vigie: archive: a file of it is damaged or "
	    "cut short (run `vigie verify`, then restore "
	    "a backup)\n";

	(void)sig;
	(void)!write(STDERR_FILENO, line, sizeof(line) - 1);
	_exit(err_status(ERR_DAMAGED));
}

void
store_catch_damage(void)
{
	struct sigaction act = { .sa_handler = end_by_damage };

	sigemptyset(&act.sa_mask);
	sigaction(SIGBUS, &act, NULL);
}

/* ---- the sweep's lock ---- */

static enum err
busy(const char *path, int fd)
{
	struct flock who = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	if (fcntl(fd, F_GETLK, &who) == 0 && who.l_type != F_UNLCK &&
	    who.l_pid > 0)
		log_error("%s: held by process %ld, which sweeps, reindexes "
			  "or merges (try again later)",
		    path, (long)who.l_pid);
	else
		log_error("%s: held by another sweep (try again later)", path);
	return ERR_BUSY;
}

/* A record lock (fcntl): it dies with its process, is not inherited by fork,
 * as flock's would be by every parser child, and says who holds it. */
enum err
store_lock(struct store *st)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char *path = env_path(st, "lock");
	enum err e = ERR_OK;
	int fd;

	assert(st->lock_fd < 0);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0 && fcntl(fd, F_SETLK, &lock) == 0)
		st->lock_fd = fd;
	else if (fd >= 0 && (errno == EACCES || errno == EAGAIN))
		e = busy(path, fd);
	else
		e = log_sys("%s", path);
	if (fd >= 0 && e != ERR_OK)
		close(fd);
	free(path);
	return e;
}
