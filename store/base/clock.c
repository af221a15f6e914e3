/* SPDX-License-Identifier: ISC */
/* The three clocks, and RFC 3339. */
#include "store/base/clock.h"

#include <ctype.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_MS = 86400000, HOUR_MS = 3600000, MINUTE_MS = 60000 };
enum { DAY_S = 86400, HTTP_DATE = 29 /* characters of an IMF-fixdate */ };

/* From 1970-01-01 on, a Thursday. */
static const char weekdays[][4] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue",
	"Wed" };
static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
	"Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static atomic_bool frozen;
static _Atomic int64_t frozen_wall, frozen_mono;
static _Atomic int64_t due_offset;

static int64_t
read_ns(clockid_t id)
{
	struct timespec ts;

	clock_gettime(id, &ts);
	return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

int64_t
clock_wall_ns(void)
{
	return frozen ? frozen_wall * 1000000 : read_ns(CLOCK_REALTIME);
}

int64_t
clock_wall_ms(void)
{
	return clock_wall_ns() / 1000000;
}

int64_t
clock_mono_ns(void)
{
	return frozen ? frozen_mono * 1000000 : read_ns(CLOCK_MONOTONIC);
}

int64_t
clock_mono_ms(void)
{
	return clock_mono_ns() / 1000000;
}

int64_t
clock_due_ms(void)
{
	return clock_wall_ms() + due_offset;
}

void
clock_set_due(int64_t now_ms)
{
	due_offset = now_ms - clock_wall_ms();
}

void
clock_freeze(int64_t wall_ms, int64_t mono_ms)
{
	frozen_wall = wall_ms;
	frozen_mono = mono_ms;
	frozen = true;
}

void
clock_thaw(void)
{
	frozen = false;
	due_offset = 0;
}

/* Howard Hinnant's days_from_civil: eras of 400 years, March-based. */
int64_t
clock_days(int year, unsigned month, unsigned day)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t mp = month > 2 ? (int64_t)month - 3 : (int64_t)month + 9;
	int64_t doy = (153 * mp + 2) / 5 + (int64_t)day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void
clock_civil(int64_t days, int *year, unsigned *month, unsigned *day)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*day = (unsigned)(doy - (153 * mp + 2) / 5 + 1);
	*month = (unsigned)(mp < 10 ? mp + 3 : mp - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2));
}

bool
clock_is_date(int year, unsigned month, unsigned day)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31,
		30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] + (month == 2 && leap ? 1U : 0U);
}

/* The last n digits of v, then a character; where the text goes on. */
static char *
put(char *out, unsigned v, int n, char then)
{
	for (int i = n - 1; i >= 0; i--, v /= 10)
		out[i] = (char)('0' + v % 10);
	out[n] = then;
	return out + n + 1;
}

/* A date of which the year has four digits. */
static void
civil_held(int64_t days, int *year, unsigned *month, unsigned *day)
{
	clock_civil(days, year, month, day);
	if (*year >= 0 && *year <= 9999)
		return;
	*year = *year < 0 ? 0 : 9999;
	*month = 1;
	*day = 1;
}

void
clock_format(int64_t ms, char out[CLOCK_TEXT])
{
	int64_t days = ms / DAY_MS - (ms % DAY_MS < 0);
	int64_t rest = ms % DAY_MS + (ms % DAY_MS < 0 ? DAY_MS : 0);
	int year;
	unsigned month, day;

	civil_held(days, &year, &month, &day);
	out = put(out, (unsigned)year, 4, '-');
	out = put(out, month, 2, '-');
	out = put(out, day, 2, 'T');
	out = put(out, (unsigned)(rest / HOUR_MS), 2, ':');
	out = put(out, (unsigned)(rest / MINUTE_MS % 60), 2, ':');
	out = put(out, (unsigned)(rest / 1000 % 60), 2, '.');
	out = put(out, (unsigned)(rest % 1000), 3, 'Z');
	*out = '\0';
}

/* Exactly n digits at *p, which moves on. */
static bool
digits(const char **p, int n, unsigned *out)
{
	unsigned v = 0;

	for (int i = 0; i < n; i++, (*p)++) {
		if (!isdigit((unsigned char)**p))
			return false;
		v = v * 10 + (unsigned)(**p - '0');
	}
	*out = v;
	return true;
}

void
clock_format_http(int64_t seconds, char out[CLOCK_TEXT])
{
	int64_t day = seconds / DAY_S - (seconds % DAY_S < 0);
	unsigned rest = (unsigned)(seconds - day * DAY_S);
	unsigned month, mday;
	int year;

	civil_held(day, &year, &month, &mday);
	memcpy(out, weekdays[(day % 7 + 7) % 7], 3);
	out[3] = ',';
	out[4] = ' ';
	out = put(out + 5, mday, 2, ' ');
	memcpy(out, months[(month - 1) % 12], 3);
	out[3] = ' ';
	out = put(out + 4, (unsigned)year, 4, ' ');
	out = put(out, rest / 3600, 2, ':');
	out = put(out, rest / 60 % 60, 2, ':');
	out = put(out, rest % 60, 2, ' ');
	memcpy(out, "GMT", 4);
}

