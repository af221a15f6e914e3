/* SPDX-License-Identifier: ISC */
/* crawler/anchor: time stamps, got from others.
 *
 * One round of time stamping: the newest checkpoint, and earlier ones that an
 * authority has missed, are brought to the authorities that the user declared,
 * all at the same time. An address that was declared is asked wherever it is,
 * loopback included; nothing follows a redirect. What comes is judged and kept
 * by the store, what does not come is kept as a gap. */
#ifndef CRAWLER_ANCHOR_ANCHOR_H
#define CRAWLER_ANCHOR_ANCHOR_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

enum {
	ANCHOR_LIMIT_MS = 20 * 1000, /* one question, from name to last byte */
	ANCHOR_ASKS_MAX = 32         /* in one round */
};

struct anchor_round {
	struct store *store;
	const char *ca_file; /* roots added to Mozilla's, or NULL */
	bool first_only;     /* an intermediate checkpoint: one authority */
	bool gaps;           /* also those that are due to be tried again */
	bool all_gaps;       /* due or not */
	/* Not NULL: nothing of the log, but these 32 bytes, are stamped by
	 * every authority that wants (may be NULL) does not refuse; take gets
	 * each token and nothing is kept. */
	const uint8_t *digest;
	bool (*wants)(const struct authority *a, void *arg);
	void (*take)(const struct anchor_ask *ask,
	    const struct anchor_token *token, void *arg);
	/* When it ends at the latest, clock_mono_ms; another thread may bring
	 * it nearer. What has no answer by then is a gap. */
	atomic_int_least64_t until;
	/* Each answer: why is NULL for a token that was kept. May be NULL. */
	void (*say)(const struct anchor_ask *ask, const char *why, void *arg);
	void *arg;
	unsigned kept, missed; /* out */
};

/* Runs it; the failures of authorities are counted, not returned. */
enum err anchor_round(struct anchor_round *r) MUST_CHECK;
/* Has the user declared an authority? */
bool anchor_wanted(struct store *st);

#endif
