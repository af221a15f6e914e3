/* SPDX-License-Identifier: ISC */
/* What a page changes by itself. The text is read as words, a few ahead; each
 * rule of the table at the end says how many words it would leave out here, and
 * the first that says so wins. */
#include "crawler/normalise/calm.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/calm_table.h"
#include "crawler/normalise/fold.h"
#include "store/base/err.h"
#include "store/base/mem.h"

enum {
	AHEAD = 12,   /* words seen at once */
	ROOM = 64,    /* words that the window moves over before it is reset */
	KEY_MAX = 24, /* bytes of a word that rules look at */
	PIECE = 256,  /* bytes of a word emitted at once */
	TOKEN_MIN = 16, /* bytes of letters and figures mixed: a token */
};

struct tok {
	size_t at, end;        /* in the text */
	char key[KEY_MAX + 1]; /* folded; empty if longer than KEY_MAX */
	size_t len;            /* of the whole folded word */
	size_t figures;        /* of its bytes */
	unsigned roles;
	bool line;        /* a line begins with it */
	bool line_end;    /* or ends */
	bool open, close; /* a bracket stands right before, right after */
	char glue; /* the one byte between it and the word before; ' ' for
		    * white space, 0 for anything else */
};

struct calm {
	const char *text; /* borrowed */
	char *folded;     /* owned */
	size_t n, at;
	struct tok toks[ROOM + AHEAD + 1];
	size_t first, have; /* the words seen now: toks[first..first + have) */
	calm_emit emit;
	void *arg;
};

static bool
has_role(const struct tok *t, unsigned role)
{
	return (t->roles & role) != 0;
}

static bool
is(const struct tok *t, const char *word)
{
	return strcmp(t->key, word) == 0;
}

static bool
is_number(const struct tok *t)
{
	return t->len > 0 && t->figures == t->len && t->key[0] != '\0';
}

/* "12k", "3m": a number with its magnitude. */
static bool
is_magnitude(const struct tok *t)
{
	return t->len > 1 && t->key[0] != '\0' && t->figures == t->len - 1 &&
	       strchr("kmb", t->key[t->len - 1]) != NULL;
}

/* "3h", "10min": a number that is one word with its unit. */
static bool
is_glued(const struct tok *t)
{
	size_t i = strspn(t->key, "0123456789");

	return i > 0 && i <= 3 &&
	       (calm_roles(t->key + i, strlen(t->key + i)) & CALM_UNIT) != 0;
}

/* The words of one number at t: "1 234", "1.234,5", "12k". The tokens behind
 * the last are zeroed, so nothing is read past the text. */
static size_t
number_words(const struct tok *t)
{
	size_t n = 1;

	if (is_magnitude(t))
		return 1;
	if (!is_number(t))
		return 0;
	while (n < 4 && is_number(&t[n]) && t[n].glue != '\0' &&
	       strchr(" .,", t[n].glue) != NULL && !t[n].line &&
	       (t[n].len == 3 || t[n].glue != ' '))
		n++;
	return n + (is_magnitude(&t[n]) && t[n].glue != '\0' &&
		       strchr(".,", t[n].glue) != NULL);
}

/* "14:32", "14:32:05 pm", "14h32", "9 h 10". */
static size_t
time_words(const struct tok *t)
{
	size_t n;

	if (strlen(t->key) == 5 && t->key[2] == 'h' && t->figures == 4)
		return 1;
	if (!is_number(t) || t->len > 2)
		return 0;
	if (is(&t[1], "h") && is_number(&t[2]) && t[2].len == 2)
		return 3;
	if (t[1].glue != ':' || !is_number(&t[1]) || t[1].len != 2)
		return 0;
	n = t[2].glue == ':' && is_number(&t[2]) && t[2].len == 2 ? 3 : 2;
	return n + (is(&t[n], "am") || is(&t[n], "pm"));
}

static size_t
rule_time(const struct tok *t)
{
	return time_words(t);
}

