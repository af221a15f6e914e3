/* SPDX-License-Identifier: ISC */
/* What is known of a feed and of the entry that is being read, and how an entry
 * becomes a document: which of its texts, dates, links and authors count. The
 * same for XML and JSON. Shared by the files of feed.h alone. */
#ifndef CRAWLER_PARSE_FEED_ENTRY_H
#define CRAWLER_PARSE_FEED_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/parse/body.h"
#include "crawler/parse/page.h"

struct source;

enum {
	FEED_AUTHORS_MAX = 8, /* of one entry */
	FEED_BASES_MAX = 32   /* xml:base inside xml:base */
};

/* Strings live in the page's arena; NULL for "not stated". */
struct feed_who {
	const char *name, *mail, *url, *avatar;
	const char *stated; /* as one string of RSS gave it */
};

struct feed_date {
	const char *text; /* RFC 3339 or the day */
	const char *from; /* where it stood: "atom published" */
};

struct feed_text_part {
	const char *s;
	size_t n;
};

struct feed_entry {
	const char *title, *id, *lang, *reply_to;
	const char *link; /* absolute */
	const char *orig; /* absolute: the link behind a counting redirect */
	bool id_is_link;  /* the id may stand in for a missing link */
	bool weak_title;  /* of a media element: the next one counts more */
	struct feed_text_part summary, content;
	bool weak_summary; /* likewise */
	struct feed_date published, updated, created;
	struct feed_who who[FEED_AUTHORS_MAX];
	size_t n_who;
	bool weak_who;  /* of a podcast element */
	bool quoted;    /* its source has authors of its own */
	size_t at, end; /* span in the body's text */
};

struct feed {
	const struct source *src;
	struct page *page;
	struct body body;
	bool atom;
	const char *kind; /* "atom", "feed", "json feed": for published_from */
	const char *base; /* href to resolve links against, or NULL */
	char *url;        /* owned: canonical address of the feed, or "" */
	char *origin;     /* owned: likewise */
	struct feed_who who; /* the feed's own author: Atom, JSON Feed */
	bool full;           /* no entry fits any more */
};

void feed_open(struct feed *f, const struct source *s, struct page *p);
void feed_close(struct feed *f);

/* An address as written, absolute and http(s), in the arena; NULL if not. */
const char *feed_href(struct feed *f, const char *base, const char *ref);
/* Reads a date; an unreadable one changes nothing. */
void feed_date_set(struct feed *f, struct feed_date *d, const char *s, size_t n,
    const char *from);
/* Takes "me@example.org (Name)" and its like apart. */
void feed_who_set(struct feed *f, struct feed_who *w, const char *s, size_t n);
/* The next author of the entry; the last place again when all are taken. */
struct feed_who *feed_who_next(struct feed_entry *e);
/* Makes the entry a document with its permalink. */
void feed_entry_finish(struct feed *f, struct feed_entry *e);
/* A listing to be read next, if it is on the feed's own site. */
void feed_listing(struct feed *f, const char *href);

#endif
