/* SPDX-License-Identifier: ISC */
/* The questions of one round of time stamping (anchor.h): the newest checkpoint
 * to each authority, those that one has missed, or a digest of the caller's. */
#ifndef CRAWLER_ANCHOR_ANCHOR_GATHER_H
#define CRAWLER_ANCHOR_ANCHOR_GATHER_H

#include <stddef.h>

#include "crawler/anchor/anchor.h"

/* Fills in at most ANCHOR_ASKS_MAX questions, which the caller frees, also when
 * it fails. */
enum err anchor_gather(const struct anchor_round *r, struct anchor_ask **asks,
    size_t *n) MUST_CHECK;

#endif
