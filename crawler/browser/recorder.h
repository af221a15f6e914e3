/* SPDX-License-Identifier: ISC */
/* What a sealed browser has instead of a network: our own fetcher, and a writer
 * behind it, as two threads. It is asked for an address and answers with the
 * number of the snapshot that it made of it, or with why there is none. */
#ifndef CRAWLER_BROWSER_RECORDER_H
#define CRAWLER_BROWSER_RECORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "crawler/browser/browser.h"

struct recorder;

/* Signals should be blocked: its threads inherit that. */
enum err recorder_start(
    const struct browser_view *v, struct recorder **out) MUST_CHECK;
/* Ends what is under way. NULL does nothing. */
void recorder_stop(struct recorder *r);

void recorder_ask(struct recorder *r, const char *url);
/* Can be read while answers wait. */
int recorder_fd(const struct recorder *r);
struct recorder_answer {
	char *url;         /* owned */
	uint64_t snapshot; /* 0: none */
	char *why;         /* owned: of none */
};
/* The next answer, which is then the caller's; false: none waits. */
bool recorder_take(struct recorder *r, struct recorder_answer *a);
void recorder_answer_fini(struct recorder_answer *a);
/* The first failure of the archive. */
enum err recorder_err(struct recorder *r);

#endif
