/* SPDX-License-Identifier: ISC */
/* Dates: the front door, and how what was read becomes a point in time. */
#include "crawler/parse/date.h"

#include <stdio.h>
#include <string.h>

#include "crawler/parse/date_iso.h"
#include "crawler/parse/date_read.h"
#include "crawler/parse/date_token.h"

enum { MINUTE_MS = 60000, DAY_MS = 86400000, YEARS_BACK_MAX = 8 };

/* The end of year 9999 and the beginning of year 1. */
static const int64_t ms_max = INT64_C(253402300799999);
static const int64_t ms_min = INT64_C(-62135596800000);
static const int64_t year_ms = INT64_C(31536000000);

/* A day without a year is the last such day; tomorrow's may be a time zone
 * away. */
static bool
infer_year(struct date_fields *f, int64_t now_ms)
{
	unsigned month, day;
	int year;

	clock_civil(now_ms / DAY_MS + 1, &year, &month, &day);
	if (f->month > (int)month ||
	    (f->month == (int)month && f->day > (int)day))
		year--;
	f->inferred = true;
	for (int back = 0; back < YEARS_BACK_MAX; back++)
		if (date_read_set(
			f, year - back, (unsigned)f->month, (unsigned)f->day))
			return true;
	return false;
}

static bool
resolve(struct date_fields *f, int64_t now_ms, struct date *out)
{
	struct date d = { .offset_min = f->offset_min,
		.has_zone = f->has_zone || f->age, /* now is an instant */
		.precision = f->has_time || f->age ? DATE_TIME : DATE_DAY };
	int64_t local;

	if (!f->age && !f->has_year && !infer_year(f, now_ms))
		return false;
	d.inferred = f->inferred;
	d.ms = f->instant;
	if (!f->age)
		d.ms =
		    clock_days(f->year, (unsigned)f->month, (unsigned)f->day) *
		    DAY_MS;
	if (!f->age && f->has_time)
		d.ms += ((int64_t)f->hour * 60 + f->minute - f->offset_min) *
			    MINUTE_MS +
			(int64_t)f->second * 1000 + f->ms;
	if (d.precision == DATE_DAY) {
		d.offset_min = 0;
		d.has_zone = false;
	}
	/* In its own offset too: a year of five digits is no RFC 3339. */
	local = d.ms + (int64_t)d.offset_min * MINUTE_MS;
	if (d.ms < ms_min || d.ms > ms_max || local < ms_min || local > ms_max)
		return false;
	*out = d;
	return true;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Is what stands from token i on no more than marks and small words? */
static bool
is_rest(const struct date_tokens *k, size_t i)
{
	for (; i < k->n; i++)
		if (k->t[i].kind != DATE_TOKEN_MARK &&
		    !date_token_is(k, i, DATE_WORD_FILLER, NULL))
			return false;
	return true;
}

/* An ISO date, alone or with a time behind it. */
static bool
parse_iso(const char *s, size_t n, struct date_fields *f)
{
	size_t used = date_iso_read(s, n, f), behind;
	struct date_tokens k;

	if (used == 0)
		return false;
	if (used == n)
		return true;
	date_token_split(&k, s + used, n - used);
	behind = date_read_time_zone(&k, 0, f);
	return f->has_time && is_rest(&k, behind);
}

static bool
parse_words(const char *s, size_t n, int64_t now_ms, struct date_fields *f)
{
	struct date_tokens k;
	size_t behind;

	date_token_split(&k, s, n);
	behind = date_read(&k, 0, now_ms, DATE_READ_FIELD, f);
	return behind > 0 && is_rest(&k, behind);
}

bool
date_parse(const char *s, size_t n, int64_t now_ms, struct date *out)
{
	struct date_fields f = { .year = 0 };

	while (n > 0 && is_space(s[0])) {
		s++;
		n--;
	}
	while (n > 0 && is_space(s[n - 1]))
		n--;
	if (n == 0 || n > DATE_BYTES_MAX)
		return false;
	if (now_ms < 0)
		now_ms = 0;
	if (date_iso_digits(s, n, &f)) {
		/* A count that lies ahead is an id, not a time. */
		if (f.age && now_ms > 0 && f.instant > now_ms + year_ms)
			return false;
	} else if (!parse_iso(s, n, &f) && !parse_words(s, n, now_ms, &f)) {
		return false;
	}
	return resolve(&f, now_ms, out);
}

/* May a date begin at token i? Not in the middle of a number or an id. */
static bool
may_begin(const struct date_tokens *k, size_t i)
{
	if (k->t[i].kind != DATE_TOKEN_NUMBER &&
	    k->t[i].kind != DATE_TOKEN_WORD)
		return false;
	return i == 0 || k->t[i].gap ||
	       (k->t[i - 1].kind == DATE_TOKEN_MARK &&
		   (k->t[i - 1].value > 0x7f ||
		       strchr("(,|:[>\"'", (int)k->t[i - 1].value) != NULL));
}

bool
date_find(const char *text, size_t n, int64_t now_ms, struct date *out,
    size_t *at, size_t *len)
{
	struct date_tokens k;

	if (now_ms < 0)
		now_ms = 0;
	date_token_split(&k, text, n);
	for (size_t i = 0; i < k.n; i++) {
		struct date_fields f = { .year = 0 };
		size_t behind = i;

		if (may_begin(&k, i))
			behind = date_read(&k, i, now_ms, DATE_READ_FIND, &f);
		if (behind == i || !resolve(&f, now_ms, out))
			continue;
		*at = k.t[i].at;
		*len = (size_t)k.t[behind - 1].at + k.t[behind - 1].n - *at;
		return true;
	}
	return false;
}

/* Year to second, and the fraction where there is one. */
static int
format_time(int64_t ms, char *out, size_t room, int *year)
{
	int64_t days = ms / DAY_MS - (ms % DAY_MS < 0), in_day;
	unsigned month, day, s;
	int n;

	in_day = ms - days * DAY_MS;
	clock_civil(days, year, &month, &day);
	s = (unsigned)(in_day / 1000);
	n = snprintf(out, room, "%04d-%02u-%02uT%02u:%02u:%02u", *year, month,
	    day, s / 3600, s / 60 % 60, s % 60);
	if (in_day % 1000 != 0)
		n += snprintf(out + n, room - (size_t)n, ".%03u",
		    (unsigned)(in_day % 1000));
	return n;
}

void
date_format(const struct date *d, char out[CLOCK_TEXT])
{
	int offset = d->offset_min, year;
	int n = format_time(
	    d->ms + (int64_t)offset * MINUTE_MS, out, CLOCK_TEXT, &year);

	if (d->precision == DATE_DAY) {
		out[strlen("2026-11-20")] = '\0';
		return;
	}
	if (offset == 0)
		snprintf(out + n, CLOCK_TEXT - (size_t)n, "Z");
	else
		snprintf(out + n, CLOCK_TEXT - (size_t)n, "%c%02d:%02d",
		    offset < 0 ? '-' : '+',
		    (offset < 0 ? -offset : offset) / 60,
		    (offset < 0 ? -offset : offset) % 60);
}

void
date_format_shown(const struct date *d, char out[CLOCK_TEXT])
{
	struct date day = *d;

	if (!d->has_zone)
		day.precision = DATE_DAY;
	date_format(&day, out);
}

void
date_format_utc(const struct date *d, char out[CLOCK_TEXT])
{
	int year, n = format_time(d->ms, out, CLOCK_TEXT, &year);

	snprintf(out + n, CLOCK_TEXT - (size_t)n, "Z");
}