/* "il y a 3 h", "il y a environ une heure". */
static size_t
rule_il_y_a(const struct tok *t)
{
	size_t n = 3, number;

	if (!is(t, "il") || !is(&t[1], "y") || !is(&t[2], "a"))
		return 0;
	if (is(&t[n], "environ"))
		n++;
	if (is_glued(&t[n]))
		return n + 1;
	number = has_role(&t[n], CALM_QUANTITY) ? 1 : number_words(&t[n]);
	n += number;
	return number > 0 && has_role(&t[n], CALM_UNIT) ? n + 1 : 0;
}

/* "3 days ago", "an hour ago", "5h ago". */
static size_t
rule_ago(const struct tok *t)
{
	size_t n = has_role(t, CALM_QUANTITY) ? 1 : number_words(t);

	if (is_glued(t) && is(&t[1], "ago"))
		return 2;
	return n > 0 && has_role(&t[n], CALM_UNIT) && is(&t[n + 1], "ago")
		   ? n + 2
		   : 0;
}

/* The word between a day and its time, and the time: "à 14:32", ", 9:10". */
static size_t
at_time(const struct tok *t)
{
	size_t skip = is(t, "a") || is(t, "at"), n = time_words(&t[skip]);

	return n > 0 ? skip + n : 0;
}

/* "Hier à 14:32"; alone on its line, also without a time. */
static size_t
rule_day(const struct tok *t)
{
	size_t n, time;

	if (!has_role(t, CALM_RELATIVE))
		return 0;
	n = is(t, "aujourd") && is(&t[1], "hui") ? 2 : 1;
	time = at_time(&t[n]);
	if (time > 0)
		return n + time;
	return t->line && t[n - 1].line_end ? n : 0;
}

/* "12 nov. 2026 à 14:32", "Nov 12, 2026 at 2:32 pm", "12/11/2026 14:32": a date
 * with a time is a stamp. A date alone is text. */
static size_t
rule_stamp(const struct tok *t)
{
	bool day = is_number(t) && t->len <= 2;
	bool figures = is_number(&t[1]) && is_number(&t[2]);
	size_t n, time;

	if (figures &&
	    ((day && t[1].glue != '\0' && strchr("/.-", t[1].glue) != NULL) ||
		(is_number(t) && t->len == 4 && t[1].glue == '-' &&
		    t[2].glue == '-')))
		n = 3;
	else if ((day && has_role(&t[1], CALM_MONTH)) ||
		 (has_role(t, CALM_MONTH) && is_number(&t[1])))
		n = is_number(&t[2]) && t[2].len == 4 ? 3 : 2;
	else
		return 0;
	time = at_time(&t[n]);
	return time > 0 ? n + time : 0;
}

/* "1 234 vues", "Vues : 12", "(12)", and 12 alone on its line. */
static size_t
rule_counter(const struct tok *t)
{
	bool noun = has_role(t, CALM_COUNTER);
	size_t n = number_words(&t[noun]);
	const struct tok *last;

	if (n == 0)
		return 0;
	last = &t[noun + n - 1];
	if (noun)
		return t[1].glue == ':' || t[1].open ||
			       (t->line && last->line_end)
			   ? n + 1
			   : 0;
	if (has_role(&t[n], CALM_COUNTER) && !t[n].line)
		return n + 1;
	if ((t->open && last->close) || (t->line && last->line_end))
		return n;
	return 0;
}

/* Figures and letters mixed, too long for a word. */
static size_t
rule_token(const struct tok *t)
{
	return t->len >= TOKEN_MIN && t->figures >= 3 && t->figures < t->len;
}

static size_t (*const rules[])(const struct tok *t) = {
	rule_il_y_a,
	rule_ago,
	rule_day,
	rule_stamp,
	rule_time,
	rule_counter,
	rule_token,
};

/* Can any rule apply here? Not at most words: they are read often. */
static bool
may_begin(const struct tok *t)
{
	return t->figures > 0 || t->roles != 0 || is(t, "il");
}

