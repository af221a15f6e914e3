/* SPDX-License-Identifier: ISC */
/* What an endless space looks like. */
#include "crawler/normalise/url_trap.h"

#include <string.h>

#include "crawler/normalise/url_code.h"

enum {
	SEGMENTS_MAX = 30, /* real trees are seldom ten deep */
	REPEATS_MAX = 3,   /* of one segment, or of one parameter */
	PARAMETERS_MAX = 60,
	YEAR_MIN = 1900, /* of a calendar worth visiting */
	YEAR_MAX = 2100
};

/* Parameters that hold the year alone, and those that begin with a date. */
static const char *const year_names[] = { "year", "yr", "cal_year", "calyear",
	"annee", "jahr", "anno", "ano" };
static const char *const date_names[] = { "date", "day", "month", "mois",
	"week", "cal", "cal_date", "caldate", "tribe-bar-date", "eventdisplay",
	"event_date", "jour", "yearmonth", "ym" };
/* Segments before which a date stands in the path. */
static const char *const calendar_words[] = { "calendar", "calendrier",
	"kalender", "calendario", "agenda", "events", "event", "evenements",
	"cal", "month", "archive", "archives" };

/* What a wiki shows of a page beside the page: forms, versions, differences,
 * reports. Each page has dozens of them, which all hold its text again. */
static const char *const mediawiki_actions[] = { "edit", "history", "info",
	"submit", "raw", "purge", "watch", "credits", "delete", "protect" };
static const char *const mediawiki_names[] = { "oldid", "diff", "redlink",
	"printable", "veaction" };
static const char *const dokuwiki_actions[] = { "edit", "diff", "revisions",
	"recent", "login", "register", "resendpwd", "media", "backlink",
	"search", "source", "subscribe" };

static bool
is_word(struct url_slice s, const char *const *words, size_t n)
{
	int first = s.n > 0 ? url_code_lower(s.s[0]) : 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		if (words[i][0] != first)
			continue;
		while (k < s.n && words[i][k] != '\0' &&
		       url_code_lower(s.s[k]) == words[i][k])
			k++;
		if (k == s.n && words[i][k] == '\0')
			return true;
	}
	return false;
}

/* The next piece of s up to the separator; moves *at past it. */
static struct url_slice
next_piece(struct url_slice s, size_t *at, char separator)
{
	const char *p = s.s + *at;
	const char *stop = memchr(p, separator, s.n - *at);
	size_t n = stop != NULL ? (size_t)(stop - p) : s.n - *at;

	*at += n + 1;
	return (struct url_slice){ p, n };
}

static size_t
count_digits(struct url_slice s)
{
	size_t n = 0;

	while (n < s.n && url_code_digit(s.s[n]))
		n++;
	return n;
}

/* The first digits as a number, held under a million. */
static unsigned
leading_number(struct url_slice s, size_t digits)
{
	unsigned v = 0;

	for (size_t i = 0; i < digits && v < 100000; i++)
		v = v * 10 + (unsigned)(s.s[i] - '0');
	return v;
}

static bool
year_is_far(unsigned year)
{
	return year < YEAR_MIN || year > YEAR_MAX;
}

/* "2150-07", "2150/07", "21500701": is that a date of another age? A number
 * of another length is no date at all. */
static bool
date_is_far(struct url_slice s)
{
	size_t digits = count_digits(s);

	if (digits == 4 && (s.n == 4 || s.s[4] == '-' || s.s[4] == '/'))
		return year_is_far(leading_number(s, 4));
	if (digits == 5 && s.n > 5 && s.s[5] == '-')
		return true;
	return digits == 8 && s.n == 8 && year_is_far(leading_number(s, 4));
}

static size_t
count_pieces(struct url_slice s, char separator)
{
	size_t n = s.n > 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.s[i] == separator;
	return n;
}

/* How often a piece of s occurs, from there on; 0 where no more of them have
 * room than may be. */
