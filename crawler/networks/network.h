/* SPDX-License-Identifier: ISC */
/* crawler/networks: one network a file, one word in NETWORKS below. An adapter
 * is pure: an exchange in, documents and links out; no I/O, no clock, no
 * global. So it is tested on files, fuzzed, and run again over the archive by
 * `reindex`. A file reads like a data sheet: what is asked, what an item looks
 * like, what each answer means, and last the access card.
 *
 * To add one:
 *  1. Write NAME.c here, whose only external name is network_NAME. A model is
 *     peertube.c of what is searched through an API, forums.c of what has
 *     feeds. What adapters share is in answer.h (is this what was due?),
 *     listing.h (asking, page after page), shape.h (an item as a document),
 *     feeds.h.
 *  2. Add NAME to NETWORKS.
 *  3. Put an answer as its documentation shows it into tests/data/networks/, a
 *     row for what is asked at first into tests/unit/test_networks.c, and one
 *     for what the answer becomes into tests/unit/answers.h. Wrong answers and
 *     fuzzing come by themselves.
 *  4. Name it in seeds.txt and tools/man/vigie-seeds.1; what its card says anew
 *     gets its French words in tools/card_words.c. */
#ifndef CRAWLER_NETWORKS_NETWORK_H
#define CRAWLER_NETWORKS_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/parse/page.h"
#include "store/base/err.h"

/* Roles that mean the same to every adapter. Below them stand those of
 * crawler/parse/html.h; an adapter's own begin at NETWORK_ROLE_OWN. */
enum network_role {
	NETWORK_ROLE_SITEMAP = 32, /* robots.txt named it: the crawler's link */
	NETWORK_ROLE_PICTURE,      /* an avatar or picture: no adapter's */
	NETWORK_ROLE_OWN = 64
};

/* The context of a search for a word that is found everywhere (canary): what it
 * finds tells that the source still answers, and is followed nowhere. */
#define NETWORK_CANARY "canary"
bool network_is_canary(const char *context); /* NULL allowed */

/* What an adapter may know of its seed. Borrowed from the sweep. */
struct seed_view {
	const char *target;    /* absolute href, placeholders filled in */
	const char *scope;     /* for `site`: directory that links stay under */
	unsigned depth, pages; /* limits of CLI.md */
	const char *const *names; /* watched names, for searches */
	size_t n_names;
	const char *const *handles;
	size_t n_handles;
	bool token; /* the seed has one: what needs it may be asked for */
};

/* One answer, its content coding removed. Borrowed. */
struct source {
	const struct seed_view *seed;
	const char *url; /* asked for: absolute href */
	int status;
	const char *head; /* response head as received, NUL-terminated */
	size_t head_len;
	const char *mime; /* lower case, no parameters; "" if not stated */
	const char *content_type; /* the whole header value; "" if not stated */
	const char *body; /* decoded bytes, before charset; NUL-terminated */
	size_t body_len;
	int64_t at;    /* wall clock of the answer, ms: relative dates */
	unsigned role; /* of the link that led here; 0 for the seed's own */
	const char *context; /* likewise, or NULL */
	unsigned depth;      /* links from the seed */
	bool full;   /* the page has, or had, a mention: parse it exactly */
	bool claims; /* every date that it states is wanted */
	/* The cheap test for names: true if the text may hold one. */
	bool (*candidate)(const char *text, size_t n, void *arg);
	void *candidate_arg;
};

/* The value of a response header (the last of several), trimmed, into out;
 * false if it is not there or too long. */
bool source_header(
    const struct source *s, const char *name, char *out, size_t cap);

struct network {          /* what the crawler must know of one network */
	const char *name; /* the word in seeds.txt */
	/* What a sweep does there, before the seed's address: a sentence of
	 * `seeds check`, in English and in French. */
	const char *does, *does_fr;
	/* Access card, NETWORKS.md 2.1 */
	const char *class;      /* "crawl" or "api" */
	const char *auth;       /* "none", "token optional", ... */
	const char *terms;      /* "open", "api-terms", "forbids-automation" */
	const char *rate;       /* in words */
	const char *verified;   /* date of the source below */
	const char *known_from; /* where this knowledge was read */
	const char *also;       /* what it reads under other names, or NULL */
	/* What a token adds, in English and in French; NULL: it takes none. */
	const char *gain, *gain_fr;
	/* The query's parameter that carries the token; NULL: the header
	 * Authorization does, as a bearer (RFC 6750). */
	const char *token_parameter;
	unsigned
	    min_delay_ms; /* between requests to one host; 0: the default */
	/* Its pages, behind those that a sweep begins with, never change: they
	 * are read once. */
	bool fixed;
	/* A header line that its documentation asks of each request, or NULL */
	const char *header;
	/* For what is searched: a word that its search always finds, or NULL */
	const char *canary;
	/* Adds to p the links with which a sweep of the seed begins. */
	enum err (*start)(const struct seed_view *seed, struct page *p);
	/* For `auto` and for what a site meets on its way: is this answer mine?
	 */
	bool (*accepts)(const struct source *s);
	/* Fills p. Called for every whole answer, also 3xx to 5xx, but a 304:
	 * an adapter falls back on another road where one is closed. ERR_PARSE
	 * with p->problem set when the bytes are not what was due; what was
	 * read before stays. A problem beside ERR_OK is a remark. */
	enum err (*parse)(const struct source *s, struct page *p);
};

/* NULL for an unknown word. */
const struct network *network_find(const char *name);
const struct network *network_at(size_t i); /* NULL past the last */
/* May a seed of it have such an address: of a protocol that it is reached by?
 */
bool network_takes(const struct network *n, const char *href);

/* The rows. For `auto` the first that accepts wins, so the narrow before the
 * wide: site takes any HTML at all. */
#define NETWORKS(X)                                                            \
	X(wordpress), X(mediawiki), X(dokuwiki), X(mastodon), X(misskey),      \
	    X(pixelfed), X(activitypub), X(bluesky), X(lemmy), X(peertube),    \
	    X(hackernews), X(stackexchange), X(github), X(discourse),          \
	    X(phpbb), X(nodebb), X(xenforo), X(vbulletin), X(vanilla),         \
	    X(invision), X(ghost), X(blogger), X(substack), X(tumblr),         \
	    X(scoopit), X(medium), X(flarum), X(publicinbox), X(hyperkitty),   \
	    X(pipermail), X(usenet), X(flickr), X(dailymotion), X(bingnews),   \
	    X(gdelt), X(marginalia), X(mwmbl), X(wayback), X(commoncrawl),     \
	    X(gravatar), X(webfinger), X(relme), X(crtsh), X(rdap), X(bodacc), \
	    X(dsa), X(feed), X(site), X(auto)

#define NETWORK_OF(name) network_##name
extern const struct network NETWORKS(NETWORK_OF);

#endif
