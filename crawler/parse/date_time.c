/* SPDX-License-Identifier: ISC */
/* "9:10", "9 h 10", "5 p.m.", "14.30 Uhr"; "+01:00", "CEST", "GMT+2". */
#include "crawler/parse/date_time.h"

#include <string.h>

enum { OFFSET_MAX = 14 * 60, COMMENT_MAX = 8, ZONE_WORD_MAX = 5 };

/* A time as it is read, before it is believed. */
struct clock_time {
	unsigned hour, minute, second;
	int ms;
	int meridiem; /* 0 am, 12 pm, -1 none */
};

static bool
believe(const struct clock_time *c, struct date_fields *f)
{
	unsigned hour = c->hour;

	if (c->minute > 59 || c->second > 60 || hour > 24 ||
	    (hour == 24 && (c->minute > 0 || c->second > 0)))
		return false;
	if (c->meridiem >= 0 && (hour < 13 || c->meridiem == 0)) {
		if (hour > 12)
			return false;
		hour = hour % 12 + (unsigned)c->meridiem;
	}
	f->hour = (int)hour;
	f->minute = (int)c->minute;
	f->second = (int)c->second;
	f->ms = c->ms;
	f->has_time = true;
	return true;
}

/* The first three digits behind the point. */
static int
milliseconds(const struct date_tokens *k, size_t i)
{
	int v = 0;

	for (size_t d = 0; d < 3; d++) {
		v *= 10;
		if (d < k->t[i].digits)
			v += k->text[k->t[i].at + d] - '0';
	}
	return v;
}

/* ":55.123" behind the minutes, if it is there. */
static size_t
read_seconds(const struct date_tokens *k, size_t i, struct clock_time *c)
{
	if (!date_token_mark(k, i, ':') || !date_token_number(k, i + 1, 1, 2))
		return i;
	c->second = k->t[i + 1].value;
	i += 2;
	if ((date_token_mark(k, i, '.') || date_token_mark(k, i, ',') ||
		(date_token_mark(k, i, ':') &&
		    date_token_number(k, i + 1, 3, 3))) &&
	    !k->t[i].gap && k->t[i + 1].kind == DATE_TOKEN_NUMBER &&
	    !k->t[i + 1].gap) {
		c->ms = milliseconds(k, i + 1);
		i += 2;
	}
	return i;
}

/* "h 10 min" behind the hour. */
static size_t
read_after_hour_word(
    const struct date_tokens *k, size_t i, struct clock_time *c)
{
	i++;
	if (date_token_number(k, i, 1, 2) && !date_token_mark(k, i + 1, '/') &&
	    !date_token_mark(k, i + 1, '.') &&
	    !date_token_is(k, i + 1, DATE_WORD_MONTH, NULL)) {
		c->minute = k->t[i].value;
		i++;
		if (date_token_is(k, i, DATE_WORD_MINUTE, NULL))
			i++;
	}
	return i;
}

static bool
is_cjk(const struct date_tokens *k, size_t i, int what)
{
	int v;

	return date_token_is(k, i, DATE_WORD_CJK, &v) && v == what;
}

/* Hour, minute and second marks of Korean, Japanese, Chinese. */
static size_t
read_cjk(const struct date_tokens *k, size_t i, struct clock_time *c)
{
	i++;
	if (date_token_number(k, i, 1, 2) && is_cjk(k, i + 1, 5)) {
		c->minute = k->t[i].value;
		i += 2;
	}
	if (date_token_number(k, i, 1, 2) && is_cjk(k, i + 1, 6)) {
		c->second = k->t[i].value;
		i += 2;
	}
	return i;
}

/* What follows the hour at i - 1; i if that was no hour. */
static size_t
read_rest(const struct date_tokens *k, size_t i, struct clock_time *c)
{
	bool pair = date_token_number(k, i + 1, 2, 2) && !k->t[i].gap;

	if (date_token_mark(k, i, ':') && pair) {
		c->minute = k->t[i + 1].value;
		i = read_seconds(k, i + 2, c);
		if (date_token_is(k, i, DATE_WORD_HOUR, NULL))
			i++;
		return i;
	}
	if (date_token_mark(k, i, '.') && pair &&
	    date_token_is(k, i + 2, DATE_WORD_HOUR, NULL)) {
		c->minute = k->t[i + 1].value;
		return i + 3;
	}
	if (is_cjk(k, i, 4))
		return read_cjk(k, i, c);
	if (date_token_is(k, i, DATE_WORD_HOUR, NULL))
		return read_after_hour_word(k, i, c);
	return i;
}

