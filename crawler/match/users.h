/* SPDX-License-Identifier: ISC */
/* Which forms an anchor belongs to, sorted by the words that must stand near it
 * (near.h): a thousand names may share a surname, and few of them the given
 * name that stands before it. */
#ifndef CRAWLER_MATCH_USERS_H
#define CRAWLER_MATCH_USERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/match/grammar.h"
#include "crawler/match/near.h"

struct users;

struct users *users_new(void);
void users_free(struct users *us); /* NULL does nothing */
/* The form, number `form`, has the pattern of this number as an anchor. beside:
 * its first element stands right beside the pattern, perhaps misspelt. */
void users_add(struct users *us, unsigned pattern, const struct form *f,
    uint32_t form, bool beside);
/* Are all users of the pattern so? Then near_beside is enough. */
bool users_beside(const struct users *us, unsigned pattern);
/* What must stand near the pattern, all users together. */
const struct near_filter *users_filter(
    const struct users *us, unsigned pattern);
/* Ends the adding. */
void users_build(struct users *us, size_t patterns);
/* Calls found for every form of the pattern that may be there (for some twice)
 * until it returns true; then true. */
typedef bool (*users_found)(void *arg, uint32_t form);
bool users_each(const struct users *us, unsigned pattern, const struct near *ne,
    users_found found, void *arg);

#endif
