/* SPDX-License-Identifier: ISC */
/* What an exchange means for the index: new, same, changed, gone or
 * unreachable (DESIGN.md promise 2: three different things, never confused).
 * Runs inside the writer's transaction; reindex runs the same over old
 * records. */
#ifndef CRAWLER_PIPELINE_CONCLUDED_H
#define CRAWLER_PIPELINE_CONCLUDED_H

#include "crawler/pipeline/pipeline.h"

struct conclusion {
	char *canonical; /* owned: of the URL asked for */
	char *source; /* owned: what the index calls the place that showed it:
		       * canonical, or one of its own for what was imported */
	uint64_t snapshot; /* its number; 0 for a check */
	bool is_check;
	bool looked;        /* the page was read whole for all names */
	bool mention;       /* it shows one */
	const char *change; /* CLI.md */
	const char *absent; /* why it is an absence, or NULL */
	uint64_t same_as;
	/* Mentions: each counts once in a sweep, whatever shows it. */
	unsigned new_mentions, changed_mentions, n_gone, n_unreachable;
	unsigned n_changed; /* those whose text here is not what it was here */
};

/* Is a check enough for it (DESIGN.md, what is kept)? It must be the second
 * look at a page that has no mention, read whole, its bytes not kept, and say
 * nothing of its own that only a record has room for. */
bool conclude_is_silent(struct store *st, const struct job *j);
/* snapshot is the number that its leaf bears or will bear, 0 for a check. */
void conclude(struct txn *t, const struct pipeline *pl, const struct job *j,
    uint64_t snapshot, struct conclusion *out);
/* robots.txt closes it. */
void conclude_refused(struct txn *t, const struct pipeline *pl,
    const struct job *j, struct conclusion *out);
void conclusion_fini(struct conclusion *c);

#endif
