/* SPDX-License-Identifier: ISC */
/* Bytes of the reports: escaping, dates, and the few words used everywhere. */
#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/utf8.h"
#include "tools/bundle/report.h"

void
report_raw(struct report *r, const char *html)
{
	if (r->err == ERR_OK)
		r->err = buf_adds(&r->to, html);
}

/* ASCII, or part of a longer character: of ours, these are letters. */
static bool
is_letter(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* An apostrophe as printers set it: after a letter, before one or a tag. */
static bool
is_apostrophe(const char *s, size_t i)
{
	return s[i] == '\'' && i > 0 && is_letter(s[i - 1]) &&
	       (is_letter(s[i + 1]) || s[i + 1] == '<');
}

/* French puts a space before its double punctuation and inside its quotation
 * marks; here it becomes one at which no line ends: that byte is to be left
 * out, and what stands instead is given. */
static const char *
french_space(const char *s, size_t i)
{
	static const char *const before[] = { " :", " ;", " !", " ?", " »" };
	static const char opening[] = "«";
	const size_t n = sizeof(opening) - 1;

	if (s[i] != ' ')
		return NULL;
	for (size_t k = 0; k < NELEM(before); k++)
		if (strncmp(s + i, before[k], strlen(before[k])) == 0)
			return "\u00a0";
	return i >= n && memcmp(s + i - n, opening, n) == 0 ? "\u00a0" : NULL;
}

/* Words of ours, as they are printed on paper. */
static void
typeset(struct report *r, const char *s)
{
	for (size_t i = 0; s[i] != '\0' && r->err == ERR_OK; i++) {
		const char *instead = r->french ? french_space(s, i) : NULL;

		if (is_apostrophe(s, i))
			instead = "\u2019";
		if (instead != NULL)
			report_raw(r, instead);
		else
			r->err = buf_addc(&r->to, s[i]);
	}
}

void
report_say(struct report *r, const struct both *words)
{
	typeset(r, r->french ? words->fr : words->en);
}

void
report_says(struct report *r, const struct both *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		report_say(r, &words[i]);
}

void
report_put(struct report *r, const char *fmt, ...)
{
	char line[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	report_raw(r, line);
}

/* ---- foreign text ---- */

/* Characters that show nothing and change how the rest is shown: controls, the
 * marks and overrides of direction (UAX 9), line separators. */
static bool
is_hidden(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       (c >= 0xe0000 && c <= 0xe007f);
}

static void
put_char(struct report *r, uint32_t c)
{
	char utf8[5] = { 0 };

	if (c == '<') {
		report_raw(r, "&lt;");
	} else if (c == '>') {
		report_raw(r, "&gt;");
	} else if (c == '&') {
		report_raw(r, "&amp;");
	} else if (c == '"') {
		report_raw(r, "&quot;");
	} else if (c == '\'') {
		report_raw(r, "&#39;");
	} else if (c == '\n' || c == '\t' || c == '\r') {
		report_raw(r, " ");
	} else if (is_hidden(c)) {
		report_put(r, "<span class=\"u\">U+%04" PRIX32 "</span>", c);
	} else {
		utf8_put(c, utf8);
		report_raw(r, utf8);
	}
}

void
report_textn(struct report *r, const char *s, size_t n)
{
	for (size_t at = 0; at < n && r->err == ERR_OK;) {
		size_t step;
		uint32_t c = utf8_next(s + at, n - at, &step);

		put_char(r, c);
		at += step;
	}
}

void
report_text(struct report *r, const char *s)
{
	if (s == NULL || *s == '\0') {
		report_raw(r, "—");
		return;
	}
	report_raw(r, "<bdi>");
	report_textn(r, s, strlen(s));
	report_raw(r, "</bdi>");
}

void
report_quote(struct report *r, const struct bundle_exhibit *x)
{
	const char *matched = json_get_text(x->mention, "matched");
	const char *at = matched != NULL && *matched != '\0'
			     ? strstr(x->snippet, matched)
			     : NULL;

	report_say(r, &(struct both){ "<q>« <bdi>", "<q>“<bdi>" });
	if (at == NULL) {
		report_textn(r, x->snippet, strlen(x->snippet));
	} else {
		report_textn(r, x->snippet, (size_t)(at - x->snippet));
		report_raw(r, "<mark>");
		report_textn(r, matched, strlen(matched));
		report_raw(r, "</mark>");
		at += strlen(matched);
		report_textn(r, at, strlen(at));
	}
	report_say(r, &(struct both){ "</bdi> »</q>", "</bdi>”</q>" });
}

/* ---- dates ---- */

static const struct both months[] = {
	{ "janvier", "January" },
	{ "février", "February" },
	{ "mars", "March" },
	{ "avril", "April" },
	{ "mai", "May" },
	{ "juin", "June" },
	{ "juillet", "July" },
	{ "août", "August" },
	{ "septembre", "September" },
	{ "octobre", "October" },
	{ "novembre", "November" },
	{ "décembre", "December" },
};

void
report_date(struct report *r, struct deadline_date d)
{
	report_put(r, "%u%s ", d.day, r->french && d.day == 1 ? "er" : "");
	report_say(r, &months[d.month - 1]);
	report_put(r, " %d", d.year);
}

void
report_when(struct report *r, int64_t ms)
{
	struct deadline_start day;
	char at[CLOCK_TEXT];

	if (ms == INT64_MIN) {
		report_raw(r, "—");
		return;
	}
	clock_format(ms, at);
	day = deadline_start(NULL, INT64_MIN, ms);
	report_date(r, day.date);
	report_put(r, ", %.8s UTC", at + 11);
}

void
report_claimed(struct report *r, const struct bundle_exhibit *x)
{
	struct deadline_start s =
	    deadline_start(x->published, INT64_MIN, x->first_seen);

	if (x->published != NULL && s.basis == DEADLINE_CLAIMED)
		report_date(r, s.date);
	else
		report_text(r, x->published);
}

/* ---- words ---- */

static const struct {
	const char *key;
	struct both words;
} states[] = {
	{ "online", { "en ligne", "online" } },
	{ "changed", { "modifiée", "changed" } },
	{ "gone", { "disparue", "gone" } },
	{ "unreachable", { "injoignable", "unreachable" } },
};

void
report_state(struct report *r, const struct bundle_exhibit *x)
{
	const char *s = json_get_text(x->mention, "state");

	for (size_t i = 0; s != NULL && i < NELEM(states); i++) {
		if (strcmp(s, states[i].key) == 0) {
			report_say(r, &states[i].words);
			return;
		}
	}
	report_text(r, s);
}

void
report_role(struct report *r, enum bundle_role role)
{
	report_say(r, &(struct both){ bundle_role_words(role, true),
			  bundle_role_words(role, false) });
}

void
report_ref(struct report *r, const struct bundle_snapshot *s)
{
	report_put(r, "<a href=\"%sjournal/", r->up);
	if (s->is_check)
		report_put(r, "check-s%" PRIu64 ".json\">", s->number);
	else
		report_put(r, "leaf-%08" PRIu64 ".json\">", s->leaf);
	report_put(r, "s%" PRIu64 "</a> (", s->number);
	report_say(r, &(struct both){ "enreg.", "record" });
	report_put(r, "&#160;%" PRIu64 ")", s->leaf);
}

void
report_row(struct report *r, const struct both *head, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	report_raw(r, "<tr><th>");
	report_say(r, head);
	report_raw(r, "</th><td>");
	report_text(r, value);
	report_raw(r, "</td></tr>\n");
}
