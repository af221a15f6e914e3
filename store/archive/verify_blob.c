/* SPDX-License-Identifier: ISC */
/* Every blob, once. The segments are read from their beginning; a blob that
 * stands alone is decoded where it is met, and then what stands on it, and on
 * that, depth first: so each is decoded once, over a base that is in memory,
 * and the whole costs what hashing it costs. Rows are looked up for many
 * entries together, in the order of the tables. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/archive/blob.h"
#include "store/archive/verify.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/pack.h"

enum {
	ENTRIES_AT_ONCE = 1 << 18, /* headers that are looked up together */
	READ_AT_ONCE = 1 << 20     /* bytes of a segment */
};

/* An entry of a segment, and what the tables say of it. */
struct met {
	struct segment_entry e;
	uint64_t offset;
	struct blob_row row;
	bool known, is_base; /* it has a row; something stands on it */
};

/* The walk over the segments. */
struct walk {
	struct met *met;     /* owned: in the order of the segment */
	struct met **sorted; /* owned: the same, in that of the tables */
	size_t n;
	uint32_t number;  /* of the segment */
	int fd;           /* open on it */
	uint64_t at, end; /* the next header; the committed bytes */
	char *room;       /* owned: len bytes of it from `from` on */
	size_t cap, len;
	uint64_t from;
	uint64_t live; /* entries that rows lead to */
};

/* A base whose dependants are being verified. */
struct frame {
	uint8_t sha[SHA256_LEN];
	uint8_t last[SHA256_LEN]; /* the dependant verified last */
	bool begun;               /* last holds one */
	char *raw;                /* owned */
	size_t raw_len;
};

static void
bad_blob(struct verify *v, const uint8_t sha[SHA256_LEN], const char *why)
{
	char hex[SHA256_HEX];

	digest_hex(sha, SHA256_LEN, hex);
	verify_bad(v, VERIFY_BLOBS, why, "blob %s", hex);
}

/* ---- stock ---- */

void
verify_blobs_stock(struct verify *v)
{
	struct cursor c;
	bool ok;

	v->ends = mem_array(
	    (size_t)txn_count(v->t, DB_SEGMENT) + 1, sizeof(v->ends[0]));
	cursor_open(&c, v->t, DB_SEGMENT);
	for (ok = cursor_first(&c); ok; ok = cursor_next(&c)) {
		struct unpack u;

		unpack_init(&u, c.val.data, c.val.len);
		v->ends[v->n_ends] = unpack_uint(&u);
		if (c.key.len != 4 || !unpack_done(&u) ||
		    key_read_u32(c.key.data) != v->n_ends + 1) {
			verify_bad(v, VERIFY_BLOBS, "the table is damaged",
			    "segment %u", v->n_ends + 1);
			break;
		}
		v->n_ends++;
	}
	cursor_close(&c);
}

/* ---- one blob ---- */

/* The bytes of a dependant, decoded over its base and matched with its name;
 * NULL when it is bad. */
static char *
decode(struct verify *v, const struct blob_row *row,
    const uint8_t sha[SHA256_LEN], const struct frame *base)
{
	struct segment_entry e;
	char *stored, *raw = NULL;

	if (blob_entry_get(v->st, sha, row, &e, &stored) != ERR_OK) {
		bad_blob(v, sha, "it is not where it should be");
		return NULL;
	}
	if (memcmp(e.base, base->sha, SHA256_LEN) != 0)
		bad_blob(v, sha, "its base is another");
	else if (blob_entry_decode(v->st, &e, stored, base->raw, base->raw_len,
		     &raw) != ERR_OK)
		bad_blob(v, sha, "its bytes are not those named");
	else
		verify_good(v, VERIFY_BLOBS, 1);
	free(stored);
	return raw;
}

/* Was it there when the stock was taken? */
static bool
in_stock(const struct verify *v, const struct blob_row *row)
{
	return row->place.number >= 1 && row->place.number <= v->n_ends &&
	       row->place.offset < v->ends[row->place.number - 1];
}

/* ---- what stands on it ---- */

static bool
next_dependant(struct verify *v, struct frame *f)
{
	struct cursor c;
	struct key base;
	bool found;

	key_init(&base);
	key_bytes(&base, f->sha, SHA256_LEN);
	cursor_open(&c, v->t, DB_DEPENDANT);
	if (f->begun)
		found = cursor_after_dup(&c, &base, f->last, SHA256_LEN);
	else
		found = cursor_find(&c, &base);
	if (found && c.val.len == SHA256_LEN)
		memcpy(f->last, c.val.data, SHA256_LEN);
	f->begun = true;
	found = found && c.val.len == SHA256_LEN;
	cursor_close(&c);
	return found;
}

static void
push(struct frame *stack, size_t *n, const uint8_t sha[SHA256_LEN], char *raw,
    size_t raw_len)
{
	struct frame *f = &stack[(*n)++];

	memset(f, 0, sizeof(*f));
	memcpy(f->sha, sha, SHA256_LEN);
	f->raw = raw;
	f->raw_len = raw_len;
}

