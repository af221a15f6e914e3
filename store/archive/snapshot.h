/* SPDX-License-Identifier: ISC */
/* Snapshot numbers: what each stands for. The database "snapshot" has a row
 * for a leaf of its own, and one for the first number of a gathering leaf. */
#ifndef STORE_ARCHIVE_SNAPSHOT_H
#define STORE_ARCHIVE_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/txn.h"

struct snapshot_row {
	uint64_t first; /* number of the first (or only) snapshot */
	uint64_t count; /* how many numbers the row stands for */
	uint64_t leaf;
	uint64_t host; /* of a gathering leaf; 0: a leaf of its own */
};

enum err snapshot_row_read(const uint8_t *p, size_t n, uint64_t first,
    struct snapshot_row *row) MUST_CHECK;
/* The row that this number falls under. */
bool snapshot_row_find(
    struct txn *t, uint64_t number, struct snapshot_row *row);
/* Is this snapshot, one with a leaf of its own, in the history of the URL (or
 * NULL, which has none)? */
bool snapshot_in_history(struct txn *t, const char *url, uint64_t number);
/* The same of a URL's number (url.h); 0, which none has, is no URL. */
bool snapshot_in_history_of(struct txn *t, uint64_t url, uint64_t number);
/* Gives the numbers from first on to the entries of a gathering leaf. */
void snapshot_number_checks(
    struct txn *t, uint64_t first, size_t count, uint64_t host, uint64_t leaf);

#endif
