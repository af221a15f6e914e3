/* SPDX-License-Identifier: ISC */
/* The lines of a text that must end with a newline, as signed notes and proofs
 * do. */
#ifndef STORE_BASE_LINES_H
#define STORE_BASE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct lines {
	const char *p, *end; /* borrowed: what is left */
};

/* The next line without its newline; false when none is left whole. */
static inline bool
lines_next(struct lines *l, const char **line, size_t *len)
{
	const char *nl =
	    l->p < l->end ? memchr(l->p, '\n', (size_t)(l->end - l->p)) : NULL;

	if (nl == NULL)
		return false;
	*line = l->p;
	*len = (size_t)(nl - l->p);
	l->p = nl + 1;
	return true;
}

#endif
