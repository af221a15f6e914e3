/* SPDX-License-Identifier: ISC */
/* The corpus of PERFORMANCE.md, made anew from a seed: the same seed, the same
 * bytes. gen_plan.c says which pages there are, gen_text.c makes their text,
 * gen_name.c writes the names in it,
 * gen_page.c a page around it, gen.c writes the files, gen_words.c has the
 * words. */
#ifndef TESTS_BENCH_GEN_H
#define TESTS_BENCH_GEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"

extern const char gen_words_fr[], gen_words_en[], gen_prefixes[];
extern const char gen_first_watched[], gen_last_left[], gen_last_right[];
extern const char gen_first_other[], gen_last_other[];

/* SplitMix64: small, fast, the same everywhere. */
struct gen_rng {
	uint64_t state;
};
void gen_seed(struct gen_rng *r, uint64_t a, uint64_t b);
uint64_t gen_next(struct gen_rng *r);
/* 0 to n - 1 */
size_t gen_below(struct gen_rng *r, size_t n);
bool gen_chance(struct gen_rng *r, unsigned percent);

/* A list of words cut from one string. */
struct gen_list {
	char *text;  /* owned */
	char **word; /* owned; points into text */
	size_t n;
};
void gen_list_init(struct gen_list *l, const char *words);
void gen_list_fini(struct gen_list *l);

enum { GEN_NAMES = 100 };

/* How a watched name is written. */
enum gen_form {
	GEN_PLAIN,
	GEN_UPPER,
	GEN_LOWER,
	GEN_NO_ACCENT,
	GEN_NFD,
	GEN_NAMED_ENTITY,
	GEN_NUMERIC_ENTITY,
	GEN_NBSP,
	GEN_SPLIT_BY_TAG,
	GEN_LINE_BREAK,
	GEN_SOFT_HYPHEN,
	GEN_NB_HYPHEN, /* names with a hyphen only */
	GEN_REVERSED,
	GEN_ALT,
	GEN_HANDLE,
	GEN_TYPO,
	GEN_FORMS
};
extern const char *const gen_form_name[GEN_FORMS];

enum gen_network {
	GEN_PRESS,
	GEN_BLOG,
	GEN_FORUM,
	GEN_REVIEWS,
	GEN_SOCIAL,
	GEN_NETWORKS
};
extern const char *const gen_network_name[GEN_NETWORKS];

struct gen_page {
	enum gen_network network;
	size_t index;
	bool french, latin1, entities;
	bool changes;  /* between the nights: counters and tokens */
	bool comment;  /* the second night has a new comment */
	bool near;     /* a near copy: some sentences are other ones */
	uint64_t text; /* seed of its text: shared by copies */
	size_t bytes;  /* what it aims at */
	int name;      /* the watched name in the text; -1: none */
	enum gen_form form;
	int comment_name;   /* the same for the new comment */
	int decoy;          /* half a watched name; -1: none */
	char *title, *path; /* owned */
};

struct gen {
	uint64_t seed;
	const char *base;      /* the address of the site, without a last / */
	struct gen_page *page; /* owned */
	size_t pages;
	struct gen_list fr, en, prefix, first, left, right, other_first,
	    other_last;
};

/* Fills in the words and the pages; seed and pages are given. */
void gen_plan(struct gen *g);
void gen_plan_fini(struct gen *g);

/* A watched name's parts; last needs room for 64 bytes. */
const char *gen_name_first(const struct gen *g, int name);
void gen_name_last(const struct gen *g, int name, char last[64]);

/* The ASCII letter under an accent of Latin-1; 0: there is none. */
char gen_letter(uint32_t c);
/* Its entity's name; NULL. */
const char *gen_entity(uint32_t c);
/* Text, into b; its own HTML escapes where the page wants them. */
void gen_title(const struct gen *g, const struct gen_page *p, struct buf *b);
void gen_person(const struct gen *g, struct gen_rng *r, struct buf *b);
/* "leatregulledec" */
void gen_handle(const struct gen *g, int name, struct buf *b);
/* A sentence of its own with the name in it, as HTML. */
void gen_mention(const struct gen *g, int name, enum gen_form form, bool french,
    struct buf *b);
struct gen_text {
	const struct gen *g;
	const struct gen_page *p;
	struct gen_rng rng;          /* of the shared text */
	struct gen_rng near;         /* of what a near copy has instead */
	size_t said;                 /* paragraphs so far */
	size_t mention_at, decoy_at; /* the paragraph that has it */
};
void gen_text_init(struct gen_text *t, const struct gen *g,
    const struct gen_page *p, size_t paragraphs);
/* One paragraph's inside; the text's bytes without markup are returned. */
size_t gen_paragraph(struct gen_text *t, struct buf *b);

/* The whole page as of a night (1, 2), in the page's charset. */
void gen_page(const struct gen *g, size_t i, int night, struct buf *b);

/* Appends; running out of the buffer's room is a bug of ours. */
void gen_put(struct buf *b, const char *s);
void gen_char(struct buf *b, uint32_t c);
void gen_putf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
