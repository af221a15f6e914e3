/* SPDX-License-Identifier: ISC */
/* Quotations (MATCHING.md 4.4, level 5): which document repeats a passage of
 * another without being its copy. DB_NEAR holds, beside what near.h says,
 *
 *	'w' PASSAGE DOCUMENT -> nothing   passages by which it is found
 *	'd' DOCUMENT         -> all of them, and what decides who quotes whom
 *	'q' QUOTING QUOTED   -> how many they share
 *
 * One quotes the other where it holds six tenths of the shorter one's passages;
 * a post or comment also where they share some 30 words. A comment quotes what
 * is none, the later document the earlier one, the longer one the shorter. A
 * page quotes nothing that stands on it. Two copies of one text quote each
 * other no more than themselves; and a page that holds several of its own site,
 * or is half made of them, lists them: of two pages of one site the longer one
 * may be such a list, whatever their dates. Both is looked at when it is read.
 */
#ifndef STORE_INDEX_QUOTE_H
#define STORE_INDEX_QUOTE_H

#include "store/index/row.h"

enum {
	QUOTE_SHARED_MIN = 2, /* passages that are no accident */
	QUOTE_LONG = 5,       /* passages of a quotation by itself */
	QUOTE_SHORT = 40,     /* passages at most of a document found by all */
	QUOTE_SPARSE = 3,     /* of a longer one, one in so many */
	QUOTE_SITE_MAX = 2,   /* of its own site; with more, a page is a list */
	/* Documents looked at for one passage: what more show is a phrase. */
	QUOTE_POSTINGS_MAX = 64
};

/* Compares a document's new text with all others, and files its passages. */
void quote_file(struct txn *t, const struct sighting *s, uint64_t document);
/* Calls fn with the first mention of r's name in each cluster, but r's own, of
 * a document that r's quotes; until it returns false. */
void quote_each(struct txn *t, const struct row *r,
    bool (*fn)(const struct row *quoted, void *arg), void *arg);

#endif
