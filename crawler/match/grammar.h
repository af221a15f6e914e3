/* SPDX-License-Identifier: ISC */
/* The grammar of names: what one declared name is made of, so that its many
 * spellings need not be listed (MATCHING.md 4.1). A name becomes one or more
 * forms, a form some elements in the order in which they were declared, and the
 * automaton gets a few anchors: strings of which one stands in every spelling.
 * A person's anchor is the surname, the only part that is never an initial. */
#ifndef CRAWLER_MATCH_GRAMMAR_H
#define CRAWLER_MATCH_GRAMMAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/match/watch.h"
#include "crawler/match/window.h"
#include "store/base/mem.h"

enum {
	FORM_ELEMS_MAX = 24,
	FORM_JOINED_MAX = 4,
	FORM_LEADS_MAX = 24,
	LEAD_MAX = 4,        /* bytes of a word's beginning */
	LEAD_CUT = '.',      /* last byte: letters cut short by a dot */
	LEAD_INITIALS = '@', /* third byte: two initials, in a handle */
	FORM_WORD_MAX = 64,  /* bytes of a word; longer ones are cut */
};

enum elem_kind {
	ELEM_GIVEN,
	ELEM_PARTICLE, /* de, von, le ...: optional */
	ELEM_SURNAME,
	ELEM_WORD,    /* of a brand, or of a name that is no person's */
	ELEM_ARTICLE, /* of a brand: optional */
	ELEM_NUMBER,  /* 3, three, trois */
	ELEM_AND,     /* &, and, et */
};

struct elem {
	enum elem_kind kind;
	uint16_t gap;       /* declared before it: enum window_gap */
	bool capital;       /* declared with one */
	uint8_t len;        /* of key */
	uint64_t soft;      /* bit i: key[i] comes from a letter that encodings
			     * damage */
	uint64_t bag;       /* lookalike_bag of key */
	const char *key;    /* in the arena, as are all strings here: folded */
	const char *text;   /* as declared */
	const char *strict; /* fold_strict of it */
	int number;         /* ELEM_NUMBER */
};

enum form_kind {
	FORM_PERSON, /* given names, particles, surname; also surname first */
	FORM_WORDS,  /* words in their order */
	FORM_HANDLE, /* exactly so */
};

struct form {
	unsigned name; /* index of the watch */
	enum form_kind kind;
	uint32_t reasons; /* that every hit of this form has */
	struct elem elems[FORM_ELEMS_MAX];
	size_t n;
	size_t givens; /* elems[0 .. givens) are given names */
	size_t anchor; /* the element that the anchors are of */
	/* How a word begins that must stand near the anchor: one of these
	 * (grammar_lead). None: no word must. */
	uint32_t leads[FORM_LEADS_MAX];
	size_t leads_n;
	bool leads_many;       /* more than fit: none are kept */
	bool sigil;            /* a handle so plain that it needs its @ */
	const char *handle;    /* FORM_HANDLE: fold_strict of it */
	uint8_t before, after; /* its bytes outside its words: "_val_" */
	/* The name as one word, folded: in handles and hashtags. */
	const char *joined[FORM_JOINED_MAX];
	size_t joined_n;
	const char *surname; /* persons: the surname as one word */
};

/* A number for how a word begins: the first LEAD_MAX folded bytes of s, or as
 * many as it has. */
uint32_t grammar_lead(const char *s, size_t n);

/* Calls emit for each form of a watch: its name, its aliases, its handles. The
 * strings live in the arena. */
typedef void (*grammar_emit)(void *arg, const struct form *f);
void grammar_forms(const struct watch *w, unsigned name, struct arena *a,
    grammar_emit emit, void *arg);

/* May the element be left out? */
bool grammar_optional(const struct elem *e);
/* Fills f->leads from a word beside the anchor that no spelling lacks. A given
 * name is there in full, as an initial, cut short ("Ch."), or as the first of
 * several initials ("JM", "@vthuillier"). */
void grammar_leads(struct form *f);

/* Calls emit for each anchor of a form: a pattern for the automaton. */
typedef void (*anchor_emit)(void *arg, const char *s, size_t n);
void grammar_anchors(const struct form *f, anchor_emit emit, void *arg);
/* Calls emit for the folded spellings that damage (damage.h) gives to a word,
 * in its own letter case, in upper and in lower case. With `bound`, those that
 * could be ordinary words have a space at each end. */
void grammar_damaged(const char *word, bool bound, anchor_emit emit, void *arg);

#endif
