/* SPDX-License-Identifier: ISC */
/* The readers of days, and how day, time and zone stand together. Each reader
 * tries one form at a token and says where it ended; the first that fits, in
 * the order of the table, is taken. */
#include "crawler/parse/date_read.h"

#include <string.h>

#include "crawler/parse/date_age.h"
#include "crawler/parse/date_time.h"
#include "store/base/clock.h"
#include "store/base/err.h"

enum {
	DAY_MS = 86400000,
	PIVOT = 70,    /* two digits below are of this century */
	JOINT_MAX = 4, /* words between a day and its time */
	LEAD_MAX = 8   /* words before a date in a field of its own */
};

int
date_read_pivot(unsigned year)
{
	return (int)year + (year < PIVOT ? 2000 : 1900);
}

bool
date_read_set(struct date_fields *f, int year, unsigned month, unsigned day)
{
	if (year < 1 || year > 9999 || !clock_is_date(year, month, day))
		return false;
	f->year = year;
	f->month = (int)month;
	f->day = (int)day;
	f->has_year = true;
	f->has_day = true;
	return true;
}

/* A day of some year: the 29th of February is one. */
static bool
set_yearless(struct date_fields *f, unsigned month, unsigned day)
{
	if (!clock_is_date(2000, month, day))
		return false;
	f->month = (int)month;
	f->day = (int)day;
	f->has_day = true;
	return true;
}

static int
year_of(int64_t now_ms)
{
	int64_t days = now_ms / DAY_MS;
	unsigned month, day;
	int year;

	clock_civil(days, &year, &month, &day);
	return year;
}

/* A date far ahead of now is one that was read in the wrong order. */
static bool
is_ahead(const struct date_fields *f, int64_t now_ms)
{
	return f->year > year_of(now_ms) + 1;
}

/* Day, month and two digits of a year; if that lies ahead and the other order
 * does not ("03-12-31"), the other. */
static bool
set_short(struct date_fields *f, const uint32_t v[3], int64_t now_ms)
{
	struct date_fields other = *f;
	bool straight = date_read_set(f, date_read_pivot(v[2]), v[1], v[0]) ||
			date_read_set(f, date_read_pivot(v[2]), v[0], v[1]);
	bool turned = date_read_set(&other, date_read_pivot(v[0]), v[1], v[2]);

	if (turned &&
	    (!straight || (is_ahead(f, now_ms) && !is_ahead(&other, now_ms)))) {
		*f = other;
		return true;
	}
	return straight;
}

/* "10.12.13" in running text may be a version, or part of an address; the last
 * two digits may be an hour. */
static bool
is_no_year(const struct date_tokens *k, size_t i, enum date_read_mode mode)
{
	if (date_token_mark(k, i + 5, ':'))
		return true; /* "07.05. 13:11" */
	if (mode == DATE_READ_FIELD || date_token_mark(k, i + 1, '/'))
		return false;
	if (date_token_mark(k, i + 1, '-'))
		return true;
	return (date_token_mark(k, i + 5, '.') && !k->t[i + 6].gap &&
		   k->t[i + 6].kind == DATE_TOKEN_NUMBER) ||
	       (i > 0 && (date_token_says(k, i - 1, "version") ||
			     date_token_says(k, i - 1, "v") ||
			     date_token_says(k, i - 1, "release")));
}

/* "20/06/2012", "2012-06-20", "20.6.12": the day first, unless it cannot be. */
static size_t
read_numeric(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f)
{
	const struct date_token *t = &k->t[i];
	uint32_t v[3];
	bool ok = false;

	if (i + 5 > k->n || t[1].kind != DATE_TOKEN_MARK ||
	    t[3].kind != DATE_TOKEN_MARK || t[1].value != t[3].value ||
	    strchr("/.-|", (int)(t[1].value & 0x7f)) == NULL ||
	    t[1].value > 0x7f || !date_token_number(k, i, 1, 4) ||
	    !date_token_number(k, i + 2, 1, 2) ||
	    !date_token_number(k, i + 4, 1, 4))
		return i;
	for (size_t n = 0; n < 3; n++)
		v[n] = t[2 * n].value;
	if (t[0].digits == 4 && t[4].digits <= 2)
		ok = date_read_set(f, (int)v[0], v[1], v[2]);
	if (t[0].digits <= 2 && t[4].digits == 4)
		ok = date_read_set(f, (int)v[2], v[1], v[0]) ||
		     date_read_set(f, (int)v[2], v[0], v[1]);
	if (t[0].digits <= 2 && t[4].digits == 2 && t[1].value != '|')
		ok = !is_no_year(k, i, mode) && set_short(f, v, now_ms);
	return ok ? i + 5 : i;
}

/* Marks and words between the parts of a date: "3. de marzo de 2021". */
static size_t
skip_between(const struct date_tokens *k, size_t i, const char *marks)
{
	for (size_t n = 0; n < 3; n++, i++) {
		const struct date_token *t = &k->t[i];
		bool mark = t->kind == DATE_TOKEN_MARK && t->value < 0x80 &&
			    t->value != 0 &&
			    strchr(marks, (int)t->value) != NULL;

		if (!mark && !date_token_says(k, i, "de") &&
		    !date_token_says(k, i, "of") &&
		    !date_token_says(k, i, "del"))
			break;
	}
	return i;
}

