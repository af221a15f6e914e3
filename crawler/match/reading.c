/* SPDX-License-Identifier: ISC */
/* An account's name, taken apart. */
#include "crawler/match/reading.h"

#include <stdbool.h>
#include <string.h>

#include "crawler/match/hits.h"
#include "crawler/match/lexicon.h"
#include "crawler/match/lookalike.h"

static bool
is_figure(char c)
{
	return c >= '0' && c <= '9';
}

/* The words [from, to) as one. */
static void
reading_add(struct readings *r, const struct window *w, size_t from, size_t to,
    uint32_t reasons)
{
	struct reading *one = &r->v[r->n];

	if (from >= to || r->n == READINGS_MAX)
		return;
	one->len = 0;
	one->words = to - from;
	one->reasons = reasons;
	one->start = w->words[from].start;
	one->end = w->words[to - 1].end;
	for (size_t i = from; i < to; i++) {
		size_t len = w->words[i].len;

		if (one->len + len > sizeof(one->s))
			return;
		memcpy(one->s + one->len, window_key(w, i), len);
		one->len += len;
	}
	one->bag = lookalike_bag(one->s, one->len);
	r->n++;
	/* Once more without the figures at its end. */
	if (one->len == 0 || !is_figure(one->s[one->len - 1]) ||
	    (reasons & REASON(DIGITS)) != 0 || r->n == READINGS_MAX)
		return;
	r->v[r->n] = *one;
	one = &r->v[r->n];
	while (one->len > 0 && is_figure(one->s[one->len - 1]))
		one->len--;
	if (one->len == 0)
		return;
	one->reasons |= REASON(DIGITS);
	one->bag = lookalike_bag(one->s, one->len);
	r->n++;
}

static bool
word_is_around(const struct window *w, size_t i)
{
	const char *s = window_key(w, i);
	size_t n = w->words[i].len;

	return lexicon_has(LEXICON_AROUND, s, n) ||
	       lexicon_has(LEXICON_DENIAL, s, n) ||
	       lexicon_has(LEXICON_TITLE, s, n);
}

void
readings_make(struct readings *r, const struct window *w)
{
	size_t from = 0, to = w->n;

	r->n = 0;
	reading_add(r, w, 0, w->n, 0);
	while (from < to && word_is_around(w, from))
		from++;
	while (to > from && word_is_around(w, to - 1))
		to--;
	if (to - from < w->n)
		reading_add(r, w, from, to, REASON(AFFIX));
	for (size_t i = 1; i < w->n; i++)
		if (w->words[i].gap == GAP_DOT ||
		    (w->words[i].gap & ~(unsigned)GAP_DOT) == 0 ||
		    w->text[w->words[i].start - 1] == '@') {
			reading_add(r, w, 0, i, REASON(OTHER_DOMAIN));
			break;
		}
	for (size_t i = 0; i < w->n; i++)
		for (size_t n = 2; n <= READING_WORDS_MAX; n++)
			if (i + n <= w->n && n < w->n)
				reading_add(r, w, i, i + n, REASON(AFFIX));
}
