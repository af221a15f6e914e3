/* SPDX-License-Identifier: ISC */
/* Accounts. Every form has a few keys, its spellings as one word; an account's
 * name has a few readings, the whole and its parts as one word. A reading that
 * is near a key within the limits of lookalike.h, or drawn alike, is a
 * lookalike. */
#include "crawler/match/account.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/match/account_index.h"
#include "crawler/match/lexicon.h"
#include "crawler/match/lookalike.h"
#include "crawler/match/names.h"
#include "crawler/match/reading.h"
#include "crawler/match/recognise.h"
#include "crawler/match/window.h"
#include "crawler/normalise/fold.h"
#include "store/base/mem.h"

enum {
	DRAWN_MIN = 3,      /* letters of a skeleton worth comparing */
	SPREAD = 2,         /* the largest lookalike_limit */
	LETTERS_A_SIGN = 4, /* that a ligature or a unit folds to at the most */
};

/* Word by word, in the order of the form or surname first: each within the
 * limit of its own length. */
static bool
words_alike(const struct form *f, const struct window *w, size_t first,
    struct likeness *out)
{
	for (size_t shift = 0; shift <= f->givens; shift += f->givens) {
		struct likeness sum = { 0 }, one;
		bool alike = true;

		for (size_t i = 0; i < f->n && alike; i++) {
			const struct elem *e = &f->elems[(i + shift) % f->n];
			size_t at = first + i;

			alike = lookalike_edits(e->key, e->len,
			    window_key(w, at), w->words[at].len,
			    lookalike_limit(e->len), &one);
			sum.edits += one.edits;
			sum.reasons |= one.reasons;
		}
		if (alike) {
			*out = sum;
			return true;
		}
		if (f->givens == 0)
			break;
	}
	return false;
}

/* What an account's name is, while it is looked at. */
struct look {
	const struct account_index *ix;
	const struct window *w;
	struct readings readings;
	struct hits *out;
};

static void
add(struct look *l, const struct form *f, const struct reading *r,
    enum match_kind kind, uint32_t reasons, unsigned edits)
{
	struct hit h = { .name = f->name,
		.kind = kind,
		.start = r->start,
		.end = r->end,
		.reasons = f->reasons | r->reasons | reasons };

	h.score = recognise_score(h.reasons);
	for (unsigned i = 1; i < edits; i++)
		h.score *= recognise_score(REASON(LETTER));
	hits_add(l->out, &h);
}

/* Same letters: the name as a handle, or a handle on another service. */
static void
same_letters(
    struct look *l, const struct account_key *k, const struct reading *r)
{
	bool local = k->form->kind == FORM_HANDLE && k->s != k->form->joined[0];

	if (k->form->kind != FORM_HANDLE)
		add(l, k->form, r, MATCH_HANDLE, REASON(NAME_HANDLE), 0);
	else
		add(l, k->form, r, MATCH_LOOKALIKE,
		    local ? REASON(OTHER_DOMAIN) : REASON(SPACING), 0);
}

/* How many bits are set. Asked of each pair of a key and a reading. */
static unsigned
count_bits(uint64_t x)
{
	x -= x >> 1 & 0x5555555555555555U;
	x = (x & 0x3333333333333333U) + (x >> 2 & 0x3333333333333333U);
	x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fU;
	return (unsigned)(x * 0x0101010101010101U >> 56);
}

static void
near_letters(struct look *l, const struct account_key *k,
    const struct reading *r, size_t first, unsigned bits)
{
	const struct form *f = k->form;
	struct likeness how;
	bool alike;

	if (k->limit == 0 || bits > 2 * k->limit)
		return;
	/* A part of a longer name is no word of one letter off. */
	if (f->n == 1 && (r->reasons & REASON(AFFIX)) != 0 && r->words > 1)
		return;
	if (f->kind == FORM_PERSON && f->n > 1 && r->words == f->n)
		alike = words_alike(f, l->w, first, &how);
	else
		alike =
		    lookalike_edits(k->s, k->len, r->s, r->len, k->limit, &how);
	if (alike && how.reasons != 0)
		add(l, f, r, MATCH_LOOKALIKE, how.reasons, how.edits);
}

/* The word of the window that a reading begins with. */
static size_t
first_word(const struct look *l, const struct reading *r)
{
	size_t i = 0;

	while (i < l->w->n && l->w->words[i].start < r->start)
		i++;
	return i;
}

static void
compare_keys(
    struct look *l, const struct reading *r, const struct account_bag *bag)
{
	size_t first = first_word(l, r);
	unsigned bits = count_bits(bag->bits ^ r->bag);

	for (size_t i = bag->from; i < bag->from + bag->n; i++) {
		const struct account_key *k = &l->ix->keys[i];

		if (k->len == r->len && memcmp(k->s, r->s, k->len) == 0)
			same_letters(l, k, r);
		else
			near_letters(l, k, r, first, bits);
	}
}

/* Do two bags differ in more bits than the letters of a lookalike can? */
static bool
too_far(uint64_t bits)
{
	for (int i = 0; i < 2 * SPREAD; i++)
		bits &= bits - 1; /* the lowest bit goes */
	return bits != 0;
}

static void
compare_letters(struct look *l, const struct reading *r)
{
	const struct account_index *ix = l->ix;
	size_t lo =
	    r->len > SPREAD ? account_longer(ix, r->len - SPREAD - 1) : 0;
	size_t end = account_longer(ix, r->len + SPREAD);

	for (; lo < end; lo++)
		if (!too_far(ix->bags[lo].bits ^ r->bag))
			compare_keys(l, r, &ix->bags[lo]);
}

