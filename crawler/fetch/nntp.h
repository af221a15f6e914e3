/* SPDX-License-Identifier: ISC */
/* The dialogue with a news server (RFC 3977, RFC 4643) as an automaton: bytes
 * that came go in, commands to be sent come out. No socket and no clock; the
 * exchange is filled with what was said, line by line: commands are its
 * request, status lines its head, and the lines of an answer its body, dots and
 * all, as they crossed the wire. */
#ifndef CRAWLER_FETCH_NNTP_H
#define CRAWLER_FETCH_NNTP_H

#include <stdbool.h>
#include <stdint.h>

#include "crawler/fetch/exchange.h"

enum {
	NNTP_NAME_MAX = 256,             /* of a newsgroup, with its NUL */
	NNTP_BODY_MAX = 8 * 1024 * 1024, /* of one answer */
	NNTP_COMMANDS_MAX = 16 * 1024
};

/* What an address asks for:
 *   nntps://HOST/GROUP        GROUP: which articles are there
 *   nntps://HOST/GROUP/7-99   OVER: their headers in a line each
 *   nntps://HOST/GROUP/7      ARTICLE (RFC 5538 4 has this form for nntp:) */
enum nntp_kind { NNTP_GROUP, NNTP_OVER, NNTP_ARTICLE };
struct nntp_question {
	enum nntp_kind kind;
	char group[NNTP_NAME_MAX];
	uint64_t from, to; /* the number of an article is both */
};
/* False where the address is none of these. */
bool nntp_question(const char *url, struct nntp_question *out);

enum nntp_phase {
	NNTP_AT_GREETING,
	NNTP_AT_READER, /* MODE READER was said */
	NNTP_AT_USER,
	NNTP_AT_PASSWORD,
	NNTP_AT_GROUP,
	NNTP_AT_QUESTION,
	NNTP_AT_BODY,
	NNTP_AT_REST /* the answer is whole: the next may be asked */
};

/* One connection's dialogue. */
struct nntp {
	enum nntp_phase phase;
	bool logged_in;
	bool spent;                /* the connection is good for nothing more */
	char group[NNTP_NAME_MAX]; /* that is selected */
	const char *secret; /* borrowed: "user:password"; NULL: none is sent */
	struct nntp_question q;
	struct exchange *x; /* borrowed until the answer is whole */
	struct buf line;    /* a status line that has not ended yet */
};

void nntp_init(struct nntp *n, const char *secret);
void nntp_fini(struct nntp *n);
/* Asks; the first of what is to be sent, if the greeting has come already, goes
 * to out. The same for what follows in nntp_take. */
void nntp_ask(struct nntp *n, const struct nntp_question *q, struct exchange *x,
    struct buf *out);
/* What came. True once the answer is whole: x has its status, or the outcome
 * that ended it. */
bool nntp_take(struct nntp *n, const char *bytes, size_t len, struct buf *out);

#endif
