/* SPDX-License-Identifier: ISC */
/* One Chromium for one view: a profile of its own, no network of its own, no
 * surroundings of ours, dead with us. */
#ifndef CRAWLER_BROWSER_LAUNCH_H
#define CRAWLER_BROWSER_LAUNCH_H

#include <stdbool.h>
#include <sys/types.h>

#include "crawler/browser/profile.h"
#include "store/base/err.h"

struct launch {
	pid_t pid;   /* and its process group; 0: none */
	int in, out; /* we read, we write; whoever takes one sets it to -1 */
	struct profile profile;
	/* How it is kept off the network: "network-namespace" (it has an empty
	 * one of its own) or "closed-proxy" (the kernel allowed none). In both
	 * it has a proxy where nothing listens. */
	const char *isolation;
	bool sandbox; /* its own; off where we are root, who has none */
};

/* What is passed to it, for the record; NULL ends the list. The profile's
 * directory is not in it. */
extern const char *const launch_flags[];

/* ERR_NOTFOUND, unlogged, where there is no Chromium; ERR_SYS. The thread that
 * calls it must live until launch_end: the browser dies with it. */
enum err launch_begin(struct launch *l) MUST_CHECK;
/* Ends it, all that it started, and its profile. NULL does nothing. */
void launch_end(struct launch *l);

#endif
