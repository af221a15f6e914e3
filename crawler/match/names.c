/* SPDX-License-Identifier: ISC */
/* All watched names together: the automaton over their anchors, the forms
 * behind each anchor, and the searches. names_candidate and names_find are one
 * walk with two endings, so the first can never miss what the second finds. */
#include "crawler/match/names.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/match/account.h"
#include "crawler/match/automaton.h"
#include "crawler/match/fuzzy.h"
#include "crawler/match/grammar.h"
#include "crawler/match/near.h"
#include "crawler/match/recognise.h"
#include "crawler/match/subject.h"
#include "crawler/match/users.h"
#include "crawler/match/window.h"
#include "crawler/normalise/fold.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

enum {
	RADIUS_MIN = 96, /* bytes of text around an anchor, then taken apart */
	HITS_RAW_MAX = 4 * NAMES_HITS_MAX, /* before overlaps are resolved */
};

struct names {
	struct arena arena;
	struct form *forms; /* owned */
	size_t forms_n, forms_cap;
	struct subject *subjects; /* owned */
	size_t n;
	struct automaton *automaton;    /* owned */
	struct account_index *accounts; /* owned */
	struct users *users;            /* owned: the forms of each anchor */
	size_t radius;
};

static const double NEARLY = 0.05;
/* In a number of a form: it is looked for misspelt (fuzzy.h). */
static const uint32_t MISSPELT = UINT32_C(1) << 31;

/* While the anchors are gathered. */
struct builder {
	struct names *nm;
	uint32_t form;
};

/* One search. */
struct search {
	const struct names *nm;
	const char *text;
	size_t n;
	struct hits *out; /* NULL: the first hit ends it */
	bool found;
	size_t cut_at; /* the place that w was cut around; SIZE_MAX: none */
	bool cut_guess;
	size_t anchor; /* in w */
	struct window w;
};

static void
add_form(void *arg, const struct form *f)
{
	struct names *nm = arg;

	if (nm->forms_n == nm->forms_cap) {
		nm->forms_cap = nm->forms_cap == 0 ? 16 : nm->forms_cap * 2;
		nm->forms =
		    mem_grow(nm->forms, nm->forms_cap, sizeof(*nm->forms));
	}
	nm->forms[nm->forms_n++] = *f;
}

static void
add_anchor(void *arg, const char *s, size_t n)
{
	const struct builder *b = arg;

	users_add(b->nm->users, automaton_add(b->nm->automaton, s, n),
	    &b->nm->forms[b->form], b->form, false);
}

/* A form's anchors where it is misspelt. */
static void
add_fuzzy(const struct names *nm, uint32_t form)
{
	char pattern[FORM_WORD_MAX + 3];
	struct form near;

	for (size_t side = 0; side < FUZZY_SIDES; side++)
		if (fuzzy_anchor(&nm->forms[form], side, &near, pattern))
			users_add(nm->users,
			    automaton_add(
				nm->automaton, pattern, strlen(pattern)),
			    &near, form | MISSPELT, true);
}

/* The anchors of all forms; returns the length of the longest form. */
static size_t
add_anchors(struct builder *b)
{
	const struct names *nm = b->nm;
	size_t longest = 0;

	for (size_t i = 0; i < nm->forms_n; i++) {
		const struct form *f = &nm->forms[i];
		size_t len = 0;

		b->form = (uint32_t)i;
		grammar_anchors(f, add_anchor, b);
		add_fuzzy(nm, b->form);
		for (size_t k = 0; k < f->n; k++)
			len += (size_t)f->elems[k].len + 1;
		longest = len > longest ? len : longest;
	}
	return longest;
}

