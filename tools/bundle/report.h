/* SPDX-License-Identifier: ISC */
/* What the reports are written with (report_out.c), and their parts. Both
 * languages are made by the same code from the same case, so that no figure of
 * one can differ from the other; what people read stands in pairs, French and
 * English side by side.
 *
 * All foreign text goes through report_text: it can neither run, nor restyle,
 * nor turn the direction of what follows. */
#ifndef TOOLS_BUNDLE_REPORT_H
#define TOOLS_BUNDLE_REPORT_H

#include "store/base/buf.h"
#include "tools/bundle/bundle.h"
#include "tools/bundle/deadline.h"

struct report {
	const struct bundle_case *c;
	struct buf to;
	bool french;
	const char *up; /* from this file to data/: "" or "../" */
	enum err err;   /* the first; nothing is written after it */
};

struct both {
	const char *fr, *en; /* HTML of ours */
};

void report_raw(struct report *r, const char *html);
void report_say(struct report *r, const struct both *words);
/* Several in a row. */
void report_says(struct report *r, const struct both *words, size_t n);
/* Numbers and names of ours; nothing foreign. */
void report_put(struct report *r, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Foreign text; "—" for NULL and "". */
void report_text(struct report *r, const char *s);
void report_textn(struct report *r, const char *s, size_t n);
/* "21 novembre 2026, 11:22:27 UTC"; "—" for INT64_MIN. */
void report_when(struct report *r, int64_t ms);
void report_date(struct report *r, struct deadline_date d);
/* The day that the page states, as people write it; else its own words. */
void report_claimed(struct report *r, const struct bundle_exhibit *x);
/* The passage, with the characters that matched marked. */
void report_quote(struct report *r, const struct bundle_exhibit *x);
/* The state of a mention, an event's role, a publication's basis in words. */
void report_state(struct report *r, const struct bundle_exhibit *x);
void report_role(struct report *r, enum bundle_role role);
/* "s12, leaf 34" with a link to its file in the journal. */
void report_ref(struct report *r, const struct bundle_snapshot *s);
/* A row "head | foreign text" of a table; nothing where there is no text. */
void report_row(struct report *r, const struct both *head, const char *value);
/* Rows on what the author of the page has signed, if that is in the case. */
void report_proofs(struct report *r, const struct bundle_snapshot *s);

/* Of the exchanges with a record of their own (a check has none), those of
 * which a head has this field, or the record this member; "WORDS n/all". */
size_t report_count_field(
    const struct report *r, const char *head, const char *name);
size_t report_count_member(const struct report *r, const char *key);
void report_counted(struct report *r, const struct both *words, size_t n);
/* Looks that have none: a gathering record holds them. */
size_t report_checks(const struct report *r);

/* The document around it all: title is HTML of ours. */
void report_head(struct report *r, const struct both *title);
void report_foot(struct report *r);

/* The sections, each with its heading. */
void report_purpose(struct report *r);
void report_summary(struct report *r);
void report_deadlines(struct report *r);
void report_conditions(struct report *r);
void report_paths(struct report *r);
void report_findings(struct report *r);
void report_chronology(struct report *r);
void report_integrity(struct report *r);
void report_verify(struct report *r);
void report_limits(struct report *r);
void report_glossary(struct report *r);
void report_annexes(struct report *r);

/* Of one exhibit, for the report and for its sheet. */
void report_path(struct report *r, const struct bundle_exhibit *x);
void report_facts(struct report *r, const struct bundle_exhibit *x);
void report_events(struct report *r, const struct bundle_exhibit *x);
void report_exhibit_deadlines(struct report *r, const struct bundle_exhibit *x);

/* The files of an exhibit's bytes, linked: what they hold, where they are. */
void report_pieces(struct report *r, const struct bundle_exhibit *x);
/* The page as a browser showed it; nothing where none did. */
void report_view(struct report *r, const struct bundle_exhibit *x);
/* The exchange that brought the bytes that the exhibit is quoted from, or
 * NULL. */
const struct bundle_snapshot *report_shown(
    const struct bundle_case *c, const struct bundle_exhibit *x);

/* pieces/piece-NN.html, all of them; the bytes beside them (report_pieces.c);
 * chronologie.csv. */
enum err report_bytes(const struct bundle_case *c, struct bag *b) MUST_CHECK;
enum err report_views(const struct bundle_case *c, struct bag *b) MUST_CHECK;
enum err report_sheets(const struct bundle_case *c, struct bag *b) MUST_CHECK;
enum err report_csv(const struct bundle_case *c, struct bag *b) MUST_CHECK;

#endif
