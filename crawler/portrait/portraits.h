/* SPDX-License-Identifier: ISC */
/* The portraits of a watched name, read from the user's files. */
#ifndef CRAWLER_PORTRAIT_PORTRAITS_H
#define CRAWLER_PORTRAIT_PORTRAITS_H

#include "crawler/match/watch.h"

/* Reads every avatar of a watch, in a parser child, into its portraits: nothing
 * where it has none. ERR_USAGE with *why (the caller frees it) where a file
 * cannot be read or is no picture that is compared. One with too little in it
 * is warned of: of such, only the same bytes are found again. Forks: call it
 * before threads and before a store is open. */
enum err portraits_read(struct watch *w, char **why) MUST_CHECK;

#endif
