/* SPDX-License-Identifier: ISC */
/* From a declared name to its forms. */
#include "crawler/match/grammar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/match/hits.h"
#include "crawler/match/lexicon.h"
#include "crawler/match/lookalike.h"
#include "crawler/normalise/fold.h"
#include "store/base/utf8.h"

enum {
	HANDLE_PLAIN_MAX = 6, /* bytes */
	SPLIT_MIN = 4,        /* bytes of a surname behind its particle */
};

/* A name while its forms are made. */
struct maker {
	unsigned name;
	struct arena *arena; /* borrowed */
	uint32_t reasons;
	grammar_emit emit;
	void *arg;
};

static const char *
arena_strict(struct arena *a, const char *s, size_t n)
{
	struct buf b;
	const char *kept = "";

	buf_init(&b, (size_t)64 * WATCH_TEXT_MAX);
	if (fold_strict(&b, s, n) == ERR_OK && b.len > 0)
		kept = arena_strndup(a, b.data, b.len);
	buf_fini(&b);
	return kept;
}

static struct elem
elem_of(struct arena *a, const struct window *w, size_t i, enum elem_kind kind)
{
	const struct word *word = &w->words[i];
	size_t text_len = word->end - word->start;
	struct elem e = { .kind = kind, .gap = word->gap };

	e.len = word->len < FORM_WORD_MAX ? (uint8_t)word->len : FORM_WORD_MAX;
	e.key = arena_strndup(a, w->keys + word->key, e.len);
	e.bag = lookalike_bag(e.key, e.len);
	for (size_t k = 0; k < e.len; k++)
		if ((w->text[w->at[word->key + k]] & 0x80) != 0)
			e.soft |= UINT64_C(1) << k;
	e.text = arena_strndup(a, w->text + word->start, text_len);
	e.strict = arena_strict(a, e.text, text_len);
	e.capital = word->upper;
	e.number = kind == ELEM_NUMBER ? lexicon_number(e.key) : 0;
	return e;
}

static void
form_add(struct form *f, struct elem e)
{
	if (f->n < FORM_ELEMS_MAX)
		f->elems[f->n++] = e;
}

bool
grammar_optional(const struct elem *e)
{
	return e->kind == ELEM_PARTICLE || e->kind == ELEM_ARTICLE ||
	       e->kind == ELEM_AND;
}

/* The elements from..to as one word; `all` with those that may be left out. */
static const char *
joined(const struct form *f, struct arena *a, size_t from, size_t to, bool all)
{
	struct buf b;
	const char *kept = "";
	enum err e = ERR_OK;

	buf_init(&b, (size_t)FORM_ELEMS_MAX * FORM_WORD_MAX);
	for (size_t i = from; i < to && e == ERR_OK; i++)
		if (all || !grammar_optional(&f->elems[i]))
			e = buf_add(&b, f->elems[i].key, f->elems[i].len);
	if (b.len > 0)
		kept = arena_strndup(a, b.data, b.len);
	buf_fini(&b);
	return kept;
}

static void
joined_add(struct form *f, const char *s)
{
	if (s[0] == '\0' || f->joined_n == FORM_JOINED_MAX)
		return;
	for (size_t i = 0; i < f->joined_n; i++)
		if (strcmp(f->joined[i], s) == 0)
			return;
	f->joined[f->joined_n++] = s;
}

/* The longest word that must stand; figures and damaged words are the worst to
 * look for. */
static void
anchor_choose(struct form *f)
{
	size_t best = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct elem *e = &f->elems[i];
		size_t worth = (size_t)e->len * 4 + 4;

		if (grammar_optional(e) || e->kind == ELEM_GIVEN)
			continue;
		if (e->soft != 0)
			worth -= e->len;
		if (e->kind == ELEM_NUMBER)
			worth = 1;
		if (worth > best) {
			best = worth;
			f->anchor = i;
		}
	}
}