/* A year at i: four digits, or two that are no time. "'13" has its mark. */
static size_t
read_year(const struct date_tokens *k, size_t i, struct date_fields *f)
{
	const struct date_token *t = &k->t[i];
	int year = (int)t->value;

	if (date_token_number(k, i, 2, 2)) {
		if (date_token_mark(k, i + 1, ':') ||
		    date_token_is(k, i + 1, DATE_WORD_HOUR, NULL) ||
		    date_token_is(k, i + 1, DATE_WORD_MERIDIEM, NULL) ||
		    (date_token_mark(k, i + 1, '.') && !k->t[i + 2].gap &&
			date_token_number(k, i + 2, 2, 2)))
			return i;
		year = date_read_pivot(t->value);
	} else if (!date_token_number(k, i, 4, 4)) {
		return i;
	}
	if (!date_read_set(f, year, (unsigned)f->month, (unsigned)f->day))
		return i;
	return i + 1;
}

/* The optional year behind day and month. A day that is none of that year
 * ("31 June 2004" was caught before, "29 Feb 2013" here) is no date. */
static size_t
finish_year(
    const struct date_tokens *k, size_t i, size_t from, struct date_fields *f)
{
	size_t at = skip_between(k, i, ".,-/'");
	size_t behind = read_year(k, at, f);

	if (behind > at)
		return behind;
	if (date_token_number(k, at, 4, 4))
		return from;
	return i;
}

static size_t
skip_ordinal(const struct date_tokens *k, size_t i)
{
	if (date_token_is(k, i, DATE_WORD_ORDINAL, NULL))
		return i + 1;
	if (k->t[i].kind == DATE_TOKEN_MARK &&
	    (k->t[i].value == 0xba || k->t[i].value == 0xb0 ||
		k->t[i].value == 0xaa))
		return i + 1;
	return i;
}

/* "26 nov 2013", "1er mars", "01-Jan-04" */
static size_t
read_day_month(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f)
{
	size_t at;
	int month;

	(void)now_ms;
	(void)mode;
	if (!date_token_number(k, i, 1, 2))
		return i;
	at = skip_between(k, skip_ordinal(k, i + 1), ".-/,");
	if (!date_token_is(k, at, DATE_WORD_MONTH, &month) ||
	    !set_yearless(f, (unsigned)month, k->t[i].value))
		return i;
	return finish_year(k, at + 1, i, f);
}

/* "March 3rd, 2021", "Nov-26-2013"; "March 2021" in a field of its own */
static size_t
read_month_day(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f)
{
	size_t at;
	int month;

	(void)now_ms;
	if (!date_token_is(k, i, DATE_WORD_MONTH, &month) ||
	    (mode == DATE_READ_FIND && !k->t[i].capital))
		return i;
	at = skip_between(k, i + 1, ".,-/");
	if (mode == DATE_READ_FIELD && date_token_number(k, at, 4, 4)) {
		f->partial = true;
		return date_read_set(f, (int)k->t[at].value, (unsigned)month, 1)
			   ? at + 1
			   : i;
	}
	/* "mar. 26 nov." is a Tuesday. */
	if (!date_token_number(k, at, 1, 2) ||
	    date_token_is(k, skip_ordinal(k, at + 1), DATE_WORD_MONTH, NULL) ||
	    !set_yearless(f, (unsigned)month, k->t[at].value))
		return i;
	return finish_year(k, skip_ordinal(k, at + 1), i, f);
}

/* "2004-július-13", "2013. november 26." */
static size_t
read_year_month(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f)
{
	size_t at;
	int month;

	(void)now_ms;
	(void)mode;
	if (!date_token_number(k, i, 4, 4))
		return i;
	at = skip_between(k, i + 1, ".,-/");
	if (!date_token_is(k, at, DATE_WORD_MONTH, &month))
		return i;
	at = skip_between(k, at + 1, ".,-/");
	if (!date_token_number(k, at, 1, 2) ||
	    !date_read_set(
		f, (int)k->t[i].value, (unsigned)month, k->t[at].value))
		return i;
	return at + 1;
}

/* "2004년 05월 28일", "2004年5月28日" */
static size_t
read_cjk(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f)
{
	int mark;

	(void)now_ms;
	(void)mode;
	for (int n = 0; n < 3; n++)
		if (!date_token_number(k, i + 2 * (size_t)n, 1, 4) ||
		    !date_token_is(
			k, i + 2 * (size_t)n + 1, DATE_WORD_CJK, &mark) ||
		    mark != n + 1)
			return i;
	if (!date_read_set(
		f, (int)k->t[i].value, k->t[i + 2].value, k->t[i + 4].value))
		return i;
	/* Korean writes no zone, and there is one. */
	if (date_token_says(k, i + 1, "\xeb\x85\x84")) {
		f->offset_min = 9 * 60;
		f->has_zone = true;
	}
	i += 6;
	if (date_token_mark(k, i, '(') &&
	    date_token_is(k, i + 1, DATE_WORD_WEEKDAY, NULL) &&
	    date_token_mark(k, i + 2, ')'))
		i += 3;
	return i;
}

