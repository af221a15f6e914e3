/* SPDX-License-Identifier: ISC */
/* Feeds at known places. The role of a request says which feed it is and at
 * which of its places it was looked for; a feed that names a next page or a
 * post's own comments leads on by links of no role. */
#include "crawler/networks/feeds.h"

#include <string.h>
#include <strings.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/parse/feed.h"

enum { PLACES_MAX = 8 /* of one feed; roles are made of both numbers */ };

/* The n-th place of a feed; NULL past the last. */
static const char *
place_of(struct page *p, const char *feed, unsigned n)
{
	size_t len = strcspn(feed, "|");

	for (; n > 0 && feed[len] == '|'; n--) {
		feed += len + 1;
		len = strcspn(feed, "|");
	}
	return n > 0 ? NULL : arena_strndup(&p->arena, feed, len);
}

/* Does the path hold this word as a segment of its own, or end with it? */
static bool
has_segment(const char *path, size_t n, const char *word)
{
	size_t k = strlen(word);

	for (size_t i = 0; i + k <= n; i++)
		if (strncmp(path + i, word, k) == 0 &&
		    (i + k == n || path[i + k] == '/' || path[i + k] == '?'))
			return true;
	return false;
}

/* A seed that is a feed itself: its address says so. */
static bool
is_feed_address(const char *url)
{
	static const char *const ends[] = { ".rss", ".atom", ".xml", "/feed",
		"/rss", "/feed.php" };
	static const char *const queries[] = { "type=rss", "x=a", "alt=atom",
		"feed=" };
	size_t n = strcspn(url, "#"), path = strcspn(url, "?#");

	for (size_t i = 0; i < NELEM(ends); i++)
		if (has_segment(url, path, ends[i]))
			return true;
	for (size_t at = path; at < n; at++)
		for (size_t i = 0; i < NELEM(queries); i++)
			if (strchr("?&", url[at]) != NULL &&
			    strncasecmp(url + at + 1, queries[i],
				strlen(queries[i])) == 0)
				return true;
	return false;
}

static void
ask_place(const struct seed_view *seed, struct page *p,
    const char *const *feeds, unsigned feed, unsigned place)
{
	const char *ref = place_of(p, feeds[feed], place);

	if (ref != NULL && place < PLACES_MAX)
		listing_ask(seed, p, listing_dir(seed, p), ref,
		    NETWORK_ROLE_OWN + feed * PLACES_MAX + place);
}

enum err
feeds_start(
    const struct seed_view *seed, struct page *p, const char *const *feeds)
{
	if (is_feed_address(seed->target)) {
		answer_ask(p, NULL, seed->target,
		    NETWORK_ROLE_OWN + PLACES_MAX - 1, NULL);
		return ERR_OK;
	}
	for (unsigned i = 0; feeds[i] != NULL; i++)
		ask_place(seed, p, feeds, i, 0);
	return ERR_OK;
}

/* Only the first request for a feed looks for it elsewhere: where names stand
 * in its address, that of the first name. */
static void
ask_elsewhere(const struct source *s, struct page *p, const char *const *feeds)
{
	unsigned at = s->role - NETWORK_ROLE_OWN;
	unsigned n = 0;

	while (feeds[n] != NULL)
		n++;
	if (s->role < NETWORK_ROLE_OWN || at / PLACES_MAX >= n ||
	    at % PLACES_MAX + 2 > PLACES_MAX)
		return;
	ask_place(s->seed, p, feeds, at / PLACES_MAX, at % PLACES_MAX + 1);
}

enum err
feeds_parse(const struct source *s, struct page *p, const char *const *feeds)
{
	enum err e;

	if (answer_redirects(s, p))
		return ERR_OK;
	if (!answer_failed(s, p, &e) && feed_accepts(s))
		return feed_parse(s, p);
	if (s->role < NETWORK_ROLE_OWN)
		return e == ERR_OK && answer_is_html(s) ? answer_page(s, p) : e;
	if (e == ERR_OK)
		e = page_problem(p, answer_is_html(s)
					? "HTML where a feed was due"
					: "no feed where one was due");
	ask_elsewhere(s, p, feeds);
	return e;
}
