/* SPDX-License-Identifier: ISC */
/* One attempt to read a form (grammar.h) in the words of a window, from a given
 * word on: which words were which elements, and what was unusual about it.
 * Whether what stands around them spoils the name, recognise.c decides. */
#ifndef CRAWLER_MATCH_WALK_H
#define CRAWLER_MATCH_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/match/grammar.h"
#include "crawler/match/window.h"

/* One element that was met. */
struct step {
	uint8_t elem;
	uint16_t word;
	bool whole;   /* the element is the whole word, in full */
	bool initial; /* or its first letter alone */
};

struct walk {
	const struct form *f;   /* borrowed */
	const struct window *w; /* borrowed */
	bool reversed;          /* surname first; set by the caller */
	size_t word, off;       /* where it stands: a word, bytes of its key */
	size_t first, start;    /* where it began: the word, the byte of text */
	struct step steps[FORM_ELEMS_MAX];
	size_t n;
	bool initial;      /* the last step was one */
	bool initials;     /* some step was one */
	bool bridged;      /* something stands between the parts */
	bool handle;       /* spelled as handles are */
	bool sigil;        /* which counts only behind an @ */
	bool camel;        /* in one word, each part with its capital */
	uint16_t name_gap; /* between given name and surname */
	uint32_t reasons;
};

/* Reads all elements from this word of the window on, `off` bytes into it. Then
 * k->word is the word after the name. The caller has set f, w and reversed and
 * zeroed the rest. */
bool walk_from(struct walk *k, size_t word, size_t off);

/* Does the gap hold nothing but some of these? */
bool walk_gap_only(uint16_t gap, unsigned mask);

#endif
