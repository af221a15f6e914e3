/* SPDX-License-Identifier: ISC */
/* Wikitext in one pass. Each construct that is open remembers where in the
 * output it, and its current part, began: a "|" or "=" takes back what turned
 * out to be no text. Nothing is ever written that the source did not hold, so
 * the output fits in the source's size. */
#include "crawler/parse/wikitext.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/entities.h"
#include "store/base/err.h"
#include "store/base/mem.h"

enum construct { IN_LINK, IN_OUTER_LINK, IN_TEMPLATE, IN_ARGUMENT };

struct open_construct {
	enum construct kind;
	size_t from; /* where its output begins */
	size_t part; /* where the current part of it begins */
	bool named;  /* the part's "name=" is read */
	bool parts;  /* a "|" was seen */
};

struct reader {
	const char *p, *end;
	char *out;
	size_t len;
	struct open_construct stack[WIKITEXT_DEPTH_MAX];
	size_t depth;
	unsigned tables;   /* open tables */
	size_t cell;       /* where the current cell begins */
	bool cell_fresh;   /* its attributes may still come */
	bool line_start;   /* nothing but markup so far on this line */
	bool line_is_item; /* a list item or a heading: ends with its line */
};

static void
put(struct reader *r, char c)
{
	r->out[r->len++] = c;
}

static bool
at(const struct reader *r, const char *mark)
{
	size_t n = strlen(mark);

	return (size_t)(r->end - r->p) >= n && strncasecmp(r->p, mark, n) == 0;
}

/* Moves behind the mark, or to the end. */
static void
skip_past(struct reader *r, const char *mark)
{
	while (r->p < r->end && !at(r, mark))
		r->p++;
	if (r->p < r->end)
		r->p += strlen(mark);
}

static void
skip_line(struct reader *r)
{
	while (r->p < r->end && *r->p != '\n')
		r->p++;
}

static struct open_construct *
top(struct reader *r)
{
	return r->depth > 0 ? &r->stack[r->depth - 1] : NULL;
}

static bool
open_push(struct reader *r, enum construct kind, size_t mark)
{
	struct open_construct *o;

	if (r->depth == WIKITEXT_DEPTH_MAX)
		return false;
	o = &r->stack[r->depth++];
	*o = (struct open_construct){ kind, r->len, r->len, false, false };
	r->p += mark;
	return true;
}

/* The end of the innermost construct, if it is of that kind. A template without
 * parameters has shown nothing. */
static bool
close_pop(struct reader *r, enum construct kind, size_t mark)
{
	struct open_construct *o = top(r);

	if (o == NULL || o->kind != kind)
		return false;
	if (kind == IN_TEMPLATE && !o->parts)
		r->len = o->from;
	r->depth--;
	r->p += mark;
	return true;
}

/* "|": what stood before the first one was a link's target or a template's
 * name; each later one parts values. Where it is too long for a name, the
 * construct was never meant as one. */
static bool
next_part(struct reader *r)
{
	struct open_construct *o = top(r);

	if (o == NULL || o->kind == IN_OUTER_LINK)
		return false;
	if (!o->parts && r->len - o->from <= WIKITEXT_NAME_MAX)
		r->len = o->from;
	if (o->parts || o->kind == IN_TEMPLATE)
		put(r, '\n');
	o->parts = true;
	o->named = false;
	o->part = r->len;
	r->p++;
	return true;
}

/* "=" behind the name of a parameter: the name is no text. */
static bool
next_value(struct reader *r)
{
	struct open_construct *o = top(r);

	if (o == NULL || o->kind != IN_TEMPLATE || !o->parts || o->named ||
	    r->len - o->part > WIKITEXT_KEY_MAX)
		return false;
	o->named = true;
	r->len = o->part;
	r->p++;
	return true;
}

/* A tag or comment at "<". Tags are left out and their content stays, but for
 * styles and formulas, which nobody reads. */
static bool
tag(struct reader *r)
{
	static const char *const breaks[] = { "<br", "<p", "</p", "<ref",
		"</ref", "<li", "<div", "</div", "<td", "<tr", "<blockquote",
		"</blockquote", "<poem", "<gallery", "</gallery" };
	bool breaks_line = false;

	if (at(r, "<!--")) {
		skip_past(r, "-->");
		return true;
	}
	if (at(r, "<nowiki>")) {
		r->p += 8;
		while (r->p < r->end && !at(r, "</nowiki>"))
			put(r, *r->p++);
		skip_past(r, ">");
		return true;
	}
	if (at(r, "<math") || at(r, "<templatestyles")) {
		skip_past(r, at(r, "<math") ? "</math>" : ">");
		return true;
	}
	if (r->end - r->p < 2 ||
	    (!isalpha((unsigned char)r->p[1]) && r->p[1] != '/'))
		return false;
	for (size_t i = 0; i < NELEM(breaks); i++)
		breaks_line = breaks_line || at(r, breaks[i]);
	skip_past(r, ">");
	if (breaks_line)
		put(r, '\n');
	return true;
}

/* A link to another site, "[https://there.example/ words]": the words; without
 * words, the address. */
static bool
outer_link(struct reader *r)
{
	const char *q = r->p + 1;

	if (!at(r, "[http") && !at(r, "[//") && !at(r, "[mailto:"))
		return false;
	while (q < r->end && strchr(" []\n", *q) == NULL)
		q++;
	return open_push(r, IN_OUTER_LINK,
	    q < r->end && *q == ' ' ? (size_t)(q + 1 - r->p) : 1);
}