static void
form_finish(struct maker *m, struct form *f)
{
	size_t g = f->givens;

	if (f->n == 0)
		return;
	f->name = m->name;
	f->reasons |= m->reasons;
	anchor_choose(f);
	grammar_leads(f);
	joined_add(f, joined(f, m->arena, 0, f->n, true));
	joined_add(f, joined(f, m->arena, 0, f->n, false));
	if (f->kind == FORM_PERSON) {
		const char *given = joined(f, m->arena, 0, g, true);

		f->surname = joined(f, m->arena, g, f->n, true);
		joined_add(
		    f, arena_printf(m->arena, "%s%s", f->surname, given));
		joined_add(f, arena_printf(m->arena, "%s%s",
				  joined(f, m->arena, g, f->n, false), given));
	}
	m->emit(m->arg, f);
}

static enum elem_kind
word_kind(const struct window *w, size_t i, size_t from)
{
	const struct word *word = &w->words[i];
	const char *key = w->keys + word->key;
	char copy[FORM_WORD_MAX] = { 0 };

	if (i == from && i + 1 < w->n &&
	    lexicon_has(LEXICON_ARTICLE, key, word->len))
		return ELEM_ARTICLE;
	if (i > from && i + 1 < w->n &&
	    lexicon_has(LEXICON_AND, key, word->len))
		return ELEM_AND;
	if (word->len < sizeof(copy)) {
		memcpy(copy, key, word->len);
		if (lexicon_number(copy) != 0)
			return ELEM_NUMBER;
	}
	return ELEM_WORD;
}

static void
make_words(struct maker *m, const struct window *w)
{
	struct form f = { .kind = FORM_WORDS };

	for (size_t i = 0; i < w->n; i++) {
		if (i > 0 && (w->words[i].gap & GAP_AMPERSAND) != 0) {
			struct elem and = { .kind = ELEM_AND,
				.len = 3,
				.key = "and",
				.text = "&",
				.strict = "&",
				.gap = GAP_SPACE };

			form_add(&f, and);
		}
		form_add(&f, elem_of(m->arena, w, i, word_kind(w, i, 0)));
	}
	form_finish(m, &f);
}

static bool
word_is(const struct window *w, size_t i, enum lexicon list)
{
	return lexicon_has(list, w->keys + w->words[i].key, w->words[i].len);
}

/* Where a person's surname stands among the words: [from, to). */
struct surname {
	size_t from, to;
};

/* "THUILLIER Valérie", "Valérie LE GALL": capitals say it. */
static bool
surname_by_capitals(const struct window *w, struct surname *s)
{
	size_t loud = 0, longest = 0, first = w->n, last = 0;

	for (size_t i = 0; i < w->n; i++) {
		const struct word *word = &w->words[i];

		if (!word->upper || word->lower || word->len < 2)
			continue;
		loud++;
		longest = word->len > longest ? word->len : longest;
		last = i;
		if (first == w->n)
			first = i;
	}
	/* "JM Martin": two capitals are initials. */
	if (longest < 3 || loud == w->n || loud != last - first + 1 ||
	    (first != 0 && last != w->n - 1))
		return false;
	/* What a hyphen or apostrophe ties to the rest is no part by itself. */
	if ((w->words[first == 0 ? last + 1 : first].gap &
		(GAP_HYPHEN | GAP_APOSTROPHE)) != 0)
		return false;
	*s = (struct surname){ first, last + 1 };
	return true;
}

static struct surname
surname_find(const struct window *w)
{
	struct surname s;
	size_t i;

	if (surname_by_capitals(w, &s))
		return s;
	for (i = 1; i < w->n; i++) /* "Thuillier, Valérie" */
		if ((w->words[i].gap & GAP_COMMA) != 0)
			return (struct surname){ 0, i };
	/* The last word, with what a hyphen or apostrophe ties to it, and the
	 * particles before; but never the first word. */
	for (i = w->n - 1; i > 1; i--) {
		bool tied =
		    (w->words[i].gap & (GAP_HYPHEN | GAP_APOSTROPHE)) != 0;

		if (!tied && !word_is(w, i - 1, LEXICON_PARTICLE))
			break;
	}
	return (struct surname){ i, w->n };
}

