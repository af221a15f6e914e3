/* SPDX-License-Identifier: ISC */
/* crawler/networks: one network a file, one row a network in network.c. An
 * adapter is pure: an exchange in, documents and links out; no I/O, no clock,
 * no global. So it is tested on files, fuzzed, and run again over the archive
 * by `reindex`. A file reads like a data sheet: the access card first, then
 * how a sweep starts, then what each answer means. */
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
	bool full; /* the page has, or had, a mention: parse it exactly */
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

extern const struct network network_site;
extern const struct network network_feed;
extern const struct network network_wordpress;
extern const struct network network_auto;
extern const struct network network_mediawiki;
extern const struct network network_dokuwiki;
extern const struct network network_mastodon;
extern const struct network network_bluesky;
extern const struct network network_lemmy;
extern const struct network network_peertube;
extern const struct network network_hackernews;
extern const struct network network_stackexchange;
extern const struct network network_github;
extern const struct network network_discourse;
extern const struct network network_phpbb;
extern const struct network network_nodebb;
extern const struct network network_xenforo;
extern const struct network network_vbulletin;
extern const struct network network_vanilla;
extern const struct network network_invision;
extern const struct network network_ghost;
extern const struct network network_blogger;
extern const struct network network_substack;
extern const struct network network_tumblr;
extern const struct network network_scoopit;
extern const struct network network_medium;
extern const struct network network_flarum;
extern const struct network network_publicinbox;
extern const struct network network_hyperkitty;
extern const struct network network_pipermail;
extern const struct network network_flickr;
extern const struct network network_dailymotion;
extern const struct network network_bingnews;
extern const struct network network_gdelt;
extern const struct network network_marginalia;
extern const struct network network_mwmbl;
extern const struct network network_wayback;
extern const struct network network_commoncrawl;
extern const struct network network_gravatar;
extern const struct network network_webfinger;
extern const struct network network_crtsh;
extern const struct network network_rdap;
extern const struct network network_bodacc;
extern const struct network network_activitypub;
extern const struct network network_misskey;
extern const struct network network_pixelfed;
extern const struct network network_relme;

#endif
