/* SPDX-License-Identifier: ISC */
/* Aho-Corasick over folded bytes. While patterns are added, rows hold the
 * trie, with 0 for "no child"; automaton_build puts them in order of breadth
 * and writes the failure transitions into the same rows.
 *
 * A transition is the offset of the next state's row, with HIT on top when
 * something ends there. Bytes that occur in no pattern share one class. */
#include "crawler/match/automaton.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "crawler/normalise/fold.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

#define HIT 0x80000000u
#define ROW 0x7fffffffu

enum {
	WALKERS = 8,
	SPLIT_MIN = 1024,    /* shorter pieces are walked by one */
	HUGE_PAGE = 2 << 20, /* bytes: the rows of many names fill several */
	NO_PATTERN = -1,
	BESIDE = 64, /* bytes around a chunk that a hit's reader may see */
};

struct state {
	int32_t pattern; /* that ends exactly here, or NO_PATTERN */
	uint32_t suffix; /* next shorter state where one ends; 0: none */
	uint16_t depth;  /* bytes from the root */
	uint8_t last;    /* the byte that led here */
};

struct added {
	char *s; /* owned */
	size_t n;
};

struct automaton {
	struct added *added; /* owned; freed by automaton_build */
	size_t added_n;
	uint32_t *table; /* owned: the patterns by hash, number + 1 */
	size_t table_size;
	uint8_t class_of[256];
	uint32_t width;       /* classes: the length of a row */
	uint32_t *next;       /* owned: rows */
	struct state *states; /* owned */
	size_t states_n, states_cap;
};

/* Where a search stands. */
struct walk {
	const struct automaton *a;
	const char *folded; /* the chunk */
	size_t len;
	size_t base;          /* of the chunk in the text */
	size_t behind, ahead; /* bytes folded before and after the chunk */
	automaton_found found;
	void *arg;
	bool stop;
};

struct automaton *
automaton_new(void)
{
	return mem_zalloc(sizeof(struct automaton));
}

void
automaton_free(struct automaton *a)
{
	if (a == NULL)
		return;
	for (size_t i = 0; a->added != NULL && i < a->added_n; i++)
		free(a->added[i].s);
	free(a->added);
	free(a->table);
	free(a->next);
	free(a->states);
	free(a);
}

static uint64_t
hash_of(const char *s, size_t n)
{
	uint64_t h = 0xcbf29ce484222325; /* FNV-1a */

	for (size_t i = 0; i < n; i++)
		h = (h ^ (uint8_t)s[i]) * 0x100000001b3;
	return h ^ h >> 32;
}

static void
table_put(struct automaton *a, size_t number)
{
	const struct added *p = &a->added[number];
	size_t at = hash_of(p->s, p->n) & (a->table_size - 1);

	while (a->table[at] != 0)
		at = (at + 1) & (a->table_size - 1);
	a->table[at] = (uint32_t)number + 1;
}

/* At most half full. */
static void
table_grow(struct automaton *a)
{
	if (a->added_n * 2 < a->table_size)
		return;
	a->table_size = a->table_size == 0 ? 64 : a->table_size * 2;
	free(a->table);
	a->table = mem_zalloc(a->table_size * sizeof(*a->table));
	for (size_t i = 0; i < a->added_n; i++)
		table_put(a, i);
}

unsigned
automaton_add(struct automaton *a, const char *s, size_t n)
{
	size_t at;

	assert(n > 0 && n <= AUTOMATON_PATTERN_MAX && a->next == NULL);
	table_grow(a);
	at = hash_of(s, n) & (a->table_size - 1);
	for (; a->table[at] != 0; at = (at + 1) & (a->table_size - 1)) {
		const struct added *p = &a->added[a->table[at] - 1];

		if (p->n == n && memcmp(p->s, s, n) == 0)
			return a->table[at] - 1;
	}
	/* Grown by doubling: whenever the count is a power of two. */
	if ((a->added_n & (a->added_n - 1)) == 0)
		a->added = mem_grow(a->added,
		    a->added_n == 0 ? 1 : a->added_n * 2, sizeof(*a->added));
	a->added[a->added_n].s = mem_strndup(s, n);
	a->added[a->added_n].n = n;
	table_put(a, a->added_n);
	return (unsigned)a->added_n++;
}

