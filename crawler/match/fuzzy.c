/* SPDX-License-Identifier: ISC */
/* Misspelt names in text. */
#include "crawler/match/fuzzy.h"

#include <stdio.h>
#include <string.h>

#include "crawler/match/lookalike.h"
#include "crawler/match/recognise.h"
#include "store/base/buf.h"

enum {
	PLAIN_MIN = 4, /* bytes of the word that stands right */
	TAIL_MIN = 2,  /* letters at the end of a given name that do */
	SMALL_MIN = 7, /* letters of a misspelt word in lower case */
	SKELETON_MAX = 512,
	UNBOUND_MIN = 4 /* as grammar_anchors: shorter ones are whole words */
};

/* It may be somebody else's right name. */
static const double IN_TEXT = 0.8;

static bool
is_ascii(const struct elem *e)
{
	for (size_t i = 0; i < e->len; i++)
		if ((e->key[i] & 0x80) != 0)
			return false;
	return true;
}

/* Two words that nothing may be left out of. */
static bool
is_fit(const struct form *f)
{
	if (f->kind == FORM_HANDLE || f->n != FUZZY_SIDES)
		return false;
	for (size_t i = 0; i < f->n; i++)
		if (grammar_optional(&f->elems[i]) ||
		    f->elems[i].kind == ELEM_NUMBER || !is_ascii(&f->elems[i]))
			return false;
	return true;
}

bool
fuzzy_anchor(const struct form *f, size_t side, struct form *near,
    char pattern[FORM_WORD_MAX + 3])
{
	const struct elem *right = &f->elems[side];
	const struct elem *wrong = &f->elems[1 - side];
	bool bound = side != f->anchor || right->len < UNBOUND_MIN;

	if (!is_fit(f) || right->len < PLAIN_MIN ||
	    lookalike_limit(wrong->len) == 0 || right->len > FORM_WORD_MAX)
		return false;
	(void)snprintf(pattern, FORM_WORD_MAX + 3, bound ? " %.*s " : "%.*s",
	    (int)right->len, right->key);
	*near = (struct form){ .kind = FORM_WORDS, .n = 1 };
	near->elems[0] = *wrong;
	/* Any letter but the first may be wrong. */
	near->leads[near->leads_n++] = grammar_lead(wrong->key, 1);
	return true;
}

bool
fuzzy_near(const struct form *f, const struct near *ne)
{
	struct likeness l;

	if (ne->beside_n == 0)
		return true;
	for (size_t i = 0; i < ne->beside_n; i++)
		for (size_t k = 0; k < f->n; k++) {
			const struct elem *e = &f->elems[k];
			const char *s = ne->beside[i].s;

			if (ne->beside[i].len > 0 && s[0] == e->key[0] &&
			    lookalike_edits(e->key, e->len, s,
				ne->beside[i].len, lookalike_limit(e->len), &l))
				return true;
		}
	return false;
}

static bool
is_same(const struct elem *e, const struct window *w, size_t word)
{
	return w->words[word].len == e->len &&
	       memcmp(window_key(w, word), e->key, e->len) == 0;
}

/* How many letters at the ends of both are the same. */
static size_t
common_tail(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t n = 0;

	while (n < a_len && n < b_len && a[a_len - 1 - n] == b[b_len - 1 - n])
		n++;
	return n;
}

static bool
few_letters_off(const struct elem *e, const struct window *w, size_t word,
    uint32_t *reasons)
{
	const char *key = window_key(w, word);
	size_t n = w->words[word].len;
	unsigned limit = lookalike_limit(e->len);
	bool small = !w->words[word].upper;
	struct likeness l;

	if ((e->kind == ELEM_GIVEN || small) && limit > 1)
		limit = 1;
	if (n == 0 || (small && e->len < SMALL_MIN) || key[0] != e->key[0] ||
	    (e->kind == ELEM_GIVEN &&
		common_tail(key, n, e->key, e->len) < TAIL_MIN) ||
	    !lookalike_edits(e->key, e->len, key, n, limit, &l))
		return false;
	*reasons |= l.reasons;
	return true;
}

static bool
drawn_alike(const struct elem *e, const struct window *w, size_t word,
    uint32_t *reasons)
{
	const char *raw = w->text + w->words[word].start;
	size_t n = w->words[word].end - w->words[word].start;
	struct buf drawn, meant;
	bool alike;

	if (!lookalike_scripts(raw, n))
		return false;
	buf_init(&drawn, SKELETON_MAX);
	buf_init(&meant, SKELETON_MAX);
	alike =
	    lookalike_skeleton(&drawn, raw, n) == ERR_OK &&
	    lookalike_skeleton(&meant, e->text, strlen(e->text)) == ERR_OK &&
	    drawn.len > 0 && drawn.len == meant.len &&
	    memcmp(drawn.data, meant.data, drawn.len) == 0;
	buf_fini(&meant);
	buf_fini(&drawn);
	if (alike)
		*reasons |= REASON(CONFUSABLE) | REASON(SCRIPTS);
	return alike;
}

/* Parted by space from what stands before (at) and after it: no half of a
 * longer name or of an address. */
static bool
stands_free(const struct window *w, size_t first)
{
	const unsigned joins = GAP_HYPHEN | GAP_UNDERSCORE | GAP_APOSTROPHE;
	uint16_t before = w->words[first].gap;
	uint16_t inside = w->words[first + 1].gap;
	uint16_t after = w->words[first + 2].gap;

	return before != 0 && after != 0 && (before & joins) == 0 &&
	       (after & (GAP_HYPHEN | GAP_UNDERSCORE)) == 0 && inside != 0 &&
	       (inside & ~(GAP_SPACE | GAP_LINE)) == 0 &&
	       w->words[first].upper == w->words[first + 1].upper;
}

/* The words from `first` on, the form's elements from `from` on. */
static bool
attempt(const struct form *f, const struct window *w, size_t first, size_t from,
    struct hit *out)
{
	size_t same[FUZZY_SIDES], wrong;
	const struct elem *e;
	uint32_t reasons = f->reasons;

	for (size_t i = 0; i < FUZZY_SIDES; i++)
		same[i] = is_same(&f->elems[(from + i) % f->n], w, first + i);
	if (same[0] + same[1] != 1 || !stands_free(w, first))
		return false;
	wrong = same[0] ? 1 : 0;
	e = &f->elems[(from + wrong) % f->n];
	if (w->words[first + wrong].damaged ||
	    (!few_letters_off(e, w, first + wrong, &reasons) &&
		!drawn_alike(e, w, first + wrong, &reasons)))
		return false;
	if (from > 0)
		reasons |= REASON(REVERSED);
	*out = (struct hit){ .name = f->name,
		.kind = MATCH_LOOKALIKE,
		.start = w->words[first].start,
		.end = w->words[first + 1].end,
		.score = IN_TEXT * recognise_score(reasons),
		.reasons = reasons };
	return true;
}

bool
fuzzy_recognise(const struct form *f, const struct window *w, size_t anchor,
    struct hit *out)
{
	size_t turns = f->kind == FORM_PERSON ? FUZZY_SIDES : 1;
	size_t first = anchor > 0 ? anchor - 1 : 0;

	for (; first <= anchor && first + 1 < w->n; first++)
		for (size_t from = 0; from < turns; from++)
			if (attempt(f, w, first, from, out))
				return true;
	return false;
}