/* The n digits at a place of a text, or -1: then what they are part of is not
 * the text that clock_format_http makes. */
static int64_t
figure(const char *s, int n)
{
	unsigned v;

	return digits(&s, n, &v) ? (int64_t)v : -1;
}

/* The fields are read where they must stand; whether all the rest is right,
 * weekday and blanks and ranges, shows when the time is written again. */
enum err
clock_parse_http(const char *s, size_t n, int64_t *seconds)
{
	char again[CLOCK_TEXT];
	unsigned month = 0;
	int64_t v;

	if (n != HTTP_DATE)
		return ERR_PARSE;
	while (month < 12 && memcmp(s + 8, months[month], 3) != 0)
		month++;
	v = clock_days((int)figure(s + 12, 4), month % 12 + 1,
		(unsigned)figure(s + 5, 2)) *
		DAY_S +
	    figure(s + 17, 2) * 3600 + figure(s + 20, 2) * 60 +
	    figure(s + 23, 2);
	clock_format_http(v, again);
	if (memcmp(s, again, HTTP_DATE) != 0)
		return ERR_PARSE;
	*seconds = v;
	return ERR_OK;
}

static bool
literal(const char **p, const char *set)
{
	if (**p == '\0' || strchr(set, **p) == NULL)
		return false;
	(*p)++;
	return true;
}

static bool
parse_fraction(const char **p, int64_t *ms)
{
	int64_t scale = 100;

	*ms = 0;
	if (**p != '.' && **p != ',')
		return true;
	(*p)++;
	if (!isdigit((unsigned char)**p))
		return false;
	for (; isdigit((unsigned char)**p); (*p)++, scale /= 10)
		*ms += scale * (**p - '0');
	return true;
}

static bool
parse_zone(const char **p, int64_t *offset_ms)
{
	unsigned h, m;
	int64_t sign;

	*offset_ms = 0;
	if (literal(p, "Zz"))
		return true;
	sign = **p == '-' ? -1 : 1;
	if (!literal(p, "+-") || !digits(p, 2, &h) || !literal(p, ":") ||
	    !digits(p, 2, &m) || h > 23 || m > 59)
		return false;
	*offset_ms = sign * ((int64_t)h * HOUR_MS + (int64_t)m * MINUTE_MS);
	return true;
}

enum err
clock_parse(const char *s, int64_t *ms)
{
	unsigned y, mo, d, h = 0, mi = 0, se = 0;
	int64_t fraction = 0, offset = 0;

	if (!digits(&s, 4, &y) || !literal(&s, "-") || !digits(&s, 2, &mo) ||
	    !literal(&s, "-") || !digits(&s, 2, &d) ||
	    !clock_is_date((int)y, mo, d))
		return ERR_PARSE;
	if (*s != '\0') {
		if (!literal(&s, "Tt ") || !digits(&s, 2, &h) ||
		    !literal(&s, ":") || !digits(&s, 2, &mi) ||
		    !literal(&s, ":") || !digits(&s, 2, &se) || h > 23 ||
		    mi > 59 || se > 60 || !parse_fraction(&s, &fraction) ||
		    !parse_zone(&s, &offset) || *s != '\0')
			return ERR_PARSE;
	}
	*ms = clock_days((int)y, mo, d) * DAY_MS + (int64_t)h * HOUR_MS +
	      (int64_t)mi * MINUTE_MS + (int64_t)se * 1000 + fraction - offset;
	return ERR_OK;
}

enum err
clock_parse_span(const char *s, int64_t *ms)
{
	static const struct {
		char unit;
		int64_t ms;
	} units[] = { { '\0', 1000 }, { 's', 1000 }, { 'm', MINUTE_MS },
		{ 'h', HOUR_MS }, { 'd', DAY_MS }, { 'w', 7LL * DAY_MS } };
	int64_t v = 0;
	const char *p = s;

	for (; isdigit((unsigned char)*p); p++) {
		v = v * 10 + (*p - '0');
		if (v > 1000000000)
			return ERR_PARSE;
	}
	if (p == s || (*p != '\0' && p[1] != '\0'))
		return ERR_PARSE;
	for (size_t i = 0; i < NELEM(units); i++) {
		if (units[i].unit == *p) {
			*ms = v * units[i].ms;
			return ERR_OK;
		}
	}
	return ERR_PARSE;
}

enum err
clock_parse_when(const char *s, int64_t now_ms, int64_t *ms)
{
	int64_t span;

	if (clock_parse(s, ms) == ERR_OK)
		return ERR_OK;
	if (s[0] == '\0' || isdigit((unsigned char)s[strlen(s) - 1]) ||
	    clock_parse_span(s, &span) != ERR_OK)
		return ERR_PARSE;
	*ms = now_ms - span;
	return ERR_OK;
}