size_t
automaton_patterns(const struct automaton *a)
{
	return a->added_n;
}

/* Class 0 is every byte that no pattern has; the space and FOLD_NONE always
 * have their own. */
static void
classes_make(struct automaton *a)
{
	bool used[256] = { false };

	used[FOLD_SPACE] = used[FOLD_NONE] = true;
	for (size_t i = 0; i < a->added_n; i++)
		for (size_t k = 0; k < a->added[i].n; k++)
			used[(uint8_t)a->added[i].s[k]] = true;
	a->width = 1;
	for (size_t b = 0; b < 256; b++)
		if (used[b])
			a->class_of[b] = (uint8_t)a->width++;
}

static size_t
state_new(struct automaton *a, size_t parent, uint8_t byte)
{
	struct state *st;

	if (a->states_n == a->states_cap) {
		size_t cap = a->states_cap == 0 ? 256 : a->states_cap * 2;

		assert(cap < ROW / a->width);
		a->states = mem_grow(a->states, cap, sizeof(*a->states));
		a->next = mem_grow(a->next, cap * a->width, sizeof(*a->next));
		a->states_cap = cap;
	}
	st = &a->states[a->states_n];
	st->pattern = NO_PATTERN;
	st->suffix = 0;
	st->depth =
	    a->states_n == 0 ? 0 : (uint16_t)(a->states[parent].depth + 1);
	st->last = byte;
	memset(
	    a->next + a->states_n * a->width, 0, a->width * sizeof(*a->next));
	return a->states_n++;
}

static void
trie_add(struct automaton *a, const struct added *p, int32_t number)
{
	size_t at = 0;

	for (size_t i = 0; i < p->n; i++) {
		uint8_t byte = (uint8_t)p->s[i];
		size_t edge = at * a->width + a->class_of[byte];
		size_t child = a->next[edge] / a->width;

		if (child == 0) {
			child = state_new(a, at, byte);
			a->next[edge] = (uint32_t)(child * a->width);
		}
		at = child;
	}
	a->states[at].pattern = number;
}

/* Rows for all the steps that miss every cache: with large pages they find the
 * table's pages at least. Where the system has none, nothing is lost. */
static uint32_t *
rows_new(size_t n)
{
	uint32_t *rows = mem_array(n, sizeof(*rows));
	size_t len = n * sizeof(*rows);
	/* To the first page that is whole. */
	size_t skip = (size_t)(-(uintptr_t)rows & (HUGE_PAGE - 1));

	if (skip + HUGE_PAGE <= len)
		(void)madvise((char *)rows + skip,
		    (len - skip) & ~(size_t)(HUGE_PAGE - 1), MADV_HUGEPAGE);
	return rows;
}

/* Renumbers the states in breadth. Text that is no name stays near the root:
 * these rows then stand together, where a cache can hold them, and not each
 * beside the pattern that first needed it. */
static void
breadth_make(struct automaton *a)
{
	struct state *states = mem_array(a->states_n, sizeof(*states));
	uint32_t *next = rows_new(a->states_n * a->width);
	uint32_t *order = mem_array(a->states_n, sizeof(*order));
	uint32_t n = 1;

	order[0] = 0;
	for (uint32_t s = 0; s < a->states_n; s++) {
		const uint32_t *from = a->next + (size_t)order[s] * a->width;
		uint32_t *to = next + (size_t)s * a->width;

		states[s] = a->states[order[s]];
		for (uint32_t c = 0; c < a->width; c++) {
			if (from[c] == 0)
				continue;
			order[n] = from[c] / a->width;
			to[c] = n++ * a->width;
		}
	}
	free(order);
	free(a->next);
	free(a->states);
	a->next = next;
	a->states = states;
}

/* In the order in breadth, where a state's failure comes before it and its
 * children behind it. */
