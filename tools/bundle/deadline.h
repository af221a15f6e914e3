/* SPDX-License-Identifier: ISC */
/* Legal deadlines counted date to date (EVIDENCE.md 1.4): from which day they
 * count, and on which day they end. Whether a deadline applies is for a lawyer
 * to say; this is the arithmetic alone. */
#ifndef TOOLS_BUNDLE_DEADLINE_H
#define TOOLS_BUNDLE_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

enum { DEADLINE_TEXT = 24 }; /* room for a date and its NUL */

struct deadline_date {
	int year;
	unsigned month, day;
};

/* What the day of publication rests on. */
enum deadline_basis {
	DEADLINE_CLAIMED, /* the date that the page itself states */
	DEADLINE_ABSENT,  /* the last look that did not find it */
	DEADLINE_SEEN,    /* the first look: an upper bound, no more */
	DEADLINE_IMPORTED /* what an imported file says of when it was made */
};

/* The word for JSON ("claimed", "last-absent", "first-seen"); in words. */
const char *deadline_basis_name(enum deadline_basis b);
const char *deadline_basis_words(enum deadline_basis b, bool french);

/* The delays that run from publication. */
struct deadline_rule {
	const char *key; /* for JSON */
	unsigned months;
	const char *en, *fr; /* for people */
	const char *law;
};
enum { DEADLINE_RULES = 3 };
extern const struct deadline_rule deadline_rules[DEADLINE_RULES];

struct deadline_start {
	struct deadline_date date;
	enum deadline_basis basis;
	/* The page was looked at later than the date it claims, and did not
	 * show it then. */
	bool contradicted;
	/* Of DEADLINE_IMPORTED: what would stand here without the import. */
	struct deadline_date observed;
	enum deadline_basis observed_basis;
};

/* The earliest plausible day of publication. claimed is RFC 3339 or NULL, times
 * are ms, last_absent INT64_MIN where nothing is known. A day in UTC is never
 * later than the same instant's day in Paris, so it errs on the side of
 * caution; a claimed date counts as the page states it. */
struct deadline_start deadline_start(
    const char *claimed, int64_t last_absent, int64_t first_seen);
/* An imported file claims that the page was there at that time (ms; INT64_MIN:
 * none does). Where that is earlier, the delay counts from it: whoever relies
 * on a later day may have it held against him. */
void deadline_import(struct deadline_start *s, int64_t claimed);
/* The last day of a delay of so many months from that day: the same day number,
 * or the last day of a month that is too short (CPC art. 641). No extension to
 * the next working day is counted. */
struct deadline_date deadline_after(struct deadline_date from, unsigned months);
/* "2027-02-20" */
void deadline_format(struct deadline_date d, char out[DEADLINE_TEXT]);
/* Days from the day of ms (UTC) to the date; negative once it has passed. */
int64_t deadline_left(struct deadline_date date, int64_t ms);

#endif
