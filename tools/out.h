/* SPDX-License-Identifier: ISC */
/* What is printed on stdout: JSON Lines as they are, and the same objects as
 * rows for people, so that the two cannot drift apart. Foreign text never
 * reaches the terminal raw. */
#ifndef TOOLS_OUT_H
#define TOOLS_OUT_H

#include <stdio.h>

#include "store/base/jout.h"
#include "store/base/json.h"
#include "tools/cmd.h"

/* One JSON object as a line; into a terminal with characters escaped that it
 * would obey. */
void out_json(const char *json, size_t n);

/* The same, written member by member: between the two calls the caller writes
 * keys and values into row.j. A row over OUT_ROW_MAX bytes is left out. */
struct out_row {
	struct jout j;
	struct buf text; /* owned between the two calls */
};
enum { OUT_ROW_MAX = 1 << 20 };
void out_row_begin(struct out_row *row);
void out_row_end(struct out_row *row);

/* Foreign bytes as they are; into a terminal as text, line by line, with what
 * a terminal would obey taken out. */
void out_bytes(const char *s, size_t n);
/* Text with control and direction characters taken out. */
void out_text(FILE *to, const char *s);
/* "2026-11-20 21:30" in local time, or the text itself where it is a day. */
void out_when(FILE *to, const char *rfc3339);
/* A mention (CLI.md's object) for people. */
void out_mention(const struct global *g, const json_t *m);
/* A document that a name was tried on (watch_try.c). */
void out_tried(const struct global *g, const json_t *row);
/* A mention at length, with crawl_judge_mention's members, which are taken out
 * of it. */
void out_mention_full(const struct global *g, json_t *m, const json_t *more);
/* A snapshot, one row of a history. */
void out_snapshot(const struct global *g, const json_t *s);
/* A window with its deadlines (bundle/window.h); nothing for an empty one. */
void out_window(const struct global *g, const json_t *w);
/* Each member of an object as a row "label  value" (out_members.c). */
void out_members(const struct global *g, const json_t *obj);
/* A member's name in the user's language; and a label in a column of so many
 * characters, not bytes. */
const char *out_label(const struct global *g, const char *key);
void out_column(const struct global *g, const char *label, int width);
/* Colours: "" where there are none. */
const char *out_bold(const struct global *g);
const char *out_dim(const struct global *g);
const char *out_plain(const struct global *g);
/* A word of CLI.md (state, match, kind, change) in the user's language. */
const char *out_word(const struct global *g, const char *word);

#endif
