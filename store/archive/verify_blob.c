/* SPDX-License-Identifier: ISC */
/* Every blob, once. The segments are read from their beginning
 * (verify_segment.c); a blob that stands alone is decoded where it is met, and
 * then what stands on it, and on that, depth first: so each is decoded once,
 * over a base that is in memory, and the whole costs what hashing it costs. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/blob.h"
#include "store/archive/verify.h"
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

void
verify_blob_bad(
    struct verify *v, const uint8_t sha[SHA256_LEN], const char *why)
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
		verify_blob_bad(v, sha, "it is not where it should be");
		return NULL;
	}
	if (memcmp(e.base, base->sha, SHA256_LEN) != 0)
		verify_blob_bad(v, sha, "its base is another");
	else if (blob_entry_decode(v->st, &e, stored, base->raw, base->raw_len,
		     &raw) != ERR_OK)
		verify_blob_bad(v, sha, "its bytes are not those named");
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

/* The stack cannot outgrow the depth that a row may have. */
void
verify_blob_dependants(
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
			verify_blob_bad(
			    v, c.key.data, "it is not where it should be");
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
