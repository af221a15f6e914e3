/* SPDX-License-Identifier: ISC */
/* The bytes between the program and its parser children: numbers and strings,
 * little by little, each side checking the other. A reader never trusts a
 * length; its first error sticks and every later value is zero or NULL. */
#ifndef CRAWLER_ANALYSE_WIRE_H
#define CRAWLER_ANALYSE_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/mem.h"

struct wire_out {
	struct buf *out; /* borrowed */
	enum err err;    /* the first error */
};

void wire_begin(struct wire_out *w, struct buf *out);
void wire_u64(struct wire_out *w, uint64_t v);
void wire_real(struct wire_out *w, double v);
void wire_text(struct wire_out *w, const char *s); /* NULL stays NULL */
void wire_bytes(struct wire_out *w, const void *p, size_t n);

struct wire_in {
	const uint8_t *p, *end; /* borrowed */
	struct arena *arena;    /* where strings are copied to */
	bool bad; /* something did not fit: throw the whole away */
};

void wire_open(struct wire_in *w, const void *p, size_t n, struct arena *arena);
uint64_t wire_get_u64(struct wire_in *w);
/* A count of elements that take at least one byte each: never more than what
 * is left, so it can be allocated. */
size_t wire_get_count(struct wire_in *w, size_t max);
double wire_get_real(struct wire_in *w);
/* UTF-8 without NUL, else bad. */
const char *wire_get_text(struct wire_in *w);
const void *wire_get_bytes(struct wire_in *w, size_t *n);

#endif
