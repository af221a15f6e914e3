/* SPDX-License-Identifier: ISC */
/* Reading Retry-After (RFC 9110 10.2.3), X-RateLimit-*, RateLimit-* (the IETF
 * drafts up to 06) and RateLimit (drafts 07, then 08 and later). */
#include "crawler/fetch/throttle.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "crawler/fetch/headers.h"
#include "store/base/err.h"

static const int64_t wait_max = (int64_t)THROTTLE_DAYS_MAX * 86400 * 1000;
/* A reset that is no span but a moment: seconds, or milliseconds, of 2001. */
static const int64_t epoch_s_min = 1000000000;
static const int64_t epoch_ms_min = 1000000000000;

/* What the limit headers say, before it is put together. In thousandths. */
struct limits {
	int64_t remaining, reset; /* -1: not said */
};

/* A decimal number as thousandths, rounded up; -1 if there is none. One that is
 * too large is as large as can be (RFC 9111 1.2.2). */
static int64_t
read_number(const char *s, size_t n)
{
	int64_t v = 0, unit = 100;
	bool more = false;
	size_t i = 0;

	for (; i < n && isdigit((unsigned char)s[i]); i++) {
		if (v < INT64_MAX / 20000)
			v = v * 10 + (s[i] - '0');
	}
	if (i == 0)
		return -1;
	v *= 1000;
	if (i < n && s[i] == '.')
		i++;
	for (; i < n && isdigit((unsigned char)s[i]); i++) {
		v += (s[i] - '0') * unit;
		more = more || (unit == 0 && s[i] != '0');
		unit /= 10;
	}
	return v + (more ? 1 : 0);
}

static int64_t
clamp(int64_t ms)
{
	if (ms < 0)
		return 0;
	return ms > wait_max ? wait_max : ms;
}

/* An HTTP-date in milliseconds; -1 if it is none. */
static int64_t
read_date(const struct headers_line *line)
{
	int64_t seconds = headers_date(line->value, line->value_len);

	return seconds < 0 ? -1 : seconds * 1000;
}

static int64_t
read_retry(const struct headers_line *line, int64_t now_ms)
{
	int64_t v = read_number(line->value, line->value_len);

	if (v >= 0)
		return clamp(v);
	v = read_date(line);
	return v < 0 ? -1 : clamp(v - now_ms);
}

/* One "word=number" of a combined header: remaining and reset by the names of
 * draft 07, or their letters of draft 08. */
static void
read_word(const char *word, size_t n, struct limits *l)
{
	const char *eq = memchr(word, '=', n);
	size_t len = eq != NULL ? (size_t)(eq - word) : 0;

	if (len == 0)
		return;
	if ((len == 1 && *word == 'r') ||
	    (len == 9 && memcmp(word, "remaining", 9) == 0))
		l->remaining = read_number(eq + 1, n - len - 1);
	if ((len == 1 && *word == 't') ||
	    (len == 5 && memcmp(word, "reset", 5) == 0))
		l->reset = read_number(eq + 1, n - len - 1);
}

/* "remaining=0, reset=30" (draft 07) and "\"default\";r=0;t=30" (draft 08). Of
 * several policies, the one that is used up for longest counts. */
static void
read_combined(const struct headers_line *line, struct limits *l)
{
	const char *p = line->value, *end = p + line->value_len;
	struct limits one = { -1, -1 };

	for (; p < end; p++) {
		const char *word = p;

		while (p < end && strchr(",; \t\"", *p) == NULL)
			p++;
		read_word(word, (size_t)(p - word), &one);
		if (one.remaining == 0 && one.reset > l->reset)
			*l = one;
		if (p < end && *p == ',' && one.reset >= 0)
			one.remaining = one.reset = -1; /* another policy */
	}
}

/* The single headers, whose names differ by a prefix and a hyphen. */
static void
read_single(const struct headers_line *line, struct limits *l, int64_t now_ms)
{
	static const char *const prefixes[] = { "ratelimit-", "x-ratelimit-",
		"x-rate-limit-" };
	int64_t v = read_number(line->value, line->value_len);

	for (size_t i = 0; i < NELEM(prefixes); i++) {
		size_t n = strlen(prefixes[i]);
		const char *rest = line->name + n;
		size_t len = line->name_len - n;

		if (line->name_len <= n ||
		    strncasecmp(line->name, prefixes[i], n) != 0)
			continue;
		if (len == 9 && strncasecmp(rest, "remaining", 9) == 0)
			l->remaining = v;
		if (len != 5 || strncasecmp(rest, "reset", 5) != 0)
			continue;
		if (v < 0)
			v = read_date(line) - now_ms;
		else if (v / 1000 >= epoch_ms_min)
			v = v / 1000 - now_ms;
		else if (v / 1000 >= epoch_s_min)
			v = v - now_ms;
		l->reset = v;
	}
}

void
throttle_read(const char *head, size_t n, int64_t now_ms, struct throttle *out)
{
	struct limits single = { -1, -1 }, combined = { -1, -1 };
	struct headers_line line, retry = { NULL, 0, NULL, 0 };
	struct headers h;

	out->retry_ms = -1;
	out->reset_ms = -1;
	headers_begin(&h, head, n);
	while (headers_next(&h, &line)) {
		/* Only five beginnings are of interest: most lines end here. */
		if (line.name_len < 4 || strchr("rRxXdD", *line.name) == NULL)
			continue;
		if (headers_is(&line, "date")) {
			int64_t date = read_date(&line);

			now_ms = date >= 0 ? date : now_ms;
		} else if (headers_is(&line, "retry-after")) {
			retry = line;
		} else if (headers_is(&line, "ratelimit")) {
			read_combined(&line, &combined);
		} else {
			read_single(&line, &single, now_ms);
		}
	}
	if (retry.value != NULL)
		out->retry_ms = read_retry(&retry, now_ms);
	if (single.remaining == 0 && single.reset >= 0)
		out->reset_ms = clamp(single.reset);
	if (combined.remaining == 0 && clamp(combined.reset) > out->reset_ms)
		out->reset_ms = clamp(combined.reset);
}
