/* SPDX-License-Identifier: ISC */
/* The text of a mention: the JSON object of CLI.md as far as `snippets`, which
 * only a better sighting rewrites, and a second object with what CLI.md leaves
 * out. What a better sighting is:
 *
 * fuller    of a post, comment, ... rather than of a page as a whole; of two
 *           such, the one of more words. A full post beats a feed's summary,
 *           and either beats the bare page.
 * its own   by the same source as the sighting that the text is from: an edit.
 *
 * What was matched (match, matched, snippets, reasons) comes from the best kind
 * of match, exact before variant before the rest; of equal ones from the fuller
 * or its own. What describes the document comes from the fuller or its own; a
 * field that this does not state stays as it was, and one that was not stated
 * is taken from any sighting. A date is replaced by one at least as precise.
 * Signs of an impostor are gathered from all sightings.
 * The address is the first one, until a direct source (row.h) states its own.
 */
#ifndef STORE_INDEX_TEXT_H
#define STORE_INDEX_TEXT_H

#include <stdbool.h>

#include "store/index/row.h"

enum {
	TEXT_FIELD_MAX = 2048,      /* bytes of a field; the rest is cut off */
	TEXT_URL_MAX = 8 * 1024,    /* bytes of an address */
	TEXT_SNIPPETS_MAX = 20,     /* CLI.md */
	TEXT_REASONS_MAX = 8 * 1024 /* bytes of JSON; more is left out */
};

/* Writes the text of a new mention. Sets in r what it says of the text. */
void text_new(struct txn *t, const struct sighting *s, uint64_t source,
    bool direct, struct row *r);
/* Adds a further sighting; true when it was a fuller one. */
bool text_merge(struct txn *t, const struct sighting *s, uint64_t source,
    bool direct, struct row *r);
/* Writes the text of a row as it is given; not when nothing changed. is_new: it
 * has none yet. */
void text_save(
    struct txn *t, const struct sighting *s, const struct row *r, bool is_new);
/* The two objects of a row, borrowed from the map. */
bool text_load(
    struct txn *t, uint64_t mention, struct val *head, struct val *private);

#endif
