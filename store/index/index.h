/* SPDX-License-Identifier: ISC */
/* store/index: what was concluded from the archive, and can be concluded again
 * (vigie reindex): the same calls in the same order give the same bytes. Its
 * public side is in store.h; these are the folder's own meeting points.
 *
 *	document   a post, comment or page: many addresses, one number
 *	mention    a document and a watched name: one row of `mentions`
 *	source     a URL that was fetched
 *	sight      a source that shows, or showed, a mention
 *	cluster    documents that are near-duplicates
 *
 * A mention is two values: a small packed row that every night rewrites
 * (row.h), and its text (text.h), the beginning of its JSON, which only a
 * better sighting rewrites. Both are keyed by number, so that what was found
 * together stands together. Rows that cannot be read end a write with
 * ERR_DAMAGED; a listing skips them. */
#ifndef STORE_INDEX_INDEX_H
#define STORE_INDEX_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/txn.h"

enum {
	TAG_LEN = 16, /* bytes of a SHA-256 that stand for a text */
	INDEX_ROW_MAX = 64 * 1024
};

/* Logs "index: WHAT (run `vigie reindex`)"; the transaction has failed. */
enum err index_damaged(struct txn *t, const char *what);
/* Puts a row; a new one, whose key is the greatest of all, by appending: its
 * pages are then filled whole. */
void index_put(struct txn *t, enum db db, const struct key *k,
    const struct buf *b, bool is_new);
/* The first bytes of a text's SHA-256; zeros for NULL. */
void index_tag(const char *s, uint8_t out[TAG_LEN]);
/* The same in 64 bits; never 0 but for NULL. */
uint64_t index_tag64(const char *s);

/* ---- word.c: names, networks and kinds of match by number ---- */

enum word { WORD_NAME = 'n', WORD_NETWORK = 'w', WORD_MATCH = 'm' };

/* 0: no such word (word_find), or the transaction has failed. */
uint32_t word_find(struct txn *t, enum word kind, const char *s);
uint32_t word_number(struct txn *t, enum word kind, const char *s);
/* Calls fn with every word of a kind, in the order of their bytes. */
void word_each(struct txn *t, enum word kind,
    void (*fn)(uint32_t number, const char *s, void *arg), void *arg);

#endif
