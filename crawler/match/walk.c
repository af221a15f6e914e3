/* SPDX-License-Identifier: ISC */
/* The walk of a form over words, element by element. It goes back over one
 * element at most, so it is linear in the length of the name. */
#include "crawler/match/walk.h"

#include <string.h>

#include "crawler/match/lexicon.h"
#include "crawler/match/recognise.h"
#include "store/base/utf8.h"

enum {
	BRIDGE_WORDS = 4,    /* of another surname before "née" */
	ABBREVIATION_MIN = 2 /* bytes of a given name that is cut short */
};

bool
walk_gap_only(uint16_t gap, unsigned mask)
{
	return (gap & ~mask) == 0;
}

/* What never parts a name: white space, one hyphen, one underscore. */
static bool
gap_is_plain(uint16_t gap)
{
	return walk_gap_only(gap, GAP_SPACE | GAP_LINE) || gap == GAP_HYPHEN ||
	       gap == GAP_UNDERSCORE || gap == GAP_PLUS;
}

/* The elements in the order of this walk. */
static size_t
elem_at(const struct walk *k, size_t i)
{
	return k->reversed ? (i + k->f->givens) % k->f->n : i;
}

/* How many bytes of s the key takes, or 0. A lost letter stands for one that
 * encodings damage, however many bytes it folds to. */
static size_t
key_eat(const struct elem *e, const char *s, size_t n)
{
	size_t i = 0;
	size_t at = 0;

	if (n > 0 && s[0] == WINDOW_ANY && (e->soft & 1) == 0)
		i++; /* the question mark before the word */
	while (at < e->len) {
		if (i < n && s[i] == e->key[at]) {
			i++;
			at++;
			continue;
		}
		if (i >= n || s[i] != WINDOW_ANY || (e->soft >> at & 1) == 0)
			return 0;
		while (at < e->len && (e->soft >> at & 1) != 0 &&
		       !(i + 1 < n && s[i + 1] == e->key[at]))
			at++;
		i++;
	}
	if (i + 1 == n && s[i] == WINDOW_ANY)
		i++;
	return i;
}

/* As key_eat, with the other spellings of numbers and of "and". */
static size_t
elem_eat(struct walk *k, const struct elem *e)
{
	const struct word *word = &k->w->words[k->word];
	const char *s = window_key(k->w, k->word) + k->off, *spelled;
	size_t n = word->len - k->off, took = key_eat(e, s, n);

	if (took > 0)
		return took;
	if (e->kind == ELEM_AND && k->off == 0 &&
	    lexicon_has(LEXICON_AND, s, n)) {
		k->reasons |= REASON(SPACING);
		return n;
	}
	for (size_t way = 0; e->kind == ELEM_NUMBER; way++) {
		spelled = lexicon_number_word(e->number, way);
		if (spelled == NULL)
			break;
		if (strlen(spelled) <= n &&
		    memcmp(s, spelled, strlen(spelled)) == 0) {
			k->reasons |= REASON(NUMBER);
			return strlen(spelled);
		}
	}
	return 0;
}

static bool
gap_fits(const struct walk *k, const struct elem *prev, const struct elem *e,
    uint16_t gap)
{
	bool given = prev->kind == ELEM_GIVEN;
	bool words = k->f->kind == FORM_WORDS;
	bool and = prev->kind == ELEM_AND || e->kind == ELEM_AND ||
		   (e > k->f->elems && e[-1].kind == ELEM_AND);

	if (k->initial)
		return walk_gap_only(gap, GAP_DOT | GAP_SPACE | GAP_LINE |
					      GAP_HYPHEN | GAP_UNDERSCORE |
					      (k->reversed ? GAP_COMMA : 0));
	if (gap_is_plain(gap) || (gap == e->gap && (words || prev == e - 1)))
		return true; /* or as declared */
	if (words)
		return gap == GAP_APOSTROPHE ||
		       (and&&walk_gap_only(
			   gap, GAP_AMPERSAND | GAP_SPACE | GAP_LINE));
	if (given == (e->kind == ELEM_GIVEN))
		return gap == GAP_APOSTROPHE || gap == GAP_DOT;
	if (k->reversed)
		return gap == GAP_DOT ||
		       walk_gap_only(gap, GAP_COMMA | GAP_SPACE | GAP_LINE) ||
		       walk_gap_only(gap, GAP_PAREN | GAP_SPACE);
	return gap == GAP_DOT;
}

