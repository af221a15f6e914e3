/* SPDX-License-Identifier: ISC */
/* Blobs as the rest of store/archive sees them: the row of the database "blob"
 * that says where one is kept. The interface is in store.h. */
#ifndef STORE_ARCHIVE_BLOB_H
#define STORE_ARCHIVE_BLOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/archive/segment.h"
#include "store/txn.h"

enum {
	BLOB_PACK_MIN = 48, /* shorter ones are stored as they are */
	/* A difference to the bottom of a full chain is worth keeping when it
	 * is this many times shorter than the bytes; else a new chain begins.
	 */
	BLOB_REBASE_WORTH = 6
};

struct blob_row {
	enum codec codec;
	unsigned depth;
	uint32_t raw_len, stored_len;
	struct segment_place place;
	bool forgotten; /* erased: nothing of the above holds */
};

/* ERR_PARSE for what is no row. */
enum err blob_row_read(
    const uint8_t *p, size_t n, struct blob_row *row) MUST_CHECK;
/* False when the archive has no such blob, or on an error of t. */
bool blob_row_get(
    struct txn *t, const uint8_t sha[SHA256_LEN], struct blob_row *row);
void blob_key(struct key *k, const uint8_t sha[SHA256_LEN]);
/* Leads to an entry that was appended; enters it among its base's dependants.
 */
void blob_row_put(struct txn *t, const struct segment_entry *e,
    const struct segment_place *where);
void blob_row_forget(struct txn *t, const uint8_t sha[SHA256_LEN]);
/* The bytes of a blob, checked, and how many bases they stand on. The caller
 * frees *data. */
enum err blob_read(struct txn *t, const uint8_t sha[SHA256_LEN], char **data,
    size_t *n, unsigned *depth) MUST_CHECK;
/* Forgets a blob: what stands on it is packed anew over one of its dependants,
 * and its row says that it is no more. Its stored bytes are noted down for
 * erase.h. Not there, or forgotten already: does nothing. */
void blob_forget(struct txn *t, const uint8_t sha[SHA256_LEN]);
/* Reads the entry at the row's place: its header, which must say what the row
 * says, and its stored bytes. The caller frees *stored. */
enum err blob_entry_get(struct store *st, const uint8_t sha[SHA256_LEN],
    const struct blob_row *row, struct segment_entry *e,
    char **stored) MUST_CHECK;
/* Decodes an entry over its base (NULL: none) and checks the digest. The
 * caller frees *raw. */
enum err blob_entry_decode(struct store *st, const struct segment_entry *e,
    const char *stored, const char *base, size_t base_len,
    char **raw) MUST_CHECK;

#endif
