/* SPDX-License-Identifier: ISC */
/* Networks that are read through their feeds: forums, blogs, lists. They differ
 * by where the feeds are, and by little else; so each is a few rows. */
#ifndef CRAWLER_NETWORKS_FEEDS_H
#define CRAWLER_NETWORKS_FEEDS_H

#include "crawler/networks/answer.h"
#include "crawler/networks/network.h"

/* Addresses below the target's directory, each with its other places behind
 * "|", tried in turn until one is a feed; the list ends with NULL. A place may
 * hold the placeholders of listing_ask. */
enum err feeds_start(const struct seed_view *seed, struct page *p,
    const char *const *feeds) MUST_CHECK;
enum err feeds_parse(const struct source *s, struct page *p,
    const char *const *feeds) MUST_CHECK;

/* The functions of a network that is no more than its lists id_feeds (as above)
 * and id_marks (of answer_is_page_of), and its row, of which the rest is given:
 * .does, .does_fr, .rate, .known_from and what else there is to say. One that
 * begins otherwise than with feeds_start has an id_start of its own instead of
 * FEEDS_START. */
#define FEEDS_START(id)                                                        \
	static enum err id##_start(                                            \
	    const struct seed_view *seed, struct page *p)                      \
	{                                                                      \
		return feeds_start(seed, p, id##_feeds);                       \
	}

#define FEEDS_NETWORK(id, ...)                                                 \
	static enum err id##_parse(const struct source *s, struct page *p)     \
	{                                                                      \
		return feeds_parse(s, p, id##_feeds);                          \
	}                                                                      \
	static bool id##_accepts(const struct source *s)                       \
	{                                                                      \
		return answer_is_page_of(s, id##_marks, NELEM(id##_marks));    \
	}                                                                      \
	const struct network network_##id = { .name = #id,                     \
		.class = "crawl",                                              \
		.auth = "none",                                                \
		.terms = "open",                                               \
		.verified = "2026-11",                                         \
		.start = id##_start,                                           \
		.accepts = id##_accepts,                                       \
		.parse = id##_parse,                                           \
		__VA_ARGS__ }

#endif
