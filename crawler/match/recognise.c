/* SPDX-License-Identifier: ISC */
/* The grammar at work: a walk (walk.h) from every word at which the name could
 * begin, in both orders; then what stands around it. */
#include "crawler/match/recognise.h"

#include <string.h>

#include "crawler/match/lexicon.h"
#include "crawler/match/walk.h"
#include "crawler/normalise/fold.h"
#include "store/base/buf.h"

enum {
	BRIDGE = 5, /* words that may stand inside a name besides its own */
	ONE_WORD_MIN = 10, /* letters */
	STRICT_MAX = 2048, /* bytes of a word, compared strictly */
};

/* What each reason leaves of certainty. These only rank: what to think of a hit
 * is for its reader. */
static const double weights[REASON_COUNT] = {
	[REASON_AS_DECLARED] = 1,
	[REASON_ALIAS] = 0.98,
	[REASON_REVERSED] = 0.98,
	[REASON_HIDDEN] = 1,
	[REASON_ACCENTS] = 0.96,
	[REASON_SPACING] = 0.96,
	[REASON_DAMAGED] = 0.95,
	[REASON_INITIAL] = 0.6,
	[REASON_MIDDLE] = 0.7,
	[REASON_PARTICLE] = 0.85,
	[REASON_DOUBLE] = 0.65,
	[REASON_BIRTH] = 0.8,
	[REASON_NUMBER] = 0.95,
	[REASON_ARTICLE] = 0.8,
	[REASON_LOWER] = 0.4,
	[REASON_ONE_WORD] = 0.9,
	[REASON_DECLARED_HANDLE] = 1,
	[REASON_NAME_HANDLE] = 0.9,
	[REASON_DIGITS] = 0.8,
	[REASON_HASHTAG] = 0.95,
	[REASON_AFFIX] = 0.85,
	[REASON_ADDRESS] = 0.9,
	[REASON_OTHER_DOMAIN] = 0.7,
	[REASON_LETTER] = 0.75,
	[REASON_SWAP] = 0.85,
	[REASON_DOUBLED] = 0.9,
	[REASON_KEY] = 0.85,
	[REASON_FIGURE] = 0.9,
	[REASON_CONFUSABLE] = 0.95,
	[REASON_SCRIPTS] = 1,
};

/* These say where and how, not that it is spelled another way. */
static const uint32_t neutral = REASON(AS_DECLARED) | REASON(ALIAS) |
				REASON(REVERSED) | REASON(HIDDEN) |
				REASON(LOWER) | REASON(ADDRESS);

double
recognise_score(uint32_t reasons)
{
	double score = 1;

	for (unsigned i = 0; i < REASON_COUNT; i++)
		if ((reasons >> i & 1) != 0)
			score *= weights[i];
	return score;
}

bool
recognise_better(const struct hit *a, const struct hit *b)
{
	if (a->score != b->score)
		return a->score > b->score;
	return a->end - a->start > b->end - b->start;
}

bool
recognise_sigil(const char *text, size_t at)
{
	char before;

	if (at == 0 || text[at - 1] != '@')
		return false;
	if (at == 1)
		return true;
	before = text[at - 2];
	return (before & 0x80) == 0 &&
	       !((before | 0x20) >= 'a' && (before | 0x20) <= 'z') &&
	       !(before >= '0' && before <= '9');
}

static bool
is_caseless_capital(const struct word *word)
{
	return word->upper || !word->lower;
}

/* Does the word look like part of another name than ours: a capital, one space
 * away? Where there are no capitals, any word does. */
static bool
looks_like_name(const struct walk *k, size_t i, uint16_t gap)
{
	const struct window *w = k->w;

	return i < w->n && gap == GAP_SPACE &&
	       (is_caseless_capital(&w->words[i]) ||
		   !w->words[k->first].upper) &&
	       !lexicon_has(LEXICON_TITLE, window_key(w, i), w->words[i].len);
}

