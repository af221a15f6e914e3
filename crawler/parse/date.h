/* SPDX-License-Identifier: ISC */
/* Dates as people and programs write them: RFC 822/850/1123, ISO 8601 whole,
 * asctime, Unix time, and words in French, English and the languages that
 * feeds are met in. A date is never invented: what cannot be a day of the
 * calendar is refused, and what was completed from today is marked. */
#ifndef CRAWLER_PARSE_DATE_H
#define CRAWLER_PARSE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/clock.h"

enum { DATE_BYTES_MAX = 200 /* of a string that can be a date */ };

enum date_precision { DATE_DAY, DATE_TIME };

struct date {
	int64_t ms;     /* UTC, since 1970; a DATE_DAY is its midnight in UTC */
	int offset_min; /* east of UTC; 0 where none was stated */
	bool has_zone;  /* a zone was stated, or it is an age */
	enum date_precision precision;
	bool inferred; /* completed from now_ms: no year, "yesterday", an age */
};

/* The whole of s is one date (with white space, weekday and small words about
 * it). Years 1 to 9999. */
bool date_parse(const char *s, size_t n, int64_t now_ms, struct date *out);
/* The first date in running text: a byline. *at and *len say where. */
bool date_find(const char *text, size_t n, int64_t now_ms, struct date *out,
    size_t *at, size_t *len);
/* RFC 3339 in the date's own offset, or the day alone. */
void date_format(const struct date *d, char out[CLOCK_TEXT]);
/* The same where a person wrote the date in a page: a time without a zone is a
 * moment that nobody knows, and its day all that is sure. */
void date_format_shown(const struct date *d, char out[CLOCK_TEXT]);
/* RFC 3339 in UTC, always with a time; seconds, and milliseconds if any. */
void date_format_utc(const struct date *d, char out[CLOCK_TEXT]);

#endif