/* Behind the marks of a list item, a heading, an indent. */
static void
line_marks(struct reader *r)
{
	const char *from = r->p;

	while (r->p < r->end && strchr("*#:;=-", *r->p) != NULL)
		r->p++;
	r->line_is_item = r->p != from;
}

/* The marks of a table at a line's start. */
static bool
table_line(struct reader *r)
{
	if (at(r, "{|")) {
		r->tables++;
		skip_line(r);
		return true;
	}
	if (r->tables == 0 || top(r) != NULL)
		return false;
	if (at(r, "|}")) {
		r->tables--;
		r->p += 2;
	} else if (at(r, "|-")) {
		skip_line(r);
	} else if (at(r, "|+")) {
		r->p += 2;
	} else if (*r->p == '|' || *r->p == '!') {
		r->p++;
	} else {
		return false;
	}
	r->cell = r->len;
	r->cell_fresh = true;
	return true;
}

/* "||" and "!!" part cells; the first single "|" ends a cell's attributes. */
static bool
table_cell(struct reader *r)
{
	if (r->tables == 0 || top(r) != NULL)
		return false;
	if (at(r, "||") || at(r, "!!")) {
		r->p += 2;
		put(r, '\n');
		r->cell = r->len;
		r->cell_fresh = true;
		return true;
	}
	if (*r->p != '|' || !r->cell_fresh)
		return false;
	r->cell_fresh = false;
	if (memchr(r->out + r->cell, '=', r->len - r->cell) != NULL)
		r->len = r->cell;
	r->p++;
	return true;
}

/* A line ends. Plain lines of one paragraph go on as one. */
static void
newline(struct reader *r)
{
	const char *next = r->p + 1;
	bool hard = r->line_is_item || r->tables > 0 || next >= r->end ||
		    strchr("\n*#:;=|!{}<[", *next) != NULL;

	if (r->depth > 0 && top(r)->kind == IN_OUTER_LINK)
		r->depth--; /* it was none: these end with their line */
	put(r, hard ? '\n' : ' ');
	r->p++;
	r->line_start = true;
	r->line_is_item = false;
}

static void
reference(struct reader *r)
{
	char text[ENTITY_ROOM];
	size_t len = 0;
	size_t took =
	    entities_next(r->p, (size_t)(r->end - r->p), false, text, &len);

	if (took < len || took == 0) { /* none, or it would grow */
		put(r, *r->p++);
		return;
	}
	memcpy(r->out + r->len, text, len);
	r->len += len;
	r->p += took;
}

/* A magic word such as __TOC__. */
static bool
magic_word(struct reader *r)
{
	const char *q = r->p + 2;

	while (q < r->end && isupper((unsigned char)*q))
		q++;
	if (q == r->p + 2 || r->end - q < 2 || q[0] != '_' || q[1] != '_')
		return false;
	r->p = q + 2;
	return true;
}

/* Markup that begins with the character at p; false where it is text. */
static bool
markup(struct reader *r)
{
	switch (*r->p) {
	case '<':
		return tag(r);
	case '[':
		return at(r, "[[") ? open_push(r, IN_LINK, 2) : outer_link(r);
	case ']':
		return (at(r, "]]") && close_pop(r, IN_LINK, 2)) ||
		       close_pop(r, IN_OUTER_LINK, 1);
	case '{':
		if (at(r, "{{{"))
			return open_push(r, IN_ARGUMENT, 3);
		return at(r, "{{") && open_push(r, IN_TEMPLATE, 2);
	case '}':
		return (at(r, "}}}") && close_pop(r, IN_ARGUMENT, 3)) ||
		       (at(r, "}}") && close_pop(r, IN_TEMPLATE, 2));
	case '|':
		return table_cell(r) || next_part(r);
	case '!':
		return table_cell(r);
	case '=':
		return next_value(r);
	case '_':
		return at(r, "__") && magic_word(r);
	case '\'':
		if (!at(r, "''"))
			return false;
		while (r->p < r->end && *r->p == '\'')
			r->p++;
		return true;
	default:
		return false;
	}
}

static void
step(struct reader *r)
{
	if (r->line_start) {
		r->line_start = false;
		if (table_line(r))
			return;
		line_marks(r);
		if (r->p == r->end)
			return;
	}
	if (*r->p == '\n')
		newline(r);
	else if (*r->p == '&')
		reference(r);
	else if (!markup(r))
		put(r, *r->p++);
}

/* White space collapsed in place, empty lines left out, headings' "==" at the
 * end of their line taken off. */
static size_t
tidy(char *s, size_t n)
{
	size_t m = 0;

	for (size_t i = 0; i < n;) {
		bool breaks = false;

		if ((unsigned char)s[i] > 0x20) {
			s[m++] = s[i++];
			continue;
		}
		while (i < n && (unsigned char)s[i] <= 0x20)
			breaks = s[i++] == '\n' || breaks;
		while (breaks && m > 1 && s[m - 1] == '=' && s[m - 2] == '=')
			m--;
		while (breaks && m > 0 && (s[m - 1] == '=' || s[m - 1] == ' '))
			m--;
		if (m > 0 && i < n)
			s[m++] = breaks ? '\n' : ' ';
	}
	return m;
}

char *
wikitext_text(const char *s, size_t n, struct arena *a, size_t *len)
{
	struct reader r = { .p = s, .end = s + n, .line_start = true };
	char *out = arena_alloc(a, n + 1);

	r.out = out;
	while (r.p < r.end)
		step(&r);
	n = tidy(out, r.len);
	out[n] = '\0';
	if (len != NULL)
		*len = n;
	return out;
}