/* Verifies all that stands on this blob, whose bytes it takes. The stack cannot
 * outgrow the depth that a row may have. */
static void
verify_dependants(
    struct verify *v, const struct segment_entry *alone, char *raw)
{
	struct frame stack[SEGMENT_DEPTH_MAX + 1];
	struct blob_row row;
	size_t n = 0;

	push(stack, &n, alone->sha, raw, alone->raw_len);
	while (n > 0) {
		struct frame *top = &stack[n - 1];

		verify_step(v);
		if (verify_enough(v, VERIFY_BLOBS) || !next_dependant(v, top)) {
			free(top->raw);
			n--;
			continue;
		}
		if (!blob_row_get(v->t, top->last, &row) || row.forgotten ||
		    row.depth != n || !in_stock(v, &row))
			continue; /* the count will tell if it matters */
		raw = decode(v, &row, top->last, top);
		if (raw != NULL && row.depth < SEGMENT_DEPTH_MAX)
			push(stack, &n, top->last, raw, row.raw_len);
		else
			free(raw);
	}
}

/* ---- segments ---- */

/* Does the row lead to the entry, or to an other one? An entry is left behind
 * when its blob is forgotten, or written anew because its base is. */
static bool
leads_here(const struct blob_row *row, uint32_t number, uint64_t offset)
{
	return !row->forgotten && row->place.number == number &&
	       row->place.offset == offset;
}

static bool
same_entry(const struct blob_row *row, const struct segment_entry *e)
{
	return row->codec == e->codec && row->depth == e->depth &&
	       row->raw_len == e->raw_len && row->stored_len == e->stored_len;
}

/* Reads the headers of the next entries; false when the walk cannot go on
 * behind them. */
static bool
gather(struct verify *v, struct walk *w)
{
	for (w->n = 0; w->n < ENTRIES_AT_ONCE && w->at < w->end; w->n++) {
		struct met *m = &w->met[w->n];
		uint8_t head[SEGMENT_HEAD_MAX];
		ssize_t n = pread(w->fd, head, sizeof(head), (off_t)w->at);

		if (n < 0 ||
		    segment_head_read(head, (size_t)n, &m->e) != ERR_OK) {
			verify_bad(v, VERIFY_BLOBS, "no entry begins there",
			    "segment %u, byte %" PRIu64, w->number, w->at);
			return false;
		}
		m->offset = w->at;
		w->sorted[w->n] = m;
		w->at += segment_head_len(m->e.codec) + m->e.stored_len;
	}
	return true;
}

static int
by_sha(const void *a, const void *b)
{
	const struct met *const *x = a, *const *y = b;

	return memcmp((*x)->e.sha, (*y)->e.sha, SHA256_LEN);
}

/* In the order of the tables, which is not that of the segment: else each row
 * would be on a page that is far away. */
static void
look_up(struct verify *v, struct walk *w)
{
	if (w->n > 0)
		qsort(w->sorted, w->n, sizeof(struct met *), by_sha);
	for (size_t i = 0; i < w->n; i++) {
		struct met *m = w->sorted[i];
		struct key k;

		verify_step(v);
		m->known = blob_row_get(v->t, m->e.sha, &m->row);
		key_init(&k);
		key_bytes(&k, m->e.sha, SHA256_LEN);
		m->is_base = txn_has(v->t, DB_DEPENDANT, &k);
	}
}

/* The stored bytes of an entry that stands alone; valid until the next call.
 * NULL when they cannot be read. */
static const char *
stored_bytes(struct walk *w, const struct met *m)
{
	uint64_t from = m->offset + segment_head_len(m->e.codec);
	size_t n = m->e.stored_len;

	if (from < w->from || from + n > w->from + w->len) {
		size_t want = n > READ_AT_ONCE ? n : READ_AT_ONCE;
		ssize_t got;

		if (want > w->cap)
			w->room = mem_grow(w->room, want, 1);
		w->cap = want > w->cap ? want : w->cap;
		got = pread(w->fd, w->room, want, (off_t)from);
		w->from = from;
		w->len = got > 0 ? (size_t)got : 0;
	}
	return n <= w->len ? w->room + (from - w->from) : NULL;
}

/* It was looked up a while ago: has it been forgotten since? */
static bool
still_there(struct verify *v, const struct walk *w, const struct met *m)
{
	struct blob_row row;

	verify_renew(v);
	return !blob_row_get(v->t, m->e.sha, &row) ||
	       leads_here(&row, w->number, m->offset);
}

static void
verify_alone(struct verify *v, struct walk *w, const struct met *m)
{
	const char *stored = stored_bytes(w, m);
	char *raw = NULL;

	if (stored != NULL &&
	    blob_entry_decode(v->st, &m->e, stored, NULL, 0, &raw) == ERR_OK) {
		verify_good(v, VERIFY_BLOBS, 1);
		if (m->is_base)
			verify_dependants(v, &m->e, raw);
		else
			free(raw);
	} else if (still_there(v, w, m)) {
		bad_blob(v, m->e.sha,
		    stored == NULL ? "it is not where it should be"
				   : "its bytes are not those named");
	} else {
		w->live--;
	}
}

