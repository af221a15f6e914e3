/* SPDX-License-Identifier: ISC */
/* The score of a pair: words are paired off, the likest first; what is left
 * over on one side is a middle name or a legal form, what is left over on both
 * is a contradiction. */
#include "crawler/match/pair.h"

#include <stdbool.h>
#include <string.h>

#include "crawler/match/lookalike.h"

const double pair_same = 0.5;

/* How much alike two words are, by what it took. */
static const double like_short = 0.9, like_initial = 0.75, like_sound = 0.92,
		    like_bones = 0.7, like_sound_edit = 0.8, like_least = 0.6;
/* What is left over counts so many times its weight. */
static const double left_both = 1.5, left_one = 0.35, left_firm = 0.8;
/* And the whole, so much: */
static const double contradicted = 0.8, barred = 0.55, one_word = 0.54;
static const double run_together = 0.97, by_initials = 0.8;

enum {
	EDITS_FROM = 4, /* letters of a word that may have a slip */
	BONES_MIN = 3,
	BONES_SPREAD = 2, /* letters that words of the same bones differ by */
	ACRONYM_MIN = 3,
	JOINED_MAX = 256,
	LETTERS_AN_EDIT = 8 /* of names run together */
};

static double
max(double a, double b)
{
	return a > b ? a : b;
}

static size_t
longer(size_t a, size_t b)
{
	return a > b ? a : b;
}

static unsigned
edits_allowed(size_t letters)
{
	return letters < EDITS_FROM ? 0 : letters < 6 ? 1 : letters < 9 ? 2 : 3;
}

static double
words_alike(const struct pair_token *a, const struct pair_token *b)
{
	size_t letters = longer(a->len, b->len);
	size_t sounds = longer(a->sound_len, b->sound_len);
	size_t gap = a->len > b->len ? a->len - b->len : b->len - a->len;
	struct likeness how;
	double best = 0;

	if (strcmp(a->sound, b->sound) == 0)
		return like_sound;
	if (pair_is_short(a->s, b->s))
		return like_short;
	if (edits_allowed(letters) > 0 &&
	    lookalike_edits(
		a->s, a->len, b->s, b->len, edits_allowed(letters), &how))
		best = 1 - (double)how.edits / (double)letters;
	if (sounds > EDITS_FROM && lookalike_edits(a->sound, a->sound_len,
				       b->sound, b->sound_len, 1, &how))
		best = max(best, like_sound_edit);
	if (strlen(a->bones) >= BONES_MIN && gap <= BONES_SPREAD &&
	    strcmp(a->bones, b->bones) == 0)
		best = max(best, like_bones);
	return best;
}

static double
alike(const struct pair_token *a, const struct pair_token *b)
{
	bool initial = a->kind == PAIR_INITIAL || b->kind == PAIR_INITIAL;

	if (a->kind == PAIR_FORM || b->kind == PAIR_FORM)
		return a->group == b->group;
	if (strcmp(a->s, b->s) == 0)
		return 1;
	if (a->kind == PAIR_NUMBER || b->kind == PAIR_NUMBER ||
	    a->kind == PAIR_SMALL || b->kind == PAIR_SMALL)
		return 0;
	if (initial)
		return a->s[0] == b->s[0] && a->kind != b->kind ? like_initial
								: 0;
	return words_alike(a, b);
}

/* Pairs off two names. */
struct match {
	const struct pair_name *a, *b;
	bool a_taken[PAIR_TOKENS_MAX], b_taken[PAIR_TOKENS_MAX];
	double like, whole; /* of what was paired off, by weight */
};

/* The likest two that are left; false where none are alike enough. */
static bool
take_best(struct match *m)
{
	double best = like_least;
	size_t at_a = m->a->n, at_b = m->b->n;
	double weight;

	for (size_t i = 0; i < m->a->n; i++)
		for (size_t k = 0; k < m->b->n; k++) {
			double like;

			if (m->a_taken[i] || m->b_taken[k])
				continue;
			like = alike(&m->a->v[i], &m->b->v[k]);
			if (like <= best)
				continue;
			best = like;
			at_a = i;
			at_b = k;
		}
	if (at_a == m->a->n)
		return false;
	m->a_taken[at_a] = m->b_taken[at_b] = true;
	weight = m->a->v[at_a].weight + m->b->v[at_b].weight;
	m->like += best * weight;
	m->whole += weight;
	return true;
}

