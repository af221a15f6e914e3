/* SPDX-License-Identifier: ISC */
/* Every blob, once. The segments are walked from their beginning; a blob that
 * stands alone is decoded where it is met, and then what stands on it, and on
 * that, depth first: so each is decoded once, over a base that is in memory,
 * and the whole costs what hashing it costs. */
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

/* Its bytes, decoded over the base and matched with its name; NULL when it is
 * bad. */
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
	if (base != NULL && memcmp(e.base, base->sha, SHA256_LEN) != 0)
		bad_blob(v, sha, "its base is another");
	else if (blob_entry_decode(v->st, &e, stored,
		     base == NULL ? NULL : base->raw,
		     base == NULL ? 0 : base->raw_len, &raw) != ERR_OK)
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

/* Verifies the blob that stands alone, and all that stands on it. The stack
 * cannot outgrow the depth that a row may have. */
static void
verify_family(struct verify *v, const uint8_t sha[SHA256_LEN],
    const struct blob_row *alone)
{
	struct frame stack[SEGMENT_DEPTH_MAX + 1];
	struct blob_row row;
	size_t n = 0;
	char *raw = decode(v, alone, sha, NULL);

	if (raw != NULL)
		push(stack, &n, sha, raw, alone->raw_len);
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

/* The entry at an offset; returns where the next one begins, 0 when the walk
 * cannot go on. */
static uint64_t
verify_entry(
    struct verify *v, int fd, uint32_t number, uint64_t offset, uint64_t *live)
{
	uint8_t head[SEGMENT_HEAD_MAX];
	struct segment_entry e;
	struct blob_row row;
	ssize_t n = pread(fd, head, sizeof(head), (off_t)offset);

	if (n < 0 || segment_head_read(head, (size_t)n, &e) != ERR_OK) {
		verify_bad(v, VERIFY_BLOBS, "no entry begins there",
		    "segment %u, byte %" PRIu64, number, offset);
		return 0;
	}
	if (!blob_row_get(v->t, e.sha, &row)) {
		bad_blob(v, e.sha, "the table does not know it");
	} else if (leads_here(&row, number, offset)) {
		++*live;
		if (!same_entry(&row, &e))
			bad_blob(v, e.sha, "the table and its entry differ");
		else if (e.codec != CODEC_PREFIX)
			verify_family(v, e.sha, &row);
	}
	return offset + segment_head_len(e.codec) + e.stored_len;
}

/* Counts the entries that rows lead to. */
static uint64_t
verify_segment(struct verify *v, uint32_t number, uint64_t end)
{
	char name[SEGMENT_PATH_MAX], *path;
	uint64_t at = 0, live = 0;
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
	while (fd >= 0 && at < end && !verify_enough(v, VERIFY_BLOBS)) {
		verify_step(v);
		at = verify_entry(v, fd, number, at, &live);
		if (at == 0)
			break;
	}
	if (at > end)
		verify_bad(
		    v, VERIFY_BLOBS, "its last entry is cut short", "%s", name);
	if (fd >= 0)
		close(fd);
	free(path);
	return live;
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
	uint64_t entries = 0, good;

	for (uint32_t i = 0; i < v->n_ends; i++)
		entries += verify_segment(v, i + 1, v->ends[i]);
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