static unsigned
repeats(struct url_slice s, struct url_slice piece, char separator)
{
	size_t at = (size_t)(piece.s - s.s);
	unsigned n = 0;

	if (s.n - at <= REPEATS_MAX * (piece.n + 1))
		return 0;
	while (at < s.n) {
		struct url_slice other = next_piece(s, &at, separator);

		if (other.n == piece.n &&
		    memcmp(other.s, piece.s, piece.n) == 0)
			n++;
	}
	return n;
}

/* Most paths have too few segments for one to be there too often, and none
 * that begins with a year. */
static bool
is_simple(struct url_slice path)
{
	size_t at = path.n > 0 && path.s[0] == '/';

	for (unsigned segments = 0; at < path.n; segments++) {
		struct url_slice s = next_piece(path, &at, '/');

		if (segments == REPEATS_MAX || count_digits(s) >= 4)
			return false;
	}
	return true;
}

bool
url_trap_path(struct url_slice path)
{
	size_t at = 0, left;
	unsigned segments = 0;
	bool calendar = false;

	if (is_simple(path))
		return false;
	left = count_pieces(path, '/');
	for (; at < path.n; left--) { /* so many pieces from this one on */
		struct url_slice s = next_piece(path, &at, '/');

		if (s.n == 0)
			continue;
		if (++segments > SEGMENTS_MAX)
			return true;
		/* "/1/1/1/1" may be a date or an address of a paragraph. */
		if (left > REPEATS_MAX && count_digits(s) < s.n &&
		    repeats(path, s, '/') > REPEATS_MAX)
			return true;
		if (calendar && date_is_far(s))
			return true;
		calendar = at < path.n &&
			   is_word(s, calendar_words, NELEM(calendar_words));
	}
	return false;
}

/* Parts "name=value"; without "=" the value is empty. */
static void
split_parameter(
    struct url_slice s, struct url_slice *name, struct url_slice *value)
{
	const char *equals = memchr(s.s, '=', s.n);

	*name = s;
	*value = (struct url_slice){ s.s + s.n, 0 };
	if (equals == NULL)
		return;
	name->n = (size_t)(equals - s.s);
	value->s = equals + 1;
	value->n = s.n - name->n - 1;
}

static bool
is_name(struct url_slice s, const char *name)
{
	return is_word(s, &name, 1);
}

/* Another view of a wiki's page: MediaWiki's "title=...&action=edit",
 * DokuWiki's "id=...&do=diff" and "id=...&rev=1795256596". */
static bool
is_wiki_view(struct url_slice query)
{
	size_t at = 0;
	bool title = false, id = false, mediawiki = false, dokuwiki = false;

	while (at < query.n) {
		struct url_slice name, value;

		split_parameter(next_piece(query, &at, '&'), &name, &value);
		title = title || is_name(name, "title");
		id = id || is_name(name, "id");
		if (is_name(name, "action"))
			mediawiki =
			    mediawiki || is_word(value, mediawiki_actions,
					     NELEM(mediawiki_actions));
		else if (is_name(name, "do"))
			dokuwiki = dokuwiki || is_word(value, dokuwiki_actions,
						   NELEM(dokuwiki_actions));
		else if (is_name(name, "rev"))
			dokuwiki =
			    dokuwiki ||
			    (value.n > 0 && count_digits(value) == value.n);
		else
			mediawiki = mediawiki || is_word(name, mediawiki_names,
						     NELEM(mediawiki_names));
	}
	return (title && mediawiki) || (id && dokuwiki);
}

bool
url_trap_query(struct url_slice query)
{
	size_t at = 0;
	unsigned parameters = 0;

	while (at < query.n) {
		struct url_slice s = next_piece(query, &at, '&'), name, value;
		size_t digits;

		if (s.n == 0)
			continue;
		if (++parameters > PARAMETERS_MAX ||
		    repeats(query, s, '&') > REPEATS_MAX)
			return true;
		split_parameter(s, &name, &value);
		digits = count_digits(value);
		if (digits >= 4 && digits == value.n &&
		    is_word(name, year_names, NELEM(year_names)) &&
		    year_is_far(leading_number(value, digits)))
			return true;
		if (is_word(name, date_names, NELEM(date_names)) &&
		    date_is_far(value))
			return true;
	}
	return is_wiki_view(query);
}
