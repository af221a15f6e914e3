/* SPDX-License-Identifier: ISC */
/* Segment files: blobs/NNNNNNNN.seg, entries one after the other, only ever
 * appended. An entry is a small header that describes itself, then the stored
 * bytes:
 *
 *	magic "VSG1", codec, depth, two zero bytes      8 bytes
 *	raw length, stored length                       4 + 4, big-endian
 *	SHA-256 of the raw bytes                        32
 *	SHA-256 of the base (CODEC_PREFIX alone)        32
 *
 * The database "segment" says how many bytes of each are committed. The file
 * is synced before the transaction that says so; bytes past that are left by
 * a transaction that never ended, and are cut before the next append. */
#ifndef STORE_ARCHIVE_SEGMENT_H
#define STORE_ARCHIVE_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/digest.h"
#include "store/base/err.h"
#include "store/store.h"

enum codec {
	CODEC_STORED, /* the raw bytes */
	CODEC_ZSTD,   /* one zstd frame */
	CODEC_PREFIX, /* one zstd frame, the base's raw bytes as its prefix */
	CODEC_COUNT
};

enum {
	SEGMENT_HEAD = 48,           /* bytes of a header without a base */
	SEGMENT_HEAD_MAX = 80,       /* and with one */
	SEGMENT_DEPTH_MAX = 8,       /* bases under an entry */
	SEGMENT_ENTRY_MAX = 1 << 30, /* raw or stored bytes of one entry */
	SEGMENT_PATH_MAX = 32        /* "blobs/NNNNNNNN.seg" and a NUL */
};

struct segment_entry {
	enum codec codec;
	unsigned depth; /* bases that must be decoded first */
	uint32_t raw_len, stored_len;
	uint8_t sha[SHA256_LEN];
	uint8_t base[SHA256_LEN]; /* CODEC_PREFIX alone */
};

/* Where an entry's header begins. */
struct segment_place {
	uint32_t number;
	uint64_t offset;
};

/* What was appended, for reading it back. */
struct segment_written {
	uint64_t offset; /* of the stored bytes */
	uint32_t len;
	uint64_t hash; /* digest_fast of them */
};

/* The writer's place; owned by whoever holds the write transaction. */
struct segment_writer {
	int fd;          /* open on `number`, or -1 */
	uint32_t number; /* of the segment that is appended to */
	uint64_t end;    /* of what this transaction has appended */
	uint64_t start;  /* of what it found committed */
	bool begun;      /* number and end belong to this transaction */
	bool dirty;      /* something was appended */
	bool dir_dirty;  /* a file was made */
	struct segment_written *written; /* owned: what was appended to it */
	size_t n_written, cap_written;
};

/* The header's length, by its codec. */
size_t segment_head_len(enum codec codec);
size_t segment_head_write(
    const struct segment_entry *e, uint8_t out[SEGMENT_HEAD_MAX]);
/* ERR_PARSE for what no entry can begin with; n may be less than a header. */
enum err segment_head_read(
    const uint8_t *p, size_t n, struct segment_entry *e) MUST_CHECK;
void segment_path(uint32_t number, char out[SEGMENT_PATH_MAX]);
/* New segments begin when one has this many bytes; tests make it small. */
void segment_set_max(uint64_t bytes);

void segment_append(struct txn *t, const struct segment_entry *e,
    const void *stored, struct segment_place *where);
/* Before the commit: writes the new end down, syncs the file, and reads back
 * what was appended: nothing is named that cannot be read. */
void segment_sync(struct txn *t);
/* Before an abort: takes the appended bytes off again. */
void segment_undo(struct store *st);
void segment_fini(struct segment_writer *w);

/* Reads n bytes at a place; the line that it logs names the segment. */
enum err segment_read(struct store *st, const struct segment_place *where,
    void *out, size_t n) MUST_CHECK;

#endif
