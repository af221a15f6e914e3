/* SPDX-License-Identifier: ISC */
/* The strings by which the automaton finds a form: its anchor word, folded; the
 * same word as bad encodings leave it; and, where the word is too short to be
 * looked for inside others, the whole name as one word. And how a word near the
 * anchor begins, which spares most anchors a closer look. */
#include <string.h>

#include <unicode/ustring.h>

#include "crawler/match/automaton.h"
#include "crawler/match/damage.h"
#include "crawler/match/grammar.h"
#include "crawler/normalise/fold.h"

enum {
	SHORT = 3,          /* bytes: only as a word of its own */
	DAMAGED_MIN = 3,    /* letters that damage must leave */
	DAMAGED_MAX = 1024, /* bytes of a damaged word */
	LEAD_SPAN_MAX = 32, /* bytes of a name whose lead is surely seen */
};

/* The pattern of a raw string: folded, single spaces, none at the ends but the
 * edges of a word where `whole`. */
static void
emit_folded(const char *s, size_t n, bool whole, anchor_emit emit, void *arg)
{
	struct buf b;
	size_t hidden = 0, at = whole ? 0 : 1;

	if (n == 0)
		return;
	buf_init(&b, AUTOMATON_PATTERN_MAX - 1);
	if (buf_addc(&b, ' ') == ERR_OK &&
	    fold_text(&b, s, n, &hidden) == ERR_OK && b.len > DAMAGED_MIN &&
	    buf_addc(&b, ' ') == ERR_OK)
		emit(arg, b.data + at, b.len - 2 * at);
	buf_fini(&b);
}

static void
emit_damaged(const char *s, size_t n, bool bound, anchor_emit emit, void *arg)
{
	char out[DAMAGED_MAX];

	/* Escapes are rare enough to be looked for anywhere: "%20Lef%C3%A8vre"
	 * begins no word. */
	for (unsigned way = 0; way < DAMAGE_WAYS; way++)
		emit_folded(out, damage_word(way, s, n, out, sizeof(out)),
		    bound && way < DAMAGE_ESCAPES, emit, arg);
}

void
grammar_damaged(const char *word, bool bound, anchor_emit emit, void *arg)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[WATCH_TEXT_MAX + 1], other[2 * WATCH_TEXT_MAX];
	char utf8[DAMAGED_MAX];
	int32_t n = 0, cased, len = 0;

	emit_damaged(word, strlen(word), bound, emit, arg);
	u_strFromUTF8(units, WATCH_TEXT_MAX, &n, word, -1, &status);
	for (int upper = 0; upper < 2; upper++) {
		cased = upper ? u_strToUpper(other, 2 * WATCH_TEXT_MAX, units,
				    n, "", &status)
			      : u_strToLower(other, 2 * WATCH_TEXT_MAX, units,
				    n, "", &status);
		u_strToUTF8(utf8, sizeof(utf8), &len, other, cased, &status);
		if (U_SUCCESS(status))
			emit_damaged(utf8, (size_t)len, bound, emit, arg);
	}
}

/* Words of a script without spaces stand together: one pattern of them all. */
static size_t
run_of(const struct form *f, char *out, size_t max)
{
	size_t from = f->anchor, to, n = 0;

	while (from > 0 && f->elems[from].gap == 0)
		from--;
	to = from;
	while (to + 1 < f->n && f->elems[to + 1].gap == 0)
		to++;
	for (size_t i = from; i <= to && n + f->elems[i].len <= max; i++) {
		memcpy(out + n, f->elems[i].key, f->elems[i].len);
		n += f->elems[i].len;
	}
	return n;
}