static enum elem_kind
surname_kind(const struct window *w, const struct surname *s, size_t i)
{
	return i + 1 < s->to && word_is(w, i, LEXICON_PARTICLE) ? ELEM_PARTICLE
								: ELEM_SURNAME;
}

/* A double surname is used by halves, and turned round: each becomes a form of
 * its own, and says so. */
static void
make_halves(struct maker *m, const struct form *whole)
{
	size_t g = whole->givens;
	struct form f = *whole;

	if (whole->n != g + 2 || whole->elems[g].kind != ELEM_SURNAME ||
	    (whole->elems[g + 1].gap & GAP_HYPHEN) == 0)
		return;
	f.reasons |= REASON(DOUBLE);
	f.joined_n = 0;
	f.n = g + 1;
	form_finish(m, &f);
	f.joined_n = 0;
	f.elems[g] = whole->elems[g + 1];
	f.elems[g].gap = whole->elems[g].gap;
	form_finish(m, &f);
	f.joined_n = 0;
	f.n = g + 2;
	f.elems[g + 1] = whole->elems[g];
	f.elems[g + 1].gap = whole->elems[g + 1].gap;
	form_finish(m, &f);
}

/* "Delaunay" is also written "de Launay": a form whose surname is two words. */
static void
make_split(struct maker *m, const struct form *whole)
{
	static const char *const heads[] = { "des", "de", "du", "la", "le",
		"van", "von" };
	const struct elem *e = &whole->elems[whole->n - 1];
	struct form f = *whole;
	size_t len = 0;

	for (size_t i = 0; i < NELEM(heads) && len == 0; i++)
		if (strncmp(e->key, heads[i], strlen(heads[i])) == 0)
			len = strlen(heads[i]);
	if (len == 0 || e->len < len + SPLIT_MIN || whole->n != f.givens + 1)
		return;
	f.reasons |= REASON(PARTICLE);
	f.joined_n = 0;
	f.elems[f.n] = *e;
	f.elems[f.n].key = e->key + len;
	f.elems[f.n].len = (uint8_t)(e->len - len);
	f.elems[f.n].soft = e->soft >> len;
	f.elems[f.n].gap = GAP_SPACE;
	f.elems[f.n - 1].key = arena_strndup(m->arena, e->key, len);
	f.elems[f.n - 1].len = (uint8_t)len;
	f.elems[f.n - 1].soft &= (UINT64_C(1) << len) - 1;
	f.n++;
	form_finish(m, &f);
}

static void
make_person(struct maker *m, const struct window *w)
{
	struct form f = { .kind = FORM_PERSON };
	struct surname s = surname_find(w);

	if (w->n < 2 || s.to - s.from == w->n || w->words[0].unspaced) {
		make_words(m, w);
		return;
	}
	for (size_t i = 0; i < w->n; i++)
		if (i < s.from || i >= s.to)
			form_add(&f, elem_of(m->arena, w, i, ELEM_GIVEN));
	f.givens = f.n;
	for (size_t i = s.from; i < s.to; i++)
		form_add(&f, elem_of(m->arena, w, i, surname_kind(w, &s, i)));
	if (s.from == 0) { /* declared surname first: neighbours changed */
		f.elems[0].gap = GAP_EDGE;
		f.elems[f.givens].gap = GAP_SPACE;
	}
	form_finish(m, &f);
	make_halves(m, &f);
	if (f.n < FORM_ELEMS_MAX)
		make_split(m, &f);
}

/* Leaves out words [from, to) of a window. */
static void
window_drop(struct window *w, size_t from, size_t to)
{
	memmove(w->words + from, w->words + to,
	    (w->n + 1 - to) * sizeof(*w->words));
	w->n -= to - from;
}

