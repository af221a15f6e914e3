/* SPDX-License-Identifier: ISC */
/* What crawl_setup made, for the sweep, the capture and the reindex. */
#ifndef CRAWLER_SETUP_H
#define CRAWLER_SETUP_H

#include "crawler/match/watch.h"
#include "crawler/sandbox/sandbox.h"
#include "store/store.h"

/* The spawner; NULL before crawl_setup. */
struct sandbox *setup_sandbox(void);

/* The watched names of the register, in its order. */
struct seeds;

struct watches {
	struct watch **v; /* owned */
	size_t n;
	uint64_t generation; /* register_generation */
};
enum err watches_load(struct store *st, struct watches *out) MUST_CHECK;
/* Is a name of exactly these bytes watched? */
bool watches_have(const struct watches *w, const char *name);
/* Warns of seeds for a name that nobody watches: they can find nothing. path is
 * the seeds file's. */
void watches_check(
    const struct watches *w, const struct seeds *all, const char *path);
void watches_fini(struct watches *w);

#endif
