/* SPDX-License-Identifier: ISC */
/* A case while it is read: exhibits first (exhibits.c), then what they rest on
 * (chronology.c), then what the log says of it (cited.c). */
#ifndef TOOLS_BUNDLE_READING_H
#define TOOLS_BUNDLE_READING_H

#include "tools/bundle/bundle.h"
#include "tools/bundle/looks.h"
#include "tools/bundle/spans.h"

struct foreign;

struct reading {
	struct bundle_case *c;     /* borrowed: what is made */
	struct txn *t;             /* borrowed */
	struct looks_cache *looks; /* owned, as all below */
	struct spans *spans;
	struct foreign *foreign; /* once there are exhibits */
	uint64_t *numbers; /* snapshots wanted, unsorted, with repetitions */
	size_t n_numbers, cap_numbers;
};

/* The mentions that are wanted, as exhibits in order. */
enum err reading_exhibits(
    struct reading *r, const struct bundle_wanted *w) MUST_CHECK;
/* The page at this address as the only exhibit, whatever it shows. */
void reading_page(struct reading *r, const char *url);
/* Their places and events; events hold snapshot numbers until
 * reading_snapshots has loaded them. */
enum err reading_chronology(struct reading *r) MUST_CHECK;
void reading_want(struct reading *r, uint64_t number);
/* Its content was erased by request: the reports say so. */
void reading_forgotten(struct reading *r, uint64_t number);
/* Loads all snapshots wanted, with the robots.txt in force, and turns numbers
 * into indices. */
enum err reading_snapshots(struct reading *r) MUST_CHECK;
/* Wants what this exchange's page was shown with (requisites.c). */
enum err reading_requisites(
    struct reading *r, const struct bundle_snapshot *s) MUST_CHECK;
/* Wants the views of what shows an exhibit; and of a view what the browser was
 * fed with (view.c). */
void reading_views(struct reading *r, const struct bundle_exhibit *x);
void reading_fed(struct reading *r, const struct bundle_snapshot *s);
/* The dates that the pages which show the exhibits state (claims.c). */
enum err reading_claims(struct reading *r) MUST_CHECK;
/* Leaves, sweeps, checkpoints, anchors. */
enum err reading_cited(struct reading *r) MUST_CHECK;

#endif
