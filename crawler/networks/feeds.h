/* SPDX-License-Identifier: ISC */
/* Networks that are read through their feeds: forums, blogs, lists. They differ
 * by where the feeds are, and by little else; so each is a few rows. */
#ifndef CRAWLER_NETWORKS_FEEDS_H
#define CRAWLER_NETWORKS_FEEDS_H

#include "crawler/networks/network.h"

/* Addresses below the target's directory, each with its other places behind
 * "|", tried in turn until one is a feed; the list ends with NULL. A place may
 * hold the placeholders of listing_ask. */
enum err feeds_start(const struct seed_view *seed, struct page *p,
    const char *const *feeds) MUST_CHECK;
enum err feeds_parse(const struct source *s, struct page *p,
    const char *const *feeds) MUST_CHECK;

#endif