/* "Jean Thuillier, Valérie Martin" is two people. */
static bool
reversed_is_fit(const struct walk *k)
{
	const struct window *w = k->w;
	size_t prev = k->first > 0 ? k->first - 1 : w->n;
	bool before = looks_like_name(k, prev, w->words[k->first].gap) &&
		      !lexicon_has(LEXICON_OPENING, window_key(w, prev),
			  w->words[prev].len);
	bool after = looks_like_name(k, k->word, w->words[k->word].gap);

	if ((k->name_gap & (GAP_COMMA | GAP_LINE | GAP_PAREN)) != 0)
		return !before && !after;
	/* "Thuillier Valérie-Anne" is another given name. */
	if (k->word < w->n && w->words[k->word].gap == GAP_HYPHEN &&
	    k->name_gap != GAP_HYPHEN)
		return false;
	return !(before && after);
}

/* Two short names in one word are soon an ordinary one ("leaking"): then it
 * takes capitals, a sign, or an address around it. */
static bool
one_word_is_fit(const struct walk *k)
{
	const struct window *w = k->w;
	const struct word *last = &w->words[k->word - 1];
	size_t letters = 0;

	for (size_t i = 0; i < k->n; i++)
		letters += k->f->elems[k->steps[i].elem].len;
	if (letters >= ONE_WORD_MIN || k->camel)
		return true;
	return (k->start > 0 && strchr("@#/", w->text[k->start - 1]) != NULL) ||
	       (last->end < w->text_len && w->text[last->end] == '@');
}

/* What stands before and after a person's name makes it another's, or says
 * more of it. */
static bool
person_is_fit(struct walk *k)
{
	const struct window *w = k->w;
	const struct word *first = &w->words[k->first];
	bool has_prev = k->first > 0;
	uint16_t after = w->words[k->word].gap;

	if ((k->reasons & REASON(ONE_WORD)) != 0 && !one_word_is_fit(k))
		return false;
	if (k->reversed)
		return reversed_is_fit(k);
	/* "Jean-Noël Dupont" is not Jean Noël. */
	if (k->name_gap == GAP_HYPHEN &&
	    k->f->elems[k->f->givens].gap != GAP_HYPHEN &&
	    looks_like_name(k, k->word, after))
		return false;
	/* "Jean-Valérie Thuillier", but in a slug hyphens are spaces. */
	if (has_prev && first->gap == GAP_HYPHEN && k->name_gap != GAP_HYPHEN)
		return false;
	if (has_prev && first->gap == k->name_gap && k->handle &&
	    first->gap != 0)
		return false;
	/* "J. V. Thuillier" */
	if (has_prev && k->initials && first[-1].len == 1 &&
	    walk_gap_only(first->gap, GAP_DOT | GAP_SPACE | GAP_HYPHEN) &&
	    first->gap != GAP_SPACE)
		return false;
	if (k->word < w->n && after == GAP_HYPHEN && w->words[k->word].upper &&
	    walk_gap_only(k->name_gap, GAP_SPACE | GAP_LINE | GAP_DOT))
		k->reasons |= REASON(DOUBLE);
	return true;
}

/* A brand of one ordinary word: capitals matter. */
static bool
words_are_fit(struct walk *k, bool tagged)
{
	size_t required = 0;
	bool lower = false;

	for (size_t i = 0; i < k->n; i++) {
		const struct elem *e = &k->f->elems[k->steps[i].elem];

		if (e->kind != ELEM_WORD)
			continue;
		required++;
		lower = e->capital && !k->w->words[k->steps[i].word].upper;
	}
	if (required != 1 ||
	    k->f->n - (k->f->elems[0].kind == ELEM_ARTICLE) != 1)
		return true;
	if (!lower || tagged || (k->reasons & REASON(ONE_WORD)) != 0)
		return true;
	k->reasons |= REASON(LOWER);
	return (k->reasons & REASON(ARTICLE)) == 0;
}

static bool
strict_same(const struct window *w, const struct word *word, const char *want)
{
	struct buf b;
	bool same;

	buf_init(&b, STRICT_MAX);
	same = fold_strict(&b, w->text + word->start,
		   word->end - word->start) == ERR_OK &&
	       b.data != NULL && strcmp(b.data, want) == 0;
	buf_fini(&b);
	return same;
}

static unsigned
gap_class(uint16_t gap)
{
	return walk_gap_only(gap, GAP_SPACE | GAP_LINE) && gap != 0 ? GAP_SPACE
								    : gap;
}