struct names *
names_new(const struct watch *const *w, size_t n)
{
	struct names *nm;
	struct builder b;
	size_t longest;

	if (n > NAMES_MAX)
		return NULL;
	nm = mem_zalloc(sizeof(*nm));
	b = (struct builder){ .nm = nm };
	arena_init(&nm->arena);
	nm->n = n;
	nm->subjects = mem_zalloc(n * sizeof(*nm->subjects));
	nm->automaton = automaton_new();
	nm->users = users_new();
	for (size_t i = 0; i < n; i++) {
		grammar_forms(w[i], (unsigned)i, &nm->arena, add_form, nm);
		subject_init(&nm->subjects[i], w[i], &nm->arena);
	}
	longest = add_anchors(&b);
	users_build(nm->users, automaton_patterns(nm->automaton));
	automaton_build(nm->automaton);
	nm->accounts = account_index_new(nm->forms, nm->forms_n);
	nm->radius = RADIUS_MIN + 2 * longest;
	if (nm->radius > WINDOW_RADIUS_MAX)
		nm->radius = WINDOW_RADIUS_MAX;
	return nm;
}

void
names_free(struct names *nm)
{
	if (nm == NULL)
		return;
	account_index_free(nm->accounts);
	automaton_free(nm->automaton);
	arena_fini(&nm->arena);
	users_free(nm->users);
	free(nm->forms);
	free(nm->subjects);
	free(nm);
}

size_t
names_count(const struct names *nm)
{
	return nm->n;
}

/* Notes a hit. True ends the search. */
static bool
keep(struct search *s, const struct hit *h)
{
	s->found = true;
	if (s->out == NULL)
		return true;
	hits_add(s->out, h);
	return s->out->n >= HITS_RAW_MAX;
}

/* One form behind an anchor, against the window around it. */
static bool
try_form(void *arg, uint32_t form)
{
	struct search *s = arg;
	const struct form *f = &s->nm->forms[form & ~MISSPELT];
	struct hit h;

	if ((form & MISSPELT) != 0)
		return fuzzy_recognise(f, &s->w, s->anchor, &h) && keep(s, &h);
	return (recognise(f, &s->w, s->anchor, &h) ||
		   recognise_tag(f, &s->w, s->anchor, &h)) &&
	       keep(s, &h);
}

/* A form that may be there, and the place. */
struct look {
	const struct names *nm;
	const struct near *ne;
};

static bool
any_form(void *arg, uint32_t form)
{
	const struct look *l = arg;

	return (form & MISSPELT) == 0 ||
	       fuzzy_near(&l->nm->forms[form & ~MISSPELT], l->ne);
}

static void
cut(struct search *s, size_t end, bool guess)
{
	if (s->cut_at == end && s->cut_guess == guess)
		return;
	window_cut(&s->w, s->text, s->n, end, s->nm->radius, guess);
	s->anchor = window_word_at(&s->w, end);
	s->cut_at = end;
	s->cut_guess = guess;
}

static bool
on_anchor(void *arg, const struct automaton_hit *hit)
{
	struct search *s = arg;
	const struct users *us = s->nm->users;
	const struct near_filter *nf = users_filter(us, hit->pattern);
	struct near ne;
	struct look look = { s->nm, &ne };

	if (users_beside(us, hit->pattern))
		near_beside(&ne, nf, s->text, s->n, hit);
	else
		near_read(&ne, nf, s->text, s->n, hit);
	if (!users_each(us, hit->pattern, &ne, any_form, &look))
		return false;
	cut(s, hit->end, false);
	if (ne.all)
		near_window(&ne, &s->w, s->anchor);
	if (users_each(us, hit->pattern, &ne, try_form, s))
		return true;
	if (!s->w.lost)
		return false;
	cut(s, hit->end, true);
	return users_each(us, hit->pattern, &ne, try_form, s);
}

bool
names_candidate(const struct names *nm, const char *text, size_t n)
{
	struct search s;

	s.nm = nm;
	s.text = text;
	s.n = n;
	s.out = NULL;
	s.found = false;
	s.cut_at = SIZE_MAX;
	(void)automaton_search(nm->automaton, text, n, on_anchor, &s);
	return s.found;
}

static int
by_name(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return recognise_better(x, y) ? -1 : recognise_better(y, x);
}

static int
by_start(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->name < y->name ? -1 : x->name > y->name;
}

/* Of two that overlap: the surer, but the longer where they are nearly as
 * sure ("Orange SA", not its "Orange"). */
