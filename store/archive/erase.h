/* SPDX-License-Identifier: ISC */
/* Erasing what was forgotten from the files themselves. The database "erased"
 * holds, under (segment, offset), the length of each run of stored bytes and
 * whether it has been overwritten with zeros: noted in the transaction that
 * forgets, done after it, done again by the next writer if a crash came
 * between, and known to backups, whose copies have the bytes too.
 *
 * LMDB leaves the old pages of a changed row in its file until it uses them
 * again: they are used again at once, for zeros. What cannot be reached are the
 * gaps inside pages that are in use: LMDB writes a page from a buffer that may
 * have held another one, so that fragments of a row can stand in the gap of any
 * page which the process that wrote the row has written after it. */
#ifndef STORE_ARCHIVE_ERASE_H
#define STORE_ARCHIVE_ERASE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/archive/blob.h"
#include "store/txn.h"

enum { ERASE_PAGES_MAX = 65536 /* free pages that are overwritten: 256 MiB */ };

/* The stored bytes of this row are to be erased. */
void erase_note(struct txn *t, const struct blob_row *row);
/* Overwrites all that is noted and not done. Its own transactions. */
enum err erase_segments(struct store *st) MUST_CHECK;
/* Overwrites LMDB's free pages. */
enum err erase_free_pages(struct store *st) MUST_CHECK;
/* Is anything noted and not done? */
bool erase_is_due(struct txn *t);
/* Calls fn for each run, done or not, until it returns false. */
enum err erase_each(struct txn *t,
    bool (*fn)(uint32_t segment, uint64_t offset, uint64_t len, void *arg),
    void *arg) MUST_CHECK;
/* Overwrites len bytes of an open file with zeros. */
enum err erase_zero(
    int fd, uint64_t offset, uint64_t len, const char *name) MUST_CHECK;

#endif
