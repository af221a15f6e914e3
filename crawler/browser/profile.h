/* SPDX-License-Identifier: ISC */
/* The directory that a browser writes to: made for one view, removed after it.
 * What a killed process left behind goes when the next one is made: each is
 * locked by the process that has it, and a lock dies with its process. */
#ifndef CRAWLER_BROWSER_PROFILE_H
#define CRAWLER_BROWSER_PROFILE_H

#include "store/base/err.h"

struct profile {
	char *path; /* owned; NULL: there is none */
	int lock;   /* owned: the directory, open and locked */
};

/* In $TMPDIR, or /tmp. ERR_SYS. */
enum err profile_make(struct profile *p) MUST_CHECK;
/* Removes it and all in it. One that was never made: does nothing. */
void profile_remove(struct profile *p);

#endif
