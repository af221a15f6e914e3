/* SPDX-License-Identifier: ISC */
/* The thread beside a sweep that has its checkpoints stamped. Nothing waits
 * for it but where it says so: stages run while an authority takes its time,
 * and fail by none of it. */
#ifndef CRAWLER_ANCHOR_STAMPER_H
#define CRAWLER_ANCHOR_STAMPER_H

#include <stdbool.h>

#include "store/store.h"

enum {
	/* How long a sweep's first request waits for its first tokens, so that
	 * even its first records say "after": the bracket's lower bound. */
	STAMPER_BEGIN_MS = 2 * 1000,
	/* How long the last checkpoint's tokens are waited for, when all else
	 * is done and durable. */
	STAMPER_END_MS = 5 * 1000,
	STAMPER_INTERRUPTED_MS = 2 * 1000, /* the same after a signal */
	/* One authority stamps intermediate checkpoints, not more often: free
	 * services ask for moderation. */
	STAMPER_PACE_MS = 5 * 60 * 1000
};

struct stamper;

/* NULL when no authority is declared (or no thread can be had): all calls then
 * do nothing. The store outlives it. Has all authorities stamp the newest
 * checkpoint, and those that are due to be tried again. */
struct stamper *stamper_start(struct store *st, const char *ca_file);
/* An intermediate checkpoint was made. Never waits. Any thread. */
void stamper_checkpoint(struct stamper *s);
/* Waits until the first round is over, or so long. */
void stamper_wait(struct stamper *s, int ms);
/* The last checkpoint: all authorities, for so long at most; ends the thread
 * and frees. */
void stamper_end(struct stamper *s, int ms);

#endif
