/* SPDX-License-Identifier: ISC */
/* Time, by three clocks that are never mixed: the wall (what evidence says),
 * the monotonic clock (what politeness and limits count) and the due clock
 * (what the frontier compares; --now moves it, and nothing else). All in
 * milliseconds since 1970 UTC unless named otherwise. Tests set them. */
#ifndef STORE_BASE_CLOCK_H
#define STORE_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

enum { CLOCK_TEXT = 32 }; /* room for an RFC 3339 time and its NUL */

int64_t clock_wall_ms(void);
int64_t clock_wall_ns(void);
int64_t clock_mono_ms(void);
int64_t clock_mono_ns(void);
/* The wall clock, or what clock_set_due said, moving on from then. */
int64_t clock_due_ms(void);
void clock_set_due(int64_t now_ms);
/* Tests: the wall and monotonic clocks stand still at these values. */
void clock_freeze(int64_t wall_ms, int64_t mono_ms);
void clock_thaw(void);

/* "2026-11-20T21:30:00.123Z" into out; the year is held to 0000..9999. */
void clock_format(int64_t ms, char out[CLOCK_TEXT]);
/* The IMF-fixdate of HTTP (RFC 9110 5.6.7), "Sun, 06 Nov 1994 08:49:37 GMT", of
 * seconds since 1970; the year is held to 0000..9999. */
void clock_format_http(int64_t seconds, char out[CLOCK_TEXT]);
/* Reads back exactly that; no other form of a date. ERR_PARSE. */
enum err clock_parse_http(const char *s, size_t n, int64_t *seconds) MUST_CHECK;
/* RFC 3339 date-time with zone, or a date (midnight UTC). ERR_PARSE. */
enum err clock_parse(const char *s, int64_t *ms) MUST_CHECK;
/* CLI.md's WHEN: RFC 3339, a date, or an age such as 36h, 7d, 3w, 10m before
 * now. ERR_PARSE. */
enum err clock_parse_when(
    const char *s, int64_t now_ms, int64_t *ms) MUST_CHECK;
/* A span: 90 (seconds), 30s, 10m, 36h, 7d, 3w. ERR_PARSE. */
enum err clock_parse_span(const char *s, int64_t *ms) MUST_CHECK;
/* Days since 1970-01-01 of a proleptic Gregorian date, and back. */
int64_t clock_days(int year, unsigned month, unsigned day);
void clock_civil(int64_t days, int *year, unsigned *month, unsigned *day);
/* Is this a day of the calendar? */
bool clock_is_date(int year, unsigned month, unsigned day);

#endif
