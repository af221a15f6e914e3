/* SPDX-License-Identifier: ISC */
/* Checkpoints: signed, kept, mirrored. */
#include "store/archive/checkpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/archive/log_node.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"

enum { MIRROR_MAX = 256 << 20 };

/* ---- signing ---- */

static enum err
compose(struct txn *t, const char *origin, uint64_t size,
    const uint8_t pub[SIGNER_KEY_LEN], struct buf *b)
{
	uint8_t root[SHA256_LEN], id[SIGNER_ID_LEN], sig[SIGNER_SIG_LEN];
	enum err e = log_root(t, size, root);

	if (e == ERR_OK)
		e = note_body(b, origin, size, root);
	if (e == ERR_OK)
		e = signer_sign(txn_store(t), pub, b->data, b->len, sig);
	if (e != ERR_OK)
		return e;
	signer_id(origin, pub, id);
	return note_sign(b, origin, id, sig);
}

static void
put_checkpoint(struct txn *t, uint64_t size)
{
	size_t key_len = 0;
	char *origin = archive_fact(t, "origin", NULL);
	char *pub = archive_fact(t, "key", &key_len);
	struct key k;
	struct buf b;

	buf_init(&b, NOTE_MAX);
	key_of_u64(&k, size);
	if (origin == NULL || pub == NULL || key_len != SIGNER_KEY_LEN)
		txn_damaged(t, "its origin or key");
	else
		txn_fail(t, compose(t, origin, size, (const uint8_t *)pub, &b));
	txn_append(t, DB_CHECKPOINT, &k, b.data, b.len);
	buf_fini(&b);
	free(origin);
	free(pub);
}

static enum err
make(struct txn *t, void *arg)
{
	uint64_t size, newest;

	(void)arg;
	check_flush(t);
	size = log_size(t);
	newest = txn_next_u64(t, DB_CHECKPOINT);
	if (txn_err(t) == ERR_OK && size >= newest && size > 0)
		put_checkpoint(t, size);
	return txn_err(t);
}

enum err
checkpoint_make(struct store *st)
{
	enum err e = store_batch(st, make, NULL);

	return e == ERR_OK ? checkpoint_mirror(st) : e;
}

enum err
checkpoint_newest(struct txn *t, char **note)
{
	struct cursor c;
	bool found;

	cursor_open(&c, t, DB_CHECKPOINT);
	found = cursor_last(&c);
	if (found)
		*note = txn_copy(&c.val);
	cursor_close(&c);
	if (found)
		return ERR_OK;
	return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
}

enum err
checkpoint_at(struct txn *t, uint64_t size, char **note)
{
	struct key k;
	struct val v;

	key_of_u64(&k, size);
	if (!txn_get(t, DB_CHECKPOINT, &k, &v))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	*note = txn_copy(&v);
	return ERR_OK;
}

enum err
checkpoint_over(struct txn *t, uint64_t seq, uint64_t *size, char **note)
{
	struct cursor c;
	struct key k;
	bool found;

	key_of_u64(&k, seq + 1);
	cursor_open(&c, t, DB_CHECKPOINT);
	found = seq < UINT64_MAX && cursor_seek(&c, &k) && c.key.len == 8;
	if (found) {
		*size = key_read_u64(c.key.data);
		*note = txn_copy(&c.val);
	}
	cursor_close(&c);
	if (found)
		return ERR_OK;
	return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
}

/* ---- the flat file ---- */

/* Does the line that ends before p[end] (a newline) begin a signature? */
static bool
is_signature(const char *p, size_t end)
{
	size_t begin = end;

	while (begin > 0 && p[begin - 1] != '\n')
		begin--;
	return note_is_signature(p + begin, end - begin);
}

/* Where the last whole note of these bytes begins and ends: a signature line
 * and an empty one end a note. Both 0 when there is none. */
static void
find_last(const char *p, size_t n, size_t *begin, size_t *end)
{
	*begin = *end = 0;
	for (size_t i = 1; i < n; i++) {
		if (p[i] != '\n' || p[i - 1] != '\n' || !is_signature(p, i - 1))
			continue;
		*begin = *end;
		*end = i + 1;
	}
}

/* Reads the file's tail, and cuts off a note that a crash left unfinished.
 * *next is the first size that the file lacks. */
static enum err
read_tail(int fd, const char *path, uint64_t *next)
{
	char tail[4 * NOTE_MAX];
	size_t begin, end, n;
	struct note note;
	struct stat sb;
	off_t from;
	ssize_t got;

	if (fstat(fd, &sb) != 0)
		return log_sys("%s", path);
	from = sb.st_size > (off_t)sizeof(tail)
		   ? sb.st_size - (off_t)sizeof(tail)
		   : 0;
	got = pread(fd, tail, sizeof(tail), from);
	if (got < 0)
		return log_sys("%s", path);
	n = (size_t)got;
	find_last(tail, n, &begin, &end);
	*next = 0;
	if (end == 0 && n > NOTE_MAX) {
		log_warn("%s: not as vigie wrote it: left alone", path);
		*next = UINT64_MAX;
		return ERR_OK;
	}
	if (end > 0 && note_read(tail + begin, end - begin, &note) == ERR_OK)
		*next = note.size + 1;
	if (end < n && ftruncate(fd, from + (off_t)end) != 0)
		return log_sys("%s", path);
	return ERR_OK;
}

/* The notes of that size and greater ones, each with an empty line. */
static enum err
gather(struct store *st, uint64_t next, struct buf *b)
{
	struct txn *t = txn_begin(st, TXN_READ);
	struct cursor c;
	struct key k;
	bool ok;

	key_of_u64(&k, next);
	cursor_open(&c, t, DB_CHECKPOINT);
	for (ok = cursor_seek(&c, &k); ok; ok = cursor_next(&c)) {
		txn_fail(t, buf_add(b, c.val.data, c.val.len));
		txn_fail(t, buf_addc(b, '\n'));
	}
	cursor_close(&c);
	return txn_end(t);
}

static enum err
append(struct store *st, int fd, const char *path)
{
	uint64_t next = 0;
	struct buf b;
	enum err e = read_tail(fd, path, &next);

	buf_init(&b, MIRROR_MAX);
	if (e == ERR_OK)
		e = gather(st, next, &b);
	if (e == ERR_OK && b.len > 0 &&
	    (write(fd, b.data, b.len) != (ssize_t)b.len || fsync(fd) != 0))
		e = log_sys("%s", path);
	buf_fini(&b);
	return e;
}

enum err
checkpoint_mirror(struct store *st)
{
	struct txn *t = txn_begin(st, TXN_READ);
	uint64_t count = txn_count(t, DB_CHECKPOINT);
	enum err e = txn_end(t);
	char *path;
	int fd;

	if (e != ERR_OK || count == 0)
		return e;
	path = env_path(st, "checkpoints.txt");
	fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0 || flock(fd, LOCK_EX) != 0) /* other writers wait */
		e = log_sys("%s", path);
	else
		e = append(st, fd, path);
	if (fd >= 0)
		close(fd);
	free(path);
	return e;
}
