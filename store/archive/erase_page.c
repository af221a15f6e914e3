/* SPDX-License-Identifier: ISC */
/* Zeros over what LMDB has left in its file. LMDB has no call for that, so this
 * file knows the layout of a page, which is part of the format's version 1 (all
 * of LMDB 0.9): the page's number, flags, and where its gap begins and ends.
 *
 * Nothing that LMDB reads is changed. The write lock is held throughout, so
 * that no page changes its use meanwhile; of the free pages only those are
 * touched that LMDB itself could use again, which no reader has. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/archive/erase.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	FREE_DBI = 0,   /* LMDB's own list of free pages */
	META_PAGES = 2, /* the first two, written in turn */
	HEAD_LEN = 16,
	IS_BRANCH = 0x01,
	IS_LEAF = 0x02,
	IS_OVERFLOW = 0x04,
	IS_LEAF2 = 0x20 /* keys of one length, from the head on */
};

struct head {
	uint64_t number;
	uint16_t pad, flags;
	union {
		struct {
			uint16_t lower, upper; /* the gap: first, past it */
		} gap;
		uint32_t pages; /* of an overflow */
	} u;
};
_Static_assert(sizeof(struct head) == HEAD_LEN, "LMDB's page header");

enum use { USED, FREE, FREE_SOON };

struct scrub {
	int fd;
	char *path; /* owned */
	size_t page_len;
	uint64_t pages;  /* that LMDB has used so far */
	uint64_t oldest; /* transaction that somebody may read */
	uint8_t *use;    /* owned: enum use of each page */
	uint8_t *page;   /* owned: page_len bytes */
};

/* ---- which pages are free ---- */

/* A line of mdb_reader_list: process, thread, and the transaction, or "-". */
static int
see_reader(const char *line, void *arg)
{
	struct scrub *s = arg;
	const char *last = strrchr(line, ' ');
	char *end;
	unsigned long long id;

	if (last == NULL)
		return 0;
	errno = 0;
	id = strtoull(last + 1, &end, 10);
	if (end != last + 1 && errno == 0 && id < s->oldest)
		s->oldest = id;
	return 0;
}

/* One record of the list: a count and so many page numbers. */
static void
see_free(struct scrub *s, const MDB_val *key, const MDB_val *val)
{
	const uint8_t *p = val->mv_data;
	size_t id, n, number, room = val->mv_size / sizeof(n);

	if (key->mv_size != sizeof(id) || room == 0)
		return;
	memcpy(&id, key->mv_data, sizeof(id));
	memcpy(&n, p, sizeof(n));
	for (size_t i = 1; i <= n && i < room; i++) {
		memcpy(&number, p + i * sizeof(number), sizeof(number));
		if (number < s->pages)
			s->use[number] = id < s->oldest ? FREE : FREE_SOON;
	}
}

static int
read_free_list(struct scrub *s, MDB_txn *txn)
{
	MDB_cursor *c;
	MDB_val key, val;
	int rc = mdb_cursor_open(txn, FREE_DBI, &c);

	if (rc != 0)
		return rc;
	rc = mdb_cursor_get(c, &key, &val, MDB_FIRST);
	for (; rc == 0; rc = mdb_cursor_get(c, &key, &val, MDB_NEXT))
		see_free(s, &key, &val);
	mdb_cursor_close(c);
	return rc == MDB_NOTFOUND ? 0 : rc;
}