/* A space of any width: NBSP is c2 a0, the thin ones e2 80. */
static bool
is_white(char c)
{
	switch ((unsigned char)c) {
	case ' ':
	case '\t':
	case '\n':
	case '\r':
	case 0x80:
	case 0x89:
	case 0xa0:
	case 0xaf:
	case 0xc2:
	case 0xe2:
		return true;
	default:
		return false;
	}
}

/* What stands between two words, text[from..to). */
static void
gap_read(const char *text, size_t from, size_t to, struct tok *t)
{
	size_t signs = 0;
	char sign = '\0';

	if (from == to)
		return;
	for (size_t i = from; i < to; i++) {
		t->line |= text[i] == '\n';
		if (is_white(text[i]))
			continue;
		sign = text[i];
		signs++;
	}
	t->open = text[to - 1] == '(' || text[to - 1] == '[';
	if (signs == 1)
		t->glue = sign;
	else if (signs == 0)
		t->glue = ' ';
}

/* Reads the next word; false at the end of the text. */
static bool
tok_read(struct calm *c, struct tok *t)
{
	size_t from = c->at, i = c->at;

	memset(t, 0, sizeof(*t));
	while (i < c->n &&
	       (c->folded[i] == FOLD_SPACE || c->folded[i] == FOLD_NONE))
		i++;
	t->line = from == 0;
	gap_read(c->text, from, i, t);
	t->at = i;
	for (; i < c->n && c->folded[i] != FOLD_SPACE; i++) {
		char f = c->folded[i];

		if (f == FOLD_NONE)
			continue;
		if (t->len < KEY_MAX)
			t->key[t->len] = f;
		t->len++;
		t->figures += f >= '0' && f <= '9';
	}
	if (t->len > KEY_MAX)
		t->key[0] = '\0';
	else
		t->roles = calm_roles(t->key, t->len);
	t->end = c->at = i;
	t->close = i < c->n && (c->text[i] == ')' || c->text[i] == ']');
	return t->len > 0;
}

/* Fills the words ahead. Behind the last stands a zeroed one. */
static struct tok *
look_ahead(struct calm *c)
{
	struct tok *toks = c->toks + c->first;

	if (c->first >= ROOM) {
		memmove(c->toks, toks, c->have * sizeof(*toks));
		c->first = 0;
		toks = c->toks;
	}
	while (c->have < AHEAD && tok_read(c, &toks[c->have])) {
		if (c->have > 0)
			toks[c->have - 1].line_end = toks[c->have].line;
		c->have++;
	}
	if (c->have < AHEAD) {
		if (c->have > 0)
			toks[c->have - 1].line_end = true;
		memset(toks + c->have, 0, (AHEAD - c->have) * sizeof(*toks));
	}
	toks[AHEAD] = (struct tok){ .at = 0 };
	return toks;
}

static void
emit_word(const struct calm *c, const struct tok *t)
{
	char piece[PIECE];
	size_t n = 0;

	if (t->end - t->at == t->len) { /* nothing in it is skipped */
		c->emit(c->arg, c->folded + t->at, t->len);
		return;
	}
	for (size_t i = t->at; i < t->end; i++) {
		if (c->folded[i] != FOLD_NONE)
			piece[n++] = c->folded[i];
		if (n == PIECE || (n > 0 && i + 1 == t->end)) {
			c->emit(c->arg, piece, n);
			n = 0;
		}
	}
}

void
calm_words(const char *text, size_t n, calm_emit emit, void *arg)
{
	struct calm c = { .text = text, .n = n, .emit = emit, .arg = arg };

	c.folded = mem_alloc(n);
	fold_aligned(text, n, c.folded);
	for (;;) {
		const struct tok *t = look_ahead(&c);
		size_t drop = 0;

		if (c.have == 0)
			break;
		if (may_begin(t))
			for (size_t i = 0; i < NELEM(rules) && drop == 0; i++)
				drop = rules[i](t);
		if (drop == 0) {
			emit_word(&c, t);
			drop = 1;
		}
		drop = drop < c.have ? drop : c.have;
		c.first += drop;
		c.have -= drop;
	}
	free(c.folded);
}