size_t
date_time_read(const struct date_tokens *k, size_t i, struct date_fields *f)
{
	struct clock_time c = { 0, 0, 0, 0, -1 };
	size_t from = i, behind;
	bool korean,
	    before = date_token_is(k, i, DATE_WORD_MERIDIEM, &c.meridiem);

	if (before)
		i++;
	if (!date_token_number(k, i, 1, 2))
		return from;
	c.hour = k->t[i].value;
	i++;
	behind = read_rest(k, i, &c);
	korean = before && k->text[k->t[from].at] == '\xec';
	if (!before &&
	    date_token_is(k, behind, DATE_WORD_MERIDIEM, &c.meridiem))
		behind++;
	if (behind == i || !believe(&c, f))
		return from;
	/* Korean writes no zone, and there is one. */
	if (korean) {
		f->offset_min = 9 * 60;
		f->has_zone = true;
	}
	return behind;
}

size_t
date_time_basic(const struct date_tokens *k, size_t i, struct date_fields *f)
{
	struct clock_time c = { 0, 0, 0, 0, -1 };
	uint32_t v = k->t[i].value;

	if (!date_token_number(k, i, 2, 6) || k->t[i].digits % 2 != 0)
		return i;
	if (k->t[i].digits == 6) {
		c.second = v % 100;
		v /= 100;
	}
	if (k->t[i].digits >= 4) {
		c.minute = v % 100;
		v /= 100;
	}
	c.hour = v;
	if (!believe(&c, f))
		return i;
	i++;
	if ((date_token_mark(k, i, '.') || date_token_mark(k, i, ',')) &&
	    k->t[i + 1].kind == DATE_TOKEN_NUMBER && !k->t[i + 1].gap) {
		f->ms = milliseconds(k, i + 1);
		i += 2;
	}
	return i;
}

static void
set_zone(struct date_fields *f, int offset)
{
	if (offset < -OFFSET_MAX || offset > OFFSET_MAX)
		return; /* no zone of this world: as if none was stated */
	f->offset_min = offset;
	f->has_zone = true;
}

/* "+0100", "-05:00", "+2". The sign stands close to its digits. */
static size_t
read_offset(const struct date_tokens *k, size_t i, struct date_fields *f)
{
	bool minus = date_token_mark(k, i, '-');
	const struct date_token *t = &k->t[i + 1];
	uint32_t v;

	if ((!minus && !date_token_mark(k, i, '+')) ||
	    !date_token_number(k, i + 1, 1, 4) || t->gap)
		return i;
	v = t->digits > 2 ? t->value / 100 * 60 + t->value % 100
			  : t->value * 60;
	i += 2;
	if (t->digits <= 2 && date_token_mark(k, i, ':') &&
	    date_token_number(k, i + 1, 2, 2)) {
		v += k->t[i + 1].value;
		i += 2;
	}
	set_zone(f, minus ? -(int)v : (int)v);
	return i;
}

/* "(CET)", "(Coordinated Universal Time)" */
static size_t
skip_comment(const struct date_tokens *k, size_t i)
{
	if (!date_token_mark(k, i, '('))
		return i;
	for (size_t n = 1; n <= COMMENT_MAX && i + n < k->n; n++)
		if (date_token_mark(k, i + n, ')'))
			return i + n + 1;
	return i;
}

static size_t
read_name(const struct date_tokens *k, size_t i, enum date_read_mode mode,
    struct date_fields *f)
{
	const struct date_token *t;
	int offset;

	if (date_token_says(k, i, "etc") && date_token_mark(k, i + 1, '/'))
		i += 2;
	t = &k->t[i];
	/* "at" and "et" are words as well, in small letters. */
	if (date_token_is(k, i, DATE_WORD_ZONE, &offset) &&
	    (t->upper || t->n == 3 || t->n == 1)) {
		set_zone(f, offset);
		return offset == 0 ? read_offset(k, i + 1, f) : i + 1;
	}
	/* A zone that nobody knows says nothing, and is passed over. */
	if (mode == DATE_READ_FIELD && t->kind == DATE_TOKEN_WORD && t->upper &&
	    t->n <= ZONE_WORD_MAX &&
	    !date_token_is(k, i, DATE_WORD_MERIDIEM, NULL))
		return i + 1;
	return i;
}

size_t
date_time_zone(const struct date_tokens *k, size_t i, enum date_read_mode mode,
    struct date_fields *f)
{
	size_t behind = read_offset(k, i, f);
	struct date_fields aside = *f;

	/* "+0100 CET", "-0000 GMT": the number counts, the name is noise. */
	if (behind > i)
		behind = read_name(k, behind, mode, &aside);
	else
		behind = read_name(k, i, mode, f);
	return skip_comment(k, behind);
}
