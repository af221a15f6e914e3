/* SPDX-License-Identifier: ISC */
/* Days in ISO 8601, all its forms, and counts of seconds. Internal to
 * date*.c. */
#ifndef CRAWLER_PARSE_DATE_ISO_H
#define CRAWLER_PARSE_DATE_ISO_H

#include "crawler/parse/date_read.h"

/* A day at the head of s; returns its length, 0 if there is none. Bare forms
 * ("2003", "031231") must be all of s. */
size_t date_iso_read(const char *s, size_t n, struct date_fields *f);
/* All of s as digits: Unix time in seconds or milliseconds, or the fourteen
 * of a wiki's or an archive's time stamp. */
bool date_iso_digits(const char *s, size_t n, struct date_fields *f);

#endif
