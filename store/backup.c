/* SPDX-License-Identifier: ISC */
/* A consistent copy of an archive, also while a sweep writes it. What the flat
 * file holds is read first (it may lag, never lead), then the environment
 * as of one transaction, then the segments as far as any transaction since has
 * committed them: they only grow, so what the copy names is in them. The copy
 * of the environment gets its name last; what was interrupted before that is
 * still the backup of last time.
 *
 * The next backup into the same directory copies only what the segments have
 * grown by. A file "backup" says what the directory is; whoever writes to it
 * later as an archive of its own logs that, and takes the file away. */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/archive/archive.h"
#include "store/archive/erase.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/pack.h"

enum {
	FILE_MODE = 0600,
	DIR_MODE = 0700,
	CHUNK = 256 * 1024,
	MARK_MAX = 64 * 1024,
	SMALL_MAX = 256 << 20
};

struct backup {
	struct store *st; /* the archive; borrowed */
	const char *to;   /* directory */
	uint64_t *had;    /* owned: committed bytes of its segments 1.. */
	uint32_t n_had;
	struct backup_sum *sum;
};

static char *
path_in(const struct backup *b, const char *name)
{
	return mem_printf("%s/%s", b->to, name);
}

/* ---- files ---- */

static enum err
copy_bytes(int from, int to, uint64_t at, uint64_t end, const char *name,
    uint64_t *copied)
{
	char *chunk = mem_alloc(CHUNK);
	enum err e = ERR_OK;

	while (at < end && e == ERR_OK) {
		size_t n = end - at < CHUNK ? (size_t)(end - at) : CHUNK;
		ssize_t got = pread(from, chunk, n, (off_t)at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0) {
			log_error("%s: damaged: cut short before byte %" PRIu64
				  " (run `vigie verify`)",
			    name, at);
			e = ERR_DAMAGED;
		} else if (got < 0 ||
			   pwrite(to, chunk, (size_t)got, (off_t)at) != got) {
			e = log_sys("%s", name);
		} else {
			at += (uint64_t)got;
			*copied += (uint64_t)got;
		}
	}
	free(chunk);
	return e;
}

/* Writes a small file under its final name, whole or not at all. */
static enum err
put_file(const struct backup *b, const char *name, const void *data, size_t n)
{
	char *path = path_in(b, name), *tmp = mem_printf("%s.tmp", path);
	int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);
	enum err e = ERR_OK;

	if (fd < 0 || write(fd, data, n) != (ssize_t)n || fsync(fd) != 0)
		e = log_sys("%s", tmp);
	if (fd >= 0)
		close(fd);
	if (e == ERR_OK && rename(tmp, path) != 0)
		e = log_sys("%s", path);
	free(tmp);
	free(path);
	return e;
}

