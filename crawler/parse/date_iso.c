/* SPDX-License-Identifier: ISC */
/* ISO 8601 dates by their shape: digits are written 'd', everything else must
 * stand as it does in the shape. */
#include "crawler/parse/date_iso.h"

#include <string.h>

#include "store/base/clock.h"
#include "store/base/err.h"

/* Unix time has so many digits from 2001 to 2286. */
enum { SECONDS_DIGITS = 10, MS_DIGITS = 13, STAMP_DIGITS = 14 };

/* What the digits of a shape mean, in its order. */
enum meaning { NONE, YEAR, SHORT_YEAR, MONTH, DAY, ORDINAL, WEEK, WEEKDAY };

/* The longer before the shorter that begins like it. A shape must be followed
 * by no digit; those marked alone by nothing at all. */
static const struct shape {
	const char *form;
	enum meaning parts[3];
	bool alone;
} shapes[] = {
	{ "dddd-dd-dd", { YEAR, MONTH, DAY }, false },
	{ "dddddddd", { YEAR, MONTH, DAY }, false },
	{ "dddd-Wdd-d", { YEAR, WEEK, WEEKDAY }, false },
	{ "dddd-Wdd", { YEAR, WEEK, NONE }, false },
	{ "ddddWddd", { YEAR, WEEK, WEEKDAY }, false },
	{ "ddddWdd", { YEAR, WEEK, NONE }, false },
	{ "dddd-ddd", { YEAR, ORDINAL, NONE }, false },
	{ "ddddddd", { YEAR, ORDINAL, NONE }, true },
	{ "dddd-dd", { YEAR, MONTH, NONE }, true },
	{ "dddd", { YEAR, NONE, NONE }, true },
	{ "dddddd", { SHORT_YEAR, MONTH, DAY }, true },
	{ "ddddd", { SHORT_YEAR, ORDINAL, NONE }, true },
	{ "dd-ddd", { SHORT_YEAR, ORDINAL, NONE }, true },
	{ "-dddd", { SHORT_YEAR, MONTH, NONE }, true },
	{ "-dd-dd", { SHORT_YEAR, MONTH, NONE }, true },
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
fits(const struct shape *shape, const char *s, size_t n)
{
	size_t len = strlen(shape->form);

	if (n < len || (n > len && (shape->alone || is_digit(s[len]))))
		return false;
	for (size_t i = 0; i < len; i++)
		if (shape->form[i] == 'd' ? !is_digit(s[i])
					  : s[i] != shape->form[i])
			return false;
	return true;
}

/* How many digits a meaning has. */
static size_t
width(enum meaning m)
{
	static const size_t widths[] = { 0, 4, 2, 2, 2, 3, 2, 1 };

	return widths[m];
}

struct values {
	unsigned of[WEEKDAY + 1];
	bool has[WEEKDAY + 1];
};

static void
read_values(const struct shape *shape, const char *s, struct values *v)
{
	size_t at = 0;

	memset(v, 0, sizeof(*v));
	for (size_t i = 0; i < NELEM(shape->parts); i++) {
		enum meaning m = shape->parts[i];

		if (m == NONE)
			return;
		while (!is_digit(s[at]))
			at++;
		for (size_t d = 0; d < width(m); d++)
			v->of[m] = v->of[m] * 10 + (unsigned)(s[at++] - '0');
		v->has[m] = true;
	}
}

static bool
set_days(struct date_fields *f, int64_t days)
{
	unsigned month, day;
	int year;

	clock_civil(days, &year, &month, &day);
	return date_read_set(f, year, month, day);
}

/* Week 1 is the one with the 4th of January; days count from Monday. */
static bool
set_week(struct date_fields *f, int year, unsigned week, unsigned weekday)
{
	int64_t fourth = clock_days(year, 1, 4);
	int64_t monday = fourth - (fourth + 3) % 7;

	if (year < 1970 || week < 1 || week > 53 || weekday < 1 || weekday > 7)
		return false;
	return set_days(f, monday + ((int64_t)week - 1) * 7 + weekday - 1);
}

static bool
set_ordinal(struct date_fields *f, int year, unsigned ordinal)
{
	bool leap = clock_is_date(year, 2, 29);

	if (year < 1 || ordinal < 1 || ordinal > (leap ? 366U : 365U))
		return false;
	return set_days(f, clock_days(year, 1, 1) + ordinal - 1);
}

static bool
set_values(struct date_fields *f, const struct values *v)
{
	int year = v->has[SHORT_YEAR] ? date_read_pivot(v->of[SHORT_YEAR])
				      : (int)v->of[YEAR];

	if (v->has[WEEK])
		return set_week(
		    f, year, v->of[WEEK], v->has[WEEKDAY] ? v->of[WEEKDAY] : 1);
	if (v->has[ORDINAL])
		return set_ordinal(f, year, v->of[ORDINAL]);
	f->partial = !v->has[DAY];
	return date_read_set(f, year, v->has[MONTH] ? v->of[MONTH] : 1,
	    v->has[DAY] ? v->of[DAY] : 1);
}

size_t
date_iso_read(const char *s, size_t n, struct date_fields *f)
{
	*f = (struct date_fields){ .year = 0 };
	for (size_t i = 0; i < NELEM(shapes); i++) {
		struct values v;

		if (!fits(&shapes[i], s, n))
			continue;
		read_values(&shapes[i], s, &v);
		if (set_values(f, &v))
			return strlen(shapes[i].form);
	}
	return 0;
}

static unsigned
two(const char *s)
{
	return (unsigned)(s[0] - '0') * 10 + (unsigned)(s[1] - '0');
}

bool
date_iso_digits(const char *s, size_t n, struct date_fields *f)
{
	int64_t v = 0;

	*f = (struct date_fields){ .year = 0 };
	if (n != SECONDS_DIGITS && n != MS_DIGITS && n != STAMP_DIGITS)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!is_digit(s[i]))
			return false;
		v = v * 10 + (s[i] - '0');
	}
	if (n == STAMP_DIGITS) {
		unsigned hour = two(s + 8), minute = two(s + 10);

		f->hour = (int)hour;
		f->minute = (int)minute;
		f->second = (int)two(s + 12);
		f->has_time = true;
		return hour < 24 && minute < 60 && f->second <= 60 &&
		       date_read_set(f, (int)(two(s) * 100 + two(s + 2)),
			   two(s + 4), two(s + 6));
	}
	f->age = true;
	f->has_zone = true;
	f->instant = n == SECONDS_DIGITS ? v * 1000 : v;
	return true;
}