typedef size_t (*day_reader)(const struct date_tokens *, size_t, int64_t,
    enum date_read_mode, struct date_fields *);

static size_t
read_day(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f)
{
	static const day_reader readers[] = { read_numeric, read_day_month,
		read_month_day, read_year_month, read_cjk, date_age_read,
		date_age_day_word };

	for (size_t n = 0; n < NELEM(readers); n++) {
		struct date_fields tried = *f;
		size_t behind = readers[n](k, i, now_ms, mode, &tried);

		if (behind > i) {
			*f = tried;
			return behind;
		}
	}
	return i;
}

/* "lun.", "Thursday,": only before something else. */
static size_t
skip_weekday(const struct date_tokens *k, size_t i)
{
	if (!date_token_is(k, i, DATE_WORD_WEEKDAY, NULL))
		return i;
	i++;
	while (date_token_mark(k, i, '.') || date_token_mark(k, i, ','))
		i++;
	if (date_token_is(k, i, DATE_WORD_FILLER, NULL))
		i++;
	return i;
}

/* "07.05." behind the name of its weekday, which alone makes it a date. */
static size_t
read_bare(const struct date_tokens *k, size_t i, struct date_fields *f)
{
	if (!date_token_number(k, i, 1, 2) ||
	    (!date_token_mark(k, i + 1, '.') &&
		!date_token_mark(k, i + 1, '/')) ||
	    !date_token_number(k, i + 2, 1, 2) ||
	    !set_yearless(f, k->t[i + 2].value, k->t[i].value))
		return i;
	return i + (date_token_mark(k, i + 3, '.') ? 4 : 3);
}

/* "à", ",", "-", "at", "T" between a day and its time. */
static size_t
skip_joint(const struct date_tokens *k, size_t i)
{
	for (size_t n = 0; n < JOINT_MAX; n++) {
		const struct date_token *t = &k->t[i];
		bool mark = t->kind == DATE_TOKEN_MARK &&
			    (t->value == 0xb7 || t->value == 0x2022 ||
				(t->value < 0x80 && t->value != 0 &&
				    strchr(",-|@./(", (int)t->value) != NULL));

		if (!mark && !date_token_is(k, i, DATE_WORD_FILLER, NULL) &&
		    !date_token_is(k, i, DATE_WORD_WEEKDAY, NULL))
			break;
		i++;
	}
	return i;
}

size_t
date_read_time_zone(
    const struct date_tokens *k, size_t i, struct date_fields *f)
{
	size_t at = i, behind;
	bool joined = date_token_says(k, at, "t");

	if (joined)
		at++;
	behind = date_time_read(k, at, f);
	if (behind == at && (joined || k->t[at].gap))
		behind = date_time_basic(k, at, f);
	if (behind == at)
		return i;
	return date_time_zone(k, behind, DATE_READ_FIELD, f);
}

/* The time behind a day, with its zone; asctime has its year there. */
static size_t
read_time_after(const struct date_tokens *k, size_t i, enum date_read_mode mode,
    struct date_fields *f)
{
	size_t at = skip_joint(k, i), behind = date_time_read(k, at, f);

	if (behind == at)
		return i;
	behind = date_time_zone(k, behind, mode, f);
	if (!f->has_year && !f->inferred)
		behind = read_year(k, behind, f);
	return behind;
}

size_t
date_read(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f)
{
	size_t from = i, at, behind;

	*f = (struct date_fields){ .year = 0 };
	for (size_t n = 0; mode == DATE_READ_FIELD && n < LEAD_MAX; n++) {
		if (!date_token_is(k, i, DATE_WORD_FILLER, NULL) &&
		    k->t[i].kind != DATE_TOKEN_MARK)
			break;
		/* "il y a", "vor", a number word: more than a filler. */
		if (read_day(k, i, now_ms, mode, f) > i)
			break;
		i++;
	}
	/* "Mar" is March first, then Tuesday. */
	at = i;
	behind = read_day(k, at, now_ms, mode, f);
	if (behind == at) {
		at = skip_weekday(k, i);
		behind = read_day(k, at, now_ms, mode, f);
	}
	if (behind == at && at > i)
		behind = read_bare(k, at, f);
	if (behind == at && at > i) {
		at = i;
		behind = date_age_weekday(k, i, now_ms, f);
	}
	if (behind > at)
		return f->age ? behind : read_time_after(k, behind, mode, f);
	/* The time first: "9:10, 20 juin". */
	at = date_time_read(k, i, f);
	if (at == i)
		return from;
	at = skip_joint(k, date_time_zone(k, at, DATE_READ_FIND, f));
	behind = read_day(k, skip_weekday(k, at), now_ms, mode, f);
	return behind > skip_weekday(k, at) && !f->age ? behind : from;
}
