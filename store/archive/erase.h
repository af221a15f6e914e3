/* SPDX-License-Identifier: ISC */
/* Erasing what was forgotten from the files themselves. The database "erased"
 * holds, under (segment, offset), the length of each run of stored bytes and
 * whether it has been overwritten with zeros: noted in the transaction that
 * forgets, done after it, done again by the next writer if a crash came
 * between, and known to backups, whose copies have the bytes too.
 *
 * LMDB leaves old bytes in its own file as well: in pages that are free, and in
 * the gap of pages that are in use, where a row once stood before the page was
 * packed anew or split. erase_pages writes zeros over both. */
#ifndef STORE_ARCHIVE_ERASE_H
#define STORE_ARCHIVE_ERASE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/archive/blob.h"
#include "store/txn.h"

/* The stored bytes of this row are to be erased. */
void erase_note(struct txn *t, const struct blob_row *row);
/* Overwrites all that is noted and not done. Its own transactions. */
enum err erase_segments(struct store *st) MUST_CHECK;
/* Zeros over LMDB's free pages and the gaps of its others. To be called when
 * all else is written, for LMDB fills the gap of a page that it writes with
 * what an earlier one had there. Pages that an open reader may still need are
 * left as they are; another process that writes meanwhile and has held what was
 * forgotten may bring bytes of it back into gaps until it ends. */
enum err erase_pages(struct store *st) MUST_CHECK;
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
