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

const struct deadline_rule deadline_rules[DEADLINE_RULES] = {
	{ "press-3-months", 3, "Press law, 3 months", "Presse, 3 mois",
	    "loi du 29 juillet 1881, art. 65" },
	{ "press-1-year", 12, "Press law, 1 year", "Presse, 1 an",
	    "loi du 29 juillet 1881, art. 65-3" },
	{ "right-of-reply", 3, "Right of reply, 3 months",
	    "Droit de réponse, 3 mois", "décret n° 2007-1527" },
};

static const struct {
	const char *name, *en, *fr;
} bases[] = {
	[DEADLINE_CLAIMED] = { "claimed", "date that the page claims",
	    "date affichée par la page" },
	[DEADLINE_ABSENT] = { "last-absent", "day of the last absence observed",
	    "jour de la dernière absence constatée" },
	[DEADLINE_SEEN] = { "first-seen",
	    "first sighting, for want of better: publication may be much "
	    "earlier",
	    "première vue, faute de mieux : la publication est peut-être bien "
	    "antérieure" },
	[DEADLINE_IMPORTED] = { "import-claim",
	    "date that an imported file claims (WARC-Date): a claim of "
	    "whoever made that file, no observation of ours",
	    "date qu'affirme un fichier importé (WARC-Date) : affirmation de "
	    "qui a fait ce fichier, non une constatation de notre part" },
};

const char *
deadline_basis_name(enum deadline_basis b)
{
	return bases[b].name;
}

const char *
deadline_basis_words(enum deadline_basis b, bool french)
{
	return french ? bases[b].fr : bases[b].en;
}

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

void
deadline_import(struct deadline_start *s, int64_t claimed)
{
	struct deadline_date d;

	if (claimed == INT64_MIN)
		return;
	d = date_of(claimed);
	if (d.year < YEAR_MIN || days(d) >= days(s->date))
		return;
	s->observed = s->date;
	s->observed_basis = s->basis;
	s->date = d;
	s->basis = DEADLINE_IMPORTED;
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

void
deadline_format(struct deadline_date d, char out[DEADLINE_TEXT])
{
	snprintf(out, DEADLINE_TEXT, "%04d-%02u-%02u", d.year, d.month, d.day);
}
