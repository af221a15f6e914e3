/* SPDX-License-Identifier: ISC */
/* DIR/behave: how the scriptable server misbehaves, a line a path pattern. The
 * keys are listed at the head of httpd.c. The file is read anew when it
 * changes; a rule once handed out lives until rules_fini. */
#ifndef TESTS_HTTPD_RULES_H
#define TESTS_HTTPD_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"
#include "tests/http.h"

enum { RULE_HEADERS_MAX = 16 };

enum rule_chunked {
	CHUNKED_NO,
	CHUNKED_PLAIN,
	CHUNKED_EXT,
	CHUNKED_TRAILER,
	CHUNKED_BROKEN, /* a chunk size that is no number */
	CHUNKED_HUGE,   /* a chunk size of 2^64 - 1 */
	CHUNKED_SHORT   /* no last chunk: the connection just ends */
};
enum rule_cut { CUT_NO, CUT_BEFORE, CUT_HEAD, CUT_MID };
enum rule_etag { ETAG_ON, ETAG_OFF, ETAG_WEAK };
enum rule_bomb { BOMB_NO, BOMB_GZIP, BOMB_BR };
enum rule_page { PAGE_NO, PAGE_CALENDAR, PAGE_SESSION, PAGE_LINKS };
enum rule_switch { SWITCH_ON, SWITCH_OFF };

struct rule_text {
	char *s; /* owned; NULL: not given */
	size_t len;
};

struct rule {
	struct rule *next;
	struct rule_text pattern; /* fnmatch, of the path or of host + path */
	/* What is answered; -1 where a number is not given. */
	long status;
	struct rule_text header[RULE_HEADERS_MAX];
	size_t headers;
	struct rule_text type, body, text, raw, encoding, redirect;
	int page, bomb, gzip;
	long size, length, links;
	/* How it is sent. */
	long delay_ms, drip, stall_at, stall_ms, chunk, header_bytes;
	int chunked, close, reset, keepalive, http10, endless;
	/* When it holds, and conditional requests. */
	long times, rate, burst;
	struct rule_text retry_after;
	int etag, modified, conditional;
	/* under the set's mutex */
	long left;     /* of times */
	double tokens; /* of rate */
	int64_t tokens_at_ms;
};

struct rules;

/* dir holds the file behave, or none. ERR_USAGE: a line is wrong (said). */
enum err rules_open(const char *dir, struct rules **out) MUST_CHECK;
void rules_close(struct rules *rs);
/* The first rule that matches and is not used up; counts it. NULL: none. */
struct rule *rules_match(struct rules *rs, const struct http_request *r);
/* Takes one token of the rule's bucket; false: over the rate. */
bool rules_take(struct rules *rs, struct rule *r);

#endif