/* An initial in one word with a name in full is a handle: "@vthuillier", never
 * "vthuillier" or "MARTINA". */
static void
step_add(struct walk *k, size_t elem, bool whole, bool initial)
{
	struct step *st = &k->steps[k->n++];

	st->elem = (uint8_t)elem;
	st->word = (uint16_t)k->word;
	st->whole = whole;
	st->initial = initial;
	if (k->n > 1 && st[-1].word == st->word && st[-1].initial != initial)
		k->sigil = true;
}

/* Goes `took` bytes on in the word. */
static void
step_on(struct walk *k, size_t took)
{
	k->off += took;
	if (k->off == k->w->words[k->word].len) {
		k->word++;
		k->off = 0;
	}
}

/* A bare capital is an initial unless it is a word of its own, as "A" is. */
static bool
initial_stands_alone(const struct walk *k, const struct elem *e)
{
	const struct window *w = k->w;
	const struct word *word = &w->words[k->word];
	uint16_t after = w->words[k->word + 1].gap;
	bool dot = word->end < w->text_len && w->text[word->end] == '.';

	/* "M. Thuillier" is Monsieur Thuillier. */
	if (!k->reversed && k->f->givens == 1 && e->key[0] == 'm')
		return false;
	if (!word->upper)
		return after == GAP_DOT || after == GAP_UNDERSCORE;
	/* "À Martin" is not A. Martin. */
	if ((w->text[word->start] & 0x80) != 0 && (e->soft & 1) == 0)
		return false;
	if (dot)
		return true;
	return !k->reversed && strchr("aeioy", e->key[0]) == NULL &&
	       walk_gap_only(after, GAP_SPACE | GAP_LINE | GAP_HYPHEN);
}

/* "Val. Thuillier", "Ch. de Gaulle": the head of a given name, and a dot. */
static bool
step_abbreviation(struct walk *k, size_t elem)
{
	const struct elem *e = &k->f->elems[elem];
	const struct window *w = k->w;
	const struct word *word = &w->words[k->word];
	const char *s = window_key(w, k->word);

	if (k->off != 0 || word->len < ABBREVIATION_MIN ||
	    word->len >= e->len || !word->upper ||
	    memcmp(s, e->key, word->len) != 0 || word->end >= w->text_len ||
	    w->text[word->end] != '.' ||
	    lexicon_has(LEXICON_TITLE, s, word->len))
		return false;
	step_add(k, elem, false, true);
	step_on(k, word->len);
	k->initial = k->initials = true;
	k->reasons |= REASON(INITIAL);
	return true;
}

/* The initial of a given name: "V.", "V", the J of "JM", the v of
 * "vthuillier". */
static bool
step_initial(struct walk *k, size_t elem)
{
	const struct elem *e = &k->f->elems[elem];
	const struct window *w = k->w;
	const struct word *word = &w->words[k->word];
	const char *s = window_key(w, k->word);
	size_t len;

	if (e->kind != ELEM_GIVEN || k->off >= word->len)
		return false;
	if (step_abbreviation(k, elem))
		return true;
	(void)utf8_next(e->key, e->len, &len);
	if (e->len == len || word->len < k->off + len ||
	    memcmp(s + k->off, e->key, len) != 0)
		return false;
	if (word->len == len) {
		if (!initial_stands_alone(k, e))
			return false;
		k->sigil |= !word->upper;
	} else if (!w->capital[word->key + k->off] || word->lower ||
		   lexicon_has(LEXICON_TITLE, s, word->len)) {
		k->sigil = true;
	}
	step_add(k, elem, false, true);
	step_on(k, len);
	k->initial = k->initials = true;
	k->reasons |= REASON(INITIAL);
	return true;
}

