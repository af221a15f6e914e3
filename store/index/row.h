/* SPDX-License-Identifier: ISC */
/* The packed row of a mention: everything that a night may change, and what
 * filters ask for. How the results of its sources become its state:
 *
 * A source is direct when it is the document's own address, else it is a
 * listing. Once a direct source has shown the mention, the direct sources' last
 * result decides (that of the last sweep that looked at one); otherwise the
 * listings do, each by its own last look. Among several, one that shows it
 * outweighs one that could not be looked at, and that one outweighs one where
 * it is gone. Where the text changed in the very sweep, "online" reads
 * "changed". */
#ifndef STORE_INDEX_ROW_H
#define STORE_INDEX_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "store/index/index.h"

/* How many sources of a sort are in which state; DOC_CHANGED is not counted. */
struct tally {
	uint64_t n[4]; /* by enum doc_state */
};

struct row {
	uint64_t number;        /* from 1: the key */
	uint8_t id[8];          /* the mention's public id */
	uint8_t document_id[8]; /* its document's: names the cluster of one */
	uint64_t document;
	uint64_t cluster; /* number of the document that heads its cluster */
	uint32_t name, network, match; /* words */
	int64_t first_seen, last_seen; /* ms */
	uint64_t sweep;                /* that first saw it */
	enum doc_state state;
	struct tally direct, listed;
	uint64_t direct_sweep;  /* that direct counts; only if any_direct */
	uint64_t changed_sweep; /* only if any_changed */
	bool any_direct, any_changed;
	/* How good the sighting was that gave its text: see text.h. */
	unsigned match_rank;
	bool specific;
	uint64_t words;
	uint64_t best_source;
	bool url_direct; /* its url was stated by a direct source */
};

void row_pack(struct buf *b, const struct row *r);
/* False, and *r untouched, for bytes that row_pack does not make. r->number
 * stays. */
bool row_unpack(const void *data, size_t n, struct row *r);

bool row_load(struct txn *t, uint64_t number, struct row *r);
/* is_new: it is not there yet. */
void row_save(struct txn *t, const struct row *r, bool is_new);

/* What one source says of one mention. */
struct sight {
	enum doc_state state; /* ONLINE, GONE or UNREACHABLE */
	bool present;         /* its last good answer showed it */
	bool direct;
	bool changed;   /* in its look, the text had changed */
	uint64_t look;  /* of the source, that last showed it */
	uint64_t sweep; /* that gave state */
	uint8_t text[TAG_LEN];
	uint64_t fields; /* tag of all that the sighting stated */
	uint64_t item;   /* tag of its key in the listing */
};

/* Counts a first result, a further one, or takes a listing's out again. */
void row_result(struct row *r, const struct sight *before,
    const struct sight *now, uint64_t sweep);
/* Settles r->state after results of this sweep; true when it changed. */
bool row_settle(struct row *r, uint64_t sweep);

#endif
