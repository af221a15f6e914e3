/* SPDX-License-Identifier: ISC */
/* Ages and days told from today. */
#include "crawler/parse/date_age.h"

#include "crawler/parse/date_time.h"
#include "store/base/clock.h"

enum { DAY_MS = 86400000 };

/* The day that lies so many days from today. */
static void
set_from_today(struct date_fields *f, int64_t now_ms, int64_t days)
{
	unsigned month, day;
	int year;

	clock_civil(now_ms / DAY_MS + days, &year, &month, &day);
	if (date_read_set(f, year, month, day))
		f->inferred = true;
}

size_t
date_age_day_word(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f)
{
	size_t from = i;
	int days;

	if (date_token_says(k, i, "avant") && date_token_mark(k, i + 1, '-') &&
	    date_token_says(k, i + 2, "hier")) {
		days = -2;
		i += 3;
	} else if (date_token_is(k, i, DATE_WORD_DAY, &days)) {
		i++;
	} else {
		return from;
	}
	/* "hier" in a sentence is not the sentence's date. */
	if (mode == DATE_READ_FIND && from > 0 && i < k->n &&
	    !date_token_known(k, i) && k->t[i].kind == DATE_TOKEN_WORD)
		return from;
	set_from_today(f, now_ms, days);
	return f->inferred ? i : from;
}

/* How many units: "3", "une". */
static bool
read_count(const struct date_tokens *k, size_t i, int *count)
{
	if (date_token_number(k, i, 1, 4)) {
		*count = (int)k->t[i].value;
		return true;
	}
	return date_token_is(k, i, DATE_WORD_NUMBER, count);
}

/* So many months or years back, on the same day or the month's last. */
static void
set_months_ago(struct date_fields *f, int64_t now_ms, int months)
{
	unsigned month, day;
	int year, all;

	clock_civil(now_ms / DAY_MS, &year, &month, &day);
	all = year * 12 + (int)month - 1 - months;
	if (all < 12)
		return;
	while (!clock_is_date(all / 12, (unsigned)(all % 12) + 1, day))
		day--;
	if (date_read_set(f, all / 12, (unsigned)(all % 12) + 1, day))
		f->inferred = true;
}

static bool
set_age(struct date_fields *f, int64_t now_ms, int count, int unit_s)
{
	int days = unit_s / 86400;

	if (days == 0) {
		f->age = true;
		f->inferred = true;
		f->instant = now_ms - (int64_t)count * unit_s * 1000;
		return f->instant >= 0;
	}
	if (days == DATE_WORD_MONTH_DAYS)
		set_months_ago(f, now_ms, count);
	else if (days == DATE_WORD_YEAR_DAYS)
		set_months_ago(f, now_ms, count * 12);
	else
		set_from_today(f, now_ms, -(int64_t)count * days);
	return f->inferred;
}

size_t
date_age_read(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f)
{
	size_t from = i;
	bool before = false;
	int count, unit, less;

	(void)mode;
	if (date_token_says(k, i, "il") && date_token_says(k, i + 1, "y") &&
	    date_token_says(k, i + 2, "a")) {
		before = true;
		i += 3;
	} else if (date_token_is(k, i, DATE_WORD_BEFORE, NULL)) {
		before = true;
		i++;
	}
	if (!read_count(k, i, &count) ||
	    !date_token_is(k, i + 1, DATE_WORD_UNIT, &unit))
		return from;
	i += 2;
	/* "1 hour 20 minutes ago" */
	if (unit < 86400 && date_token_number(k, i, 1, 2) &&
	    date_token_is(k, i + 1, DATE_WORD_UNIT, &less) && less < unit) {
		count = count * (unit / less) + (int)k->t[i].value;
		unit = less;
		i += 2;
	}
	if (!before) {
		if (!date_token_is(k, i, DATE_WORD_AGO, NULL))
			return from;
		i++;
	}
	return set_age(f, now_ms, count, unit) ? i : from;
}

size_t
date_age_weekday(const struct date_tokens *k, size_t i, int64_t now_ms,
    struct date_fields *f)
{
	struct date_fields time = *f;
	int64_t today = now_ms / DAY_MS;
	size_t at = i + 1;
	int weekday;

	if (!date_token_is(k, i, DATE_WORD_WEEKDAY, &weekday))
		return i;
	while (at < i + 3 && (date_token_is(k, at, DATE_WORD_FILLER, NULL) ||
				 date_token_mark(k, at, ',')))
		at++;
	if (date_time_read(k, at, &time) == at)
		return i;
	/* 1970-01-01 was a Thursday, 3. */
	set_from_today(f, now_ms, -((today + 3 - weekday) % 7));
	return f->inferred ? i + 1 : i;
}
