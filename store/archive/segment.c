/* SPDX-License-Identifier: ISC */
/* Segment files. A reader opens one, reads, and closes it: that costs 3 us
 * beside the 50 and more of hashing what was read, and leaves nothing to
 * share between threads. */
#include "store/archive/segment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "store/archive/archive.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/pack.h"
#include "store/txn.h"

static const uint8_t magic[4] = { 'V', 'S', 'G', '1' };
static uint64_t segment_max = (uint64_t)256 << 20;

void
segment_set_max(uint64_t bytes)
{
	segment_max = bytes;
}

void
segment_path(uint32_t number, char out[SEGMENT_PATH_MAX])
{
	snprintf(out, SEGMENT_PATH_MAX, "blobs/%08u.seg", number);
}

/* ---- headers ---- */

size_t
segment_head_len(enum codec codec)
{
	return codec == CODEC_PREFIX ? SEGMENT_HEAD_MAX : SEGMENT_HEAD;
}

static void
put_u32(uint8_t *p, uint32_t v)
{
	for (unsigned i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> (24 - 8 * i));
}

size_t
segment_head_write(const struct segment_entry *e, uint8_t out[SEGMENT_HEAD_MAX])
{
	memcpy(out, magic, sizeof(magic));
	out[4] = (uint8_t)e->codec;
	out[5] = (uint8_t)e->depth;
	out[6] = out[7] = 0;
	put_u32(out + 8, e->raw_len);
	put_u32(out + 12, e->stored_len);
	memcpy(out + 16, e->sha, SHA256_LEN);
	if (e->codec == CODEC_PREFIX)
		memcpy(out + SEGMENT_HEAD, e->base, SHA256_LEN);
	return segment_head_len(e->codec);
}

enum err
segment_head_read(const uint8_t *p, size_t n, struct segment_entry *e)
{
	memset(e, 0, sizeof(*e));
	if (n < SEGMENT_HEAD || memcmp(p, magic, sizeof(magic)) != 0)
		return ERR_PARSE;
	if (p[4] >= CODEC_COUNT || p[6] != 0 || p[7] != 0)
		return ERR_PARSE;
	e->codec = (enum codec)p[4];
	e->depth = p[5];
	/* A base lies under a difference, and under nothing else. */
	if ((e->codec == CODEC_PREFIX) != (e->depth > 0) ||
	    e->depth > SEGMENT_DEPTH_MAX || n < segment_head_len(e->codec))
		return ERR_PARSE;
	e->raw_len = key_read_u32(p + 8);
	e->stored_len = key_read_u32(p + 12);
	if (e->raw_len > SEGMENT_ENTRY_MAX || e->stored_len > SEGMENT_ENTRY_MAX)
		return ERR_PARSE;
	if (e->codec == CODEC_STORED && e->raw_len != e->stored_len)
		return ERR_PARSE;
	memcpy(e->sha, p + 16, SHA256_LEN);
	if (e->codec == CODEC_PREFIX)
		memcpy(e->base, p + SEGMENT_HEAD, SHA256_LEN);
	return ERR_OK;
}

/* ---- appending ---- */

/* Cuts the open file to what is committed. */
static enum err
cut(const struct segment_writer *w, const char *path)
{
	struct stat sb;

	if (fstat(w->fd, &sb) != 0)
		return log_sys("%s", path);
	if ((uint64_t)sb.st_size < w->end) {
		log_error("%s: damaged: cut short (run `vigie verify`)", path);
		return ERR_DAMAGED;
	}
	if ((uint64_t)sb.st_size > w->end &&
	    ftruncate(w->fd, (off_t)w->end) != 0)
		return log_sys("%s", path);
	return ERR_OK;
}

static enum err
open_at(struct store *st, struct segment_writer *w)
{
	char name[SEGMENT_PATH_MAX];
	char *path;
	enum err e;

	segment_path(w->number, name);
	path = env_path(st, name);
	if (w->fd < 0) {
		w->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		w->dir_dirty = w->dir_dirty || w->end == 0;
	}
	e = w->fd < 0 ? log_sys("%s", path) : cut(w, path);
	free(path);
	return e;
}

static void
close_file(struct segment_writer *w)
{
	if (w->fd >= 0)
		close(w->fd);
	w->fd = -1;
	w->n_written = 0;
}

void
segment_fini(struct segment_writer *w)
{
	close_file(w);
	free(w->written);
	w->written = NULL;
}

/* Another process may have appended since: the database knows. */
static void
begin(struct txn *t, struct segment_writer *w)
{
	uint32_t number = 1;
	struct cursor c;

	w->end = 0;
	cursor_open(&c, t, DB_SEGMENT);
	if (cursor_last(&c)) {
		struct unpack u;

		unpack_init(&u, c.val.data, c.val.len);
		w->end = unpack_uint(&u);
		if (c.key.len != 4 || !unpack_done(&u))
			txn_damaged(t, "the table of segments");
		else
			number = key_read_u32(c.key.data);
	}
	cursor_close(&c);
	if (number != w->number)
		close_file(w);
	w->number = number;
	w->start = w->end;
	w->n_written = 0;
	w->dirty = w->dir_dirty = false;
	w->begun = true;
	if (txn_err(t) == ERR_OK)
		txn_fail(t, open_at(t->st, w));
}

