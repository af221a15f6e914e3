/* SPDX-License-Identifier: ISC */
/* A response head as received, line by line, without changing it: obsolete
 * folding (RFC 9112 5.2), bare LF and lines without a colon are met on the
 * way and read as far as they can be. */
#ifndef CRAWLER_FETCH_HEADERS_H
#define CRAWLER_FETCH_HEADERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A walk over a head. */
struct headers {
	const char *at, *end; /* point into the head */
};

/* One field; pointers into the head. The value is trimmed and may hold the
 * line ends of obsolete folding. */
struct headers_line {
	const char *name;
	size_t name_len;
	const char *value;
	size_t value_len;
};

/* head may be NULL when n is 0. The status line is passed over. */
void headers_begin(struct headers *h, const char *head, size_t n);
/* The next field; false after the last. */
bool headers_next(struct headers *h, struct headers_line *line);
/* Is this its name, in any case? */
bool headers_is(const struct headers_line *line, const char *name);
/* Does its value, a comma-separated list, hold this word in any case? */
bool headers_has_word(const struct headers_line *line, const char *word);
/* A value as an HTTP-date (RFC 9110 5.6.7, or any other form that libcurl
 * knows) in seconds since 1970; -1 if it is none. */
int64_t headers_date(const char *value, size_t n);

#endif
