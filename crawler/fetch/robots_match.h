/* SPDX-License-Identifier: ISC */
/* Paths and patterns of robots.txt: brought to one form, then compared. */
#ifndef CRAWLER_FETCH_ROBOTS_MATCH_H
#define CRAWLER_FETCH_ROBOTS_MATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Both sides of a comparison in one form (RFC 9309 2.2.2): unreserved octets
 * plain, all others but the reserved as %XX. "*" and "$" of a path are octets
 * and written so that only %2A and %24 of a pattern meet them; so is a "$" that
 * does not end a pattern. Returns the length; out has room for 3 * n. */
size_t robots_match_normalise(const char *s, size_t n, bool pattern, char *out);
/* What is not printable ASCII as %XX; out has room for 3 * n + 1. */
void robots_match_ascii(const char *s, size_t n, char *out);
/* Does a normalised pattern match a normalised path? Takes time in proportion
 * to both lengths, whatever the pattern. */
bool robots_match(const char *pattern, size_t len, const char *path, size_t n);
/* The path, parameters and query in an address, as Google's parser finds them
 * in any text. *n is 0 where there are none ("/" is meant); they may lack the
 * "/" at their head. */
const char *robots_match_path(const char *url, size_t *n);

#endif
