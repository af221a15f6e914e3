/* SPDX-License-Identifier: ISC */
/* The grammar of dates: what a run of tokens, or a string in ISO 8601, says of
 * day, time and zone. Nothing is resolved against today here but ages.
 * Internal to date*.c. */
#ifndef CRAWLER_PARSE_DATE_READ_H
#define CRAWLER_PARSE_DATE_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/parse/date_token.h"

struct date_fields {
	int year, month, day;
	int hour, minute, second, ms;
	int offset_min;
	bool has_year, has_day, has_time, has_zone;
	bool partial;  /* the day, or day and month, were not stated */
	bool inferred; /* "yesterday": day and year are set from now */
	bool age;      /* "3 hours ago": instant holds it */
	int64_t instant;
};

/* How much a reader believes: all of a field is a date, or a date is looked
 * for among other words. */
enum date_read_mode { DATE_READ_FIELD, DATE_READ_FIND };

/* Reads a date at token i; returns the token behind it, i if there is none. */
size_t date_read(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f);
/* Reads an optional "T" or blank, a time and a zone at token i, as they follow
 * a day in ISO 8601. */
size_t date_read_time_zone(
    const struct date_tokens *k, size_t i, struct date_fields *f);
/* Is it a day of the calendar, years 1 to 9999? Sets it if so. */
bool date_read_set(
    struct date_fields *f, int year, unsigned month, unsigned day);
/* 26 is 2026, 95 is 1995. */
int date_read_pivot(unsigned year);

#endif
