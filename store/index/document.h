/* SPDX-License-Identifier: ISC */
/* Documents: which sightings are of one and the same (MATCHING.md 4.4, levels 1
 * to 3). A document is known by its aliases:
 *
 *	n:SPACE ID       the network's own id
 *	u:URL            its canonical URL
 *	t:SITE HASH      its text, of 12 words or more, on the same site
 *	w:SITE HASH WHO  the same, written by this author
 *	o:SITE HASH      the document of that text has an author
 *	k:KIND URL       where documents of several kinds stand at one address
 *	v:URL HASH       where several of one kind do: of text and author
 *
 * No alias leads to a document that has another native id in the same space:
 * two items with ids of their own stay two. Nor does a text lead to what
 * somebody else wrote: one review under two names is two. */
#ifndef STORE_INDEX_DOCUMENT_H
#define STORE_INDEX_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "store/index/index.h"

enum {
	DOCUMENT_NATIVES_MAX = 8,  /* spaces that know one document */
	DOCUMENT_TEXT_WORDS = 12,  /* shorter texts are no identity */
	DOCUMENT_ALIAS_MAX = 20000 /* bytes: a URL and a word or two */
};

struct document {
	uint64_t number;    /* from 1: the key of the row */
	char *alias;        /* owned: the first one it got; names it for ever */
	int64_t first_seen; /* ms */
	uint64_t cluster;   /* number of the document that heads its cluster */
	uint64_t kind;      /* tag of the kind it was first seen as */
	bool part;          /* that is one that stands on another's page */
	struct {
		uint64_t space, id; /* tags */
	} natives[DOCUMENT_NATIVES_MAX];
	unsigned n_natives;
	unsigned filings; /* texts of it that near.c has compared */
	/* The last sight of it: by which source, in which look, which text. */
	uint64_t source, look;
	uint8_t text[TAG_LEN];
};

void document_fini(struct document *d);
void document_pack(struct buf *b, const struct document *d);
/* False, and *d untouched, for bytes that document_pack does not make. */
bool document_unpack(const void *data, size_t n, struct document *d);

/* The document of a sighting by this source in this look, made when it is new;
 * what the sighting knows of it more than before is added. False when the
 * transaction has failed. The caller ends it with document_fini. */
bool document_open(struct txn *t, const struct sighting *s, uint64_t source,
    uint64_t look, struct document *d);
/* The document that bears this id of a network (NULL: none), or stands alone at
 * this address (struct sighting's key); false for none. The caller ends it with
 * document_fini. */
bool document_find(struct txn *t, const char *space, const char *id,
    const char *key, struct document *d);
/* False, logged, when there is none. */
bool document_load(struct txn *t, uint64_t number, struct document *d);
/* is_new: it has no row yet. */
void document_save(struct txn *t, const struct document *d, bool is_new);
/* Eight bytes that name a document and a watched name; name "": the document
 * alone. turn: 0, or one more after each clash of ids. */
void document_id(
    const struct document *d, const char *name, unsigned turn, uint8_t out[8]);

#endif
