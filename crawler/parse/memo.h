/* SPDX-License-Identifier: ISC */
/* What was said of a string a moment ago: a page's elements share few classes,
 * and each of them is judged by lists of words. A place holds the last string
 * of its hash. */
#ifndef CRAWLER_PARSE_MEMO_H
#define CRAWLER_PARSE_MEMO_H

enum {
	MEMO_PLACES = 64,
	MEMO_NEW = -1 /* nothing was said yet */
};

struct memo {
	const char *s; /* borrowed: lives as long as the memo; NULL: free */
	int said;
};

/* The place of s, among MEMO_PLACES that were zeroed: what the caller puts
 * into `said` stands there the next time, MEMO_NEW before that. */
struct memo *memo_of(struct memo *places, const char *s);

#endif
