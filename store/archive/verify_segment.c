/* SPDX-License-Identifier: ISC */
/* The segments, entry by entry. Headers are read ahead and their rows looked up
 * for many together, in the order of the tables; then each entry that its row
 * leads to is decoded. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/archive/blob.h"
#include "store/archive/verify.h"
#include "store/archive/verify_order.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	ENTRIES_AT_ONCE = 1 << 19, /* headers that are looked up together */
	READ_AT_ONCE = 1 << 18,    /* bytes of a segment */
	AHEAD = 8 /* places that are asked for before their turn */
};

/* What the tables say of an entry. */
enum says {
	NOTHING,
	OTHER, /* its blob is elsewhere by now, or forgotten */
	DIFFERS,
	RIGHT
};

/* An entry of a segment: small, for there are many. */
struct met {
	uint8_t sha[SHA256_LEN];
	uint64_t offset;
	uint32_t number; /* of the segment */
	uint32_t raw_len, stored_len;
	uint8_t codec, depth, says;
	bool is_base; /* something stands on it */
};

/* The walk over the segments. */
struct walk {
	/* the headers: ahead of the bytes */
	struct met *met;            /* owned: in the order of the segments */
	struct verify_order *order; /* owned: that of the tables */
	size_t n;
	uint32_t number;  /* of the segment they come from */
	int fd;           /* open on it, or -1 */
	uint64_t at, end; /* the next header; the committed bytes */
	uint32_t cut;     /* a segment whose last entry is cut; 0: none */
	/* the bytes */
	uint32_t open; /* the segment */
	int open_fd;   /* open on it, or -1 */
	char *room;    /* owned: len bytes of it from `from` on */
	size_t cap, len;
	uint64_t from;
	uint64_t live; /* entries that rows lead to */
};

/* Does the row lead to the entry, or to an other one? An entry is left behind
 * when its blob is forgotten, or written anew because its base is. */
static bool
leads_here(const struct blob_row *row, uint32_t number, uint64_t offset)
{
	return !row->forgotten && row->place.number == number &&
	       row->place.offset == offset;
}

static bool
same_entry(const struct blob_row *row, const struct met *m)
{
	return row->codec == m->codec && row->depth == m->depth &&
	       row->raw_len == m->raw_len && row->stored_len == m->stored_len;
}

/* -1, said, when it cannot be opened. */
static int
open_segment(struct verify *v, uint32_t number, uint64_t end)
{
	char name[SEGMENT_PATH_MAX], *path;
	struct stat sb;
	int fd;

	segment_path(number, name);
	path = env_path(v->st, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &sb) != 0) {
		(void)log_sys("%s", path);
		verify_bad(v, VERIFY_BLOBS, "it cannot be read", "%s", name);
	} else if ((uint64_t)sb.st_size < end) {
		verify_bad(v, VERIFY_BLOBS, "it is cut short", "%s", name);
	}
	free(path);
	return fd;
}