static void
failures_make(struct automaton *a)
{
	uint32_t *fail = mem_zalloc(a->states_n * sizeof(*fail));

	for (size_t s = 0; s < a->states_n; s++) {
		uint32_t *row = a->next + s * a->width, f = fail[s];
		const uint32_t *fall = a->next + (size_t)f * a->width;

		for (uint32_t c = 0; c < a->width; c++) {
			if (row[c] == 0)
				row[c] = s == 0 ? 0 : fall[c];
			else
				fail[row[c] / a->width] =
				    s == 0 ? 0 : fall[c] / a->width;
		}
		if (s != 0)
			a->states[s].suffix = a->states[f].pattern != NO_PATTERN
						  ? f
						  : a->states[f].suffix;
	}
	free(fail);
}

/* Marks the transitions into states where something ends, and keeps the state
 * where a byte does not count. Such a step reports nothing again. */
static void
marks_make(struct automaton *a)
{
	uint8_t space = a->class_of[FOLD_SPACE];

	for (size_t s = 0; s < a->states_n; s++) {
		uint32_t *row = a->next + s * a->width;

		for (uint32_t c = 0; c < a->width; c++) {
			const struct state *to = &a->states[row[c] / a->width];

			if (to->pattern != NO_PATTERN || to->suffix != 0)
				row[c] |= HIT;
		}
		row[a->class_of[FOLD_NONE]] = (uint32_t)(s * a->width);
		if (a->states[s].last == FOLD_SPACE)
			row[space] = (uint32_t)(s * a->width);
	}
}

void
automaton_build(struct automaton *a)
{
	assert(a->next == NULL);
	classes_make(a);
	(void)state_new(a, 0, 0);
	for (size_t i = 0; i < a->added_n; i++) {
		trie_add(a, &a->added[i], (int32_t)i);
		free(a->added[i].s);
	}
	free(a->added);
	a->added = NULL;
	free(a->table);
	a->table = NULL;
	breadth_make(a);
	failures_make(a);
	marks_make(a);
}

/* Everything of at least `least` bytes that ends in the state, before offset
 * `at` of the chunk. */
static void
report(struct walk *w, uint32_t row, size_t at, size_t least)
{
	const struct automaton *a = w->a;
	uint32_t s = (row & ROW) / a->width;

	if (a->states[s].pattern == NO_PATTERN)
		s = a->states[s].suffix;
	for (; s != 0 && !w->stop; s = a->states[s].suffix) {
		struct automaton_hit hit = {
			.pattern = (unsigned)a->states[s].pattern,
			.end = w->base + (at < w->len ? at : w->len),
			.len = a->states[s].depth,
			.near = w->folded - w->behind,
			.near_base = w->base - w->behind,
			.near_len = w->behind + w->len + w->ahead,
			.near_at = w->behind + at,
		};

		if (a->states[s].depth >= least)
			w->stop = w->found(w->arg, &hit);
	}
}

/* One walker from `from` to `to`. */
static uint32_t
walk_one(struct walk *w, uint32_t row, size_t from, size_t to)
{
	const uint32_t *next = w->a->next;
	const uint8_t *class_of = w->a->class_of;

	for (size_t i = from; i < to && !w->stop; i++) {
		row = next[(row & ROW) + class_of[(uint8_t)w->folded[i]]];
		if ((row & HIT) != 0)
			report(w, row, i + 1, 0);
	}
	return row & ROW;
}

/* Goes on where another walker began, until all that is under way began after
 * that place too. True, and the state, if the chunk ended before. */
static bool
walk_over(struct walk *w, uint32_t *row, size_t from)
{
	const struct automaton *a = w->a;
	size_t seen = 0;

	for (size_t i = from; i < w->len && !w->stop; i++) {
		uint32_t to =
		    a->next[*row + a->class_of[(uint8_t)w->folded[i]]];

		/* A byte that left the state alone did not count; one that
		 * did but came back to it would be a hit or a longer loop. */
		if (w->folded[i] != FOLD_NONE &&
		    (w->folded[i] != FOLD_SPACE || (to & ROW) != *row))
			seen++;
		*row = to & ROW;
		if (a->states[*row / a->width].depth <= seen)
			return false;
		if ((to & HIT) != 0)
			report(w, to, i + 1, seen + 1);
	}
	return true;
}

