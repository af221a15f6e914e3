/* SPDX-License-Identifier: ISC */
/* The words of a query: parentheses, operators, and terms with their field. */
#ifndef CRAWLER_MATCH_QUERY_TOKEN_H
#define CRAWLER_MATCH_QUERY_TOKEN_H

#include "crawler/match/query_node.h"

/* Operators in the order in which they bind. */
enum token_kind {
	TOKEN_END,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_OR,
	TOKEN_AND,
	TOKEN_NOT,
	TOKEN_NEAR,
	TOKEN_TERM
};

struct token {
	enum token_kind kind;
	size_t at, n;      /* its bytes in the query */
	unsigned distance; /* TOKEN_NEAR */
	bool ordered;
	/* TOKEN_TERM: the words themselves, without quotes or field; they
	 * point into the query. */
	enum query_field field;
	const char *s;
	size_t len;
	bool quoted;
};

struct query_reader {
	const char *text; /* borrowed; UTF-8 */
	size_t pos;       /* byte */
	struct query_fault *fault;
};

/* The next word. False with the reader's fault. */
bool query_token(struct query_reader *r, struct token *k);
/* Notes what is wrong with this word; always false. */
bool query_token_fault(struct query_reader *r, const struct token *k,
    const char *en, const char *fr);

#endif
