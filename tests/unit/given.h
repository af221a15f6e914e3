/* SPDX-License-Identifier: ISC */
/* A file in memory for warc_reader_new, given in pieces of a chosen size. */
#ifndef TESTS_UNIT_GIVEN_H
#define TESTS_UNIT_GIVEN_H

#include <stddef.h>
#include <string.h>

struct given {
	const void *data; /* borrowed */
	size_t n, at, piece;
};

static inline long
given_read(void *arg, void *out, size_t n)
{
	struct given *g = arg;

	if (n > g->piece)
		n = g->piece;
	if (n > g->n - g->at)
		n = g->n - g->at;
	memcpy(out, (const char *)g->data + g->at, n);
	g->at += n;
	return (long)n;
}

#endif