/* Is every word spelled, and joined to the next, as declared? */
static uint32_t
spelling(const struct walk *k)
{
	uint32_t reasons = 0;

	for (size_t i = 0; i < k->n; i++) {
		const struct step *st = &k->steps[i];
		const struct elem *e = &k->f->elems[st->elem];
		const struct word *word = &k->w->words[st->word];
		bool next = i > 0 && st->elem == k->steps[i - 1].elem + 1 &&
			    st->word == k->steps[i - 1].word + 1;

		if (word->damaged)
			reasons |= REASON(DAMAGED);
		else if (st->whole && !strict_same(k->w, word, e->strict) &&
			 e->kind != ELEM_NUMBER && e->kind != ELEM_AND)
			reasons |= REASON(ACCENTS);
		if (next && gap_class(word->gap) != gap_class(e->gap) &&
		    !k->bridged && (k->reasons & REASON(INITIAL)) == 0)
			reasons |= REASON(SPACING);
	}
	return reasons;
}

/* A byte of the text; behind its ends, also before the first, NUL. */
static char
byte_at(const struct window *w, size_t i)
{
	static const char none = '\0';

	return *(i < w->text_len ? &w->text[i] : &none);
}

/* What the bytes around a hit make of it. A sign reaches as far as the first
 * space. */
static void
surroundings(struct hit *h, const struct window *w)
{
	char before = byte_at(w, h->start - 1), after = byte_at(w, h->end);
	bool tight = memchr(w->text + h->start, ' ', h->end - h->start) == NULL;

	if (before == '#' && tight) {
		h->reasons |= REASON(HASHTAG);
		h->kind = MATCH_HANDLE;
	} else if (recognise_sigil(w->text, h->start) && tight) {
		if ((h->reasons & REASON(DECLARED_HANDLE)) == 0)
			h->reasons |= REASON(NAME_HANDLE);
		h->kind = MATCH_HANDLE;
	} else if (before == '/' || before == '=' || after == '@') {
		h->reasons |= REASON(ADDRESS);
	}
	if (fold_hidden(w->text + h->start, h->end - h->start) > 0)
		h->reasons |= REASON(HIDDEN);
}

/* The bytes that say the name: a question mark that was guessed to be a letter
 * of it, and was none, is left out; the dot of "Thuillier V." belongs to it. */
static void
extent(const struct walk *k, struct hit *h)
{
	const struct window *w = k->w;
	const struct word *first = &w->words[k->first];
	const struct word *last = &w->words[k->word - 1];
	const struct elem *head = &k->f->elems[k->steps[0].elem];
	const struct elem *tail = &k->f->elems[k->steps[k->n - 1].elem];
	size_t end = (size_t)last->key + last->len;

	h->start = k->start;
	h->end = last->end;
	if (w->keys[first->key] == WINDOW_ANY && (head->soft & 1) == 0)
		h->start = w->at[first->key + 1];
	if (w->keys[end - 1] == WINDOW_ANY &&
	    (tail->soft >> (tail->len - 1) & 1) == 0)
		h->end = w->at[end - 1];
	if (k->initial && !k->sigil && h->end < w->text_len &&
	    w->text[h->end] == '.')
		h->end++;
}

static void
finish(const struct walk *k, struct hit *h)
{
	h->name = k->f->name;
	extent(k, h);
	h->reasons = k->reasons | k->f->reasons | spelling(k);
	if (k->reversed)
		h->reasons |= REASON(REVERSED);
	if ((h->reasons & ~neutral) == 0)
		h->reasons |= REASON(AS_DECLARED);
	h->kind = (h->reasons & ~neutral) == 0 ? MATCH_EXACT : MATCH_VARIANT;
	if (k->handle) {
		h->kind = MATCH_HANDLE;
		h->reasons |= REASON(NAME_HANDLE);
	}
	surroundings(h, k->w);
	h->score = recognise_score(h->reasons);
}

/* Can the form begin with this word? A look at one letter spares most walks. */
static bool
may_begin(
    const struct form *f, const struct window *w, size_t word, bool reversed)
{
	const struct elem *e = &f->elems[reversed ? f->givens : 0];
	const char *key = window_key(w, word);

	return key[0] == e->key[0] || key[0] == WINDOW_ANY ||
	       (e->kind != ELEM_GIVEN && e->kind != ELEM_SURNAME &&
		   e->kind != ELEM_WORD);
}

