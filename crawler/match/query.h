/* SPDX-License-Identifier: ISC */
/* The boolean language of `watch add --query` (MATCHING.md 4.1): what a
 *document that bears the name must hold besides.
 *
 *	word  "a phrase"  begin*  #tag  FIELD:word  FIELD:"a phrase"
 *	A AND B    A B    A OR B    NOT A    -A    ( A )
 *	A NEAR/n B    at most n words apart, in either order
 *	A ONEAR/n B   the same, A first
 *
 * Operators stand in capitals and bind in this order: NEAR, NOT, AND, OR. Words
 * are compared as names are: without accents, letter case and hidden characters
 * (fold.h), in the title and the text. NEAR joins words, phrases and OR groups
 * of them, and other NEARs. The fields are a table in query_parse.c. */
#ifndef CRAWLER_MATCH_QUERY_H
#define CRAWLER_MATCH_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/err.h"
#include "store/base/mem.h"

enum {
	QUERY_NODES_MAX = 1024, /* words, fields and operators */
	QUERY_DEPTH_MAX = 128,  /* operators that wait for their right side */
	QUERY_NEAR_MAX = 1000,  /* words apart */
	QUERY_NEAR = 10,        /* of a NEAR without a figure */
	QUERY_TEXT_MAX = 16 * 1024 * 1024, /* bytes of a text that are read */
	QUERY_WORD_MAX = 64
};

struct query;

/* Where a query cannot be read, and why. */
struct query_fault {
	size_t at;                 /* character, counted from 1 */
	char word[QUERY_WORD_MAX]; /* that stands there; "" at the end */
	const char *en, *fr;       /* what is wrong */
};

/* What a query is asked of. Everything is borrowed; NULL: not stated. */
struct query_doc {
	const char *text;
	size_t text_len;
	const char *title, *author, *handle, *url, *network, *kind, *lang;
	const char *published; /* RFC 3339, or the day */
	int64_t at;            /* when it was fetched, ms: ages count from it */
};

/* The query lives in the arena. ERR_PARSE with *fault. */
enum err query_parse(struct arena *a, const char *text, struct query **out,
    struct query_fault *fault) MUST_CHECK;
/* Is it true of this document? A date or a language that the document does not
 * state is none that was asked for. */
bool query_holds(const struct query *q, const struct query_doc *d);
/* The query in words. ERR_LIMIT when out is full. */
enum err query_explain(
    const struct query *q, bool french, struct buf *out) MUST_CHECK;
/* The whole words, phrases and tags, as they were written, that can make the
 * query true: those below no NOT. False from fn ends it. */
void query_words(
    const struct query *q, bool (*fn)(void *arg, const char *words), void *arg);

#endif