/* A word in quotes or parentheses: "Valérie « Val » Thuillier". */
static bool
is_nickname(const struct window *w, size_t i)
{
	static const struct {
		const char *open, *close;
	} quotes[] = { { "\"", "\"" }, { "'", "'" }, { "(", ")" }, { "“", "”" },
		{ "‘", "’" }, { "«", "»" } };
	const struct word *word = &w->words[i];
	size_t from = word->start, to = word->end;

	while (from > 0 && w->text[from - 1] == ' ')
		from--;
	while (to < w->text_len && w->text[to] == ' ')
		to++;
	for (size_t k = 0; k < NELEM(quotes); k++) {
		size_t a = strlen(quotes[k].open), z = strlen(quotes[k].close);

		if (from >= a && w->text_len - to >= z &&
		    memcmp(w->text + from - a, quotes[k].open, a) == 0 &&
		    memcmp(w->text + to, quotes[k].close, z) == 0)
			return (word[1].gap & (GAP_BREAK | GAP_COMMA)) == 0;
	}
	return false;
}

/* Between given names and surname may stand a nickname, an initial ("Jane Q.
 * Doe"), the first half of a double surname ("Valérie Martin-Thuillier"), or
 * another surname and "née". Goes past it; false: there is none. */
static bool
bridge(struct walk *k)
{
	const struct window *w = k->w;
	const struct word *word = &w->words[k->word];
	size_t i = k->word;

	if (k->bridged || k->off != 0 || k->word + 1 >= w->n)
		return false;
	k->bridged = true;
	if (is_nickname(w, k->word)) {
		k->reasons |= REASON(MIDDLE);
		k->word++;
		return true;
	}
	if (word->len == 1 && word->upper && (word[1].gap & GAP_DOT) != 0 &&
	    walk_gap_only(word[1].gap, GAP_DOT | GAP_SPACE | GAP_LINE)) {
		k->reasons |= REASON(MIDDLE);
		k->word++;
		return true;
	}
	if (word->upper && word[1].gap == GAP_HYPHEN &&
	    walk_gap_only(word->gap, GAP_SPACE | GAP_LINE)) {
		k->reasons |= REASON(DOUBLE);
		k->word++;
		return true;
	}
	for (; i + 1 < w->n && i < k->word + BRIDGE_WORDS; i++) {
		const unsigned mask = GAP_SPACE | GAP_LINE | GAP_HYPHEN |
				      GAP_COMMA | GAP_PAREN | GAP_DOT |
				      GAP_APOSTROPHE;

		if (!walk_gap_only(w->words[i].gap, mask))
			return false;
		if (i > k->word &&
		    lexicon_has(
			LEXICON_BIRTH, window_key(w, i), w->words[i].len) &&
		    walk_gap_only(
			w->words[i + 1].gap, GAP_SPACE | GAP_LINE | GAP_DOT)) {
			k->reasons |= REASON(BIRTH);
			k->word = i + 1;
			return true;
		}
	}
	return false;
}

/* May the element be passed over here? Notes what that means. */
static bool
step_over(struct walk *k, const struct elem *e)
{
	switch (e->kind) {
	case ELEM_PARTICLE:
		k->reasons |= REASON(PARTICLE);
		return true;
	case ELEM_ARTICLE:
		k->reasons |= REASON(ARTICLE);
		return true;
	case ELEM_AND:
		if (strcmp(e->strict, "&") != 0)
			k->reasons |= REASON(SPACING);
		return k->off == 0 &&
		       (k->w->words[k->word].gap & GAP_AMPERSAND) != 0;
	case ELEM_GIVEN:
	case ELEM_SURNAME:
	case ELEM_WORD:
	case ELEM_NUMBER:
		break;
	}
	return false;
}

