/* SPDX-License-Identifier: ISC */
/* Names inside hashtags and @handles, where words stand without spaces:
 * "#StopValérieThuillier", "#boycottRedoute", "@the_real_valerie_thuillier".
 * The name may be followed or preceded there by what a capital, a digit, an
 * underscore or a known word sets apart from it. A surname alone counts only
 * beside a word against the person: "#ThuillierMenteuse". */
#include <string.h>

#include "crawler/match/lexicon.h"
#include "crawler/match/recognise.h"

enum { LONG_NAME = 10 }; /* letters that mean the name wherever they stand */

/* The tag around a word: its folded letters, from key byte `from` to `to`. */
struct tag {
	const struct window *w;
	size_t from, to;
	bool hash; /* a hashtag, else an @handle */
};

static bool
tag_of(const struct window *w, size_t word, struct tag *t)
{
	size_t a = word, z = word, at;

	while (a > 0 && w->words[a].gap == GAP_UNDERSCORE)
		a--;
	at = w->words[a].start;
	while (at > 0 && w->text[at - 1] == '_')
		at--;
	t->hash = at > 0 && w->text[at - 1] == '#';
	if (!t->hash && !recognise_sigil(w->text, at))
		return false;
	while (z + 1 < w->n && w->words[z + 1].gap == GAP_UNDERSCORE)
		z++;
	t->w = w;
	t->from = w->words[a].key;
	t->to = (size_t)w->words[z].key + w->words[z].len;
	return true;
}

/* Does a word begin at this key byte? */
static bool
edge_at(const struct tag *t, size_t at)
{
	const struct window *w = t->w;
	bool digit, digit_before;

	if (at == t->from || at == t->to)
		return true;
	for (size_t i = 0; i < w->n; i++)
		if (w->words[i].key == at)
			return true;
	digit = w->keys[at] >= '0' && w->keys[at] <= '9';
	digit_before = w->keys[at - 1] >= '0' && w->keys[at - 1] <= '9';
	return digit != digit_before || (w->capital[at] && !w->capital[at - 1]);
}

/* What stands beside the name, [from, to): a word against it, a word that
 * usually stands there, or nothing of the kind. */
enum beside { BESIDE_NOTHING, BESIDE_AGAINST, BESIDE_AROUND, BESIDE_OTHER };

static enum beside
beside(const struct tag *t, size_t from, size_t to)
{
	const char *s = t->w->keys + from;

	if (from == to)
		return BESIDE_NOTHING;
	if (lexicon_begins(LEXICON_AGAINST, s, to - from))
		return BESIDE_AGAINST;
	if (lexicon_has(LEXICON_AROUND, s, to - from))
		return BESIDE_AROUND;
	return BESIDE_OTHER;
}

/* Where word stands in the tag at or after `from`; t->to if nowhere. */
static size_t
find(const struct tag *t, const char *word, size_t from)
{
	size_t n = strlen(word);

	for (; from + n <= t->to; from++)
		if (memcmp(t->w->keys + from, word, n) == 0)
			return from;
	return t->to;
}

static void
fill(const struct form *f, const struct tag *t, size_t at, size_t n,
    uint32_t reasons, struct hit *h)
{
	const struct window *w = t->w;

	h->name = f->name;
	h->kind = MATCH_HANDLE;
	h->start = w->at[at];
	h->end = h->start;
	/* The end of the last letter: where the next one, or the word's own
	 * end, is. */
	for (size_t i = 0; i < w->n; i++) {
		const struct word *word = &w->words[i];

		if (at + n > word->key &&
		    at + n <= (size_t)word->key + word->len)
			h->end = at + n == (size_t)word->key + word->len
				     ? word->end
				     : w->at[at + n];
	}
	h->reasons = f->reasons | reasons | REASON(NAME_HANDLE);
	if (t->hash)
		h->reasons |= REASON(HASHTAG);
	h->score = recognise_score(h->reasons);
}

/* One place where the whole name stands. */
static bool
whole_at(const struct form *f, const struct tag *t, size_t at, size_t n,
    struct hit *h)
{
	enum beside left = beside(t, t->from, at);
	enum beside right = beside(t, at + n, t->to);
	bool ok_left = left != BESIDE_OTHER || edge_at(t, at);
	bool ok_right = right != BESIDE_OTHER || edge_at(t, at + n);
	uint32_t reasons = 0;

	if (!(ok_left && ok_right) && (f->kind != FORM_PERSON || n < LONG_NAME))
		return false;
	if (left != BESIDE_NOTHING || right != BESIDE_NOTHING)
		reasons |= REASON(AFFIX);
	fill(f, t, at, n, reasons, h);
	return true;
}

/* The surname beside a word against it. */
static bool
surname_at(const struct form *f, const struct tag *t, size_t at, size_t n,
    struct hit *h)
{
	enum beside left = beside(t, t->from, at);
	enum beside right = beside(t, at + n, t->to);

	if ((left != BESIDE_AGAINST && right != BESIDE_AGAINST) ||
	    left == BESIDE_OTHER || right == BESIDE_OTHER)
		return false;
	fill(f, t, at, n, REASON(AFFIX) | REASON(INITIAL), h);
	h->reasons &= ~REASON(INITIAL); /* scored as an initial is */
	return true;
}

bool
recognise_tag(const struct form *f, const struct window *w, size_t anchor,
    struct hit *out)
{
	struct tag t;

	if (f->kind == FORM_HANDLE || anchor >= w->n || !tag_of(w, anchor, &t))
		return false;
	for (size_t i = 0; i < f->joined_n; i++) {
		size_t n = strlen(f->joined[i]);
		size_t at = find(&t, f->joined[i], t.from);

		for (; at < t.to; at = find(&t, f->joined[i], at + 1))
			if (whole_at(f, &t, at, n, out))
				return true;
	}
	if (f->kind == FORM_PERSON && t.hash) {
		size_t n = strlen(f->surname);
		size_t at = find(&t, f->surname, t.from);

		for (; at < t.to; at = find(&t, f->surname, at + 1))
			if (surname_at(f, &t, at, n, out))
				return true;
	}
	return false;
}