static bool
prevails(const struct hit *a, const struct hit *b)
{
	double more = a->score - b->score;

	if (more < NEARLY && more > -NEARLY &&
	    a->end - a->start != b->end - b->start)
		return a->end - a->start > b->end - b->start;
	return recognise_better(a, b);
}

/* Is the place of this hit another watched name, spelled right? Hits from
 * `group` on begin where it does. */
static bool
is_other(const struct hits *h, size_t group, const struct hit *one)
{
	for (size_t i = group; i < h->n && h->v[i].start == one->start; i++)
		if (h->v[i].kind != MATCH_LOOKALIKE && h->v[i].end == one->end)
			return true;
	return false;
}

/* Then it is no misspelling of ours. */
static void
drop_others(struct hits *h, size_t from)
{
	size_t n = from, group = from;

	for (size_t i = from; i < h->n; i++) {
		while (h->v[group].start < h->v[i].start)
			group++;
		if (h->v[i].kind == MATCH_LOOKALIKE &&
		    is_other(h, group, &h->v[i]))
			h->v[i].score = 0;
	}
	for (size_t i = from; i < h->n; i++)
		if (h->v[i].score > 0)
			h->v[n++] = h->v[i];
	h->n = n;
}

/* Of hits of one name that overlap, the best stays. */
static void
resolve(struct hits *h, size_t from)
{
	size_t n = from;

	if (h->n - from < 2)
		return;
	qsort(h->v + from, h->n - from, sizeof(*h->v), by_name);
	for (size_t i = from; i < h->n; i++) {
		struct hit *last = n > from ? &h->v[n - 1] : NULL;

		if (last == NULL || last->name != h->v[i].name ||
		    last->end <= h->v[i].start)
			h->v[n++] = h->v[i];
		else if (prevails(&h->v[i], last))
			*last = h->v[i];
	}
	h->n = n;
	qsort(h->v + from, h->n - from, sizeof(*h->v), by_start);
	drop_others(h, from);
	if (h->n - from > NAMES_HITS_MAX)
		h->n = from + NAMES_HITS_MAX;
}

enum err
names_find(const struct names *nm, const char *text, size_t n, struct hits *out)
{
	struct hits raw;
	struct search s;

	hits_init(&raw);
	s.nm = nm;
	s.text = text;
	s.n = n;
	s.out = &raw;
	s.found = false;
	s.cut_at = SIZE_MAX;
	(void)automaton_search(nm->automaton, text, n, on_anchor, &s);
	resolve(&raw, 0);
	for (size_t i = 0; i < raw.n; i++)
		hits_add(out, &raw.v[i]);
	hits_fini(&raw);
	return ERR_OK;
}

bool
names_admits(const struct names *nm, unsigned name, const struct query_doc *d)
{
	return name < nm->n && subject_admits(&nm->subjects[name], d);
}

bool
names_is_own(const struct names *nm, unsigned name, const char *url)
{
	return name < nm->n && subject_owns(&nm->subjects[name], url);
}

/* The account's name read as a text; a bare handle also as "@handle". */
static enum err
find_as_text(const struct names *nm, const char *s, size_t n, struct hits *out)
{
	enum err e = names_find(nm, s, n, out);
	size_t from;
	char *at;

	if (e != ERR_OK || n == 0 || s[0] == '@' || memchr(s, ' ', n) != NULL)
		return e;
	at = mem_alloc(n + 1);
	at[0] = '@';
	memcpy(at + 1, s, n);
	from = out->n;
	e = names_find(nm, at, n + 1, out);
	for (size_t i = from; i < out->n; i++) {
		out->v[i].start -= out->v[i].start > 0;
		out->v[i].end--;
	}
	free(at);
	return e;
}

enum err
names_find_handle(
    const struct names *nm, const char *handle, size_t n, struct hits *out)
{
	struct hits as_text;
	enum err e;

	if (n > NAMES_ACCOUNT_MAX)
		n = utf8_floor(handle, NAMES_ACCOUNT_MAX);
	hits_init(&as_text);
	e = find_as_text(nm, handle, n, &as_text);
	if (e == ERR_OK)
		e = account_find(nm->accounts, handle, n, &as_text, out);
	hits_fini(&as_text);
	return e;
}
