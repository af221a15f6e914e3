/* SPDX-License-Identifier: ISC */
/* Dates of the calendar, counted by months. */
#include "tools/bundle/deadline.h"

#include <stddef.h>
#include <stdio.h>

#include "store/base/clock.h"

enum {
	DAY_MS = 24 * 60 * 60 * 1000,
	YEAR_MIN = 1990 /* no page of the web is older */
};

static int64_t
day_of(int64_t ms)
{
	int64_t d = ms / DAY_MS;

	return ms % DAY_MS < 0 ? d - 1 : d;
}

static int64_t
days(struct deadline_date d)
{
	return clock_days(d.year, d.month, d.day);
}

static struct deadline_date
date_of(int64_t ms)
{
	struct deadline_date d;

	clock_civil(day_of(ms), &d.year, &d.month, &d.day);
	return d;
}

/* n digits at s; -1 where one is none. */
static int
digits(const char *s, size_t n)
{
	int v = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return v;
}

/* The day that an RFC 3339 text states. Reads on only where digits stand, so
 * never past its end. */
static bool
read_day(const char *s, struct deadline_date *out)
{
	int y, m, d;

	if (s == NULL)
		return false;
	y = digits(s, 4);
	if (y < 0 || s[4] != '-')
		return false;
	m = digits(s + 5, 2);
	if (m < 0 || s[7] != '-')
		return false;
	d = digits(s + 8, 2);
	if (d < 0 || !clock_is_date(y, (unsigned)m, (unsigned)d))
		return false;
	*out = (struct deadline_date){ y, (unsigned)m, (unsigned)d };
	return true;
}

struct deadline_start
deadline_start(const char *claimed, int64_t last_absent, int64_t first_seen)
{
	struct deadline_start s = { .basis = DEADLINE_SEEN };

	/* East of Greenwich the day of an instant may be one later. */
	if (read_day(claimed, &s.date) && s.date.year >= YEAR_MIN &&
	    days(s.date) <= day_of(first_seen) + 1) {
		s.basis = DEADLINE_CLAIMED;
		s.contradicted = last_absent != INT64_MIN &&
				 days(s.date) < day_of(last_absent);
	} else if (last_absent != INT64_MIN) {
		s.basis = DEADLINE_ABSENT;
		s.date = date_of(last_absent);
	} else {
		s.date = date_of(first_seen);
	}
	return s;
}

struct deadline_date
deadline_after(struct deadline_date from, unsigned months)
{
	unsigned m = from.month - 1 + months;
	struct deadline_date to = { from.year + (int)(m / 12), m % 12 + 1,
		from.day };

	while (!clock_is_date(to.year, to.month, to.day) && to.day > 1)
		to.day--;
	return to;
}

int64_t
deadline_left(struct deadline_date date, int64_t ms)
{
	return days(date) - day_of(ms);
}
