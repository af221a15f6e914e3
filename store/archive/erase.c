/* SPDX-License-Identifier: ISC */
/* Zeros over what was forgotten. */
#include "store/archive/erase.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/pack.h"

enum {
	RUNS_MAX = 256 /* in one transaction */
};

struct run {
	uint32_t segment;
	uint64_t offset, len;
};

static void
run_key(struct key *k, uint32_t segment, uint64_t offset)
{
	key_init(k);
	key_u32(k, segment);
	key_u64(k, offset);
}

static void
run_put(struct txn *t, const struct run *r, bool done)
{
	struct key k;
	struct buf b;

	buf_init(&b, 32);
	pack_uint(&b, r->len);
	pack_u8(&b, done);
	run_key(&k, r->segment, r->offset);
	txn_put(t, DB_ERASED, &k, b.data, b.len);
	buf_fini(&b);
}

static bool
run_read(const struct cursor *c, struct run *r, bool *done)
{
	struct unpack u;

	unpack_init(&u, c->val.data, c->val.len);
	r->len = unpack_uint(&u);
	*done = unpack_u8(&u) != 0;
	if (c->key.len != 12 || !unpack_done(&u)) {
		txn_damaged(c->t, "the table of what was erased");
		return false;
	}
	r->segment = key_read_u32(c->key.data);
	r->offset = key_read_u64(c->key.data + 4);
	return true;
}

void
erase_note(struct txn *t, const struct blob_row *row)
{
	const struct run r = { row->place.number,
		row->place.offset + segment_head_len(row->codec),
		row->stored_len };

	run_put(t, &r, false);
}

/* ---- segments ---- */

/* The runs that are not done, RUNS_MAX at most. */
static size_t
find_due(struct txn *t, struct run *runs)
{
	struct cursor c;
	size_t n = 0;
	bool ok;

	cursor_open(&c, t, DB_ERASED);
	for (ok = cursor_first(&c); ok && n < RUNS_MAX; ok = cursor_next(&c)) {
		bool done;

		if (!run_read(&c, &runs[n], &done))
			break;
		n += !done;
	}
	cursor_close(&c);
	return n;
}

bool
erase_is_due(struct txn *t)
{
	struct run *runs;
	size_t n;

	if (txn_count(t, DB_ERASED) == 0)
		return false;
	runs = mem_array(RUNS_MAX, sizeof(*runs));
	n = find_due(t, runs);
	free(runs);
	return n > 0;
}

enum err
erase_each(struct txn *t,
    bool (*fn)(uint32_t segment, uint64_t offset, uint64_t len, void *arg),
    void *arg)
{
	struct cursor c;
	bool ok, go = true;

	cursor_open(&c, t, DB_ERASED);
	for (ok = cursor_first(&c); ok && go; ok = cursor_next(&c)) {
		struct run r;
		bool done;

		if (!run_read(&c, &r, &done))
			break;
		go = fn(r.segment, r.offset, r.len, arg);
	}
	cursor_close(&c);
	return txn_err(t);
}

enum err
erase_zero(int fd, uint64_t offset, uint64_t len, const char *name)
{
	static const char zeros[64 * 1024];

	while (len > 0) {
		size_t n = len < sizeof(zeros) ? (size_t)len : sizeof(zeros);
		ssize_t done = pwrite(fd, zeros, n, (off_t)offset);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return log_sys("%s", name);
		offset += (uint64_t)done;
		len -= (uint64_t)done;
	}
	return ERR_OK;
}

static enum err
erase_run(struct store *st, const struct run *r)
{
	char name[SEGMENT_PATH_MAX], *path;
	enum err e;
	int fd;

	segment_path(r->segment, name);
	path = env_path(st, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	e = fd < 0 ? log_sys("%s", path)
		   : erase_zero(fd, r->offset, r->len, path);
	if (e == ERR_OK && fdatasync(fd) != 0)
		e = log_sys("%s", path);
	if (fd >= 0)
		close(fd);
	free(path);
	return e;
}

struct done {
	const struct run *runs;
	size_t n;
};

static enum err
note_done(struct txn *t, void *arg)
{
	const struct done *d = arg;

	for (size_t i = 0; i < d->n; i++)
		run_put(t, &d->runs[i], true);
	return txn_err(t);
}

enum err
erase_segments(struct store *st)
{
	struct run *runs = mem_array(RUNS_MAX, sizeof(*runs));
	struct done d = { runs, 0 };
	enum err e;

	do {
		struct txn *t = txn_begin(st, TXN_READ);

		d.n = find_due(t, runs);
		e = txn_end(t);
		for (size_t i = 0; i < d.n && e == ERR_OK; i++)
			e = erase_run(st, &runs[i]);
		if (e == ERR_OK && d.n > 0)
			e = store_batch(st, note_done, &d);
	} while (e == ERR_OK && d.n == RUNS_MAX);
	free(runs);
	return e;
}