static void
close_segment(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* ---- headers ---- */

static bool
next_segment(struct verify *v, struct walk *w)
{
	if (w->at > w->end)
		w->cut = w->number;
	close_segment(&w->fd);
	if (w->number == v->n_ends)
		return false;
	w->end = v->ends[w->number++];
	w->fd = open_segment(v, w->number, w->end);
	w->at = w->fd >= 0 ? 0 : w->end;
	return true;
}

static bool
take_header(struct walk *w)
{
	struct met *m = &w->met[w->n];
	uint8_t head[SEGMENT_HEAD_MAX];
	ssize_t n = pread(w->fd, head, sizeof(head), (off_t)w->at);
	struct segment_entry e;

	if (n < 0 || segment_head_read(head, (size_t)n, &e) != ERR_OK)
		return false;
	memcpy(m->sha, e.sha, SHA256_LEN);
	m->offset = w->at;
	m->number = w->number;
	m->raw_len = e.raw_len;
	m->stored_len = e.stored_len;
	m->codec = (uint8_t)e.codec;
	m->depth = (uint8_t)e.depth;
	verify_order_set(&w->order[w->n], m->sha, w->n);
	w->n++;
	w->at += segment_head_len(e.codec) + e.stored_len;
	return true;
}

/* Reads the headers of the next entries; false behind the last segment. */
static bool
gather(struct verify *v, struct walk *w)
{
	w->n = 0;
	while (w->n < ENTRIES_AT_ONCE) {
		if (w->at >= w->end) {
			if (!next_segment(v, w))
				return false;
		} else if (!take_header(w)) {
			verify_bad(v, VERIFY_BLOBS, "no entry begins there",
			    "segment %u, byte %" PRIu64, w->number, w->at);
			w->at = w->end; /* nor can one be found behind it */
		}
	}
	return true;
}

static enum says
ask(struct verify *v, const struct met *m)
{
	struct blob_row row;

	if (!blob_row_get(v->t, m->sha, &row))
		return NOTHING;
	if (!leads_here(&row, m->number, m->offset))
		return OTHER;
	return same_entry(&row, m) ? RIGHT : DIFFERS;
}

static void
look_up(struct verify *v, struct walk *w)
{
	verify_order_sort(w->order, w->n);
	for (size_t i = 0; i < w->n; i++) {
		struct met *m = &w->met[w->order[i].at];
		struct key k;

		if (i + AHEAD < w->n)
			__builtin_prefetch(&w->met[w->order[i + AHEAD].at]);
		verify_step(v);
		m->says = (uint8_t)ask(v, m);
		key_init(&k);
		key_bytes(&k, m->sha, SHA256_LEN);
		m->is_base = txn_has(v->t, DB_DEPENDANT, &k);
	}
}

/* ---- bytes ---- */

/* The stored bytes of an entry that stands alone; valid until the next call.
 * NULL when they cannot be read. */
static const char *
stored_bytes(struct verify *v, struct walk *w, const struct met *m)
{
	uint64_t from = m->offset + segment_head_len((enum codec)m->codec);
	size_t n = m->stored_len;

	if (w->open != m->number) {
		close_segment(&w->open_fd);
		w->open_fd = open_segment(v, m->number, 0);
		w->open = m->number;
		w->len = 0;
	}
	if (from < w->from || from + n > w->from + w->len) {
		size_t want = n > READ_AT_ONCE ? n : READ_AT_ONCE;
		ssize_t got;

		if (want > w->cap)
			w->room = mem_grow(w->room, want, 1);
		w->cap = want > w->cap ? want : w->cap;
		got = pread(w->open_fd, w->room, want, (off_t)from);
		w->from = from;
		w->len = got > 0 ? (size_t)got : 0;
	}
	return n <= w->len ? w->room + (from - w->from) : NULL;
}

static void
verify_alone(struct verify *v, struct walk *w, const struct met *m)
{
	struct segment_entry e = { .codec = (enum codec)m->codec,
		.depth = m->depth,
		.raw_len = m->raw_len,
		.stored_len = m->stored_len };
	const char *stored = stored_bytes(v, w, m);
	char *raw = NULL;

	memcpy(e.sha, m->sha, SHA256_LEN);
	if (stored != NULL &&
	    blob_entry_decode(v->st, &e, stored, NULL, 0, &raw) == ERR_OK) {
		verify_good(v, VERIFY_BLOBS, 1);
		if (m->is_base)
			verify_blob_dependants(v, &e, raw);
		else
			free(raw);
		return;
	}
	verify_renew(v);
	if (ask(v, m) == OTHER) /* forgotten since it was looked up */
		w->live--;
	else
		verify_blob_bad(v, m->sha,
		    stored == NULL ? "it is not where it should be"
				   : "its bytes are not those named");
}

static void
verify_entry(struct verify *v, struct walk *w, const struct met *m)
{
	switch ((enum says)m->says) {
	case NOTHING:
		verify_blob_bad(v, m->sha, "the table does not know it");
		return;
	case OTHER:
		return;
	case DIFFERS:
		w->live++;
		verify_blob_bad(v, m->sha, "the table and its entry differ");
		return;
	case RIGHT:
		w->live++;
		if (m->codec != CODEC_PREFIX)
			verify_alone(v, w, m);
		return;
	}
}

static void
report_cut(struct verify *v, struct walk *w)
{
	char name[SEGMENT_PATH_MAX];

	if (w->cut == 0)
		return;
	segment_path(w->cut, name);
	verify_bad(v, VERIFY_BLOBS, "its last entry is cut short", "%s", name);
	w->cut = 0;
}

uint64_t
verify_segments(struct verify *v)
{
	struct walk w = { .fd = -1, .open_fd = -1 };
	bool more = true;

	w.met = mem_array(ENTRIES_AT_ONCE, sizeof(w.met[0]));
	w.order = mem_array(ENTRIES_AT_ONCE, sizeof(w.order[0]));
	while (more && !verify_enough(v, VERIFY_BLOBS)) {
		more = gather(v, &w);
		look_up(v, &w);
		for (size_t i = 0; i < w.n && !verify_enough(v, VERIFY_BLOBS);
		     i++) {
			verify_step(v);
			verify_entry(v, &w, &w.met[i]);
		}
		report_cut(v, &w);
	}
	close_segment(&w.fd);
	close_segment(&w.open_fd);
	free(w.met);
	free(w.order);
	free(w.room);
	return w.live;
}
