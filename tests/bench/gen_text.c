/* SPDX-License-Identifier: ISC */
/* Text of the corpus: words drawn by rank, the common ones often, put together
 * to sentences and paragraphs. Every sentence has a seed of its own, so that a
 * near copy can replace some and share the rest. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "store/base/utf8.h"
#include "tests/bench/gen.h"

enum { NEAR_PERCENT = 8 };

void
gen_put(struct buf *b, const char *s)
{
	if (buf_adds(b, s) != ERR_OK)
		abort();
}

void
gen_char(struct buf *b, uint32_t c)
{
	char s[5] = "";

	s[utf8_put(c, s)] = '\0';
	gen_put(b, s);
}

void
gen_putf(struct buf *b, const char *fmt, ...)
{
	char s[4096];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s, sizeof(s), fmt, ap);
	va_end(ap);
	gen_put(b, s);
}

void
gen_seed(struct gen_rng *r, uint64_t a, uint64_t b)
{
	r->state = a;
	r->state = gen_next(r) ^ (b * 0x9e3779b97f4a7c15ULL);
}

uint64_t
gen_next(struct gen_rng *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

size_t
gen_below(struct gen_rng *r, size_t n)
{
	return (size_t)(((gen_next(r) >> 32) * n) >> 32);
}

bool
gen_chance(struct gen_rng *r, unsigned percent)
{
	return gen_below(r, 100) < percent;
}

/* The fourth power of a uniform draw: rank 0 is the commonest word. */
static size_t
by_rank(struct gen_rng *r, size_t n)
{
	uint64_t u = gen_next(r) >> 32;
	uint64_t square = u * u >> 32;

	return (size_t)(((square * square >> 32) * n) >> 32);
}

void
gen_list_init(struct gen_list *l, const char *words)
{
	l->text = mem_strdup(words);
	l->word = NULL;
	l->n = 0;
	for (char *p = l->text; *p != '\0';) {
		size_t n = strcspn(p, " ");
		char *next = p + n + (p[n] == ' ');

		p[n] = '\0';
		l->word = mem_grow(l->word, l->n + 1, sizeof(*l->word));
		l->word[l->n++] = p;
		p = next;
	}
}

void
gen_list_fini(struct gen_list *l)
{
	free(l->word);
	free(l->text);
}

/* Letters beyond ASCII as entities, if so asked. */
static void
put_word(struct buf *b, const char *w, bool entities)
{
	size_t left = strlen(w), n;

	if (!entities) {
		gen_put(b, w);
		return;
	}
	for (; left > 0; w += n, left -= n) {
		uint32_t c = utf8_next(w, left, &n);

		if (gen_entity(c) != NULL)
			gen_putf(b, "&%s;", gen_entity(c));
		else
			gen_char(b, c);
	}
}

static const char *
pick(const struct gen_list *l, struct gen_rng *r)
{
	return l->word[gen_below(r, l->n)];
}

/* One word, now and then with a prefix, or a number. */
static void
draw_word(const struct gen *g, bool french, struct gen_rng *r, char out[64])
{
	const struct gen_list *l = french ? &g->fr : &g->en;
	size_t kind = gen_below(r, 100);
	/* Drawn in a statement of its own: the order of arguments is free. */
	const char *prefix = kind >= 2 && kind < 8 ? pick(&g->prefix, r) : "";

	if (kind < 2)
		snprintf(out, 64, "%zu", gen_below(r, 2000) + 2);
	else if (kind < 8)
		snprintf(out, 64, "%s%s", prefix, pick(l, r));
	else
		snprintf(out, 64, "%s", l->word[by_rank(r, l->n)]);
}

static void
capitalise(char *s)
{
	/* é is C3 A9 and É is C3 89: one bit, as in ASCII. */
	if ((unsigned char)s[0] == 0xc3 && ((unsigned char)s[1] & 0x20) != 0)
		s[1] = (char)(s[1] & ~0x20);
	else
		s[0] = (char)toupper((unsigned char)s[0]);
}

/* A sentence; returns the bytes of its words. */
static size_t
sentence(const struct gen *g, const struct gen_page *p, struct gen_rng *r,
    struct buf *b)
{
	size_t words = 5 + gen_below(r, 16), n = 0;
	size_t marked = gen_below(r, 8) == 0 ? gen_below(r, words) : words;
	char w[64];

	for (size_t i = 0; i < words; i++) {
		draw_word(g, p->french, r, w);
		if (i == 0)
			capitalise(w);
		n += strlen(w) + 1;
		if (i == marked)
			gen_put(b, "<em>");
		put_word(b, w, p->entities);
		if (i == marked)
			gen_put(b, "</em>");
		if (i + 1 == words)
			break;
		if (gen_below(r, 9) == 0)
			gen_put(b, ",");
		gen_put(b, " ");
	}
	gen_put(
	    b, gen_below(r, 12) == 0 ? (p->french ? "&nbsp;! " : "! ") : ". ");
	return n;
}

void
gen_title(const struct gen *g, const struct gen_page *p, struct buf *b)
{
	struct gen_rng r;
	size_t words;
	char w[64];

	gen_seed(&r, p->text, 1);
	words = 4 + gen_below(&r, 6);
	for (size_t i = 0; i < words; i++) {
		draw_word(g, p->french, &r, w);
		if (i == 0)
			capitalise(w);
		gen_putf(b, "%s%s", i == 0 ? "" : " ", w);
	}
}

void
gen_person(const struct gen *g, struct gen_rng *r, struct buf *b)
{
	const char *first = pick(&g->other_first, r);

	gen_putf(b, "%s %s", first, pick(&g->other_last, r));
}

/* A watched family name with another's given name, or the reverse. */
static void
put_decoy(const struct gen_text *t, struct buf *b)
{
	const struct gen *g = t->g;
	int name = t->p->decoy;
	size_t i = (size_t)name;
	char last[64];

	gen_name_last(g, name, last);
	if (i % 2 == 0)
		gen_putf(b, "%s %s", g->other_first.word[i % g->other_first.n],
		    last);
	else
		gen_putf(b, "%s %s", gen_name_first(g, name),
		    g->other_last.word[i % g->other_last.n]);
	gen_put(b, t->p->french ? " n'y est pour rien. "
				: " had nothing to do with it. ");
}

void
gen_text_init(struct gen_text *t, const struct gen *g, const struct gen_page *p,
    size_t paragraphs)
{
	t->g = g;
	t->p = p;
	gen_seed(&t->rng, p->text, 2);
	gen_seed(&t->near, p->text, 7777 + p->index);
	t->said = 0;
	t->mention_at = gen_below(&t->rng, paragraphs);
	t->decoy_at = gen_below(&t->rng, paragraphs);
}

size_t
gen_paragraph(struct gen_text *t, struct buf *b)
{
	const struct gen_page *p = t->p;
	struct gen_rng r;
	size_t sentences, n = 0;

	gen_seed(&r, p->text, 1000 + t->said);
	sentences = 3 + gen_below(&r, 5);
	for (size_t i = 0; i < sentences; i++) {
		uint64_t number = (t->said << 8) + i;

		gen_seed(&r, p->text, 1000000 + number);
		if (p->near && gen_chance(&t->near, NEAR_PERCENT))
			gen_seed(&r, ~p->text, number);
		n += sentence(t->g, p, &r, b);
		if (i == 0 && t->said == t->mention_at && p->name >= 0)
			gen_mention(t->g, p->name, p->form, p->french, b);
		if (i == 1 && t->said == t->decoy_at && p->decoy >= 0)
			put_decoy(t, b);
	}
	t->said++;
	return n;
}