/* A small file of the archive. *there is false when it has none. */
static enum err
read_small(
    const struct backup *b, const char *name, struct buf *data, bool *there)
{
	char *path = env_path(b->st, name);
	FILE *f = fopen(path, "rbe");
	enum err e = ERR_OK;
	char chunk[4096];
	size_t n;

	*there = f != NULL;
	if (f == NULL && errno != ENOENT)
		e = log_sys("%s", path);
	while (f != NULL && e == ERR_OK &&
	       (n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		e = buf_add(data, chunk, n);
	if (f != NULL)
		fclose(f);
	free(path);
	return e;
}

/* One that is not there is left out: the key, in a copy for a third party. */
static enum err
put_small(
    const struct backup *b, const char *name, struct buf *data, bool there)
{
	if (!there)
		return ERR_OK;
	return put_file(b, name, data->len > 0 ? data->data : "", data->len);
}

static enum err
make_dir(const char *path)
{
	if (mkdir(path, DIR_MODE) == 0 || errno == EEXIST)
		return ERR_OK;
	return log_sys("%s", path);
}

/* ---- what is there already ---- */

/* Is the log in `old` the beginning of this one? */
static enum err
check_prefix(struct store *st, struct store *old)
{
	struct txn *mine = txn_begin(st, TXN_READ);
	struct txn *its = txn_begin(old, TXN_READ);
	char *a = archive_fact(mine, "origin", NULL);
	char *b = archive_fact(its, "origin", NULL);
	uint8_t x[SHA256_LEN], y[SHA256_LEN];
	uint64_t size = log_size(its);
	enum err e = ERR_OK;

	if (a == NULL || b == NULL || strcmp(a, b) != 0) {
		log_error("%s: holds another archive (name an empty directory)",
		    store_dir(old));
		e = ERR_DENIED;
	} else if (log_root(its, size, y) != ERR_OK ||
		   log_root(mine, size, x) != ERR_OK ||
		   memcmp(x, y, SHA256_LEN) != 0) {
		log_error("%s: has gone its own way since it was copied (name "
			  "an empty directory)",
		    store_dir(old));
		e = ERR_DENIED;
	}
	free(a);
	free(b);
	txn_abort(its);
	txn_abort(mine);
	return e;
}

/* The committed lengths of the segments, in the order of their numbers. */
static uint64_t *
lengths(struct txn *t, uint32_t *n)
{
	uint64_t *v =
	    mem_array((size_t)txn_count(t, DB_SEGMENT) + 1, sizeof(*v));
	struct cursor c;
	bool ok;

	*n = 0;
	cursor_open(&c, t, DB_SEGMENT);
	for (ok = cursor_first(&c); ok; ok = cursor_next(&c)) {
		struct unpack u;

		unpack_init(&u, c.val.data, c.val.len);
		v[*n] = unpack_uint(&u);
		if (c.key.len != 4 || !unpack_done(&u) ||
		    key_read_u32(c.key.data) != ++*n) {
			txn_damaged(t, "the table of segments");
			break;
		}
	}
	cursor_close(&c);
	return v;
}

static enum err
look_at_old(struct backup *b)
{
	char *path = path_in(b, "data.mdb");
	struct store *old = NULL;
	struct txn *t;
	enum err e = ERR_OK;

	if (access(path, F_OK) == 0)
		e = store_open(b->to, STORE_READ, &old);
	free(path);
	if (e != ERR_OK || old == NULL)
		return e;
	e = check_prefix(b->st, old);
	if (e == ERR_OK) {
		t = txn_begin(old, TXN_READ);
		b->had = lengths(t, &b->n_had);
		e = txn_end(t);
	}
	store_close(old);
	return e;
}

/* ---- environment and segments ---- */

static enum err
copy_env(const struct backup *b)
{
	char *tmp = path_in(b, "data.mdb.tmp");
	int fd = open(tmp, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);
	enum err e = fd < 0 ? log_sys("%s", tmp) : ERR_OK;
	struct stat sb = { .st_size = 0 };
	int rc;

	if (e == ERR_OK) {
		rc = mdb_env_copyfd2(b->st->env, fd, 0);
		if (rc != 0)
			e = env_log(rc, "%s", tmp);
	}
	if (e == ERR_OK && (fsync(fd) != 0 || fstat(fd, &sb) != 0))
		e = log_sys("%s", tmp);
	if (e == ERR_OK)
		b->sum->bytes += (uint64_t)sb.st_size;
	if (fd >= 0)
		close(fd);
	free(tmp);
	return e;
}

static enum err
name_env(const struct backup *b)
{
	char *tmp = path_in(b, "data.mdb.tmp"), *path = path_in(b, "data.mdb");
	enum err e = ERR_OK;
	int dir;

	if (rename(tmp, path) != 0)
		e = log_sys("%s", path);
	dir = open(b->to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (e == ERR_OK && (dir < 0 || fsync(dir) != 0))
		e = log_sys("%s", b->to);
	if (dir >= 0)
		close(dir);
	free(tmp);
	free(path);
	return e;
}

static enum err
copy_segment(const struct backup *b, uint32_t number, uint64_t end)
{
	uint64_t at = number <= b->n_had ? b->had[number - 1] : 0;
	char name[SEGMENT_PATH_MAX], *from_path, *to_path;
	int from, to;
	enum err e;

	if (at >= end)
		return ERR_OK;
	segment_path(number, name);
	from_path = env_path(b->st, name);
	to_path = path_in(b, name);
	from = open(from_path, O_RDONLY | O_CLOEXEC);
	to = open(to_path, O_WRONLY | O_CREAT | O_CLOEXEC, FILE_MODE);
	if (from < 0)
		e = log_sys("%s", from_path);
	else if (to < 0)
		e = log_sys("%s", to_path);
	else
		e = copy_bytes(from, to, at, end, from_path, &b->sum->bytes);
	if (e == ERR_OK && fsync(to) != 0)
		e = log_sys("%s", to_path);
	if (from >= 0)
		close(from);
	if (to >= 0)
		close(to);
	free(from_path);
	free(to_path);
	return e;
}

/* What was forgotten since the last time is in the copy still. */
static bool
zero_run(uint32_t segment, uint64_t offset, uint64_t len, void *arg)
{
	struct backup *b = arg;
	char name[SEGMENT_PATH_MAX], *path;
	int fd;

	segment_path(segment, name);
	path = path_in(b, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0 || erase_zero(fd, offset, len, path) != ERR_OK ||
	    fdatasync(fd) != 0) {
		b->sum->err = log_sys("%s", path);
	}
	if (fd >= 0)
		close(fd);
	free(path);
	return b->sum->err == ERR_OK;
}

static enum err
copy_segments(struct backup *b)
{
	struct txn *t = txn_begin(b->st, TXN_READ);
	uint32_t n = 0;
	uint64_t *ends = lengths(t, &n);
	enum err e = txn_err(t);

	b->sum->leaves = log_size(t);
	txn_abort(t);
	for (uint32_t i = 0; i < n && e == ERR_OK; i++)
		e = copy_segment(b, i + 1, ends[i]);
	free(ends);
	if (e != ERR_OK)
		return e;
	t = txn_begin(b->st, TXN_READ);
	e = erase_each(t, zero_run, b);
	txn_abort(t);
	return e == ERR_OK ? b->sum->err : e;
}

/* ---- the mark ---- */

static enum err
put_mark(const struct backup *b)
{
	char *from = realpath(store_dir(b->st), NULL);
	struct buf text;
	struct jout j;
	enum err e;

	buf_init(&text, MARK_MAX);
	jout_begin(&j, &text);
	jout_obj(&j);
	jout_ktext(&j, "backup_of", from);
	jout_ktime(&j, "at", clock_wall_ms());
	jout_obj_end(&j);
	e = j.err;
	if (e == ERR_OK)
		e = put_file(b, BACKUP_MARK, text.data, text.len);
	buf_fini(&text);
	free(from);
	return e;
}

/* ---- all of it ---- */

static enum err
prepare(struct backup *b)
{
	char *here = realpath(store_dir(b->st), NULL), *there;
	char *blobs = path_in(b, "blobs");
	enum err e = make_dir(b->to);

	there = e == ERR_OK ? realpath(b->to, NULL) : NULL;
	if (e == ERR_OK && here != NULL && there != NULL &&
	    strncmp(here, there, strlen(here)) == 0 &&
	    strchr("/", there[strlen(here)]) != NULL) {
		log_error("%s: lies in the archive itself", b->to);
		e = ERR_USAGE;
	}
	if (e == ERR_OK)
		e = make_dir(blobs);
	free(blobs);
	free(here);
	free(there);
	return e;
}

/* What goes in beside the segments, the environment last of all. */
static enum err
finish(struct backup *b, struct buf *notes, bool has_notes)
{
	struct buf key;
	bool has_key;
	enum err e;

	buf_init(&key, SMALL_MAX);
	e = read_small(b, "key", &key, &has_key);
	if (e == ERR_OK)
		e = put_small(b, "key", &key, has_key);
	if (e == ERR_OK)
		e = put_mark(b);
	if (e == ERR_OK)
		e = put_small(b, "checkpoints.txt", notes, has_notes);
	if (e == ERR_OK)
		e = name_env(b);
	if (key.data != NULL)
		OPENSSL_cleanse(key.data, key.len);
	buf_fini(&key);
	return e;
}

enum err
store_backup(struct store *st, const char *to, struct backup_sum *sum)
{
	struct backup b = { .st = st, .to = to, .sum = sum };
	struct buf notes;
	bool has_notes = false;
	enum err e;

	memset(sum, 0, sizeof(*sum));
	buf_init(&notes, SMALL_MAX);
	e = prepare(&b);
	if (e == ERR_OK)
		e = look_at_old(&b);
	if (e == ERR_OK)
		e = read_small(&b, "checkpoints.txt", &notes, &has_notes);
	if (e == ERR_OK)
		e = copy_env(&b);
	if (e == ERR_OK)
		e = copy_segments(&b);
	if (e == ERR_OK)
		e = finish(&b, &notes, has_notes);
	buf_fini(&notes);
	free(b.had);
	return e;
}
