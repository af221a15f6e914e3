/* SPDX-License-Identifier: ISC */
/* What a document says of where its text comes from: that it repeats somebody
 * else's, or the agency that it credits (MATCHING.md 4.4). Both stand at its
 * beginning or at its end. */
#ifndef CRAWLER_ANALYSE_CREDIT_H
#define CRAWLER_ANALYSE_CREDIT_H

#include <stdbool.h>
#include <stddef.h>

/* The credits in a text, as bits that are kept with its mentions; 0: none. */
unsigned credit_read(const char *text, size_t n);
/* Says it that it is a repost? */
bool credit_is_repost(unsigned credits);
/* The agency's name, or NULL. */
const char *credit_agency(unsigned credits);

#endif