/* LMDB lists its free pages to readers alone. */
static enum err
find_free(struct scrub *s, struct store *st)
{
	struct txn *t = txn_begin(st, TXN_READ);
	MDB_envinfo info;
	MDB_stat stat;
	int rc;

	if (txn_err(t) != ERR_OK)
		return txn_end(t);
	rc = mdb_env_info(st->env, &info);
	if (rc == 0)
		rc = mdb_env_stat(st->env, &stat);
	if (rc == 0) {
		s->page_len = stat.ms_psize;
		s->pages = (uint64_t)info.me_last_pgno + 1;
		s->oldest = info.me_last_txnid;
		s->use = mem_zalloc(s->pages);
		rc = mdb_reader_list(st->env, see_reader, s) < 0 ? EIO : 0;
	}
	if (rc == 0)
		rc = read_free_list(s, t->mdb);
	if (rc != 0)
		txn_fail(t, env_log(rc, "%s", s->path));
	return txn_end(t);
}

/* ---- the zeros ---- */

/* Zeros over page_len bytes at most, unless they are there already. */
static enum err
erase_part(struct scrub *s, uint64_t number, size_t from, size_t to)
{
	size_t i = from;

	while (i < to && s->page[i] == 0)
		i++;
	if (i == to)
		return ERR_OK;
	return erase_zero(
	    s->fd, number * s->page_len + from, to - from, s->path);
}

/* Reads a page; false where the file ends before it does. */
static bool
read_page(struct scrub *s, uint64_t number)
{
	ssize_t n =
	    pread(s->fd, s->page, s->page_len, (off_t)(number * s->page_len));

	return n == (ssize_t)s->page_len;
}

/* Erases page number, or its gap; *next is the page to go on with. */
static enum err
erase_page(struct scrub *s, uint64_t number, uint64_t *next)
{
	struct head h;

	*next = number + 1;
	if (s->use[number] == FREE_SOON || !read_page(s, number))
		return ERR_OK;
	if (s->use[number] == FREE)
		return erase_part(s, number, 0, s->page_len);
	memcpy(&h, s->page, sizeof(h));
	if (h.number != number)
		return ERR_OK;
	if (h.flags & IS_OVERFLOW) {
		*next = number + (h.u.pages > 0 ? h.u.pages : 1);
		return ERR_OK;
	}
	if (!(h.flags & (IS_BRANCH | IS_LEAF)) || (h.flags & IS_LEAF2) ||
	    h.u.gap.lower < HEAD_LEN || h.u.gap.upper > s->page_len ||
	    h.u.gap.lower > h.u.gap.upper)
		return ERR_OK;
	return erase_part(s, number, h.u.gap.lower, h.u.gap.upper);
}

static enum err
erase_all(struct scrub *s)
{
	enum err e = ERR_OK;
	uint64_t next;

	s->page = mem_alloc(s->page_len);
	for (uint64_t i = META_PAGES; i < s->pages && e == ERR_OK; i = next)
		e = erase_page(s, i, &next);
	if (e == ERR_OK && fdatasync(s->fd) != 0)
		e = log_sys("%s", s->path);
	return e;
}

/* ---- all of it ---- */

/* A change, so that the pages which the last transaction freed can be had:
 * until the next one they are what a crash falls back on. */
static enum err
step(struct txn *t, void *arg)
{
	struct key k;

	(void)arg;
	key_of_text(&k, "erasures");
	txn_put_uint(t, DB_META, &k, txn_get_uint(t, DB_META, &k, 0) + 1);
	return txn_err(t);
}

enum err
erase_pages(struct store *st)
{
	struct scrub s = { .fd = -1 };
	enum err e = store_batch(st, step, NULL);
	struct txn *lock;

	if (e != ERR_OK)
		return e;
	s.path = env_path(st, "data.mdb");
	s.fd = open(s.path, O_RDWR | O_CLOEXEC);
	if (s.fd < 0)
		e = log_sys("%s", s.path);
	lock = txn_begin(st, TXN_WRITE);
	if (e == ERR_OK)
		e = txn_err(lock);
	if (e == ERR_OK)
		e = find_free(&s, st);
	if (e == ERR_OK)
		e = erase_all(&s);
	txn_abort(lock);
	if (s.fd >= 0)
		close(s.fd);
	free(s.path);
	free(s.use);
	free(s.page);
	return e;
}
