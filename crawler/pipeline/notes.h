/* SPDX-License-Identifier: ISC */
/* What an earlier transaction left to be done: the documents of one space of
 * the state, read all at once, so that they can be changed while one goes
 * through them. */
#ifndef CRAWLER_PIPELINE_NOTES_H
#define CRAWLER_PIPELINE_NOTES_H

#include <stddef.h>

#include "store/base/err.h"
#include "store/base/json.h"

struct store;

struct notes {
	json_t **v; /* owned, and what they point to */
	size_t n, cap, max;
};

/* The notes of a space, max at most; what cannot be read is left out. The
 * caller ends them, also after an error: the store's. */
enum err notes_read(struct store *st, const char *space, size_t max,
    struct notes *out) MUST_CHECK;
void notes_fini(struct notes *all);

#endif