/* One attempt, whole. */
static bool
attempt(const struct form *f, const struct window *w, size_t anchor,
    size_t word, size_t off, bool reversed, struct hit *h)
{
	struct walk k = { .f = f, .w = w, .reversed = reversed };
	bool tagged;

	if (!walk_from(&k, word, off) || k.word <= anchor)
		return false;
	tagged = k.start > 0 &&
		 (w->text[k.start - 1] == '#' || w->text[k.start - 1] == '@');
	if (k.sigil && !recognise_sigil(w->text, k.start))
		return false;
	if (f->kind == FORM_PERSON ? !person_is_fit(&k)
				   : !words_are_fit(&k, tagged))
		return false;
	finish(&k, h);
	return true;
}

/* Arabic writes "and", "in", "for", "like" as one letter with the word. */
static size_t
proclitic(const struct form *f, const struct window *w, size_t word)
{
	static const char *const letters[] = { "\xd9\x88", "\xd9\x81",
		"\xd8\xa8", "\xd9\x84", "\xd9\x83" };
	uint8_t lead = (uint8_t)f->elems[0].key[0];

	if (lead < 0xd8 || lead > 0xdb || w->words[word].len <= 2)
		return 0;
	for (size_t i = 0; i < NELEM(letters); i++)
		if (memcmp(window_key(w, word), letters[i], 2) == 0)
			return 2;
	return 0;
}

/* Handles stand character by character, whatever their case. */
static bool
recognise_handle(
    const struct form *f, const struct window *w, size_t first, struct hit *h)
{
	const struct word *a = &w->words[first];
	const struct word *z;
	struct word whole;
	char after;

	if (first + f->n > w->n || a->start < f->before)
		return false;
	z = &w->words[first + f->n - 1];
	whole = (struct word){ .start = a->start - f->before,
		.end = z->end + f->after };
	if (whole.end > w->text_len || !strict_same(w, &whole, f->handle))
		return false;
	/* Not the half of a longer one; a domain may follow or precede. */
	after = byte_at(w, whole.end);
	if (after == '_' || (f->before == 0 && a->gap == GAP_UNDERSCORE) ||
	    (first + f->n < w->n && z[1].gap == GAP_HYPHEN) ||
	    (first > 0 && a->gap == GAP_HYPHEN))
		return false;
	*h = (struct hit){ .name = f->name,
		.kind = MATCH_HANDLE,
		.start = whole.start,
		.end = whole.end };
	h->reasons = f->reasons | REASON(DECLARED_HANDLE);
	surroundings(h, w);
	if (f->sigil && !recognise_sigil(w->text, whole.start) &&
	    (whole.start == 0 || w->text[whole.start - 1] != '/'))
		return false;
	h->score = recognise_score(h->reasons);
	return true;
}

bool
recognise(const struct form *f, const struct window *w, size_t anchor,
    struct hit *out)
{
	size_t reach = f->n + BRIDGE;
	size_t from = anchor > reach ? anchor - reach : 0;
	bool any = false;

	if (f->n == 0 || anchor >= w->n)
		return false;
	for (size_t word = from; word <= anchor; word++) {
		size_t off = proclitic(f, w, word);
		struct hit h[3];
		bool ok[3] = { false };

		if (f->kind == FORM_HANDLE) {
			ok[0] = recognise_handle(f, w, word, &h[0]);
		} else {
			ok[0] = may_begin(f, w, word, false) &&
				attempt(f, w, anchor, word, 0, false, &h[0]);
			ok[1] = f->kind == FORM_PERSON &&
				may_begin(f, w, word, true) &&
				attempt(f, w, anchor, word, 0, true, &h[1]);
			ok[2] = off > 0 &&
				attempt(f, w, anchor, word, off, false, &h[2]);
		}
		for (size_t i = 0; i < NELEM(h); i++) {
			if (!ok[i] || (any && !recognise_better(&h[i], out)))
				continue;
			*out = h[i];
			any = true;
		}
	}
	return any;
}