static void
put_end(struct txn *t, const struct segment_writer *w)
{
	struct key k;

	key_init(&k);
	key_u32(&k, w->number);
	txn_put_uint(t, DB_SEGMENT, &k, w->end);
}

/* ---- reading back ---- */

static void
remember(
    struct segment_writer *w, uint64_t offset, const void *stored, uint32_t len)
{
	if (w->n_written == w->cap_written) {
		w->cap_written = w->cap_written == 0 ? 256 : w->cap_written * 2;
		w->written =
		    mem_grow(w->written, w->cap_written, sizeof(w->written[0]));
	}
	w->written[w->n_written++] =
	    (struct segment_written){ offset, len, digest_fast(stored, len) };
}

/* Are the bytes there that were written? */
static bool
is_there(int fd, const struct segment_written *p, struct buf *room)
{
	buf_reset(room);
	return buf_reserve(room, (size_t)p->len + 1) == ERR_OK &&
	       pread(fd, room->data, p->len, (off_t)p->offset) ==
		   (ssize_t)p->len &&
	       digest_fast(room->data, p->len) == p->hash;
}

static void
sync_file(struct txn *t, const struct segment_writer *w)
{
	struct buf room;

	if (fdatasync(w->fd) != 0)
		txn_fail(t, log_sys("%s: segment %u", t->st->dir, w->number));
	buf_init(&room, SEGMENT_ENTRY_MAX);
	for (size_t i = 0; i < w->n_written && txn_err(t) == ERR_OK; i++) {
		if (is_there(w->fd, &w->written[i], &room))
			continue;
		log_error("%s: segment %u: what was written does not read "
			  "back (check the disk)",
		    t->st->dir, w->number);
		txn_fail(t, ERR_DAMAGED);
	}
	buf_fini(&room);
}

/* The next segment; the one before is whole from here on. */
static void
roll(struct txn *t, struct segment_writer *w)
{
	put_end(t, w);
	sync_file(t, w);
	close_file(w);
	w->number++;
	w->start = w->end = 0;
	if (txn_err(t) == ERR_OK)
		txn_fail(t, open_at(t->st, w));
}

/* Writes both pieces at the segment's end. */
static enum err
write_at(struct store *st, struct segment_writer *w, struct iovec *v, int n)
{
	uint64_t at = w->end;

	while (n > 0) {
		ssize_t done = pwritev(w->fd, v, n, (off_t)at);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return log_sys("%s: segment %u", st->dir, w->number);
		at += (uint64_t)done;
		for (; n > 0 && (size_t)done >= v->iov_len; v++, n--)
			done -= (ssize_t)v->iov_len;
		if (n > 0) {
			v->iov_base = (char *)v->iov_base + done;
			v->iov_len -= (size_t)done;
		}
	}
	w->end = at;
	return ERR_OK;
}

void
segment_append(struct txn *t, const struct segment_entry *e, const void *stored,
    struct segment_place *where)
{
	struct segment_writer *w = &t->st->archive->segments;
	uint8_t head[SEGMENT_HEAD_MAX];
	struct iovec v[2] = {
		{ head, segment_head_write(e, head) },
		{ txn_unconst(stored), e->stored_len },
	};

	if (txn_err(t) == ERR_OK && !w->begun)
		begin(t, w);
	if (txn_err(t) == ERR_OK && w->end > 0 &&
	    w->end + v[0].iov_len + v[1].iov_len > segment_max)
		roll(t, w);
	if (txn_err(t) != ERR_OK)
		return;
	w->dirty = true;
	where->number = w->number;
	where->offset = w->end;
	remember(w, w->end + v[0].iov_len, stored, e->stored_len);
	txn_fail(t, write_at(t->st, w, v, 2));
}

void
segment_sync(struct txn *t)
{
	struct segment_writer *w = &t->st->archive->segments;

	if (!w->begun || !w->dirty)
		return;
	put_end(t, w);
	sync_file(t, w);
	if (w->dir_dirty)
		txn_fail(t, env_sync_dir(t->st, "blobs"));
}

void
segment_undo(struct store *st)
{
	struct segment_writer *w = &st->archive->segments;

	/* What cannot be cut now is cut before the next append. */
	if (w->begun && w->dirty && w->fd >= 0 &&
	    ftruncate(w->fd, (off_t)w->start) != 0)
		log_debug("%s: segment %u stays long", st->dir, w->number);
}

/* ---- reading ---- */

enum err
segment_read(
    struct store *st, const struct segment_place *where, void *out, size_t n)
{
	char name[SEGMENT_PATH_MAX];
	uint64_t at = where->offset;
	char *to = out, *path;
	enum err e = ERR_OK;
	int fd;

	segment_path(where->number, name);
	path = env_path(st, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		e = errno == ENOENT ? ERR_DAMAGED : ERR_SYS;
		(void)log_sys("%s", path);
	}
	while (e == ERR_OK && n > 0) {
		ssize_t got = pread(fd, to, n, (off_t)at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			e = log_sys("%s", path);
		} else if (got == 0) {
			log_error("%s: damaged: cut short before byte %llu",
			    path, (unsigned long long)at);
			e = ERR_DAMAGED;
		} else {
			to += got;
			at += (uint64_t)got;
			n -= (size_t)got;
		}
	}
	if (fd >= 0)
		close(fd);
	free(path);
	return e;
}