/* Notes how two neighbouring elements are joined. False: so they are not one
 * name. */
static bool
step_joint(struct walk *k, const struct elem *prev, const struct elem *e)
{
	uint16_t gap = k->w->words[k->word].gap;
	bool crosses = (prev->kind == ELEM_GIVEN) != (e->kind == ELEM_GIVEN) &&
		       k->f->kind == FORM_PERSON;

	if (k->off > 0) { /* in the middle of a word */
		if (crosses) {
			const struct word *word = &k->w->words[k->word];

			k->handle = true;
			k->camel =
			    word->lower && k->w->capital[word->key + k->off];
			k->reasons |= REASON(ONE_WORD);
		} else if (prev->kind == ELEM_PARTICLE) {
			k->reasons |= REASON(PARTICLE);
		} else if (!k->initial) {
			k->reasons |= k->f->kind == FORM_WORDS
					  ? REASON(ONE_WORD)
					  : REASON(SPACING);
		}
		return true;
	}
	if (!gap_fits(k, prev, e, gap))
		return false;
	if (crosses) {
		k->name_gap = gap;
		k->handle |= gap == GAP_DOT || gap == GAP_UNDERSCORE;
		if (k->initial && gap == GAP_DOT && !k->sigil)
			k->handle = false; /* "V.Thuillier" */
	}
	return true;
}

/* Meets one element where the walk stands. */
static bool
step_meet(struct walk *k, size_t elem, const struct elem *prev)
{
	const struct elem *e = &k->f->elems[elem];
	const struct word *word = &k->w->words[k->word];
	size_t took = 0;

	if (prev != NULL && !step_joint(k, prev, e))
		return false;
	/* One letter declared is one letter in the text, but for the O of
	 * "O'Brien". */
	if (e->len > 1 || word->len == 1 || e->kind == ELEM_NUMBER ||
	    (elem + 1 < k->f->n && e[1].gap == GAP_APOSTROPHE))
		took = elem_eat(k, e);
	if (took == 0)
		return step_initial(k, elem);
	step_add(k, elem, k->off == 0 && took == word->len, false);
	step_on(k, took);
	k->initial = false;
	return true;
}

/* Meets one element, or passes over it, or goes to it over a bridge. */
static bool
step(struct walk *k, size_t i)
{
	size_t elem = elem_at(k, i);
	const struct elem *e = &k->f->elems[elem];
	const struct elem *prev =
	    k->n > 0 ? &k->f->elems[k->steps[k->n - 1].elem] : NULL;
	struct walk before;

	if (k->word >= k->w->n)
		return step_over(k, e);
	before = *k;
	if (step_meet(k, elem, prev))
		return true;
	*k = before;
	if (step_over(k, e))
		return true;
	if (prev == NULL || prev->kind != ELEM_GIVEN || k->reversed ||
	    e->kind != ELEM_SURNAME || !bridge(k))
		return false;
	return k->word < k->w->n && step_meet(k, elem, NULL);
}

/* The digits at the end of a handle. */
static bool
rest_is_digits(const struct walk *k)
{
	const struct word *word = &k->w->words[k->word];
	const char *s = window_key(k->w, k->word);

	for (size_t i = k->off; i < word->len; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return k->handle || recognise_sigil(k->w->text, k->start);
}

bool
walk_from(struct walk *k, size_t word, size_t off)
{
	k->word = k->first = word;
	k->off = off;
	k->start = k->w->at[k->w->words[word].key + off];
	for (size_t i = 0; i < k->f->n; i++)
		if (!step(k, i))
			return false;
	if (k->n == 0)
		return false;
	if (k->off > 0) {
		if (!rest_is_digits(k))
			return false;
		k->reasons |= REASON(DIGITS);
		k->word++;
		k->off = 0;
	}
	return true;
}