/* "Valérie Thuillier née Martin" is two names of one person. */
static bool
make_birth(struct maker *m, const struct window *w)
{
	struct window half = *w;
	size_t at = 2, givens;

	while (at < w->n && !word_is(w, at, LEXICON_BIRTH))
		at++;
	if (at + 1 >= w->n)
		return false;
	half.n = at;
	make_person(m, &half);
	givens = surname_find(&half).from;
	half = *w;
	window_drop(&half, givens, at + 1);
	half.words[givens].gap = GAP_SPACE;
	if (givens > 0)
		make_person(m, &half);
	return true;
}

static void
make_name(struct maker *m, const char *text, enum watch_kind kind)
{
	struct window w;

	window_cut(&w, text, strlen(text), 0, WINDOW_RADIUS_MAX, false);
	if (w.n > FORM_ELEMS_MAX)
		w.n =
		    FORM_ELEMS_MAX; /* the rest of so long a name is dropped */
	if (w.n == 0)
		return;
	if (kind == WATCH_BRAND) {
		make_words(m, &w);
		return;
	}
	while (w.n > 2 && word_is(&w, 0, LEXICON_TITLE) &&
	       (w.words[1].gap & ~(GAP_SPACE | GAP_DOT)) == 0)
		window_drop(&w, 0, 1);
	if (!make_birth(m, &w))
		make_person(m, &w);
}

/* A handle so short, or so like one word of the name, that in a text it is that
 * word: only with its sign is it the handle. */
static bool
handle_is_plain(const struct window *handle, const char *name)
{
	const struct word *word = &handle->words[0];
	struct window w;

	if (handle->keys_n < HANDLE_PLAIN_MAX)
		return true;
	window_cut(&w, name, strlen(name), 0, WINDOW_RADIUS_MAX, false);
	for (size_t i = 0; i < w.n && handle->n == 1; i++)
		if (w.words[i].len == word->len &&
		    memcmp(w.keys + w.words[i].key, handle->keys + word->key,
			word->len) == 0)
			return true;
	return false;
}

static void
make_handle(struct maker *m, const char *text, const char *name)
{
	struct form f = { .kind = FORM_HANDLE };
	struct window w;

	window_cut(&w, text, strlen(text), 0, WINDOW_RADIUS_MAX, false);
	for (size_t i = 0; i < w.n; i++)
		form_add(&f, elem_of(m->arena, &w, i, ELEM_WORD));
	if (w.n > 0) {
		f.before = (uint8_t)w.words[0].start;
		f.after = (uint8_t)(strlen(text) - w.words[w.n - 1].end);
	}
	f.handle = arena_strict(m->arena, text, strlen(text));
	f.sigil = handle_is_plain(&w, name);
	joined_add(&f, joined(&f, m->arena, 0, f.n, true));
	for (size_t i = 1; i < f.n; i++)
		if (f.elems[i].gap == GAP_DOT ||
		    text[w.words[i].start - 1] == '@') {
			joined_add(&f, joined(&f, m->arena, 0, i, true));
			break;
		}
	form_finish(m, &f);
}

static bool
make_topic_words(void *arg, const char *words)
{
	make_name(arg, words, WATCH_BRAND);
	return true;
}

/* A topic is looked for by the words of its query. */
static void
make_topic(struct maker *m, const struct watch *w)
{
	struct query_fault fault;
	struct query *q;

	if (w->query != NULL &&
	    query_parse(m->arena, w->query, &q, &fault) == ERR_OK)
		query_words(q, make_topic_words, m);
}

void
grammar_forms(const struct watch *w, unsigned name, struct arena *a,
    grammar_emit emit, void *arg)
{
	struct maker m = { .name = name, .arena = a, .emit = emit, .arg = arg };

	if (w->kind == WATCH_TOPIC)
		make_topic(&m, w);
	else
		make_name(&m, w->name, w->kind);
	for (size_t i = 0; i < w->handles.n; i++)
		make_handle(&m, w->handles.v[i], w->name);
	m.reasons = REASON(ALIAS);
	for (size_t i = 0; i < w->also.n; i++)
		make_name(&m, w->also.v[i], w->kind);
}