/* What the walkers met after i + 1 steps each. */
static void
report_all(struct walk *w, const uint32_t r[WALKERS], size_t i, size_t part)
{
	for (size_t k = 0; k < WALKERS && !w->stop; k++)
		if ((r[k] & HIT) != 0)
			report(w, r[k], i + k * part + 1, 0);
}

/* The walkers in step, each over its part. Their states are variables, not an
 * array, or the compiler would keep them in memory between the steps. */
static void
walk_parts(struct walk *w, uint32_t r[WALKERS], size_t part)
{
	const uint32_t *next = w->a->next;
	const uint8_t *class_of = w->a->class_of;
	const uint8_t *p = (const uint8_t *)w->folded;
	uint32_t a = r[0], b = r[1], c = r[2], d = r[3];
	uint32_t e = r[4], f = r[5], g = r[6], h = r[7];

	for (size_t i = 0; i < part && !w->stop; i++, p++) {
		a = next[(a & ROW) + class_of[p[0]]];
		b = next[(b & ROW) + class_of[p[part]]];
		c = next[(c & ROW) + class_of[p[2 * part]]];
		d = next[(d & ROW) + class_of[p[3 * part]]];
		e = next[(e & ROW) + class_of[p[4 * part]]];
		f = next[(f & ROW) + class_of[p[5 * part]]];
		g = next[(g & ROW) + class_of[p[6 * part]]];
		h = next[(h & ROW) + class_of[p[7 * part]]];
		if (((a | b | c | d | e | f | g | h) & HIT) != 0)
			report_all(w,
			    (const uint32_t[]){ a, b, c, d, e, f, g, h }, i,
			    part);
	}
	memcpy(r, (const uint32_t[]){ a, b, c, d, e, f, g, h },
	    WALKERS * sizeof(*r));
}

/* The chunk by all walkers. */
static uint32_t
walk_all(struct walk *w, uint32_t row)
{
	size_t part = w->len / WALKERS;
	uint32_t r[WALKERS] = { row };

	walk_parts(w, r, part);
	row = walk_one(w, r[WALKERS - 1] & ROW, WALKERS * part, w->len);
	for (size_t k = WALKERS - 1; k-- > 0;) {
		uint32_t over = r[k] & ROW;

		/* The walker that began first knows most. */
		if (walk_over(w, &over, (k + 1) * part))
			row = over;
	}
	return row;
}

/* Folds the piece of text at w->base and what stands behind it. */
static void
fold_piece(struct walk *w, const char *text, size_t n, char *folded)
{
	size_t left = n - w->base;

	w->len = left < AUTOMATON_CHUNK ? left : AUTOMATON_CHUNK;
	if (w->len < left && utf8_floor(text + w->base, w->len) > 0)
		w->len = utf8_floor(text + w->base, w->len);
	left -= w->len;
	w->ahead = left < BESIDE ? left : BESIDE;
	fold_aligned(text + w->base, w->len, folded);
	fold_aligned(text + w->base + w->len, w->ahead, folded + w->len);
}

bool
automaton_search(const struct automaton *a, const char *text, size_t n,
    automaton_found found, void *arg)
{
	char room[BESIDE + AUTOMATON_CHUNK + BESIDE], *folded = room + BESIDE;
	struct walk w = {
		.a = a, .folded = folded, .found = found, .arg = arg
	};
	uint8_t space = a->class_of[FOLD_SPACE];
	uint32_t row = a->next[space] & ROW;

	while (w.base < n && !w.stop) {
		fold_piece(&w, text, n, folded);
		row = w.len < SPLIT_MIN ? walk_one(&w, row, 0, w.len)
					: walk_all(&w, row);
		if (w.base + w.len == n)
			break;
		/* Not the last piece: it is longer than BESIDE. */
		w.behind = BESIDE;
		memcpy(folded - BESIDE, folded + w.len - BESIDE, BESIDE);
		w.base += w.len;
	}
	/* The end of the text is the edge of a word. */
	row = a->next[row + space];
	if (!w.stop && (row & HIT) != 0)
		report(&w, row, w.len + 1, 0);
	return w.stop;
}