/* One skeleton of a reading against those of all keys. */
static void
compare_drawn(struct look *l, const struct reading *r, const char *skeleton)
{
	const struct account_index *ix = l->ix;
	size_t lo = 0, hi = ix->n;

	if (strlen(skeleton) < DRAWN_MIN)
		return;
	while (lo < hi) { /* the first with this skeleton or a later one */
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(ix->drawn[mid]->skeleton, skeleton) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < ix->n; lo++) {
		const struct account_key *k = ix->drawn[lo];

		if (strcmp(k->skeleton, skeleton) != 0)
			break;
		if (k->len == r->len && memcmp(k->s, r->s, k->len) == 0)
			continue;
		add(l, k->form, r, MATCH_LOOKALIKE,
		    REASON(CONFUSABLE) |
			(lookalike_scripts(
			     l->w->text + r->start, r->end - r->start)
				? REASON(SCRIPTS)
				: 0),
		    0);
	}
}

/* Most titles and addresses are longer than any name, and drawing makes nothing
 * shorter but what one sign of a few letters stands for. */
static bool
is_drawn_longer(const struct look *l, const struct reading *r)
{
	size_t max = l->ix->drawn_max;

	if (r->len > LETTERS_A_SIGN * max)
		return true;
	for (size_t i = r->start; i < r->end; i++)
		if ((l->w->text[i] & 0x80) != 0)
			return false;
	return r->len > max;
}

/* DEPENDENCIES.md: the skeleton of the folded text, and that of the text in its
 * own letter case ("I" is drawn like "l", "i" is not). */
static void
compare_skeletons(struct look *l, const struct reading *r)
{
	char *folded, *own;

	if (is_drawn_longer(l, r))
		return;
	folded = account_skeleton(r->s, r->len);
	own = account_skeleton(l->w->text + r->start, r->end - r->start);
	compare_drawn(l, r, folded);
	if (strcmp(folded, own) != 0)
		compare_drawn(l, r, own);
	free(folded);
	free(own);
}

/* The declared handles, to the letter. */
static void
compare_handles(struct look *l, const char *s, size_t n)
{
	struct reading whole = { .end = n };
	struct buf b;

	/* Folding makes one byte of four at the most. */
	if (n > 4 * l->ix->handle_max + 1)
		return;
	if (n > 0 && s[0] == '@') {
		whole.start = 1;
		s++;
		n--;
	}
	buf_init(&b, (size_t)8 * NAMES_ACCOUNT_MAX);
	if (fold_strict(&b, s, n) == ERR_OK && b.data != NULL)
		for (size_t i = 0; i < l->ix->handles_n; i++) {
			const struct form *f = l->ix->handles[i];

			if (strcmp(f->handle, b.data) == 0)
				add(l, f, &whole, MATCH_HANDLE,
				    REASON(DECLARED_HANDLE), 0);
		}
	buf_fini(&b);
}

/* "NOT pfrazee.com", "fake Valérie Thuillier": whoever says that it is not them
 * uses the name all the same. */
static bool
is_denied(const struct window *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (lexicon_has(
			LEXICON_DENIAL, window_key(w, i), w->words[i].len))
			return true;
	return false;
}

static void
deny(struct hits *h)
{
	for (size_t i = 0; i < h->n; i++) {
		h->v[i].kind = MATCH_LOOKALIKE;
		h->v[i].reasons |= REASON(AFFIX);
		h->v[i].score = recognise_score(h->v[i].reasons);
	}
}

/* A declared handle; its double on another domain; then what is the name; then
 * what looks like it. */
static int
rank(const struct hit *h)
{
	if (h->kind == MATCH_LOOKALIKE)
		return (h->reasons & REASON(OTHER_DOMAIN)) != 0 ? 1 : 3;
	return (h->reasons & REASON(DECLARED_HANDLE)) != 0 ? 0 : 2;
}

/* By name, then by rank, then the surest. */
static int
by_worth(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	if (rank(x) != rank(y))
		return rank(x) - rank(y);
	return recognise_better(x, y) ? -1 : recognise_better(y, x);
}

static int
by_score(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->name < y->name ? -1 : x->name > y->name;
}

enum err
account_find(const struct account_index *ix, const char *s, size_t n,
    struct hits *all, struct hits *out)
{
	struct window w;
	struct look l;
	size_t kept = out->n;

	if (n > NAMES_ACCOUNT_MAX)
		return ERR_LIMIT;
	l.ix = ix;
	l.w = &w;
	l.out = all;
	window_cut(&w, s, n, 0, WINDOW_RADIUS_MAX, false);
	readings_make(&l.readings, &w);
	for (size_t i = 0; i < l.readings.n; i++) {
		const struct reading *r = &l.readings.v[i];

		compare_letters(&l, r);
		/* Runs of words are likenesses by letters; drawing is asked
		 * of the whole. */
		if ((r->reasons & REASON(DIGITS)) == 0 &&
		    (r->words == w.n || (r->reasons & REASON(AFFIX)) == 0))
			compare_skeletons(&l, r);
	}
	if (all->n > 0 && is_denied(&w))
		deny(all);
	compare_handles(&l, s, n); /* the subject's own may say what it likes */
	if (all->n > 0)
		qsort(all->v, all->n, sizeof(*all->v), by_worth);
	for (size_t i = 0; i < all->n; i++)
		if (i == 0 || all->v[i].name != all->v[i - 1].name)
			hits_add(out, &all->v[i]);
	if (out->n > kept)
		qsort(out->v + kept, out->n - kept, sizeof(*out->v), by_score);
	return ERR_OK;
}
