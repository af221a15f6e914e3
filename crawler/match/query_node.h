/* SPDX-License-Identifier: ISC */
/* A query as its parser leaves it and as its readers walk it: nodes in an array
 * in which children stand before their parents, so that every walk is one loop
 * and needs no recursion. */
#ifndef CRAWLER_MATCH_QUERY_NODE_H
#define CRAWLER_MATCH_QUERY_NODE_H

#include "crawler/match/query.h"

enum query_kind { QUERY_OR, QUERY_AND, QUERY_NOT, QUERY_PAIR, QUERY_TERM };

enum query_field {
	QUERY_ANYWHERE, /* title or text */
	QUERY_TITLE,
	QUERY_AUTHOR,
	QUERY_HANDLE,
	QUERY_SITE,
	QUERY_NETWORK,
	QUERY_LANG,
	QUERY_KIND,
	QUERY_DATE,
	QUERY_SINCE,
	QUERY_UNTIL,
	QUERY_TAG,
	QUERY_MIN_LEN,
	QUERY_MAX_LEN,
	QUERY_FIELDS
};

struct query_node {
	enum query_kind kind;
	uint16_t a, b;     /* children; QUERY_NOT has only a */
	unsigned distance; /* QUERY_PAIR: words */
	bool ordered;      /* QUERY_PAIR: ONEAR */
	bool placed;       /* some QUERY_PAIR asks where it stands */
	bool denied;       /* below a NOT */
	/* QUERY_TERM */
	enum query_field field;
	const char *written; /* in the arena, as is key */
	const char *key; /* folded words with a space at each end, as far as the
			  * term wants one; lower case for other fields */
	uint64_t number; /* of a length */
};

struct query {
	struct query_node *v; /* in the arena; the last one is the root */
	size_t n;
};

#endif
