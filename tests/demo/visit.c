/* SPDX-License-Identifier: ISC */
/* Printing pages, dates and searches for the sites of the demonstration. */
#include "tests/demo/visit.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

static const char *const months_fr[] = { "janvier", "février", "mars", "avril",
	"mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
	"décembre" };
static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
	"Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue",
	"Wed" }; /* 1970-01-01 was a Thursday */

static void
note(struct visit *v, enum err e)
{
	if (v->err == ERR_OK)
		v->err = e;
}

void
visit_put(struct visit *v, const char *s)
{
	note(v, buf_adds(&v->out, s));
}

void
visit_putf(struct visit *v, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || buf_reserve(&v->out, (size_t)n) != ERR_OK) {
		note(v, ERR_LIMIT);
		return;
	}
	va_start(ap, fmt);
	vsnprintf(v->out.data + v->out.len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	v->out.len += (size_t)n;
}

void
visit_header(struct visit *v, const char *fmt, ...)
{
	char line[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	note(v, buf_addf(&v->lines, "%s\r\n", line));
}

static void
put_char(struct visit *v, char c)
{
	static const struct {
		char c;
		const char *name;
	} names[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" },
		{ '"', "&quot;" } };

	for (size_t i = 0; i < NELEM(names); i++) {
		if (names[i].c == c) {
			visit_put(v, names[i].name);
			return;
		}
	}
	note(v, buf_addc(&v->out, c));
}

void
visit_esc(struct visit *v, const char *s)
{
	for (; *s != '\0'; s++)
		put_char(v, *s);
}

/* Our own content holds plain tags only: no ">" within one. Entities stay as
 * they are, they mean the same here. */
void
visit_excerpt(struct visit *v, const char *html, size_t max)
{
	bool in_tag = false;

	for (size_t n = 0; *html != '\0'; html++) {
		if (*html == '<')
			in_tag = true;
		else if (!in_tag && n >= max && *html == ' ')
			break;
		else if (!in_tag) {
			note(v, buf_addc(&v->out, *html));
			n++;
		}
		if (*html == '>')
			in_tag = false;
	}
}

void
visit_plain(struct visit *v, const char *html)
{
	visit_excerpt(v, html, strlen(html));
}

bool
visit_param(const struct visit *v, const char *name, char out[VISIT_PARAM])
{
	const char *p = v->r->query;
	size_t want = strlen(name);
	char raw[VISIT_PARAM];

	out[0] = '\0';
	while (p != NULL && *p != '\0') {
		size_t n = strcspn(p, "&");

		if (n > want && n - want < sizeof(raw) &&
		    strncmp(p, name, want) == 0 && p[want] == '=') {
			n -= want + 1;
			memcpy(raw, p + want + 1, n);
			for (size_t i = 0; i < n; i++) {
				if (raw[i] == '+')
					raw[i] = ' ';
			}
			http_decode(raw, n, out, VISIT_PARAM);
			return true;
		}
		p += n + (p[n] == '&');
	}
	return false;
}

long
visit_number(const struct visit *v, const char *name, long fallback)
{
	char s[VISIT_PARAM], *end;
	long n;

	if (!visit_param(v, name, s))
		return fallback;
	n = strtol(s, &end, 10);
	return end == s || *end != '\0' ? fallback : n;
}

void
visit_head(struct visit *v, const char *lang, const char *title)
{
	visit_putf(v,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<title>",
	    lang);
	visit_plain(v, title);
	visit_put(v, "</title>\n");
}

void
visit_body(struct visit *v)
{
	visit_put(v, "</head>\n<body>\n");
}

void
visit_page(
    struct visit *v, const char *lang, const char *title, const char *head)
{
	visit_head(v, lang, title);
	visit_put(v, head == NULL ? "" : head);
	visit_body(v);
}

void
visit_page_end(struct visit *v)
{
	visit_put(v, "</body>\n</html>\n");
}

void
visit_fail(struct visit *v, int status, const char *words)
{
	v->status = status;
	v->type = "text/html; charset=utf-8";
	v->noisy = true;
	buf_reset(&v->out);
	visit_page(v, "fr", words, NULL);
	visit_putf(v, "<h1>%s</h1>\n", words);
	visit_page_end(v);
}

void
visit_json_end(struct visit *v, const struct jout *j)
{
	v->type = "application/json; charset=UTF-8";
	note(v, j->err);
}

static void
date_english(int64_t ms, const char *zone, char out[VISIT_DATE])
{
	int64_t day = ms / 86400000, s = ms / 1000 % 86400;
	unsigned month, dom;
	int year;

	clock_civil(day, &year, &month, &dom);
	snprintf(out, VISIT_DATE, "%s, %02u %s %04d %02d:%02d:%02d %s",
	    days[day % 7], dom, months[month - 1], year, (int)(s / 3600),
	    (int)(s / 60 % 60), (int)(s % 60), zone);
}

void
visit_date_http(int64_t ms, char out[VISIT_DATE])
{
	date_english(ms, "GMT", out);
}

void
visit_date_rss(int64_t ms, char out[VISIT_DATE])
{
	date_english(ms, "+0000", out);
}

void
visit_date_french(const char *rfc3339, char out[VISIT_DATE])
{
	unsigned long month =
	    strlen(rfc3339) < 10 ? 0 : strtoul(rfc3339 + 5, NULL, 10);
	unsigned long day = month == 0 ? 0 : strtoul(rfc3339 + 8, NULL, 10);

	out[0] = '\0';
	if (month >= 1 && month <= 12)
		snprintf(out, VISIT_DATE, "%lu%s %s %.4s", day,
		    day == 1 ? "er" : "", months_fr[month - 1], rfc3339);
}

void
visit_date_gmt(int64_t ms, char out[VISIT_DATE])
{
	char s[CLOCK_TEXT];

	clock_format(ms, s);
	snprintf(out, VISIT_DATE, "%.19s", s);
}

/* The ASCII letter under a Latin-1 one, in lower case; 0: there is none. */
static char
fold_latin1(uint32_t c)
{
	static const char base[] = "aaaaaaaceeeeiiii.nooooo.ouuuuy..";

	if (c < 0xc0 || c > 0xff || base[(c - 0xc0) & 31] == '.')
		return 0;
	return base[(c - 0xc0) & 31];
}

/* Lower case without accents; anything but letters and digits is a space. */
static char *
fold(const char *s)
{
	char *out = mem_alloc(strlen(s) + 1), *o = out;
	size_t left = strlen(s), n;

	for (; left > 0; s += n, left -= n) {
		uint32_t c = utf8_next(s, left, &n);

		char letter = fold_latin1(c);

		if (c < 0x80 && isalnum((int)c))
			letter = (char)tolower((int)c);
		*o++ = ' ';
		if (letter != 0)
			o[-1] = letter;
	}
	*o = '\0';
	return out;
}

bool
visit_holds(const char *a, const char *b, const char *query)
{
	char *fa = fold(a), *fb = fold(b), *q = fold(query);
	bool all = true;

	for (char *p = q; *p != '\0' && all;) {
		size_t n = strcspn(p, " ");
		char *next = p + n + (p[n] == ' ');

		p[n] = '\0';
		all = strstr(fa, p) != NULL || strstr(fb, p) != NULL;
		p = next;
	}
	free(fa);
	free(fb);
	free(q);
	return all;
}
