/* SPDX-License-Identifier: ISC */
/* The commit of an AT Protocol repository (atproto.com/specs/repository): it
 * names the account and the root of a tree of all its records, and bears a
 * signature by the account's key. With the blocks between, it proves a record
 * to anybody without the server. */
#ifndef CRAWLER_NETWORKS_COMMIT_H
#define CRAWLER_NETWORKS_COMMIT_H

#include <stddef.h>

#include "store/base/err.h"

enum { COMMIT_REV_MAX = 32 };

/* Does the CAR file, whose blocks are what their hashes say (car_check), prove
 * the record at path ("app.bsky.feed.post/3k") of the account, by that key (a
 * Multikey)? rev, empty where there is none, is the commit's number. *why says
 * what is wrong otherwise. ERR_PARSE: the file does not lead from a commit of
 * the account to the record; ERR_DENIED: it does, but the key is of no known
 * kind, or NULL; ERR_DAMAGED: it does, but another key has signed, or none. */
enum err commit_check(const void *data, size_t n, const char *did,
    const char *path, const char *key, char rev[COMMIT_REV_MAX],
    const char **why) MUST_CHECK;

#endif
