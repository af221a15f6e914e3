/* SPDX-License-Identifier: ISC */
/* What is known of the web's addresses, as tables: services that wrap an
 * address in their own, hosts that are another's mobile face, fragments that
 * name a post. Our own lists. Internal to url*.c. */
#ifndef CRAWLER_NORMALISE_URL_TABLE_H
#define CRAWLER_NORMALISE_URL_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/normalise/url.h"

/* A string and its length: tables are compared with every address. */
#define URL_TABLE_SLICE(s)                                                     \
	{                                                                      \
		s, sizeof(s) - 1                                               \
	}

/* Is the host the pattern, or under it? "google.*" is the brand under any
 * public suffix. */
bool url_table_host_is(struct url_slice host, struct url_slice pattern);
/* Is the word one of a list separated by spaces? */
bool url_table_list_has(const char *list, struct url_slice word);
/* The raw value in the query (or the rest of the path: *in_path) that is the
 * wrapped address; s is NULL where u is no redirector. */
struct url_slice url_table_wrapped(const struct url_parts *u, bool *in_path);
/* The desktop host of a mobile or AMP one: writes it and returns its length; 0
 * where the host stays. */
size_t url_table_desktop(struct url_slice host, char out[URL_HOST_ROOM]);
/* Does the fragment name one post or comment ("comment-12", "p123")? */
bool url_table_is_permalink(struct url_slice fragment);

#endif