static void
verify_entry(struct verify *v, struct walk *w, const struct met *m)
{
	if (!m->known) {
		bad_blob(v, m->e.sha, "the table does not know it");
	} else if (leads_here(&m->row, w->number, m->offset)) {
		w->live++;
		if (!same_entry(&m->row, &m->e))
			bad_blob(v, m->e.sha, "the table and its entry differ");
		else if (m->e.codec != CODEC_PREFIX)
			verify_alone(v, w, m);
	}
}

static void
verify_entries(struct verify *v, struct walk *w)
{
	bool more = true;

	while (more && w->at < w->end && !verify_enough(v, VERIFY_BLOBS)) {
		more = gather(v, w);
		look_up(v, w);
		for (size_t i = 0; i < w->n && !verify_enough(v, VERIFY_BLOBS);
		     i++) {
			verify_step(v);
			verify_entry(v, w, &w->met[i]);
		}
	}
}

/* Counts the entries that rows lead to. */
static void
verify_segment(struct verify *v, struct walk *w)
{
	char name[SEGMENT_PATH_MAX], *path;
	struct stat sb;

	segment_path(w->number, name);
	path = env_path(v->st, name);
	w->fd = open(path, O_RDONLY | O_CLOEXEC);
	w->at = w->from = w->len = 0;
	if (w->fd < 0 || fstat(w->fd, &sb) != 0) {
		(void)log_sys("%s", path);
		verify_bad(v, VERIFY_BLOBS, "it cannot be read", "%s", name);
	} else if ((uint64_t)sb.st_size < w->end) {
		verify_bad(v, VERIFY_BLOBS, "it is cut short", "%s", name);
	}
	if (w->fd >= 0)
		verify_entries(v, w);
	if (w->at > w->end)
		verify_bad(
		    v, VERIFY_BLOBS, "its last entry is cut short", "%s", name);
	if (w->fd >= 0)
		close(w->fd);
	free(path);
}

static uint64_t
verify_segments(struct verify *v)
{
	struct walk w = { .live = 0 };

	w.met = mem_array(ENTRIES_AT_ONCE, sizeof(w.met[0]));
	w.sorted = mem_array(ENTRIES_AT_ONCE, sizeof(struct met *));
	for (uint32_t i = 0; i < v->n_ends; i++) {
		w.number = i + 1;
		w.end = v->ends[i];
		verify_segment(v, &w);
	}
	free(w.met);
	free(w.sorted);
	free(w.room);
	return w.live;
}

/* ---- all of them ---- */

/* There are more rows than entries: names one that leads to none, if its entry
 * is not simply in a place of its own. */
static void
find_lost(struct verify *v)
{
	struct segment_entry e;
	struct blob_row row;
	struct cursor c;
	char *stored;
	bool ok;

	cursor_open(&c, v->t, DB_BLOB);
	for (ok = cursor_first(&c); ok; ok = cursor_next(&c)) {
		if (c.key.len != SHA256_LEN ||
		    blob_row_read(c.val.data, c.val.len, &row) != ERR_OK) {
			verify_bad(
			    v, VERIFY_BLOBS, "a row is damaged", "the table");
			break;
		}
		if (row.forgotten)
			continue;
		if (blob_entry_get(v->st, c.key.data, &row, &e, &stored) !=
		    ERR_OK) {
			bad_blob(v, c.key.data, "it is not where it should be");
			break;
		}
		free(stored);
	}
	cursor_close(&c);
}

static uint64_t
count_forgotten(struct verify *v)
{
	struct blob_row row;
	struct cursor c;
	uint64_t n = 0;
	bool ok;

	cursor_open(&c, v->t, DB_BLOB);
	for (ok = cursor_first(&c); ok; ok = cursor_next(&c))
		if (blob_row_read(c.val.data, c.val.len, &row) == ERR_OK)
			n += row.forgotten;
	cursor_close(&c);
	return n;
}

void
verify_blobs(struct verify *v)
{
	uint64_t entries = verify_segments(v), good;

	verify_step(v);
	if (v->kinds[VERIFY_BLOBS].bad > 0)
		return;
	good = v->kinds[VERIFY_BLOBS].good;
	if (good != entries)
		verify_bad(v, VERIFY_BLOBS, "their bases do not lead to them",
		    "%" PRIu64 " of %" PRIu64 " blobs", entries - good,
		    entries);
	if (entries == v->n_blobs || entries + count_forgotten(v) >= v->n_blobs)
		return;
	find_lost(v);
	if (v->kinds[VERIFY_BLOBS].bad == 0)
		verify_bad(v, VERIFY_BLOBS, "there are fewer in the segments",
		    "%" PRIu64 " blobs", v->n_blobs);
}