void
grammar_anchors(const struct form *f, anchor_emit emit, void *arg)
{
	const struct elem *e = &f->elems[f->anchor];
	char run[AUTOMATON_PATTERN_MAX], bound[AUTOMATON_PATTERN_MAX + 2];
	size_t n = run_of(f, run, sizeof(run) - 2);

	if (f->kind == FORM_HANDLE) {
		emit_folded(f->handle, strlen(f->handle),
		    strlen(f->handle) <= SHORT, emit, arg);
		return;
	}
	if (n > SHORT) {
		emit(arg, run, n);
	} else {
		bound[0] = bound[n + 1] = ' ';
		memcpy(bound + 1, run, n);
		emit(arg, bound, n + 2);
		for (size_t i = 0; i < f->joined_n; i++)
			if (strlen(f->joined[i]) < AUTOMATON_PATTERN_MAX)
				emit(arg, f->joined[i], strlen(f->joined[i]));
	}
	if (e->soft != 0)
		grammar_damaged(e->text, true, emit, arg);
}

uint32_t
grammar_lead(const char *s, size_t n)
{
	uint32_t lead = 0;

	for (size_t i = 0; i < n && i < LEAD_MAX; i++)
		lead = lead << 8 | (uint8_t)s[i];
	return lead;
}

/* The head of a folded string, up to its first space and with it. */
static void
lead_add(void *arg, const char *s, size_t n)
{
	struct form *f = arg;
	size_t head = 0;
	uint32_t lead;

	while (head < n && head < LEAD_MAX && s[head] != ' ')
		head++;
	lead = grammar_lead(s, head < n ? head + 1 : head);
	for (size_t i = 0; i < f->leads_n; i++)
		if (f->leads[i] == lead)
			return;
	if (f->leads_n < FORM_LEADS_MAX)
		f->leads[f->leads_n++] = lead;
	else
		f->leads_many = true;
}

/* How a given name begins that is not there in full. */
static void
lead_initials(struct form *f, size_t i)
{
	const struct elem *e = &f->elems[i];
	char first = e->key[0];
	bool more = i + 1 < f->n && e[1].kind == ELEM_GIVEN;
	bool third = more && i + 2 < f->n && e[2].kind == ELEM_GIVEN;
	char cut[LEAD_MAX];

	lead_add(f, (const char[]){ first, ' ' }, 2);
	for (size_t n = 2; n < LEAD_MAX && n < e->len; n++) {
		memcpy(cut, e->key, n);
		cut[n] = LEAD_CUT;
		lead_add(f, cut, n + 1);
	}
	if (more) {
		cut[0] = first;
		cut[1] = e[1].key[0];
		cut[2] = ' ';
		if (third)
			cut[2] = e[2].key[0];
		lead_add(f, cut, 3);
	}
	/* A particle may be left out. */
	for (size_t k = i + 1; k < f->n; k++) {
		lead_add(f,
		    (const char[]){ first, f->elems[k].key[0], LEAD_INITIALS },
		    3);
		if (!grammar_optional(&f->elems[k]))
			break;
	}
}

/* Longer than what near.c sees to one side of an anchor, with some room for
 * what may stand between the words. */
static bool
is_long(const struct form *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += f->elems[i].len + 1;
	return n > LEAD_SPAN_MAX;
}

void
grammar_leads(struct form *f)
{
	const uint64_t head = (UINT64_C(1) << LEAD_MAX) - 1;
	const struct elem *e = NULL;

	f->leads_n = 0;
	f->leads_many = false;
	for (size_t i = 0; i < f->n && e == NULL; i++)
		if (i != f->anchor && !grammar_optional(&f->elems[i]) &&
		    f->elems[i].kind != ELEM_NUMBER &&
		    (f->elems[i].kind != ELEM_SURNAME || f->givens == 0))
			e = &f->elems[i];
	/* Of a word of one letter and of a long name the lead may not be seen
	 * (near.c): look every time. */
	if (e == NULL || e->len == 1 || (e->key[0] & 0x80) != 0 || is_long(f))
		return;
	lead_add(f, e->key, e->len);
	if ((e->soft & head) != 0)
		grammar_damaged(e->text, false, lead_add, f);
	if (e->kind == ELEM_GIVEN)
		lead_initials(f, (size_t)(e - f->elems));
	if (f->leads_many)
		f->leads_n = 0; /* too many to know: look every time */
}