static bool
has_left(const struct pair_name *n, const bool *taken, enum pair_kind kind)
{
	for (size_t i = 0; i < n->n; i++)
		if (!taken[i] && n->v[i].kind == kind)
			return true;
	return false;
}

/* Another number, or an initial that none of the other's names begins with. */
static bool
is_barred(const struct match *m)
{
	bool initial_a = has_left(m->a, m->a_taken, PAIR_INITIAL);
	bool initial_b = has_left(m->b, m->b_taken, PAIR_INITIAL);
	bool word_a = has_left(m->a, m->a_taken, PAIR_WORD);
	bool word_b = has_left(m->b, m->b_taken, PAIR_WORD);

	return (initial_a && (initial_b || word_b)) || (initial_b && word_a) ||
	       (has_left(m->a, m->a_taken, PAIR_NUMBER) &&
		   has_left(m->b, m->b_taken, PAIR_NUMBER));
}

static double
left_of(const struct pair_name *n, const bool *taken)
{
	double sum = 0;

	for (size_t i = 0; i < n->n; i++)
		if (!taken[i])
			sum += n->v[i].weight;
	return sum;
}

static bool
is_firm(const struct pair_name *n)
{
	for (size_t i = 0; i < n->n; i++)
		if (n->v[i].kind == PAIR_FORM || pair_is_common(n->v[i].s))
			return true;
	return false;
}

static double
score_words(const struct pair_name *a, const struct pair_name *b)
{
	struct match m = { .a = a, .b = b };
	bool firm = is_firm(a) || is_firm(b);
	double left_a, left_b, both, one, score;

	while (take_best(&m))
		;
	if (m.whole <= 0)
		return 0;
	left_a = left_of(a, m.a_taken);
	left_b = left_of(b, m.b_taken);
	both = left_a < left_b ? left_a : left_b;
	one = max(left_a, left_b) - both;
	score = m.like / (m.whole + 2 * both * left_both +
			     one * (firm ? left_firm : left_one));
	if (both > 1)
		score *= contradicted;
	if (is_barred(&m))
		score *= barred;
	if ((a->words == 1) != (b->words == 1))
		score *= one_word;
	return score;
}

/* The words without what may be left out, as one. */
static size_t
join(const struct pair_name *n, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < n->n; i++) {
		const struct pair_token *t = &n->v[i];

		if (t->kind == PAIR_FORM || t->kind == PAIR_SMALL ||
		    len + t->len >= JOINED_MAX)
			continue;
		memcpy(out + len, t->s, t->len);
		len += t->len;
	}
	out[len] = '\0';
	return len;
}

/* Jean-Marc, Jean Marc, JeanMarc. */
static double
score_joined(const struct pair_name *a, const struct pair_name *b)
{
	char x[JOINED_MAX], y[JOINED_MAX];
	size_t n = join(a, x), m = join(b, y);
	struct likeness how;

	if (n < EDITS_FROM || m < EDITS_FROM || a->words == b->words)
		return 0;
	if (strcmp(x, y) == 0)
		return run_together;
	if (lookalike_edits(
		x, n, y, m, (unsigned)(longer(n, m) / LETTERS_AN_EDIT), &how))
		return run_together - (double)how.edits / (double)longer(n, m);
	return 0;
}

/* IBM: the first letters of a name of as many words. */
static bool
is_acronym(const struct pair_name *one, const struct pair_name *many)
{
	const char *s = NULL;

	for (size_t i = 0; i < one->n; i++)
		if (one->v[i].kind == PAIR_WORD)
			s = one->v[i].s;
	if (one->words != 1 || s == NULL || strlen(s) < ACRONYM_MIN)
		return false;
	for (size_t i = 0; i < many->n; i++) {
		if (many->v[i].kind != PAIR_WORD)
			continue;
		if (*s != many->v[i].s[0])
			return false;
		s++;
	}
	return *s == '\0';
}

double
pair_score(const char *a, size_t a_len, const char *b, size_t b_len)
{
	struct pair_name x, y;
	double score;

	pair_cut(a, a_len, &x);
	pair_cut(b, b_len, &y);
	if (x.n == 0 || y.n == 0)
		return 0;
	score = max(score_words(&x, &y), score_joined(&x, &y));
	if (is_acronym(&x, &y) || is_acronym(&y, &x))
		score = max(score, by_initials);
	return score;
}
